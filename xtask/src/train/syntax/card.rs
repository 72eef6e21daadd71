//! The card of the models of morphology and syntax.

use std::fmt::Write as _;

use super::Figures;

/// The card, with the figures for each share of the sentences, the whole last.
pub fn card(of_words: usize, of_trees: usize, curve: &[(usize, Figures)]) -> String {
    let mega = |bytes: usize| bytes as f64 / 1e6;
    let mut out = format!(
        "# The models of morphology and syntax\n\n\
         `morph.khm` ({:.1} MB) and `syntax.khm` ({:.1} MB) are written by `cargo xtask train syntax`, with this card; nothing in\n\
         them is set by hand.\n\n\
         **What they are.** Where a token is cut: a log-linear choice among the ways that its spelling allows. Parts of speech: a\n\
         linear-chain conditional random field. Features: log-linear, from the last word to the first. Trees: a greedy\n\
         arc-hybrid parser with two log-linear classifiers, for actions and for relations, trained with a dynamic oracle on\n\
         tags that models of other sentences gave. All with hashed features, AdaGrad and dropout, weights stored as bytes.\n\n\
         **Learned from.** The train part of `treebank/khabar-news.conllu` (CC BY-SA 4.0, as NTREX-128 is, of which a third of it\n\
         is) and nine tenths of UD Arabic PUD (CC BY-SA 3.0); counts and classes of words from the plain text of ANT v1.1\n\
         (Apache-2.0) and NTREX-128; stems of CAMeL Morph (CC BY 4.0). No page of the gold set and no non-commercial text was\n\
         used.\n\n\
         **Licence of the models.** CC BY-SA 4.0.\n\n\
         **How good they are.** On what was kept for tests: the documents of `treebank/test-documents.txt`, and every tenth\n\
         document of PUD. Features: gender, number, person, definiteness and voice of a word all right. Subjects and objects:\n\
         F1 of `nsubj`, `nsubj:pass` and `obj` of verbs, head and relation both right; dependents of nouns: of `nmod` and `obj`\n\
         of nouns, verbal nouns among them.\n\n\
         | | UPOS | features | UAS | LAS | subjects and objects | dependents of nouns |\n|---|---:|---:|---:|---:|---:|---:|\n",
        mega(of_words),
        mega(of_trees),
    );
    for (share, figures) in curve {
        let rows = [
            ("treebank", &figures.own),
            ("PUD", &figures.pud),
            ("treebank, from its text", &figures.own_text),
            ("PUD, from its text", &figures.pud_text),
        ];
        for (name, score) in rows.into_iter().take(if *share == 100 { 4 } else { 2 }) {
            let learned = if *share == 100 { String::new() } else { format!(", learned from {share} %") };
            let _ = writeln!(
                out,
                "| {name}{learned} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} |",
                score.upos(),
                score.feats(),
                score.uas(),
                score.las(),
                score.arguments(),
                score.nouns()
            );
        }
    }
    out.push_str(
        "\n**Not good at.** Passives that are spelt as actives; where a prepositional phrase of a long sentence hangs; case, which is\n\
         seldom written; sentences without a verb.\n",
    );
    out
}
