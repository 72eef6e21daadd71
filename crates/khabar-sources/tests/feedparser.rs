//! feedparser's own test feeds, where the shared folder is there: whatever has an item with a title is read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it finds a fault")]

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use khabar_sources::{Settings, from_stream};

fn feeds() -> Option<PathBuf> {
    let shared = std::env::var_os("KHABAR_SHARED").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    Some(shared.unwrap_or_else(beside).join("feeds/feedparser-tests.tar.zst")).filter(|path| path.exists())
}

/// Whether the first item holds an element of that name with words in it, by a look that knows nothing of XML. What is told
/// of the item's source is not told of it.
fn has(text: &str, element: &str) -> bool {
    let items = ["<item", "<entry", ":item", ":entry"];
    let Some(start) = items.iter().filter_map(|item| text.find(item)).min() else { return false };
    let item = text[start..].split("<source").next().unwrap();
    let Some(at) = item.find(&format!("<{element}")) else { return false };
    let words = item[at..].split_once('>').map_or("", |(_, behind)| behind);
    // What ends nowhere was cut.
    let Some((words, _)) = words.split_once(&format!("</{element}>")) else { return false };
    let words = words.replace("&lt;", "<").replace("&gt;", ">");
    // Outside of tags.
    words.split('<').any(|w| w.split_once('>').map_or(w, |(_, w)| w).contains(char::is_alphanumeric))
}

/// The title that a feed's own comment says must come out, where it says so in so many words.
fn expected(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once("entries[0]['title'] == ")?;
    let quote = behind.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (title, _) = behind.get(1..)?.split_once(quote)?;
    Some(title).filter(|title| !title.contains(['\\', '<', '&']))
}

#[test]
fn whatever_has_an_item_with_a_title_is_read() {
    let Some(path) = feeds() else {
        eprintln!("skipped: no shared folder with feeds/feedparser-tests.tar.zst (set KHABAR_SHARED)");
        return;
    };
    let settings = Settings::default();
    let mut archive = tar::Archive::new(zstd::Decoder::new(File::open(path).unwrap()).unwrap());
    let (mut feeds, mut titled, mut worded, mut told, mut right) = (0, (0, 0), (0, 0), 0, 0);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        if Path::new(&name).extension().is_none_or(|ending| ending != "xml") {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let text = khabar::page::decode(&bytes, None, khabar::Media::Text, usize::MAX / 4).text;
        feeds += 1;
        let mut pages = from_stream(&name, Cursor::new(bytes), &settings);
        let first = pages.find_map(Result::ok).map(|page| page.load(&settings).unwrap());
        let title = first.map(|page| page.title.unwrap_or_else(|| String::from_utf8(page.bytes).unwrap()));
        let has_title = has(&text, "title");
        for (has_it, (all, read)) in [
            (has_title, &mut titled),
            (has_title || ["description", "content", "summary"].iter().any(|e| has(&text, e)), &mut worded),
        ] {
            *all += usize::from(has_it);
            *read += usize::from(has_it && title.is_some());
            if has_it && title.is_none() {
                eprintln!("{name}: not read");
            }
        }
        if let Some(expected) = expected(&text) {
            told += 1;
            if title.as_deref() == Some(&*expected.split_whitespace().collect::<Vec<_>>().join(" ")) {
                right += 1;
            } else {
                eprintln!("{name}: {title:?}, not {expected:?}");
            }
        }
    }
    eprintln!(
        "{feeds} feeds; of {} with a title {} are read, of {} with any words {}; {right} of {told} titles as told",
        titled.0, titled.1, worded.0, worded.1
    );
    assert!(feeds > 2_000 && titled.0 > 150 && worded.0 > 350 && told > 30, "the measure sees too little");
    assert_eq!(titled.0, titled.1, "feeds with a title, and those that are read");
    assert_eq!(worded.0, worded.1, "feeds with words, and those that are read");
    // Two titles are made to try what of a script may be shown.
    assert!(right + 2 >= told, "{right} of {told}");
}
