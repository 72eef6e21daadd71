//! Makers of inputs, one for each format that is read.

mod archive;
mod chat;
mod feed;
mod html;
mod json;
mod mail;
mod office;
mod packed;
mod pdf;
mod table;
mod text;

use encoding_rs::{ISO_8859_6, WINDOWS_1252, WINDOWS_1256};
use khabar::Media;

use crate::pool::Pool;
use crate::random::Random;

/// An input.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The name that they are opened under as a stream; without one they are a page.
    pub name: Option<&'static str>,
    /// What the page is.
    pub media: Media,
}

impl Made {
    /// A stream of such a name.
    fn stream(name: &'static str, bytes: Vec<u8>) -> Self {
        Self { bytes, name: Some(name), media: Media::Unknown }
    }
}

type Make = fn(&mut Random, &Pool) -> Made;

/// A format, and how its inputs are made.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// How many of a thousand inputs are of it; none of one that another program reads: of that a round has one.
    pub share: u64,
    make: Make,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self { name: "bytes", share: 60, make: bytes },
        Self { name: "text", share: 130, make: text::page },
        Self { name: "seeds", share: 60, make: seed },
        Self { name: "html", share: 200, make: html::input },
        Self { name: "json", share: 110, make: json::input },
        Self { name: "feed", share: 100, make: feed::input },
        Self { name: "warc", share: 90, make: archive::input },
        Self { name: "arc", share: 10, make: archive::old },
        Self { name: "table", share: 70, make: table::input },
        Self { name: "mail", share: 60, make: mail::input },
        Self { name: "telegram", share: 30, make: chat::telegram },
        Self { name: "whatsapp", share: 30, make: chat::whatsapp },
        Self { name: "office", share: 30, make: office::input },
        Self { name: "packed", share: 20, make: packed::input },
        Self { name: "pdf", share: 0, make: pdf::input },
    ];

    /// The format of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name == name)
    }

    /// An input of it.
    #[must_use]
    pub fn make(&self, random: &mut Random, pool: &Pool) -> Made {
        (self.make)(random, pool)
    }
}

/// Any bytes, as anything.
fn bytes(random: &mut Random, _: &Pool) -> Made {
    const NAMES: [Option<&str>; 16] = [
        None,
        None,
        Some("-"),
        Some("a.txt"),
        Some("a.html"),
        Some("a.jsonl"),
        Some("a.json"),
        Some("a.csv"),
        Some("a.tsv"),
        Some("a.rss"),
        Some("a.xml"),
        Some("a.warc"),
        Some("a.wet"),
        Some("a.mbox"),
        Some("a.eml"),
        Some("a.csv.gz"),
    ];
    let count = random.few(0, 1_500);
    let mut bytes = random.bytes(count);
    // Half of them without the NUL and control characters by which most are refused at once.
    if random.once_in(2) {
        for byte in &mut bytes {
            if *byte < 0x20 {
                *byte |= 0x20;
            }
        }
    }
    Made { bytes, name: random.pick(&NAMES), media: media(random) }
}

/// A page of our own, or a part of one, changed.
fn seed(random: &mut Random, pool: &Pool) -> Made {
    let one = random.below(pool.seeds.len());
    let other = random.below(pool.seeds.len());
    let seed = |at: usize| pool.seeds.get(at).map_or(&[][..], |seed| &seed.1);
    let mut page = seed(one);
    if !random.once_in(4) {
        let from = random.below(page.len());
        let part = page.get(from..).unwrap_or_default();
        page = part.get(..random.few(0, 1_000)).unwrap_or(part);
    }
    let bytes = changed(page, seed(other), random);
    Made { bytes, name: None, media: media(random) }
}

fn media(random: &mut Random) -> Media {
    match random.below(4) {
        0 | 1 => Media::Unknown,
        2 => Media::Text,
        _ => Media::Html,
    }
}

/// A seed cut, with bytes changed, a part doubled or a part of another seed in it.
#[must_use]
pub fn changed(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = seed.to_vec();
    for _ in 0..=random.below(4) {
        let (from, length) = (random.below(out.len()), random.below(200));
        let end = (from + length).min(out.len());
        match random.below(6) {
            0 => out.truncate(from),
            1 => {
                for byte in out.iter_mut().take(end).skip(from).step_by(7) {
                    *byte = random.next() as u8;
                }
            }
            2 => {
                let part: Vec<u8> = out.iter().take(end).skip(from).copied().collect();
                out.splice(from..from, part.repeat(3));
            }
            3 => {
                let start = random.below(other.len());
                let part: Vec<u8> = other.iter().skip(start).take(length).copied().collect();
                out.splice(from..from, part);
            }
            4 => {
                if let Some(byte) = out.get_mut(from) {
                    *byte ^= 1 << random.below(8);
                }
            }
            _ => {
                out.drain(from..end);
            }
        }
    }
    out
}

/// What a maker wrote, now and then changed byte by byte: a grammar makes no letter that is cut in two.
fn or_changed(bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if !random.once_in(6) {
        return bytes;
    }
    let other = bytes.clone();
    changed(&bytes, &other, random)
}

/// A text in an encoding: mostly UTF-8, else one that Arabic pages have, not always one that fits.
fn encoded(text: &str, random: &mut Random) -> Vec<u8> {
    match random.below(24) {
        0 | 1 => WINDOWS_1256.encode(text).0.into_owned(),
        2 => ISO_8859_6.encode(text).0.into_owned(),
        3 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        5 => format!("\u{FEFF}{text}").into_bytes(),
        // Decoded wrongly before it was stored.
        6 => WINDOWS_1252.decode(text.as_bytes()).0.into_owned().into_bytes(),
        7 => WINDOWS_1256.decode(text.as_bytes()).0.into_owned().into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

/// A text cut at any place, now and then.
fn or_cut(mut text: String, random: &mut Random) -> String {
    if random.once_in(10) {
        let mut at = random.below(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.truncate(at);
    }
    text
}
