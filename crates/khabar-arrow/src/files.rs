//! The pages of files as Arrow batches: whatever `khabar read` takes.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{JoinHandle, spawn};

use arrow_array::builder::{BinaryBuilder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use khabar::Media;
use khabar_sources::{Page, Pending, Settings};

use crate::schema::page_schema;
use crate::{Error, Result};

/// Bytes of pages that a batch holds at most, beside its last page.
const BYTES: usize = 32 << 20;

/// Batches of pages; see [`files`].
pub struct Files {
    batches: Receiver<Result<RecordBatch>>,
    reader: Option<JoinHandle<()>>,
}

/// The pages of an input of `khabar read` – a file, a folder, an address – in batches of `rows` pages or 32 MiB, with the
/// columns of [`page_schema`]. A page that cannot be had is a row with its reason in `error`. `max_bytes` is what the analysis
/// will read of a page, if that is not its usual limit.
///
/// A thread of their own reads ahead by one batch; it ends with the iterator.
#[must_use]
pub fn files(input: &str, rows: usize, max_bytes: Option<usize>) -> Files {
    let (send, batches) = sync_channel(1);
    let inputs = [input.to_owned()];
    let reader = spawn(move || {
        let settings = max_bytes.map_or_else(Settings::default, Settings::for_pages_of);
        let mut pages = khabar_sources::pages(&inputs, &settings);
        let mut next = || Rows::take(&mut pages, rows.max(1), &settings);
        while let Some(batch) = next() {
            // Nobody asks for more.
            if send.send(batch).is_err() {
                break;
            }
        }
    });
    Files { batches, reader: Some(reader) }
}

impl Iterator for Files {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.batches.recv() {
            Ok(batch) => Some(batch),
            // The reader has ended; that it was lost is said once, so that its pages are not missing in silence.
            Err(_) => self.reader.take()?.join().is_err().then_some(Err(Error::Thread)),
        }
    }
}

#[derive(Default)]
struct Rows {
    count: usize,
    bytes: usize,
    content: BinaryBuilder,
    /// `id`, `url`, `media_type`, `charset`, `title`, `published`, `retrieved`, `site`, `archive_file`, `error`.
    texts: [StringBuilder; 10],
    offset: Int64Builder,
    length: Int64Builder,
}

impl Rows {
    /// The next batch.
    fn take(
        pages: &mut impl Iterator<Item = khabar_sources::Result<Pending>>,
        most: usize,
        settings: &Settings,
    ) -> Option<Result<RecordBatch>> {
        let mut rows = Self::default();
        while rows.count < most && rows.bytes < BYTES {
            let Some(page) = pages.next() else { break };
            match page.and_then(|page| page.load(settings)) {
                Ok(page) => rows.push(&page),
                Err(fault) => rows.reject(&fault),
            }
        }
        (rows.count > 0).then(|| rows.finish())
    }

    fn push(&mut self, page: &Page) {
        let media = match page.media {
            Media::Unknown => None,
            media => Some(media.name()),
        };
        let archive = page.archive.as_ref();
        self.content.append_value(&page.bytes);
        self.bytes += page.bytes.len();
        self.row(
            [
                page.id.as_deref(),
                page.uri.as_deref(),
                media,
                page.charset.as_deref(),
                page.title.as_deref(),
                page.published.as_deref(),
                page.retrieved.as_deref(),
                page.site.as_deref(),
                archive.map(|a| a.file.as_str()),
                None,
            ],
            archive.map(|a| (a.offset, a.length)),
        );
    }

    fn reject(&mut self, fault: &khabar_sources::Error) {
        self.content.append_null();
        let none = None;
        let (id, url) = (Some(&*fault.place), fault.uri.as_deref());
        let archive = fault.archive.as_ref();
        let file = archive.map(|a| a.file.as_str());
        self.row(
            [id, url, none, none, none, none, none, none, file, Some(&*fault.reason)],
            archive.map(|a| (a.offset, a.length)),
        );
    }

    fn row(&mut self, texts: [Option<&str>; 10], place: Option<(u64, u64)>) {
        self.count += 1;
        self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.append_option(text));
        let int = |n: u64| i64::try_from(n).ok();
        self.offset.append_option(place.and_then(|p| int(p.0)));
        self.length.append_option(place.and_then(|p| int(p.1)));
    }

    fn finish(mut self) -> Result<RecordBatch> {
        let [id, url, media_type, charset, title, published, retrieved, site, archive_file, error] =
            self.texts.map(|mut column| -> ArrayRef { Arc::new(column.finish()) });
        let content = Arc::new(self.content.finish());
        let (offset, length) = (Arc::new(self.offset.finish()), Arc::new(self.length.finish()));
        let columns: Vec<ArrayRef> = vec![
            id,
            url,
            content,
            media_type,
            charset,
            title,
            published,
            retrieved,
            site,
            archive_file,
            offset,
            length,
            error,
        ];
        Ok(RecordBatch::try_new(page_schema(), columns)?)
    }
}
