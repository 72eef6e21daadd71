//! Which of the printed dates is the publication line; the others are the site's clock.

use super::words::Printed;
use super::{Lines, Named};
use crate::facts::time::Timex;
use crate::page::When;
use crate::record::BlockRole;

/// How many lines above the headline its date may stand.
const ABOVE: usize = 2;

/// Chooses the publication line of a page with markup, and names the dates that are none the site's clock.
pub fn choose(
    lines: &Lines,
    title: Option<usize>,
    printed: &[Printed],
    named: &mut [Option<Named>],
) -> Option<usize> {
    let place = by_markup(lines, title, printed, named);
    let chosen = place.and_then(|n| printed.get(n));
    for (at, slot) in named.iter_mut().enumerate() {
        if chosen.is_some_and(|c| c.line == at) {
            let labelled = slot.as_ref().is_some_and(|n| n.role == BlockRole::Published);
            if !labelled {
                *slot = Some(Named::new(BlockRole::Published, None, "page.published@1"));
            }
        } else if slot.as_ref().is_some_and(|n| n.role == BlockRole::Published)
            && (chosen.is_some() || title.is_some_and(|t| at + ABOVE < t))
        {
            *slot = Some(Named::new(BlockRole::Furniture, Some("clock"), "page.other-date@1"));
        }
    }
    place
}

fn role_at(named: &[Option<Named>], line: usize) -> Option<&Named> {
    named.get(line).and_then(|n| n.as_ref())
}

const fn is_clocked(printed: &Printed) -> bool {
    matches!(printed.timex, Some(Timex::Clock(..)))
}

/// In a page with markup: the date nearest behind the headline, best if it is labelled or of the day that the metadata
/// tell; what stands well above the headline is the site's clock.
fn by_markup(
    lines: &Lines,
    title: Option<usize>,
    printed: &[Printed],
    named: &[Option<Named>],
) -> Option<usize> {
    let told = lines.metadata.published.as_ref().map(|(w, _)| w.local.date());
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
        let day = p.timex.as_ref().and_then(When::of_timex).map(|w| w.local.date());
        let same = match (told, day) {
            (Some(told), Some(day)) if told == day => 5,
            (Some(_), Some(_)) => -8,
            _ => 0,
        };
        label + place + same + i32::from(is_clocked(p))
    };
    let weighed = printed.iter().enumerate().map(|(n, p)| (weigh(p), p.line, n)).filter(|(w, ..)| *w > 0);
    weighed.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|w| w.2)
}
