//! A batch of pages becomes a batch of records, on as many threads as the caller grants.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use arrow_array::RecordBatch;
use arrow_select::concat::concat_batches;
use khabar::Options;

use crate::analyse::{analyse, message};
use crate::input::Pages;
use crate::output::Output;
use crate::schema::schema;
use crate::{Error, Result};

/// Pages that a thread takes at a time: few, so that a long page does not keep the others waiting and facts do not wait
/// long in memory for their arrays.
const CHUNK: usize = 32;

/// What holds for a batch.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What holds for every page.
    pub options: Options,
    /// Threads; none for as many as there are cores. With one, the caller's own thread does the work.
    pub threads: Option<NonZeroUsize>,
}

/// Reads the pages of a batch: a row of the result for each row, in the same order.
///
/// # Errors
/// [`Error::Column`] where a column is of a type that cannot be read, or no column holds pages; [`Error::Large`] or
/// [`Error::Arrow`] where a column of the result would hold more than 2 GiB.
pub fn read(batch: &RecordBatch, settings: &Settings) -> Result<RecordBatch> {
    let pages = Pages::of(batch)?;
    let rows = batch.num_rows();
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = settings.threads.map_or_else(cores, NonZeroUsize::get).min(rows.div_ceil(CHUNK));
    // One thread shares with nobody: what it makes in one piece need not be put together.
    let size = if threads <= 1 { rows.max(1) } else { CHUNK };
    let chunks = rows.div_ceil(size);
    let next = AtomicUsize::new(0);
    // Threads of this call alone: a pool would not outlive a fork, and Python forks.
    let work = || -> Result<Vec<(usize, RecordBatch)>> {
        let mut done = Vec::new();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                return Ok(done);
            }
            let first = chunk * size;
            done.push((chunk, read_rows(&pages, first..rows.min(first + size), &settings.options)?));
        }
    };
    let mut done = if threads <= 1 {
        work()?
    } else {
        let shares: Result<Vec<_>> = thread::scope(|scope| {
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            threads.into_iter().map(|thread| thread.join().map_err(|_| Error::Thread)?).collect()
        });
        shares?.into_iter().flatten().collect()
    };
    if let [(_, whole)] = &done[..] {
        return Ok(whole.clone());
    }
    done.sort_by_key(|(chunk, _)| *chunk);
    Ok(concat_batches(&schema(), done.iter().map(|(_, batch)| batch))?)
}

fn read_rows(pages: &Pages, rows: std::ops::Range<usize>, options: &Options) -> Result<RecordBatch> {
    // What panics here is Arrow, where a column outgrows its offsets.
    catch_unwind(AssertUnwindSafe(|| {
        let mut output = Output::new();
        for row in rows {
            let page = pages.page(row);
            let read = page.input().and_then(|input| analyse(&input, options));
            output.push(&page.about(), read);
        }
        output.finish()
    }))
    .unwrap_or_else(|panic| Err(Error::Large(message(&*panic).to_owned())))
}
