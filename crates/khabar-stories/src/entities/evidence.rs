//! What speaks for and against two names being one, and the rules that weigh it.

use std::collections::BTreeSet;

use khabar::record::Label;

use super::name::{Name, is_family};
use crate::words;

/// What pages say around a name.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Content words of posts and titles, light forms.
    pub roles: BTreeSet<String>,
    /// Countries that its pages are about, ISO 3166.
    pub homes: BTreeSet<String>,
    /// Keys of bodies that its pages name.
    pub beside: BTreeSet<String>,
}

impl Evidence {
    /// Adds what other pages say.
    pub fn add(&mut self, other: &Self) {
        self.roles.extend(other.roles.iter().cloned());
        self.homes.extend(other.homes.iter().cloned());
        self.beside.extend(other.beside.iter().cloned());
    }

    /// Points for (positive) and against (negative) being one, -2 to 4. Posts count most: two words of a post seldom meet
    /// by chance, one («وزير») may.
    pub fn points(&self, other: &Self) -> i32 {
        let role = match self.roles.intersection(&other.roles).take(2).count() {
            0 if self.roles.is_empty() || other.roles.is_empty() => 0,
            0 => -1,
            1 => 1,
            _ => 2,
        };
        let home = match () {
            () if self.homes.is_empty() || other.homes.is_empty() => 0,
            () if self.homes.is_disjoint(&other.homes) => -1,
            () => 1,
        };
        role + home + i32::from(!self.beside.is_disjoint(&other.beside))
    }
}

/// The light content words of a post.
pub fn role_words(role: &str) -> impl Iterator<Item = String> {
    words::content(role).into_iter()
}

/// How two names may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The rule.
    pub by: &'static str,
    /// Points of evidence that it asks for.
    pub needs: i32,
    /// Whether one name is a short form of the other, which holds only where it fits no second name.
    pub is_short: bool,
}

/// The tie between a name and a longer or equal one of the same class, if any. `name` has a country of its own or that of
/// its page in `homes`, as has `other`.
pub fn tie(label: Label, name: (&Name, &Evidence), other: (&Name, &Evidence)) -> Option<Tie> {
    let equal = name.0.words == other.0.words;
    if !equal && !name.0.is_part_of(other.0) || name.0.words.is_empty() {
        return None;
    }
    match label {
        Label::Per => person(name.0, other.0, equal),
        Label::Org => body(name, other, equal),
        Label::Loc if equal => Some(Tie { by: "entity.place-name@1", needs: i32::MIN, is_short: false }),
        Label::Misc if equal && name.0.words.len() > 1 => {
            Some(Tie { by: "entity.name@1", needs: i32::MIN, is_short: false })
        }
        Label::Loc | Label::Misc => None,
    }
}

fn person(name: &Name, other: &Name, equal: bool) -> Option<Tie> {
    let families = name.words.iter().filter(|w| is_family(w)).count();
    let ends_alike = name.words.last() == other.words.last();
    let begins_alike = name.words.first() == other.words.first();
    let (by, needs, is_short) = match (equal, name.words.len()) {
        // A given name alone is anyone's.
        (_, 1) if families == 0 => return None,
        (true, 1) => ("entity.family-name@1", 2, false),
        (true, 2) if families == 0 => ("entity.given-names@1", 2, false),
        // Another post in another country: two men of one name.
        (true, 2) => ("entity.full-name@1", -1, false),
        (true, _) => ("entity.full-name@1", i32::MIN, false),
        (false, 1) if ends_alike => ("entity.family-of-name@1", 2, true),
        (false, 1) => return None,
        (false, _) if begins_alike && ends_alike && families > 0 => ("entity.short-name@1", 1, true),
        // «عبد الرحمن فقيه» may be the father of «طارق عبد الرحمن فقيه»: a short form keeps the first name.
        (false, _) if begins_alike => ("entity.part-of-name@1", 2, true),
        (false, _) => return None,
    };
    Some(Tie { by, needs, is_short })
}

fn body(name: (&Name, &Evidence), other: (&Name, &Evidence), equal: bool) -> Option<Tie> {
    let (a, b) = (country(name), country(other));
    let in_one_country = matches!((&a, &b), (Some(a), Some(b)) if !a.is_disjoint(b));
    let contradicts = matches!((&name.0.country, &other.0.country), (Some(a), Some(b)) if a != b);
    if contradicts || name.0.is_local() && !in_one_country {
        return None;
    }
    // «الوزارة» is any ministry; «الجيش التركي» is one.
    if name.0.is_lone_head() && name.0.country.is_none() {
        return None;
    }
    if equal {
        return Some(Tie { by: "entity.body-name@1", needs: i32::MIN, is_short: false });
    }
    let opens_alike = name.0.words.len() > 1 && name.0.words.first() == other.0.words.first();
    opens_alike.then_some(Tie { by: "entity.short-body-name@1", needs: 0, is_short: true })
}

/// The country of a body: its own, else those of its pages.
fn country(body: (&Name, &Evidence)) -> Option<BTreeSet<String>> {
    match &body.0.country {
        Some(own) => Some([own.clone()].into()),
        None => Some(body.1.homes.clone()).filter(|h| !h.is_empty()),
    }
}
