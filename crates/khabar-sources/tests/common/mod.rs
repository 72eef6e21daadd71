//! A file of a test, read.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it finds a fault; each uses its part")]

use khabar_sources::{Error, Page, Settings, pages};

/// The pages of a file of this name and content.
pub fn read(name: &str, content: &[u8]) -> Vec<Result<Page, Error>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let settings = Settings::default();
    pages(&[path.display().to_string()], &settings).map(|p| p.and_then(|p| p.load(&settings))).collect()
}

/// All of them pages.
pub fn good(name: &str, content: &[u8]) -> Vec<Page> {
    read(name, content).into_iter().map(Result::unwrap).collect()
}

/// Why there is no page.
pub fn fault(name: &str, content: &[u8]) -> Error {
    let found = read(name, content);
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found.into_iter().next().unwrap().unwrap_err()
}

/// The text of a page.
pub fn text(page: &Page) -> &str {
    std::str::from_utf8(&page.bytes).unwrap()
}
