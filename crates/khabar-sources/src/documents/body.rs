//! The body of a document, and the markup that the page layer reads it as.

use khabar::Media;

use crate::Page;

/// Paragraphs in order.
#[derive(Debug)]
pub struct Body {
    parts: Vec<Part>,
    /// Notes stand behind the text.
    notes: Vec<Part>,
    bytes: u64,
    most: u64,
}

#[derive(Debug)]
enum Part {
    Paragraph { level: Option<u8>, text: String },
    Table(Tag),
}

/// Where a table, a row or a cell begins and ends.
#[derive(Debug, Clone, Copy)]
pub enum Tag {
    Open(&'static str),
    Close(&'static str),
}

/// The level of a heading that is the title.
pub const TITLE: u8 = 0;

impl Body {
    /// A body of so many bytes of text at most.
    pub fn new(most: u64) -> Self {
        Self { parts: Vec::new(), notes: Vec::new(), bytes: 0, most }
    }

    /// Adds a paragraph; `level` is [`TITLE`] or that of a heading.
    pub fn paragraph(&mut self, level: Option<u8>, text: &str, is_note: bool) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || self.is_full() {
            return;
        }
        self.bytes += text.len() as u64;
        let to = if is_note { &mut self.notes } else { &mut self.parts };
        to.push(Part::Paragraph { level, text });
    }

    /// Adds an edge of a table.
    pub fn table(&mut self, tag: Tag) {
        if !self.is_full() {
            self.bytes += 8;
            self.parts.push(Part::Table(tag));
        }
    }

    /// Whether no more is taken.
    pub fn is_full(&self) -> bool {
        self.bytes > self.most
    }

    /// The body as HTML: its title, or its first heading of the first level, is the headline.
    pub fn page(self) -> Page {
        let level_of = |part: &Part| match part {
            Part::Paragraph { level, .. } => *level,
            Part::Table(_) => None,
        };
        let place = |wanted: u8| self.parts.iter().position(|part| level_of(part) == Some(wanted));
        let headline = place(TITLE).or_else(|| place(1));
        let title = headline.and_then(|at| match self.parts.get(at)? {
            Part::Paragraph { text, .. } => Some(text.clone()),
            Part::Table(_) => None,
        });
        let mut html = String::from("<!DOCTYPE html><body><article>\n");
        for (n, part) in self.parts.iter().chain(&self.notes).enumerate() {
            match part {
                Part::Paragraph { level, text } => {
                    let tag = match level {
                        _ if headline == Some(n) => "h1",
                        Some(_) => "h2",
                        None => "p",
                    };
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    html.extend(["<", tag, ">", &text, "</", tag, ">\n"]);
                }
                Part::Table(Tag::Open(tag)) => html.extend(["<", tag, ">"]),
                Part::Table(Tag::Close(tag)) => html.extend(["</", tag, ">\n"]),
            }
        }
        html.push_str("</article></body>\n");
        Page {
            bytes: html.into_bytes(),
            media: Media::Html,
            charset: Some("utf-8".to_owned()),
            title,
            ..Page::default()
        }
    }
}
