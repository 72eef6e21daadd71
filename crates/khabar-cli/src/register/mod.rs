//! Commands that make a register and ask it: arguments in, answers printed.

pub mod args;
mod export;
mod follow_up;
mod ingest;
mod print;
mod stories;
mod table;

use std::io::Write as _;

use anyhow::Result;
use khabar_register::store::Reader;
use khabar_register::{Error, ask, search};

use crate::outcome::Outcome;
use crate::pretty::{self, View};
use args::{Asked, Command, Format};
use print::{Column, print};

/// Runs a command; what the caller can mend is said in one line, as wrong usage.
pub fn run(command: Command) -> Result<Outcome> {
    let done = match command {
        Command::Ingest(args) => ingest::run(&args),
        Command::Rejects(args) => rejects(&args.asked),
        Command::Search(args) => find(&args),
        Command::Statements(args) => statements(args),
        Command::Events(args) => events(args),
        Command::Figures(args) => figures(args),
        Command::Commitments(args) => commitments(args),
        Command::Timeline(args) => timeline(args),
        Command::Show(args) => show(&args),
        Command::Stories(args) => stories::list(&args),
        Command::Story(args) => stories::show(&args),
        Command::FollowUp(args) => follow_up::run(&args),
        Command::Export(args) => export::run(&args),
    };
    match done {
        Err(fault) if fault.downcast_ref::<Error>().is_some_and(is_usage) => {
            Ok(Outcome::refused(&fault.to_string()))
        }
        done => done,
    }
}

const fn is_usage(fault: &Error) -> bool {
    matches!(
        fault,
        Error::Query(_)
            | Error::NoPage(_)
            | Error::Missing(_)
            | Error::Locked(_)
            | Error::Newer { .. }
            | Error::Foreign { .. }
    )
}

fn reader(asked: &Asked) -> Result<Reader> {
    Ok(Reader::open(&asked.place.register)?)
}

fn rejects(asked: &Asked) -> Result<Outcome> {
    let rejects = reader(asked)?.rejects()?;
    print(asked, &[("المصدر", "source"), ("السبب", "reason")], &["source", "reason"], &rejects)
}

fn find(args: &args::Search) -> Result<Outcome> {
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

fn statements(args: args::Statements) -> Result<Outcome> {
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
        speaker: args.speaker,
        about: args.about,
        channel: args.channel,
        since: args.days.since,
        until: args.days.until,
        limit: args.limit,
    };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::statements(&reader(&args.asked)?, &asked)?)
}

fn events(args: args::Events) -> Result<Outcome> {
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
        kind: args.kind,
        actor: args.actor,
        place: args.place,
        since: args.days.since,
        until: args.days.until,
        status: args.status,
        limit: args.limit,
    };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::events(&reader(&args.asked)?, &asked)?)
}

fn figures(args: args::Figures) -> Result<Outcome> {
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
        limit: args.limit,
    };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::figures(&reader(&args.asked)?, &asked)?)
}

fn commitments(args: args::Commitments) -> Result<Outcome> {
    const COLUMNS: [Column; 6] = [
        ("الصفحة", "page"),
        ("الأجل", "due"),
        ("الحال", "status"),
        ("النوع", "kind"),
        ("الملتزم", "party"),
        ("الالتزام", "words"),
    ];
    const FIELDS: [&str; 16] = [
        "page",
        "fact",
        "published",
        "status",
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
        by: args.by,
        due_before: args.due_before,
        due_after: args.due_after,
        status: args.status.map(|s| match s {
            args::Status::Pending => ask::Status::Pending,
            args::Status::Overdue => ask::Status::Overdue,
        }),
        today: args.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date().to_string()),
        limit: args.limit,
    };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::commitments(&reader(&args.asked)?, &asked)?)
}

fn timeline(args: args::Timeline) -> Result<Outcome> {
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
    let asked = ask::Timeline { name: args.name.join(" "), since: args.days.since, until: args.days.until };
    print(&args.asked, &COLUMNS, &FIELDS, &ask::timeline(&reader(&args.asked)?, &asked)?)
}

fn show(args: &args::Show) -> Result<Outcome> {
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
    if args.versions || args.asked.format == Format::Csv {
        return print(&args.asked, &COLUMNS, &FIELDS, &versions);
    }
    let Some(page) = versions.first() else { return Ok(Outcome::refused("no such page")) };
    let record = reader.record(page.page)?;
    let mut out = anstream::stdout();
    match args.asked.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&record)?)?,
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(&record)?)?,
        Format::Table | Format::Csv => {
            let view = View::of_terminal(args.asked.width, args.asked.direction);
            out.write_all(pretty::page(&khabar::Record::from_wire(record)?, &view).as_bytes())?;
        }
    }
    Ok(Outcome::default().with_done(1))
}
