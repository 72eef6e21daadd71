//! DOCX and ODT: zip archives of XML, whole, broken, and of other things.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Made, changed, text};
use crate::pool::Pool;
use crate::random::Random;

const RELATIONSHIPS: &str = "<Relationships><Relationship Id=\"r1\" Target=\"word/document.xml\" Type=\"x/officeDocument\"/></Relationships>";
const BROKEN: [&str; 3] = [
    "<Relationships><Relationship Target=\"/word/other.xml\" Type=\"x/officeDocument\"/></Relationships>",
    "<Relationships>",
    "\0",
];
const STYLES: [&str; 3] = [
    "<w:styles><w:style w:styleId=\"a1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a2\"/></w:style><w:style w:styleId=\"a2\"><w:basedOn w:val=\"a1\"/></w:style></w:styles>",
    "<s:styles><s:style s:name=\"a1\" s:parent-style-name=\"a1\" s:default-outline-level=\"255\"/></s:styles>",
    "<w:style w:styleId=\"&x;\"><w:outlineLvl w:val=\"9\"/>",
];
const DOCX: [&str; 18] = [
    "w:p",
    "w:p",
    "w:p",
    "w:r",
    "w:r",
    "w:t",
    "w:t",
    "w:del",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:br",
    "w:tab",
    "w:vanish",
    "w:pStyle",
    "w:outlineLvl",
    "mc:Fallback",
    "w:txbxContent",
];
const ODT: [&str; 14] = [
    "text:p",
    "text:p",
    "text:p",
    "text:h",
    "text:span",
    "text:s",
    "text:tab",
    "text:note",
    "text:note-body",
    "office:annotation",
    "table:table-cell",
    "text:tracked-changes",
    "style:style",
    "text:ruby-text",
];

/// A document.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let is_docx = random.once_in(2);
    let main = if is_docx { "word/document.xml" } else { "content.xml" };
    let mut files = vec![(main, document(random, pool, is_docx))];
    if is_docx && random.once_in(3) {
        files.push(("_rels/.rels", random.mostly(RELATIONSHIPS, &BROKEN).to_owned()));
    }
    let more = [
        ("word/styles.xml", random.pick(&STYLES).to_owned()),
        ("styles.xml", random.pick(&STYLES).to_owned()),
        ("word/footnotes.xml", document(random, pool, true)),
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
    ];
    files.extend(more.into_iter().filter(|_| random.once_in(4)));
    let packing = if random.once_in(2) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &files {
        let options = SimpleFileOptions::default().compression_method(packing);
        // A name that is there already is refused; what is written then goes to the file before it.
        let _ = zip.start_file(*name, options);
        let _ = zip.write_all(content.as_bytes());
    }
    let mut bytes = zip.finish().map(Cursor::into_inner).unwrap_or_default();
    if random.once_in(6) {
        let other = bytes.clone();
        bytes = changed(&bytes, &other, random);
    }
    Made::stream(random.pick(&["a.docx", "a.odt", "-", "a.txt"]), bytes)
}

fn document(random: &mut Random, pool: &Pool, is_docx: bool) -> String {
    let head =
        random.mostly("<?xml version=\"1.0\"?>", &["", "\u{FEFF}", "<!DOCTYPE x [<!ENTITY a \"b\">]>"]);
    let (open, close, names) = if is_docx {
        ("<w:document xmlns:w=\"w\"><w:body>", "</w:body></w:document>", &DOCX[..])
    } else {
        ("<office:document-content><office:text>", "</office:text></office:document-content>", &ODT[..])
    };
    let mut out = format!("{head}{open}");
    for _ in 0..random.few(1, 10) {
        if random.once_in(3) {
            element(&mut out, random, pool, names, 0);
        } else {
            paragraph(&mut out, random, pool, is_docx, names);
        }
    }
    out.push_str(random.mostly(close, &["", "</x>"]));
    out
}

/// A paragraph as the programs write it.
fn paragraph(out: &mut String, random: &mut Random, pool: &Pool, is_docx: bool, names: &[&'static str]) {
    let style = random.mostly("", &["a1", "heading 1", "Heading_20_2", "title", "x"]);
    let (open, close) = if is_docx {
        (format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>"), "</w:t></w:r></w:p>")
    } else {
        (format!("<text:p text:style-name=\"{style}\">"), "</text:p>")
    };
    out.push_str(&open);
    for _ in 0..random.few(1, 3) {
        words(out, random, pool);
        if random.once_in(8) {
            element(out, random, pool, names, 4);
        }
    }
    out.push_str(close);
}

fn words(out: &mut String, random: &mut Random, pool: &Pool) {
    let mut words = String::new();
    text::sentence(&mut words, random, pool);
    out.push_str(&if random.once_in(60) { words } else { words.replace('&', "&amp;").replace('<', "&lt;") });
    out.push_str(
        random.mostly("", &["&#1602;", "&#x0;", "&nbsp;", "<![CDATA[نص]]>", "<!-- -->", "&", "<!--"]),
    );
}

fn element(out: &mut String, random: &mut Random, pool: &Pool, names: &[&'static str], depth: usize) {
    if depth == 0 && random.once_in(60) {
        out.push_str(&format!("<{}>", random.pick(names)).repeat(random.few(1, 400)));
    }
    let name = random.pick(names);
    let about = random.pick(&[
        "",
        "",
        " w:val=\"a1\"",
        " w:val=\"0\"",
        " text:style-name='a1'",
        " text:outline-level=\"300\"",
        " text:outline-level=\"2\"",
        " text:c=\"99999999999\"",
        " a=\"&lt;&x;\"",
        " a=b",
    ]);
    let _ = write!(out, "<{name}{about}>");
    for _ in 0..random.few(0, 3) {
        if depth < 5 && !random.once_in(3) {
            element(out, random, pool, names, depth + 1);
        } else {
            words(out, random, pool);
        }
    }
    if !random.once_in(200) {
        let _ = write!(out, "</{name}>");
    }
}
