//! JSON objects: one a line, or written over many lines, or in an array.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader};

use serde_json::{Map, Value};

use crate::ahead::{Ahead, Next};
use crate::columns::from_fields;
use crate::{Error, Page, Result, Settings, mend, transcode};

/// An object of JSON, and where it stands.
pub type Line = (String, Vec<u8>);

/// How deep an object may be: deeper ones are refused where they are read.
const DEEPEST: usize = 128;

/// The objects of a stream. What is no object comes as the line it is: whoever reads it says what is the matter.
pub fn lines(
    name: String,
    stream: Box<dyn BufRead>,
    settings: &Settings,
) -> io::Result<impl Iterator<Item = Result<Line>> + use<>> {
    // JSON writes a character in up to six bytes.
    let most = settings.page_bytes.saturating_mul(6);
    let stream = BufReader::new(transcode::utf8(stream, settings.charset)?);
    let mut lines = Ahead::new(stream, most);
    let (mut is_over, mut is_lost) = (false, false);
    // How many objects the line that comes next has given.
    let mut given = (0, 0);
    Ok(std::iter::from_fn(move || {
        while !is_over {
            let number = lines.line();
            if given.0 != number {
                given = (number, 0);
            }
            let place = if given.1 == 0 {
                format!("{name}:{number}")
            } else {
                format!("{name}:{number}.{}", given.1 + 1)
            };
            match step(&mut lines, &mut is_lost) {
                Ok(Step::Object(object)) => {
                    given.1 += 1;
                    return Some(Ok((place, object)));
                }
                Ok(Step::Nothing) => {}
                Ok(Step::End) => is_over = true,
                Ok(Step::TooLong) => {
                    // The rest of the line is passed over; the next line is a page again.
                    is_over = lines.skip_line().is_err();
                    return Some(Err(Error::new(place, format!("the object is longer than {most} bytes"))));
                }
                Err(fault) => {
                    is_over = true;
                    return Some(Err(Error::new(place, fault)));
                }
            }
        }
        None
    }))
}

enum Step {
    /// An object, or a line that is none.
    Object(Vec<u8>),
    /// Blanks, commas and brackets between objects, or what is left of a broken one.
    Nothing,
    TooLong,
    End,
}

/// Takes the next object. `is_lost` says that one over many lines was broken: then the next is waited for.
fn step<R: BufRead>(lines: &mut Ahead<R>, is_lost: &mut bool) -> io::Result<Step> {
    let mut end = match lines.end_of_line(0)? {
        Next::End => return Ok(Step::End),
        Next::TooLong => return Ok(Step::TooLong),
        Next::Line(end) => end,
    };
    let line = lines.held().get(..end).unwrap_or_default();
    let between = |b: &&u8| b.is_ascii_whitespace() || matches!(b, b',' | b'[' | b']');
    let lead = line.iter().take_while(between).count();
    if lead == end {
        lines.take(end);
        return Ok(Step::Nothing);
    }
    if line.get(lead) != Some(&b'{') {
        let line = line.to_vec();
        lines.take(end);
        return Ok(if *is_lost { Step::Nothing } else { Step::Object(line) });
    }
    *is_lost = false;
    lines.take(lead);
    end -= lead;
    let (first, mut at, mut scan) = (end, 0, Scan::default());
    loop {
        match scan.feed(lines.held().get(at..end).unwrap_or_default()) {
            Scanned::Ends(length) => {
                let object = lines.held().get(..at + length).unwrap_or_default().to_vec();
                lines.take(at + length);
                return Ok(Step::Object(object));
            }
            Scanned::Broken => break,
            Scanned::Goes => at = end,
        }
        match lines.end_of_line(at)? {
            Next::Line(next) => end = next,
            Next::End => break,
            Next::TooLong => return Ok(Step::TooLong),
        }
    }
    *is_lost = end > first;
    let line = lines.held().get(..first).unwrap_or_default().trim_ascii_end().to_vec();
    lines.take(first);
    Ok(Step::Object(line))
}

/// Where in an object a scan is.
#[derive(Default)]
struct Scan {
    /// The brackets that are open.
    open: Vec<u8>,
    is_in_string: bool,
    is_escaped: bool,
    /// The last mark, blanks aside.
    last: u8,
}

enum Scanned {
    /// The object ends behind so many bytes.
    Ends(usize),
    Broken,
    Goes,
}

impl Scan {
    /// Goes over a line. What no JSON could go on from – a string that the line ends in, an object where a name should be – is
    /// broken, so that a line that was cut takes no others with it.
    fn feed(&mut self, line: &[u8]) -> Scanned {
        for (at, &byte) in line.iter().enumerate() {
            if self.is_in_string {
                match byte {
                    b'\n' => return Scanned::Broken,
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => self.is_in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => continue,
                b'"' => self.is_in_string = true,
                b'{' | b'[' => {
                    let may = self.last == b':' || self.open.last() == Some(&b'[') || self.open.is_empty();
                    if !may || self.open.len() >= DEEPEST {
                        return Scanned::Broken;
                    }
                    self.open.push(byte);
                }
                b'}' | b']' => {
                    if self.open.pop() != Some(if byte == b'}' { b'{' } else { b'[' }) {
                        return Scanned::Broken;
                    }
                    if self.open.is_empty() {
                        return Scanned::Ends(at + 1);
                    }
                }
                _ => {}
            }
            self.last = byte;
        }
        Scanned::Goes
    }
}

/// The page that an object of JSONL tells of.
pub fn object(line: &[u8], place: &str, settings: &Settings) -> Result<Page> {
    let (object, warnings) = parsed(line).map_err(|e| Error::new(place, format!("no JSON object: {e}")))?;
    let get = |name: &str| match object.get(name)? {
        Value::String(text) => Some(text.clone()).filter(|t| !t.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        // Paragraphs one by one.
        Value::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts.map(|p| p.join("\n")).filter(|t| !t.trim().is_empty())
        }
        _ => None,
    };
    Ok(Page { warnings, ..from_fields(get, &settings.columns, place)? })
}

/// An object, mended where writers of JSON are known to break it, and what was lost by that.
pub fn parsed(line: &[u8]) -> serde_json::Result<(Map<String, Value>, Vec<String>)> {
    let fault = match serde_json::from_slice(line) {
        Ok(object) => return Ok((object, Vec::new())),
        Err(fault) => fault,
    };
    let text: Cow<str> = String::from_utf8_lossy(line);
    let mended = mend::json(&text);
    let object = serde_json::from_str(&mended.text).map_err(|_| fault)?;
    let warnings = (mended.lone_surrogates > 0)
        .then(|| format!("lone surrogates replaced by U+FFFD: {}", mended.lone_surrogates));
    Ok((object, warnings.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let stream = Box::new(io::Cursor::new(text.to_owned().into_bytes()));
        let found = lines("f".to_owned(), stream, &Settings::default()).unwrap();
        found.map(Result::unwrap).map(|(place, line)| (place, String::from_utf8(line).unwrap())).collect()
    }

    #[test]
    fn objects_a_line_over_lines_and_in_an_array() {
        let places = |text| read(text).into_iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(places("{\"a\":1}\n\n{\"a\":\"}{\\\"\"}"), ["f:1", "f:3"]);
        assert_eq!(places("\u{FEFF}[{\"a\":[{}]},{\"a\":2}]"), ["f:1", "f:1.2"]);
        assert_eq!(places("{\n \"a\": {\n \"b\": [\n {} ] } }\n{\n}\n"), ["f:1", "f:5"]);
        assert_eq!(places(""), [""; 0]);
    }

    #[test]
    fn a_broken_object_takes_no_other_with_it() {
        // Cut within a string, behind a comma, before a value; a bracket that is not closed.
        for cut in ["{\"id\":\"8\",\"text\":\"قال", "{\"id\":\"8\",", "{", "{\"a\":[1,"] {
            let found = read(&format!("{cut}\n{{\"id\":9}}\n{{\"id\":10}}"));
            let found: Vec<_> = found.iter().map(|f| f.1.trim()).collect();
            assert_eq!(found, [cut, "{\"id\":9}", "{\"id\":10}"]);
        }
        let found = read("{\n \"title\": \"a\",\n \"text\": \"b\n\n{\"id\":9}\nnot json\n");
        let found: Vec<_> = found.iter().map(|f| f.1.trim()).collect();
        assert_eq!(
            found,
            ["{", "{\"id\":9}", "not json"],
            "what is left of a broken object is not told line by line"
        );
    }

    #[test]
    fn objects() {
        let settings = Settings::default();
        let page = object(br#"{"id": 7, "text": "a", "title": null, "url": "u"}"#, "f:1", &settings).unwrap();
        assert_eq!((page.id.as_deref(), page.title, page.uri.as_deref()), (Some("7"), None, Some("u")));
        for (line, reason) in [("[]", "map"), ("{", "EOF"), (r#"{"id": 1}"#, "neither")] {
            let fault = object(line.as_bytes(), "f:1", &settings).unwrap_err();
            assert!(fault.reason.contains(reason) && fault.place == "f:1", "{fault}");
        }
    }

    #[test]
    fn what_writers_of_json_break_is_mended() {
        let settings = Settings::default();
        let line = "{\"text\":[\"أولا.\",\"ثانيا\t\\ud800.\"],\"score\":NaN,\"x\":-Infinity,\"published\":1636009200,}";
        let page = object(line.as_bytes(), "f:1", &settings).unwrap();
        assert_eq!(page.bytes, "أولا.\nثانيا\t\u{FFFD}.".as_bytes());
        assert_eq!(page.published.as_deref(), Some("2021-11-04T07:00:00Z"));
        assert_eq!(page.warnings.len(), 1);
        let page = object(br#"{"text":"NaN \ud83d\ude00","n":NaN}"#, "f:1", &settings).unwrap();
        assert_eq!((page.bytes, page.warnings.len()), ("NaN 😀".into(), 0));
    }
}
