//! The page: from what was handed over to one linear text, every line named.

pub mod dates;
mod decode;
mod html;
pub mod language;
mod layout;
pub mod lines;
pub mod mojibake;
pub mod order;
mod when;

use std::sync::Arc;

use jiff::tz::TimeZone;

pub use decode::{Decoded, LIMIT, decode, is_text};
pub use html::Dom;
pub use layout::{Given, Layout, Models, ballot, layout, view};
pub use when::When;

use crate::error::{Error, ErrorKind};
use crate::lexicon::{DateWords, lexicons};
use crate::record::{Archive, BlockRole};
use crate::span::Span;
use crate::tagger::Model;
use crate::text::Text;

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
    /// Encoding as the transport names it (the `charset` of HTTP).
    pub charset: Option<&'a str>,
    /// When the page was fetched: ISO 8601. «منذ 3 ساعات» is counted from it, and nothing was published after it.
    pub retrieved: Option<&'a str>,
    /// Where in a web archive the page stands.
    pub archive: Option<Archive>,
    /// What was odd about it before it came here: attachments that were passed over.
    pub warnings: &'a [String],
}

/// What holds for every page of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    zone: Option<TimeZone>,
    limit: Option<usize>,
    model: Option<Arc<Model>>,
    lines: Option<Arc<lines::Model>>,
    has_syntax: bool,
}

impl Options {
    /// Options with the zone in which a page's days are counted, by its IANA name (`Asia/Baghdad`): publication
    /// times with an offset are put on its wall clock before «اليوم» is resolved.
    ///
    /// # Errors
    /// [`ErrorKind::Time`] where there is no zone of that name.
    pub fn in_zone(name: &str) -> Result<Self, Error> {
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self { zone: Some(zone), ..Self::default() }),
            Err(_) => Err(Error::new(
                ErrorKind::Time,
                format!("no time zone is called «{name}»: give an IANA name such as Asia/Baghdad"),
            )),
        }
    }

    /// Options under which a page is cut behind so many bytes of UTF-8, in place of [`LIMIT`].
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit.min(u32::MAX as usize / 2));
        self
    }

    /// Options under which names are found with this model, in place of the one that the binary carries.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        self.model = Some(Arc::new(model));
        self
    }

    /// Options under which the lines of plain text are told with this model, in place of the one that the binary carries.
    #[must_use]
    pub fn with_lines(mut self, model: lines::Model) -> Self {
        self.lines = Some(Arc::new(model));
        self
    }

    /// Options under which a record's sentences hold their words and trees.
    #[must_use]
    pub const fn with_syntax(mut self) -> Self {
        self.has_syntax = true;
        self
    }

    /// Whether a record's sentences hold their words and trees.
    #[must_use]
    pub const fn has_syntax(&self) -> bool {
        self.has_syntax
    }

    /// What was learned of lines and of dates.
    #[must_use]
    pub fn page_models(&self) -> Models<'_> {
        let own = Models::default();
        Models { lines: self.lines.as_deref().unwrap_or(own.lines), ..own }
    }

    /// The model of names.
    #[must_use]
    pub fn model(&self) -> &Model {
        self.model.as_deref().unwrap_or_else(|| Model::embedded())
    }

    /// Most bytes of UTF-8 that are read of a page.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(LIMIT)
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
    /// `p`, `pre`.
    Paragraph,
    /// `blockquote`.
    Quote,
    /// `li` and its kin.
    Item,
    /// A cell of a table.
    Cell,
    /// `figcaption`.
    Caption,
    /// `nav`, `footer`, `aside`.
    Machinery,
}

/// What the names around a line say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// Its role.
    pub role: BlockRole,
    /// For furniture, which.
    pub kind: Option<&'static str>,
}

/// A non-empty line of the linear text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    /// Its place, without blanks at its edges.
    pub span: Span,
    /// What the markup says.
    pub markup: Markup,
    /// What the names of the elements around it say.
    pub hint: Option<Hint>,
    /// Whether all of it is links.
    pub is_link: bool,
    /// Whether it is in the body of the story; `None` where there is no markup to tell.
    pub main: Option<bool>,
    /// The page of a document that it stands on, counted from 1.
    pub page: Option<u32>,
}

/// A field of the article that markup may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of article")]
pub enum MetadataField {
    Title,
    Byline,
    Published,
    Updated,
    Site,
    Section,
    Url,
    Language,
    /// What the page says it is: `article`, `website`.
    Type,
}

impl MetadataField {
    /// The field as `html_meta.tsv` names it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "byline" => Self::Byline,
            "published" => Self::Published,
            "updated" => Self::Updated,
            "site" => Self::Site,
            "section" => Self::Section,
            "url" => Self::Url,
            "language" => Self::Language,
            "type" => Self::Type,
            _ => return None,
        })
    }
}

/// What a page says about itself outside its visible text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields of article, as printed in the head")]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own that a page tells of itself")]
pub struct Metadata {
    pub title: Option<String>,
    /// The `title` element, often with the site's name.
    pub page_title: Option<String>,
    pub byline: Option<String>,
    pub updated: Option<When>,
    pub site: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// The `lang` of the page, which templates often leave at English.
    pub markup_language: Option<String>,
    /// The year and month that stand in the address.
    pub url_month: Option<(i16, i8)>,
    /// Whether the page calls itself a story (JSON-LD, `og:type`).
    pub is_story: bool,
    /// Whether it calls itself pictures or a film.
    pub shows: bool,
    /// Whether it calls itself a ticker.
    pub is_live: bool,
    /// Whether it has scripts.
    pub is_scripted: bool,
    /// Whether it says that only subscribers may read it.
    pub paid: bool,
    /// Whether it has an `h1`.
    pub has_headline: bool,
}

impl Metadata {
    /// Keeps the first value that is told for a field.
    fn set(&mut self, field: MetadataField, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let slot = match field {
            // Of these all are kept and weighed.
            MetadataField::Published => return,
            MetadataField::Updated => {
                if self.updated.is_none() {
                    self.updated = when::parse(value, None);
                }
                return;
            }
            MetadataField::Type => {
                self.is_story |= value.eq_ignore_ascii_case("article");
                return;
            }
            // An address in place of a name names nobody.
            MetadataField::Byline | MetadataField::Site if value.contains("://") => return,
            MetadataField::Title => &mut self.title,
            MetadataField::Byline => &mut self.byline,
            MetadataField::Site => &mut self.site,
            MetadataField::Section => &mut self.section,
            MetadataField::Url => &mut self.url,
            MetadataField::Language => &mut self.language,
        };
        if slot.is_none() {
            *slot = Some(value.to_owned());
        }
    }
}

/// Most lines of a page.
const LINES: usize = 100_000;

/// A page linearised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linear {
    /// The text every position points into.
    pub text: String,
    /// Its non-empty lines.
    pub lines: Vec<Line>,
    /// What stands outside it.
    pub metadata: Metadata,
    /// What it says of its time, where there is markup.
    pub dates: Vec<dates::Candidate>,
    /// Whether it was too large or its markup too deep to be read to its end.
    pub is_cut: bool,
}

/// The linear text of a decoded page from `url`. A title that comes apart is put in front, unless the page opens with
/// it or, with markup, has it as a line.
#[must_use]
pub fn linearise(decoded: &str, media: Media, title: Option<&str>, url: Option<&str>) -> (Linear, Media) {
    let media = media.guess(decoded);
    let title = title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
    let mut linear = match media {
        Media::Html => html::linearise(decoded, url),
        Media::Unknown | Media::Text => plain(decoded.to_owned()),
    };
    linear.limit();
    if let Some(title) = &title {
        linear.put_title(title, media == Media::Html);
    }
    (linear, media)
}

impl Linear {
    /// Its tokens and sentences, one block a line.
    #[must_use]
    pub fn tokenised(&self) -> Text<'_> {
        let lines: Vec<Span> = self.lines.iter().map(|l| l.span).collect();
        Text::new(&self.text, &lines, lexicons())
    }

    /// Whether its metadata say when it was published.
    #[must_use]
    pub fn tells_time(&self) -> bool {
        let is_told = |c: &dates::Candidate| match c.source {
            dates::Source::Story | dates::Source::Meta | dates::Source::Property => {
                c.key.has(DateWords::PUBLISHED)
            }
            _ => false,
        };
        self.dates.iter().any(is_told)
    }

    /// Cuts what has more lines than any page.
    fn limit(&mut self) {
        if let Some(line) = self.lines.get(LINES) {
            self.text.truncate(line.span.start as usize);
            self.lines.truncate(LINES);
            self.is_cut = true;
        }
    }

    /// Makes the line that says the title the title, or puts one in front.
    fn put_title(&mut self, title: &str, anywhere: bool) {
        let words = |line: &Line| line.span.of(&self.text);
        let mut lines = self.lines.iter();
        let there = if anywhere {
            lines.position(|l| words(l) == title)
        } else {
            lines.next().filter(|l| words(l).starts_with(title)).map(|_| 0)
        };
        let at = there.unwrap_or_else(|| {
            let shift = title.len() as u32 + 1;
            for line in &mut self.lines {
                line.span = Span::new(line.span.start + shift, line.span.end + shift);
            }
            for date in &mut self.dates {
                date.line = date.line.map(|l| l + 1);
                if let Some((span, _)) = &mut date.words {
                    *span = Span::new(span.start + shift, span.end + shift);
                }
            }
            self.text.insert_str(0, &format!("{title}\n"));
            self.lines.insert(0, Line { span: Span::new(0, shift - 1), ..Line::default() });
            0
        });
        if let Some(line) = self.lines.get_mut(at) {
            line.markup = Markup::Title;
            line.hint = None;
        }
        self.metadata.title = Some(title.to_owned());
        // Who brings a title brings a story.
        self.metadata.is_story = true;
    }
}

/// Ends a page of a document, and its last line.
const FORM_FEED: char = '\u{C}';

fn plain(text: String) -> Linear {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut page = text.contains(FORM_FEED).then_some(1);
    for line in text.split_inclusive(['\n', FORM_FEED]) {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            lines.push(Line { span: Span::from(start..start + body.len()), page, ..Line::default() });
            // One more than are read says that there are more.
            if lines.len() > LINES {
                break;
            }
        }
        if line.ends_with(FORM_FEED) {
            page = page.map(|page| page + 1);
        }
        at += line.len();
    }
    Linear { text, lines, ..Linear::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_counted_in_bytes() {
        let (page, media) = linearise(" أول \n\nثان", Media::Unknown, None, None);
        assert_eq!(media, Media::Text);
        let lines: Vec<_> = page.lines.iter().map(|l| l.span.of(&page.text)).collect();
        assert_eq!(lines, ["أول", "ثان"]);
    }

    #[test]
    fn a_form_feed_ends_a_line_and_a_page() {
        let (page, _) = linearise("أول\u{C}ثان\n\u{C}\u{C} رابع", Media::Text, None, None);
        let lines: Vec<_> = page.lines.iter().map(|l| (l.span.of(&page.text), l.page)).collect();
        assert_eq!(lines, [("أول", Some(1)), ("ثان", Some(2)), ("رابع", Some(4))]);
        let (page, _) = linearise("أول\nثان", Media::Text, None, None);
        assert!(page.lines.iter().all(|l| l.page.is_none()), "what has no pages counts none");
    }

    #[test]
    fn a_title_given_apart_is_the_first_line_once() {
        let (page, _) = linearise("المتن هنا.", Media::Text, Some("العنوان"), None);
        assert_eq!(page.text, "العنوان\nالمتن هنا.");
        let (page, _) = linearise("العنوان\nالمتن هنا.", Media::Text, Some("العنوان"), None);
        assert_eq!(page.text, "العنوان\nالمتن هنا.");
    }
}
