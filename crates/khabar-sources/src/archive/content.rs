//! The content of an answer, out of the packing that its headers name – where it is packed at all: crawlers keep the
//! headers of what they have unpacked.

use std::io::{self, Cursor, Read};

use fastwarc::stream_io::brotli::BrotliReader;
use fastwarc::stream_io::chunked::ChunkedReader;
use fastwarc::stream_io::gzip::GzipReader;
use fastwarc::stream_io::traits::IntoWarcReader as _;
use fastwarc::stream_io::zstd::ZstdReader;
use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::text::{is_packed, looks_like_text};
use crate::unpack;

/// The longest name of a packing that is told, in characters.
const NAME: usize = 30;

/// Takes off what `encodings` put around the content, named in the order in which they did.
pub fn unwrapped(mut bytes: Vec<u8>, encodings: &[String], most: u64) -> io::Result<Vec<u8>> {
    for name in encodings.iter().rev() {
        bytes = without(name, bytes, most).map_err(|fault| {
            let name: String = name.chars().take(NAME).collect();
            io::Error::new(
                fault.kind(),
                format!("it is packed by {name}, and that cannot be undone: {fault}"),
            )
        })?;
    }
    Ok(bytes)
}

fn without(name: &str, bytes: Vec<u8>, most: u64) -> io::Result<Vec<u8>> {
    match name {
        "" | "identity" => Ok(bytes),
        "chunked" if !is_chunked(&bytes) => Ok(bytes),
        "chunked" => read(ChunkedReader::new(Cursor::new(bytes).into_warc_reader()), most),
        "gzip" | "x-gzip" | "zstd" if !is_packed(&bytes) => Ok(bytes),
        "gzip" | "x-gzip" => checked(&bytes, most, |raw| GzipReader::new(raw.into_warc_reader())),
        "zstd" => checked(&bytes, most, |raw| ZstdReader::new(raw.into_warc_reader())),
        "deflate" if is_zlib(&bytes) => checked(&bytes, most, ZlibDecoder::new),
        "deflate" => or_as_it_is(checked(&bytes, most, DeflateDecoder::new), bytes),
        "br" => or_as_it_is(checked(&bytes, most, |raw| BrotliReader::new(raw.into_warc_reader())), bytes),
        _ => or_as_it_is(Err(io::Error::other("no such packing is known")), bytes),
    }
}

fn read(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    reader.take(most).read_to_end(&mut out)?;
    Ok(out)
}

/// Unpacks, unless it is a bomb.
fn checked<R: Read>(raw: &[u8], most: u64, reader: impl FnOnce(Cursor<Vec<u8>>) -> R) -> io::Result<Vec<u8>> {
    let length = raw.len() as u64;
    let out = read(reader(Cursor::new(raw.to_vec())), most)?;
    unpack::check(out.len() as u64, length)?;
    Ok(out)
}

/// What cannot be unpacked, or to nothing, and is text was not packed; these packings have no mark to tell by.
fn or_as_it_is(unpacked: io::Result<Vec<u8>>, raw: Vec<u8>) -> io::Result<Vec<u8>> {
    if unpacked.as_ref().is_ok_and(|out| !out.is_empty()) || !looks_like_text(&raw) {
        unpacked
    } else {
        Ok(raw)
    }
}

/// Whether content is in chunks: a length in a line of its own, and a line end behind so many bytes, as far as they came.
fn is_chunked(bytes: &[u8]) -> bool {
    let Some(end) = bytes.iter().take(64).position(|&b| b == b'\n') else { return false };
    let line = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
    let length = line.split(';').next().unwrap_or_default().trim();
    let Ok(length) = usize::from_str_radix(length, 16) else { return false };
    let behind = (end + 1).checked_add(length).and_then(|at| bytes.get(at..));
    behind.is_none_or(|rest| rest.is_empty() || rest.starts_with(b"\r\n") || rest.starts_with(b"\n"))
}

/// Whether bytes begin as RFC 1950 says.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0F == 8 && method >> 4 <= 7 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastwarc::stream_io::brotli::BrotliWriter;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    const PAGE: &str = "<p>قالت وزارة الموارد المائية إن المضخات وصلت إلى البصرة أمس.</p>";

    fn read(bytes: &[u8], encodings: &[&str]) -> io::Result<Vec<u8>> {
        let names: Vec<String> = encodings.iter().map(|&n| n.to_owned()).collect();
        unwrapped(bytes.to_vec(), &names, 1 << 20)
    }

    fn chunks(bytes: &[u8]) -> Vec<u8> {
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        let chunk = |b: &[u8]| [format!("{:x}\r\n", b.len()).as_bytes(), b, b"\r\n"].concat();
        [chunk(head), chunk(tail), b"0\r\n\r\n".to_vec()].concat()
    }

    macro_rules! packed {
        ($encoder:ident) => {{
            let mut encoder = $encoder::new(Vec::new(), Compression::fast());
            encoder.write_all(PAGE.as_bytes()).unwrap();
            encoder.finish().unwrap()
        }};
    }

    #[test]
    fn what_headers_name_is_taken_off() {
        let (gzip, zlib, raw) = (packed!(GzEncoder), packed!(ZlibEncoder), packed!(DeflateEncoder));
        let mut brotli = BrotliWriter::new(Vec::new());
        brotli.write_all(PAGE.as_bytes()).unwrap();
        let brotli = brotli.into_inner().unwrap();
        let zstandard = zstd::encode_all(PAGE.as_bytes(), 1).unwrap();
        for (bytes, encodings) in [
            (chunks(&gzip), &["gzip", "chunked"][..]),
            (gzip.clone(), &["x-gzip"]),
            (brotli, &["br"]),
            (zlib, &["deflate"]),
            (raw, &["deflate"]),
            (zstandard, &["zstd", "identity"]),
        ] {
            assert_eq!(read(&bytes, encodings).unwrap(), PAGE.as_bytes(), "{encodings:?}");
        }
        assert!(
            read(&chunks(&gzip)[..40], &["chunked"]).is_err(),
            "content that was cut is not read as it is"
        );
    }

    #[test]
    fn headers_of_what_is_unpacked_already() {
        let gzip = packed!(GzEncoder);
        for encodings in
            [&["gzip"][..], &["chunked"], &["gzip", "chunked"], &["deflate"], &["br"], &["utf-8"], &["zstd"]]
        {
            assert_eq!(read(PAGE.as_bytes(), encodings).unwrap(), PAGE.as_bytes(), "{encodings:?}");
        }
        assert_eq!(read(&gzip, &["gzip", "chunked"]).unwrap(), PAGE.as_bytes());
        assert_eq!(read(&chunks(PAGE.as_bytes()), &["gzip", "chunked"]).unwrap(), PAGE.as_bytes());
        let fault = read(b"\0\x01\x02", &["pack200"]).unwrap_err();
        assert!(fault.to_string().contains("pack200"));
    }
}
