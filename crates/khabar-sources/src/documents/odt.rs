//! ODT: paragraphs, headings, cells of tables, notes; comments and what was deleted are passed over.

use std::io;

use super::body::Body;
use super::office::{Node, Office, Style, Styles, attribute};

/// Parts of the content that are no text of the document.
const PASSED_OVER: [&str; 6] =
    ["tracked-changes", "annotation", "note-citation", "ruby-text", "forms", "hidden-text"];

/// Reads the content.
pub fn read(office: &mut Office, body: &mut Body) -> io::Result<()> {
    let mut styles = Styles::default();
    // Styles that the content brings are made of those of the document.
    for file in ["styles.xml", "content.xml"] {
        office.walk(file, &[], |node| {
            if let Node::Open("style", tag) = node
                && let Some(name) = attribute(tag, "name")
            {
                let parent = attribute(tag, "parent-style-name");
                let level = attribute(tag, "default-outline-level").and_then(|level| level.parse().ok());
                styles.add(name.clone(), Style { name, parent, level });
            }
        })?;
    }
    let mut text = Text { styles: &styles, body, open: Vec::new(), notes: Vec::new() };
    office.walk("content.xml", &PASSED_OVER, |node| text.take(&node))
}

struct Text<'a> {
    styles: &'a Styles,
    body: &'a mut Body,
    /// Paragraphs that are open: one stands in the other where a note or a frame does.
    open: Vec<(Option<u8>, String)>,
    /// Of each note that is open, the paragraphs around it.
    notes: Vec<usize>,
}

impl Text<'_> {
    fn take(&mut self, node: &Node) {
        match node {
            Node::Open(name, tag) => match *name {
                "p" => {
                    let style = attribute(tag, "style-name");
                    self.open.push((style.and_then(|style| self.styles.level(&style)), String::new()));
                }
                "h" => {
                    let level = attribute(tag, "outline-level").and_then(|level| level.parse().ok());
                    let style = attribute(tag, "style-name").and_then(|style| self.styles.level(&style));
                    self.open.push((style.or(level).or(Some(1)), String::new()));
                }
                "s" | "tab" | "line-break" => self.write(" "),
                "note" => self.notes.push(self.open.len()),
                _ => {}
            },
            Node::Close(name) => match *name {
                "p" | "h" => {
                    if let Some((level, text)) = self.open.pop() {
                        self.body.paragraph(level, &text, !self.notes.is_empty());
                    }
                }
                "note" => drop(self.notes.pop()),
                _ => {}
            },
            Node::Text(text) => self.write(text),
        }
    }

    fn write(&mut self, text: &str) {
        // Blanks between the parts of a note are none of the paragraph around it.
        let is_between = self.notes.last().is_some_and(|&around| self.open.len() <= around);
        if let Some((_, open)) = self.open.last_mut().filter(|_| !is_between && !self.body.is_full()) {
            open.push_str(text);
        }
    }
}
