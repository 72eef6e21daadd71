//! HTML to lines: the visible text, one block a line, in document order, with what the markup says of each.

use std::fmt::Write as _;

use super::dom::{Data, Dom, Element, NodeId, Step};
use super::{Line, Linear, Markup, Metadata};
use crate::span::Span;

/// Elements whose text no reader sees.
const HIDDEN: [&str; 11] = [
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea",
    "button",
];

/// Elements that stand within a line.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u",
];

/// Elements that hold page machinery by their meaning.
const MACHINERY: [&str; 5] = ["nav", "footer", "aside", "form", "menu"];

/// The lines of a page and its metadata.
#[must_use]
pub fn linearise(html: &str) -> Linear {
    let dom = Dom::parse(html);
    let mut lines = Lines::default();
    let mut open: Vec<(NodeId, Markup)> = Vec::new();
    let mut hidden: Option<NodeId> = None;
    let mut metadata = Metadata::default();
    for step in dom.walk(0) {
        match step {
            Step::Enter(id) => match dom.data(id) {
                Data::Element(element) => {
                    read_metadata(&dom, id, element, &mut metadata);
                    if hidden.is_some() {
                        continue;
                    }
                    let name = &*element.name;
                    if HIDDEN.contains(&name) || element.attr("hidden").is_some() {
                        hidden = Some(id);
                        continue;
                    }
                    let around = open.last().map_or(Markup::Plain, |o| o.1);
                    let markup = match name {
                        _ if around == Markup::Machinery => Markup::Machinery,
                        _ if MACHINERY.contains(&name) => Markup::Machinery,
                        "h1" => Markup::Headline,
                        "h2" | "h3" | "h4" | "h5" | "h6" => Markup::Heading,
                        "p" | "blockquote" => Markup::Paragraph,
                        "figcaption" => Markup::Caption,
                        _ => around,
                    };
                    if !INLINE.contains(&name) {
                        lines.end();
                    }
                    open.push((id, markup));
                }
                Data::Text(text) if hidden.is_none() => {
                    lines.push(text, open.last().map_or(Markup::Plain, |o| o.1));
                }
                _ => {}
            },
            Step::Leave(id) => {
                if hidden == Some(id) {
                    hidden = None;
                } else if hidden.is_none() && open.last().is_some_and(|o| o.0 == id) {
                    open.pop();
                    if dom.element(id).is_some_and(|e| !INLINE.contains(&&*e.name)) {
                        lines.end();
                    }
                }
            }
        }
    }
    lines.end();
    Linear { text: lines.text, lines: lines.done, metadata }
}

/// The linear text as it grows: blanks folded, one block a line.
#[derive(Default)]
struct Lines {
    text: String,
    done: Vec<Line>,
    start: usize,
    markup: Markup,
}

impl Lines {
    fn push(&mut self, text: &str, markup: Markup) {
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{00A0}' {
                if self.text.len() > self.start && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else {
                if self.text.len() == self.start {
                    self.markup = markup;
                }
                self.text.push(c);
            }
        }
    }

    fn end(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        if self.text.len() > self.start {
            self.done.push(Line { span: Span::from(self.start..self.text.len()), markup: self.markup });
            self.text.push('\n');
            self.start = self.text.len();
        }
    }
}

/// What `head` and `<time>` say.
fn read_metadata(dom: &Dom, id: NodeId, element: &Element, metadata: &mut Metadata) {
    let set = |slot: &mut Option<String>, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    };
    match &*element.name {
        "title" => set(&mut metadata.page_title, &dom.text(id)),
        "html" => {
            if let Some(lang) = element.attr("lang") {
                set(&mut metadata.language, lang);
            }
        }
        "meta" => {
            let (Some(key), Some(content)) =
                (element.attr("property").or(element.attr("name")), element.attr("content"))
            else {
                return;
            };
            match key {
                "og:title" => set(&mut metadata.title, content),
                "og:site_name" => set(&mut metadata.site, content),
                "og:url" => set(&mut metadata.url, content),
                "article:section" => set(&mut metadata.section, content),
                "author" | "article:author" => set(&mut metadata.byline, content),
                "article:published_time" | "datePublished" | "pubdate" | "DC.date.issued" => {
                    metadata.published(content, |name| {
                        let _ = write!(name, "meta:{key}");
                    });
                }
                "article:modified_time" | "og:updated_time" => set(&mut metadata.updated, content),
                _ => {}
            }
        }
        "link" if element.attr("rel") == Some("canonical") => {
            if let Some(href) = element.attr("href") {
                set(&mut metadata.url, href);
            }
        }
        "time" => {
            if let Some(value) = element.attr("datetime") {
                metadata.published(value, |name| name.push_str("time"));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines() {
        let page = linearise(
            "<html lang=ar><title>عنوان - موقع</title><body><nav>الرئيسية</nav><h1>عنوان  <b>الخبر</b></h1>\
             <p>قال <a>الوزير</a>.<p>ثم عاد.<script>x()</script></body>",
        );
        assert_eq!(page.text, "الرئيسية\nعنوان الخبر\nقال الوزير.\nثم عاد.\n");
        let markup: Vec<_> = page.lines.iter().map(|l| l.markup).collect();
        assert_eq!(markup, [Markup::Machinery, Markup::Headline, Markup::Paragraph, Markup::Paragraph]);
        assert_eq!(page.metadata.page_title.as_deref(), Some("عنوان - موقع"));
    }
}
