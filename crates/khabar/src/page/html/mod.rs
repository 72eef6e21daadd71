//! HTML to lines: the visible text, one block a line, in document order, with what the markup says of each.
//!
//! One walk over the tree makes the lines and the regions (a block element is a run of lines); `content` then says
//! which lines are the story, and `metadata` what the page says about itself where no reader sees it.

mod address;
mod content;
mod dates;
mod dom;
mod ld;
mod metadata;
mod scripts;
mod tame;

use super::{Linear, Markup};
use crate::lexicon::{HtmlPart, lexicons};
use crate::span::Span;
use content::{Draft, Region};
pub use dom::Dom;
use dom::{Data, Element, NodeId, Step};

/// Elements whose text no reader sees.
const HIDDEN: [&str; 17] = [
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea",
    "button", "video", "audio", "canvas", "math", "datalist", "dialog",
];

/// Elements that stand within a line.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "img",
];

/// Elements whose text is no story's.
const MACHINERY: [&str; 8] =
    ["nav", "footer", "aside", "menu", "amp-sidebar", "amp-consent", "amp-user-notification", "amp-ad"];

/// The lines of a page and its metadata. `url` is where the page is from, if that is known.
#[must_use]
pub fn linearise(html: &str, url: Option<&str>) -> Linear {
    let dom = Dom::parse(&tame::tame(html));
    let (metadata, mut dates) = metadata::read(&dom, url);
    let mut lines = walk(&dom, &mut dates);
    content::mark(&mut lines.drafts, &lines.regions);
    let habit = dates::habit(metadata.markup_language.as_deref().or(metadata.language.as_deref()));
    let spans = lines.drafts.iter().map(|d| d.line.span);
    let dates = dates.finish(&dom, &lines.text, spans, &lines.pieces, habit);
    Linear {
        dates,
        text: lines.text,
        lines: lines.drafts.into_iter().map(|d| d.line).collect(),
        metadata,
        is_cut: dom.is_cut(),
    }
}

/// What holds inside an open element.
#[derive(Clone, Copy)]
struct Frame {
    node: NodeId,
    markup: Markup,
    region: u32,
    is_link: bool,
    is_block: bool,
}

fn walk(dom: &Dom, dates: &mut dates::Collector) -> Lines {
    let mut lines = Lines::default();
    let mut date = 0;
    lines.regions.push(Region::default());
    let outside = Frame { node: 0, markup: Markup::Plain, region: 0, is_link: false, is_block: true };
    let mut open: Vec<Frame> = vec![outside];
    let mut hidden: Option<NodeId> = None;
    for step in dom.walk(0) {
        let around = open.last().copied().unwrap_or(outside);
        match step {
            Step::Enter(id) => {
                dates.place(&mut date, id, lines.drafts.len());
                match dom.data(id) {
                    Data::Element(element) if hidden.is_none() => {
                        if is_hidden(element) {
                            hidden = Some(id);
                            continue;
                        }
                        let frame = enter(element, id, around, &mut lines);
                        open.push(frame);
                    }
                    Data::Text(text) if hidden.is_none() => {
                        lines.piece(text, id);
                        lines.push(text, &around);
                    }
                    _ => {}
                }
            }
            Step::Leave(id) => {
                if hidden == Some(id) {
                    hidden = None;
                } else if hidden.is_none() && around.node == id && open.len() > 1 {
                    open.pop();
                    if around.is_block {
                        lines.end();
                        lines.leave(around.region);
                    }
                }
            }
        }
    }
    lines.end();
    lines.leave(0);
    lines
}

fn is_hidden(element: &Element) -> bool {
    HIDDEN.contains(&&*element.name)
        || element.attrs().iter().any(|a| match &*a.name.local {
            "hidden" => true,
            "aria-hidden" => &*a.value == "true",
            "style" => a.value.contains("display:none") || a.value.contains("display: none"),
            _ => false,
        })
}

fn enter(element: &Element, node: NodeId, around: Frame, lines: &mut Lines) -> Frame {
    let name = &*element.name;
    let is_link = around.is_link || name == "a";
    if INLINE.contains(&name) {
        if name == "a" {
            // Links side by side are set apart by style sheets, not by blanks.
            lines.apart();
        }
        return Frame { node, is_link, is_block: false, ..around };
    }
    lines.end();
    let machinery = MACHINERY.contains(&name);
    let markup = match name {
        _ if around.markup == Markup::Machinery || machinery => Markup::Machinery,
        "h1" => Markup::Headline,
        "h2" | "h3" | "h4" | "h5" | "h6" => Markup::Heading,
        "blockquote" => Markup::Quote,
        "p" if around.markup == Markup::Quote => Markup::Quote,
        "p" | "pre" => Markup::Paragraph,
        "li" | "dt" | "dd" => Markup::Item,
        "td" | "th" => Markup::Cell,
        "figcaption" => Markup::Caption,
        "br" => around.markup,
        _ if matches!(around.markup, Markup::Caption | Markup::Quote | Markup::Item) => around.markup,
        _ => Markup::Plain,
    };
    let region = lines.enter(around.region, element);
    Frame { node, markup, region, is_link, is_block: true }
}

/// What an element's class, id and item property say.
fn part(element: &Element) -> Option<HtmlPart> {
    let mut best = None;
    for attr in element.attrs() {
        let found = match &*attr.name.local {
            "class" | "id" | "role" | "itemprop" | "data-testid" | "data-component" => {
                lexicons().html_names.part(&attr.value)
            }
            _ => None,
        };
        match (found, best) {
            (Some(HtmlPart::Line(..)), _) => return found,
            (Some(HtmlPart::Story), Some(_)) | (None, _) => {}
            _ => best = found,
        }
    }
    best
}

/// The linear text as it grows: blanks folded, one block a line.
#[derive(Default)]
struct Lines {
    text: String,
    drafts: Vec<Draft>,
    regions: Vec<Region>,
    start: usize,
    draft: Draft,
    /// Whether the last word was a link's.
    after_link: bool,
    /// Where in the text the text nodes with a digit begin.
    pieces: Vec<(u32, NodeId)>,
}

impl Lines {
    fn push(&mut self, text: &str, frame: &Frame) {
        for word in text.split(char::is_whitespace) {
            // A blank between two pieces of text is one blank; blanks at a line's edge are none.
            if word.is_empty() {
                self.blank();
                continue;
            }
            if self.text.len() == self.start {
                self.draft.line.markup = frame.markup;
                self.draft.region = frame.region;
            }
            self.text.push_str(word);
            self.draft.measure(word, frame.is_link);
            self.after_link = frame.is_link;
            self.text.push(' ');
        }
        if !text.ends_with(char::is_whitespace) && self.text.len() > self.start {
            self.text.pop();
        }
    }

    /// Notes where a text node stands that may hold a date.
    fn piece(&mut self, text: &str, id: NodeId) {
        let digits = |b: &u8| b.is_ascii_digit() || matches!(b, 0xd9 | 0xdb);
        if text.as_bytes().iter().any(digits) {
            self.pieces.push((self.text.len() as u32, id));
        }
    }

    /// Puts a blank where one link touches the next.
    fn apart(&mut self) {
        if self.after_link {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if self.text.len() > self.start && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn end(&mut self) {
        if self.text.ends_with(' ') && self.text.len() > self.start {
            self.text.pop();
        }
        if self.text.len() > self.start {
            let mut draft = std::mem::take(&mut self.draft);
            draft.line.span = Span::from(self.start..self.text.len());
            self.drafts.push(draft);
            self.text.push('\n');
            self.start = self.text.len();
        }
    }

    fn enter(&mut self, parent: u32, element: &Element) -> u32 {
        let at = self.drafts.len();
        // The names of the whole page say nothing of a part of it.
        let part = part(element).filter(|_| !matches!(&*element.name, "html" | "body"));
        self.regions.push(Region { parent, tag: element.name.clone(), part, lines: at..at });
        self.regions.len() as u32 - 1
    }

    fn leave(&mut self, region: u32) {
        let at = self.drafts.len();
        if let Some(region) = self.regions.get_mut(region as usize) {
            region.lines.end = at;
        }
    }
}
