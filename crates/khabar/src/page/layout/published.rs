//! Which of the printed dates is the publication line; the others are the site's clock.

use super::words::Printed;
use super::Named;
use crate::facts::time::Timex;
use crate::record::BlockRole;

/// Chooses the publication line. Trust: a label («نشر في») or a class that says so, then a date with a clock time
/// behind the headline, a date behind it, one with a clock time before it, and last a lone date that touches the
/// headline where no weather stands above.
pub fn choose<'p>(
    title: Option<usize>,
    printed: &'p [Printed],
    named: &mut [Option<Named>],
) -> Option<&'p Printed> {
    let role_at = |line: usize| named.get(line).and_then(|n| n.as_ref());
    let is_published = |p: &&Printed| role_at(p.line).is_some_and(|n| n.role == BlockRole::Published);
    let behind = |p: &&Printed| title.is_none_or(|t| p.line > t);
    let labelled = || printed.iter().filter(|p| p.labelled).filter(is_published);
    if let Some(found) = labelled().find(behind).or_else(|| labelled().next()) {
        return Some(found);
    }
    let free = || printed.iter().filter(|p| !p.labelled);
    let clocked = |p: &&Printed| matches!(p.timex, Some(Timex::Clock(..)));
    let weather =
        |p: &Printed| p.line.checked_sub(1).and_then(role_at).is_some_and(|n| n.kind == Some("weather"));
    let touches = |p: &&Printed| title.is_some_and(|t| p.line + 1 == t) && !weather(p);
    let chosen = free()
        .find(|p| clocked(p) && behind(p))
        .or_else(|| free().find(behind))
        .or_else(|| free().find(clocked))
        .or_else(|| free().find(touches))?;
    if let Some(slot) = named.get_mut(chosen.line) {
        *slot = Some(Named { role: BlockRole::Published, kind: None, by: "page.published@1".into() });
    }
    Some(chosen)
}
