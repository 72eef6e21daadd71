//! PDF, DOCX and ODT.
//!
//! The PDFs of `data/` are our own text, set by `WeasyPrint` in Noto Sans Arabic and Noto Naskh Arabic; letters of which
//! PDF makes ligatures of the wrong order (لا, لى) are left out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

mod common;

use std::io::Write as _;

use common::{fault, good, text};
use khabar::record::BlockRole;
use khabar::{Media, Options, Record};
use khabar_sources::Page;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BULLETIN: &[u8] = include_bytes!("data/bulletin.pdf");
const COLUMNS: &[u8] = include_bytes!("data/columns.pdf");

/// Whether PDF can be read here; a word where not.
fn has_pdftotext() -> bool {
    let has = std::process::Command::new("pdftotext").arg("-v").output().is_ok();
    if !has {
        eprintln!("skipped: pdftotext is not on this machine (apt-get install poppler-utils)");
    }
    has
}

fn record(page: &Page) -> Record {
    khabar::read(&page.input(), &Options::default())
}

/// The words of every block, with its page.
fn blocks(record: &Record) -> Vec<(Option<u32>, &str)> {
    record.blocks.iter().map(|b| (b.page, b.span.of(&record.text))).collect()
}

#[test]
fn a_pdf_is_paragraphs_with_the_pages_they_begin_on() {
    if !has_pdftotext() {
        return;
    }
    // By content, whatever it is called.
    for name in ["bulletin.pdf", "bulletin.txt", "bulletin"] {
        let page = good(name, BULLETIN).remove(0);
        assert_eq!((page.media, page.id.as_deref()), (Media::Text, Some("bulletin")));
        let record = record(&page);
        let blocks = blocks(&record);
        let pages: Vec<_> = blocks.iter().map(|b| b.0.unwrap()).collect();
        assert_eq!(pages, [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2], "{blocks:?}");
        let words: Vec<_> = blocks.iter().map(|b| b.1).collect();
        assert_eq!(words[0], "مديرية الري تعيد تشغيل أربع مضخات كبيرة في محطة البصرة بعد توقف دام ستة أشهر");
        assert_eq!(words[1], "البصرة – 12 مارس 2020");
        assert!(words[2].ends_with("(بحسب بيان في 10/3/2020) بنسبة 20% من الطاقة."), "{}", words[2]);
        let third = words[3];
        assert!(third.contains("في عام 2020، وأن الشركة المنفذة «ملزمة بتدريب 40 مهندسا» من"), "{third}");
        assert_eq!(words[4..7], ["نشرة مديرية الري - العدد 12", "1", "خطة للصيف"]);
        assert!(words[7].contains("وأن شركة BBC للتجارة وافقت."), "{}", words[7]);
        assert_eq!(record.article.title.as_deref(), Some(words[0]));
        let json = record.to_json().unwrap();
        let back = Record::from_json(&json).unwrap();
        assert_eq!(back.blocks.last().unwrap().page, Some(2), "the page goes over the wire");
        assert_eq!(back, record);
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    if !has_pdftotext() {
        return;
    }
    let page = good("columns.pdf", COLUMNS).remove(0);
    let lines: Vec<_> = text(&page).lines().collect();
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert!(lines[0].ends_with("أحياء المدينة الشرقية وتعد بإنجازها قبل موسم المطر"), "{}", lines[0]);
    assert!(lines[1].ends_with("جاسم عبد الحسين إن العمل يستمر أربعة أشهر، وإن كلفته تبلغ تسعة مليارات دينار من موازنة تنمية المحافظة."), "{}", lines[1]);
    assert!(
        lines[3].starts_with("ورحب سكان") && lines[3].ends_with("وإن تلميذها يصلون متأخرين."),
        "{}",
        lines[3]
    );
}

#[test]
fn a_pdf_that_cannot_be_read_says_why() {
    if !has_pdftotext() {
        return;
    }
    let broken = fault("broken.pdf", b"%PDF-1.7\nnothing of a PDF");
    assert!(broken.reason.contains("pdftotext cannot read it"), "{broken}");
    // A page without text.
    let empty = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    assert!(fault("scan.pdf", empty).reason.contains("no text in this PDF"));
}

/// A zip archive of these files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONSHIPS: &str = r#"<Relationships><Relationship Id="r1" Target="word/document2.xml"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="a2"><w:name w:val="heading 2"/></w:style>
    <w:style w:styleId="a3"><w:name w:val="نمط"/><w:basedOn w:val="a2"/></w:style></w:styles>"#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#);
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:id="1"><w:p><w:r><w:t>بحسب وثيقة اطلعت عليها الصحيفة.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let core =
        "<cp:coreProperties><dcterms:created>2019-01-01T00:00:00Z</dcterms:created></cp:coreProperties>";
    zip(&[
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document2.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ])
}

const BODY: &str = r#"
    <w:p><w:r><w:t>وزارة النقل</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>الوزارة تفتح </w:t></w:r><w:r><w:t>ثلاثة جسور</w:t></w:r></w:p>
    <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>قال وزير النقل إن الجسور الثلاثة &amp; طرقها تفتح يوم الأحد، وإن </w:t></w:r>
        <w:del><w:r><w:delText>خمسة</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">كلفتها </w:t><w:br/><w:t>بلغت مليون دينار.</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>جدول الجسور</w:t></w:r></w:p>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>جسر الحرية</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>120 مترا</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
    <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>صورة الجسر</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>صورة الجسر</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>
        <w:r><w:t>وأضاف الوزير أن العمل في الجسور استمر سنتين.</w:t></w:r></w:p>"#;

#[test]
fn docx_is_paragraphs_headings_cells_and_notes() {
    for name in ["bridges.docx", "bridges.txt"] {
        let page = good(name, &docx(BODY)).remove(0);
        assert_eq!((page.id.as_deref(), page.published.as_deref()), (Some("bridges"), None));
        let record = record(&page);
        let lines: Vec<_> = blocks(&record).into_iter().map(|b| b.1).collect();
        assert_eq!(
            lines,
            [
                "الوزارة تفتح ثلاثة جسور",
                "وزارة النقل",
                "قال وزير النقل إن الجسور الثلاثة & طرقها تفتح يوم الأحد، وإن كلفتها بلغت مليون دينار.",
                "جدول الجسور",
                "جسر الحرية",
                "120 مترا",
                "صورة الجسر",
                "وأضاف الوزير أن العمل في الجسور استمر سنتين.",
                "بحسب وثيقة اطلعت عليها الصحيفة.",
            ]
        );
        assert_eq!(record.article.title.as_deref(), Some("الوزارة تفتح ثلاثة جسور"));
        assert_eq!(record.article.published, None, "when a file was made is not when its page came out");
        let role = |n: usize| record.blocks[n].role;
        assert_eq!((role(0), role(2), role(7)), (BlockRole::Title, BlockRole::Body, BlockRole::Body));
    }
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="tb"><office:automatic-styles>
        <style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", "<m/>"),
    ])
}

#[test]
fn odt_is_paragraphs_headings_cells_and_notes() {
    let body = r#"<text:tracked-changes><text:changed-region><text:p>حذف</text:p></text:changed-region></text:tracked-changes>
        <text:p text:style-name="P1">الوزارة تفتح<text:s text:c="2"/>ثلاثة جسور</text:p>
        <text:p>قال وزير النقل إن <text:span>الجسور الثلاثة</text:span> تفتح يوم الأحد<text:note><text:note-citation>1</text:note-citation>
            <text:note-body><text:p>بحسب وثيقة اطلعت عليها الصحيفة.</text:p></text:note-body></text:note>، وإن كلفتها مليون دينار.</text:p>
        <text:h text:outline-level="2">جدول الجسور</text:h>
        <table:table><table:table-row><table:table-cell><text:p>جسر الحرية</text:p></table:table-cell></table:table-row></table:table>"#;
    let page = good("bridges.odt", &odt(body)).remove(0);
    let record = record(&page);
    let lines: Vec<_> = blocks(&record).into_iter().map(|b| b.1).collect();
    assert_eq!(
        lines,
        [
            "الوزارة تفتح ثلاثة جسور",
            "قال وزير النقل إن الجسور الثلاثة تفتح يوم الأحد، وإن كلفتها مليون دينار.",
            "جدول الجسور",
            "جسر الحرية",
            "بحسب وثيقة اطلعت عليها الصحيفة.",
        ]
    );
    assert_eq!(record.article.title.as_deref(), Some("الوزارة تفتح ثلاثة جسور"));
}

#[test]
fn what_a_document_is_is_told_by_its_content() {
    let html = "<!DOCTYPE html><html><body><p>قالت الوزارة إن الجسر يفتح يوم الأحد.</p></body></html>";
    let page = good("page.docx", html.as_bytes()).remove(0);
    assert!(record(&page).text.contains("يوم الأحد"));
    assert_eq!(record(&page).source.media_type.as_deref(), Some("text/html"));
    let faults = [
        ("other.zip", zip(&[("a.txt", "نص")]), "neither DOCX nor ODT"),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "save it as .docx"),
        ("text.rtf", b"{\\rtf1\\ansi text}".to_vec(), "RTF"),
        ("cut.docx", docx(BODY)[..400].to_vec(), "broken zip archive"),
        ("empty.docx", docx(""), ""),
    ];
    for (name, bytes, reason) in faults {
        if name == "empty.docx" {
            // Its notes are its text.
            assert!(text(&good(name, &bytes)[0]).contains("بحسب وثيقة"));
            continue;
        }
        let fault = fault(name, &bytes);
        assert!(fault.reason.contains(reason) && fault.place.contains(name), "{fault}");
    }
}

#[test]
fn bombs_end_in_a_word() {
    let bomb = docx(&" ".repeat(64 << 20));
    assert!(bomb.len() < 1 << 20);
    let reason = fault("bomb.docx", &bomb).reason;
    assert!(reason.contains("bomb"), "{reason}");
    let deep = docx(&"<w:sdt>".repeat(100_000));
    let reason = fault("deep.docx", &deep).reason;
    assert!(reason.contains("within each other"), "{reason}");
}
