//! What must hold of every input.

use std::io::Cursor;
use std::sync::LazyLock;

use khabar::{Input, Media, Options, Record, read};
use khabar_sources::{Charset, Error, Settings, from_stream};

use crate::make::Made;
use crate::random::Random;

/// Most pages that an input of a few kilobytes may be; a source that gives more does not end.
const PAGES: usize = 100_000;
/// The longest reason of an error, in characters.
const REASON: usize = 600;
/// Pages cut behind so many bytes.
const CUTS: [usize; 4] = [1, 100, 1_000, 5_000];

/// How an input is read.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    options: Options,
    settings: Settings,
    published: Option<&'static str>,
    retrieved: Option<&'static str>,
    title: Option<&'static str>,
    uri: Option<&'static str>,
    charset: Option<&'static str>,
    /// Whether each page is read twice, and must become the same record.
    is_twice: bool,
}

impl Setup {
    /// Any of the ways that callers have.
    pub fn at_random(random: &mut Random) -> Self {
        static BAGHDAD: LazyLock<Options> =
            LazyLock::new(|| Options::in_zone("Asia/Baghdad").unwrap_or_default());
        let mut setup = Self { is_twice: random.once_in(32), ..Self::default() };
        if random.once_in(2) {
            setup.published =
                Some(random.pick(&["2021-11-04", "2021-11-04T16:44:29", "2021-11-04T23:30:00-11:00", "غدا"]));
        }
        if random.once_in(2) {
            setup.retrieved = Some(random.pick(&["2021-11-05", "2020-02-29T00:00:00Z", "2021-13-01"]));
        }
        if random.once_in(4) {
            setup.title = Some(random.pick(&["إعادة 140 مضخة إلى البصرة", "خبر", " ", "<b>عاجل</b>"]));
            setup.uri = Some(random.pick(&["https://news.example/2021/11/04/pumps-140.html", "a.html", ""]));
        }
        if random.once_in(4) {
            setup.options = BAGHDAD.clone();
        }
        if random.once_in(16) {
            let cut = random.pick(&CUTS);
            setup.options = setup.options.with_limit(cut);
            setup.settings = Settings::for_pages_of(cut);
        }
        if random.once_in(16) {
            let name = random.pick(&["utf-8", "windows-1256", "utf-16le", "iso-8859-6", "shift_jis"]);
            setup.settings.charset = name.parse::<Charset>().ok();
            setup.charset = Some(name);
        }
        setup
    }
}

/// What became of an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Bytes of the input.
    pub bytes: usize,
    /// Pages that became records.
    pub pages: usize,
    /// Pages that were refused, each with a reason.
    pub refused: usize,
}

/// Reads bytes as a page of unknown media and as HTML.
///
/// # Errors
/// The fault, where a record does not survive its JSON.
pub fn page(bytes: &[u8]) -> Result<(), String> {
    for media in [Media::Unknown, Media::Html] {
        let input = Input {
            bytes,
            media,
            published: Some("2021-11-04"),
            retrieved: Some("2021-11-05"),
            ..Input::default()
        };
        record(&input, &Options::default(), false)?;
    }
    Ok(())
}

/// Reads an input to its end, and every page of it.
///
/// # Errors
/// The fault: a source that does not end, an error that is no line of words, a record that does not survive its JSON.
pub fn source(made: &Made, setup: &Setup) -> Result<Counted, String> {
    let mut counted = Counted { bytes: made.bytes.len(), ..Counted::default() };
    let Some(name) = made.name else {
        let input = Input {
            bytes: &made.bytes,
            media: made.media,
            charset: setup.charset,
            published: setup.published,
            retrieved: setup.retrieved,
            title: setup.title,
            uri: setup.uri,
            ..Input::default()
        };
        record(&input, &setup.options, setup.is_twice)?;
        return Ok(Counted { pages: 1, ..counted });
    };
    for found in from_stream(name, Cursor::new(made.bytes.clone()), &setup.settings).take(PAGES + 1) {
        match found.and_then(|pending| pending.load(&setup.settings)) {
            Ok(page) => {
                let mut input = page.input();
                input.published = input.published.or(setup.published);
                input.retrieved = input.retrieved.or(setup.retrieved);
                record(&input, &setup.options, setup.is_twice)?;
                counted.pages += 1;
            }
            Err(fault) => {
                told(&fault)?;
                counted.refused += 1;
            }
        }
    }
    match counted {
        Counted { pages, refused, .. } if pages + refused > PAGES => {
            Err("the source does not end".to_owned())
        }
        Counted { pages: 0, refused: 0, .. } => {
            Err("neither a page nor a reason why there is none".to_owned())
        }
        _ => Ok(counted),
    }
}

/// A record lies in its text, reads back as itself, and is the same when it is made again.
fn record(input: &Input, options: &Options, is_twice: bool) -> Result<(), String> {
    let record = read(input, options);
    let json = record.to_json().map_err(|e| e.to_string())?;
    let back = Record::from_json(&json).map_err(|e| e.to_string())?;
    if back != record {
        return Err(format!("the record read back is another one: {}", difference(&json, &back)));
    }
    if is_twice && read(input, options) != record {
        return Err("the page read again becomes another record".to_owned());
    }
    Ok(())
}

/// Where the JSON of two records parts.
fn difference(json: &str, other: &Record) -> String {
    let other = other.to_json().unwrap_or_default();
    let alike = json.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |json: &str| json.chars().skip(alike.saturating_sub(80)).take(120).collect::<String>();
    format!("…{}… is not …{}…", around(json), around(&other))
}

/// An error is a reason in one line.
fn told(fault: &Error) -> Result<(), String> {
    let letters = fault.reason.chars().count();
    if fault.reason.trim().is_empty() || fault.reason.contains('\n') || letters > REASON {
        return Err(format!("an error of {letters} letters is no reason in a line: {:?}", fault.reason));
    }
    Ok(())
}
