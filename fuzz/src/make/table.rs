//! CSV: columns of any order, separators that agree or not, quotes that are not closed.

use super::{Made, encoded, html, or_changed, or_cut, text};
use crate::pool::Pool;
use crate::random::Random;

const COLUMNS: [&str; 16] = [
    "id",
    "title",
    "text",
    "html",
    "published",
    "url",
    "site",
    "النص",
    "العنوان",
    "تاريخ النشر",
    "المصدر",
    "المعرف",
    "",
    "x",
    "text",
    "retrieved",
];

/// A table.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let mark = random.pick(&[",", ",", ";", "\t", "|", "،"]);
    let end = random.pick(&["\n", "\n", "\r\n", "\r", "\n\n"]);
    let mut out =
        String::from(random.pick(&["", "", "", "sep=,\n", "sep=;\n", "\"sep=\t\"\n", "sep=", "\n \n"]));
    let mut columns: Vec<&str> = (0..random.few(1, 6)).map(|_| random.pick(&COLUMNS)).collect();
    if let Some(first) = columns.first_mut().filter(|_| !random.once_in(4)) {
        *first = "text";
    }
    let at = random.below(columns.len());
    columns.swap(0, at);
    out.push_str(&columns.join(mark));
    out.push_str(end);
    for _ in 0..random.few(0, 5) {
        let surplus = if random.once_in(10) { random.few(1, 3) } else { 0 };
        let width = if random.once_in(10) { random.few(0, columns.len()) } else { columns.len() };
        for column in 0..width + surplus {
            if column > 0 {
                out.push_str(if random.once_in(40) { random.pick(&[",", ";", "\t"]) } else { mark });
            }
            field(&mut out, columns.get(column).copied().unwrap_or_default(), mark, random, pool);
        }
        out.push_str(end);
    }
    let out = or_cut(out, random);
    let bytes = encoded(&out, random);
    Made::stream(random.pick(&["a.csv", "a.csv", "a.tsv", "a.csv.gz"]), or_changed(bytes, random))
}

fn field(out: &mut String, column: &str, mark: &str, random: &mut Random, pool: &Pool) {
    let mut words = String::new();
    match column {
        "published" | "retrieved" | "تاريخ النشر" => words.push_str(text::stamp(random)),
        "html" => words = html::page(random, pool),
        "id" | "url" | "المعرف" => text::number(&mut words, random),
        "text" | "النص" => text::line(&mut words, random, pool),
        _ => words.push_str(random.text(&pool.words)),
    }
    let needs = words.contains(['"', '\n', '\r']) || words.contains(mark);
    // One in a few forgets the quotes that it needs, their end, or the second of a pair within.
    let written = match random.below(16) {
        0 => words,
        1 => format!("\"{words}"),
        2 => format!("\"{words}\""),
        3 => format!(" \"{}\" x", words.replace('"', "\"\"")),
        _ if needs => format!("\"{}\"", words.replace('"', "\"\"")),
        _ => words,
    };
    out.push_str(&written);
}
