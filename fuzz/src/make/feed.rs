//! RSS, RDF, Atom and JSON Feed, whole and broken.

use std::fmt::Write as _;

use super::{Made, encoded, html, or_changed, or_cut, text};
use crate::pool::Pool;
use crate::random::Random;

const RSS: [&str; 24] = [
    "title",
    "description",
    "content:encoded",
    "link",
    "guid",
    "pubDate",
    "dc:date",
    "dc:title",
    "author",
    "media:title",
    "source",
    "category",
    "enclosure",
    "c:encoded",
    "itunes:summary",
    "item",
    "dcterms:modified",
    "comments",
    "TITLE",
    "m:x",
    "description",
    "title",
    "pubDate",
    "link",
];
const ATOM: [&str; 12] = [
    "title",
    "summary",
    "content",
    "link",
    "id",
    "published",
    "updated",
    "issued",
    "modified",
    "author",
    "source",
    "entry",
];

/// A feed.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let (feed, name) = match random.below(5) {
        0 => (json(random, pool), random.pick(&["a.json", "-"])),
        1 => (xml(random, pool, true), random.pick(&["a.atom", "a.xml", "-"])),
        _ => (xml(random, pool, false), random.pick(&["a.rss", "a.xml", "-", "a.txt"])),
    };
    let feed = or_cut(feed, random);
    let bytes = encoded(&feed, random);
    Made::stream(name, or_changed(bytes, random))
}

fn xml(random: &mut Random, pool: &Pool, is_atom: bool) -> String {
    let mut out = String::new();
    out.push_str(random.pick(&[
        "",
        "<?xml version='1.0' encoding='utf-8'?>",
        "<?xml version=\"1.0\" encoding=\"windows-1256\"?>\n",
        "Warning: line 4\n<?xml version='1.0'?>",
        "<!DOCTYPE rss [<!ENTITY x \"&x;&x;\">]>",
        "\n <!-- a feed -->",
        "<?xml-stylesheet href='a'?>",
    ]));
    let spaces = random.pick(&[
        "",
        " xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'",
        " xmlns='http://www.w3.org/2005/Atom'",
        " xmlns:m='http://search.yahoo.com/mrss/' xmlns:c=\"http://purl.org/rss/1.0/modules/content/\"",
        " xmlns='x' xmlns:media",
    ]);
    let (head, foot, item) = if is_atom {
        ("<feed", "</feed>", "entry")
    } else {
        random.pick(&[
            ("<rss version='2.0'", "</channel></rss>", "item"),
            ("<rdf:RDF", "</rdf:RDF>", "item"),
            ("<r:rss", "</r:channel></r:rss>", "item"),
            ("<channel", "</channel>", "item"),
        ])
    };
    let _ = write!(out, "{head}{spaces}>");
    out.push_str(if foot.contains("/channel></") { "<channel>" } else { "" });
    if random.once_in(2) {
        out.push_str("<title>");
        words(&mut out, random, pool);
        out.push_str("</title>");
    }
    for n in 0..random.few(1, 5) {
        let _ = write!(
            out,
            "<{item}{}>",
            if random.once_in(6) { " rdf:about='https://news.example/1'" } else { "" }
        );
        if !random.once_in(6) {
            member(&mut out, random, pool, if is_atom { &["content"] } else { &["description"] });
        }
        for _ in 0..random.few(0, 6) {
            member(&mut out, random, pool, random_name(is_atom, n));
        }
        if !random.once_in(10) {
            let _ = write!(out, "</{item}>");
        }
        if random.once_in(16) {
            out.push_str(random.pick(&[
                "<",
                "</x>",
                "<!-- ",
                "<![CDATA[",
                "]]>",
                "&",
                "<item/>",
                "<entry",
                "<image><url>a</url></image>",
            ]));
        }
    }
    if !random.once_in(10) {
        out.push_str(foot);
    }
    out
}

/// Of which names the elements of an item are.
fn random_name(is_atom: bool, number: usize) -> &'static [&'static str] {
    if is_atom || number == 4 { &ATOM } else { &RSS }
}

fn member(out: &mut String, random: &mut Random, pool: &Pool, names: &[&'static str]) {
    let name = random.pick(names);
    let about = match name {
        "link" => random.pick(&[
            "",
            " href='https://news.example/a?b=1&c=2'",
            " rel=\"enclosure\" href=x",
            " href",
            " rel='alternate' href=\"/1\"",
        ]),
        "content" | "summary" | "title" => random.pick(&[
            "",
            " type='html'",
            " type=\"text\"",
            " type='xhtml' mode='xml'",
            " type=text/plain mode=base64",
        ]),
        _ => random.pick(&[
            "",
            "",
            "",
            " xmlns='http://www.w3.org/1999/xhtml'",
            " isPermaLink=false",
            " a=\"&lt;&x;\" a='",
        ]),
    };
    let _ = write!(out, "<{name}{about}{}", random.mostly(">", &["/>", " >", ""]));
    match name {
        "pubDate" | "dc:date" | "published" | "updated" | "issued" | "modified" | "dcterms:modified" => {
            out.push_str(text::stamp(random));
        }
        "link" | "guid" | "id" => {
            out.push_str(random.pick(&["https://news.example/1?a=1&b=2", "tag:x,2021:1", "", "1", " \n"]));
        }
        _ => words(out, random, pool),
    }
    if !random.once_in(12) {
        let _ = write!(out, "</{name}>");
    }
}

/// Words or markup, in one of the ways that feeds have to write it.
fn words(out: &mut String, random: &mut Random, pool: &Pool) {
    let mut inner = String::new();
    if random.once_in(3) {
        inner = html::page(random, pool);
    } else {
        text::line(&mut inner, random, pool);
    }
    match random.below(6) {
        0 => {
            out.push_str("<![CDATA[");
            out.push_str(&inner);
            out.push_str(random.pick(&["]]>", "]]>", "]]>", "", "]]", "]]]]><![CDATA[>"]));
        }
        1 | 2 => out.push_str(&inner.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        3 => out.push_str(&inner),
        _ => {
            text::sentence(out, random, pool);
            out.push_str(random.pick(&[
                "",
                "",
                "&nbsp;",
                "&laquo;",
                " & ",
                "&#x0;",
                "&#1602;",
                "&x;",
                "<br>",
                "a < b",
                "&#99999999;",
            ]));
        }
    }
}

fn json(random: &mut Random, pool: &Pool) -> String {
    const MEMBERS: [&str; 11] = [
        "title",
        "content_html",
        "content_text",
        "summary",
        "url",
        "external_url",
        "id",
        "date_published",
        "date_modified",
        "authors",
        "x",
    ];
    let mut out =
        String::from("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"النهر\",\"items\":[");
    for n in 0..random.few(1, 5) {
        out.push_str(if n > 0 { "," } else { "" });
        out.push('{');
        for m in 0..random.few(1, 7) {
            let member = random.pick(&MEMBERS);
            let _ = write!(out, "{}\"{member}\":", if m > 0 { "," } else { "" });
            let mut words = String::new();
            match member {
                "date_published" | "date_modified" => words.push_str(text::stamp(random)),
                "content_html" => words = html::page(random, pool),
                "id" if random.once_in(2) => {
                    out.push_str(random.pick(&["1", "null", "[]", "1e9", "NaN", "\"\\ud800\""]));
                    continue;
                }
                _ => text::line(&mut words, random, pool),
            }
            let words = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(out, "\"{words}\"");
        }
        out.push('}');
    }
    out.push_str("]}");
    out
}
