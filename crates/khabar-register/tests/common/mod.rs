//! Pages of our own by the hundred, and all that a register holds as one text.
#![allow(
    clippy::expect_used,
    dead_code,
    reason = "a test stops where it finds a fault; each uses what it needs"
)]

use std::fmt::Write as _;
use std::path::Path;

use khabar_register::search;
use khabar_register::store::Reader;
use rusqlite::types::Value;

/// A page that is made by number.
pub struct Made {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its text.
    pub text: String,
}

const TOWNS: [&str; 7] = ["البصرة", "بغداد", "الموصل", "النجف", "كركوك", "أربيل", "الناصرية"];
const WORKS: [&str; 6] = ["جسر", "مستشفى", "مدرسة", "محطة مياه", "سوق", "طريق سريع"];

/// The page of a number.
pub fn page(number: usize) -> Made {
    let town = TOWNS[number % TOWNS.len()];
    let work = WORKS[number % WORKS.len()];
    let cost = 3 + number % 40;
    Made {
        id: format!("p{number}"),
        title: format!("افتتاح {work} في {town} رقم {number}"),
        text: format!(
            "قال المحافظ في مؤتمر صحفي إن {work} {town} افتتح بكلفة {cost} مليون دولار.\n\
             وتظاهر {} عاملا في {town} احتجاجا على تأخر الرواتب.\nوتعهدت الحكومة بصيانة {work} قبل نهاية عام {}.",
            100 + number,
            2022 + number % 5,
        ),
    }
}

/// So many pages as JSONL; every seventeenth line is a reject, every nineteenth a new version of an earlier page.
pub fn pages(count: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let made = page(number);
        let published = format!("2021-{:02}-{:02}", 1 + number % 12, 1 + number % 28);
        let id = if count > 150 && number % 19 == 18 { page(number / 2).id } else { made.id };
        let text = if count > 150 && number % 17 == 16 { String::new() } else { made.text };
        let page = serde_json::json!({
            "id": id, "title": made.title, "published": published, "site": "تجربة", "text": text,
        });
        let _ = writeln!(lines, "{page}");
    }
    lines
}

/// All rows of all tables in order, and what the index finds.
pub fn dump(register: &Path) -> String {
    let db = rusqlite::Connection::open(register.join("register.sqlite")).expect("a database");
    let mut names =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").expect("SQL");
    let names: Vec<String> =
        names.query_map([], |r| r.get(0)).expect("rows").collect::<Result<_, _>>().expect("names");
    let mut out = String::new();
    for name in names {
        let mut rows = db.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2")).expect("SQL");
        let columns = rows.column_count();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values = (0..columns).map(|c| row.get::<_, Value>(c).expect("a value"));
            let _ = writeln!(out, "{name} {:?}", values.collect::<Vec<_>>());
        }
    }
    let reader = Reader::open(register).expect("a register");
    for query in ["المحافظ", "جسر البصرة", "=مدرسة", "place:بغداد", "speaker:المحافظ from:2021-06", "-جسر"]
    {
        let found = search::search(&reader, query, 1000).expect("a search");
        let mut hits: Vec<_> = found.hits.iter().map(|h| (h.page, &h.passage)).collect();
        hits.sort_by_key(|h| h.0);
        let _ = writeln!(out, "{query} {} {hits:?}", found.total);
    }
    out
}
