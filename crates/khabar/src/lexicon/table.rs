//! Reading the tables of `data/`: tab-separated, `#` comments, a header line, `-` for nothing, «|» between alternatives.

/// A table of `data/`, named in faults.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub name: &'static str,
    pub text: &'static str,
}

/// A row: its line number and its fields, as many as the header has.
pub(crate) struct Row {
    pub line: usize,
    pub fields: Vec<&'static str>,
}

impl Table {
    /// The rows behind the header. A row with too few or too many fields is a fault, not a row.
    pub fn rows(self, faults: &mut Vec<String>) -> Vec<Row> {
        let mut lines = self.text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let columns = lines.next().map_or(0, |(_, header)| header.split('\t').count());
        let mut rows = Vec::new();
        for (at, line) in lines {
            let fields: Vec<_> = line.split('\t').collect();
            if fields.len() == columns && fields.iter().all(|f| !f.is_empty() && f.trim() == *f) {
                rows.push(Row { line: at + 1, fields });
            } else {
                faults.push(format!(
                    "{}.tsv:{}: {columns} fields without edge blanks wanted: «{line}»",
                    self.name,
                    at + 1
                ));
            }
        }
        rows
    }
}

impl Row {
    /// The field of a column; `-` and absent are empty.
    pub fn get(&self, column: usize) -> &'static str {
        match self.fields.get(column) {
            Some(&"-") | None => "",
            Some(field) => field,
        }
    }

    /// The alternatives of a field.
    pub fn alternatives(&self, column: usize) -> impl Iterator<Item = &'static str> {
        self.get(column).split('|').filter(|s| !s.is_empty())
    }
}
