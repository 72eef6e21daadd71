//! The relations of Universal Dependencies v2 that the treebanks of Arabic news use.

/// A relation of a word to its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "universaldependencies.org/u/dep says it")]
pub enum Relation {
    Acl,
    AclRelcl,
    Advcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    Case,
    Cc,
    CcPreconj,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjPass,
    #[default]
    Dep,
    Det,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Iobj,
    Mark,
    Nmod,
    Nsubj,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    OblTmod,
    Orphan,
    Parataxis,
    Punct,
    Root,
    Vocative,
    Xcomp,
}

/// How many relations there are.
pub const RELATIONS: usize = 39;

/// Each relation and its name in CoNLL-U, in the order of their numbers.
const NAMES: [(Relation, &str); RELATIONS] = [
    (Relation::Acl, "acl"),
    (Relation::AclRelcl, "acl:relcl"),
    (Relation::Advcl, "advcl"),
    (Relation::Advmod, "advmod"),
    (Relation::Amod, "amod"),
    (Relation::Appos, "appos"),
    (Relation::Aux, "aux"),
    (Relation::Case, "case"),
    (Relation::Cc, "cc"),
    (Relation::CcPreconj, "cc:preconj"),
    (Relation::Ccomp, "ccomp"),
    (Relation::Compound, "compound"),
    (Relation::CompoundPrt, "compound:prt"),
    (Relation::Conj, "conj"),
    (Relation::Cop, "cop"),
    (Relation::Csubj, "csubj"),
    (Relation::CsubjPass, "csubj:pass"),
    (Relation::Dep, "dep"),
    (Relation::Det, "det"),
    (Relation::Discourse, "discourse"),
    (Relation::Dislocated, "dislocated"),
    (Relation::Expl, "expl"),
    (Relation::Fixed, "fixed"),
    (Relation::Flat, "flat"),
    (Relation::Iobj, "iobj"),
    (Relation::Mark, "mark"),
    (Relation::Nmod, "nmod"),
    (Relation::Nsubj, "nsubj"),
    (Relation::NsubjPass, "nsubj:pass"),
    (Relation::Nummod, "nummod"),
    (Relation::Obj, "obj"),
    (Relation::Obl, "obl"),
    (Relation::OblTmod, "obl:tmod"),
    (Relation::Orphan, "orphan"),
    (Relation::Parataxis, "parataxis"),
    (Relation::Punct, "punct"),
    (Relation::Root, "root"),
    (Relation::Vocative, "vocative"),
    (Relation::Xcomp, "xcomp"),
];

impl Relation {
    /// The relation with this number.
    #[must_use]
    pub fn from_number(number: usize) -> Self {
        NAMES.get(number).map(|(relation, _)| *relation).unwrap_or_default()
    }

    /// The relation of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(relation, _)| *relation)
    }

    /// Its name in CoNLL-U.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).map_or("dep", |(_, name)| name)
    }

    /// Subject of a clause, active or passive.
    #[must_use]
    pub const fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass)
    }

    /// What a phrase holds beside its head, and does not say anything of its own: particles, marks.
    #[must_use]
    pub const fn is_function(self) -> bool {
        matches!(
            self,
            Self::Aux
                | Self::Case
                | Self::Cc
                | Self::CcPreconj
                | Self::CompoundPrt
                | Self::Cop
                | Self::Mark
                | Self::Punct
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_agree() {
        for (number, (relation, name)) in NAMES.into_iter().enumerate() {
            assert_eq!(relation as usize, number);
            assert_eq!(Relation::from_name(name), Some(relation));
            assert_eq!(Relation::from_number(number).name(), name);
        }
    }
}
