//! HTML by a grammar that keeps its rules only mostly: elements in and across each other, metadata, JSON-LD, scripts,
//! comments, references, and words of news among them.

use std::fmt::Write as _;

use super::{Made, encoded, json, or_changed, or_cut, text};
use crate::pool::Pool;
use crate::random::Random;

const BLOCKS: [&str; 40] = [
    "div",
    "p",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "details",
    "summary",
    "address",
    "center",
    "body",
    "html",
    "head",
    "frameset",
    "marquee",
    "noscript",
];
const INLINES: [&str; 24] = [
    "a", "b", "i", "em", "strong", "span", "font", "u", "q", "cite", "small", "sup", "time", "label",
    "button", "abbr", "bdo", "bdi", "nobr", "mark", "s", "ruby", "rt", "data",
];
const VOIDS: [&str; 10] = ["br", "img", "hr", "input", "wbr", "meta", "link", "source", "col", "embed"];
/// Elements whose content is read in another way.
const RAW: [&str; 16] = [
    "script",
    "style",
    "textarea",
    "title",
    "template",
    "svg",
    "math",
    "select",
    "option",
    "iframe",
    "xmp",
    "plaintext",
    "noembed",
    "object",
    "video",
    "svg><foreignObject",
];
const REFERENCES: [&str; 26] = [
    "&amp;",
    "&nbsp;",
    "&laquo;",
    "&raquo;",
    "&quot;",
    "&lt;",
    "&gt;",
    "&#1602;",
    "&#x642;",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "&zwnj;",
    "&rlm;",
    "&copy",
    "&notit;",
    "&",
    "&;",
    "&#;",
    "&#x;",
    "&ampamp;",
    "&NotEqualTilde;",
    "&hellip;",
    "&#128;",
    "&#13;",
];
const ATTRIBUTES: [&str; 26] = [
    "class",
    "id",
    "itemprop",
    "itemtype",
    "datetime",
    "content",
    "property",
    "name",
    "href",
    "src",
    "style",
    "dir",
    "lang",
    "role",
    "title",
    "alt",
    "rel",
    "hidden",
    "data-time",
    "data-published",
    "pubdate",
    "type",
    "charset",
    "http-equiv",
    "aria-label",
    "on\"x",
];
const SCRIPTS: [&str; 12] = [
    "var published = '2021-11-04T10:00:00Z';",
    "window.dataLayer = [{\"datePublished\":\"2021-11-04\",\"author\":\"سعاد\"}];",
    "if (a < b) document.write('<p>نص</p>')",
    "<!-- <script> --> ",
    "{\"date\":1636009200000}",
    "new Date(2021, 10, 4)",
    "publish_date:\"04/11/2021 10:15\"",
    "/* </ */",
    "'\\u0642\\u0627\\u0644'",
    "<!--<script></script>",
    "p{color:red}",
    "\"dateModified\":\"الخميس 4 نوفمبر\"",
];
const COMMENTS: [&str; 14] = [
    "<!-- 4/11/2021 -->",
    "<!---->",
    "<!-->",
    "<!--->",
    "<!-- -- -->",
    "<!-- قال",
    "<!x>",
    "<?php echo 1 ?>",
    "<![CDATA[ نص ]]>",
    "</>",
    "<",
    "</p",
    "<3",
    "<!DOCTYPE",
];

/// A page of HTML.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let page = page(random, pool);
    let bytes = encoded(&page, random);
    let bytes = or_changed(bytes, random);
    if random.once_in(4) {
        return Made::stream(random.pick(&["a.html", "a.htm", "-", "a.txt"]), bytes);
    }
    Made { bytes, name: None, media: random.pick(&[khabar::Media::Unknown, khabar::Media::Html]) }
}

/// A page as text.
pub fn page(random: &mut Random, pool: &Pool) -> String {
    let mut out = String::new();
    if random.once_in(2) {
        out.push_str(random.pick(&[
            "<!DOCTYPE html>",
            "<!doctype html PUBLIC \"-//W3C//DTD\">",
            "<?xml version=\"1.0\"?>",
            "\n",
        ]));
        out.push_str("<html");
        attributes(&mut out, random, pool);
        out.push_str("><head>");
        head(&mut out, random, pool);
        out.push_str(random.pick(&[
            "</head><body>",
            "<body>",
            "",
            "</head>",
            "</head><body class=\"single post\">",
        ]));
    }
    let mut room = random.few(1, 20);
    while room > 0 {
        element(&mut out, random, pool, 0, &mut room);
    }
    out.push_str(random.pick(&["</body></html>", "", "</html>", "</body>"]));
    or_cut(out, random)
}

fn head(out: &mut String, random: &mut Random, pool: &Pool) {
    for _ in 0..random.few(0, 6) {
        match random.below(7) {
            0 => {
                let charset =
                    random.pick(&["utf-8", "windows-1256", "utf-16", "iso-8859-6", "x-none", "utf-7", ""]);
                let _ = write!(out, "<meta charset=\"{charset}\">");
            }
            1 => {
                out.push_str(
                    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">",
                );
            }
            2 => {
                out.push_str("<title>");
                words(out, random, pool);
                out.push_str("</title>");
            }
            3 => ld(out, random, pool),
            _ => meta(out, random, pool),
        }
    }
}

fn meta(out: &mut String, random: &mut Random, pool: &Pool) {
    let kind = random.pick(&["name", "property", "itemprop", "http-equiv"]);
    let _ = write!(out, "<meta {kind}=\"{}\" content=\"", random.text(&pool.names));
    match random.below(3) {
        0 => words(out, random, pool),
        _ => out.push_str(text::stamp(random)),
    }
    out.push_str(random.pick(&["\">", "\"/>", "'>", "\" >"]));
}

fn ld(out: &mut String, random: &mut Random, pool: &Pool) {
    out.push_str("<script type=\"application/ld+json\">");
    json::linked(out, random, pool);
    out.push_str(random.pick(&["</script>", "</script >", "]]></script>", ""]));
}

/// An element and what is in it, or something that stands between elements.
fn element(out: &mut String, random: &mut Random, pool: &Pool, depth: usize, room: &mut usize) {
    *room = room.saturating_sub(1);
    match random.below(24) {
        0..7 if depth < 24 => {
            let name = random.pick(&BLOCKS);
            within(name, out, random, pool, depth, room);
        }
        7..10 if depth < 24 => {
            let name = random.pick(&INLINES);
            within(name, out, random, pool, depth, room);
        }
        10 => open(random.pick(&VOIDS), out, random, pool),
        11 => raw(out, random, pool),
        12 => out.push_str(random.pick(&COMMENTS)),
        13 => out.push_str(random.pick(&REFERENCES)),
        14 => {
            let name = if random.once_in(2) { random.pick(&BLOCKS) } else { random.pick(&INLINES) };
            close(name, out);
        }
        15 => time(out, random, pool),
        16 if random.once_in(4) => ld(out, random, pool),
        16 => meta(out, random, pool),
        17 if random.once_in(8) => {
            let name = random.pick(&BLOCKS);
            out.push_str(&format!("<{name}>").repeat(random.few(2, 300)));
        }
        _ => words(out, random, pool),
    }
}

fn within(name: &str, out: &mut String, random: &mut Random, pool: &Pool, depth: usize, room: &mut usize) {
    open(name, out, random, pool);
    for _ in 0..random.few(1, 5) {
        if *room == 0 {
            words(out, random, pool);
            break;
        }
        element(out, random, pool, depth + 1, room);
    }
    // One in a few is left open, or another is closed in its place.
    match random.below(12) {
        0 => {}
        1 => close(random.pick(&INLINES), out),
        _ => close(name, out),
    }
}

fn open(name: &str, out: &mut String, random: &mut Random, pool: &Pool) {
    out.push('<');
    out.push_str(name);
    attributes(out, random, pool);
    out.push_str(random.pick(&[">", ">", ">", ">", "/>", " >", "\n>", ""]));
}

fn close(name: &str, out: &mut String) {
    let _ = write!(out, "</{name}>");
}

fn attributes(out: &mut String, random: &mut Random, pool: &Pool) {
    let count = if random.once_in(200) { 80 } else { random.few(0, 4) };
    for _ in 0..count {
        let name = random.pick(&ATTRIBUTES);
        out.push(' ');
        out.push_str(name);
        let quote = random.pick(&["\"", "\"", "\"", "'", ""]);
        out.push_str(random.pick(&["=", "=", "=", " = ", ""]));
        out.push_str(quote);
        match (name, random.below(4)) {
            ("datetime" | "content" | "data-time" | "data-published" | "pubdate", _) => {
                out.push_str(text::stamp(random));
            }
            ("href" | "src", _) => out.push_str(random.pick(&[
                "/2021/11/04/pumps.html",
                "https://news.example/?id=1&a=2",
                "javascript:void(0)",
                "#",
                "//x:y@[::1]:99999/%zz",
                "mailto:a@b",
            ])),
            ("style", _) => out.push_str(random.pick(&[
                "display:none",
                "color:red",
                "visibility : hidden",
                "direction:rtl",
            ])),
            ("itemtype", _) => out.push_str("http://schema.org/NewsArticle"),
            ("lang", _) => out.push_str(random.pick(&["ar", "en", "fa-IR", "", "ar-IQ-x-1"])),
            (_, 0) => words(out, random, pool),
            _ => out.push_str(random.text(&pool.names)),
        }
        if !random.once_in(40) {
            out.push_str(quote);
        }
    }
}

fn raw(out: &mut String, random: &mut Random, pool: &Pool) {
    let name = random.pick(&RAW);
    open(name, out, random, pool);
    if matches!(name, "script" | "style") {
        out.push_str(random.pick(&SCRIPTS));
    } else {
        words(out, random, pool);
    }
    if !random.once_in(6) {
        close(name, out);
    }
}

fn time(out: &mut String, random: &mut Random, pool: &Pool) {
    let label = random.pick(&["", "نشر في ", "آخر تحديث: ", "تاريخ النشر ", "منذ "]);
    let name = random.text(&pool.names);
    let (value, shown) = (text::stamp(random), text::stamp(random));
    let _ = match random.below(3) {
        0 => write!(out, "<time datetime=\"{value}\">{label}{shown}</time>"),
        1 => write!(out, "<span class=\"{name}\">{label}{shown}</span>"),
        _ => write!(out, "<abbr itemprop=\"datePublished\" title=\"{value}\">{label}{shown}</abbr>"),
    };
}

/// Words between tags; signs of markup in them are not always written as references.
pub fn words(out: &mut String, random: &mut Random, pool: &Pool) {
    match random.below(6) {
        0 => out.push_str(random.text(&pool.words)),
        1 => out.push_str(random.pick(&[" ", "\n", "\t", " | ", "\u{A0}", "1", "خبر"])),
        2 => text::line(out, random, pool),
        _ => text::sentence(out, random, pool),
    }
}
