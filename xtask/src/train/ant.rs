//! The plain text of the corpus that shipped models may learn from: ANT.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};

/// Gives each line of the titles and texts of its articles.
pub fn each_line(shared: &Path, mut each: impl FnMut(&str)) -> Result<()> {
    let path = shared.join("corpus/ant.jsonl.zst");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    for line in BufReader::new(zstd::Decoder::new(file)?).lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        for field in ["title", "text"] {
            page[field].as_str().unwrap_or_default().lines().for_each(&mut each);
        }
    }
    Ok(())
}
