//! What a feed tells of one item.

use std::borrow::Cow;

use khabar::Media;

/// What an element says of an item, and how near it is to what is asked: 0 is the element that is made for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title(u8),
    Body(u8),
    Link(u8),
    Id(u8),
    Time(u8),
}

/// Words of a feed.
#[derive(Debug, Default)]
pub struct Words {
    /// As they stand, references resolved.
    pub text: String,
    /// With the elements among them.
    pub html: String,
    /// Whether there are elements among them.
    pub has_elements: bool,
    /// Whether the feed says that they are no markup.
    pub is_plain: bool,
}

impl Words {
    /// Words as they stand.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && !self.has_elements
    }

    /// The words as a page, of [`Words::media`].
    pub fn as_page(&self) -> &str {
        if self.has_elements { &self.html } else { &self.text }
    }

    pub fn media(&self) -> Media {
        let is_html = self.has_elements || !self.is_plain && self.text.contains(['<', '&']);
        if is_html { Media::Html } else { Media::Text }
    }

    /// The words in one line, without markup.
    pub fn plain(&self) -> String {
        let text: Cow<str> = match self.media() {
            Media::Html => khabar::page::linearise(self.as_page(), Media::Html, None, None).0.text.into(),
            Media::Text | Media::Unknown => self.text.as_str().into(),
        };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// An item: what was told, the nearest first.
#[derive(Debug, Default)]
pub struct Item {
    told: Vec<(Field, Words)>,
}

impl Item {
    /// Keeps what was told; of two of a kind the first.
    pub fn tell(&mut self, field: Field, words: Words) {
        if !words.is_blank() {
            self.told.push((field, words));
        }
    }

    fn nearest(&self, rank: impl Fn(Field) -> Option<u8>) -> Option<&Words> {
        let told = self.told.iter().filter_map(|(field, words)| Some((rank(*field)?, words)));
        told.min_by_key(|(rank, _)| *rank).map(|(_, words)| words)
    }

    pub fn title(&self) -> Option<&Words> {
        self.nearest(|f| if let Field::Title(rank) = f { Some(rank) } else { None })
    }

    pub fn body(&self) -> Option<&Words> {
        self.nearest(|f| if let Field::Body(rank) = f { Some(rank) } else { None })
    }

    pub fn link(&self) -> Option<&str> {
        self.nearest(|f| if let Field::Link(rank) = f { Some(rank) } else { None }).map(|w| w.text.trim())
    }

    pub fn id(&self) -> Option<&str> {
        self.nearest(|f| if let Field::Id(rank) = f { Some(rank) } else { None }).map(|w| w.text.trim())
    }

    /// Its times, publication before others.
    pub fn times(&self) -> impl Iterator<Item = &str> {
        let told = self.told.iter();
        let mut times: Vec<_> = told
            .filter_map(
                |(field, words)| if let Field::Time(rank) = field { Some((*rank, words)) } else { None },
            )
            .collect();
        times.sort_by_key(|(rank, _)| *rank);
        times.into_iter().map(|(_, words)| words.text.trim())
    }
}
