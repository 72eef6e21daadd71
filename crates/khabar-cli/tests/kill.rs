//! An ingest that is killed again and again ends with the register of one that is not.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds a fault"
)]

#[path = "../../khabar-register/tests/common/mod.rs"]
mod common;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{dump, pages};
use rusqlite::{Connection, OpenFlags};

const PAGES: usize = 440;
const BATCH: usize = 20;
const KILLS: i64 = 10;

fn start(input: &Path, register: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_khabar"))
        .arg("ingest")
        .arg(input)
        .arg("--register")
        .arg(register)
        .args(["--batch", &BATCH.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs")
}

/// How many batches are written; none where there is no register yet.
fn batches(register: &Path) -> i64 {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(register.join("register.sqlite"), flags);
    let count =
        |db: Connection| db.query_row("SELECT value FROM meta WHERE key = 'batch'", [], |r| r.get(0)).ok();
    db.ok().and_then(count).unwrap_or(0)
}

/// Kills an ingest a little after the register holds so many batches.
fn kill_at(input: &Path, register: &Path, wanted: i64, after: u64) {
    let mut child = start(input, register);
    // So many looks only keep a fault from hanging the test.
    let mut looks = 0;
    while batches(register) < wanted && child.try_wait().expect("a child").is_none() {
        looks += 1;
        assert!(looks < 100_000, "{wanted} batches never came");
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_millis(after));
    child.kill().expect("killed");
    child.wait().expect("ended");
}

#[test]
fn killed_ten_times_it_is_the_same_register() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("pages.jsonl");
    fs::write(&input, pages(PAGES)).expect("writable");
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let status = start(&input, &whole).wait().expect("ended");
    assert_eq!(status.code(), Some(3), "some lines are rejects");
    for kill in 0..KILLS {
        // Anywhere in the reading of a batch and in its writing.
        kill_at(&input, &broken, kill * 2, kill.unsigned_abs() * 17 % 29);
    }
    assert!(batches(&broken) < batches(&whole), "the last kill came before the end");
    // Behind the last batch pages are compared.
    kill_at(&input, &broken, batches(&whole), 0);
    start(&input, &broken).wait().expect("ended");
    let (whole, broken) = (dump(&whole), dump(&broken));
    for (line, (a, b)) in whole.lines().zip(broken.lines()).enumerate() {
        assert_eq!(a, b, "line {line}");
    }
    assert_eq!(whole.lines().count(), broken.lines().count());
}
