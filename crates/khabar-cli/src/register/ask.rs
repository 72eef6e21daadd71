//! Questions to the register: arguments in, answers printed.

use std::io::Write as _;

use anyhow::Result;
use khabar_register::hand::{self, reviewed};
use khabar_register::{ask, search};

use super::args::{self, Asked, Format};
use super::print::{Column, print};
use super::{now, reader};
use crate::outcome::Outcome;
use crate::pretty::{self, View};

pub fn rejects(asked: &Asked) -> Result<Outcome> {
    let rejects = reader(asked)?.rejects()?;
    print(asked, &[("المصدر", "source"), ("السبب", "reason")], &["source", "reason"], &rejects)
}

pub fn find(args: &args::Search) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("الموقع", "site"),
        ("العنوان", "title"),
        ("المقطع", "passage/text"),
    ];
    const FIELDS: [&str; 10] = [
        "page",
        "id",
        "published",
        "site",
        "title",
        "score",
        "passage/start",
        "passage/end",
        "passage/text",
        "marks",
    ];
    let found = search::search(&reader(&args.asked)?, &args.query.join(" "), args.limit)?;
    if args.asked.format == Format::Table && found.total > 0 {
        let some = if found.some_words { "; no page has all the words" } else { "" };
        anstream::eprintln!("{} of {} pages{some}", found.hits.len(), found.total);
    }
    print(&args.asked, &COLUMNS, &FIELDS, &found.hits)
}

pub fn statements(args: args::Statements) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("القائل", "speaker"),
        ("الفعل", "cue"),
        ("القول", "words"),
        ("القناة", "channel"),
    ];
    const FIELDS: [&str; 14] = [
        "page",
        "fact",
        "published",
        "speaker",
        "cue",
        "words",
        "start",
        "end",
        "channel",
        "relay",
        "type",
        "title",
        "site",
        "by",
    ];
    let asked = ask::Statements {
        person: args.entity,
        of: None,
        speaker: args.speaker,
        about: args.about,
        channel: args.channel,
        since: args.days.since,
        until: args.days.until,
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::statements(&reader(&args.list.asked)?, &asked)?)
}

pub fn events(args: args::Events) -> Result<Outcome> {
    const COLUMNS: [Column; 8] = [
        ("الصفحة", "page"),
        ("اليوم", "earliest"),
        ("النوع", "type"),
        ("الحال", "status"),
        ("الفاعل", "actor"),
        ("الحدث", "words"),
        ("الطرف الآخر", "recipient"),
        ("المكان", "place"),
    ];
    const FIELDS: [&str; 18] = [
        "page",
        "fact",
        "published",
        "type",
        "status",
        "actor",
        "words",
        "start",
        "end",
        "recipient",
        "place",
        "time",
        "earliest",
        "latest",
        "statement",
        "title",
        "site",
        "by",
    ];
    let asked = ask::Events {
        person: args.entity,
        kind: args.kind,
        actor: args.actor,
        place: args.place,
        since: args.days.since,
        until: args.days.until,
        status: args.status,
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::events(&reader(&args.list.asked)?, &asked)?)
}

pub fn figures(args: args::Figures) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("العدد", "words"),
        ("الوحدة", "unit"),
        ("من أصل", "of"),
        ("العنوان", "title"),
    ];
    const FIELDS: [&str; 17] = [
        "page",
        "fact",
        "published",
        "words",
        "start",
        "end",
        "value",
        "min",
        "max",
        "relation",
        "dimension",
        "currency",
        "unit",
        "of",
        "title",
        "site",
        "by",
    ];
    let asked = ask::Figures {
        unit: args.unit,
        dimension: args.dimension,
        currency: args.currency,
        least: args.least,
        most: args.most,
        since: args.days.since,
        until: args.days.until,
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::figures(&reader(&args.list.asked)?, &asked)?)
}

pub fn commitments(args: args::Commitments) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الصفحة", "page"),
        ("الأجل", "due"),
        ("الحال", "status"),
        ("النوع", "kind"),
        ("الملتزم", "party"),
        ("الالتزام", "words"),
    ];
    const FIELDS: [&str; 17] = [
        "page",
        "fact",
        "published",
        "status",
        "outcome",
        "party",
        "words",
        "start",
        "end",
        "negated",
        "kind",
        "deadline",
        "due",
        "statement",
        "title",
        "site",
        "by",
    ];
    let asked = ask::Commitments {
        person: args.entity,
        page: None,
        by: args.by,
        due_before: args.due_before,
        due_after: args.due_after,
        status: args.status,
        today: args.today.unwrap_or_else(now),
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::commitments(&reader(&args.list.asked)?, &asked)?)
}

pub fn timeline(args: args::Timeline) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("اليوم", "day"),
        ("الصفحة", "page"),
        ("الباب", "layer"),
        ("النوع", "type"),
        ("من", "who"),
        ("الكلمات", "words"),
    ];
    const FIELDS: [&str; 11] =
        ["day", "page", "fact", "layer", "type", "who", "words", "start", "end", "title", "site"];
    let asked = ask::Timeline {
        name: (!args.name.is_empty()).then(|| args.name.join(" ")),
        person: args.entity,
        since: args.days.since,
        until: args.days.until,
        ..ask::Timeline::default()
    };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::timeline(&reader(&args.asked)?, &asked)?)
}

pub fn show(args: &args::Show) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الصفحة", "page"),
        ("النسخة", "version"),
        ("الحالية", "current"),
        ("النشر", "published"),
        ("العنوان", "title"),
    ];
    const FIELDS: [&str; 8] = ["page", "id", "key", "version", "current", "title", "site", "published"];
    let reader = reader(&args.asked)?;
    let versions = reader.versions(&args.id)?;
    // CSV has no place for a record: it lists the versions.
    if args.versions || matches!(args.asked.format, Format::Csv | Format::CsvExcel) {
        return print(&args.asked, &COLUMNS, &FIELDS, &versions);
    }
    let Some(page) = versions.first() else { return Ok(Outcome::refused("no such page")) };
    let others: Vec<_> = versions.iter().filter(|v| v.current && v.key != page.key).collect();
    if !others.is_empty() && args.id != page.page.to_string() {
        let others: Vec<String> = others.iter().take(10).map(|v| v.page.to_string()).collect();
        crate::outcome::note(&format!("«{}» names other pages, too: {}", args.id, others.join(", ")));
    }
    let record = if args.found { reader.record(page.page)? } else { reviewed(&reader, page.page)? };
    let mut out = anstream::stdout();
    match args.asked.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&record)?)?,
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(&record)?)?,
        Format::Table | Format::Csv | Format::CsvExcel => {
            let view = View::of_terminal(args.asked.width, args.asked.direction);
            out.write_all(pretty::page(&khabar::Record::from_wire(record)?, &view).as_bytes())?;
        }
    }
    Ok(Outcome::default().with_done(1))
}

pub fn entities(args: args::Entities) -> Result<Outcome> {
    const COLUMNS: [Column; 5] =
        [("المعرف", "id"), ("الصنف", "label"), ("الاسم", "name"), ("الصفحات", "pages"), ("المناصب", "roles")];
    const FIELDS: [&str; 7] = ["id", "label", "name", "pages", "aliases", "link", "roles"];
    let asked = ask::People {
        name: (!args.name.is_empty()).then(|| args.name.join(" ")),
        label: args.label,
        limit: args.list.limit,
        offset: args.list.offset,
    };
    print(&args.list.asked, &COLUMNS, &FIELDS, &ask::people(&reader(&args.list.asked)?, &asked)?)
}

pub fn follow_up(args: &args::FollowUp) -> Result<Outcome> {
    const COLUMNS: [Column; 5] = [
        ("الصفحة", "page"),
        ("النشر", "published"),
        ("النوع", "kind"),
        ("الكلام", "words"),
        ("الوزن", "score"),
    ];
    const FIELDS: [&str; 6] = ["page", "fact", "published", "kind", "words", "score"];
    print(&args.asked, &COLUMNS, &FIELDS, &ask::follow_up(&reader(&args.asked)?, &args.id, args.limit)?)
}

pub fn log(args: &args::Log) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الرقم", "number"),
        ("القرار", "act"),
        ("الموضع", "place"),
        ("القيمة", "value"),
        ("من", "who"),
        ("أُلغي", "undone"),
    ];
    const FIELDS: [&str; 8] = ["number", "act", "place", "value", "note", "who", "at", "undone"];
    print(&args.asked, &COLUMNS, &FIELDS, &hand::log(&reader(&args.asked)?, args.page)?)
}
