//! What plain text taught of single words: where their proclitics end, and which words keep the same company.

use rustc_hash::FxHashMap;

use super::hash;
use crate::text::clitic::cuts;

/// What is known of a word form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// How many of its letters are proclitics.
    pub letters: u8,
    /// Its class among few, 0 where it has none.
    pub coarse: u8,
    /// Its class among many, 0 where it has none.
    pub fine: u16,
}

/// Word forms by the hash of their folded spelling.
#[derive(Debug, Clone, Default)]
pub struct Words(FxHashMap<u32, Form>);

impl Words {
    /// The words of a training run.
    #[must_use]
    pub fn new(forms: impl IntoIterator<Item = (u32, Form)>) -> Self {
        Self(forms.into_iter().collect())
    }

    /// What is known of the word with this hash.
    #[must_use]
    pub fn get(&self, word: u32) -> Option<Form> {
        self.0.get(&word).copied()
    }

    /// All forms in the order of their hashes.
    #[must_use]
    pub fn sorted(&self) -> Vec<(u32, Form)> {
        let mut all: Vec<_> = self.0.iter().map(|(&k, &f)| (k, f)).collect();
        all.sort_unstable_by_key(|(k, _)| *k);
        all
    }

    /// How many letters of a folded word are proclitics («وبغداد» 1, «وزارة» 0, «للعراق» 1), and the hash of the rest.
    ///
    /// A form that the training text knows is cut as it was cut there; of another the fewest letters are cut that leave
    /// a known form. `scratch` is only working space.
    #[must_use]
    pub fn segment(&self, folded: &str, scratch: &mut String) -> (u8, u32) {
        let whole = hash::word(folded);
        let known = self.get(whole);
        if known.is_some_and(|f| f.letters == 0) || !folded.starts_with(['و', 'ف', 'ب', 'ل', 'ك', 'س'])
        {
            return (0, whole);
        }
        let wanted = known.map(|f| f.letters);
        let mut found: Option<(u8, u32)> = None;
        let mut sure = false;
        cuts(folded, scratch, |cut, rest| {
            if cut.letters == 0 || cut.article || sure || wanted.is_some_and(|w| cut.letters != w) {
                return;
            }
            let rest_hash = hash::word(rest);
            // «لليبيا» leaves «ليبيا», which is known, and not «اليبيا».
            sure = rest.chars().count() > 2 && self.get(rest_hash).is_some_and(|f| f.letters == 0);
            if sure || wanted.is_some() && found.is_none() {
                found = Some((cut.letters, rest_hash));
            }
        });
        found.unwrap_or((0, whole))
    }
}
