//! Words that are asked for: names in either spelling, words near each other, one of several; and registers of the analyser
//! that knew one spelling of a name alone.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it finds a fault"
)]

use std::fs;
use std::path::Path;

use khabar_register::ask::{self, People, Statements};
use khabar_register::ingest::{Plan, ingest};
use khabar_register::search::{Hit, search};
use khabar_register::store::{Reader, Writer};

const PAGES: [(&str, &str, &str); 4] = [
    (
        "dam",
        "عبدالله الراوي يزور السد",
        "زار عبدالله الراوي سد دوكان. وقال الراوي إن الجسر القديم فوق نهر دجلة أغلق.",
    ),
    (
        "road",
        "طريق جديد في أبو ظبي",
        "قال عبد الله الراوي إن الطريق إلى أبوظبي افتتح، وإن الجسر فوق النهر لم يفتتح.",
    ),
    (
        "party",
        "حزب الله يعلن موقفه",
        "أعلن حزب الله موقفه. ورحب عبد الرحمن السالم بالبيان، ووصل إلى دجلة قبل أن يعبر الجسر.",
    ),
    ("market", "سوق السمك", "أغلق سوق السمك أبوابه."),
];

fn register(folder: &Path) -> Reader {
    let lines: Vec<String> = PAGES
        .iter()
        .map(|(id, title, text)| {
            serde_json::json!({"id": id, "title": title, "published": "2021-11-04", "text": text}).to_string()
        })
        .collect();
    let file = folder.join("pages.jsonl");
    fs::write(&file, lines.join("\n")).expect("writable");
    let mut writer = Writer::open(&folder.join("r")).expect("a register");
    ingest(&mut writer, &[file.display().to_string()], &Plan::default(), &mut |_| ()).expect("an ingest");
    writer.close().expect("closed");
    Reader::open(&folder.join("r")).expect("a reader")
}

/// What a query finds, in the order of ids.
fn hits(reader: &Reader, query: &str) -> Vec<Hit> {
    let found = search(reader, query, 10).unwrap_or_else(|e| panic!("{query}: {e}"));
    let mut hits = if found.some_words { Vec::new() } else { found.hits };
    hits.sort_by(|a, b| a.id.cmp(&b.id));
    hits
}

fn ids(reader: &Reader, query: &str) -> String {
    hits(reader, query).into_iter().map(|h| h.id).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_name_is_found_in_either_spelling() {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = register(folder.path());
    for (query, expected) in [
        ("عبدالله", "dam road"),
        ("عبد الله", "dam road"),
        ("\"عبد الله الراوي\"", "dam road"),
        ("\"عبدالله الراوي\"", "dam road"),
        ("speaker:\"عبدالله الراوي\"", "dam road"),
        ("entity:عبدالله", "dam road"),
        ("عبدالرحمن", "party"),
        ("لعبد الرحمن", "party"),
        ("حزبالله", "party"),
        ("أبوظبي", "road"),
        ("title:أبوظبي", "road"),
        ("=أبوظبي", "road"),
        ("أبواب", "market"),
        ("-عبدالله", "market party"),
    ] {
        assert_eq!(ids(&reader, query), expected, "{query}");
    }
    for name in ["عبدالله الراوي", "عبد الله الراوي"] {
        let asked = Statements { speaker: Some(name.to_owned()), ..Statements::default() };
        assert_eq!(ask::statements(&reader, &asked).expect("statements").len(), 2, "{name}");
        let asked = People { name: Some(name.to_owned()), ..People::default() };
        assert_eq!(ask::people(&reader, &asked).expect("people").len(), 1, "{name}");
    }
}

#[test]
fn the_two_words_of_a_name_are_marked_where_they_stand_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = register(folder.path());
    let marked = |query: &str| {
        let marks = hits(&reader, query).into_iter().flat_map(|h| h.marks);
        marks.filter_map(|m| m.text).collect::<Vec<_>>()
    };
    assert_eq!(marked("عبد الله"), ["عبدالله", "عبدالله", "عبد الله"]);
    assert_eq!(marked("عبدالله"), marked("عبد الله"));
    assert_eq!(marked("حزبالله"), ["حزب الله", "حزب الله"]);
}

#[test]
fn words_near_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = register(folder.path());
    for (query, expected) in [
        ("\"الجسر دجلة\"~3", "dam"),
        ("\"للجسر دجلة\"~3", "dam"),
        ("=\"للجسر دجلة\"~3", ""),
        ("=\"الجسر دجلة\"~3", "dam"),
        ("\"الجسر دجلة\"~2", ""),
        ("\"الجسر دجلة\"~0", ""),
        ("\"الجسر القديم\"~0", "dam"),
        ("\"الجسر دجلة\"~٧", "dam party"),
        ("title:\"طريق ظبي\"~3", "road"),
    ] {
        assert_eq!(ids(&reader, query), expected, "{query}");
    }
}

#[test]
fn one_of_several() {
    let folder = tempfile::tempdir().expect("a folder");
    let reader = register(folder.path());
    for (query, expected) in [
        ("سد OR سوق", "dam market"),
        ("سد أو سوق", "dam market"),
        ("سد | سوق OR حزب", "dam market party"),
        ("سد OR سوق الراوي", "dam"),
        ("سد AND الراوي", "dam"),
        ("title:طريق OR \"سوق السمك\"", "market road"),
        ("سد OR سوق -دوكان", "market"),
    ] {
        assert_eq!(ids(&reader, query), expected, "{query}");
    }
    let marks = &hits(&reader, "سد OR سوق")[1].marks;
    assert_eq!(marks.iter().filter_map(|m| m.text.as_deref()).collect::<Vec<_>>(), ["سوق", "سوق"]);
}

#[test]
fn a_register_of_the_older_analyser_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/format-2.sqlite");
    fs::copy(old, folder.path().join("register.sqlite")).expect("copied");
    let reader = Reader::open(folder.path()).expect("a reader brings it up");
    assert_eq!(ids(&reader, "عبدالله"), "dam road");
    assert_eq!(ids(&reader, "عبد الله"), "dam road");
    // A statement of the page «dam» was rejected by hand, and stays so.
    let asked =
        Statements { speaker: Some("عبدالله الراوي".to_owned()), ..Statements::default() };
    let statements = ask::statements(&reader, &asked).expect("statements");
    assert_eq!(statements.iter().map(|s| s.page).collect::<Vec<_>>(), [2]);
    let asked = People { name: Some("عبدالله الراوي".to_owned()), ..People::default() };
    assert_eq!(ask::people(&reader, &asked).expect("people").len(), 1);
}

#[test]
fn an_index_of_another_analyser_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(register(folder.path()));
    let register = folder.path().join("r");
    let meta = register.join("index/meta.json");
    let note = fs::read_to_string(&meta).expect("readable");
    let payload = "\"payload\": \"2:";
    assert!(note.contains(payload), "{note}");
    fs::write(&meta, note.replace(payload, "\"payload\": \"")).expect("writable");
    Writer::open(&register).expect("a writer").close().expect("closed");
    assert!(fs::read_to_string(&meta).expect("readable").contains(payload));
    assert_eq!(ids(&Reader::open(&register).expect("a reader"), "عبد الله"), "dam road");
}
