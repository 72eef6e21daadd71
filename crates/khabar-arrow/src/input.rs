//! The columns of a batch of pages.

use std::borrow::Cow;

use arrow_array::RecordBatch;
use khabar::record::Archive;
use khabar::{Input, Media};

use crate::cells::{Cells, is_text};
use crate::{Error, Result};

/// The columns that may hold a page, and what it then is; of several the first that has words counts.
const WORDS: [(&str, Media); 3] = [("html", Media::Html), ("text", Media::Text), ("content", Media::Unknown)];

/// The pages of a batch.
pub struct Pages {
    words: Vec<Words>,
    id: Option<Cells>,
    url: Option<Cells>,
    title: Option<Cells>,
    published: Option<Cells>,
    retrieved: Option<Cells>,
    site: Option<Cells>,
    charset: Option<Cells>,
    media_type: Option<Cells>,
    archive_file: Option<Cells>,
    archive_offset: Option<Cells>,
    archive_length: Option<Cells>,
    error: Option<Cells>,
}

struct Words {
    cells: Cells,
    media: Media,
    is_text: bool,
}

/// A row of a batch.
pub struct Page<'a> {
    words: Option<(&'a [u8], &'a Words)>,
    id: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    published: Option<Cow<'a, str>>,
    retrieved: Option<Cow<'a, str>>,
    site: Option<Cow<'a, str>>,
    charset: Option<Cow<'a, str>>,
    media_type: Option<Cow<'a, str>>,
    archive: Option<Archive>,
    error: Option<Cow<'a, str>>,
}

impl Pages {
    /// Finds the columns by their names.
    pub fn of(batch: &RecordBatch) -> Result<Self> {
        let fact =
            |name: &str| batch.column_by_name(name).map(|array| Cells::of_facts(name, array)).transpose();
        let mut words = Vec::new();
        for (name, media) in WORDS {
            let Some(array) = batch.column_by_name(name) else { continue };
            let cells = Cells::of_words(name, array)?;
            words.push(Words { cells, media, is_text: is_text(array.data_type()) });
        }
        if words.is_empty() {
            let names: Vec<_> = batch.schema_ref().fields().iter().map(|f| f.name().clone()).collect();
            let there = format!("no such column, and no «text» or «html»: {}", names.join(", "));
            return Err(Error::column("content", there));
        }
        Ok(Self {
            words,
            id: fact("id")?,
            url: fact("url")?,
            title: fact("title")?,
            published: fact("published")?,
            retrieved: fact("retrieved")?,
            site: fact("site")?,
            charset: fact("charset")?,
            media_type: fact("media_type")?,
            archive_file: fact("archive_file")?,
            archive_offset: fact("archive_offset")?,
            archive_length: fact("archive_length")?,
            error: batch.column_by_name("error").map(|array| Cells::of_words("error", array)).transpose()?,
        })
    }

    /// The page of a row.
    pub fn page(&self, row: usize) -> Page<'_> {
        fn text(cells: Option<&Cells>, row: usize) -> Option<Cow<'_, str>> {
            cells?.text(row)
        }
        let number = |cells: &Option<Cells>| cells.as_ref()?.text(row)?.parse().ok();
        let found = self.words.iter().filter_map(|words| Some((words.cells.get(row)?, words)));
        Page {
            words: found.into_iter().find(|(bytes, _)| !is_blank(bytes)),
            id: text(self.id.as_ref(), row),
            url: text(self.url.as_ref(), row),
            title: text(self.title.as_ref(), row),
            published: text(self.published.as_ref(), row),
            retrieved: text(self.retrieved.as_ref(), row),
            site: text(self.site.as_ref(), row),
            charset: text(self.charset.as_ref(), row),
            media_type: text(self.media_type.as_ref(), row),
            archive: text(self.archive_file.as_ref(), row).map(|file| Archive {
                file: file.into_owned(),
                offset: number(&self.archive_offset).unwrap_or_default(),
                length: number(&self.archive_length).unwrap_or_default(),
            }),
            error: text(self.error.as_ref(), row),
        }
    }
}

impl Page<'_> {
    /// The page as the analysis takes it, or why it cannot.
    pub fn input(&self) -> std::result::Result<Input<'_>, String> {
        if let Some(error) = &self.error {
            return Err(error.clone().into_owned());
        }
        let Some((bytes, words)) = self.words else {
            return Err("there is no text in it".to_owned());
        };
        let media = match (words.media, self.media_type.as_deref()) {
            (Media::Unknown, Some("text/html")) => Media::Html,
            (Media::Unknown, Some("text/plain")) => Media::Text,
            (media, _) => media,
        };
        Ok(Input {
            bytes,
            media,
            // What is text in Arrow is no longer in the encoding that it came in.
            charset: if words.is_text { Some("utf-8") } else { self.charset.as_deref() },
            ..self.about()
        })
    }

    /// What is told of the page, without its words.
    pub fn about(&self) -> Input<'_> {
        Input {
            id: self.id.as_deref().or(self.url.as_deref()),
            uri: self.url.as_deref(),
            title: self.title.as_deref(),
            published: self.published.as_deref(),
            retrieved: self.retrieved.as_deref(),
            site: self.site.as_deref(),
            archive: self.archive.clone(),
            ..Input::default()
        }
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    // Blanks of Unicode are worth a look only where the first letter is none of ASCII.
    let is_wide = |b: &u8| !b.is_ascii();
    bytes.first().is_none_or(|b| is_wide(b) && str::from_utf8(bytes).is_ok_and(|t| t.trim().is_empty()))
}
