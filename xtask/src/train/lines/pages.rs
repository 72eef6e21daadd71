//! Pages whose lines are known: the gold pages, and pages with markup seen as text.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use khabar::Media;
use khabar::page::{self, Given};
use khabar::record::BlockRole;

/// A page of text and the role of each of its lines that is not empty.
#[derive(Debug, Clone)]
pub struct Page {
    pub id: String,
    pub text: String,
    pub roles: Vec<BlockRole>,
}

/// Repositories of pages that nothing shipped may be learned from.
const CLOSED: &str = "CC BY-NC";

/// The gold pages, those that may be learned from first; how many those are.
pub fn gold(shared: &Path) -> Result<(Vec<Page>, usize)> {
    let folder = shared.join("gold/dev");
    let sources = fs::read_to_string(shared.join("gold/SOURCES.tsv"))?;
    let closed = |id: &str| {
        let row = sources.lines().find(|l| l.split('\t').next() == Some(id));
        row.is_some_and(|r| r.contains(CLOSED))
    };
    let mut stems: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|e| Some(e.ok()?.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    stems.sort_by_key(|id| (closed(id), id.clone()));
    let open = stems.iter().filter(|id| !closed(id)).count();
    let pages = stems.into_iter().map(|id| gold_page(&folder, id)).collect::<Result<_>>()?;
    Ok((pages, open))
}

fn gold_page(folder: &Path, id: String) -> Result<Page> {
    let text = fs::read_to_string(folder.join(format!("{id}.txt")))?;
    let gold: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(format!("{id}.json")))?)?;
    let blocks = gold["blocks"].as_array().context("no blocks")?;
    let mut roles = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let length = line.chars().count() as u64;
        if !line.trim().is_empty() {
            // The block that most of the line belongs to.
            let of = |b: &&serde_json::Value| {
                let (start, end) = (b["start"].as_u64().unwrap_or(0), b["end"].as_u64().unwrap_or(0));
                end.min(at + length).saturating_sub(start.max(at))
            };
            let block = blocks.iter().max_by_key(of).with_context(|| format!("{id}: no blocks"))?;
            roles.push(serde_json::from_value(block["role"].clone())?);
        }
        at += length + 1;
    }
    Ok(Page { id, text, roles })
}

/// Shortest link, in words, that is taken for the headline of another story.
const STORY: usize = 5;

/// The visible text of the pages with markup, named by their markup; pages that are no articles are left out.
pub fn web(shared: &Path) -> Result<Vec<Page>> {
    let mut found = Vec::new();
    for folder in ["html/arabic", "html/article-extraction-benchmark/html"] {
        let mut files: Vec<_> =
            fs::read_dir(shared.join(folder))?.filter_map(|e| Some(e.ok()?.path())).collect();
        files.sort();
        for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "gz")) {
            let mut html = Vec::new();
            flate2::read::GzDecoder::new(File::open(path)?).read_to_end(&mut html)?;
            found.extend(web_page(&path.display().to_string(), &html));
        }
    }
    let packed = File::open(shared.join("html/dates/pages.tar.zst"))?;
    let mut archive = tar::Archive::new(zstd::Decoder::new(packed)?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.display().to_string();
        let mut html = Vec::new();
        entry.read_to_end(&mut html)?;
        found.extend(web_page(&name, &html));
    }
    Ok(found)
}

fn web_page(id: &str, html: &[u8]) -> Option<Page> {
    let decoded = page::decode(html, None, Media::Html, page::LIMIT);
    let (linear, media) = page::linearise(&decoded.text, Media::Html, None, None);
    let layout =
        page::layout(&linear.tokenised(), &linear, media, &Given::default(), page::Models::default());
    if layout.warnings.iter().any(|w| w.starts_with("no article")) || layout.article.title.is_none() {
        return None;
    }
    let roles: Vec<BlockRole> = layout
        .blocks
        .iter()
        .zip(&linear.lines)
        .map(|(block, line)| {
            let words = line.span.of(&linear.text).split_whitespace().count();
            // Markup does not tell a link to another story from a link of a menu or a date beside it; its length
            // does. A teaser is no headline.
            match block.role {
                BlockRole::Furniture if line.is_link && words >= STORY => BlockRole::Related,
                BlockRole::Related if words < STORY || line.span.of(&linear.text).ends_with('.') => {
                    BlockRole::Furniture
                }
                role => role,
            }
        })
        .collect();
    let body = roles.iter().filter(|r| **r == BlockRole::Body).count();
    (body > 0 && roles.len() < 1_000).then(|| Page { id: id.to_owned(), text: linear.text.clone(), roles })
}
