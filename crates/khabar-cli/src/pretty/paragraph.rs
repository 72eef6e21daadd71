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
            for (style, words) in line {
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
        let mut line: Vec<(Style, &str)> = Vec::new();
        let mut used = 0;
        for (style, text) in &self.pieces {
            for word in text.split_inclusive(' ') {
                let columns = word.trim_end().width();
                let starts_word = line.last().is_none_or(|(_, w)| w.ends_with(' '));
                if used > 0 && starts_word && used + columns > width {
                    lines.push(std::mem::take(&mut line));
                    used = self.indent;
                }
                used += word.width();
                line.push((*style, word));
            }
        }
        if !line.is_empty() {
            lines.push(line);
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
        assert_eq!(out, "كلمة أخرى \nوثالثة\n");
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
