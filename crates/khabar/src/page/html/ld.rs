//! JSON-LD as pages have it, mended where it is a little broken: trailing commas, line feeds in strings, bare quotes, single
//! quotes, `CDATA` and comments around it, several objects in one block.

use serde_json::Value;

/// Longest block that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// Most values of one block.
const VALUES: usize = 100;

/// The values of a block; none where it is beyond mending.
#[must_use]
pub fn values(block: &str) -> Vec<Value> {
    let block = bare(block);
    if block.len() > LONGEST {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(block) {
        return vec![value];
    }
    let mended = mend(block);
    let read = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    read.map_while(Result::ok).take(VALUES).collect()
}

/// What a script wraps around its data, taken off.
fn bare(mut block: &str) -> &str {
    loop {
        let before = block.len();
        block = block.trim().trim_matches(['\u{feff}', ';']);
        for opening in
            ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "//"]
        {
            block = block.strip_prefix(opening).unwrap_or(block);
        }
        for ending in ["//-->", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//"] {
            block = block.strip_suffix(ending).unwrap_or(block);
        }
        if block.len() == before {
            return block;
        }
    }
}

/// The block with what sites commonly break put right.
fn mend(block: &str) -> String {
    let mut out = String::with_capacity(block.len() + 16);
    let mut rest = block;
    let mut depth = 0_usize;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' | '\'' => rest = string(rest, c, &mut out),
            '/' if rest.starts_with('*') => {
                rest = rest.split_once("*/").map_or("", |(_, behind)| behind);
            }
            '/' if rest.starts_with('/') => {
                rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
            }
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                depth = depth.saturating_sub(1);
                out.push(c);
            }
            '{' | '[' => {
                depth += 1;
                out.push(c);
            }
            // Two objects with a comma or a semicolon between them are two values.
            ',' | ';' if depth == 0 => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Writes a string that began with `quote` as JSON; what stands behind it.
fn string<'a>(mut rest: &'a str, quote: char, out: &mut String) -> &'a str {
    out.push('"');
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => {
                let Some(next) = rest.chars().next() else { break };
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
                if matches!(next, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    out.push('\\');
                }
                if !next.is_control() {
                    out.push(next);
                }
            }
            // A quote ends the string where the grammar goes on behind it.
            _ if c == quote && goes_on(rest) => {
                out.push('"');
                return rest;
            }
            '"' => out.push_str("\\\""),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    rest
}

/// Whether what stands behind a quote says that the string ended there.
fn goes_on(behind: &str) -> bool {
    let behind = behind.trim_start();
    match behind.chars().next() {
        None | Some(':' | '}' | ']' | ';') => true,
        // A comma goes on where a key, a value or the end stands behind it.
        Some(',') => {
            let next = behind.get(1..).unwrap_or_default().trim_start();
            next.is_empty()
                || next.starts_with(['"', '\'', '{', '[', '}', ']', '-', '/'])
                || next.starts_with(|c: char| c.is_ascii_digit())
                || ["true", "false", "null"].iter().any(|w| next.starts_with(w))
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_broken_is_mended() {
        for block in [
            r#"{"@type":"NewsArticle","datePublished":"2021-11-04",}"#,
            "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-11-04\"}\n//]]>",
            "<!-- {\"@type\":\"NewsArticle\",\"datePublished\":\"2021-11-04\"} -->",
            "{\"@type\":\"NewsArticle\",\"description\":\"سطر\nوسطر\tآخر\",\"datePublished\":\"2021-11-04\"};",
            r#"{"@type":"NewsArticle","headline":"معمل "الرمادي" يعود، "غدا"","datePublished":"2021-11-04"}"#,
            "{'@type':'NewsArticle','datePublished':'2021-11-04'}",
            r#"{"@type":"NewsArticle","datePublished":"2021-11-04"},{"@type":"WebSite"}"#,
            "{\"@type\":\"NewsArticle\",/* النوع */\"datePublished\":\"2021-11-04\"}\n{\"@type\":\"WebSite\"}",
            r#"{"@type":"NewsArticle","name":"C:\خبر","datePublished":"2021-11-04"}"#,
        ] {
            let first = values(block).into_iter().next().unwrap_or_default();
            assert_eq!(first["datePublished"], "2021-11-04", "{block}");
        }
    }

    #[test]
    fn what_is_beyond_mending_is_nothing() {
        for block in ["", "function () { return 1 }", "{\"a\":", "]]]", "\"", "{\"a\":\"\\"] {
            assert!(values(block).iter().all(|v| !v.is_object()), "{block}");
        }
    }
}
