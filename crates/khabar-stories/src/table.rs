//! The tables of `data/`: tab-separated, `#` comments, a header line, «|» between alternatives.

use std::sync::LazyLock;

use khabar::text::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// Fields of the rows behind the header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.skip(1).map(|line| line.split('\t').collect())
}

/// What light folding takes off a word, longest first.
pub struct Affixes {
    /// In front.
    pub prefixes: Vec<String>,
    /// At the end.
    pub suffixes: Vec<String>,
}

/// `affixes.tsv`.
pub static AFFIXES: LazyLock<Affixes> = LazyLock::new(|| {
    let of = |side: &str| {
        let fields = rows(include_str!("../data/affixes.tsv"));
        let mut forms: Vec<String> =
            fields.filter(|f| f.first() == Some(&side)).filter_map(|f| f.get(1).map(|w| fold(w))).collect();
        forms.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
        forms
    };
    Affixes { prefixes: of("front"), suffixes: of("end") }
});

/// `counted.tsv`: folded form of a counted noun → folded singular.
pub static COUNTED: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut heads = FxHashMap::default();
    for fields in rows(include_str!("../data/counted.tsv")) {
        let (Some(singular), Some(forms)) = (fields.first(), fields.get(1)) else { continue };
        for form in forms.split('|').chain([*singular]) {
            heads.insert(fold(form), fold(singular));
        }
    }
    heads
});

/// `local_bodies.tsv`: folded heads of bodies; whether every country has its own, or the head is only anyone's when alone.
pub static LOCAL_BODIES: LazyLock<FxHashMap<String, bool>> = LazyLock::new(|| {
    let fields = rows(include_str!("../data/local_bodies.tsv"));
    fields.filter_map(|f| Some((fold(f.first()?), *f.get(1)? == "country"))).collect()
});

/// `aspects.tsv`: folded word → the folded noun of those whom it befell.
pub static ASPECTS: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut nouns = FxHashMap::default();
    for fields in rows(include_str!("../data/aspects.tsv")) {
        let (Some(noun), Some(words)) = (fields.first(), fields.get(1)) else { continue };
        nouns.extend(words.split('|').map(|word| (fold(word), fold(noun))));
    }
    nouns
});

/// `name_links.tsv`: folded words of a person's name that do not count.
pub static NAME_LINKS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../data/name_links.tsv")).filter_map(|f| f.first().map(|w| fold(w))).collect()
});

/// `plain_words.tsv`: folded words that news uses in every story, or every post.
pub static PLAIN_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../data/plain_words.tsv")).filter_map(|f| f.first().map(|w| fold(w))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_the_fields_of_its_header() {
        for (name, table) in [
            ("affixes", include_str!("../data/affixes.tsv")),
            ("aspects", include_str!("../data/aspects.tsv")),
            ("counted", include_str!("../data/counted.tsv")),
            ("local_bodies", include_str!("../data/local_bodies.tsv")),
            ("name_links", include_str!("../data/name_links.tsv")),
            ("plain_words", include_str!("../data/plain_words.tsv")),
        ] {
            let mut lines = table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
            let columns = lines.next().map_or(0, |header| header.split('\t').count());
            for line in lines {
                let fields: Vec<_> = line.split('\t').collect();
                assert_eq!(fields.len(), columns, "{name}: {line}");
                assert!(fields.iter().all(|f| !f.is_empty() && f.trim() == *f), "{name}: {line}");
            }
        }
    }

    #[test]
    fn no_form_is_counted_under_two_nouns() {
        let mut seen = FxHashMap::default();
        for fields in rows(include_str!("../data/counted.tsv")) {
            for form in fields[1].split('|') {
                assert_eq!(seen.insert(fold(form), fields[0]), None, "{form} stands twice");
            }
        }
    }
}
