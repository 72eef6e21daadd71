//! The long run: as many inputs as are asked for, on all cores. `cargo xtask fuzz --help`.

mod tally;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use khabar_fuzz::{Format, Pool, input, made};
use tally::Tally;

/// Inputs of a round: every format has its share of each, so that a run that is stopped was fair.
const ROUND: u64 = 10_000;
/// Inputs of one format that a thread takes at once, where only that is asked for.
const PORTION: u64 = 500;
/// Nothing that small may take longer.
const SLOW: Duration = Duration::from_secs(2);
/// Behind this a run gives up on an input.
const HANGS: Duration = Duration::from_mins(1);
/// Faults behind which a run ends.
const FAULTS: usize = 20;
/// How often a run says how far it is.
const WORD: Duration = Duration::from_secs(15);

/// Reads inputs made at random, of every format, and says what is wrong with any.
#[derive(Parser)]
#[command(name = "cargo xtask fuzz")]
struct Args {
    /// How many; of all formats in whole rounds of ten thousand.
    #[arg(long, default_value_t = 100_000)]
    inputs: u64,
    /// Another seed makes other inputs.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Ends the run after so many minutes, however many inputs were read.
    #[arg(long)]
    minutes: Option<u64>,
    /// One format alone.
    #[arg(long)]
    only: Option<String>,
    /// The number of the first input, of one format.
    #[arg(long, default_value_t = 0, requires = "only")]
    from: u64,
    /// Threads [default: one for each core].
    #[arg(long)]
    threads: Option<usize>,
    /// Write every input to a file before it is read: an end of the whole process then tells which it was.
    #[arg(long)]
    careful: bool,
}

impl Args {
    /// The portion of that number: a format, its first input, and how many.
    fn portion(&self, only: Option<Format>, number: u64) -> Option<(Format, u64, u64)> {
        if let Some(format) = only {
            let done = number * PORTION;
            let count = self.inputs.checked_sub(done).filter(|&left| left > 0)?.min(PORTION);
            return Some((format, self.from + done, count));
        }
        let formats = Format::ALL.len() as u64;
        let round = number / formats;
        let format = Format::ALL.get((number % formats) as usize).copied()?;
        let count = (format.share * ROUND / 1_000).max(1);
        (round < self.inputs.div_ceil(ROUND)).then_some((format, round * count, count))
    }
}

/// What the threads share.
struct Run<'a> {
    args: &'a Args,
    pool: &'a Pool,
    folder: PathBuf,
    only: Option<Format>,
    /// The next portion.
    next: AtomicU64,
    is_over: AtomicBool,
    faults: AtomicUsize,
    tally: Mutex<Tally>,
}

/// What a thread is at: since when, and which input.
type At = Mutex<Option<(Instant, Format, u64)>>;

fn main() -> Result<()> {
    let args = Args::parse();
    let only = match &args.only {
        Some(name) => Some(Format::of_name(name).with_context(|| {
            let known = Format::ALL.map(|format| format.name).join(", ");
            format!("no format is called «{name}»: {known}")
        })?),
        None => None,
    };
    let pool = Pool::of_workspace()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz");
    fs::create_dir_all(&folder)?;
    let run = Run {
        args: &args,
        pool: &pool,
        folder: folder.canonicalize()?,
        only,
        next: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
        faults: AtomicUsize::new(0),
        tally: Mutex::default(),
    };
    let threads = args.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let begun = Instant::now();
    let at: Vec<At> = (0..threads).map(|_| Mutex::default()).collect();
    thread::scope(|scope| {
        let workers: Vec<_> = at
            .iter()
            .enumerate()
            .map(|(thread, at)| {
                scope.spawn({
                    let run = &run;
                    move || run.work(thread, at)
                })
            })
            .collect();
        let mut told = Instant::now();
        while workers.iter().any(|worker| !worker.is_finished()) {
            thread::sleep(Duration::from_millis(200));
            if args.minutes.is_some_and(|most| begun.elapsed().as_secs() >= most * 60) {
                run.is_over.store(true, Ordering::Relaxed);
            }
            for at in &at {
                run.watch(at);
            }
            if told.elapsed() >= WORD {
                told = Instant::now();
                println!("{}", held(&run.tally).line(begun.elapsed()));
            }
        }
    });
    println!("{}", held(&run.tally).table(begun.elapsed(), threads, args.seed));
    let faults = run.faults.load(Ordering::Relaxed);
    ensure!(faults == 0, "{faults} faults; their inputs are in {}", run.folder.display());
    Ok(())
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run<'_> {
    /// Takes portion after portion.
    fn work(&self, thread: usize, at: &At) {
        while !self.is_over.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((format, from, count)) = self.args.portion(self.only, number) else { return };
            let place =
                format!("--only {} --seed {} --from {from} --inputs {count}\n", format.name, self.args.seed);
            let _ = fs::write(self.folder.join(format!("at-{thread}")), place);
            let begun = Instant::now();
            let mut portion = Tally::default();
            for number in from..from + count {
                if self.is_over.load(Ordering::Relaxed) {
                    break;
                }
                if self.args.careful {
                    let made = made(&format, self.args.seed, number, self.pool).0;
                    let _ = fs::write(self.folder.join(format!("now-{thread}")), made.bytes);
                }
                let start = Instant::now();
                *held(at) = Some((start, format, number));
                let read = self.read(format, number);
                *held(at) = None;
                match read {
                    // Other work on the machine only adds to the time: the quicker of two is nearer to the input's own.
                    Ok(_) if start.elapsed() > SLOW && self.seconds(format, number) > SLOW => {
                        self.fault(format, number, &format!("it takes longer than {} s", SLOW.as_secs()));
                    }
                    Ok(counted) => portion.add(format.name, counted),
                    Err(fault) => self.fault(format, number, &fault),
                }
            }
            portion.took(format.name, begun.elapsed());
            held(&self.tally).join(&portion);
        }
    }

    fn read(&self, format: Format, number: u64) -> Result<khabar_fuzz::Counted, String> {
        let read = catch_unwind(AssertUnwindSafe(|| input(&format, self.args.seed, number, self.pool)));
        read.unwrap_or_else(|panic| {
            let words = panic.downcast_ref::<String>().map(String::as_str);
            Err(format!("panic: {}", words.or(panic.downcast_ref::<&str>().copied()).unwrap_or_default()))
        })
    }

    /// How long an input takes, read again.
    fn seconds(&self, format: Format, number: u64) -> Duration {
        let start = Instant::now();
        let _ = self.read(format, number);
        start.elapsed()
    }

    /// Tells a fault and keeps its input.
    fn fault(&self, format: Format, number: u64, fault: &str) {
        let seed = self.args.seed;
        let made = made(&format, seed, number, self.pool).0;
        let path = self.folder.join(format!("{}-{seed}-{number}", format.name));
        let kept =
            fs::write(&path, &made.bytes).map_or_else(|e| e.to_string(), |()| path.display().to_string());
        println!(
            "FAULT {fault}\n  --only {} --seed {seed} --from {number} --inputs 1\n  {kept}",
            format.name
        );
        if self.faults.fetch_add(1, Ordering::Relaxed) + 1 >= FAULTS {
            self.is_over.store(true, Ordering::Relaxed);
        }
    }

    /// Ends the process where an input hangs.
    fn watch(&self, at: &At) {
        let at = *held(at);
        if let Some((since, format, number)) = at
            && since.elapsed() > HANGS
        {
            self.fault(format, number, &format!("it hangs: {} s", HANGS.as_secs()));
            std::process::exit(1);
        }
    }
}
