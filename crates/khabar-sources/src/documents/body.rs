//! The body of a document: its paragraphs, a line each.

use khabar::Media;

use crate::Page;

/// Paragraphs in order.
#[derive(Debug)]
pub struct Body {
    lines: Vec<Line>,
    /// Notes stand behind the text.
    notes: Vec<Line>,
    bytes: u64,
    most: u64,
}

#[derive(Debug)]
struct Line {
    level: Option<u8>,
    text: String,
}

/// The level of a heading that is the title.
pub const TITLE: u8 = 0;

impl Body {
    /// A body of so many bytes of text at most.
    pub fn new(most: u64) -> Self {
        Self { lines: Vec::new(), notes: Vec::new(), bytes: 0, most }
    }

    /// Adds a paragraph; `level` is [`TITLE`] or that of a heading.
    pub fn paragraph(&mut self, level: Option<u8>, text: &str, is_note: bool) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || self.is_full() {
            return;
        }
        self.bytes += text.len() as u64 + 1;
        let to = if is_note { &mut self.notes } else { &mut self.lines };
        to.push(Line { level, text });
    }

    /// Whether no more is taken.
    pub fn is_full(&self) -> bool {
        self.bytes > self.most
    }

    /// The body as text. Its title, or its first heading of the first level, is the headline and stands first, whatever
    /// letterhead is above it. (As markup it would be cleaned like a page of the web, and lose its edges.)
    pub fn page(mut self) -> Page {
        let place = |wanted: u8| self.lines.iter().position(|line| line.level == Some(wanted));
        let title = place(TITLE).or_else(|| place(1)).map(|at| self.lines.remove(at).text);
        let lines = self.lines.into_iter().chain(self.notes).map(|line| line.text);
        let text = title.clone().into_iter().chain(lines).collect::<Vec<_>>().join("\n");
        Page {
            bytes: text.into_bytes(),
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            title,
            ..Page::default()
        }
    }
}
