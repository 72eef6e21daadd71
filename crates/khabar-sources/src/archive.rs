//! Web archives: WARC with the pages as they were sent, WET with their text.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fastwarc::stream_io::brotli::BrotliReader;
use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::stream_io::chunked::ChunkedReader;
use fastwarc::stream_io::gzip::{GzipReader, GzipReaderOptions, MAX_WBITS};
use fastwarc::stream_io::traits::IntoWarcReader as _;
use fastwarc::stream_io::zstd::ZstdReader;
use fastwarc::warc::iter::ArchiveIterator;
use fastwarc::warc::record::{AutoDecode, SharedWarcRecord as _, WarcRecord, WarcRecordType};
use khabar::Media;
use khabar::record::Archive;

use crate::{Error, Page, Pending, Result, Settings, unpack};

/// Why the rest of an archive is missing.
const CUT: &str = "the archive ends within a record: it was cut, or is still being written";

/// The pages of an archive in order: responses with status 200, resources, and text made of either. Packing is the
/// archive's own affair: its members are unpacked one by one, so that a page's place in the file is known. An archive that
/// ends within a record, or holds none, says so in its last place.
pub fn records<R: BufRead + Send + 'static>(
    name: String,
    stream: R,
    settings: &Settings,
) -> impl Iterator<Item = Result<Pending>> + use<R> {
    let most = settings.page_bytes;
    let reader = RawReaderAdapter::new(Forward { inner: stream, at: 0 });
    // What a server packed is unpacked here, where it is known whether all of it has come.
    let mut archive = ArchiveIterator::new(reader)
        .with_decode_http_payload(AutoDecode::None)
        .with_quirks_mode(true)
        .with_max_header_len(256 << 10);
    let (mut is_over, mut last) = (false, None);
    std::iter::from_fn(move || {
        while !is_over {
            match archive.next() {
                None if last.is_none() => {
                    is_over = true;
                    return Some(Err(Error::new(
                        name.clone(),
                        "it is no web archive, or there is nothing behind its head",
                    )));
                }
                None => return None,
                Some(Ok(record)) => {
                    let found = record.with_mut(|record| {
                        let (offset, length) = (record.stream_pos(), record.content_length());
                        // The head of an archive is no record of anything.
                        if record.record_type() != WarcRecordType::WarcInfo {
                            last = Some(offset);
                        }
                        match page(record, &name, most) {
                            None if !is_whole(record, length) => {
                                let archive = Some(Archive { file: name.clone(), offset, length });
                                Some(Err(Error { archive, ..Error::new(format!("{name}@{offset}"), CUT) }))
                            }
                            found => found,
                        }
                    });
                    match found {
                        None => {}
                        Some(Ok(page)) => {
                            let offset = page.archive.as_ref().map_or(0, |a| a.offset);
                            return Some(Ok(Pending::ready(format!("{name}@{offset}"), page)));
                        }
                        Some(Err(fault)) => return Some(Err(fault)),
                    }
                }
                Some(Err(fault)) => {
                    // What is behind a broken header cannot be told apart.
                    is_over = true;
                    let place = last.map_or_else(|| name.clone(), |offset| format!("{name}@{offset}"));
                    return Some(Err(Error::new(
                        place,
                        format!("the archive is broken behind here: {fault}"),
                    )));
                }
            }
        }
        None
    })
}

/// Whether all of a record that is passed over has come, its headers first.
fn is_whole(record: &mut WarcRecord, length: u64) -> bool {
    let told = record.headers().get("Content-Length").and_then(|l| l.trim().parse::<u64>().ok());
    told.is_some() && record.consume().is_ok_and(|count| count as u64 == length)
}

/// The page of a record; none for requests, metadata, pictures, redirects and errors.
fn page(record: &mut WarcRecord, name: &str, most: u64) -> Option<Result<Page>> {
    let header = |r: &WarcRecord, key: &str| r.headers().get(key).map(|v| v.trim().to_owned());
    let mut packed = Vec::new();
    let media = match record.record_type() {
        WarcRecordType::Response => {
            let http = record.http_headers()?;
            if http.status_code() != Some(200) {
                return None;
            }
            for key in ["Content-Encoding", "Transfer-Encoding"] {
                let names = http.get(key).unwrap_or_default().to_ascii_lowercase();
                packed.extend(names.split(',').map(|n| n.trim().to_owned()));
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
    let page = Page {
        media,
        charset: record.http_charset().map(|c| c.to_string()),
        id: uri.clone().or_else(|| header(record, "WARC-Record-ID")),
        uri,
        retrieved: header(record, "WARC-Date"),
        archive: Some(Archive { file: name.to_owned(), offset, length }),
        ..Page::default()
    };
    let promised = record.content_length().min(most);
    let mut raw = Vec::new();
    let read = record.reader_mut().map_or(Ok(0), |r| r.take(most).read_to_end(&mut raw));
    Some(match read {
        Err(fault) => Err(page.refused(&place, fault)),
        Ok(count) if (count as u64) < promised => Err(page.refused(&place, CUT)),
        Ok(_) => match unwrapped(raw, &packed, most) {
            Err(fault) => Err(page.refused(&place, fault)),
            Ok(bytes) => Page { bytes, ..page }.checked(&place),
        },
    })
}

/// The content of an answer out of its encodings, named in the order in which they were put around it.
fn unwrapped(raw: Vec<u8>, encodings: &[String], most: u64) -> io::Result<Vec<u8>> {
    if encodings.iter().all(|name| matches!(name.as_str(), "" | "identity")) {
        return Ok(raw);
    }
    let length = raw.len() as u64;
    let mut reader = io::Cursor::new(raw).into_warc_reader();
    for name in encodings.iter().rev() {
        reader = match name.as_str() {
            "" | "identity" => reader,
            "gzip" | "x-gzip" => GzipReader::new(reader).into_warc_reader(),
            "deflate" => {
                let options = GzipReaderOptions { window_bits: MAX_WBITS, ..GzipReaderOptions::default() };
                GzipReader::with_options(reader, options).into_warc_reader()
            }
            "br" => BrotliReader::new(reader).into_warc_reader(),
            "zstd" => ZstdReader::new(reader).into_warc_reader(),
            "chunked" => ChunkedReader::new(reader).into_warc_reader(),
            other => {
                return Err(io::Error::other(format!("it is packed in a way that is not known: {other}")));
            }
        };
    }
    let mut bytes = Vec::new();
    let count = reader.take(most).read_to_end(&mut bytes)?;
    unpack::check(count as u64, length)?;
    Ok(bytes)
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
