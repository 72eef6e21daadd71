//! PDF, by way of poppler's `pdftotext`, which sets Arabic in the order in which it is read.

use std::fs::File;
use std::path::Path;

use khabar::Media;

use super::paragraphs::{self, Sheet};
use super::program::{Fault, output};
use crate::{Error, Page, Result, Settings};

const PROGRAM: &str = "pdftotext";
/// How many times the text of a page the list of its words with their places may be.
const PLACES: u64 = 16;
const MISSING: &str = "a PDF is read with poppler's pdftotext, which is not on this machine: \
    install poppler-utils (Debian, Ubuntu), poppler (Homebrew)";
const NO_TEXT: &str = "there is no text in this PDF, only pictures of pages: \
    have its text recognised first (ocrmypdf -l ara)";

/// The pages of a PDF as one text, a form feed behind each; a line is a paragraph.
pub fn page(file: &File, name: &str, settings: &Settings) -> Result<Page> {
    let ask = |arguments: &[&str], most| {
        output(Path::new(PROGRAM), arguments, file, most, settings.program_seconds)
    };
    let text = ask(&["-enc", "UTF-8", "-eol", "unix", "-", "-"], settings.page_bytes).map_err(|fault| {
        let seconds = settings.program_seconds;
        match fault {
            Fault::Missing => Error::new(name, MISSING),
            Fault::Slow => Error::new(name, format!("{PROGRAM} took more than {seconds} seconds for it")),
            Fault::Refused(said) if said.contains("password") => {
                Error::new(name, "the PDF asks for a password: save a copy without one")
            }
            Fault::Refused(said) => {
                Error::new(name, format!("{PROGRAM} cannot read it ({said}): save the PDF anew"))
            }
            Fault::Io(fault) => Error::new(name, format!("{PROGRAM}: {fault}")),
        }
    })?;
    let text = String::from_utf8_lossy(&text);
    if text.trim().is_empty() {
        return Err(Error::new(name, NO_TEXT));
    }
    // Where the lines stand is a help to tell paragraphs, and no more: an older pdftotext does not say.
    let places = ask(&["-tsv", "-", "-"], settings.page_bytes.saturating_mul(PLACES)).unwrap_or_default();
    let sheets = sheets(&text, &String::from_utf8_lossy(&places));
    let mut text = String::new();
    for sheet in paragraphs::joined(&sheets) {
        text.extend([&*sheet.join("\n"), "\n\u{C}"]);
    }
    Ok(Page {
        bytes: text.into_bytes(),
        media: Media::Text,
        charset: Some("utf-8".to_owned()),
        ..Page::default()
    })
}

/// The pages with the places of their lines, where both outputs have the same lines.
fn sheets(text: &str, places: &str) -> Vec<Sheet> {
    let places = line_boxes(places);
    let pages = text.strip_suffix('\u{C}').unwrap_or(text).split('\u{C}');
    let sheets = pages.enumerate().map(|(n, page)| {
        let mut sheet = Sheet::of_text(page.lines().map(in_reading_order), SLACK);
        if let Some(boxes) = places.get(n).filter(|boxes| boxes.len() == sheet.len()) {
            sheet.place(boxes);
        }
        sheet
    });
    sheets.collect()
}

/// Where only the lengths of lines are known: letters are not of one width.
const SLACK: f32 = 0.15;

/// Left, top, width and height of every line, page by page.
fn line_boxes(tsv: &str) -> Vec<Vec<[f32; 4]>> {
    let mut pages: Vec<Vec<[f32; 4]>> = Vec::new();
    for row in tsv.lines() {
        let mut fields = row.split('\t');
        match fields.next() {
            Some("1") => pages.push(Vec::new()),
            Some("4") => {
                let mut numbers = fields.skip(5).map_while(|f| f.parse().ok());
                let mut next = || numbers.next();
                if let (Some(left), Some(top), Some(width), Some(height), Some(page)) =
                    (next(), next(), next(), next(), pages.last_mut())
                {
                    page.push([left, top, width, height]);
                }
            }
            _ => {}
        }
    }
    pages
}

/// A line as it is read. `pdftotext` embeds runs from left to right in lines from right to left (U+202A … U+202C), and gives
/// what stands at the left edge of such a run, a blank or a mark, before it; it is read behind.
fn in_reading_order(line: &str) -> String {
    const LEFT: char = '\u{202A}';
    const END: char = '\u{202C}';
    let is_arabic = line.starts_with('\u{202B}');
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, run)) = rest.split_once(LEFT).filter(|_| is_arabic) {
        out.push_str(before);
        let (run, behind) = run.split_once(END).unwrap_or((run, ""));
        // A sign that belongs to its number stays with it.
        let at = run.find(|c: char| c.is_alphanumeric() || "+$€£#@".contains(c)).unwrap_or(run.len());
        let (edge, run) = run.split_at(at);
        out.push_str(run);
        out.extend(edge.chars().rev());
        rest = behind;
    }
    out.push_str(rest);
    out.retain(|c| !('\u{202A}'..='\u{202E}').contains(&c));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_from_left_to_right_stand_where_they_are_read() {
        let lines = [
            (
                "\u{202B}البصرة – \u{202A} 12\u{202C}مارس \u{202A}2020\u{202C}\u{202C}",
                "البصرة – 12 مارس 2020",
            ),
            ("\u{202B}في \u{202A} ،2021\u{202C}مؤكدا\u{202C}", "في 2021، مؤكدا"),
            (
                "\u{202B}\u{202A} )10/3/2020\u{202C}بنسبة \u{202A} %20\u{202C}من\u{202C}",
                "10/3/2020) بنسبة 20% من",
            ),
            ("\u{202B}الري\u{202A} ،\u{202C}وإن\u{202C}", "الري، وإن"),
            ("\u{202B}هاتف \u{202A}+964 770\u{202C}\u{202C}", "هاتف +964 770"),
            ("in \u{202B}بغداد\u{202C} today", "in بغداد today"),
        ];
        for (given, read) in lines {
            assert_eq!(in_reading_order(given), read);
        }
    }

    #[test]
    fn boxes_of_lines_page_by_page() {
        let tsv = "level\tpage_num\n1\t1\t0\t0\t0\t0\t0\t0\t440\t304\t-1\t###PAGE###\n\
            4\t1\t0\t0\t0\t0\t44.5\t10\t385\t20\t-1\t###LINE###\n5\t1\t0\t0\t0\t0\t1\t1\t1\t1\t100\tx\n\
            1\t2\t0\t0\t0\t0\t0\t0\t440\t304\t-1\t###PAGE###\n";
        assert_eq!(line_boxes(tsv), [vec![[44.5, 10.0, 385.0, 20.0]], vec![]]);
    }
}
