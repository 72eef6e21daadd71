//! The terminal view: the article with its facts marked, then the facts, in groups, in Arabic.

mod facts;
mod paragraph;

use anstyle::{AnsiColor, Style};
use khabar::record::Label;
use khabar::{Record, Span};

use crate::args::Direction;
use paragraph::Paragraph;

/// Widest measure that is still easy to read.
const WIDEST: u16 = 110;

pub const TITLE: Style = Style::new().bold();
pub const FAINT: Style = Style::new().dimmed();
pub const PERSON: Style = AnsiColor::Cyan.on_default().bold();
pub const PLACE: Style = AnsiColor::Green.on_default();
pub const BODY: Style = AnsiColor::Blue.on_default().bold();
pub const OTHER: Style = AnsiColor::Cyan.on_default();
pub const TIME: Style = AnsiColor::Yellow.on_default();
pub const QUANTITY: Style = AnsiColor::Magenta.on_default();
pub const CUE: Style = Style::new().underline();
pub const TRIGGER: Style = AnsiColor::Red.on_default();

/// How the view is laid out.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Columns.
    pub width: usize,
    /// Whether lines begin on the right.
    pub right_to_left: bool,
}

impl View {
    /// The view that fits the terminal, unless the caller says otherwise.
    pub fn of_terminal(width: Option<u16>, direction: Direction) -> Self {
        let given = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let measured = || terminal_size::terminal_size().map(|(w, _)| w.0);
        let width =
            width.or_else(|| given.or_else(measured).map(|w: u16| w.min(WIDEST))).unwrap_or(80).max(20);
        let right_to_left = match direction {
            Direction::Rtl => true,
            Direction::Ltr => false,
            Direction::Auto => orders_arabic(),
        };
        Self { width: width.into(), right_to_left }
    }
}

/// Whether the terminal is one that applies the bidirectional algorithm: VTE since 0.58, Konsole, mlterm, Apple's.
fn orders_arabic() -> bool {
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    var("VTE_VERSION").parse().is_ok_and(|v: u32| v >= 5800)
        || !var("KONSOLE_VERSION").is_empty()
        || !var("MLTERM").is_empty()
        || var("TERM_PROGRAM") == "Apple_Terminal"
}

/// The view of one record.
pub fn page(record: &Record, view: &View) -> String {
    let mut out = String::new();
    head(record, view, &mut out);
    let marks = marks(record);
    for block in
        record.blocks.iter().filter(|b| b.role.is_told() && b.role != khabar::record::BlockRole::Title)
    {
        paragraph(record, block.span, &marks).print(view, &mut out);
        out.push('\n');
    }
    facts::print(record, view, &mut out);
    legend(view, &mut out);
    for warning in &record.warnings {
        Paragraph::of(FAINT, &format!("! {warning}")).print(view, &mut out);
    }
    out.push('\n');
    out
}

fn head(record: &Record, view: &View, out: &mut String) {
    let article = &record.article;
    Paragraph::of(TITLE, article.title.as_deref().unwrap_or(&record.id)).print(view, out);
    let parts = [
        article.byline.clone(),
        article.site.clone(),
        article.published.as_ref().map(|p| format!("نُشر {}", p.replace('T', " "))),
        article.updated.as_ref().map(|u| format!("حُدّث {}", u.replace('T', " "))),
        Some(record.id.clone()),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Paragraph::of(FAINT, &line).print(view, out);
    out.push('\n');
}

/// What is marked in the article, in order; of two that overlap the earlier kind stays.
fn marks(record: &Record) -> Vec<(Span, Style)> {
    let names = record.mentions.iter().map(|m| (m.span, label(m.label)));
    let times = record.times.iter().map(|t| (t.span, TIME));
    let quantities = record.quantities.iter().map(|q| (q.span, QUANTITY));
    let cues = record.statements.iter().filter_map(|s| s.cue).map(|c| (c, CUE));
    let triggers = record.events.iter().map(|e| (e.trigger, TRIGGER));
    let mut marks: Vec<(Span, Style)> = Vec::new();
    for (span, style) in names.chain(times).chain(quantities).chain(cues).chain(triggers) {
        let at = marks.partition_point(|(s, _)| s.start < span.start);
        let free = |n: Option<&(Span, Style)>| n.is_none_or(|(s, _)| !s.overlaps(span));
        if free(marks.get(at)) && free(at.checked_sub(1).and_then(|p| marks.get(p))) {
            marks.insert(at, (span, style));
        }
    }
    marks
}

pub const fn label(label: Label) -> Style {
    match label {
        Label::Per => PERSON,
        Label::Loc => PLACE,
        Label::Org => BODY,
        Label::Misc => OTHER,
    }
}

/// The words at a span with their marks.
fn paragraph(record: &Record, span: Span, marks: &[(Span, Style)]) -> Paragraph {
    let mut out = Paragraph::default();
    let mut at = span.start;
    let first = marks.partition_point(|(s, _)| s.end <= span.start);
    for (mark, style) in marks.iter().skip(first).take_while(|(s, _)| s.start < span.end) {
        let mark = Span::new(mark.start.max(at), mark.end.min(span.end));
        out.push(Style::new(), Span::new(at, mark.start).of(&record.text));
        out.push(*style, mark.of(&record.text));
        at = mark.end;
    }
    out.push(Style::new(), Span::new(at, span.end).of(&record.text));
    out
}

fn legend(view: &View, out: &mut String) {
    let mut line = Paragraph::of(FAINT, "الألوان: ");
    let kinds = [
        (PERSON, "شخص"),
        (PLACE, "مكان"),
        (BODY, "جهة"),
        (OTHER, "اسم آخر"),
        (TIME, "زمن"),
        (QUANTITY, "عدد"),
        (CUE, "قول"),
        (TRIGGER, "حدث"),
    ];
    for (style, name) in kinds {
        line.push(style, name);
        line.push(FAINT, " ");
    }
    line.print(view, out);
}
