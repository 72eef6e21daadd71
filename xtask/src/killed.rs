//! An ingest of both corpora that is killed ten times, beside one that is not: the two registers must be equal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use khabar_register::search::search;
use khabar_register::store::Reader;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use crate::project;

const KILLS: i64 = 10;

/// Measures and prints.
pub fn run(shared: &Path) -> Result<()> {
    let unequal = measure(shared)?;
    ensure!(unequal == 0, "{unequal} tables or searches differ");
    println!("both registers are equal");
    Ok(())
}

/// How many of the tables, and of some searches, are not equal; 0 is the bar.
pub fn measure(shared: &Path) -> Result<usize> {
    let khabar = project::khabar()?;
    let inputs = ["ant", "saudinewsnet-part"].map(|n| shared.join(format!("corpus/{n}.jsonl.zst")));
    let folder = project::scratch()?;
    let (whole, broken) = (folder.join("whole"), folder.join("broken"));
    for register in [&whole, &broken] {
        if register.exists() {
            fs::remove_dir_all(register)?;
        }
    }
    start(&khabar, &inputs, &whole)?.wait()?;
    let last = batches(&whole).context("no register")?;
    for kill in 0..KILLS {
        let mut child = start(&khabar, &inputs, &broken)?;
        // At any moment of the writing of a batch, in the first of ten parts of the register and in every other.
        while batches(&broken).unwrap_or(0) < kill * last / KILLS && child.try_wait()?.is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(37 * kill.unsigned_abs() % 211));
        child.kill()?;
        child.wait()?;
    }
    let held = batches(&broken).unwrap_or(0);
    ensure!(held < last, "the last kill came behind the end");
    println!("killed {KILLS} times on the way to {last} batches, the last time at {held}");
    start(&khabar, &inputs, &broken)?.wait()?;
    let (one, other) = (told(&whole)?, told(&broken)?);
    Ok(one.iter().zip(&other).filter(|(a, b)| a != b).count() + one.len().abs_diff(other.len()))
}

fn start(khabar: &Path, inputs: &[PathBuf], register: &Path) -> Result<Child> {
    let mut command = Command::new(khabar);
    command.arg("ingest").args(inputs).arg("--register").arg(register);
    Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

/// How many batches are written.
fn batches(register: &Path) -> Option<i64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(register.join("register.sqlite"), flags).ok()?;
    db.query_row("SELECT value FROM meta WHERE key = 'batch'", [], |r| r.get(0)).ok()
}

/// Each table by a hash of its rows, and what the index finds.
fn told(register: &Path) -> Result<Vec<String>> {
    let db = Connection::open(register.join("register.sqlite"))?;
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names = names.query_map([], |r| r.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut told = Vec::new();
    for name in names {
        let mut select = db.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2"))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        let mut hash = Sha256::new();
        let mut count = 0_u64;
        while let Some(row) = rows.next()? {
            count += 1;
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Null => hash.update([0]),
                    ValueRef::Integer(n) => hash.update(n.to_le_bytes()),
                    ValueRef::Real(n) => hash.update(n.to_le_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        hash.update((bytes.len() as u64).to_le_bytes());
                        hash.update(bytes);
                    }
                }
            }
        }
        told.push(format!("{name}: {count} rows, {:x}", hash.finalize()));
    }
    let reader = Reader::open(register)?;
    for query in ["وزير", "الطقس غدا", "place:تونس", "speaker:وزير from:2015-08", "=الرياض"]
    {
        let found = search(&reader, query, 1000)?;
        let mut pages: Vec<i64> = found.hits.iter().map(|h| h.page).collect();
        pages.sort_unstable();
        told.push(format!("{query}: {} {pages:?}", found.total));
    }
    Ok(told)
}
