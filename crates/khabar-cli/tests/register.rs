//! The commands of the register from end to end: formats, widths, exit statuses.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

struct Register(TempDir);

impl Register {
    /// A register of one page and one reject.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let page = serde_json::json!({
            "id": "dam", "title": "اكتمال سد في الموصل", "published": "2020-03-05", "site": "تجربة",
            "text": "قال وزير الموارد المائية في مؤتمر صحفي إن السد اكتمل بكلفة 40 مليون دولار.\nوتظاهر 200 مزارع في الموصل، الخميس، احتجاجا على شح المياه.\nوتعهدت الوزارة بتوزيع المياه قبل نهاية عام 2020.",
        });
        fs::write(folder.path().join("pages.jsonl"), format!("{page}\n{{\"id\": \"none\"}}\n"))
            .expect("writable");
        let register = Self(folder);
        let output = register.run(&["ingest", &register.path("pages.jsonl")]);
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "1 pages new, 0 known, 1 rejected\n");
        register
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(args)
            .args(["--register", &self.path("r")])
            .env_remove("COLUMNS")
            .output()
            .expect("the binary runs")
    }

    fn json(&self, args: &[&str]) -> Vec<Value> {
        let output = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

const QUESTIONS: [&[&str]; 7] = [
    &["search", "السد"],
    &["statements", "--speaker", "وزير", "--about", "السد"],
    &["events", "--type", "protest", "--place", "الموصل", "--since", "2020"],
    &["figures", "--currency", "USD"],
    &["commitments", "--by", "وزارة", "--status", "overdue", "--today", "2021-01-01"],
    &["timeline", "وزير", "الموارد"],
    &["rejects"],
];

#[test]
fn every_question_in_every_format() {
    let register = Register::new();
    for question in QUESTIONS {
        assert_eq!(register.json(question).len(), 1, "{question:?}");
        let lines = register.run(&[question, &["--format", "jsonl"]].concat()).stdout;
        let line: Value = serde_json::from_slice(&lines).expect("one line");
        let table = register.run(&[question, &["--format", "csv"]].concat()).stdout;
        let for_excel = register.run(&[question, &["--format", "csv-excel"]].concat()).stdout;
        assert_eq!(for_excel.strip_prefix("\u{FEFF}".as_bytes()), Some(&*table), "{question:?}");
        let mut table = csv::Reader::from_reader(&*table);
        let headings = table.headers().expect("a header").clone();
        let row = table.records().next().expect("a row").expect("a row");
        for (heading, cell) in headings.iter().zip(&row) {
            let value = line.pointer(&format!("/{heading}")).unwrap_or(&Value::Null);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert!(
                text == cell || value.is_null() && cell.is_empty(),
                "{question:?} {heading}: {text} {cell}"
            );
        }
    }
}

#[test]
fn tables_keep_to_their_width() {
    let register = Register::new();
    for question in QUESTIONS {
        for (width, direction) in [("70", "ltr"), ("90", "rtl")] {
            let output = register.run(&[question, &["--width", width, "--direction", direction]].concat());
            let table = String::from_utf8(output.stdout).expect("UTF-8");
            let most: usize = width.parse().expect("a number");
            assert!(table.lines().count() >= 2, "{question:?}");
            assert!(table.lines().all(|l| l.width() <= most), "{question:?}\n{table}");
            assert_eq!(direction == "rtl", table.contains('\u{2067}'));
        }
    }
}

#[test]
fn a_page_is_shown() {
    let register = Register::new();
    let record = register.run(&["show", "dam", "--format", "jsonl"]).stdout;
    let record = String::from_utf8(record).expect("UTF-8");
    assert_eq!(khabar::Record::from_json(&record).expect("a sound record").id, "dam");
    let page = register.run(&["show", "1", "--width", "60"]).stdout;
    assert!(String::from_utf8_lossy(&page).contains("من قال ماذا"));
    assert_eq!(register.json(&["show", "dam", "--versions"])[0]["version"], 1);
}

#[test]
fn faults_are_one_line_and_status_two() {
    let register = Register::new();
    for (args, words) in [
        (&["search", "tilte:سد"][..], "title:"),
        (&["search", "from:غدا"], "2021-11"),
        (&["show", "99"], "no page"),
        (&["events", "--type", "party"], "PROTEST"),
        (&["statements", "--since", "أمس"], "2021-11"),
    ] {
        let output = register.run(args);
        let fault = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(fault.contains(words) && fault.lines().count() == 1, "{args:?} {fault}");
    }
    let nowhere = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["search", "سد", "--register", &register.path("nowhere")])
        .output()
        .expect("the binary runs");
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("khabar ingest"));
    assert_eq!(register.run(&["search", "غائب"]).status.code(), Some(0), "nothing found is an answer");
}

#[test]
fn a_second_writer_is_told() {
    let register = Register::new();
    let lock =
        fs::File::options().write(true).open(register.0.path().join("r/register.lock")).expect("a lock");
    lock.lock().expect("locked");
    let output = register.run(&["ingest", &register.path("pages.jsonl")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another process is writing"));
    assert_eq!(register.json(&["search", "السد"]).len(), 1, "readers go on");
}

/// A register of a story told by two sites, one of them copied by a third, and of a page that stands alone.
fn newsroom() -> Register {
    let folder = tempfile::tempdir().expect("a folder");
    let body = |dead: &str| {
        format!(
            "قتل {dead} أشخاص وأصيب عشرون آخرون في انفجار وقع في سوق الموصل القديمة صباح الخميس. وقالت وزارة الصحة العراقية إن \
             المستشفيات استقبلت المصابين، وإن فرق الدفاع المدني أخمدت الحريق الذي امتد إلى المحال المجاورة بعد ساعتين من العمل."
        )
    };
    let page = |id: &str, hour: &str, text: &str, title: &str| serde_json::json!({"id": id, "title": title, "published": format!("2021-11-04T{hour}"), "site": id, "text": text});
    let title = "انفجار في سوق الموصل القديمة";
    let other = "زار الوزير معرض الكتاب في تونس والتقى الناشرين وتحدث عن خطة لدعم القراءة في المدارس خلال العام المقبل.";
    let retold =
        format!("هز انفجار سوق الموصل القديمة صباح الخميس. {}", body("سبعة").replace("صباح الخميس", "فجرا"));
    let pages = [
        page("first", "09:00", &body("خمسة"), title),
        page("copy", "10:00", &body("خمسة"), title),
        page("second", "11:00", &retold, "سبعة قتلى في انفجار سوق الموصل القديمة"),
        page("alone", "12:00", other, "معرض الكتاب في تونس"),
    ];
    let lines: Vec<String> = pages.iter().map(ToString::to_string).collect();
    fs::write(folder.path().join("pages.jsonl"), lines.join("\n")).expect("writable");
    let register = Register(folder);
    assert!(register.run(&["ingest", &register.path("pages.jsonl")]).status.success());
    register
}

#[test]
fn stories_hold_their_pages_in_order_with_copies_folded() {
    let register = newsroom();
    let stories = register.json(&["stories"]);
    assert_eq!(stories.len(), 1, "{stories:?}");
    let id = stories[0]["story"].as_str().expect("a name");
    let reports = register.json(&["story", id]);
    assert_eq!(reports[0]["site"], "first");
    assert!(reports.iter().any(|r| r["site"] == "copy" && r["copy_of"] == reports[0]["page"]), "{reports:?}");
    assert!(reports.iter().all(|r| r["site"] != "alone"));
    let figures = register.json(&["story", id, "--figures"]);
    let told: Vec<_> =
        figures.iter().filter_map(|f| Some((f["site"].as_str()?, f["words"].as_str()?))).collect();
    let says = |site: &str, words: &str| told.iter().any(|(s, w)| *s == site && w.contains(words));
    assert!(says("first", "خمسة") && says("second", "سبعة"), "{told:?}");
    let unknown = register.run(&["story", "none"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no story"));
}

#[test]
fn a_register_is_exported_in_every_format() {
    let register = newsroom();
    for (format, file) in [
        ("parquet", "statements/month=2021-11/part-0.parquet"),
        ("csv", "statements.csv"),
        ("csv-excel", "statements.csv"),
        ("jsonl", "records.jsonl"),
        ("gdelt", "events.tsv"),
        ("ftm", "entities.ftm.json"),
        ("jsonld", "articles.jsonld"),
        ("gold", "first.json"),
    ] {
        if format == "gold" {
            let done = register.run(&["review", "done", "1/statements", "--who", "محررة"]);
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        let folder = register.path(format);
        let output = register.run(&["export", format, &folder]);
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        let written =
            fs::metadata(register.path(&format!("{format}/{file}"))).expect("the file of the format");
        assert!(written.len() > 0, "{format}");
        let again = register.run(&["export", format, &folder]);
        assert!(!again.status.success(), "{format}: an export is never written over another");
    }
    let records = fs::read_to_string(register.path("jsonl/records.jsonl")).expect("readable");
    assert_eq!(records.lines().count(), 4);
    let gold = fs::read_to_string(register.path("gold/first.json")).expect("readable");
    let gold: Value = serde_json::from_str(&gold).expect("JSON");
    assert!(
        gold["statements"].is_array() && gold.get("times").is_none(),
        "the layers that were looked through"
    );
}

#[test]
fn pages_of_one_name_stay_apart_and_what_was_reviewed_stays_gold() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let text = "أعلنت وزارة الموارد المائية، الخميس، اكتمال سد الموصل. وقال وزير الموارد المائية إن السد كلف 40 مليون دولار.";
    for (site, more) in [("a", ""), ("b", "\nوأضاف الوزير أن العمل مستمر في السدود الأخرى.")]
    {
        fs::create_dir_all(path("news").join(site)).expect("a folder");
        fs::write(path("news").join(site).join("1.txt"), format!("اكتمال سد\n\n{text}{more}"))
            .expect("writable");
    }
    let news = path("news").display().to_string();
    let register = Register(folder);
    let ingest = |input: &str| {
        let output = register.run(&["ingest", input]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(ingest(&news).starts_with("2 pages new"));
    assert!(
        ingest(&format!("{news}/../news/./")).starts_with("0 pages new, 2 known"),
        "one folder, however it is named"
    );

    let noted = register.run(&["review", "done", "1/times", "--note", "قُرئ"]);
    assert!(noted.status.success() && register.run(&["review", "done", "2/quantities"]).status.success());
    assert!(
        register.run(&["review", "done", "2/sentences"]).status.success(),
        "a layer that gold has no room for"
    );
    // The page changes: what was looked through is gold still.
    fs::write(format!("{news}/a/1.txt"), format!("اكتمال سد\n\n{text}\nوشكر العمال.")).expect("writable");
    assert!(ingest(&news).starts_with("1 pages new"));
    for kind in ["gold", "jsonl"] {
        assert!(register.run(&["export", kind, &register.path(kind)]).status.success());
    }
    let gold = ["1-1-", "1-2-"].map(|name| {
        let mut files =
            fs::read_dir(register.path("gold")).expect("a folder").map(|f| f.expect("a file").path());
        let named = |f: &std::path::PathBuf| f.display().to_string().contains(&format!("/{name}"));
        let file = files
            .find(|f| named(f) && f.extension().is_some_and(|e| e == "json"))
            .expect("a page of its own");
        serde_json::from_slice::<Value>(&fs::read(file).expect("readable")).expect("JSON")
    });
    assert!(
        gold[0]["times"].is_array() && gold[1]["quantities"].is_array() && gold[1].get("times").is_none()
    );
    let records = fs::read_to_string(register.path("jsonl/records.jsonl")).expect("readable");
    let ids: Vec<Value> =
        records.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["id"].clone()).collect();
    assert_eq!(ids, ["1~2", "1~3"]);
}

#[test]
fn people_decide_and_take_it_back() {
    let register = Register::new();
    let run = |args: &[&str]| {
        let output = register.run(args);
        let words = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&words).into_owned())
    };
    let figure =
        register.json(&["figures", "--currency", "USD"])[0]["fact"].as_str().expect("an id").to_owned();
    let place = format!("1/{figure}");
    let noted = run(&["review", "correct", &place, r#"{"value": 41000000}"#, "--note", "خطأ مطبعي"]);
    assert!(noted.0 == Some(0) && noted.1.contains("undo 1"), "{noted:?}");
    assert_eq!(register.json(&["figures", "--currency", "USD"])[0]["value"], 41e6);
    let as_found = register.run(&["show", "1", "--found", "--format", "jsonl"]).stdout;
    assert!(String::from_utf8_lossy(&as_found).contains("40000000"));
    let commitment = register.json(&["commitments"])[0]["fact"].as_str().expect("an id").to_owned();
    let bound = format!("1/{commitment}");
    assert_eq!(run(&["settle", &bound, "kept"]).0, Some(2), "evidence is asked for");
    assert_eq!(
        run(&["settle", &bound, "overdue", "--note", "x"]).0,
        Some(2),
        "the date says so, not a person"
    );
    assert_eq!(run(&["settle", &bound, "partly-kept", "--evidence", &place]).0, Some(0));
    assert_eq!(register.json(&["commitments", "--status", "partly_kept"]).len(), 1);
    let log = register.json(&["log"]);
    assert_eq!((log.len(), log[1]["act"].as_str()), (2, Some("settle")));
    assert_eq!((run(&["undo", "1"]).0, run(&["undo", "1"]).0), (Some(0), Some(2)));
    assert_eq!(register.json(&["figures", "--currency", "USD"])[0]["value"], 40e6);
    let wrong = run(&["review", "accept", "nonsense"]);
    assert!(wrong.0 == Some(2) && wrong.1.contains("PAGE/FACT"), "{wrong:?}");
}

#[test]
fn entities_are_listed_shown_and_merged() {
    let register = newsroom();
    let ministry = &register.json(&["entities", "وزارة", "الصحة", "--label", "org"])[0];
    assert_eq!(ministry["pages"], 3);
    let id = ministry["id"].as_str().expect("an id");
    assert_eq!(register.json(&["entity", "show", id]).len(), 3);
    let town = register.json(&["entities", "--label", "LOC"])[0]["id"].as_str().expect("an id").to_owned();
    let said = register.json(&["statements", "--entity", id]);
    assert!(!said.is_empty() && said.len() <= register.json(&["statements"]).len());
    assert!(register.json(&["timeline", "--entity", id]).len() >= said.len());
    assert!(!register.json(&["timeline", "المستشفيات"]).is_empty(), "what is spoken of has a timeline");
    assert!(register.run(&["entity", "merge", id, &town, "--note", "تجربة"]).status.success());
    assert_eq!(register.json(&["log"])[0]["note"], "تجربة");
    assert!(register.run(&["undo", "1"]).status.success());
    let unknown = register.run(&["entity", "show", "e0"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn what_may_bear_on_a_commitment_is_proposed() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = [
        serde_json::json!({"id": "promise", "title": "وعد", "published": "2021-11-04T09:00",
            "text": "تعهدت وزارة الموارد المائية العراقية بإنجاز سد الموصل الجديد حتى نهاية العام الجاري."}),
        serde_json::json!({"id": "later", "title": "خبر", "published": "2021-12-20T09:00",
            "text": "أعلنت وزارة الموارد المائية العراقية أن إنجاز سد الموصل الجديد اكتمل اليوم."}),
        serde_json::json!({"id": "other", "title": "خبر آخر", "published": "2021-12-21T09:00",
            "text": "أعلنت وزارة الثقافة التونسية أن معرض الكتاب افتتح في تونس."}),
    ];
    let lines: Vec<String> = pages.iter().map(ToString::to_string).collect();
    fs::write(folder.path().join("pages.jsonl"), lines.join("\n")).expect("writable");
    let register = Register(folder);
    assert!(register.run(&["ingest", &register.path("pages.jsonl")]).status.success());
    let commitments = register.json(&["commitments"]);
    let id = format!("{}/{}", commitments[0]["page"], commitments[0]["fact"].as_str().expect("a name"));
    let proposed = register.json(&["follow-up", &id]);
    assert_eq!(proposed.len(), 1, "{proposed:?}");
    assert!(proposed[0]["words"].as_str().expect("words").contains("سد الموصل"));
    let unknown = register.run(&["follow-up", "1/c99"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn nobody_is_served_beyond_this_machine_without_a_token() {
    let register = Register::new();
    for (args, advice) in [
        (&["serve", "--listen", "0.0.0.0:0"][..], "--token"),
        (&["serve", "--listen", "0.0.0.0:0", "--token", "short"][..], "16 characters"),
    ] {
        let output = register.run(args);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(advice));
    }
}
