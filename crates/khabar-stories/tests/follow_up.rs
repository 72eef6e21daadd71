//! What may bear on a commitment, on pages of our own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

use khabar::{Input, Options, Record, read};
use khabar_stories::follow_up::{Bound, Candidate, Kind, Later, Reason, bound, later, rank};
use khabar_stories::story::entity_key;
use proptest::prelude::*;

fn page(id: &str, published: &str, text: &str) -> Record {
    let input =
        Input { bytes: text.as_bytes(), id: Some(id), published: Some(published), ..Input::default() };
    read(&input, &Options::default())
}

fn pledge() -> Bound {
    let record = page(
        "pledge",
        "2022-01-10T10:00",
        "تعهد وزير الموارد المائية سامي الزبيدي بافتتاح محطة التحلية في قضاء الفاو قبل نهاية مارس المقبل.",
    );
    let (_, bound) = bound(&record, entity_key).into_iter().next().expect("a commitment");
    bound
}

fn ranked(pages: &[(&str, &str, &str)]) -> (Vec<Later>, Vec<Candidate>) {
    let all: Vec<Later> =
        pages.iter().flat_map(|(id, when, text)| later(&page(id, when, text), entity_key)).collect();
    let found = rank(&pledge(), &all);
    (all, found)
}

#[test]
fn a_commitment_is_taken_in_with_its_party_words_and_deadline() {
    let bound = pledge();
    assert_eq!(bound.deadline.map(|d| d.to_string()).as_deref(), Some("2022-03-31"));
    assert!(bound.party.iter().any(|k| k.contains("الزبيدي")), "{bound:?}");
    assert!(bound.action.contains("محط"), "{bound:?}");
}

#[test]
fn what_was_done_stands_before_what_is_only_said_of_the_party() {
    let (all, found) = ranked(&[
        ("visit", "2022-02-01T10:00", "قال سامي الزبيدي إن زيارة محطة القطار تأجلت."),
        ("opened", "2022-03-29T12:00", "قال سامي الزبيدي إن محطة التحلية في قضاء الفاو افتتحت اليوم."),
        ("sport", "2022-03-30T12:00", "قال مدرب المنتخب إن المباراة كانت صعبة."),
    ]);
    let pages: Vec<&str> = found.iter().map(|c| all[c.later].page.as_str()).collect();
    assert_eq!(pages.first(), Some(&"opened"), "{found:?}");
    assert!(!pages.contains(&"sport"));
    let reasons = &found[0].reasons;
    assert!(reasons.iter().any(|r| matches!(r, Reason::Party(_))), "{reasons:?}");
    assert!(reasons.iter().any(|r| matches!(r, Reason::Deadline(-2))), "{reasons:?}");
    assert!(
        reasons.iter().any(|r| matches!(r, Reason::Action(words) if words.contains(&"محط".to_owned()))),
        "{reasons:?}"
    );
}

#[test]
fn earlier_pages_and_the_page_itself_are_no_follow_up() {
    let (_, found) = ranked(&[
        ("before", "2022-01-02T10:00", "قال سامي الزبيدي إن افتتاح محطة التحلية في قضاء الفاو قريب."),
        ("pledge", "2022-01-12T10:00", "قال سامي الزبيدي إن افتتاح محطة التحلية في قضاء الفاو قريب."),
    ]);
    assert_eq!(found, []);
}

#[test]
fn a_verb_and_its_noun_meet_as_kin() {
    let bound =
        Bound { action: ["افتتاح".to_owned()].into(), party: ["p".to_owned()].into(), ..pledge() };
    let told = Later {
        page: "x".into(),
        fact: khabar::record::Id { layer: "v", number: 1 },
        kind: Kind::Event,
        published: None,
        entities: ["p".to_owned()].into(),
        words: ["افتتحت".to_owned()].into(),
    };
    let found = rank(&bound, &[told]);
    assert_eq!(found[0].reasons[0], Reason::Kin(vec!["افتتاح".to_owned()]), "{found:?}");
}

fn any_later() -> impl Strategy<Value = Later> {
    let word = || prop::sample::select(vec!["محط", "افتتح", "سفر", "تحل", "كهرب"]).prop_map(str::to_owned);
    let name = prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    (0_u32..6, 1_u32..9, prop::collection::btree_set(name, 0..3), prop::collection::btree_set(word(), 0..4))
        .prop_map(|(page, number, entities, words)| Later {
            page: format!("p{page}"),
            fact: khabar::record::Id { layer: "s", number },
            kind: Kind::Statement,
            published: khabar_stories::time_of(&format!("2022-03-{:02}", page + 1)),
            entities,
            words,
        })
}

proptest! {
    /// Candidates are in order, shown with reasons, and every one shares a name and a word.
    #[test]
    fn candidates_are_ranked_and_reasoned(all in prop::collection::vec(any_later(), 0..20)) {
        let bound = Bound {
            party: ["a".to_owned()].into(), entities: ["b".to_owned()].into(),
            action: ["محط".to_owned(), "تحل".to_owned()].into(), ..pledge()
        };
        let found = rank(&bound, &all);
        prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        for candidate in &found {
            let later = &all[candidate.later];
            prop_assert!(!later.words.is_disjoint(&bound.action));
            prop_assert!(later.entities.contains("a") || later.entities.contains("b"));
            prop_assert!(candidate.reasons.len() >= 2);
        }
    }
}
