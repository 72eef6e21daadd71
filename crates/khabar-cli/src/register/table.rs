//! Tables for terminals: cut to a width, and right where lines run from right to left.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::pretty::{TITLE, View};

/// Opens a line that runs right to left.
const RIGHT_TO_LEFT: char = '\u{2067}';
/// Opens a cell that runs as its own letters do.
const OWN_WAY: char = '\u{2068}';
/// Closes either.
const OVER: char = '\u{2069}';
/// Between two columns.
const GAP: usize = 2;
/// A column is not cut below this where the table fits without.
const NARROWEST: usize = 6;

/// Bytes of a cell for each column of its width: marks without a width could go on for ever.
const LONGEST: usize = 32;

/// Rows under headings.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: impl Iterator<Item = &'static str>) -> Self {
        let mut table = Self::default();
        table.row(headings.map(str::to_owned));
        table
    }

    /// Adds a row. Control characters of a page, line ends and turns of direction do not reach the terminal.
    pub fn row(&mut self, cells: impl Iterator<Item = String>) {
        let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let clean = |c: char| if c.is_control() || turns(c) { ' ' } else { c };
        self.rows.push(cells.map(|cell| cell.chars().map(clean).collect()).collect());
    }

    /// The table in a view, a line for each row.
    pub fn to_string(&self, view: &View) -> String {
        let widths = self.widths(view.width);
        let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let mut out = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (at, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                let shown = cut(cell, width);
                let fill = width.saturating_sub(shown.width()) + if at + 1 < widths.len() { GAP } else { 0 };
                if view.right_to_left {
                    let _ = write!(line, "{OWN_WAY}{shown}{OVER}{:fill$}", "");
                } else {
                    let _ = write!(line, "{shown}{:fill$}", "");
                }
            }
            // Blanks at the end are of no use, unless they keep the sides of a line that runs the other way.
            let line = if view.right_to_left { &*line } else { line.trim_end() };
            let line = if number == 0 { format!("{TITLE}{line}{TITLE:#}") } else { line.to_owned() };
            if view.right_to_left {
                let before = view.width.saturating_sub(whole);
                let _ = writeln!(out, "{:before$}{RIGHT_TO_LEFT}{line}{OVER}", "");
            } else {
                let _ = writeln!(out, "{line}");
            }
        }
        out
    }

    /// As wide as the cells are; where that is too wide, the widest columns give way first, and a narrow terminal cuts all.
    fn widths(&self, most: usize) -> Vec<usize> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let mut widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|r| r.get(at)).map(|c| c.width()).max().unwrap_or(0))
            .collect();
        let most = most.saturating_sub(GAP * columns.saturating_sub(1));
        for least in [NARROWEST, 1] {
            while widths.iter().sum::<usize>() > most {
                let Some(widest) = widths.iter_mut().max_by_key(|w| **w).filter(|w| **w > least) else {
                    break;
                };
                *widest -= 1;
            }
        }
        widths
    }
}

/// The beginning of a text that fits; what is left out is marked.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    // A mark behind a letter may change the width of both, so it is the piece that is measured.
    let mut shown = String::new();
    for c in text.chars() {
        shown.push(c);
        if shown.width() >= width || shown.len() > LONGEST * width {
            shown.pop();
            break;
        }
    }
    while shown.width() >= width.max(1) {
        shown.pop();
    }
    shown.push('…');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["الرقم", "العنوان"].into_iter());
        table.row(["7".to_owned(), "افتتاح جسر جديد\nفوق النهر".to_owned()].into_iter());
        table
    }

    #[test]
    fn cut_to_the_width() {
        let out = anstream::adapter::strip_str(&table().to_string(&View { width: 20, right_to_left: false }))
            .to_string();
        assert_eq!(out, "الرقم  العنوان\n7      افتتاح جسر ج…\n");
        assert!(out.lines().all(|l| l.width() <= 20));
    }

    #[test]
    fn a_cut_never_grows() {
        let texts = ["▶️ فيديو يوثق سقوط طائرة قرب مدينة حلب", "a\u{2069}b\u{2066}c", "日本語の見出し", "ab"];
        for width in 1..20 {
            for text in texts {
                assert!(cut(text, width).width() <= width, "{text} {width}");
            }
        }
        let mut table =
            Table::new(["الصفحة", "اليوم", "النوع", "الحال", "الفاعل", "الحدث", "المكان"].into_iter());
        table.row((0..7).map(|n| texts[n % 4].to_owned()));
        for right_to_left in [false, true] {
            let out = table.to_string(&View { width: 30, right_to_left });
            let out = anstream::adapter::strip_str(&out).to_string();
            assert!(out.lines().all(|l| l.width() <= 30), "{out}");
            assert!(!right_to_left || out.matches(OVER).count() == 16, "{out}");
        }
    }

    #[test]
    fn right_to_left_keeps_cells_apart() {
        let out = table().to_string(&View { width: 60, right_to_left: true });
        let row = out.lines().nth(1).unwrap();
        assert_eq!(row.chars().filter(|&c| c == OVER).count(), 3);
        assert_eq!(row.width(), 60);
        assert!(row.trim_start().starts_with(RIGHT_TO_LEFT));
    }
}
