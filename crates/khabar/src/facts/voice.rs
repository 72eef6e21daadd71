//! Whose words a sentence is.

use super::scene::Scene;
use super::statement::Told;
use crate::record::Id;

/// Who speaks in each sentence: a source where what is attributed, with the words that attribute it, is half of it or
/// more.
#[must_use]
pub fn voices(scene: &Scene, told: &Told) -> Vec<crate::record::Sentence> {
    let sentences = &scene.text.sentences;
    let mut covered = vec![0; sentences.len()];
    for found in &told.found {
        let attribution = [&found.source, &found.cue].into_iter().flatten();
        let whole = attribution.fold(found.content, |all, r| all.cover(scene.text.span(r.clone(), 0)));
        let first = sentences.partition_point(|s| s.span.end <= whole.start);
        let inside = sentences.iter().zip(&mut covered).skip(first);
        for (sentence, most) in inside.take_while(|(s, _)| s.span.start < whole.end) {
            *most = (whole.end.min(sentence.span.end) - whole.start.max(sentence.span.start)).max(*most);
        }
    }
    let fact = |(n, (s, covered)): (usize, (&crate::text::Sentence, u32))| crate::record::Sentence {
        id: Id { layer: "n", number: n as u32 + 1 },
        span: s.span,
        voice: if covered * 2 >= s.span.len() {
            crate::record::Voice::Attributed
        } else {
            crate::record::Voice::Narrator
        },
        words: Vec::new(),
        by: "sentence.marks@1".into(),
    };
    sentences.iter().zip(covered).enumerate().map(fact).collect()
}
