//! Each way in which a page with markup says when it was published, alone and beside what misleads.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it finds a fault")]

use khabar::record::Evidence;
use khabar::{Input, Media, Options, Record, read};

const ARABIC: &str = "<p>افتتح مجلس المدينة مكتبة عامة جديدة قرب المحطة القديمة، وقالت مديرة المشروع هالة النجار إن القاعة تتسع \
    لمئتي قارئ وإن الدخول إليها مجاني طوال العام.</p><p>وأضافت النجار أن المجلس سيفتتح مكتبتين أخريين في الأحياء الشرقية بعد أن \
    يكتمل العمل في الطريق الدائري، وأن المتطوعين رتبوا عشرة آلاف كتاب.</p>";
const ENGLISH: &str = "<p>The town council opened a public library beside the old station, and the head of the project said that \
    the hall seats two hundred readers and costs nothing to enter.</p><p>She added that two more libraries will open in the \
    eastern quarters once the ring road is done, and that volunteers had shelved ten thousand books.</p>";
const GERMAN: &str = "<p>Der Stadtrat hat neben dem alten Bahnhof eine Bibliothek eröffnet, und die Leiterin des Vorhabens sagte, \
    der Saal fasse zweihundert Leser und koste keinen Eintritt.</p><p>Sie fügte hinzu, dass zwei weitere Büchereien in den \
    östlichen Vierteln folgen, sobald die Ringstraße fertig sei.</p>";

fn page(language: &str, head: &str, line: &str, story: &str, behind: &str) -> String {
    let title = if story == ARABIC {
        "افتتاح مكتبة عامة قرب المحطة"
    } else {
        "A library beside the station"
    };
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title>{head}</head><body>\
         <header><nav><a href=\"/\">Home</a> <a href=\"/n\">News</a></nav></header>\
         <main><article><h1>{title}</h1>{line}<div class=\"article-body\">{story}</div></article></main>{behind}</body></html>"
    )
}

fn told(page: &str, uri: Option<&str>) -> Record {
    let input = Input { bytes: page.as_bytes(), media: Media::Html, uri, ..Input::default() };
    read(&input, &Options::default())
}

fn published(page: &str) -> Option<String> {
    told(page, None).article.published
}

/// The field of the evidence, or the words.
fn evidence(record: &Record) -> Option<String> {
    Some(match record.article.published_evidence.as_ref()? {
        Evidence::Field(field) => field.to_string(),
        Evidence::Words(span) => span.of(&record.text).to_owned(),
    })
}

#[test]
fn each_source_tells_alone() {
    let ld = |data: &str| format!("<script type=\"application/ld+json\">{data}</script>");
    let cases: [(&str, String, &str, &str, &str); 12] = [
        (
            "json-ld with a comma too many and bare quotes",
            ld(
                r#"{"@type":"NewsArticle","headline":"افتتاح "مكتبة" عامة","datePublished":"2021-11-04T10:00:00+03:00",}"#,
            ),
            "",
            "2021-11-04T10:00:00+03:00",
            "json-ld",
        ),
        (
            "a graph in a comment",
            ld(
                "<!-- {\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":\"Article\",\"datePublished\":\"2021-11-04\"}]} -->",
            ),
            "",
            "2021-11-04",
            "json-ld",
        ),
        (
            "a key of OpenGraph",
            "<meta property=\"article:published_time\" content=\"2021-11-04T08:00:00Z\">".into(),
            "",
            "2021-11-04T08:00:00Z",
            "meta:article:published_time",
        ),
        (
            "a key that no table knows",
            "<meta name=\"cms.firstPublishDate\" content=\"2021-11-04 10:00\">".into(),
            "",
            "2021-11-04T10:00",
            "meta:cms.firstpublishdate",
        ),
        (
            "microdata",
            String::new(),
            "<span itemprop=\"datePublished\" content=\"2021-11-04\"></span>",
            "2021-11-04",
            "microdata",
        ),
        (
            "time",
            String::new(),
            "<time datetime=\"2021-11-04T16:44+03:00\">منذ سنتين</time>",
            "2021-11-04T16:44+03:00",
            "time",
        ),
        (
            "amp-timeago",
            String::new(),
            "<amp-timeago datetime=\"2021-11-04T10:00:00+03:00\">منذ سنتين</amp-timeago>",
            "2021-11-04T10:00:00+03:00",
            "time",
        ),
        (
            "the title of abbr",
            String::new(),
            "<div class=\"post-meta\"><abbr class=\"published\" title=\"2021-11-04\">قبل سنتين</abbr></div>",
            "2021-11-04",
            "title",
        ),
        (
            "an attribute for scripts",
            String::new(),
            "<div class=\"meta\"><span class=\"date\" data-published=\"2021-11-04T10:00:00\"></span></div>",
            "2021-11-04T10:00:00",
            "data-published",
        ),
        (
            "a script",
            "<script>dataLayer.push({'section': 'محليات', 'publishDate': '2021-11-04'});</script>".into(),
            "",
            "2021-11-04",
            "script:publishDate",
        ),
        (
            "a printed line",
            String::new(),
            "<div class=\"meta\">٤ تشرين الثاني ٢٠٢١</div>",
            "2021-11-04",
            "٤ تشرين الثاني ٢٠٢١",
        ),
        ("a printed line of numbers", String::new(), "<div>04/11/2021</div>", "2021-11-04", "04/11/2021"),
    ];
    for (name, head, line, when, field) in cases {
        let record = told(&page("ar", &head, line, ARABIC, ""), None);
        assert_eq!(record.article.published.as_deref(), Some(when), "{name}");
        assert_eq!(evidence(&record).as_deref(), Some(field), "{name}");
    }
}

#[test]
fn the_address_tells_where_nothing_else_does() {
    let record = told(&page("ar", "", "", ARABIC, ""), Some("https://s.example/2021/11/04/library"));
    assert_eq!(
        (record.article.published.as_deref(), evidence(&record).as_deref()),
        (Some("2021-11-04"), Some("url"))
    );
}

#[test]
fn printed_lines_of_many_languages() {
    for (language, line, when) in [
        ("de", "Veröffentlicht am 3. März 2021 um 14:48 Uhr", "2021-03-03T14:48"),
        ("fr", "Publié le 3 mars 2021 à 16h44", "2021-03-03T16:44"),
        ("es", "3 de marzo de 2021", "2021-03-03"),
        ("it", "Pubblicato il 3 marzo 2021", "2021-03-03"),
        ("pt", "Publicado em 3 de março de 2021", "2021-03-03"),
        ("tr", "Yayınlanma: 3 Mart 2021", "2021-03-03"),
        ("ru", "Опубликовано 3 марта 2021", "2021-03-03"),
        ("pl", "Opublikowano: 3 marca 2021", "2021-03-03"),
        ("nl", "3 maart 2021", "2021-03-03"),
        ("id", "3 Maret 2021", "2021-03-03"),
        ("en", "March 3, 2021", "2021-03-03"),
    ] {
        let page = page(language, "", &format!("<p class=\"date\">{line}</p>"), ENGLISH, "");
        assert_eq!(published(&page).as_deref(), Some(when), "{line}");
    }
}

#[test]
fn numbers_are_read_in_the_page_s_order() {
    let line = |date: &str| format!("<div class=\"date\">{date}</div>");
    let day =
        |language: &str, date: &str, story: &str| published(&page(language, "", &line(date), story, ""));
    assert_eq!(day("en-US", "04/11/2021", ENGLISH).as_deref(), Some("2021-04-11"));
    assert_eq!(day("en-GB", "04/11/2021", ENGLISH).as_deref(), Some("2021-11-04"));
    assert_eq!(day("de", "04.11.2021", GERMAN).as_deref(), Some("2021-11-04"));
    // Templates leave the language at English.
    assert_eq!(day("en", "04/11/2021", ARABIC).as_deref(), Some("2021-11-04"));
    // Another date of the page shows its habit.
    let other = "<aside><ul><li><a href=\"/a\">Ferry back</a> 25/10/2021</li></ul></aside>";
    assert_eq!(
        published(&page("en-US", "", &line("04/11/2021"), ENGLISH, other)).as_deref(),
        Some("2021-11-04")
    );
}

#[test]
fn a_change_is_no_publication() {
    for (language, line, story) in [
        (
            "ar",
            "<div class=\"dates\"><span class=\"date\">نشر في: 8 مارس 2023</span></div>\
             <div class=\"date-updated\"><time datetime=\"2023-03-10\">آخر تحديث: 10 مارس 2023</time></div>",
            ARABIC,
        ),
        ("de", "<p class=\"meta\">Aktualisiert am 10.03.2023, veröffentlicht am 08.03.2023</p>", GERMAN),
        (
            "en",
            "<p class=\"published\">Updated: March 10, 2023</p><p class=\"published\">Published: March 8, 2023</p>",
            ENGLISH,
        ),
    ] {
        let record = told(&page(language, "", line, story, ""), None);
        assert_eq!(record.article.published.as_deref(), Some("2023-03-08"), "{line}");
        assert_eq!(record.article.updated.as_deref(), Some("2023-03-10"), "{line}");
    }
}

#[test]
fn dates_of_other_things_mislead_nobody() {
    let around = "<section class=\"comments\"><h3>3 comments</h3>\
        <div class=\"comment\"><time datetime=\"2021-11-05T09:00\">5 November 2021</time><p>Good news for the quarter.</p></div>\
        <div class=\"comment\"><time datetime=\"2021-11-06T09:00\">6 November 2021</time><p>When do they open?</p></div></section>\
        <aside class=\"related\"><ul><li><a href=\"/1\">Bridge closed</a> <time datetime=\"2019-02-01\">1 February 2019</time></li>\
        <li><a href=\"/2\">Market day</a> <time datetime=\"2018-11-20\">20 November 2018</time></li></ul></aside>\
        <footer>© 2026 The Station Post</footer>\
        <script>var ad={\"expires\":\"2031-01-31T00:00:00Z\"};</script>";
    let page = page("en", "", "<p class=\"byline\">By Hala Najjar | 4 November 2021</p>", ENGLISH, around);
    let clocked = page.replacen("<nav>", "<div class=\"clock\">Thursday 26 November 2026</div><nav>", 1);
    for page in [page, clocked] {
        assert_eq!(published(&page).as_deref(), Some("2021-11-04"));
    }
}

#[test]
fn nothing_is_told_where_nothing_is_said() {
    for behind in
        ["", "<footer>© 2026 The Station Post</footer>", "<script>var build='2026-11-26T10:00:00';</script>"]
    {
        assert_eq!(published(&page("en", "", "", ENGLISH, behind)), None, "{behind}");
    }
}
