//! Web archives: WARC with the pages as they were sent, WET with their text.

mod content;

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::warc::iter::ArchiveIterator;
use fastwarc::warc::record::{AutoDecode, SharedWarcRecord as _, WarcRecord, WarcRecordType};
use khabar::Media;
use khabar::record::Archive;

use crate::notices::Kinds;
use crate::{Charset, Error, Page, Pending, Result, Settings};

/// Why the rest of an archive is missing.
const CUT: &str = "the archive ends within a record: it was cut, or is still being written";
/// The longest name of a kind of record, in characters.
const KIND: usize = 40;
/// What a record is that stands for one kept earlier.
const REVISIT: &str = "revisit";

/// The pages of an archive in order: responses with status 200, resources, and text made of either. Packing is the
/// archive's own affair: its members are unpacked one by one, so that a page's place in the file is known. An archive that
/// ends within a record, or holds no page, says so in its last place.
pub fn records<R: BufRead + Send + 'static>(
    name: String,
    stream: R,
    settings: &Settings,
) -> impl Iterator<Item = Result<Pending>> + use<R> {
    let (most, notices) = (settings.page_bytes, settings.notices.clone());
    let charset = settings.charset.map(Charset::name);
    let reader = RawReaderAdapter::new(Forward { inner: stream, at: 0 });
    // What a server packed is unpacked here, where it is known whether all of it has come.
    let mut archive = ArchiveIterator::new(reader)
        .with_decode_http_payload(AutoDecode::None)
        .with_quirks_mode(true)
        .with_max_header_len(256 << 10);
    let (mut is_over, mut last, mut given) = (false, None, 0_u64);
    let (mut passed, mut revisits) = (Kinds::default(), 0_u64);
    std::iter::from_fn(move || {
        while !is_over {
            match archive.next() {
                None => {
                    is_over = true;
                    if last.is_none() {
                        let reason = "it is no web archive, or there is nothing behind its head";
                        return Some(Err(Error::new(name.clone(), reason)));
                    }
                    if given == 0 {
                        let reason = format!("there is no page in the archive, but {passed}");
                        return Some(Err(Error::new(name.clone(), reason)));
                    }
                    if revisits > 0 {
                        notices.leave(format!(
                            "{name}: revisit records passed over: {revisits} (they stand for pages that were kept before)"
                        ));
                    }
                }
                Some(Ok(record)) => {
                    let found = record.with_mut(|record| {
                        let (offset, length) = (record.stream_pos(), record.content_length());
                        // The head of an archive is no record of anything.
                        let is_head = record.record_type() == WarcRecordType::WarcInfo;
                        if !is_head {
                            last = Some(offset);
                        }
                        match page(record, &name, most) {
                            Err(_) if !is_whole(record, length) => {
                                let archive = Some(Archive { file: name.clone(), offset, length });
                                Some(Err(Error { archive, ..Error::new(format!("{name}@{offset}"), CUT) }))
                            }
                            Err(kind) => {
                                revisits += u64::from(kind == REVISIT);
                                if !is_head {
                                    passed.add(kind);
                                }
                                None
                            }
                            Ok(found) => Some(found),
                        }
                    });
                    given += u64::from(found.is_some());
                    match found {
                        None => {}
                        Some(Ok(mut page)) => {
                            let offset = page.archive.as_ref().map_or(0, |a| a.offset);
                            page.charset = charset.map(str::to_owned).or(page.charset);
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

/// The page of a record, or what else it is: a request, metadata, a picture, a redirect, an error of the server.
fn page(record: &mut WarcRecord, name: &str, most: u64) -> std::result::Result<Result<Page>, String> {
    let header = |r: &WarcRecord, key: &str| r.headers().get(key).map(|v| v.trim().to_owned());
    let mut packed = Vec::new();
    let media = match record.record_type() {
        WarcRecordType::Response => {
            let http = record.http_headers().ok_or("responses that are none of HTTP")?;
            if http.status_code() != Some(200) {
                let status =
                    http.status_code().map_or_else(|| "no status".to_owned(), |code| code.to_string());
                return Err(format!("responses with status {status}"));
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
        WarcRecordType::Revisit => return Err(REVISIT.to_owned()),
        other => return Err(other.as_str().to_owned()),
    };
    let uri = header(record, "WARC-Target-URI").map(|u| u.trim_matches(['<', '>']).to_owned());
    let offset = record.stream_pos();
    let length = header(record, "Content-Length").and_then(|l| l.parse().ok()).unwrap_or_default();
    let place = format!("{name}@{offset}");
    let cut = header(record, "WARC-Truncated").map(|why| {
        let why: String = why.chars().take(KIND).collect();
        format!("whoever fetched the page cut it ({why})")
    });
    let page = Page {
        media,
        charset: record.http_charset().map(|c| c.to_string()),
        id: uri.clone().or_else(|| header(record, "WARC-Record-ID")),
        uri,
        retrieved: header(record, "WARC-Date"),
        archive: Some(Archive { file: name.to_owned(), offset, length }),
        warnings: cut.into_iter().collect(),
        ..Page::default()
    };
    let promised = record.content_length().min(most);
    let mut raw = Vec::new();
    let read = record.reader_mut().map_or(Ok(0), |r| r.take(most).read_to_end(&mut raw));
    Ok(match read {
        Err(fault) => Err(page.refused(&place, fault)),
        Ok(count) if (count as u64) < promised => Err(page.refused(&place, CUT)),
        Ok(_) => match content::unwrapped(raw, &packed, most) {
            Err(fault) => Err(page.refused(&place, fault)),
            Ok(bytes) => Page { bytes, ..page }.checked(&place),
        },
    })
}

/// The media of a content type, or its name where it holds no page.
fn media(content_type: &str) -> std::result::Result<Media, String> {
    match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Ok(Media::Html),
        "text/plain" => Ok(Media::Text),
        "" => Ok(Media::Unknown),
        other => Err(other.chars().take(KIND).collect()),
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
