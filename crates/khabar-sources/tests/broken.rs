//! Files as people have them: of other encodings, broken in a place, empty, under a wrong name.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use khabar::{Media, Options};
use khabar_sources::{Error, Page, Settings, from_stream, pages};
use tempfile::TempDir;

const STORY: &str = "قالت بلدية النجف إن السوق القديم يرمم بكلفة 3 ملايين دولار، وإن العمل يبدأ غدا.";

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Page, Error>> {
    let settings = Settings::default();
    let found = from_stream(name, Cursor::new(bytes.to_vec()), &settings);
    found.map(|page| page.and_then(|page| page.load(&settings))).collect()
}

fn good(name: &str, bytes: &[u8]) -> Vec<Page> {
    read(name, bytes).into_iter().map(Result::unwrap).collect()
}

fn fault(name: &str, bytes: &[u8]) -> String {
    let found =
        read(name, bytes).into_iter().find_map(Result::err).unwrap_or_else(|| panic!("{name} was read"));
    assert!(
        found.place.contains(name) && !found.reason.contains('\n') && found.reason.len() < 1000,
        "{found}"
    );
    found.reason
}

fn text(page: &Page) -> &str {
    str::from_utf8(&page.bytes).unwrap()
}

fn titles(pages: &[Page]) -> Vec<&str> {
    pages.iter().map(|p| p.title.as_deref().unwrap_or_default()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn tables_in_every_encoding_and_with_every_separator() {
    let rows = |mark: &str| {
        [
            "title",
            "published",
            "text\nترميم السوق",
            "04/11/2021",
            &format!("\"{STORY}\nوقال \"\"نعم\"\".\"\n"),
        ]
        .join(mark)
    };
    let whole = format!("{STORY}\nوقال \"نعم\".");
    for mark in [",", ";", "\t", "|", "،"] {
        let table = rows(mark);
        let legacy = encoding_rs::WINDOWS_1256.encode(&table).0.into_owned();
        let marked = utf16(&format!("\u{FEFF}{table}"));
        let excel = format!("\u{FEFF}{}", table.replace('\n', "\r\n")).into_bytes();
        for bytes in [table.clone().into_bytes(), legacy, marked, utf16(&table), excel] {
            let found = good("news.csv", &bytes);
            assert_eq!((titles(&found), text(&found[0])), (vec!["ترميم السوق"], &*whole), "«{mark}»");
            assert_eq!(found[0].published.as_deref(), Some("2021-11-04"));
        }
        let told = good("news.csv", format!("sep={mark}\n{table}").as_bytes());
        assert_eq!(text(&told[0]), whole, "sep={mark}");
    }
}

#[test]
fn tables_with_arabic_headings_or_none() {
    let found = good(
        "news.csv",
        format!("المعرف;العنوان;تاريخ النشر;النص\n7;ترميم السوق;4 نوفمبر 2021;{STORY}\n;;;\n").as_bytes(),
    );
    assert_eq!((found[0].id.as_deref(), titles(&found)), (Some("7"), vec!["ترميم السوق"]));
    assert_eq!((found[0].published.as_deref(), text(&found[0])), (Some("2021-11-04"), STORY));
    let reason = fault("news.csv", format!("1,{},{STORY}\n", STORY.repeat(20)).as_bytes());
    assert!(reason.contains("--columns text=") && !reason.contains(STORY), "{reason}");
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_no_other_row() {
    let table = format!(
        "id,title,text\n1,\"عنوان بلا إغلاق,{STORY}\n2,عنوان,{STORY}\n3,\"عنوان\",\"{STORY}\n{STORY}\"\n4,عنوان,\"{STORY}"
    );
    let found = good("news.csv", table.as_bytes());
    assert_eq!(found.iter().map(|p| p.id.as_deref().unwrap()).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    // Text in the last column that nobody quoted.
    assert_eq!(found[0].title.as_deref(), Some("عنوان بلا إغلاق"));
    let found = good("news.csv", "id,text\n1,قالت البلدية: السوق, والطريق, والجسر\n".as_bytes());
    assert_eq!(text(&found[0]), "قالت البلدية: السوق, والطريق, والجسر");
    let found = good("news.csv", format!("text,id\n{STORY},1,2,3\n").as_bytes());
    assert!(found[0].warnings[0].contains("4 fields"), "{:?}", found[0].warnings);
}

#[test]
fn a_feed_gives_all_that_is_whole_in_it() {
    let item = |n: usize| {
        format!(
            "<item><title>خبر {n}</title><link>https://s.example/{n}?a=1&b=2</link><description>{STORY}</description></item>"
        )
    };
    let items = item(1) + &item(2);
    for (name, feed) in [
        (
            "nbsp.xml",
            format!("<rss><channel><title>سوق &nbsp; &amp; مال & أعمال</title>{items}</channel></rss>"),
        ),
        ("cut.rss", format!("\n <rss version='0.91'><channel>{items}<item><title>خبر")),
        (
            "unclosed.rss",
            format!(
                "<rss version='2.0'><channel><image><br>{}</channel></rss>",
                items.replace("</item>", "")
            ),
        ),
        ("junk.xml", format!("Warning: line 4\n<?xml version='1.0'?><rss><channel>{items}</channel></rss>")),
        ("sign.xml", format!("<rss><channel><description>a < b <! c</description>{items}</channel></rss>")),
        (
            "rdf.xml",
            format!("<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='x'><channel/>{items}</rdf:RDF>"),
        ),
        (
            "prefix.xml",
            format!(
                "<!-- a feed --><r:rss xmlns:r='http://purl.org/rss/1.0/'><r:channel>{items}</r:channel></r:rss>"
            ),
        ),
    ] {
        let found: Vec<Page> = read(name, feed.as_bytes()).into_iter().filter_map(Result::ok).collect();
        assert_eq!(titles(&found), ["خبر 1", "خبر 2"], "{name}");
        assert_eq!(found[1].uri.as_deref(), Some("https://s.example/2?a=1&b=2"), "{name}");
        assert!(found.iter().all(|p| text(p) == STORY), "{name}");
    }
    assert!(fault("cut.rss", format!("<rss><channel>{items}<item><title>خبر").as_bytes()).contains("cut"));
    let cut =
        good("cut.rss", format!("<rss><channel><item><title>خبر</title><description>{STORY}").as_bytes());
    assert!(cut[0].warnings[0].contains("cut"));
    let sites = good(
        "nbsp.xml",
        format!("<rss><channel><title>سوق &nbsp;&copy; & أعمال</title>{items}</channel></rss>").as_bytes(),
    );
    assert_eq!(sites[0].site.as_deref(), Some("سوق © & أعمال"));
}

#[test]
fn elements_of_a_feed_are_told_apart_by_whose_they_are() {
    let rss = format!(
        "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:m='http://search.yahoo.com/mrss/'><channel><item>
         <m:title>صورة</m:title><title>ترميم السوق</title><source><title>موقع آخر</title></source>
         <description>ملخص</description><c:encoded><![CDATA[<p>{STORY}</p>]]></c:encoded></item></channel></rss>"
    );
    let found = good("news.rss", rss.as_bytes());
    assert_eq!((titles(&found), found[0].media), (vec!["ترميم السوق"], Media::Html));
    assert_eq!(text(&found[0]), format!("<p>{STORY}</p>"));
    let atom = format!(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>موقع</title><entry><title>ترميم السوق</title><id>a1</id>
         <link rel='enclosure' href='x.mp3'/><link rel='alternate' href='https://s.example/a1'/><modified>2021-11-05</modified>
         <issued>2021-11-04T12:00:00+03:00</issued><content type='application/xhtml+xml' mode='xml'>
         <div xmlns='http://www.w3.org/1999/xhtml'><p>{STORY}</p><title>لا</title></div></content></entry></feed>"
    );
    let found = good("news.atom", atom.as_bytes());
    assert_eq!(found[0].uri.as_deref(), Some("https://s.example/a1"));
    assert_eq!(
        (titles(&found), found[0].published.as_deref()),
        (vec!["ترميم السوق"], Some("2021-11-04T12:00:00+03:00"))
    );
    let record = khabar::read(&found[0].input(), &Options::default());
    assert!(record.text.contains(STORY) && found[0].media == Media::Html);
}

#[test]
fn times_of_a_feed_are_read_or_told() {
    let times = [
        ("Fri, Nov 05 2021 08:18:00 PM", Some("2021-11-05T20:18:00")),
        ("1636009200", Some("2021-11-04T07:00:00Z")),
        ("الخميس, 04 نوفمبر 2021 10:00:00 +0300", Some("2021-11-04T10:00:00+03:00")),
        ("قريبا", None),
    ];
    for (given, iso) in times {
        let feed = format!(
            "<rss><channel><item><title>خبر</title><pubDate>{given}</pubDate><description>{STORY}</description></item></channel></rss>"
        );
        let found = good("news.rss", feed.as_bytes());
        let record = khabar::read(&found[0].input(), &Options::default());
        assert_eq!(record.article.published.as_deref(), iso, "{given}");
        let told = record.warnings.iter().any(|w| w.contains(given));
        assert_eq!(told, iso.is_none(), "{given}: {:?}", record.warnings);
    }
}

#[test]
fn json_in_an_array_over_lines_and_with_what_is_no_json() {
    let object = |id: usize| format!("{{\n  \"id\": \"{id}\",\n \"text\": \"{STORY}\",\n \"score\": NaN\n}}");
    let found = good("news.json", format!("[\n{},\n{}\n]\n", object(1), object(2)).as_bytes());
    assert_eq!(found.iter().map(|p| p.id.as_deref().unwrap()).collect::<Vec<_>>(), ["1", "2"]);
    let found = good("news.json", format!("{}{}", object(1), object(2)).as_bytes());
    assert_eq!(found.len(), 2);
    let found = good("news.jsonl", &utf16(&format!("\u{FEFF}{{\"text\":\"{STORY}\"}}")));
    assert_eq!(text(&found[0]), STORY);
    let record = good("news.jsonl", format!("{{\"text\":\"{STORY} \\ud800\"}}").as_bytes());
    let record = khabar::read(&record[0].input(), &Options::default());
    assert!(record.warnings[0].contains("surrogate"), "{:?}", record.warnings);
    let found = read(
        "news.jsonl",
        format!("{{\"id\":1,\"text\":\"{STORY}\n[1,2]\n{{\"text\":\"{STORY}\"}}").as_bytes(),
    );
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, false, true]);
    assert!(found.iter().filter_map(|f| f.as_ref().err()).all(|f| !f.reason.contains("قالت")), "{found:?}");
}

fn warc(records: &[(&str, &str, &str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (n, (kind, uri, http, body)) in records.iter().enumerate() {
        let head = if http.is_empty() { String::new() } else { format!("HTTP/1.1 200 OK\r\n{http}\r\n\r\n") };
        let length = head.len() + body.len();
        out.extend_from_slice(
            format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:08}-0000-0000-0000-000000000000>\r\nWARC-Date: 2021-11-05T10:00:00Z\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{head}").as_bytes(),
        );
        out.extend_from_slice(body);
        out.extend_from_slice(b"\r\n\r\n");
    }
    out
}

#[test]
fn archives_whose_headers_are_not_true() {
    let page = format!("<html><body><h1>ترميم السوق</h1><p>{STORY}</p></body></html>");
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    raw.write_all(page.as_bytes()).unwrap();
    let raw = raw.finish().unwrap();
    let html = "Content-Type: text/html; charset=utf-8";
    let header = |more: &str| format!("{html}\r\n{more}");
    let (chunked, gzip) = (header("Transfer-Encoding: chunked"), header("Content-Encoding: gzip"));
    let (deflate, brotli) = (header("Content-Encoding: deflate"), header("Content-Encoding: br"));
    let bytes = page.as_bytes();
    let archive = warc(&[
        ("response", "https://s.example/1", &chunked, bytes),
        ("response", "https://s.example/2", &gzip, bytes),
        ("response", "https://s.example/3", &deflate, &raw),
        ("response", "https://s.example/4", &brotli, bytes),
        ("revisit", "https://s.example/1", html, b""),
    ]);
    let settings = Settings::default();
    let found =
        from_stream("a.warc", Cursor::new(archive), &settings).map(|p| p.unwrap().load(&settings).unwrap());
    let found: Vec<Page> = found.collect();
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|p| text(p) == page), "{found:?}");
    let told = settings.notices.take();
    assert!(told.len() == 1 && told[0].contains("a.warc: revisit records passed over: 1"), "{told:?}");
    let none = warc(&[
        ("request", "https://s.example/1", "", b"GET / HTTP/1.1\r\n\r\n"),
        ("response", "https://s.example/1", "Content-Type: image/png", b"\x89PNG"),
        ("response", "https://s.example/2", "Content-Type: image/png", b"\x89PNG"),
    ]);
    let reason = fault("a.warc", &none);
    assert!(
        reason.contains("no page") && reason.contains("2 image/png") && reason.contains("1 request"),
        "{reason}"
    );
    let arc = format!(
        "filedesc://old.arc 0.0.0.0 20040101000000 text/plain 76\n1 0 Archive\n\nhttps://s.example/ 10.0.0.1 20040101000000 text/html 10\n{page}"
    );
    for name in ["old.arc", "old.txt.arc", "-"] {
        assert!(fault(name, arc.as_bytes()).contains("ARC archive"), "{name}");
    }
}

#[test]
fn a_mailbox_in_which_no_message_begins_says_so() {
    // Its first line is longer than a page may be, and comes in pieces.
    let settings = Settings::for_pages_of(1);
    let mailbox = b"From news@agency.example Thu Nov  4 01:15:00 2021\nSubject: x\n\ny\n".to_vec();
    let found: Vec<_> = from_stream("a.mbox", Cursor::new(mailbox), &settings).collect();
    assert!(
        found.len() == 1 && found[0].as_ref().is_err_and(|f| f.reason.contains("no message")),
        "{found:?}"
    );
}

#[test]
fn what_is_empty_or_no_text_says_so() {
    for name in ["a.txt", "a.html", "a.jsonl", "a.csv", "a.xml", "a.rss", "a.warc", "a.wet", "a.json", "a"] {
        assert_eq!(fault(name, b""), "the file is empty");
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.flush().unwrap();
    let packed = packed.finish().unwrap();
    for name in ["a.txt.gz", "a.csv.gz", "a.gz"] {
        assert!(fault(name, &packed).contains("empty"), "{name}");
    }
    for (name, bytes, reason) in [
        ("a.jsonl", &b" \n\n"[..], "no object"),
        ("a.json", b"[]", "no object"),
        ("a.csv", b"id,text\n", "no row"),
        ("a.csv", b"\n \n", "no table"),
        ("a.rss", b"<rss><channel></channel></rss>", "no item"),
        ("a.txt", b"\xEF\xBB\xBF", "no text"),
        ("a.txt", "\u{A0}\n\u{2003}".as_bytes(), "no text"),
        ("a.gz", b"-c]\x1bN\x0b{OG\x93\x92OiB\x87\xed\x91\xed", "neither gzip nor text"),
        ("a.txt", b"\x01\x02\xd8\xae\x03\x04\x05\x06\x07\xff\xfe\x0e\x0f", "control characters"),
    ] {
        assert!(fault(name, bytes).contains(reason), "{name}: {}", fault(name, bytes));
    }
}

#[test]
fn text_of_every_kind_is_read() {
    for words in [
        STORY.replace(' ', "\u{A0}"),
        STORY.replace(' ', "\r"),
        format!("\u{202B}{STORY}\u{202C}\u{200F}"),
        "قال رئيس الوزراء أحمد إن العمل بدأ.".replace('أ', "ا\u{654}"),
    ] {
        let found = good("a.txt", words.as_bytes());
        let record = khabar::read(&found[0].input(), &Options::default());
        assert!(!record.text.trim().is_empty(), "{words:?}");
    }
}

#[test]
fn a_template_without_text_says_so() {
    let found = good(
        "a.html",
        b"<!doctype html><html><head><title></title></head><body><div id='root'></div></body></html>",
    );
    let record = khabar::read(&found[0].input(), &Options::default());
    assert!(record.text.is_empty() && record.warnings[0].contains("no text"), "{:?}", record.warnings);
}

#[test]
fn a_folder_says_what_it_passes_over() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    file("خبر.txt", STORY.as_bytes());
    file("بلا لاحقة", STORY.as_bytes());
    file(
        "feed",
        format!(
            "<rss><channel><item><title>خبر</title><description>{STORY}</description></item></channel></rss>"
        )
        .as_bytes(),
    );
    file("Makefile", b"all:\n\techo done\n");
    file("notes.md", STORY.as_bytes());
    file("صور/pic.jpg", b"\xFF\xD8");
    file("صور/pic2.jpg", b"\xFF\xD8");
    file(".hidden.txt", STORY.as_bytes());
    file(".git/config.txt", STORY.as_bytes());
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let settings = Settings::default();
    let inputs = [folder.path().display().to_string()];
    let found: Vec<_> = pages(&inputs, &settings).map(|p| p.unwrap().load(&settings).unwrap()).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    let told = settings.notices.take().join("\n");
    for part in [&*inputs[0], "2 .jpg", "1 .md", "1 without an ending", "2 hidden", "1 links"] {
        assert!(told.contains(part), "«{part}» is not in {told}");
    }
    fs::remove_file(folder.path().join("خبر.txt")).unwrap();
    let only = folder.path().join("صور").display().to_string();
    let fault = pages(&[only], &settings).next().unwrap().unwrap_err();
    assert!(fault.reason.contains("2 .jpg"), "{fault}");
    assert!(!Path::new("loop").exists());
}

#[test]
fn an_encoding_that_the_caller_names_holds_for_every_format() {
    let settings = Settings { charset: Some("iso-8859-6".parse().unwrap()), ..Settings::default() };
    let encode = |text: &str| encoding_rs::ISO_8859_6.encode(text).0.into_owned();
    // A word too short for anybody to tell its encoding.
    let word = "مد";
    for (name, file) in [
        ("a.txt", word.to_owned()),
        ("a.html", format!("<p>{word}</p>")),
        ("a.csv", format!("id,text\n1,{word}\n")),
        ("a.jsonl", format!("{{\"text\":\"{word}\"}}")),
        ("a.rss", format!("<rss><channel><item><title>{word}</title></item></channel></rss>")),
    ] {
        let page = from_stream(name, Cursor::new(encode(&file)), &settings).next().unwrap().unwrap();
        let page = page.load(&settings).unwrap();
        let record = khabar::read(&page.input(), &Options::default());
        assert!(record.text.contains(word), "{name}: {}", record.text);
    }
}
