//! Messages of e-mail and mailboxes of them.

use std::fmt::Write as _;

use encoding_rs::WINDOWS_1256;

use super::{Made, encoded, html, or_changed, text};
use crate::pool::Pool;
use crate::random::Random;

/// A message, or a mailbox.
pub fn input(random: &mut Random, pool: &Pool) -> Made {
    let mut bytes = Vec::new();
    if random.once_in(2) {
        message(&mut bytes, random, pool);
        return Made::stream(random.pick(&["a.eml", "a.txt", "-"]), or_changed(bytes, random));
    }
    for _ in 0..random.few(1, 3) {
        bytes.extend(
            random
                .pick(&[
                    "From news@agency.example Thu Nov  4 01:15:00 2021\n",
                    "From - Thu Nov 04 02:15:00 2021\r\n",
                    "From\n",
                    "From x 1:2:3:4\n",
                    "From ",
                ])
                .bytes(),
        );
        message(&mut bytes, random, pool);
        bytes.extend(random.pick(&["\r\n\r\n", "\n\n", "\n", "\n\n>From x 10:15\n\n", ""]).bytes());
    }
    Made::stream(random.pick(&["a.mbox", "a.txt", "-"]), or_changed(bytes, random))
}

fn message(out: &mut Vec<u8>, random: &mut Random, pool: &Pool) {
    let end = random.pick(&["\r\n", "\n"]);
    let mut head = String::new();
    for name in ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Received", "Reply-To"] {
        if random.once_in(5) {
            continue;
        }
        let value = match name {
            "Subject" => subject(random, pool),
            "Date" => text::stamp(random).to_owned(),
            "From" => random
                .pick(&[
                    "\"النهر\" <news@agency.example>",
                    "=?utf-8?B?2KfZhNmG2YfYsQ==?= <a@b>",
                    "a@b",
                    "<>",
                    "a:b;,",
                    "\u{202E}",
                ])
                .to_owned(),
            "Message-ID" => random.pick(&["<a1@agency.example>", "<", "a b", ""]).to_owned(),
            _ => random.pick(&["1.0", "x <a@b>; Thu, 04 Nov 2021 01:15:00 +0300", "", "(((("]).to_owned(),
        };
        let _ = write!(head, "{name}: {value}{end}");
    }
    if random.once_in(16) {
        head.push_str(random.pick(&[" folded\r\n", "\tfolded\n", "no colon\n", ": x\n", "X:\r\n"]));
    }
    out.extend(head.into_bytes());
    part(out, random, pool, end, 0);
}

fn subject(random: &mut Random, pool: &Pool) -> String {
    let mut words = String::new();
    text::sentence(&mut words, random, pool);
    match random.below(4) {
        0 => words,
        1 => format!("=?utf-8?B?{}?=", base64(words.as_bytes())),
        2 => format!("=?windows-1256?Q?{}?=", quoted(&WINDOWS_1256.encode(&words).0, true)),
        _ => random
            .pick(&["=?utf-8?X?a?=", "=?utf-8?B?====?=", "=?none?Q?=ZZ?=", "=?utf-8?Q?=D9", "=?", "عاجل"])
            .to_owned(),
    }
}

/// A part: its headers, and its words or parts within it.
fn part(out: &mut Vec<u8>, random: &mut Random, pool: &Pool, end: &str, depth: usize) {
    if depth < 3 && random.once_in(3) {
        let mark = random.pick(&["m", "b1", "=_x", ""]);
        let kind = random.pick(&["mixed", "alternative", "related", "digest", "x"]);
        let told = if random.once_in(12) { "" } else { mark };
        out.extend(format!("Content-Type: multipart/{kind}; boundary=\"{told}\"{end}{end}").into_bytes());
        for _ in 0..random.few(1, 3) {
            out.extend(format!("--{mark}{end}").into_bytes());
            part(out, random, pool, end, depth + 1);
            out.extend(end.bytes());
        }
        if !random.once_in(8) {
            out.extend(format!("--{mark}--{end}").into_bytes());
        }
        return;
    }
    let kind = random.pick(&[
        "text/plain; charset=utf-8",
        "text/plain; charset=windows-1256",
        "text/plain; format=flowed; delsp=yes",
        "text/plain",
        "text/html; charset=utf-8",
        "text/html; charset=iso-8859-6",
        "application/pdf; name=a.pdf",
        "message/rfc822",
        "image/png",
        ";",
    ]);
    let mut words = String::new();
    if kind.starts_with("text/html") {
        words = html::page(random, pool);
    } else if kind == "message/rfc822" {
        words.push_str("Subject: خبر\r\nFrom: a@b\r\nDate: x\r\n\r\nقال الوزير إن العمل بدأ.");
    } else {
        for _ in 0..random.few(1, 4) {
            text::line(&mut words, random, pool);
            words.push_str(random.pick(&["\r\n", "\n", " \r\n", "\r\n\r\n", "\n-- \n", "\n> "]));
        }
    }
    let body = encoded(&words, random);
    let coding = random.pick(&["", "", "8bit", "base64", "quoted-printable", "7bit", "x"]);
    let body = match coding {
        "base64" if !random.once_in(8) => base64(&body).into_bytes(),
        "quoted-printable" if !random.once_in(8) => quoted(&body, false).into_bytes(),
        _ => body,
    };
    let mut head = format!("Content-Type: {kind}{end}");
    if !coding.is_empty() {
        let _ = write!(head, "Content-Transfer-Encoding: {coding}{end}");
    }
    if random.once_in(8) {
        let _ = write!(head, "Content-Disposition: attachment; filename*=utf-8''%D8%A7{end}");
    }
    head.push_str(if random.once_in(40) { "" } else { end });
    out.extend(head.into_bytes());
    out.extend(body);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let three = chunk.iter().chain(&[0, 0]).take(3).fold(0_u32, |sum, &byte| sum << 8 | u32::from(byte));
        for n in 0..4 {
            let letter = LETTERS.get((three >> (18 - 6 * n) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if n > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

/// As quoted-printable writes it; in a header also what is plain.
fn quoted(bytes: &[u8], is_header: bool) -> String {
    let mut out = String::new();
    let mut column = 0;
    for &byte in bytes {
        if !is_header && (byte.is_ascii_graphic() && byte != b'=' || byte == b'\n') {
            out.push(char::from(byte));
            column += 1;
        } else {
            let _ = write!(out, "={byte:02X}");
            column += 3;
        }
        if column > 70 && !is_header {
            out.push_str("=\r\n");
            column = 0;
        }
    }
    out
}
