//! The page: from what was handed over to one linear text, every line named.

mod decode;
mod dom;
mod html;
mod layout;
mod when;

use jiff::tz::TimeZone;

pub use decode::decode;
pub use layout::{Layout, layout};
pub use when::When;

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Media {
    /// Look and see.
    #[default]
    Unknown,
    /// Plain text.
    Text,
    /// HTML.
    Html,
}

impl Media {
    /// The media type as a record names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Unknown | Self::Text => "text/plain",
        }
    }

    /// HTML where it opens like a page, else plain text.
    fn guess(self, text: &str) -> Self {
        if self != Self::Unknown {
            return self;
        }
        let head: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
        let opens = head.starts_with('<')
            && ["<!doctype", "<html", "<head", "<body", "<div", "<article", "<p", "<h1"]
                .iter()
                .any(|t| head.contains(t));
        if opens { Self::Html } else { Self::Text }
    }
}

/// A page as it comes in.
#[derive(Debug, Clone, Default)]
pub struct Input<'a> {
    /// The bytes, in any encoding this crate knows.
    pub bytes: &'a [u8],
    /// What they are.
    pub media: Media,
    /// The caller's id; without one the hash of the bytes.
    pub id: Option<&'a str>,
    /// Path or URL.
    pub uri: Option<&'a str>,
    /// Headline, where the input brings it apart.
    pub title: Option<&'a str>,
    /// Publication time, where the caller knows it: ISO 8601.
    pub published: Option<&'a str>,
    /// Name of the site.
    pub site: Option<&'a str>,
}

/// What holds for every page of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    zone: Option<TimeZone>,
}

impl Options {
    /// Options with the zone in which a page's days are counted, by its IANA name (`Asia/Baghdad`): publication
    /// times with an offset are put on its wall clock before «اليوم» is resolved.
    ///
    /// # Errors
    /// [`ErrorKind::Time`] where there is no zone of that name.
    pub fn in_zone(name: &str) -> Result<Self, Error> {
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self { zone: Some(zone) }),
            Err(_) => Err(Error::new(
                ErrorKind::Time,
                format!("no time zone is called «{name}»: give an IANA name such as Asia/Baghdad"),
            )),
        }
    }

    /// Reads an ISO 8601 time in the run's zone.
    ///
    /// # Errors
    /// [`ErrorKind::Time`] where it is none.
    pub fn when(&self, given: &str) -> Result<When, Error> {
        when::parse(given, self.zone.as_ref()).ok_or_else(|| {
            Error::new(
                ErrorKind::Time,
                format!("«{given}» is no ISO 8601 time, such as 2021-11-04 or 2021-11-04T16:44"),
            )
        })
    }
}

/// What the markup says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Nothing.
    #[default]
    Plain,
    /// The caller says it is the title.
    Title,
    /// `h1`.
    Headline,
    /// `h2` to `h6`.
    Heading,
    /// `p`.
    Paragraph,
    /// `figcaption`.
    Caption,
    /// `nav`, `footer`, `aside`.
    Machinery,
}

/// A non-empty line of the linear text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its place, without blanks at its edges.
    pub span: Span,
    /// What the markup says.
    pub markup: Markup,
}

/// What a page says about itself outside its visible text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of article, as printed in the head")]
pub struct Metadata {
    pub title: Option<String>,
    pub page_title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<(String, String)>,
    pub updated: Option<String>,
    pub site: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
}

impl Metadata {
    /// Keeps the first publication time that can be read, with the name of its field.
    fn published(&mut self, value: &str, name: impl FnOnce(&mut String)) {
        if self.published.is_none() && when::parse(value, None).is_some() {
            let mut field = String::new();
            name(&mut field);
            self.published = Some((value.trim().to_owned(), field));
        }
    }
}

/// A page linearised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linear {
    /// The text every position points into.
    pub text: String,
    /// Its non-empty lines.
    pub lines: Vec<Line>,
    /// What stands outside it.
    pub metadata: Metadata,
}

/// The linear text of a decoded page. A title that comes apart is put in front, unless the body opens with it.
#[must_use]
pub fn linearise(decoded: &str, media: Media, title: Option<&str>) -> (Linear, Media) {
    let media = media.guess(decoded);
    let title = title.map(str::trim).filter(|t| !t.is_empty());
    let mut linear = match media {
        Media::Html => html::linearise(decoded),
        Media::Unknown | Media::Text => {
            let text = match title {
                Some(title) if !decoded.trim_start().starts_with(title) => format!("{title}\n{decoded}"),
                _ => decoded.to_owned(),
            };
            plain(text)
        }
    };
    match (media, title) {
        (Media::Html, Some(title)) => linear.metadata.title = Some(title.to_owned()),
        (_, Some(_)) => {
            if let Some(first) = linear.lines.first_mut() {
                first.markup = Markup::Title;
            }
        }
        _ => {}
    }
    (linear, media)
}

fn plain(text: String) -> Linear {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            lines.push(Line { span: Span::from(start..start + body.len()), markup: Markup::Plain });
        }
        at += line.len() + 1;
    }
    Linear { text, lines, metadata: Metadata::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_counted_in_bytes() {
        let (page, media) = linearise(" أول \n\nثان", Media::Unknown, None);
        assert_eq!(media, Media::Text);
        let lines: Vec<_> = page.lines.iter().map(|l| l.span.of(&page.text)).collect();
        assert_eq!(lines, ["أول", "ثان"]);
    }

    #[test]
    fn a_title_given_apart_is_the_first_line_once() {
        let (page, _) = linearise("المتن هنا.", Media::Text, Some("العنوان"));
        assert_eq!(page.text, "العنوان\nالمتن هنا.");
        let (page, _) = linearise("العنوان\nالمتن هنا.", Media::Text, Some("العنوان"));
        assert_eq!(page.text, "العنوان\nالمتن هنا.");
    }
}
