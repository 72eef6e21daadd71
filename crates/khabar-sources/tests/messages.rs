//! E-mail, mailboxes, and chats that Telegram and WhatsApp export.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

mod common;

use std::fmt::Write as _;

use common::{fault, good, read, text};
use khabar::{Media, Options};
use khabar_sources::Page;

const STORY: &str = "قالت هيئة المطارات إن مدرج المطار يفتح يوم الأحد المقبل بعد صيانة دامت شهرين.";

/// Words as a header writes them, in Windows-1256.
fn encoded(words: &str) -> String {
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(words);
    let mut hex = String::new();
    for byte in bytes.iter() {
        write!(hex, "={byte:02X}").unwrap();
    }
    format!("=?windows-1256?Q?{hex}?=")
}

fn headers(more: &str) -> String {
    format!(
        "Return-Path: <news@agency.example>\r\nFrom: {} <news@agency.example>\r\nTo: desk@paper.example\r\n\
         Subject: {}\r\nDate: Thu, 04 Nov 2021 01:15:00 +0300\r\nMessage-ID: <a1@agency.example>\r\n\
         MIME-Version: 1.0\r\n{more}\r\n",
        encoded("وكالة الأنباء"),
        encoded("مدرج المطار يفتح")
    )
}

fn said(page: &Page) -> (Option<&str>, Option<&str>, Option<&str>, Option<&str>) {
    (page.id.as_deref(), page.title.as_deref(), page.published.as_deref(), page.site.as_deref())
}

#[test]
fn a_message_in_an_old_encoding_whatever_its_file_is_called() {
    let (body, ..) = encoding_rs::WINDOWS_1256.encode(STORY);
    let head =
        headers("Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n");
    let unnamed = headers("Content-Type: text/plain\r\n");
    for (name, head) in [("a.eml", &head), ("a.txt", &head), ("a", &head), ("a.eml", &unnamed)] {
        let page = good(name, &[head.as_bytes(), &body].concat()).remove(0);
        assert_eq!(
            said(&page),
            (
                Some("a1@agency.example"),
                Some("مدرج المطار يفتح"),
                Some("2021-11-04T01:15:00+03:00"),
                Some("وكالة الأنباء")
            ),
            "{name}"
        );
        assert_eq!(text(&page).trim(), STORY, "{name}");
        let record = khabar::read(&page.input(), &Options::default());
        assert_eq!(record.article.published.as_deref(), Some("2021-11-04T01:15:00+03:00"));
        assert_eq!(record.article.title.as_deref(), Some("مدرج المطار يفتح"));
    }
}

#[test]
fn markup_is_preferred_and_attachments_are_told() {
    let body = format!(
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
         --a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nنص قصير\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <p>{STORY}</p>\r\n--a--\r\n--m\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--m--\r\n"
    );
    let message = headers(&body);
    let page = good("a.eml", message.as_bytes()).remove(0);
    assert_eq!((page.media, text(&page).trim()), (Media::Html, format!("<p>{STORY}</p>").as_str()));
    let record = khabar::read(&page.input(), &Options::default());
    assert!(
        record.warnings.contains(&"attachments that were passed over: 1 (application/pdf)".to_owned()),
        "{:?}",
        record.warnings
    );
    let only = headers("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n");
    assert!(fault("a.eml", only.as_bytes()).reason.contains("no text"));
}

#[test]
fn parts_that_are_no_messages_cost_no_other() {
    // Of two messages within the message the first has no headers.
    let within = format!("Subject: خبر\r\nFrom: a@b\r\nDate: x\r\n\r\n{STORY}");
    let message = "Content-Type: message/rfc822\r\nContent-Disposition: attachment";
    let body = format!(
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{STORY}\r\n\
         --m\r\n{message}\r\n\r\n\u{FEFF}نص بلا ترويسة\r\n--m\r\n{message}\r\n\r\n{within}\r\n--m--\r\n"
    );
    let page = good("a.eml", headers(&body).as_bytes()).remove(0);
    assert_eq!((page.title.as_deref(), text(&page).trim()), (Some("مدرج المطار يفتح"), STORY));
}

#[test]
fn lines_that_a_sender_broke_are_paragraphs_again() {
    let broken =
        "قالت هيئة المطارات إن مدرج المطار يفتح يوم الأحد\r\nالمقبل بعد صيانة دامت شهرين.\r\n\r\nانتهى\r\n";
    let message = headers("Content-Type: text/plain; charset=utf-8\r\n") + broken;
    assert_eq!(text(&good("a.eml", message.as_bytes())[0]), format!("{STORY}\nانتهى"));
    let flowed =
        "قالت هيئة المطارات إن مدرج \r\nالمطار يفتح يوم الأحد المقبل \r\nبعد صيانة دامت شهرين.\r\nانتهى\r\n";
    let message = headers("Content-Type: text/plain; charset=utf-8; format=flowed\r\n") + flowed;
    assert_eq!(text(&good("a.eml", message.as_bytes())[0]).trim(), format!("{STORY}\nانتهى"));
}

#[test]
fn a_mailbox_is_its_messages() {
    let plain = "Content-Type: text/plain; charset=utf-8\r\n";
    let second = headers(plain).replace("Message-ID: <a1@agency.example>\r\n", "");
    let mailbox = format!(
        "From news@agency.example Thu Nov  4 01:15:00 2021\r\n{}{STORY}\r\n\r\n>From هنا يبدأ الاقتباس\r\n>>From هنا\r\n\
         From the field: no separator\r\n\r\n\
         From - Thu Nov 04 02:15:00 2021\r\n{second}{STORY}\r\n\r\nFrom - Thu Nov 04 03:15:00 2021\r\nSubject: x\r\n\r\n",
        headers(plain)
    );
    for name in ["news.mbox", "news.txt", "news"] {
        let found = read(name, mailbox.as_bytes());
        assert_eq!(found.len(), 3, "{name}");
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.id.as_deref(), Some("a1@agency.example"));
        let words = text(first);
        assert!(
            words.contains("\nFrom هنا يبدأ")
                && words.contains("\n>From هنا")
                && words.contains("From the field"),
            "{words}"
        );
        assert_eq!(found[1].as_ref().unwrap().id.as_deref(), Some("news/2"));
        let fault = found[2].as_ref().unwrap_err();
        assert!(fault.place.ends_with(":3") && fault.reason.contains("no text"), "{fault}");
    }
}

const CHAT: &str = r##"{"name": "أخبار الميناء", "type": "public_channel", "id": 77, "messages": [
 {"id": 1, "type": "service", "date": "2021-11-01T08:00:00", "actor": "x", "action": "create_channel", "text": ""},
 {"id": 2, "type": "message", "date": "2021-11-04T01:15:00", "date_unixtime": "1635977700", "from": "أخبار الميناء",
  "text": [{"type": "bold", "text": "عاجل: "}, "رست سفينتان في الميناء ", {"type": "hashtag", "text": "#الميناء"}], "text_entities": []},
 {"id": 3, "type": "message", "date": "2021-11-04T02:00:00", "photo": "photos/1.jpg", "text": ""},
 {"id": 4, "type": "message", "date": "2021-11-04T11:00:00", "text": "قال مدير الميناء إن العمل عاد أمس."}]}"##;

#[test]
fn telegram_messages_have_their_own_time() {
    let found = good("result.json", CHAT.as_bytes());
    assert_eq!(found.len(), 2);
    assert_eq!(
        (said(&found[0]), text(&found[0])),
        (
            (Some("77/2"), None, Some("2021-11-04T01:15:00+03:00"), Some("أخبار الميناء")),
            "عاجل: رست سفينتان في الميناء #الميناء"
        )
    );
    assert_eq!(said(&found[1]), (Some("77/4"), None, Some("2021-11-04T11:00:00"), Some("أخبار الميناء")));
    let record = khabar::read(&found[1].input(), &Options::default());
    assert!(record.times.iter().any(|t| t.value == "2021-11-03"), "{:?}", record.times);
}

#[test]
fn an_export_of_an_account_is_all_its_chats() {
    let other = CHAT.replace("77", "78").replace("أخبار الميناء", "أخبار الجسر");
    let account = format!(
        r#"{{"about": "Here is the data you requested.", "personal_information": {{"user_id": 1}}, "contacts": {{"list": [{{"x": [1]}}]}},
        "chats": {{"about": "x", "list": [{CHAT}, {other}]}}, "left_chats": {{"list": []}}}}"#
    );
    let ids: Vec<_> = good("result.json", account.as_bytes())
        .into_iter()
        .map(|p| (p.id.unwrap(), p.site.unwrap()))
        .collect();
    let told: Vec<_> = ids.iter().map(|(id, site)| (id.as_str(), site.as_str())).collect();
    let (port, bridge) = ("أخبار الميناء", "أخبار الجسر");
    assert_eq!(told, [("77/2", port), ("77/4", port), ("78/2", bridge), ("78/4", bridge)]);
}

#[test]
fn a_telegram_export_that_was_cut_gives_what_came_before() {
    let end = CHAT.find("قال مدير").unwrap();
    let found = read("result.json", &CHAT.as_bytes()[..end]);
    assert_eq!(found.len(), 2);
    assert!(found[0].is_ok());
    let reason = &found[1].as_ref().unwrap_err().reason;
    assert!(reason.contains("cut, behind message 1") && !reason.contains("سفينتان"), "{reason}");
    let empty = r#"{"name": "x", "type": "private_group", "id": 1, "messages": []}"#;
    assert!(fault("result.json", empty.as_bytes()).reason.contains("no message"));
}

const ANDROID: &str = "٤/١١/٢٠٢١، ١٠:١٥ ص - الرسائل والمكالمات مشفرة تماما بين الطرفين.
٤/١١/٢٠٢١، ١٠:١٦ ص - علي حسن: رست سفينتان في الميناء أمس.
وقال المدير إن العمل عاد.
٤/١١/٢٠٢١، ١٠:١٧ م - زينب: <تم استبعاد الوسائط>
\u{200F}١٣/١١/٢٠٢١، ١٢:٠٥ ص - زينب: القناة: مغلقة
";

#[test]
fn whatsapp_messages_are_dated_by_their_stamps() {
    let name = "محادثة واتساب مع مراسلو البصرة.txt";
    let found = good(name, ANDROID.as_bytes());
    assert_eq!(found.len(), 2);
    let id = |n| format!("محادثة واتساب مع مراسلو البصرة/{n}");
    assert_eq!(said(&found[0]), (Some(&*id(2)), None, Some("2021-11-04T10:16:00"), Some("علي حسن")));
    assert_eq!(text(&found[0]), "رست سفينتان في الميناء أمس.\nوقال المدير إن العمل عاد.");
    assert_eq!(said(&found[1]), (Some(&*id(4)), None, Some("2021-11-13T00:05:00"), Some("زينب")));
    assert_eq!(text(&found[1]), "القناة: مغلقة");
    let ios = "[11/4/21, 10:15:30 AM] المجموعة: \u{200E}Messages and calls are end-to-end encrypted.\r\n\
        \u{200E}[11/4/21, 10:16:30 PM] علي: \u{200E}<attached: 0001-PHOTO.jpg>\r\n\
        [11/4/21, 10:17:30 PM] علي: رست سفينتان\r\nفي الميناء\r\n[11/13/21, 9:00:00 AM] زينب: \u{200E}image omitted\r\n";
    let found = good("_chat.txt", ios.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].published.as_deref(), text(&found[0])),
        (Some("2021-11-04T22:17:30"), "رست سفينتان\nفي الميناء")
    );
    let id = found[0].id.as_deref().unwrap();
    assert!(id.ends_with("/3") && !id.starts_with("_chat"), "a chat of iOS is called by its folder: {id}");
}

#[test]
fn text_with_a_clock_or_two_is_no_chat() {
    let ticker = format!("{STORY}\n4/11/2021, 10:15 - وصلت السفينة: نعم\n4/11/2021, 10:16 - غادرت\n");
    assert_eq!(good("news.txt", ticker.as_bytes()).len(), 1);
    let silent = "4/11/2021, 10:15 - أنشأ علي المجموعة\n4/11/2021, 10:16 - علي: <Media omitted>\n4/11/2021, 10:17 - غادرت\n";
    assert!(fault("chat.txt", silent.as_bytes()).reason.contains("no message"));
}
