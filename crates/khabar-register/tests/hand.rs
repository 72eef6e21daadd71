//! What people decide, on disk: facts, commitments, entities; undone, and for later versions of a page.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it finds a fault"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::dump;
use khabar::record::Layer;
use khabar_register::ask::{self, Status};
use khabar_register::hand::{
    self, Desk, Hand, Judgement, Place, Settled, Settlement, Verdict, layers_reviewed, reviewed,
};
use khabar_register::ingest::{Plan, ingest};
use khabar_register::store::{Reader, Writer};
use serde_json::{Value, json};

const FIRST: &str = "قال وزير الإعمار سالم الكعبي في مؤتمر صحفي إن الجسر كلف 12 مليون دولار.\n\
    وتعهدت وزارة الإعمار العراقية بإنجاز طريق البصرة قبل نهاية عام 2022.";
const SECOND: &str = "أعلنت وزارة الإعمار العراقية، الأحد، أن إنجاز طريق البصرة اكتمل.\n\
    وقال الوزير سالم الكعبي إن الطريق فتح أمام السيارات.";

struct Register(tempfile::TempDir);

impl Register {
    fn new() -> Self {
        let register = Self(tempfile::tempdir().expect("a folder"));
        register.fill(&[("promise", "2021-11-04", FIRST), ("done", "2022-10-02", SECOND)]);
        register
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("r")
    }

    fn fill(&self, pages: &[(&str, &str, &str)]) {
        let file = self.0.path().join("pages.jsonl");
        let line = |(id, day, text): &(&str, &str, &str)| {
            json!({"id": id, "title": "طريق البصرة", "published": day, "site": id, "text": text}).to_string()
        };
        fs::write(&file, pages.iter().map(line).collect::<Vec<_>>().join("\n")).expect("writable");
        let mut writer = Writer::open(&self.folder()).expect("a register");
        ingest(&mut writer, &[file.display().to_string()], &Plan::default(), &mut |_| ()).expect("an ingest");
        writer.close().expect("closed");
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.folder()).expect("a reader")
    }

    fn desk(&self) -> Desk {
        Desk::open(&self.folder()).expect("a desk")
    }

    fn commitments(&self, status: Option<Status>) -> Vec<ask::Commitment> {
        let asked = ask::Commitments { today: "2023-01-01".into(), status, ..ask::Commitments::default() };
        ask::commitments(&self.reader(), &asked).expect("commitments")
    }

    fn entity(&self, name: &str) -> ask::Known {
        let asked = ask::People { name: Some(name.into()), ..ask::People::default() };
        ask::people(&self.reader(), &asked).expect("people").remove(0)
    }
}

fn by() -> Hand {
    Hand { who: Some("محررة".into()), at: "2023-01-01T10:00:00Z".into() }
}

fn judge(fact: &str, verdict: Verdict, value: Option<Value>) -> Judgement {
    Judgement { place: place(1, fact), verdict, value, note: None, hand: by() }
}

fn place(page: i64, fact: &str) -> Place {
    Place { page, fact: fact.into() }
}

fn statements(register: &Register) -> Vec<ask::Statement> {
    let mut said = ask::statements(&register.reader(), &ask::Statements::default()).expect("statements");
    said.retain(|s| s.page == 1);
    said
}

#[test]
fn a_fact_is_rejected_corrected_and_taken_back() {
    let register = Register::new();
    let before = dump(&register.folder());
    let found = statements(&register);
    let (fact, words) = (&*found[0].fact, &*found[0].words);
    let mut desk = register.desk();

    let rejected = desk.review(&judge(fact, Verdict::Rejected, None)).expect("noted");
    assert!(statements(&register).iter().all(|s| s.fact != fact));
    assert!(
        register.reader().record(1).expect("a record").statements.len() == found.len(),
        "what was found stays"
    );

    let start = found[0].start + 1;
    let fields = json!({"content": {"start": start, "end": found[0].end}, "channel": null});
    let corrected = desk.review(&judge(fact, Verdict::Corrected, Some(fields))).expect("noted");
    let now = statements(&register).into_iter().find(|s| s.fact == fact).expect("the last word holds");
    assert_eq!(now.words.chars().count() + 1, words.chars().count());
    assert_eq!((now.channel, now.by.as_str()), (None, "hand.review@1"));

    desk.undo(corrected, &by()).expect("undone");
    assert!(statements(&register).iter().all(|s| s.fact != fact), "the earlier word holds again");
    desk.undo(rejected, &by()).expect("undone");
    assert_eq!(statements(&register), found);
    assert!(desk.undo(rejected, &by()).unwrap_err().to_string().contains("undone before"));
    let history = hand::judgements(&register.reader(), 1).expect("a history");
    assert!(history.len() == 2 && history.iter().all(|j| j.undone.is_some()));
    // The log and the count of what was decided remember.
    let remembers = |line: &str| line.starts_with("hand ") || line.starts_with("meta ");
    let facts = |dump: &str| dump.lines().filter(|l| !remembers(l)).collect::<Vec<_>>().join("\n");
    assert_eq!(facts(&dump(&register.folder())), facts(&before));
}

#[test]
fn corrections_gather_and_who_accepts_accepts_them() {
    let register = Register::new();
    let figure = || {
        let asked = ask::Figures { currency: Some("USD".into()), ..ask::Figures::default() };
        ask::figures(&register.reader(), &asked).expect("figures").remove(0)
    };
    let fact = figure().fact;
    let word = |verdict, value| register.desk().review(&judge(&fact, verdict, value)).expect("noted");
    word(Verdict::Corrected, Some(json!({"value": 13_000_000.0})));
    let second = word(Verdict::Corrected, Some(json!({"relation": "APPROX"})));
    word(Verdict::Accepted, None);
    assert_eq!((figure().value, figure().relation.as_str()), (Some(13e6), "APPROX"));
    register.desk().undo(second, &by()).expect("undone");
    assert_eq!((figure().value, figure().relation.as_str()), (Some(13e6), "EXACT"));
    word(Verdict::Rejected, None);
    word(Verdict::Accepted, None);
    assert_eq!(figure().value, Some(12e6), "who takes up a rejected fact takes it as it was found");
}

#[test]
fn a_fact_that_was_missed_is_added_and_others_may_refer_to_it() {
    let register = Register::new();
    let text: Vec<char> = register.reader().record(1).expect("a record").text.chars().collect();
    let words: String = text[..3].iter().collect();
    let fields = json!({"start": 0, "end": 3, "label": "MISC"});
    let number = register.desk().review(&judge("mentions", Verdict::Added, Some(fields))).expect("noted");
    let record = reviewed(&register.reader(), 1).expect("a record");
    let added = record.mentions.iter().find(|m| m.by == "hand.review@1").expect("the fact");
    assert_eq!(added.span.text.as_ref(), Some(&words));
    let id = added.id.to_string();
    register.desk().review(&judge(&id, Verdict::Rejected, None)).expect("an added fact can be judged");
    assert!(
        reviewed(&register.reader(), 1).expect("a record").mentions.iter().all(|m| m.id.to_string() != id)
    );
    register.desk().undo(number, &by()).expect("undone");

    // What spoke with a speaker that is no entity speaks without one.
    let record = register.reader().record(1).expect("a record");
    let entity = record.statements.iter().find_map(|s| s.source_entity).expect("an entity");
    register.desk().review(&judge(&entity.to_string(), Verdict::Rejected, None)).expect("noted");
    let record = reviewed(&register.reader(), 1).expect("a sound record");
    assert!(record.statements.iter().all(|s| s.source_entity != Some(entity)));
}

#[test]
fn a_correction_that_makes_no_sense_is_refused_in_words() {
    let register = Register::new();
    let before = dump(&register.folder());
    let fact = statements(&register).remove(0).fact;
    for (judgement, words) in [
        (judge(&fact, Verdict::Corrected, None), "object of fields"),
        (judge(&fact, Verdict::Accepted, Some(json!({}))), "nothing else takes one"),
        (
            judge(&fact, Verdict::Corrected, Some(json!({"content": {"start": 9, "end": 99_999}}))),
            "does not fit",
        ),
        (judge(&fact, Verdict::Corrected, Some(json!({"type": "SHOUTED"}))), "INDIRECT"),
        (judge(&fact, Verdict::Corrected, Some(json!({"parent": "s99"}))), "s99"),
        (judge("s99", Verdict::Accepted, None), "1/s99"),
        (judge("letters", Verdict::Done, None), "statements"),
        (judge("times", Verdict::Added, Some(json!({"start": 1, "end": 4}))), "does not fit"),
    ] {
        let fault = register.desk().review(&judgement).unwrap_err().to_string();
        assert!(fault.contains(words), "{judgement:?} {fault}");
    }
    let nowhere = Judgement { place: place(99, "s1"), ..judge("s1", Verdict::Accepted, None) };
    assert!(register.desk().review(&nowhere).unwrap_err().to_string().contains("no page"));
    assert_eq!(dump(&register.folder()), before);
}

#[test]
fn layers_that_were_looked_through_are_gold() {
    let register = Register::new();
    assert!(layers_reviewed(&register.reader(), 1).expect("layers").is_empty());
    register.desk().review(&judge("times", Verdict::Done, None)).expect("noted");
    for said in statements(&register) {
        assert!(!layers_reviewed(&register.reader(), 1).expect("layers").contains(&Layer::Statements));
        register.desk().review(&judge(&said.fact, Verdict::Accepted, None)).expect("noted");
    }
    assert_eq!(layers_reviewed(&register.reader(), 1).expect("layers"), [Layer::Times, Layer::Statements]);
}

#[test]
fn a_commitment_is_settled_with_evidence() {
    let register = Register::new();
    let due = register.commitments(Some(Status::Overdue));
    assert_eq!((due.len(), due[0].due.as_deref()), (1, Some("2022-12-31")));
    let proposed = ask::follow_up(&register.reader(), &place(1, &due[0].fact), 10).expect("proposals");
    assert!(proposed[0].page == 2 && proposed[0].words.contains("اكتمل"), "{proposed:?}");

    let mut settlement = Settlement {
        place: place(1, &due[0].fact),
        status: Settled::Kept,
        evidence: Vec::new(),
        note: None,
        hand: by(),
    };
    let fault = |s: &Settlement| register.desk().settle(s).unwrap_err().to_string();
    assert!(fault(&settlement).contains("evidence"));
    settlement.evidence = vec![place(2, "s77")];
    assert!(fault(&settlement).contains("2/s77"));
    settlement.evidence = vec![place(2, &proposed[0].fact)];
    let number = register.desk().settle(&settlement).expect("noted");
    assert!(register.commitments(Some(Status::Overdue)).is_empty());
    let kept = register.commitments(Some(Status::Kept));
    assert_eq!(kept[0].outcome.as_ref().expect("an outcome").evidence, settlement.evidence);
    assert_eq!(kept[0].outcome.as_ref().expect("an outcome").who.as_deref(), Some("محررة"));

    let shown = hand::evidence(&register.reader(), &settlement.evidence[0]).expect("words");
    assert!(proposed[0].words.contains(&shown.expect("a fact")) || proposed[0].kind == "event");

    // The page changes: the commitment is the same.
    register.fill(&[("promise", "2021-11-04", &format!("{FIRST}\nوشكر الوزير العمال."))]);
    let kept = register.commitments(None);
    assert!(kept[0].page == 3 && kept[0].status == Status::Kept, "{kept:?}");
    register.desk().undo(number, &by()).expect("undone");
    assert_eq!(register.commitments(None)[0].status, Status::Overdue);
}

#[test]
fn one_word_settles_one_commitment() {
    let register = Register::new();
    let text = "تعهدت إيران بتبادل الأسرى. وتعهد العراق بتبادل الأسرى. وتعهدت تركيا بفتح المعبر قبل 2022. وكانت موازنة 2022 قد أقرت.";
    register.fill(&[("swap", "2021-11-05", text)]);
    let bound = |party: &str| {
        let mut all = register.commitments(None);
        all.retain(|c| c.party.as_deref() == Some(party) && c.words.contains("تبادل"));
        all.remove(0)
    };
    let settlement = Settlement {
        place: place(bound("إيران").page, &bound("إيران").fact),
        status: Settled::Broken,
        evidence: Vec::new(),
        note: Some("أعلن ذلك".into()),
        hand: by(),
    };
    register.desk().settle(&settlement).expect("noted");
    assert_eq!((bound("إيران").status, bound("العراق").status), (Status::Broken, Status::Pending));
    register.fill(&[("swap", "2021-11-05", &format!("{text}\nوشكر الوزير العمال."))]);
    assert_eq!((bound("إيران").status, bound("العراق").status), (Status::Broken, Status::Pending));
    // «قبل 2022» is over before the year that has the same value.
    let before =
        register.commitments(None).into_iter().find(|c| c.words.contains("المعبر")).expect("the third");
    assert_eq!((before.deadline.as_deref(), before.due.as_deref()), (Some("2022"), Some("2022-01-01")));
}

#[test]
fn what_was_rejected_bears_on_nothing() {
    let register = Register::new();
    let promise = register.commitments(Some(Status::Overdue)).remove(0);
    let proposed = || ask::follow_up(&register.reader(), &place(1, &promise.fact), 10).expect("proposals");
    let first = proposed().remove(0);
    let rejected = Judgement { place: place(2, &first.fact), ..judge(&first.fact, Verdict::Rejected, None) };
    register.desk().review(&rejected).expect("noted");
    assert!(proposed().iter().all(|p| p.fact != first.fact));
}

#[test]
fn an_entity_that_was_parted_can_be_joined_again() {
    let register = Register::new();
    let name = "سالم الكعبي";
    let members = |id: &str| ask::person(&register.reader(), id).expect("a person").members;
    let whole = register.entity(name);
    let away = members(&whole.id).into_iter().map(|m| place(m.page, &m.fact)).skip(1).collect::<Vec<_>>();
    register.desk().split(&whole.id, &away, None, &by()).expect("parted");
    let id = |place: &Place| {
        ask::person_of(&register.reader(), place.page, &place.fact).expect("an id").expect("an entity")
    };
    let (one, other) = (id(&place(1, &members(&whole.id)[0].fact)), id(&away[0]));
    register.desk().merge(&[one, other], None, &by()).expect("joined");
    assert_eq!(register.entity(name).pages, 2);

    // A name that was corrected is told by the next comparison, and a decision holds for it.
    let fact = members(&register.entity(name).id)[0].fact.clone();
    let corrected = judge(&fact, Verdict::Corrected, Some(json!({"name": "سليم الكعبي"})));
    register.desk().review(&corrected).expect("noted");
    let mut writer = Writer::open(&register.folder()).expect("a writer");
    assert!(writer.compare().expect("compared") && !writer.compare().expect("compared"));
    writer.close().expect("closed");
    assert!(register.entity("سليم الكعبي").id == register.entity(name).id, "people said that they are one");
}

#[test]
fn an_entity_is_one_across_pages_and_a_person_may_part_it() {
    let register = Register::new();
    let minister = register.entity("سالم الكعبي");
    assert_eq!((minister.pages, minister.label.as_str()), (2, "PER"));
    let whole = ask::person(&register.reader(), &minister.id).expect("a person");
    assert_eq!(whole.members.iter().map(|m| m.page).collect::<Vec<_>>(), [1, 2]);
    assert!(whole.posts.iter().any(|p| p.role.contains("وزير الإعمار")), "{:?}", whole.posts);
    let asked = ask::Statements { person: Some(minister.id.clone()), ..ask::Statements::default() };
    assert_eq!(ask::statements(&register.reader(), &asked).expect("statements").len(), 2);
    let line = ask::Timeline { person: Some(minister.id.clone()), ..ask::Timeline::default() };
    assert!(ask::timeline(&register.reader(), &line).expect("a timeline").len() >= 2);

    let away = [Place { page: 2, fact: whole.members[1].fact.clone() }];
    let number = register.desk().split(&minister.id, &away, Some("شخص آخر"), &by()).expect("parted");
    let id = |page: i64, fact: &str| {
        ask::person_of(&register.reader(), page, fact).expect("an id").expect("an entity")
    };
    let (one, other) = (id(1, &whole.members[0].fact), id(2, &whole.members[1].fact));
    assert_ne!(one, other);
    // The decision holds for a later version of the page, too.
    register.fill(&[("done", "2022-10-02", &format!("{SECOND}\nوشكر الوزير العمال."))]);
    assert_eq!(register.entity("سالم الكعبي").pages, 1);
    register.desk().undo(number, &by()).expect("undone");
    assert_eq!(register.entity("سالم الكعبي").pages, 2);

    let town = register.entity("البصرة");
    let number = register.desk().merge(&[minister.id.clone(), town.id.clone()], None, &by()).expect("merged");
    assert_eq!(register.entity("سالم الكعبي").id, register.entity("البصرة").id);
    register.desk().undo(number, &by()).expect("undone");
    assert_ne!(register.entity("سالم الكعبي").id, register.entity("البصرة").id);
    for wrong in [vec!["e0".to_owned(), town.id.clone()], vec![town.id.clone()]] {
        assert!(register.desk().merge(&wrong, None, &by()).is_err());
    }
    assert!(register.desk().split(&town.id, &[place(1, "e99")], None, &by()).is_err());
}

#[test]
fn a_desk_works_while_an_ingest_does() {
    let register = Register::new();
    let mut writer = Writer::open(&register.folder()).expect("a writer");
    let file = register.0.path().join("more.jsonl");
    fs::write(&file, common::pages(60)).expect("writable");
    let fact = statements(&register).remove(0).fact;
    let mut count = 0;
    let mut desks = Vec::new();
    let mut look = |_| {
        register.desk().review(&judge(&fact, Verdict::Accepted, None)).expect("noted beside the writer");
        count += 1;
        // Whoever writes when the next batch is due, the batch waits for.
        let (tell, told) = std::sync::mpsc::channel();
        let database = register.folder().join("register.sqlite");
        desks.push(std::thread::spawn(move || {
            let db = rusqlite::Connection::open(database).expect("a database");
            db.busy_timeout(std::time::Duration::from_secs(30)).expect("patience");
            db.execute_batch("BEGIN IMMEDIATE; UPDATE meta SET value = value + 1 WHERE key = 'decided';")
                .expect("the lock");
            tell.send(()).expect("somebody waits");
            std::thread::sleep(std::time::Duration::from_millis(100));
            db.execute_batch("COMMIT").expect("written");
        }));
        told.recv().expect("the lock is held");
    };
    let plan = Plan {
        batch: khabar_register::ingest::Batch { inputs: 10, ..Default::default() },
        ..Plan::default()
    };
    ingest(&mut writer, &[file.display().to_string()], &plan, &mut look).expect("an ingest");
    assert_eq!(count, 6);
    for desk in desks {
        desk.join().expect("a desk is no bother");
    }
    assert!(!writer.compare().expect("nothing is left to compare"), "what was decided meanwhile was seen");
    assert_eq!(hand::log(&register.reader(), Some(1)).expect("a log").len(), 6);
    assert!(Desk::open(Path::new("/nowhere")).is_err());
}
