//! The lines of plain text: the model of lines decides, the tables' rows and printed dates are what it sees.

use super::words::{Printed, Reader};
use super::{Given, Lines, Named, dateline, is_possible, title};
use crate::lexicon::Classes;
use crate::page::lines::{self, Known, Roles, Seen, View};
use crate::page::{Markup, When};
use crate::record::BlockRole;
use crate::text::Reading;

/// Longest line, in tokens, in which a date is looked for.
const DATED: usize = 30;

/// Lines that a text has if it is a page and no snippet.
const SNIPPET: usize = 4;

/// What was decided of a page of plain text.
pub struct Plain {
    /// What each line is.
    pub named: Vec<Option<Named>>,
    /// The headline's line.
    pub title: Option<usize>,
    /// The publication line, by its place in `printed`.
    pub published: Option<usize>,
}

/// Names the lines of a page of plain text; the dates that they print go to `printed`.
pub fn name(
    lines: &Lines,
    reader: &Reader,
    model: &lines::Model,
    given: &Given,
    printed: &mut Vec<Printed>,
) -> Plain {
    let (rows, view) = look(lines, reader, given, printed);
    let is_dateline = |l: usize| {
        let tokens = lines.tokens(l);
        dateline::read(lines.text, tokens.clone()).is_some_and(|d| d.end >= tokens.end)
    };
    // Of a text of a line or two a sentence is no headline and no machinery.
    let is_snippet = |l: usize| {
        let is_bare = |x: &lines::Look| x.row.is_none() && x.date.is_none_or(|d| d.beside > 2) && x.words > 1;
        let is_told = view.looks.get(l).is_some_and(is_bare);
        is_told && (lines.len() == 1 || lines.len() < SNIPPET && lines.ends_sentence(l))
    };
    let mut known: Vec<Known> = (0..lines.len())
        .map(|l| match lines.get(l).map(|x| x.markup) {
            Some(Markup::Title) => Known::Is(BlockRole::Title),
            _ if is_dateline(l) => Known::Is(BlockRole::Dateline),
            _ if lines.is_unread(l) || is_snippet(l) || goes_on(lines, l) => Known::Is(BlockRole::Body),
            // Which of several labelled dates is the story's is told by where it stands.
            _ => match view.looks.get(l).and_then(|x| x.row) {
                None if is_stopped(lines, l) => Known::IsNot(&[BlockRole::Related]),
                None | Some(BlockRole::Published) => Known::Open,
                Some(role) => Known::Is(role),
            },
        })
        .collect();
    let scores = lines::scores(model, &view);
    let mut roles = lines::roles(model, &scores, &known);
    let title = headline(lines, &view, &roles);
    if let Some(title) = title {
        // A page has one headline: what does not say it again is something else.
        let key = lines.key(title);
        for (line, known) in known.iter_mut().enumerate() {
            let is_window = line == 0 && view.looks.first().is_some_and(|l| l.is_in_first);
            if line == title || lines.tokens(line).len() <= title::LONGEST && lines.key(line) == key {
                *known = Known::Is(BlockRole::Title);
            } else if !is_window {
                *known = match *known {
                    Known::Open => Known::IsNot(&[BlockRole::Title]),
                    Known::IsNot(_) => Known::IsNot(&[BlockRole::Title, BlockRole::Related]),
                    known @ Known::Is(_) => known,
                };
            }
        }
        roles = lines::roles(model, &scores, &known);
    }
    let named: Vec<Option<Named>> = rows
        .into_iter()
        .enumerate()
        .map(|(line, row)| {
            let role = match roles.best.get(line).copied().unwrap_or(BlockRole::Body) {
                // Who wrote it has a name: «الرياض: مكتب الدليل» is a place.
                BlockRole::Byline if view.looks.get(line).is_some_and(|l| l.is_unsigned) => {
                    BlockRole::Dateline
                }
                role => role,
            };
            if role == BlockRole::Dateline {
                return Some(Named::new(role, None, "page.dateline@1"));
            }
            if let Some(row) = row.filter(|r| r.role == role) {
                return Some(row);
            }
            let kind = || view.looks.get(line).and_then(|l| l.mix.name());
            (role != BlockRole::Body)
                .then(|| Named::new(role, kind().filter(|_| role == BlockRole::Furniture), "page.lines@1"))
        })
        .collect();
    let published = published(printed, title, &roles, &named);
    Plain { named, title, published }
}

/// Whether a line is a whole sentence that opens with «و» and a reporting verb («وأضاف …»): a story goes on so, and neither
/// a headline nor a line of the page's machinery.
fn goes_on(lines: &Lines, line: usize) -> bool {
    let text = lines.text;
    let first = lines.tokens(line).start;
    let is_joined = |r: &Reading| r.cut.conjunction && text.lex.classes_of(r.word).any(Classes::SPEECH_VERB);
    lines.ends_sentence(line) && lines.tokens(line).len() > 3 && text.readings(first).iter().any(is_joined)
}

/// Shortest sentence, in tokens, whose full stop says that it is no headline of another story.
const SENTENCE: usize = 6;

/// Whether a line ends in a full stop as running text does: the headlines of other stories have none.
fn is_stopped(lines: &Lines, line: usize) -> bool {
    let tokens = lines.tokens(line);
    let mark = |back: usize| tokens.end.checked_sub(back).map(|i| lines.text.mark(i));
    tokens.len() > SENTENCE && mark(1) == Some('.') && mark(2) != Some('.')
}

/// What the tables say of each line, and how the model sees them all; the dates that they print go to `printed`.
pub fn look(
    lines: &Lines,
    reader: &Reader,
    given: &Given,
    printed: &mut Vec<Printed>,
) -> (Vec<Option<Named>>, View) {
    let mut rows: Vec<Option<Named>> = Vec::with_capacity(lines.len());
    let mut seen = Vec::with_capacity(lines.len());
    for line in 0..lines.len() {
        let tokens = lines.tokens(line);
        let found = printed.len();
        let row = reader.role(tokens.clone(), line, printed);
        if printed.len() == found && tokens.len() <= DATED && row.is_none() {
            let date = reader.date_in(tokens.clone());
            printed.extend(date.map(|(span, timex)| Printed {
                line,
                span,
                timex,
                labelled: false,
                updated: None,
            }));
        }
        // What is later than the fetch dates nothing; the line is still seen with its date.
        let date = printed.get(found..).and_then(<[_]>::first).map(|p| see(lines, p));
        if printed.get(found).is_some_and(|p| !is_possible(p, given.retrieved.as_ref())) {
            printed.truncate(found);
        }
        let role = row.as_ref().filter(|r| r.by == "page.furniture-table@1").map(|r| r.role);
        seen.push(Seen { tokens, row: role, date });
        rows.push(row);
    }
    (rows, lines::view(lines.text, &seen))
}

/// What is seen of a printed date in its line.
fn see(lines: &Lines, printed: &Printed) -> lines::Printed {
    let when = printed.timex.as_ref().and_then(When::of_timex);
    let is_word = |i: &usize| !matches!(lines.text.kind(*i), crate::text::Kind::Mark(_));
    let tokens = lines.tokens(printed.line).filter(is_word);
    let beside = tokens.filter(|&i| {
        let span = lines.text.span(i..i + 1, 0);
        span.end <= printed.span.start || span.start >= printed.span.end
    });
    lines::Printed {
        day: when.map(|w| w.local.date()),
        has_clock: printed.has_clock(),
        beside: beside.count(),
    }
}

/// The line of the headline: of the lines that say it the one with nothing but it, else the likeliest.
fn headline(lines: &Lines, view: &View, roles: &Roles) -> Option<usize> {
    let given = (0..lines.len()).find(|&l| lines.get(l).is_some_and(|x| x.markup == Markup::Title));
    if given.is_some() {
        return given;
    }
    let role = |l: usize| roles.best.get(l).copied();
    let likely = |l: usize| roles.likelihood(l, BlockRole::Title);
    let is_title = |&l: &usize| role(l) == Some(BlockRole::Title);
    // A window's title says the site as well; the page's own line says the headline alone.
    let in_window = |&l: &usize| l > 0 && view.looks.get(l).is_some_and(|x| x.is_in_first);
    if let Some(alone) = (0..lines.len()).filter(is_title).find(in_window) {
        return Some(alone);
    }
    let best = |those: &mut dyn Iterator<Item = usize>| {
        those.max_by(|&a, &b| likely(a).total_cmp(&likely(b)).then(b.cmp(&a)))
    };
    let body = (0..lines.len()).find(|&l| role(l) == Some(BlockRole::Body)).unwrap_or(lines.len());
    if let Some(title) = best(&mut (0..lines.len()).filter(is_title)) {
        return Some(first_of_head(lines, view, roles, title));
    }
    // Something stands above every story.
    let is_open =
        |&l: &usize| view.looks.get(l).is_some_and(|x| x.row.is_none() && x.date.is_none() && x.words > 1);
    best(&mut (0..body).filter(|_| body < lines.len()).filter(is_open))
}

/// How much likelier a headline a line must be than one above it that might be an over-line.
const SURER: f32 = 0.85;
/// How many lines an over-line may stand above the headline.
const OVER: usize = 4;

/// The line of the head that is its headline, beside the likeliest: the lines of a head are told apart by little but their
/// order, and an over-line by how it opens or ends («بعد لقائه الوفد:»).
fn first_of_head(lines: &Lines, view: &View, roles: &Roles, title: usize) -> usize {
    let look = |l: usize| view.looks.get(l);
    let likely = |l: usize| roles.likelihood(l, BlockRole::Title);
    if look(title).is_some_and(|l| l.before + l.behind > 0) {
        return title;
    }
    let introduces =
        |l: usize| look(l).is_some_and(|l| lines.text.mark(l.tokens.end.saturating_sub(1)) == ':');
    let is_over = |l: usize| introduces(l) || look(l).is_none_or(|l| l.opens_phrase);
    if is_over(title) {
        // What an over-line introduces may be as long as a paragraph.
        let most = usize::from(introduces(title));
        let running = |l: &usize| look(*l).is_some_and(|x| x.is_running);
        let body = (title..lines.len()).filter(running).nth(most).unwrap_or(title);
        let is_told =
            |x: &lines::Look| x.row.is_none() && x.date.is_none() && x.words > 2 && x.mix.share() < 0.5;
        let is_next = |l: &usize| look(*l).is_some_and(is_told) && !is_over(*l);
        return (title + 1..body.min(title + 1 + OVER)).find(is_next).unwrap_or(title);
    }
    let is_head = |l: usize| {
        matches!(roles.best.get(l), Some(BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle))
    };
    let above = (title.saturating_sub(OVER)..title)
        .find(|&l| is_head(l) && !is_over(l) && likely(title) - likely(l) < SURER);
    above.unwrap_or(title)
}

/// Least likelihood of a publication line where none is likelier that than anything else.
const LEAST_DATE: f32 = 0.1;
/// The same of a date close under the headline, and how many lines that is.
const LEAST_CLOSE: f32 = 0.01;
const CLOSE: usize = 3;

/// Which printed date is that of the publication: of the lines that are its lines one with a label, then one with a clock,
/// then the likeliest.
fn published(
    printed: &[Printed],
    title: Option<usize>,
    roles: &Roles,
    named: &[Option<Named>],
) -> Option<usize> {
    let role = |p: &Printed| named.get(p.line).and_then(|n| n.as_ref()).map_or(BlockRole::Body, |n| n.role);
    let likely = |p: &Printed| roles.likelihood(p.line, BlockRole::Published);
    let told = printed.iter().enumerate().filter(|(_, p)| p.timex.is_some());
    let weigh =
        |p: &Printed| likely(p) + if p.has_clock() { 1.0 } else { 0.0 } + if p.labelled { 0.5 } else { 0.0 };
    let lines = told.clone().filter(|(_, p)| role(p) == BlockRole::Published);
    let best = lines.max_by(|a, b| weigh(a.1).total_cmp(&weigh(b.1)).then(b.0.cmp(&a.0)));
    let least = |p: &Printed| match title {
        Some(title) if (title + 1..=title + CLOSE).contains(&p.line) => LEAST_CLOSE,
        _ => LEAST_DATE,
    };
    let silent = || {
        let open = told.clone().filter(|(_, p)| role(p) == BlockRole::Furniture && likely(p) >= least(p));
        open.max_by(|a, b| likely(a.1).total_cmp(&likely(b.1)).then(b.0.cmp(&a.0)))
    };
    best.or_else(silent).map(|(n, _)| n)
}
