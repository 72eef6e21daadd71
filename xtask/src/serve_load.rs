//! How fast the reading room answers under load: searches come at fixed times, whether or not those before are answered.
//!
//! The server is one of our own on the loopback address; the load is bounded in number and time.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use khabar_register::store::Reader;

use crate::{project, register};

/// Requests a second.
const RATE: usize = 50;
/// Seconds.
const LENGTH: usize = 20;
/// Requests that may be under way at once.
const WORKERS: usize = 32;
/// Milliseconds that 95 of 100 answers keep to.
pub const BOUND: f64 = 60.0;

/// Milliseconds from when a request was due to the end of its answer.
pub struct Times {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    /// Requests that were answered.
    pub count: usize,
}

/// Measures, prints, and fails where the bound is missed.
pub fn run(shared: &Path) -> Result<()> {
    let times = measure(shared)?;
    println!(
        "{} searches at {RATE} a second: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
        times.count, times.p50, times.p95, times.p99
    );
    if times.p95 > BOUND {
        bail!("p95 is above {BOUND} ms");
    }
    Ok(())
}

/// Serves the register of both corpora, making it where there is none, and asks it.
pub fn measure(shared: &Path) -> Result<Times> {
    let folder = project::scratch()?.join("register");
    if !folder.join("register.sqlite").exists() {
        register::measure(shared)?;
    }
    let paths = paths(&folder)?;
    let mut room = Room::open(&folder)?;
    // The first answer opens readers; people do not meet it.
    for path in paths.iter().take(8) {
        ask(&room.address, path)?;
    }
    let times = load(&room.address, &paths);
    room.close()?;
    let mut times = times?;
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok(Times { p50: at(50), p95: at(95), p99: at(99), count: times.len() })
}

/// Searches of many kinds, made of headlines.
fn paths(folder: &Path) -> Result<Vec<String>> {
    let pages = Reader::open(folder)?.pages()?;
    let wanted = RATE * LENGTH;
    let step = (pages.len() / wanted).max(1);
    let path = |(n, title): (usize, &str)| {
        let words = title.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic));
        let words: Vec<&str> = words.take(1 + n % 4).collect();
        let query = encode(&words.join(" "));
        match n % 10 {
            0 => "/".to_owned(),
            1 => format!("/?q={query}&sort=latest"),
            2 => format!("/?q={query}&time=2015"),
            3 => format!("/?q={query}&from=12"),
            4 => format!("/?event=PROTEST&q={query}"),
            5 => format!("/?q={}", encode(&format!("\"{}\"", words.join(" ")))),
            6 => format!("/api/v1/search?q={query}"),
            _ => format!("/?q={query}"),
        }
    };
    let titles = pages.iter().step_by(step).filter_map(|p| p.title.as_deref());
    Ok(titles.enumerate().map(path).collect())
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"))
}

/// Milliseconds of each answer, counted from when its request was due.
fn load(address: &str, paths: &[String]) -> Result<Vec<f64>> {
    let (next, times) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let start = Instant::now();
    let work = || -> Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= RATE * LENGTH {
                return Ok(());
            }
            let due = start + Duration::from_secs_f64(number as f64 / RATE as f64);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let path = paths.get(number % paths.len()).context("no searches")?;
            ask(address, path)?;
            let time = due.elapsed().as_secs_f64() * 1e3;
            times.lock().map_err(|_| anyhow::anyhow!("a worker broke"))?.push(time);
        }
    };
    std::thread::scope(|scope| -> Result<()> {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a worker broke"))??;
        }
        Ok(())
    })?;
    times.into_inner().map_err(|_| anyhow::anyhow!("a worker broke"))
}

/// One request that must be answered with 200.
fn ask(address: &str, path: &str) -> Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    ensure!(
        answer.starts_with(b"HTTP/1.1 200 "),
        "{path}: {}",
        String::from_utf8_lossy(answer.get(..80).unwrap_or(&answer))
    );
    Ok(())
}

/// A room that is open until it is closed.
struct Room {
    server: Child,
    address: String,
}

impl Room {
    fn open(folder: &Path) -> Result<Self> {
        let mut server = Command::new(project::khabar()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--register"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(server.stdout.take().context("no output")?).read_line(&mut line)?;
        let address = line.split("http://").nth(1).and_then(|a| a.trim().strip_suffix('/'));
        let address = address.with_context(|| format!("no address in «{line}»"))?.to_owned();
        Ok(Self { server, address })
    }

    fn close(&mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.close();
    }
}
