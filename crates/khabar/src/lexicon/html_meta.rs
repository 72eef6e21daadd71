//! Which `meta` key tells which field: `data/html_meta.tsv`, in order of trust.

use rustc_hash::FxHashMap;

use super::table::Row;
use crate::page::MetadataField;

/// The table.
#[derive(Debug, Default)]
pub struct HtmlMeta {
    rows: Vec<(&'static str, MetadataField)>,
    by_key: FxHashMap<&'static str, usize>,
}

impl HtmlMeta {
    pub(super) fn add(&mut self, row: &Row) -> Option<()> {
        let field = MetadataField::of_name(row.get(1))?;
        self.by_key.insert(row.get(0), self.rows.len());
        self.rows.push((row.get(0), field));
        Some(())
    }

    /// How many keys there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.rows.len()
    }

    /// The row of a key as it is written in a page, and its field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<(usize, MetadataField)> {
        let row = match self.by_key.get(key) {
            Some(&row) => row,
            None if key.bytes().any(|b| b.is_ascii_uppercase()) => {
                *self.by_key.get(key.to_ascii_lowercase().as_str())?
            }
            None => return None,
        };
        Some((row, self.field(row)))
    }

    /// The key of a row.
    #[must_use]
    pub fn key(&self, row: usize) -> &'static str {
        self.rows.get(row).map_or("", |r| r.0)
    }

    /// The field of a row.
    #[must_use]
    pub fn field(&self, row: usize) -> MetadataField {
        self.rows.get(row).map_or(MetadataField::Type, |r| r.1)
    }
}
