//! DOCX: paragraphs, headings, cells of tables, notes; what was deleted, hidden or is drawn twice is passed over.

use std::io;

use super::body::Body;
use super::office::{Node, Office, Style, Styles, attribute};

/// Parts of the main file that are no text of the document: deletions, the second way to draw what stands before.
const PASSED_OVER: [&str; 5] = ["Fallback", "del", "moveFrom", "rt", "sectPr"];

/// Reads the main part and its notes.
pub fn read(office: &mut Office, body: &mut Body) -> io::Result<()> {
    let main = main_part(office)?;
    let beside =
        |file: &str| main.rsplit_once('/').map_or(file.to_owned(), |(folder, _)| format!("{folder}/{file}"));
    let styles = styles(office, &beside("styles.xml"))?;
    for (file, is_note) in
        [(main.clone(), false), (beside("footnotes.xml"), true), (beside("endnotes.xml"), true)]
    {
        let mut text = Text { styles: &styles, body, is_note, open: Vec::new(), run: Run::default() };
        office.walk(&file, &PASSED_OVER, |node| text.take(&node))?;
    }
    Ok(())
}

/// The file that the archive names as its document.
fn main_part(office: &mut Office) -> io::Result<String> {
    let mut main = None;
    office.walk("_rels/.rels", &[], |node| {
        if let Node::Open("Relationship", tag) = node
            && attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            main = attribute(tag, "Target").map(|target| target.trim_start_matches('/').to_owned());
        }
    })?;
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    if office.has(&main) { Ok(main) } else { Err(io::Error::other("it holds no document")) }
}

fn styles(office: &mut Office, file: &str) -> io::Result<Styles> {
    let mut styles = Styles::default();
    let mut id = String::new();
    office.walk(file, &[], |node| {
        let Node::Open(name, tag) = node else { return };
        let value = || attribute(tag, "val");
        if name == "style" {
            id = attribute(tag, "styleId").unwrap_or_default();
            styles.add(id.clone(), Style::default());
        } else if let Some(style) = styles.get_mut(&id) {
            match name {
                "name" => style.name = value().unwrap_or_default(),
                "basedOn" => style.parent = value(),
                "outlineLvl" => style.level = outline(value().as_deref()),
                _ => {}
            }
        }
    })?;
    Ok(styles)
}

/// Levels of an outline are counted from nought, and nine is none.
fn outline(value: Option<&str>) -> Option<u8> {
    value?.parse().ok().filter(|level: &u8| *level < 9).map(|level| level + 1)
}

struct Text<'a> {
    styles: &'a Styles,
    body: &'a mut Body,
    is_note: bool,
    /// Paragraphs that are open: one stands in the other where a text box does.
    open: Vec<Paragraph>,
    run: Run,
}

#[derive(Default)]
struct Paragraph {
    level: Option<u8>,
    text: String,
}

/// Letters set alike.
#[derive(Default)]
struct Run {
    is_open: bool,
    is_hidden: bool,
    is_text: bool,
}

impl Text<'_> {
    fn take(&mut self, node: &Node) {
        match node {
            Node::Open(name, tag) => self.open(name, || attribute(tag, "val")),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.run.is_text => self.write(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, value: impl Fn() -> Option<String>) {
        match name {
            "p" => self.open.push(Paragraph::default()),
            "pStyle" => self.level(value().and_then(|style| self.styles.level(&style))),
            "outlineLvl" => self.level(outline(value().as_deref())),
            "r" => self.run = Run { is_open: true, ..Run::default() },
            "vanish" if self.run.is_open => {
                self.run.is_hidden = !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            "t" => self.run.is_text = true,
            // In the style of a paragraph «tab» is where one ends.
            "tab" if !self.run.is_open => {}
            "tab" | "br" | "cr" => self.write(" "),
            "noBreakHyphen" => self.write("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.body.paragraph(paragraph.level, &paragraph.text, self.is_note);
                }
            }
            "r" => self.run = Run::default(),
            "t" => self.run.is_text = false,
            _ => {}
        }
    }

    fn level(&mut self, level: Option<u8>) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.level = level.or(paragraph.level);
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut().filter(|_| !self.run.is_hidden && !self.body.is_full())
        {
            paragraph.text.push_str(text);
        }
    }
}
