//! Chats that Telegram and WhatsApp export.

use std::fmt::Write as _;

use super::{Made, encoded, or_changed, or_cut, text};
use crate::pool::Pool;
use crate::random::Random;

/// What Telegram exports: one chat, or an account.
pub fn telegram(random: &mut Random, pool: &Pool) -> Made {
    let mut out = String::new();
    if random.once_in(4) {
        out.push_str(
            "{\"about\":\"x\",\"personal_information\":{\"user_id\":1},\"chats\":{\"about\":\"x\",\"list\":[",
        );
        for n in 0..random.few(1, 4) {
            out.push_str(if n > 0 { "," } else { "" });
            chat(&mut out, random, pool);
        }
        out.push_str(random.mostly("]}}", &["]},\"left_chats\":{\"list\":[]}}", "]", ""]));
    } else {
        chat(&mut out, random, pool);
    }
    let out = or_cut(out, random);
    let bytes = if random.once_in(4) { encoded(&out, random) } else { out.into_bytes() };
    Made::stream(random.pick(&["result.json", "-", "a.txt"]), or_changed(bytes, random))
}

fn chat(out: &mut String, random: &mut Random, pool: &Pool) {
    let name = random.mostly("\"أخبار الميناء\"", &["null", "7", "\"\"", "{}", "\"\\ud800\""]);
    let kind = random.pick(&[
        "public_channel",
        "private_group",
        "personal_chat",
        "saved_messages",
        "public_channel",
    ]);
    let id = random.mostly("77", &["\"x\"", "-1", "1e99", "null"]);
    let _ = write!(out, "{{\"name\":{name},\"type\":\"{kind}\",\"id\":{id},\"messages\":[");
    for n in 0..random.few(1, 8) {
        out.push_str(if n > 0 { "," } else { "" });
        if random.once_in(20) {
            out.push_str(random.pick(&[
                "null",
                "1",
                "[]",
                "{}",
                "{\"type\":\"message\"}",
                "[[[[",
                "{\"text\":{}}",
            ]));
            continue;
        }
        message(out, random, pool);
    }
    out.push_str(random.mostly("]}", &["]", "", "],\"x\":[[[]]]}"]));
}

fn message(out: &mut String, random: &mut Random, pool: &Pool) {
    let kind = random.mostly("message", &["service", "x"]);
    let date = random.pick(&[
        "2021-11-04T01:15:00",
        "2021-11-04",
        "",
        "9999-12-31T23:59:59",
        "-009999-01-01T00:00:00",
        "x",
    ]);
    let unix =
        random.pick(&["1635977700", "-1", "9223372036854775807", "x", "253402300799", "-377705023201"]);
    let id = random.mostly("2", &["-9223372036854775808", "99999999999999999999", "null", "1.5"]);
    let _ = write!(
        out,
        "{{\"id\":{id},\"type\":\"{kind}\",\"date\":\"{date}\",\"date_unixtime\":\"{unix}\",\"text\":"
    );
    let mut words = String::new();
    text::line(&mut words, random, pool);
    let words = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    match random.below(16) {
        0..4 => {
            let _ = write!(
                out,
                "[{{\"type\":\"bold\",\"text\":\"عاجل: \"}},\"{words}\",{{\"type\":\"link\",\"text\":\"x\"}}]"
            );
        }
        4 => out.push_str(random.pick(&[
            "\"\"",
            "null",
            "[]",
            "[1]",
            "{\"text\":\"نص\"}",
            "\"\\udc00\"",
            "[[\"نص\"]]",
        ])),
        _ => {
            let _ = write!(out, "\"{words}\"");
        }
    }
    out.push_str(random.mostly("}", &[",\"text_entities\":[]}", ",}", ",\"photo\":\"1.jpg\"}"]));
}

/// What WhatsApp exports.
pub fn whatsapp(random: &mut Random, pool: &Pool) -> Made {
    let mut out = String::new();
    let form = random.below(5);
    for _ in 0..random.few(2, 9) {
        if random.once_in(10) {
            text::line(&mut out, random, pool);
            out.push('\n');
            continue;
        }
        stamp(&mut out, form, random);
        out.push_str(random.pick(&[
            "علي حسن: ",
            "علي حسن: ",
            "زينب: ",
            "",
            "a: b: ",
            "\u{200E}علي:\n",
            "+964 770 000 0000: ",
            ": ",
        ]));
        match random.below(6) {
            0 => out.push_str(random.pick(&[
                "<Media omitted>",
                "<تم استبعاد الوسائط>",
                "\u{200E}image omitted",
                "IMG-1.jpg (file attached)",
                "تم حذف هذه الرسالة.",
                "نص <This message was edited>",
                "<: >",
                "<",
            ])),
            _ => text::line(&mut out, random, pool),
        }
        out.push_str(random.pick(&["\n", "\r\n", "\n", "\n\n", ""]));
    }
    let out = or_cut(out, random);
    let bytes = encoded(&out, random);
    Made::stream(random.pick(&["chat.txt", "_chat.txt", "-"]), or_changed(bytes, random))
}

fn stamp(out: &mut String, form: usize, random: &mut Random) {
    let (day, month, hour, minute) =
        (1 + random.below(31), 1 + random.below(13), random.below(25), random.below(61));
    let year = random.pick(&["2021", "21", "2021", "1443", "0", "9999", "٢٠٢١"]);
    let half = random.pick(&[" AM", " PM", "\u{202F}PM", "", " ص", " م", " مساءً", " p. m."]);
    let _ = match form {
        0 => write!(out, "{day}/{month}/{year}, {hour}:{minute:02}{half} - "),
        1 => write!(out, "[{day}/{month}/{year}, {hour}:{minute:02}:30{half}] "),
        2 => write!(out, "\u{200F}{day}.{month}.{year}، {hour}:{minute:02} - "),
        3 => write!(out, "\u{200E}[{year}-{month}-{day}, {hour}.{minute:02}.{minute}{half}] "),
        _ => write!(out, "{month:02}-{day:02}-{year} {hour}:{minute:02}{half} – "),
    };
}
