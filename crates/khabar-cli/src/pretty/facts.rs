//! The facts in groups: who said what, what happened, who is bound to what, when, how many, who is who.

use anstyle::Style;
use khabar::record::{
    Commitment, CommitmentKind, Dimension, EventStatus, EventType, Quantity, Relation, Statement, TimeMod,
};
use khabar::{Record, Span};

use super::paragraph::Paragraph;
use super::{CUE, FAINT, PERSON, QUANTITY, TIME, TITLE, TRIGGER, View, label};

pub fn print(record: &Record, view: &View, out: &mut String) {
    let text = &*record.text;
    group("من قال ماذا", record.statements.iter().map(|s| statement(record, s)), view, out);
    group("ما حدث", record.events.iter().map(|e| event(text, e)), view, out);
    let mut commitments: Vec<&Commitment> = record.commitments.iter().collect();
    // What is due first stands first; what has no deadline stands last.
    commitments.sort_by_key(|c| (c.deadline.is_none(), c.deadline.clone()));
    group("من التزم بماذا ومتى", commitments.into_iter().map(|c| commitment(text, c)), view, out);
    group(
        "الأزمنة",
        record.times.iter().map(|t| {
            let mut line = Paragraph::of(TIME, t.span.of(text));
            line.plain(&format!(" = {}", t.value));
            line.push(FAINT, &t.modifier.map(|m| format!(" {}", modifier(m))).unwrap_or_default());
            line
        }),
        view,
        out,
    );
    group("الأعداد", record.quantities.iter().map(|q| quantity(text, q)), view, out);
    group(
        "الوثائق",
        record.documents.iter().map(|d| {
            let mut line = Paragraph::of(CUE, d.span.of(text));
            if let Some(issuer) = d.issuer {
                line.plain(&format!(" · أصدره {}", issuer.of(text)));
            }
            line.push(FAINT, &format!(" {}×", d.mentions.len() + 1));
            line
        }),
        view,
        out,
    );
    group(
        "المناصب",
        record.roles.iter().map(|r| {
            let mut line = Paragraph::of(PERSON, r.person.of(text));
            line.plain(&format!(" · {}", r.role.of(text)));
            line
        }),
        view,
        out,
    );
    group(
        "الأسماء",
        record.entities.iter().map(|e| {
            let mut line = Paragraph::of(label(e.label), &e.name);
            let times = record.mentions.iter().filter(|m| m.entity == Some(e.id)).count();
            line.push(FAINT, &format!(" {times}× {}", e.link.as_deref().unwrap_or_default()));
            line
        }),
        view,
        out,
    );
}

fn group(name: &str, lines: impl Iterator<Item = Paragraph>, view: &View, out: &mut String) {
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return;
    }
    Paragraph::of(TITLE, &format!("{name} ({})", lines.len())).print(view, out);
    for line in lines {
        line.hanging(4).print(view, out);
    }
    out.push('\n');
}

fn statement(record: &Record, s: &Statement) -> Paragraph {
    let text = &*record.text;
    let nested = if s.parent.is_some() { "  ↳ " } else { "• " };
    let mut line = Paragraph::of(Style::new(), nested);
    match (s.source, &s.source_entity_text) {
        (Some(source), _) => line.push(PERSON, source.of(text)),
        (None, Some(carried)) => line.push(PERSON, &format!("[{carried}]")),
        (None, None) => line.plain("؟"),
    }
    let through =
        |span: Option<Span>, word: &str| span.map(|s| format!(" {word} {}", s.of(text))).unwrap_or_default();
    if let Some(cue) = s.cue {
        line.plain(" ");
        line.push(CUE, cue.of(text));
    }
    line.push(FAINT, &through(s.channel, "في"));
    line.push(FAINT, &through(s.relay, "نقلته"));
    line.plain(&format!(": {}", s.content.of(text)));
    line
}

fn event(text: &str, e: &khabar::record::Event) -> Paragraph {
    let mut line = Paragraph::of(Style::new(), "• ");
    line.push(TRIGGER, e.trigger.of(text));
    line.push(FAINT, &format!(" {}{}", event_type(e.kind), status(e.status)));
    for (name, span) in [("الفاعل", e.actor), ("الطرف الآخر", e.recipient), ("المكان", e.place)]
    {
        if let Some(span) = span {
            line.push(FAINT, &format!(" · {name}: "));
            line.plain(span.of(text));
        }
    }
    if let Some(time) = &e.time {
        line.push(FAINT, " · الزمن: ");
        line.push(TIME, time);
    }
    line
}

fn commitment(text: &str, c: &Commitment) -> Paragraph {
    let mut line = Paragraph::of(Style::new(), "• ");
    match (&c.deadline, c.deadline_mod) {
        (Some(deadline), Some(how)) => line.push(TIME, &format!("{deadline} {}", modifier(how))),
        (Some(deadline), None) => line.push(TIME, deadline),
        (None, _) => line.push(FAINT, "بلا موعد"),
    }
    let party = c.party.map(|p| p.of(text)).or(c.by_text.as_deref()).unwrap_or("؟");
    line.plain(" · ");
    line.push(PERSON, party);
    let kind = match c.kind {
        CommitmentKind::Pledge => "تعهّد",
        CommitmentKind::Agreement => "اتفاق",
        CommitmentKind::Plan => "خطة",
        CommitmentKind::Obligation => "إلزام",
    };
    line.push(FAINT, &format!(" · {kind}{}: ", if c.negated { " بعدم" } else { "" }));
    line.plain(c.action.of(text));
    line
}

fn quantity(text: &str, q: &Quantity) -> Paragraph {
    let mut line = Paragraph::of(QUANTITY, q.span.of(text));
    if let Some(unit) = q.unit {
        line.plain(&format!(" {}", unit.of(text)));
    }
    let number = match (q.value, q.min, q.max) {
        (Some(v), ..) => v.to_string(),
        (None, Some(min), Some(max)) => format!("{min}–{max}"),
        (None, Some(min), None) => format!("≥ {min}"),
        (None, None, Some(max)) => format!("≤ {max}"),
        (None, None, None) => String::new(),
    };
    let how = match q.relation {
        Relation::Approx => " تقريبا",
        Relation::Vague => " بلا تحديد",
        _ => "",
    };
    let measured = match q.dimension {
        Dimension::Count | Dimension::Other => "",
        Dimension::Money => " مال",
        Dimension::Percent => " نسبة",
        Dimension::Length => " طول",
        Dimension::Area => " مساحة",
        Dimension::Mass => " كتلة",
        Dimension::Volume => " حجم",
        Dimension::Temperature => " حرارة",
        Dimension::Speed => " سرعة",
    };
    line.push(FAINT, &format!(" = {number}{how}{measured} {}", q.currency.as_deref().unwrap_or_default()));
    line
}

const fn modifier(m: TimeMod) -> &'static str {
    match m {
        TimeMod::Start => "(أوله)",
        TimeMod::Mid => "(وسطه)",
        TimeMod::End => "(آخره)",
        TimeMod::Before => "(قبله)",
        TimeMod::After => "(بعده)",
        TimeMod::OnOrBefore => "(حتى)",
        TimeMod::OnOrAfter => "(بدءا منه)",
        TimeMod::Approx => "(تقريبا)",
        TimeMod::LessThan => "(أقل من)",
        TimeMod::MoreThan => "(أكثر من)",
        TimeMod::EqualOrMore => "(على الأقل)",
        TimeMod::EqualOrLess => "(على الأكثر)",
    }
}

const fn status(s: EventStatus) -> &'static str {
    match s {
        EventStatus::Actual => "",
        EventStatus::Planned => " (مزمع)",
        EventStatus::Negated => " (لم يقع)",
        EventStatus::Hypothetical => " (مفترض)",
    }
}

const fn event_type(kind: EventType) -> &'static str {
    match kind {
        EventType::Agree => "اتفاق",
        EventType::Consult => "لقاء",
        EventType::Support => "تأييد",
        EventType::Cooperate => "تعاون",
        EventType::Aid => "مساعدة",
        EventType::Concede => "تنازل",
        EventType::Retreat => "انسحاب",
        EventType::Request => "مطالبة",
        EventType::Accuse => "اتهام",
        EventType::Reject => "رفض",
        EventType::Threaten => "تهديد",
        EventType::Protest => "احتجاج",
        EventType::Sanction => "عقوبة",
        EventType::Mobilize => "حشد",
        EventType::Coerce => "إكراه",
        EventType::Assault => "اعتداء",
    }
}
