//! Web archives: WARC with the pages as they were sent, WET with their text.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::warc::iter::ArchiveIterator;
use fastwarc::warc::record::{AutoDecode, SharedWarcRecord as _, WarcRecord, WarcRecordType};
use khabar::Media;
use khabar::record::Archive;

use crate::{Error, Page, Pending, Result, Settings, unpack};

/// The pages of an archive in order: responses with status 200, resources, and text made of either. Packing is the
/// archive's own affair: its members are unpacked one by one, so that a page's place in the file is known.
pub fn records<R: BufRead + Send + 'static>(
    name: String,
    stream: R,
    settings: &Settings,
) -> impl Iterator<Item = Result<Pending>> + use<R> {
    let most = settings.page_bytes;
    let reader = RawReaderAdapter::new(Forward { inner: stream, at: 0 });
    let mut archive = ArchiveIterator::new(reader)
        .with_decode_http_payload(AutoDecode::All)
        .with_quirks_mode(true)
        .with_max_header_len(256 << 10);
    let mut is_over = false;
    std::iter::from_fn(move || {
        while !is_over {
            match archive.next()? {
                Ok(record) => {
                    if let Some(page) = record.with_mut(|r| page(r, &name, most)) {
                        return Some(page.map(|page| {
                            let offset = page.archive.as_ref().map_or(0, |a| a.offset);
                            Pending::ready(format!("{name}:{offset}"), page)
                        }));
                    }
                }
                Err(fault) => {
                    // What is behind a broken header cannot be told apart.
                    is_over = true;
                    return Some(Err(Error::new(
                        name.clone(),
                        format!("the archive is broken here: {fault}"),
                    )));
                }
            }
        }
        None
    })
}

/// The page of a record; none for requests, metadata, pictures, redirects and errors.
fn page(record: &mut WarcRecord, name: &str, most: u64) -> Option<Result<Page>> {
    let header = |r: &WarcRecord, key: &str| r.headers().get(key).map(|v| v.trim().to_owned());
    let media = match record.record_type() {
        WarcRecordType::Response => {
            let http = record.http_headers()?;
            if http.status_code() != Some(200) {
                return None;
            }
            media(&record.http_content_type().unwrap_or_default())?
        }
        WarcRecordType::Resource | WarcRecordType::Conversion => {
            media(&header(record, "Content-Type").unwrap_or_default())?
        }
        _ => return None,
    };
    let uri = header(record, "WARC-Target-URI").map(|u| u.trim_matches(['<', '>']).to_owned());
    let offset = record.stream_pos();
    let length = header(record, "Content-Length").and_then(|l| l.parse().ok()).unwrap_or_default();
    let place = format!("{name}@{offset}");
    let mut bytes = Vec::new();
    let read = record.reader_mut().map_or(Ok(0), |r| r.take(most).read_to_end(&mut bytes));
    if let Err(fault) = read.and_then(|n| unpack::check(n as u64, length)) {
        return Some(Err(Error::new(place, fault)));
    }
    let page = Page {
        bytes,
        media,
        charset: record.http_charset().map(|c| c.to_string()),
        id: uri.clone().or_else(|| header(record, "WARC-Record-ID")),
        uri,
        retrieved: header(record, "WARC-Date"),
        archive: Some(Archive { file: name.to_owned(), offset, length }),
        ..Page::default()
    };
    Some(page.checked(&place))
}

/// The media of a content type; none where it holds no page.
fn media(content_type: &str) -> Option<Media> {
    match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(Media::Html),
        "text/plain" => Some(Media::Text),
        "" => Some(Media::Unknown),
        _ => None,
    }
}

/// A stream that only goes forward but knows where it is: the archive reader asks for its place and for no other.
struct Forward<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Forward<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.at += count as u64;
        self.inner.consume(count);
    }
}

impl<R> Seek for Forward<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.at),
            SeekFrom::Start(at) if at == self.at => Ok(at),
            _ => Err(io::Error::new(io::ErrorKind::Unsupported, "the stream only goes forward")),
        }
    }
}
