//! Names told again on the same page: a part of a person's name, the head of an organisation's, a name that stood clearly
//! once and not so clearly elsewhere.

use rustc_hash::FxHashMap;

use super::mention::name;
use super::{AGAIN, Name, PLACED, SHORT};
use crate::lexicon::Known;
use crate::record::Label;
use crate::text::{Cut, Kind, Strip, Text};

/// What a lone word stands for.
struct Short {
    label: Label,
    /// The name of the gazetteer that it shortens.
    known: Option<Known>,
    rule: &'static crate::facts::rule::Rule,
}

/// Adds the short forms of names that stand elsewhere in full.
pub fn add(text: &Text, names: &mut Vec<Name>) {
    let shorts = shorts(text, names);
    if shorts.is_empty() {
        return;
    }
    for name in
        names.iter_mut().filter(|n| n.end == n.start + 1 && n.label != Label::Per && n.known.is_none())
    {
        if let Some(short) = shorts.get(text.fold(name.start)).filter(|s| s.label == Label::Per) {
            (name.label, name.rule) = (short.label, short.rule);
        }
    }
    let mut more = Vec::new();
    let mut covered = names.iter().map(|n| n.start..n.end).peekable();
    for i in 0..text.len() {
        while covered.next_if(|c| c.end <= i).is_some() {}
        if text.kind(i) != Kind::Arabic || covered.peek().is_some_and(|c| c.start <= i) {
            continue;
        }
        let Some((short, letters)) = found(text, i, &shorts) else { continue };
        let cut = Cut { letters, ..Cut::default() };
        more.push(name(text, i..i + 1, cut, short.label, short.known, short.rule));
    }
    drop(covered);
    names.extend(more);
    names.sort_by_key(|n| n.start);
}

fn found<'s>(text: &Text, i: usize, shorts: &'s FxHashMap<Box<str>, Short>) -> Option<(&'s Short, u8)> {
    let word = text.fold(i);
    if let Some(short) = shorts.get(word) {
        return Some((short, 0));
    }
    let bare = word.strip_prefix(['و', 'ف', 'ل', 'ب'])?;
    // «للتحالف» keeps its second ل: «لتحالف» for «التحالف».
    if let Some(rest) = bare.strip_prefix('ل').filter(|_| word.starts_with("لل")) {
        return shorts.get(format!("ال{rest}").as_str()).map(|s| (s, 1));
    }
    shorts.get(bare).map(|s| (s, 1))
}

fn shorts(text: &Text, names: &[Name]) -> FxHashMap<Box<str>, Short> {
    let lex = text.lex;
    let mut shorts: FxHashMap<Box<str>, Short> = FxHashMap::default();
    let mut put = |word: &str, short: Short| {
        if !word.is_empty() {
            shorts.entry(word.into()).or_insert(short);
        }
    };
    for name in names {
        let long = name.end - name.start > 1;
        match name.label {
            Label::Per if long => {
                let last = name.end - 1;
                // A definite plural is no family name, whatever was taken for one.
                let word = text.fold(last);
                if text.is_definite(last)
                    && ["ون", "ين", "ات"].iter().any(|e| word.ends_with(e))
                    && word.len() > 14
                {
                    continue;
                }
                put(text.fold(last), Short { label: Label::Per, known: None, rule: &AGAIN });
            }
            Label::Org if long => {
                let head = text.fold(name.start);
                let head = head.strip_prefix(['و', 'ب', 'ف']).unwrap_or(head);
                let definite = if head.starts_with("ال") {
                    head.to_owned()
                } else {
                    format!("ال{}", head.strip_prefix("لل").unwrap_or(head))
                };
                if lex.short_forms.word(lex.vocabulary.get(&definite)).is_some() {
                    put(&definite, Short { label: Label::Org, known: name.known, rule: &SHORT });
                }
                // «شركة المراعي» … «المراعي»: what stands behind a bare head, where no table knows the word.
                let behind = name.start + 1;
                let proper = name.end == behind + 1
                    && text.is(&lex.name_heads, name.start, Strip::Proclitics).is_some()
                    && !text.is_definite(name.start)
                    && text.is_definite(behind)
                    && text.is(&lex.nationalities, behind, Strip::Nothing).is_none()
                    && lex.classes_of(text.word(behind)).0 == 0;
                if proper && count(text, behind) > 2 {
                    put(text.fold(behind), Short { label: Label::Org, known: None, rule: &AGAIN });
                }
            }
            Label::Loc if name.rule == &PLACED => {
                put(text.fold(name.start), Short { label: Label::Loc, known: name.known, rule: &AGAIN });
            }
            _ => {}
        }
    }
    shorts
}

/// How often the word of a token stands in the text.
fn count(text: &Text, i: usize) -> usize {
    let word = text.fold(i);
    (0..text.len()).filter(|&t| text.eq(t, word)).count()
}
