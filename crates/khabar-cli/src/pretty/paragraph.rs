//! Styled words, wrapped to a width and aligned to a side.

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use super::View;

/// Tells a terminal that orders Arabic that the line runs right to left, and that it is over.
const RIGHT_TO_LEFT: (char, char) = ('\u{2067}', '\u{2069}');

/// A run of styled text.
#[derive(Debug, Default)]
pub struct Paragraph {
    pieces: Vec<(Style, String)>,
    /// Columns that all lines but the first stand further in.
    indent: usize,
}

impl Paragraph {
    /// A paragraph of one style.
    pub fn of(style: Style, text: &str) -> Self {
        let mut out = Self::default();
        out.push(style, text);
        out
    }

    /// The same with its later lines further in.
    pub fn hanging(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }

    /// Adds text in a style. Control characters of the page do not reach the terminal.
    pub fn push(&mut self, style: Style, text: &str) {
        if !text.is_empty() {
            let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.pieces.push((style, clean));
        }
    }

    /// Adds plain text.
    pub fn plain(&mut self, text: &str) {
        self.push(Style::new(), text);
    }

    /// Writes the lines.
    pub fn print(&self, view: &View, out: &mut String) {
        for (number, line) in self.lines(view.width).into_iter().enumerate() {
            let indent = if number == 0 { 0 } else { self.indent };
            let width = indent + line.iter().map(|(_, w)| w.width()).sum::<usize>();
            if view.right_to_left {
                let _ = write!(out, "{:1$}{2}", "", view.width.saturating_sub(width), RIGHT_TO_LEFT.0);
            } else {
                let _ = write!(out, "{:indent$}", "");
            }
            for run in line.chunk_by(|a, b| a.0 == b.0) {
                let style = run.first().map_or_else(Style::new, |r| r.0);
                let words: String = run.iter().map(|r| r.1).collect();
                let _ = write!(out, "{style}{words}{style:#}");
            }
            if view.right_to_left {
                let _ = write!(out, "{}{:indent$}", RIGHT_TO_LEFT.1, "");
            }
            out.push('\n');
        }
    }

    /// Breaks at blanks so that no line is wider than `width`, where words allow.
    fn lines(&self, width: usize) -> Vec<Vec<(Style, &str)>> {
        let mut lines = Vec::new();
        let (mut line, mut used) = (Vec::new(), 0);
        let (mut word, mut columns): (Vec<(Style, &str)>, usize) = (Vec::new(), 0);
        let fragments =
            self.pieces.iter().flat_map(|(style, text)| text.split_inclusive(' ').map(|w| (*style, w)));
        for (style, fragment) in fragments.chain([(Style::new(), " ")]) {
            columns += fragment.trim_end().width();
            word.push((style, fragment));
            if !fragment.ends_with(' ') {
                continue;
            }
            // A word is whole, whatever styles its parts have.
            if !line.is_empty() && used + columns > width {
                lines.push(std::mem::take(&mut line));
                used = self.indent;
            }
            used += columns + 1;
            line.append(&mut word);
            columns = 0;
        }
        lines.push(line);
        for line in &mut lines {
            if let Some((_, last)) = line.last_mut() {
                *last = last.trim_end();
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_blanks_and_aligns() {
        let text = Paragraph::of(Style::new(), "كلمة أخرى وثالثة");
        let mut out = String::new();
        text.print(&View { width: 10, right_to_left: false }, &mut out);
        assert_eq!(out, "كلمة أخرى\nوثالثة\n");
        out.clear();
        text.print(&View { width: 10, right_to_left: true }, &mut out);
        assert_eq!(out.lines().nth(1), Some("    \u{2067}وثالثة\u{2069}"));
    }

    #[test]
    fn a_page_cannot_drive_the_terminal() {
        let mut out = String::new();
        Paragraph::of(Style::new(), "\u{1b}[2Jنص").print(&View { width: 20, right_to_left: false }, &mut out);
        assert!(!out.contains('\u{1b}'));
    }
}
