//! From a folded word to its term: proclitics, the article and the endings of inflection come off.

use std::borrow::Cow;

use khabar::tagger::{Model, hash};
use khabar::text::clitic::cuts;

use super::tables::{read_letters, tables};

/// Least letters that the article must leave.
const BEHIND_ARTICLE: usize = 3;

/// The term of a folded word of Arabic script.
///
/// ```
/// use khabar_register::analyse::stem;
///
/// assert_eq!(stem("وللوزارات"), stem("وزاره"));
/// assert_ne!(stem("وزير"), stem("زير"));
/// ```
#[must_use]
pub fn stem(folded: &str) -> String {
    let tables = tables();
    let word = without_proclitics(folded);
    let word = read_letters(&word, &tables.letters);
    let bare = word.strip_prefix("ال").filter(|b| b.chars().count() >= BEHIND_ARTICLE);
    let bare = bare.filter(|_| !tables.has_no_article(&word));
    let mut stem = bare.unwrap_or(&word);
    let mut letters = stem.chars().count();
    for step in &tables.steps {
        let fits = step.iter().find_map(|e| {
            let left = stem.strip_suffix(e.form.as_str())?;
            let count = letters - e.form.chars().count();
            (count >= e.left).then_some((left, count))
        });
        if let Some((left, count)) = fits {
            (stem, letters) = (left, count);
        }
    }
    stem.to_owned()
}

/// The word behind the proclitics that the segmenter of the names layer finds. Of «للجيش» that is «الجيش».
fn without_proclitics(folded: &str) -> Cow<'_, str> {
    let words = &Model::embedded().words;
    let mut scratch = String::new();
    let (letters, rest_hash) = words.segment(folded, &mut scratch);
    if letters == 0 {
        let is_known = || words.get(hash::word(folded)).is_some();
        let articles = tables().articles.iter();
        let mut bare = articles.filter_map(|a| folded.strip_prefix(a.as_str()));
        let bare = bare.find(|b| b.chars().count() >= BEHIND_ARTICLE).filter(|_| !is_known());
        return Cow::Borrowed(bare.unwrap_or(folded));
    }
    let mut found = None;
    cuts(folded, &mut scratch, |cut, rest| {
        if found.is_none() && cut.letters == letters && !cut.article && hash::word(rest) == rest_hash {
            found = Some(rest.to_owned());
        }
    });
    found.map_or(Cow::Borrowed(folded), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use khabar::text::fold::fold;

    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            &["وزارة", "الوزارة", "والوزارات", "وزارتها", "بوزارته", "للوزارة"][..],
            &["مهندس", "المهندسون", "مهندسين", "والمهندسات"],
            &["عراقي", "العراقية", "عراقيون", "للعراقيين"],
            &["مسؤول", "مسئول", "المسؤولين"],
            &["شخصاً", "شخص", "الشخص"],
        ] {
            let terms: Vec<_> = forms.iter().map(|f| stem(&fold(f))).collect();
            assert!(terms.iter().all(|t| *t == terms[0]), "{forms:?} → {terms:?}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in
            [("وزير", "زير"), ("بيروت", "يروت"), ("الله", "له"), ("ألمانيا", "مانيا"), ("فلسطين", "لسطين")]
        {
            assert_ne!(stem(&fold(a)), stem(&fold(b)), "{a} {b}");
        }
    }
}
