//! The binary from end to end: inputs, formats, exit statuses.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "أعلنت بغداد، الخميس، إجلاء أكثر من 2100 شحنة من العراق.";

/// A folder of its own for a test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("khabar-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder to write to");
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("writable");
        fs::write(&path, content).expect("writable");
        path.display().to_string()
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn khabar(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(args)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // A command that fails before it reads closes its input: that is no fault of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn records(output: &Output) -> Vec<serde_json::Value> {
    out(output).lines().map(|l| serde_json::from_str(l).expect("a record a line")).collect()
}

#[test]
fn a_page_from_standard_input() {
    let done = khabar(&["read", "-", "--published", "2021-11-04", "--format", "jsonl"], PAGE.as_bytes());
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let record = &records(&done)[0];
    assert_eq!(record["schema"], "khabar/record/1");
    assert_eq!(record["times"][0]["value"], "2021-11-04");
    // Code points, not bytes.
    assert_eq!(record["times"][0]["start"], 13);
    assert_eq!(record["article"]["published_evidence"], "caller");
}

#[test]
fn a_folder_is_read_in_order_and_checks() {
    let folder = Folder::new("folder");
    for n in 0..300 {
        folder.file(&format!("{n:03}.txt"), format!("خبر رقم {n}\n{PAGE}").as_bytes());
    }
    folder.file("sub/page.html", format!("<html><body><h1>عنوان</h1><p>{PAGE}</p></body></html>").as_bytes());
    folder.file("notes.png", b"%PDF");
    let done = khabar(&["read", &folder.path(), "--format", "jsonl"], b"");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let ids: Vec<String> =
        records(&done).iter().map(|r| r["id"].as_str().expect("an id").to_owned()).collect();
    let mut expected: Vec<String> = (0..300).map(|n| format!("{n:03}")).collect();
    expected.push("page".to_owned());
    assert_eq!(ids, expected);
    let checked = khabar(&["check", "-"], &done.stdout);
    assert_eq!(checked.status.code(), Some(0), "{}", err(&checked));
    assert_eq!(out(&checked).trim(), "301 records read, 301 sound, 0 with faults");
}

#[test]
fn jsonl_brings_title_time_and_address() {
    let line = r#"{"id":7,"title":"عنوان","text":"وصل الوفد أمس.","published":"2022-03-09","url":"https://example.org/7"}"#;
    let done = khabar(&["read", "-", "--format", "jsonl"], line.as_bytes());
    let record = &records(&done)[0];
    assert_eq!(record["id"], "7");
    assert_eq!(record["text"], "عنوان\nوصل الوفد أمس.");
    assert_eq!(record["source"]["uri"], "https://example.org/7");
    assert_eq!(record["times"][0]["value"], "2022-03-08");
}

#[test]
fn what_cannot_be_read_is_told_in_one_line_and_the_rest_goes_on() {
    let folder = Folder::new("bad");
    let good = folder.file("good.txt", PAGE.as_bytes());
    let lines = folder.file(
        "lines.jsonl",
        b"{\"id\":\"a\",\"text\":\"\xd8\xae\xd8\xa8\xd8\xb1\"}\nnot json\n{\"id\":\"b\"}\n",
    );
    let empty = folder.file("empty.txt", b" \n");
    let binary = folder.file("image.txt", b"\x89PNG\0\0");
    let done = khabar(&["read", "/nowhere.txt", &good, &lines, &empty, &binary, "--format", "jsonl"], b"");
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(records(&done).len(), 2);
    let faults = err(&done);
    assert_eq!(faults.lines().count(), 5, "{faults}");
    for part in
        ["/nowhere.txt", "lines.jsonl:2", "lines.jsonl:3: neither «text» nor «html»", "empty.txt", "NUL"]
    {
        assert!(faults.contains(part), "«{part}» is not in\n{faults}");
    }
}

#[test]
fn what_is_passed_over_is_told_and_is_no_fault() {
    let folder = Folder::new("passed");
    folder.file("a.txt", PAGE.as_bytes());
    folder.file("b.docx.bak", b"PK");
    folder.file(".hidden.txt", PAGE.as_bytes());
    let done = khabar(&["read", &folder.path(), "--format", "jsonl"], b"");
    assert_eq!((done.status.code(), records(&done).len()), (Some(0), 1), "{}", err(&done));
    let told = err(&done);
    assert!(told.lines().count() == 1 && told.contains("1 .bak") && told.contains("1 hidden"), "{told}");
}

#[test]
fn an_unknown_encoding_is_refused_before_any_work() {
    let done = khabar(&["read", "-", "--charset", "windows-1259"], PAGE.as_bytes());
    assert_eq!(done.status.code(), Some(2));
    assert!(out(&done).is_empty() && err(&done).contains("windows-1256"), "{}", err(&done));
    // Two letters are too few to tell an encoding by.
    let done = khabar(&["read", "-", "--charset", "iso-8859-6", "--format", "jsonl"], b"\xE5\xCF");
    assert!(records(&done)[0]["text"].as_str().expect("text").contains("مد"), "{}", err(&done));
}

#[test]
fn nothing_readable_and_wrong_usage_are_two() {
    assert_eq!(khabar(&["read", "/nowhere.txt"], b"").status.code(), Some(2));
    assert_eq!(khabar(&["read"], b"").status.code(), Some(2));
    assert_eq!(khabar(&["read", "-", "--format", "xml"], b"").status.code(), Some(2));
    let zone = khabar(&["read", "-", "--timezone", "Mars/Phobos"], PAGE.as_bytes());
    assert_eq!(zone.status.code(), Some(2));
    assert!(err(&zone).contains("Mars/Phobos"));
    let time = khabar(&["read", "-", "--published", "yesterday"], PAGE.as_bytes());
    assert_eq!(time.status.code(), Some(2));
}

#[test]
fn a_zone_decides_which_day_today_is() {
    let line = r#"{"text":"وصل الوفد اليوم.","published":"2021-11-03T22:30:00Z"}"#;
    let value = |args: &[&str]| records(&khabar(args, line.as_bytes()))[0]["times"][0]["value"].clone();
    assert_eq!(value(&["read", "-", "--format", "jsonl"]), "2021-11-03");
    assert_eq!(value(&["read", "-", "--format", "jsonl", "--timezone", "Asia/Baghdad"]), "2021-11-04");
}

#[test]
fn layers_asked_for_are_all_there_is_and_the_record_is_still_sound() {
    let done = khabar(&["read", "-", "--format", "jsonl", "--layers", "times,events"], PAGE.as_bytes());
    let record = &records(&done)[0];
    assert!(record["mentions"].as_array().expect("a list").is_empty());
    assert!(!record["times"].as_array().expect("a list").is_empty());
    assert!(!record["events"].as_array().expect("a list").is_empty());
    assert_eq!(khabar(&["check", "-"], &done.stdout).status.code(), Some(0));
}

#[test]
fn a_record_that_contradicts_itself_is_refused() {
    let done = khabar(&["read", "-", "--format", "jsonl"], PAGE.as_bytes());
    let mut record = records(&done)[0].clone();
    record["times"][0]["start"] = 12.into();
    let checked = khabar(&["check", "-"], format!("{record}\n{}", out(&done)).as_bytes());
    assert_eq!(checked.status.code(), Some(3));
    assert!(err(&checked).contains("-:1: times 12..19: says «الخميس»"), "{}", err(&checked));
    assert_eq!(khabar(&["check", "-"], b"{}").status.code(), Some(2));
}

#[test]
fn the_terminal_view_keeps_to_its_width_and_honours_no_color() {
    let page = PAGE.repeat(8);
    let view =
        khabar(&["read", "-", "--width", "40", "--direction", "ltr", "--color", "always"], page.as_bytes());
    assert!(out(&view).contains("\u{1b}["));
    let plain = khabar(&["read", "-", "--width", "40", "--direction", "ltr"], page.as_bytes());
    let plain = out(&plain);
    assert!(!plain.contains('\u{1b}'));
    assert!(plain.contains("من قال ماذا"));
    assert!(plain.lines().all(|l| unicode_width::UnicodeWidthStr::width(l.trim_end()) <= 40), "{plain}");
}

#[test]
fn the_schema_describes_the_records() {
    let schema: serde_json::Value = serde_json::from_str(&out(&khabar(&["schema"], b""))).expect("JSON");
    let record = &records(&khabar(&["read", "-", "--format", "jsonl"], PAGE.as_bytes()))[0];
    let properties = schema["properties"].as_object().expect("properties");
    for key in record.as_object().expect("an object").keys() {
        assert!(properties.contains_key(key), "{key} is not in the schema");
    }
}

#[test]
fn help_shows_examples() {
    for args in [&["--help"][..], &["read", "--help"], &["check", "--help"]] {
        assert!(out(&khabar(args, b"")).contains("Example"), "{args:?}");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_khabar")).exists());
}

#[test]
fn columns_crawl_times_and_limits_come_from_flags() {
    let folder = Folder::new("flags");
    let story = "أعلنت البلدية افتتاح الجسر أمام السيارات بعد عام من العمل في المدينة القديمة.";
    let rows = format!("رقم,عنوان,متن\n1,افتتاح الجسر,\"نشر منذ ساعتين\n{story}\"\n");
    let csv = folder.file("news.csv", rows.as_bytes());
    let columns = ["--columns", "id=رقم,title=عنوان,text=متن", "--retrieved", "2021-11-05T10:00"];
    let done = khabar(&[&["read", &csv, "--format", "jsonl"], &columns[..]].concat(), b"");
    let record = &records(&done)[0];
    assert_eq!(record["article"]["title"], "افتتاح الجسر", "{}", err(&done));
    assert_eq!(record["article"]["published"], "2021-11-05T08:00");
    let long = folder.file("long.txt", format!("{story}\n").repeat(1000).as_bytes());
    let done = khabar(&["read", &long, "--max-bytes", "5000", "--format", "jsonl"], b"");
    assert!(records(&done)[0]["warnings"][0].as_str().expect("a warning").contains("5000"));
    let done = khabar(&["read", &csv, "--columns", "body"], b"");
    assert_eq!(done.status.code(), Some(2), "{}", err(&done));
}

#[test]
fn a_model_that_cannot_be_used_is_named_with_the_reason() {
    let folder = Folder::new("model");
    let page = folder.file("page.txt", PAGE.as_bytes());
    let whole = khabar::tagger::Model::blank().to_bytes();
    let mut other = whole.clone();
    other[8] = 77;
    for (name, bytes, reason) in [
        ("none.khm", None, "No such file"),
        ("text.khm", Some(&b"a list of names"[..]), "no names model"),
        ("short.khm", Some(&whole[..whole.len() / 2]), "cut short"),
        ("other.khm", Some(&other[..]), "version 77"),
    ] {
        let path = match bytes {
            Some(bytes) => folder.file(name, bytes),
            None => format!("{}/{name}", folder.path()),
        };
        let output = khabar(&["read", &page, "--model", &path], b"");
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{says}");
        assert!(says.contains(name) && says.contains(reason), "{says}");
    }
    let model = folder.file("blank.khm", &whole);
    assert!(khabar(&["read", &page, "--model", &model], b"").status.success());
}

#[test]
fn a_pdf_without_pdftotext_says_how_to_get_it() {
    let folder = Folder::new("pdf");
    let pdf = folder.file("a.pdf", b"%PDF-1.7\n");
    let output = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["read", &pdf])
        .env("PATH", folder.path())
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("a.pdf: ") && said.contains("poppler-utils"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn parse_prints_words_and_trees() {
    let page = "أعلنت الوزارة وصول شحنة من القمح.";
    let rows = out(&khabar(&["parse", "-", "--format", "conllu"], page.as_bytes()));
    assert!(rows.contains(&format!("# text = {page}\n")), "{rows}");
    let words: Vec<Vec<&str>> = rows
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
        .collect();
    assert!(words.iter().all(|w| w.len() == 10), "{rows}");
    assert_eq!(words.iter().filter(|w| w.get(6) == Some(&"0")).count(), 1, "{rows}");
    let tree = out(&khabar(&["parse", "-"], page.as_bytes()));
    assert!(tree.starts_with("أعلنت  VERB root"), "{tree}");
    assert!(tree.contains("\n  الوزارة  NOUN nsubj"), "{tree}");
    let json = out(&khabar(&["parse", "-", "--format", "json"], page.as_bytes()));
    let sentence: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(sentence["words"].as_array().map(Vec::len), Some(words.len()));
}
