//! A register from end to end, on disk: what goes in, what comes out, and what holds while it is written.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it finds a fault"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{dump, page, pages};
use khabar_register::ask::{self, Status};
use khabar_register::ingest::{Batch, Plan, Progress, ingest};
use khabar_register::store::{Reader, VERSION, Writer};
use khabar_register::{Error, search};
use proptest::prelude::*;

fn plan(inputs: usize) -> Plan {
    Plan { batch: Batch { inputs, ..Batch::default() }, ..Plan::default() }
}

fn fill(register: &Path, lines: &str) -> Progress {
    let file = register.with_extension("jsonl");
    fs::write(&file, lines).expect("writable");
    let mut writer = Writer::open(register).expect("a register");
    let done = ingest(&mut writer, &[file.display().to_string()], &plan(16), &mut |_| ()).expect("an ingest");
    writer.close().expect("closed");
    done
}

fn line(id: &str, title: &str, published: &str, text: &str) -> String {
    serde_json::json!({"id": id, "title": title, "published": published, "site": "موقع التجربة", "text": text}).to_string() + "\n"
}

fn small() -> String {
    line(
        "bridge",
        "افتتاح جسر في البصرة",
        "2021-11-04",
        "أعلنت وزارة الإعمار، الخميس، افتتاح جسر جديد فوق شط العرب.\nوقال وزير الإعمار سالم الكعبي في مؤتمر صحفي إن الجسر كلف 12 مليون دولار.\nوتعهدت الوزارة بإنجاز الطريق قبل نهاية عام 2022.",
    ) + &line(
        "march",
        "مسيرة في بغداد",
        "2021-11-06",
        "تظاهر مئات العمال في بغداد، السبت، احتجاجا على تأخر الرواتب.\nوقالت نقابة العمال إن 300 عامل شاركوا في المسيرة قرب السدود القديمة.",
    ) + &line("empty", "بلا نص", "2021-11-07", " ")
}

#[test]
fn facts_by_who_what_where_and_when() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    let done = fill(&register, &small());
    assert_eq!((done.inputs, done.pages, done.known, done.rejects), (3, 2, 0, 1));
    let reader = Reader::open(&register).expect("a register");
    let rejects = reader.rejects().expect("rejects");
    assert!(rejects[0].source.ends_with("r.jsonl:3") && !rejects[0].reason.is_empty());

    let asked =
        ask::Statements { speaker: Some("الوزير الكعبي".into()), ..ask::Statements::default() };
    let said = ask::statements(&reader, &asked).expect("statements");
    assert_eq!(said.len(), 1);
    let record = reader.record(said[0].page).expect("a record");
    let slice: String = record
        .text
        .chars()
        .skip(said[0].start as usize)
        .take((said[0].end - said[0].start) as usize)
        .collect();
    assert_eq!(slice, said[0].words);
    assert!(said[0].by.contains('@'));
    let none = ask::Statements { until: Some("2021-10".into()), ..asked };
    assert!(ask::statements(&reader, &none).expect("statements").is_empty());

    let protests =
        ask::Events { kind: Some("protest".into()), since: Some("2021".into()), ..ask::Events::default() };
    let protests = ask::events(&reader, &protests).expect("events");
    assert!(!protests.is_empty() && protests.iter().all(|e| e.kind == "PROTEST"));

    let dollars = ask::Figures { currency: Some("usd".into()), least: Some(1e6), ..ask::Figures::default() };
    assert_eq!(ask::figures(&reader, &dollars).expect("figures")[0].value, Some(12e6));
    let workers = ask::Figures { unit: Some("العمال".into()), ..ask::Figures::default() };
    assert_eq!(ask::figures(&reader, &workers).expect("figures").len(), 1);

    let due = |today: &str, status| {
        let asked = ask::Commitments { today: today.into(), status, ..ask::Commitments::default() };
        ask::commitments(&reader, &asked).expect("commitments")
    };
    assert_eq!(due("2022-06-01", None)[0].status, Status::Pending);
    assert_eq!(due("2023-01-01", Some(Status::Overdue)).len(), due("2022-06-01", None).len());

    let line = ask::Timeline { name: Some("بغداد".into()), ..ask::Timeline::default() };
    assert!(ask::timeline(&reader, &line).expect("a timeline").iter().any(|m| m.layer == "event"));
    assert_eq!(reader.versions("bridge").expect("a page").len(), 1);
    assert!(matches!(reader.versions("no such"), Err(Error::NoPage(_))));
    let wrong = ask::Events { kind: Some("party".into()), ..ask::Events::default() };
    assert!(ask::events(&reader, &wrong).unwrap_err().to_string().contains("PROTEST"));
}

#[test]
fn pages_by_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    fill(&register, &small());
    let reader = Reader::open(&register).expect("a register");
    let ids = |query: &str| {
        let found = search::search(&reader, query, 10).unwrap_or_else(|e| panic!("{query}: {e}"));
        found.hits.into_iter().map(|h| h.id).collect::<Vec<_>>().join(" ")
    };
    for (query, expected) in [
        ("وللجسر", "bridge"),
        ("بالقديم", "march"),
        ("=السدود", "march"),
        ("=سدود", ""),
        ("\"جسر جديد\"", "bridge"),
        ("\"جديد جسر\"", ""),
        ("title:بغداد", "march"),
        ("عنوان:بغداد", "march"),
        ("site:التجربة -بغداد", "bridge"),
        ("speaker:\"سالم الكعبي\"", "bridge"),
        ("place:بغداد", "march"),
        ("entity:البصرة", "bridge"),
        ("from:2021-11-05", "march"),
        ("to:2021-11-05", "bridge"),
        ("from:2021-11-04 to:2021-11-04 جسر", "bridge"),
        ("-جسر", "march"),
        ("جسر كلمةغائبة", "bridge"),
    ] {
        assert_eq!(ids(query), expected, "{query}");
    }
    let found = search::search(&reader, "الجسرين البصرة", 10).expect("a search");
    let text: Vec<char> = reader.record(found.hits[0].page).expect("a record").text.chars().collect();
    assert!(found.hits[0].marks.len() >= 3);
    for mark in found.hits[0].marks.iter().chain(&found.hits[0].passage) {
        let slice: String = text[mark.start as usize..mark.end as usize].iter().collect();
        assert_eq!(Some(slice), mark.text);
    }
}

#[test]
fn a_page_that_changed_is_a_new_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    let first = line("a", "خبر", "2021-01-01", "قالت الوزارة إن السد اكتمل.");
    let second = line("a", "خبر", "2021-01-01", "قالت الوزارة إن النفق لم يكتمل.");
    assert_eq!(fill(&register, &first).pages, 1);
    assert_eq!(fill(&register, &first).known, 1);
    assert_eq!(fill(&register, &second).pages, 1);
    assert_eq!(fill(&register, &(first + &second)).known, 2, "the same input again changes nothing");
    let reader = Reader::open(&register).expect("a register");
    let versions = reader.versions("a").expect("versions");
    assert_eq!(versions.iter().map(|v| (v.version, v.current)).collect::<Vec<_>>(), [(2, true), (1, false)]);
    assert!(reader.record(versions[1].page).expect("the old one").text.contains("السد"));
    assert_eq!(search::search(&reader, "السد", 10).expect("a search").total, 0);
    assert_eq!(search::search(&reader, "النفق", 10).expect("a search").total, 1);
    assert_eq!(ask::statements(&reader, &ask::Statements::default()).expect("statements").len(), 1);
}

#[test]
fn two_pages_of_a_file_with_one_id_are_two_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    let bridge = |words: &str| line("1", "خبر أول", "2021-11-04", &format!("قال المحافظ إن الجسر {words}."));
    let road = |words: &str| line("1", "خبر آخر", "2021-11-05", &format!("قالت البلدية إن الطريق {words}."));
    let both = bridge("افتتح") + &road("أغلق");
    assert_eq!(fill(&register, &both).pages, 2);
    let found = |word: &str| {
        let reader = Reader::open(&register).expect("a register");
        search::search(&reader, word, 10).expect("a search").total
    };
    assert_eq!((found("الجسر"), found("الطريق")), (1, 1));
    let again = fill(&register, &both);
    assert_eq!((again.pages, again.known), (0, 2), "the same file again brings nothing new");
    assert_eq!(
        fill(&register, &(both.clone() + &bridge("افتتح"))).known,
        3,
        "one page that stands there twice is one"
    );
    // A page that changed replaces its own older version, and no other.
    assert_eq!(fill(&register, &(bridge("افتتح") + &road("رمم"))).pages, 1);
    assert_eq!((found("الجسر"), found("أغلق"), found("رمم")), (1, 0, 1));
    let reader = Reader::open(&register).expect("a register");
    let current: Vec<_> = reader.pages().expect("pages").into_iter().map(|p| (p.id, p.version)).collect();
    assert_eq!(current, [("1".to_owned(), 1), ("1".to_owned(), 2)]);
    assert_eq!(reader.versions("1").expect("versions").len(), 3);
    let plan = plan(16);
    let mut writer = Writer::open(&folder.path().join("other")).expect("a register");
    let file = register.with_extension("jsonl").display().to_string();
    ingest(&mut writer, &[file], &plan, &mut |_| ()).expect("an ingest");
    let told = plan.settings.notices.take();
    assert!(told.len() == 1 && told[0].contains("r.jsonl:2"), "{told:?}");
}

#[test]
fn one_writer_and_readers_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    assert!(matches!(Reader::open(&register), Err(Error::Missing(_))));
    let file = folder.path().join("pages.jsonl");
    fs::write(&file, pages(120)).expect("writable");
    let mut writer = Writer::open(&register).expect("a register");
    assert!(matches!(Writer::open(&register), Err(Error::Locked(_))));
    let mut seen = Vec::new();
    let mut look = |progress: Progress| {
        // A reader that comes while the writer is at work sees all of the batches that are done.
        let reader = Reader::open(&register).expect("a reader");
        assert!(matches!(Writer::open(&register), Err(Error::Locked(_))));
        assert_eq!(reader.pages().expect("pages").len(), progress.pages);
        assert_eq!(search::search(&reader, "site:تجربة", 1).expect("a search").total, progress.pages);
        seen.push(progress.pages);
    };
    ingest(&mut writer, &[file.display().to_string()], &plan(25), &mut look).expect("an ingest");
    assert_eq!(seen, [25, 50, 75, 100, 120]);
    drop(writer);
    Writer::open(&register).expect("the lock is gone with its writer");
}

#[test]
fn an_index_that_is_lost_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    fill(&register, &pages(60));
    let before = dump(&register);
    fs::remove_dir_all(register.join("index")).expect("removed");
    Writer::open(&register).expect("a register").close().expect("closed");
    assert_eq!(dump(&register), before);
}

#[test]
fn an_older_format_is_brought_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = rusqlite::Connection::open(folder.path().join("register.sqlite")).expect("a database");
    let text = page(1).text;
    let input = khabar::Input { bytes: text.as_bytes(), id: Some("one"), ..khabar::Input::default() };
    let record = khabar::read(&input, &khabar::Options::default());
    db.execute_batch(
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER); INSERT INTO meta VALUES ('version', 0);
         CREATE TABLE pages (page INTEGER PRIMARY KEY, key TEXT, hash BLOB, json TEXT);",
    )
    .expect("format 0");
    db.execute("INSERT INTO pages VALUES (1, 'one', zeroblob(32), ?1)", [record.to_json().expect("JSON")])
        .expect("a page");
    drop(db);
    let reader = Reader::open(folder.path()).expect("a reader brings it up");
    assert_eq!(reader.pages().expect("pages").len(), 1);
    assert_eq!(
        ask::statements(&reader, &ask::Statements::default()).expect("statements").len(),
        record.statements.len()
    );
    drop(reader);
    Writer::open(folder.path()).expect("a writer makes the index").close().expect("closed");
    let reader = Reader::open(folder.path()).expect("a reader");
    assert_eq!(search::search(&reader, "المحافظ", 10).expect("a search").total, 1);
}

#[test]
fn format_1_is_brought_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/format-1.sqlite");
    fs::copy(old, folder.path().join("register.sqlite")).expect("copied");
    let reader = Reader::open(folder.path()).expect("a reader brings it up");
    let versions = reader.versions("dam").expect("versions");
    assert_eq!(
        versions.iter().map(|v| (v.page, v.version, v.current)).collect::<Vec<_>>(),
        [(2, 2, true), (1, 1, false)]
    );
    assert_eq!((reader.pages().expect("pages").len(), reader.rejects().expect("rejects").len()), (2, 1));
    assert!(ask::people(&reader, &ask::People::default()).expect("people").is_empty(), "not compared yet");
    drop(reader);
    let mut writer = Writer::open(folder.path()).expect("a writer makes the index");
    assert!(writer.compare().expect("compared") && !writer.compare().expect("compared"));
    writer.close().expect("closed");
    let reader = Reader::open(folder.path()).expect("a reader");
    assert_eq!(search::search(&reader, "السد", 10).expect("a search").total, 1);
    let asked = ask::People { name: Some("سلمى".into()), ..ask::People::default() };
    assert_eq!(ask::people(&reader, &asked).expect("people")[0].roles, ["وزيرة المياه"]);
}

#[test]
fn what_is_no_register_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(&folder.path().join("r"), &pages(1));
    let path = folder.path().join("r/register.sqlite");
    let db = rusqlite::Connection::open(&path).expect("a database");
    db.execute("UPDATE meta SET value = ?1 WHERE key = 'version'", [VERSION + 1]).expect("a later version");
    drop(db);
    let fault = Reader::open(&folder.path().join("r")).unwrap_err();
    assert!(matches!(fault, Error::Newer { .. }) && fault.to_string().contains("newer khabar"), "{fault}");
    assert!(matches!(Writer::open(&folder.path().join("r")), Err(Error::Newer { .. })));
    for name in ["register.sqlite-wal", "register.sqlite-shm"] {
        let _ = fs::remove_file(folder.path().join("r").join(name));
    }
    fs::write(&path, "this is a letter and no database, and it is long enough to be looked at")
        .expect("writable");
    assert!(matches!(Reader::open(&folder.path().join("r")), Err(Error::Foreign { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is typed is answered or refused in words; highlights are slices of the text.
    #[test]
    fn no_query_breaks(query in "([-=\"«»:a-z]|title:|from:|من:|جسر|البصرة|عبدالله| OR |~| |[0-9]|\\PC){0,12}") {
        static REGISTER: std::sync::LazyLock<tempfile::TempDir> = std::sync::LazyLock::new(|| {
            let folder = tempfile::tempdir().expect("a folder");
            fill(&folder.path().join("r"), &small());
            folder
        });
        let reader = Reader::open(&REGISTER.path().join("r")).expect("a register");
        match search::search(&reader, &query, 5) {
            Ok(found) => for hit in found.hits {
                let text: Vec<char> = reader.record(hit.page).expect("a record").text.chars().collect();
                for mark in hit.marks.iter().chain(&hit.passage) {
                    let slice: String = text[mark.start as usize..mark.end as usize].iter().collect();
                    prop_assert_eq!(Some(slice), mark.text.clone());
                }
            },
            Err(Error::Search(fault)) => prop_assert!(!fault.to_string().is_empty()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
    }
}

#[test]
fn facets_narrow_count_and_follow_the_register() {
    use search::facets::{Count, Facets, Filters};
    use search::{Asked, Order, faceted};

    let folder = tempfile::tempdir().expect("a folder");
    let register = folder.path().join("r");
    fill(&register, &pages(150));
    let reader = Reader::open(&register).expect("a register");
    let facets = Facets::read(&reader).expect("facets");
    let ask = |asked: &Asked| faceted(&reader, &facets, asked).expect("a search");
    let all = Asked { limit: 150, values: 20, ..Asked::default() };
    let (found, counts) = ask(&all);
    assert_eq!((found.total, found.hits.len()), (150, 150));
    assert_eq!(counts.sites, [Count { value: "تجربة".into(), pages: 150 }]);
    assert_eq!(counts.times.iter().map(|c| c.pages).sum::<usize>(), 150);
    assert!(found.hits.is_sorted_by_key(|h| std::cmp::Reverse(h.published.clone())));
    // What a facet counts is what its filter finds, and pieces of a list are the list.
    for time in &counts.times {
        let filters = Filters { time: Some(time.value.clone()), ..Filters::default() };
        assert_eq!(ask(&Asked { filters, ..all.clone() }).0.total, time.pages);
    }
    let query = Some("جسر".to_owned());
    let whole = ask(&Asked { query: query.clone(), ..all.clone() }).0.hits;
    let mut pieces = Vec::new();
    for offset in (0..whole.len()).step_by(7) {
        pieces.extend(ask(&Asked { query: query.clone(), offset, limit: 7, ..all.clone() }).0.hits);
    }
    assert_eq!(pieces, whole);
    let event = Filters { event: Some("PROTEST".into()), ..Filters::default() };
    let (protests, counts) = ask(&Asked { query, filters: event, order: Order::Latest, ..all });
    assert_eq!(counts.events.first().map(|c| c.pages), Some(protests.total));
    fill(&register, &small());
    let reader = Reader::open(&register).expect("a register");
    assert_ne!(facets.state(), reader.state().expect("a state"));
}
