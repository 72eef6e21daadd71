//! Markup that would keep the parser busy for ever, or for nothing: tags with thousands of attributes, styles, and scripts
//! that say nothing of the page.
//!
//! The parser compares every attribute of a tag with all before it; a tag of a million attributes is an hour's work. Styles
//! and scripts are half of what news sites send, and the parser copies them letter by letter.

use std::borrow::Cow;

use super::scripts;

/// Most attributes that a tag keeps.
const ATTRIBUTES: usize = 256;
/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "noscript", "xmp"];

/// The page without the attributes of a tag behind its 256th, and without styles and scripts that nobody asks.
#[must_use]
pub fn tame(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out: Option<String> = None;
    let mut copied = 0;
    let mut at = 0;
    while let Some(open) = find(bytes, at, b'<') {
        at = open + 1;
        let rest = html.get(at..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment.find("-->").map_or(bytes.len(), |end| at + 3 + end + 3);
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (keep, end) = tag(bytes, at);
        if let Some(keep) = keep {
            let out = out.get_or_insert_with(String::new);
            out.push_str(html.get(copied..keep).unwrap_or_default());
            copied = end;
        }
        let name =
            rest.find(|c: char| !c.is_ascii_alphanumeric()).and_then(|n| rest.get(..n)).unwrap_or_default();
        let attributes = html.get(at..end).unwrap_or_default();
        at = end;
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            at = closing(html, end, name);
            let inside = html.get(end + 1..at).unwrap_or_default();
            if at < html.len() && !inside.is_empty() && is_idle(name, attributes, inside) {
                out.get_or_insert_with(String::new).push_str(html.get(copied..=end).unwrap_or_default());
                copied = at;
            }
        }
    }
    match out {
        Some(mut out) => {
            out.push_str(html.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
        None => Cow::Borrowed(html),
    }
}

/// Whether what a raw element holds tells nothing that is asked for: no data, and no date.
fn is_idle(name: &str, attributes: &str, inside: &str) -> bool {
    name.eq_ignore_ascii_case("style")
        || name.eq_ignore_ascii_case("script") && !attributes.contains("json") && !scripts::may_tell(inside)
}

fn find(bytes: &[u8], from: usize, what: u8) -> Option<usize> {
    memchr::memchr(what, bytes.get(from..)?).map(|at| from + at)
}

/// Where the end tag of a raw element begins; the end of the page if there is none.
fn closing(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(open) = find(html.as_bytes(), at, b'<') {
        let rest = html.as_bytes().get(open + 1..).unwrap_or_default();
        let named = rest.strip_prefix(b"/").and_then(|r| r.get(..name.len()));
        if named.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return open;
        }
        at = open + 1;
    }
    html.len()
}

/// The place of the attribute that is one too many, if there is one, and the place of the tag's `>`.
fn tag(bytes: &[u8], from: usize) -> (Option<usize>, usize) {
    let (mut count, mut keep) = (0, None);
    let (mut quote, mut was_equals, mut was_blank) = (None, false, false);
    for (i, &byte) in bytes.iter().enumerate().skip(from) {
        match quote {
            Some(mark) if byte == mark => (quote, was_blank) = (None, true),
            Some(_) => {}
            None => match byte {
                b'>' => return (keep, i),
                b'"' | b'\'' if was_equals => (quote, was_equals) = (Some(byte), false),
                b' ' | b'\t' | b'\n' | b'\x0C' | b'/' => was_blank = true,
                b'=' => (was_equals, was_blank) = (true, false),
                _ => {
                    if was_blank && !was_equals {
                        count += 1;
                        if count > ATTRIBUTES && keep.is_none() {
                            keep = Some(i);
                        }
                    }
                    (was_blank, was_equals) = (false, false);
                }
            },
        }
    }
    (keep, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_untouched() {
        let page = "<div class=\"a > b\" id=x data-y='1'><!-- <p a b --><script src=x></script><p>نص</p>";
        assert!(matches!(tame(page), Cow::Borrowed(_)));
    }

    #[test]
    fn styles_and_idle_scripts_are_left_out() {
        let page = "<style>p > b { color: red }</style><p>أول</p><script>if (a<b) x()</script><p>ثان</p>";
        assert_eq!(tame(page), "<style></style><p>أول</p><script></script><p>ثان</p>");
        for told in [
            "<script type=\"application/ld+json\">{}</script>",
            "<script>var t = \"2021-11-04\";</script>",
            "<script>x = 1; // never closed",
        ] {
            assert_eq!(tame(told), told);
        }
    }

    #[test]
    fn floods_are_cut() {
        let flood = format!("<p>أول</p><div {}>ثان</div>", "x ".repeat(5_000));
        let tamed = tame(&flood);
        assert!(tamed.len() < 1_000 && tamed.ends_with(">ثان</div>"), "{}", tamed.len());
        let hidden = format!("<script>a<b c=\"</script><div {}>", "x ".repeat(5_000));
        assert!(tame(&hidden).len() < 1_000);
    }
}
