//! Paragraphs out of printed lines.
//!
//! A line goes on in the next one if the next one's first word found no room in it, both are set alike, and no sentence
//! ends between them. What is said at the edge of every page (its number, its running title) stays apart, so that a
//! paragraph goes on over it.

use std::collections::HashMap;

use super::columns;

/// Lines of a page beyond which none are joined: every line is compared with all of its page.
const LINES: usize = 2000;
/// Lines at either edge of a page that may be its running title or number.
const EDGE: usize = 2;
/// How much larger than the usual distance of lines the gap before a paragraph is.
const GAP: f32 = 1.35;
/// How far sizes of one text may differ: line boxes grow with a foreign letter.
const SIZE: f32 = 0.12;

/// A page of printed lines.
#[derive(Debug, Default)]
pub struct Sheet {
    lines: Vec<Line>,
    slack: Slack,
}

/// How much room a line may leave and still be full.
#[derive(Debug, Clone, Copy)]
enum Slack {
    /// Of the column.
    Part(f32),
    /// Of the size of the letters.
    Letter(f32),
}

impl Default for Slack {
    fn default() -> Self {
        Self::Part(0.0)
    }
}

/// A line: its extent in the direction of reading, from any origin, in units of any length.
#[derive(Debug)]
pub struct Line {
    pub text: String,
    pub start: f32,
    pub end: f32,
    pub top: f32,
    pub size: f32,
}

impl Sheet {
    /// A page of which nothing is known but its lines; a line leaves up to this part of the longest empty.
    pub fn of_text(lines: impl Iterator<Item = impl AsRef<str>>, slack: f32) -> Self {
        let mut found = Vec::new();
        for (n, line) in lines.enumerate() {
            let text = line.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                let end = text.chars().count() as f32;
                found.push(Line { text, start: 0.0, end, top: n as f32, size: 1.0 });
            }
        }
        Self { lines: found, slack: Slack::Part(slack) }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Puts the lines where they stand on paper: left, top, width and height of each.
    pub fn place(&mut self, boxes: &[[f32; 4]]) {
        let is_arabic =
            |c: &char| ('\u{600}'..='\u{6FF}').contains(c) || ('\u{FB50}'..='\u{FEFC}').contains(c);
        let letters = || self.lines.iter().flat_map(|l| l.text.chars()).filter(|c| c.is_alphabetic());
        let from_right = letters().filter(is_arabic).count() * 2 > letters().count();
        for (line, [left, top, width, height]) in self.lines.iter_mut().zip(boxes) {
            let right = left + width;
            (line.start, line.end) = if from_right { (-right, -left) } else { (*left, right) };
            (line.top, line.size) = (*top, height.max(f32::MIN_POSITIVE));
        }
        self.slack = Slack::Letter(0.3);
        if self.lines.len() <= LINES && columns::is_mixed(&self.lines) {
            self.lines = columns::in_order(std::mem::take(&mut self.lines));
        }
    }

    /// The usual distance of a line from the one above, in sizes.
    fn leading(&self) -> f32 {
        let pairs = self.lines.iter().zip(self.lines.iter().skip(1));
        let mut found: Vec<f32> = pairs
            .filter(|(a, b)| a.is_size_of(b) && b.top > a.top)
            .map(|(a, b)| (b.top - a.top) / a.size)
            .collect();
        found.sort_by(f32::total_cmp);
        found.get(found.len().saturating_sub(1) / 2).copied().unwrap_or(f32::MAX)
    }

    /// How far the column goes in which a line stands.
    fn limit(&self, line: &Line) -> f32 {
        let tolerance = line.size / 2.0;
        let around = self.lines.iter().filter(|other| {
            other.is_size_of(line)
                && other.start <= line.start + tolerance
                && other.end >= line.end - tolerance
        });
        around.map(|other| other.end).fold(line.end, f32::max)
    }

    /// Whether the first word of `next` would have found no room in `line`.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let letters = next.text.chars().count() as f32;
        let word = next.text.split(' ').next().map_or(0, |w| w.chars().count() + 1) as f32;
        let room = (next.end - next.start) * word / letters.max(1.0);
        let limit = self.limit(line);
        let slack = match self.slack {
            Slack::Part(part) => (limit - line.start) * part,
            Slack::Letter(part) => line.size * part,
        };
        line.end + room > limit - slack
    }
}

impl Line {
    fn is_size_of(&self, other: &Self) -> bool {
        (self.size - other.size).abs() <= SIZE * self.size.max(other.size)
    }

    /// Whether `next` stands under this line as lines of one paragraph do.
    fn is_above(&self, next: &Self, leading: f32) -> bool {
        if next.top <= self.top {
            // The next column, or page.
            return true;
        }
        let shift = next.start - self.start;
        let middle = (next.start + next.end - self.start - self.end).abs() / 2.0;
        let is_aligned = middle <= self.size / 2.0 || shift.abs() <= 3.0 * self.size;
        // A first line is set in; the lines of an item are, too.
        let is_first = middle > self.size / 2.0 && shift > 0.7 * self.size && !opens_item(&self.text);
        is_aligned && !is_first && next.top - self.top <= GAP * leading * self.size
    }
}

/// The lines of each page, joined to paragraphs. One that goes on over a page's end stands where it begins; running titles and
/// numbers stand behind the text, so that the headline is the first line.
pub fn joined(sheets: &[Sheet]) -> Vec<Vec<String>> {
    let running = running(sheets);
    let mut pages: Vec<Page> = Vec::with_capacity(sheets.len());
    // The last line of the text, its page, and the page that its paragraph began on.
    let mut last: Option<(&Line, usize, usize)> = None;
    for (n, (sheet, running)) in sheets.iter().zip(&running).enumerate() {
        pages.push(Page::default());
        let leading = sheet.leading();
        for (line, is_running) in sheet.lines.iter().zip(running) {
            let Some(page) = pages.last_mut() else { continue };
            if *is_running {
                page.running.push(line.text.clone());
                continue;
            }
            let begun = last.filter(|&(before, on, _)| {
                let leading = if on == n { leading } else { f32::MAX };
                sheets.get(on).is_some_and(|on| on.lines.len() <= LINES && on.goes_on(before, line))
                    && (on != n || before.is_above(line, leading))
            });
            let begun = begun.map(|(.., begun)| begun);
            match begun.and_then(|begun| pages.get_mut(begun)?.text.last_mut()) {
                Some(paragraph) => append(paragraph, &line.text),
                None => {
                    if let Some(page) = pages.last_mut() {
                        page.text.push(line.text.clone());
                    }
                }
            }
            last = Some((line, n, begun.unwrap_or(n)));
        }
    }
    pages.into_iter().map(|page| [page.text, page.running].concat()).collect()
}

#[derive(Default)]
struct Page {
    text: Vec<String>,
    running: Vec<String>,
}

impl Sheet {
    /// Whether a line of this page goes on in `next`, as far as its words and its length tell.
    fn goes_on(&self, line: &Line, next: &Line) -> bool {
        line.is_size_of(next)
            && !ends_sentence(&line.text)
            && !opens_item(&next.text)
            && self.is_full(line, next)
    }
}

fn append(paragraph: &mut String, line: &str) {
    // A word was parted.
    if paragraph.ends_with('\u{AD}') {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// For every line of every page, whether it is a running title or the page's number.
fn running(sheets: &[Sheet]) -> Vec<Vec<bool>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for sheet in sheets {
        let mut keys: Vec<_> = edges(sheet).into_iter().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let is_running = |line: &Line| {
        let key = key(line);
        !key.contains(char::is_alphabetic) || seen.get(&key).is_some_and(|&count| count > 1)
    };
    let of_sheet = |sheet: &Sheet| {
        let edges = edges(sheet);
        let is_edge = |line: &Line| edges.iter().any(|edge| std::ptr::eq(*edge, line));
        sheet.lines.iter().map(|line| is_edge(line) && is_running(line)).collect()
    };
    sheets.iter().map(of_sheet).collect()
}

/// The uppermost and the lowest lines of a page.
fn edges(sheet: &Sheet) -> Vec<&Line> {
    let mut lines: Vec<&Line> = sheet.lines.iter().collect();
    lines.sort_by(|a, b| a.top.total_cmp(&b.top));
    if lines.len() > 2 * EDGE {
        lines.drain(EDGE..lines.len() - EDGE);
    }
    lines
}

/// A line's words, every number alike.
fn key(line: &Line) -> String {
    line.text.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect()
}

fn ends_sentence(line: &str) -> bool {
    let open = line.trim_end_matches(|c: char| c.is_whitespace() || "»”\"’')]›".contains(c));
    open.ends_with(['.', '؟', '!', '?', '…', '۔'])
}

/// Whether a line opens like one of a list: «•», «-», «3.», «٣)».
fn opens_item(line: &str) -> bool {
    let Some(first) = line.split(' ').next().filter(|first| first.len() < line.len()) else { return false };
    let number = first.trim_end_matches(['.', ')', '-']);
    let is_number = number.len() < first.len() && !number.is_empty();
    matches!(first, "•" | "▪" | "●" | "◦" | "■" | "-" | "–" | "—" | "*" | "o")
        || is_number && number.chars().count() <= 2 && number.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as on paper: right edge, width, top, height, words.
    fn sheet(lines: &[(f32, f32, f32, f32, &str)]) -> Sheet {
        let mut sheet = Sheet::of_text(lines.iter().map(|l| l.4), 0.0);
        let boxes: Vec<_> =
            lines.iter().map(|&(right, width, top, height, _)| [right - width, top, width, height]).collect();
        sheet.place(&boxes);
        sheet
    }

    #[test]
    fn a_headline_of_two_lines_a_dateline_and_paragraphs() {
        let page = sheet(&[
            (400.0, 370.0, 10.0, 20.0, "وزارة الري تعيد تشغيل أربع مضخات كبيرة"),
            (400.0, 190.0, 32.0, 20.0, "في محطة البصرة"),
            (400.0, 100.0, 70.0, 12.0, "البصرة – 12 مارس 2020"),
            (400.0, 380.0, 90.0, 12.0, "قالت الوزارة يوم الخميس إن فرقها الهندسية أعادت تشغيل"),
            (400.0, 379.0, 104.0, 12.0, "المضخات الأربع في المحطة، وإن المياه تصل إلى المزارع"),
            (400.0, 60.0, 118.0, 12.0, "غدا."),
            (380.0, 360.0, 132.0, 12.0, "وأضاف المتحدث أن كلفة الصيانة بلغت مليون دولار وأن"),
            (400.0, 120.0, 146.0, 12.0, "العمل انتهى."),
        ]);
        let lines = joined(&[page]).remove(0);
        assert_eq!(
            lines,
            [
                "وزارة الري تعيد تشغيل أربع مضخات كبيرة في محطة البصرة",
                "البصرة – 12 مارس 2020",
                "قالت الوزارة يوم الخميس إن فرقها الهندسية أعادت تشغيل المضخات الأربع في المحطة، وإن المياه تصل إلى المزارع غدا.",
                "وأضاف المتحدث أن كلفة الصيانة بلغت مليون دولار وأن العمل انتهى.",
            ]
        );
    }

    #[test]
    fn a_gap_an_indent_an_item_and_a_short_line_end_a_paragraph() {
        let full = "كلمات تملأ السطر كله من أوله إلى آخره بلا";
        let pairs = [
            ((400.0, 380.0, 24.0, 12.0), "نقطة", true),
            ((400.0, 380.0, 60.0, 12.0), "نقطة", false),
            ((384.0, 364.0, 24.0, 12.0), "نقطة", false),
            ((400.0, 380.0, 24.0, 12.0), "• نقطة أخرى", false),
            ((400.0, 380.0, 24.0, 16.0), "نقطة", false),
        ];
        for (at, words, is_one) in pairs {
            let (right, width, top, height) = at;
            let page = sheet(&[
                (400.0, 380.0, -4.0, 12.0, full),
                (400.0, 380.0, 10.0, 12.0, full),
                (right, width, top, height, words),
            ]);
            assert_eq!(joined(&[page]).remove(0).len() == 1, is_one, "{at:?}");
        }
        let short = sheet(&[
            (400.0, 380.0, 0.0, 12.0, full),
            (400.0, 90.0, 14.0, 12.0, "عنوان"),
            (400.0, 380.0, 28.0, 12.0, full),
        ]);
        assert_eq!(joined(&[short]).remove(0).len(), 2);
    }

    #[test]
    fn a_paragraph_goes_on_over_the_end_of_a_page() {
        let page = |number: &'static str, words: &'static str| {
            sheet(&[
                (300.0, 100.0, 10.0, 9.0, "نشرة وزارة الري"),
                (400.0, 380.0, 40.0, 12.0, words),
                (210.0, 10.0, 500.0, 9.0, number),
            ])
        };
        let pages = [
            page("1", "قال الوزير إن العمل في المحطة يبدأ في شهر حزيران إذا"),
            page("2", "صرفت المبالغ في موعدها."),
        ];
        let lines = joined(&pages);
        assert_eq!(
            lines[0],
            [
                "قال الوزير إن العمل في المحطة يبدأ في شهر حزيران إذا صرفت المبالغ في موعدها.",
                "نشرة وزارة الري",
                "1"
            ]
        );
        assert_eq!(lines[1], ["نشرة وزارة الري", "2"]);
    }

    #[test]
    fn without_places_the_length_of_lines_tells() {
        let text = "عنوان قصير\n\nقالت الوزارة يوم الخميس إن فرقها الهندسية أعادت\nتشغيل المضخات الأربع في المحطة وإن المياه تصل\nإلى المزارع غدا.\nوأضافت أن العمل انتهى.";
        let lines = joined(&[Sheet::of_text(text.lines(), 0.15)]).remove(0);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(joined(&[Sheet::of_text("".lines(), 0.15)]).remove(0).is_empty());
    }
}
