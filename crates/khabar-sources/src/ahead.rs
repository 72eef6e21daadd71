//! Lines that can be looked at before they are taken: a table and a run of objects are found in them.

use std::io::{self, BufRead, Read as _};

/// How much is given back at once of what was taken, in bytes.
const SPENT: usize = 1 << 20;

/// A stream whose next lines are in memory as far as they were looked at.
pub struct Ahead<R> {
    stream: R,
    held: Vec<u8>,
    /// What of it is taken already.
    spent: usize,
    /// The number of the line that comes next.
    line: u64,
    /// Most bytes that are looked at.
    most: usize,
}

/// What comes next of a stream.
pub enum Next {
    /// A line, which ends here: its line end is in front of that place.
    Line(usize),
    /// Nothing.
    End,
    /// More than may be looked at.
    TooLong,
}

impl<R: BufRead> Ahead<R> {
    pub fn new(stream: R, most: u64) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Self { stream, held: Vec::new(), spent: 0, line: 1, most }
    }

    /// The number of the line that comes next, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is in memory of what comes next.
    pub fn held(&self) -> &[u8] {
        self.held.get(self.spent..).unwrap_or_default()
    }

    /// Where the line ends that begins `at` bytes from here. Whoever asks line by line sees every byte once.
    pub fn end_of_line(&mut self, at: usize) -> io::Result<Next> {
        let rest = self.held().get(at..).unwrap_or_default();
        if let Some(end) = memchr::memchr(b'\n', rest) {
            return Ok(Next::Line(at + end + 1));
        }
        let room = self.most.saturating_sub(self.held().len()) as u64;
        let count = self.stream.by_ref().take(room).read_until(b'\n', &mut self.held)?;
        let (end, is_whole) = (self.held().len(), self.held().ends_with(b"\n"));
        Ok(if end >= self.most && !is_whole {
            Next::TooLong
        } else if count == 0 && at >= end {
            Next::End
        } else {
            Next::Line(end)
        })
    }

    /// Takes so many bytes.
    pub fn take(&mut self, count: usize) {
        let taken = self.held().get(..count).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', taken).count() as u64;
        self.spent = (self.spent + count).min(self.held.len());
        if self.spent == self.held.len() {
            self.held.clear();
            self.spent = 0;
        } else if self.spent > SPENT && self.spent > self.held.len() / 2 {
            self.held.drain(..self.spent);
            self.spent = 0;
        }
    }

    /// Takes the rest of the line, however long it is.
    pub fn skip_line(&mut self) -> io::Result<()> {
        if let Some(end) = memchr::memchr(b'\n', self.held()) {
            self.take(end + 1);
            return Ok(());
        }
        self.take(self.held().len());
        self.stream.skip_until(b'\n')?;
        self.line += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_seen_before_they_are_taken() {
        let mut lines = Ahead::new(&b"a\nbc\nlong line\nd"[..], 8);
        assert!(matches!(lines.end_of_line(0), Ok(Next::Line(2))));
        assert!(matches!(lines.end_of_line(2), Ok(Next::Line(5))));
        assert_eq!((lines.held(), lines.line()), (&b"a\nbc\n"[..], 1));
        lines.take(5);
        assert!(matches!(lines.end_of_line(0), Ok(Next::TooLong)));
        lines.skip_line().unwrap();
        assert_eq!(lines.line(), 4);
        assert!(matches!(lines.end_of_line(0), Ok(Next::Line(1))));
        assert!(matches!(lines.end_of_line(1), Ok(Next::End)));
        lines.take(1);
        assert!(matches!(lines.end_of_line(0), Ok(Next::End)));
    }
}
