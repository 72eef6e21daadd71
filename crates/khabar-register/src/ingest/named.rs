//! Pages of one file that share an id.
//!
//! An id names a page within its file or site, and whoever changes the page later brings a new version of it. Two pages of
//! one file that share an id and differ are no versions: each is a page, told apart by its number among them. A file that is
//! read again gives its pages the same numbers, and a page that changed there replaces its own older version.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use khabar_sources::Notices;

use crate::error::Result;
use crate::store::{Hash, Reader};

/// The ids of the file that is being read. A few bytes of each and of its content are kept, so that long files take little.
#[derive(Default)]
pub struct Ids {
    file: String,
    first: HashMap<u64, u64>,
    others: HashMap<u64, HashMap<u64, usize>>,
    /// How many pages have the id of another, and the place of the first.
    clashes: usize,
    clash: String,
}

impl Ids {
    /// The key of the page at `place` of its `file`, and whether it has its id from another page of the file.
    pub fn key(
        &mut self,
        reader: &Reader,
        (file, place): (&str, &str),
        id: &str,
        hash: &Hash,
        notices: &Notices,
    ) -> Result<(String, bool)> {
        if self.file != file {
            self.tell(notices);
            self.first.clear();
            self.others.clear();
            file.clone_into(&mut self.file);
        }
        let number = self.number(id, hash);
        if number > 1 {
            if self.clashes == 0 {
                place.clone_into(&mut self.clash);
            }
            self.clashes += 1;
        }
        // What the register has by this name stays what it is, whichever number it had.
        for number in [1, number, number + 1] {
            let key = numbered(id, number);
            if reader.is_known(&key, hash)? {
                return Ok((key, number > 1));
            }
        }
        Ok((numbered(id, number), number > 1))
    }

    /// The number of a page among those of its file that have its id and differ.
    fn number(&mut self, id: &str, hash: &Hash) -> usize {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let id = hasher.finish();
        let content = hash.iter().take(8).fold(0, |sum, &byte| sum << 8 | u64::from(byte));
        if *self.first.entry(id).or_insert(content) == content {
            return 1;
        }
        let others = self.others.entry(id).or_default();
        let next = others.len() + 2;
        *others.entry(content).or_insert(next)
    }

    /// Tells of the file that was read, if pages of it shared an id.
    pub fn tell(&mut self, notices: &Notices) {
        if self.clashes > 0 {
            notices.leave(format!(
                "{}: {} of its pages have the id of another page of the file and differ from it; each is kept as a page of \
                 its own (the first is {})",
                self.file, self.clashes, self.clash
            ));
        }
        self.clashes = 0;
    }
}

fn numbered(id: &str, number: usize) -> String {
    if number == 1 { id.to_owned() } else { format!("{id}#{number}") }
}
