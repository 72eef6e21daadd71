//! Pages made to hurt, at full size: how long the worst takes, and how much memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::project;

const STORY: &str = "قالت وزارة الموارد إن 140 مضخة وصلت إلى البصرة يوم الخميس 4 نوفمبر 2021. ";

/// The worst of all pages.
#[derive(Default)]
pub struct Worst {
    /// Seconds.
    pub seconds: f64,
    /// Largest resident memory, in MB.
    pub megabytes: f64,
}

/// Reads every page in a process of its own, twice.
pub fn measure() -> Result<Worst> {
    let folder = project::scratch()?.join("hostile");
    fs::create_dir_all(&folder)?;
    let khabar = project::khabar()?;
    let mut worst = Worst::default();
    for (name, bytes) in pages() {
        let path = folder.join(name);
        fs::write(&path, &bytes)?;
        // Other work on the machine only adds to the time: the quicker of two runs is nearer to the page's own.
        let (once, again) = (run(&khabar, &path)?, run(&khabar, &path)?);
        let (seconds, megabytes) = (once.0.min(again.0), once.1.max(again.1));
        println!(
            "hostile {name:<20} {:>6.1} MB {seconds:>6.2} s {megabytes:>6.0} MB resident",
            bytes.len() as f64 / 1e6
        );
        worst.seconds = worst.seconds.max(seconds);
        worst.megabytes = worst.megabytes.max(megabytes);
    }
    fs::remove_dir_all(&folder)?;
    Ok(worst)
}

/// Seconds and peak memory of reading one page; the process must end well.
fn run(khabar: &Path, page: &Path) -> Result<(f64, f64)> {
    let start = Instant::now();
    let mut child = Command::new(khabar)
        .arg("read")
        .arg(page)
        .args(["--format", "jsonl"])
        .stdout(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let code = loop {
        // The kernel keeps the high-water mark; the last look before the end is close to it.
        if let Ok(about) = fs::read_to_string(&status) {
            let line = about.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak = peak.max(kilobytes.unwrap_or(0.0) / 1000.0);
        }
        if let Some(code) = child.try_wait().with_context(|| page.display().to_string())? {
            break code;
        }
        thread::sleep(Duration::from_millis(2));
    };
    ensure!(code.success(), "{}: {code}", page.display());
    Ok((start.elapsed().as_secs_f64(), peak))
}

fn pages() -> Vec<(&'static str, Vec<u8>)> {
    let text = |piece: &str, times: usize| piece.repeat(times).into_bytes();
    let noise = |n: usize| (0..n as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
    vec![
        ("deep.html", text("<div>", 100_000)),
        ("deep-mixed.html", text("<p><b><i><a>", 100_000)),
        ("deep-table.html", text("<table><tr><td>", 100_000)),
        ("unclosed.html", text("<p><b>", 2_000_000)),
        ("attributes.html", format!("<div {}>{STORY}</div>", "a=1 b ".repeat(2_000_000)).into_bytes()),
        (
            "many-attributes.html",
            format!("<div {}>{STORY}</div>", "a=1 b c ".repeat(60)).repeat(30_000).into_bytes(),
        ),
        (
            "formatting.html",
            format!("{}{}", "<b a=1><b a=2><i a=1><i a=2>".repeat(1_000), "<p>x".repeat(1_000_000))
                .into_bytes(),
        ),
        ("50-megabytes.html", format!("<p>{}</p>\n", STORY.repeat(4)).repeat(90_000).into_bytes()),
        ("50-megabytes.txt", format!("{}\n", STORY.repeat(4)).repeat(90_000).into_bytes()),
        ("one-line.txt", text(STORY, 380_000)),
        ("less-than.html", text("<", 20_000_000)),
        ("references.html", text("&amp;", 6_000_000)),
        ("comments.html", text("<!--", 5_000_000)),
        ("short-lines.txt", text("خبر\n", 4_000_000)),
        ("short-lines.html", text("<p>خبر", 3_000_000)),
        ("numbers.txt", text("1 ", 8_000_000)),
        ("dates.txt", text("4 نوفمبر 2021 ", 700_000)),
        ("quotes.txt", text("قال: \"", 2_000_000)),
        ("invisible.txt", text("ا\u{200F}", 4_000_000)),
        ("noise.txt", noise(20_000_000)),
        ("noise.html", noise(20_000_000)),
    ]
}
