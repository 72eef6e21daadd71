//! Which of the printed dates is the publication line; the others are the site's clock.

use super::Named;
use super::dated::Told;
use super::words::Printed;
use crate::page::When;
use crate::record::BlockRole;

/// How many lines above the headline its date may stand.
const ABOVE: usize = 2;

/// Chooses the publication line of a page with markup, and names the dates that are none the site's clock.
pub fn choose(title: Option<usize>, printed: &[Printed], told: Option<&Told>, named: &mut [Option<Named>]) {
    let chosen = by_markup(title, printed, told, named);
    // A date in another language than Arabic has a line and no words of a time.
    let line = told.filter(|t| t.is_alone()).and_then(Told::line).or(chosen.map(|c| c.line));
    for (at, slot) in named.iter_mut().enumerate() {
        if line == Some(at) {
            // A byline that holds the date, too, stays one.
            if slot.as_ref().is_none_or(|n| n.role == BlockRole::Furniture) {
                *slot = Some(Named::new(BlockRole::Published, None, "page.published@1"));
            }
        } else if told.is_some_and(|t| t.changes.contains(&at))
            && slot.as_ref().is_none_or(|n| n.role == BlockRole::Published || n.kind == Some("clock"))
        {
            *slot = Some(Named::new(BlockRole::Updated, None, "page.updated@1"));
        } else if slot.as_ref().is_some_and(|n| n.role == BlockRole::Published)
            && (line.is_some() || title.is_some_and(|t| at + ABOVE < t))
        {
            *slot = Some(Named::new(BlockRole::Furniture, Some("clock"), "page.other-date@1"));
        }
    }
}

fn role_at(named: &[Option<Named>], line: usize) -> Option<&Named> {
    named.get(line).and_then(|n| n.as_ref())
}

/// In a page with markup: of the dates of the day that was told the nearest behind the headline, best if it is labelled.
fn by_markup<'p>(
    title: Option<usize>,
    printed: &'p [Printed],
    told: Option<&Told>,
    named: &[Option<Named>],
) -> Option<&'p Printed> {
    let told = told?.candidate.day();
    let weigh = |p: &Printed| -> i32 {
        let Some(named) = role_at(named, p.line) else { return -1 };
        match named.role {
            BlockRole::Published | BlockRole::Furniture => {}
            _ => return -1,
        }
        let label = match &*named.by {
            "page.furniture-table@1" if named.role == BlockRole::Published => 8,
            _ if named.role == BlockRole::Published => 3,
            _ => 0,
        };
        let place = match title {
            Some(title) if p.line > title + 8 => 1,
            Some(title) if p.line > title => 5,
            Some(title) if p.line + ABOVE >= title => 2,
            Some(_) => -6,
            None => 1,
        };
        label + place + i32::from(p.has_clock())
    };
    let day = |p: &Printed| p.timex.as_ref().and_then(When::of_timex).map(|w| w.local.date());
    let of_day = printed.iter().filter(|p| day(p) == Some(told));
    let weighed = of_day.map(|p| (weigh(p), p)).filter(|(w, _)| *w > 0);
    weighed.max_by(|a, b| a.0.cmp(&b.0).then(b.1.line.cmp(&a.1.line))).map(|w| w.1)
}
