//! The tags of Universal Dependencies v2: parts of speech and features, with the values that Arabic uses.

use std::fmt::Write as _;

/// A part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "universaldependencies.org/u/pos says it")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// How many parts of speech there are.
pub const UPOS: usize = 17;

impl Upos {
    /// All of them in the order of their numbers.
    pub const ALL: [Self; UPOS] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The part of speech with this number.
    #[must_use]
    pub fn from_number(number: usize) -> Self {
        Self::ALL.get(number).copied().unwrap_or_default()
    }

    /// The part of speech of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|upos| upos.name() == name)
    }

    /// Its name in CoNLL-U.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }

    /// A common or proper noun.
    #[must_use]
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::Propn)
    }

    /// A finite verb, auxiliaries among them.
    #[must_use]
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Verb | Self::Aux)
    }
}

/// A feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "universaldependencies.org/u/feat says it")]
pub enum Feature {
    Gender,
    Number,
    Person,
    Definite,
    Case,
    Aspect,
    Mood,
    Voice,
}

/// How many features there are.
pub const FEATURES: usize = 8;

/// Each feature in the order of [`Feature`]: its name and its values.
pub const VALUES: [(&str, &[&str]); FEATURES] = [
    ("Gender", &["Masc", "Fem"]),
    ("Number", &["Sing", "Dual", "Plur"]),
    ("Person", &["1", "2", "3"]),
    ("Definite", &["Def", "Ind"]),
    ("Case", &["Nom", "Acc", "Gen"]),
    ("Aspect", &["Perf", "Imp"]),
    ("Mood", &["Ind", "Sub", "Jus", "Imp"]),
    ("Voice", &["Act", "Pass"]),
];

/// The features of a word: for each 0 where it has none, else the number of its value, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Feats([u8; FEATURES]);

impl Feats {
    /// Features by their numbers.
    #[must_use]
    pub const fn new(values: [u8; FEATURES]) -> Self {
        Self(values)
    }

    /// The numbers of all values.
    #[must_use]
    pub const fn values(self) -> [u8; FEATURES] {
        self.0
    }

    /// The number of a feature's value.
    #[must_use]
    pub fn get(self, feature: Feature) -> u8 {
        self.0.get(feature as usize).copied().unwrap_or_default()
    }

    /// The value of a feature by its name in UD: `Fem`.
    #[must_use]
    pub fn value(self, feature: Feature) -> Option<&'static str> {
        let (_, values) = VALUES.get(feature as usize)?;
        values.get(usize::from(self.get(feature).checked_sub(1)?)).copied()
    }

    /// The same with another value of a feature.
    #[must_use]
    pub fn with(mut self, feature: Feature, value: u8) -> Self {
        if let Some(slot) = self.0.get_mut(feature as usize) {
            *slot = value;
        }
        self
    }

    /// Gender and number in one number below 16.
    #[must_use]
    pub fn agreement(self) -> u32 {
        u32::from(self.get(Feature::Gender)) | u32::from(self.get(Feature::Number)) << 2
    }

    /// Reads the column of CoNLL-U; what it does not know is left out.
    #[must_use]
    pub fn from_conllu(column: &str) -> Self {
        let mut out = Self::default();
        for (name, value) in column.split('|').filter_map(|f| f.split_once('=')) {
            let at = VALUES.iter().position(|(n, _)| *n == name);
            if let Some((slot, (_, values))) = at.and_then(|at| out.0.get_mut(at).zip(VALUES.get(at))) {
                *slot = values.iter().position(|v| *v == value).map_or(0, |p| p as u8 + 1);
            }
        }
        out
    }

    /// The column of CoNLL-U, in the order of the alphabet, `_` where there is none.
    #[must_use]
    pub fn to_conllu(self, is_future: bool) -> String {
        let tense = match self.value(Feature::Aspect) {
            Some("Perf") => Some("Past"),
            Some("Imp") if is_future => Some("Fut"),
            Some("Imp") => Some("Pres"),
            _ => None,
        };
        let value = |at: usize| {
            let (name, values) = VALUES.get(at)?;
            let number = usize::from(self.0.get(at)?.checked_sub(1)?);
            Some((*name, *values.get(number)?))
        };
        let mut all: Vec<(&str, &str)> = (0..FEATURES).filter_map(value).collect();
        all.extend(tense.map(|t| ("Tense", t)));
        all.sort_unstable();
        let mut out = String::new();
        for (name, value) in all {
            let _ = write!(out, "{}{name}={value}", if out.is_empty() { "" } else { "|" });
        }
        if out.is_empty() { "_".to_owned() } else { out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_agree() {
        for (number, upos) in Upos::ALL.into_iter().enumerate() {
            assert_eq!(upos as usize, number);
        }
    }

    #[test]
    fn features_are_read_as_they_are_written() {
        let column = "Aspect=Perf|Gender=Fem|Number=Sing|Person=3|Tense=Past|Voice=Act";
        assert_eq!(Feats::from_conllu(column).to_conllu(false), column);
        assert_eq!(Feats::default().to_conllu(false), "_");
    }
}
