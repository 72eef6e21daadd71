//! What WhatsApp writes itself, of `data/whatsapp.tsv`.

use std::sync::LazyLock;

use super::stamp::is_mark;

const TABLE: &str = include_str!("../../data/whatsapp.tsv");

/// What words of the table stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A message without text.
    Media,
    /// The end of a line that names a file.
    File,
    /// What stands behind an edited message.
    Edited,
}

impl Word {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "am" => Self::Am,
            "pm" => Self::Pm,
            "media" => Self::Media,
            "file" => Self::File,
            "edited" => Self::Edited,
            _ => return None,
        })
    }
}

/// The rows, the longest words first.
pub fn rows() -> &'static [(Word, &'static str)] {
    static ROWS: LazyLock<Vec<(Word, &str)>> = LazyLock::new(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let mut rows: Vec<_> = lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(kind, words)| Some((Word::of_name(kind)?, words)))
            .collect();
        rows.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        rows
    });
    &ROWS
}

/// The text of a message without what WhatsApp says in it; none where nothing is left.
pub fn written(text: &str) -> Option<String> {
    let lines = text.lines().map(own).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

/// A line without what WhatsApp says in it.
fn own(line: &str) -> &str {
    const BRACKETS: [char; 4] = ['<', '>', '(', ')'];
    let is_edge = |c: char| is_mark(c) || c.is_whitespace();
    let line = line.trim_matches(is_edge);
    let inner = line.trim_matches(|c| is_edge(c) || BRACKETS.contains(&c)).trim_end_matches('.');
    for (word, words) in rows() {
        match word {
            Word::Media if inner == *words => return "",
            // «IMG-1.jpg (file attached)»: in brackets, so that no sentence is meant.
            Word::File if inner.ends_with(words) && line.ends_with(')') => return "",
            Word::Edited if inner.ends_with(words) => {
                let at = line.rfind('<').unwrap_or(line.len());
                return line.get(..at).unwrap_or_default().trim_end_matches(is_edge);
            }
            _ => {}
        }
    }
    // «<attached: 1.jpg>» on iOS, in any language.
    if line.starts_with('<') && line.ends_with('>') && line.contains(": ") { "" } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows_of_file = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().len(), rows_of_file);
    }

    #[test]
    fn what_whatsapp_says_is_no_text() {
        let none = [
            "<Media omitted>",
            "<تم استبعاد الوسائط>",
            "\u{200E}image omitted",
            "\u{200E}<attached: 0001-PHOTO.jpg>",
            "\u{200F}IMG-1.jpg (الملف مرفق)",
            "تم حذف هذه الرسالة.",
        ];
        for line in none {
            assert_eq!(written(line), None, "{line}");
        }
        assert_eq!(written("IMG-1.jpg (file attached)\nالجسر مغلق").as_deref(), Some("الجسر مغلق"));
        assert_eq!(written("الجسر مغلق <This message was edited>").as_deref(), Some("الجسر مغلق"));
        assert_eq!(written("قال إن الملف مرفق").as_deref(), Some("قال إن الملف مرفق"));
    }
}
