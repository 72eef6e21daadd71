//! Tasks of the workspace: `cargo xtask --help`.

mod assets;
mod bars;
mod bench;
mod cases;
mod data;
mod datelines;
mod eval;
mod extraction;
mod hostile;
mod killed;
mod nemo;
mod project;
mod recognizers;
mod register;
mod retrieval;
mod serve_load;
mod train;
mod treebank;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Tasks of the workspace. The folder of gold pages, corpora and lexica is `../shared`, or `KHABAR_SHARED`.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Reduce the gazetteers of `data/` from the lists in the shared folder.
    Data,
    /// Read a folder of gold pages and print what `score.py` says; of the default folder, write the README's table.
    Eval {
        /// A folder of NAME.txt and NAME.json [default: the shared folder's gold/dev].
        gold: Option<PathBuf>,
        /// Print the differences of one layer, too.
        #[arg(long)]
        errors: Option<String>,
        /// One page alone.
        #[arg(long)]
        only: Option<String>,
    },
    /// Run the small inputs of the shared folder and say which come out right, which wait and why, which are wrong.
    Cases {
        /// Those alone whose names contain this.
        only: Option<String>,
    },
    /// Read the third-party specs of times and numbers and print how many were found.
    Recognizers {
        /// Print what was missed in this file, `DateParser` for one.
        #[arg(long)]
        errors: Option<String>,
    },
    /// Read `NeMo`'s lines of number words and money and print how many are read as they should be.
    Nemo {
        /// Print what was missed.
        #[arg(long)]
        errors: bool,
    },
    /// Read a paper's printed publication lines and print those whose day was missed.
    Datelines,
    /// Search the questions of ARCD with three systems and print what share each finds.
    Retrieval,
    /// Make a register of both corpora and print pages a second, memory, and the time of a query.
    Register,
    /// Kill an ingest of both corpora ten times and compare the register with that of one that is not killed.
    Killed,
    /// Train a model that the binary carries from the data of the shared folder, and write its card.
    Train {
        /// Which model.
        which: train::Which,
    },
    /// Check the treebank of news and print how much of it there is.
    Treebank,
    /// Analyse what of both treebanks was kept for tests, and print how much is right.
    Syntax,
    /// Ask the reading room over both corpora 50 searches a second, and print how fast it answers.
    ServeLoad,
    /// Fetch the fonts of the reading room from their packages, with npm.
    Assets,
    /// Run every bar the project has set itself, in full: name, figure, bar.
    Bars,
    /// Read inputs made at random, of every format, in an optimised build that looks at every assertion and overflow.
    Fuzz {
        /// `--inputs N`, `--minutes N`, `--seed N`, `--only FORMAT`, `--from N`, `--careful`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Run the benchmarks and print MB/s and pages/s of each layer, on one core.
    Bench,
}

fn main() -> Result<()> {
    match Args::parse().task {
        Task::Data => data::run(&project::shared()?, &project::root().join("crates/khabar/data")),
        Task::Eval { gold, errors, only } => eval::run(gold, errors.as_deref(), only.as_deref()),
        Task::Treebank => treebank::run(),
        Task::Syntax => train::syntax::eval(&project::shared()?).map(drop),
        Task::Cases { only } => cases::run(&project::shared()?, only.as_deref()),
        Task::Recognizers { errors } => {
            let shares = recognizers::measure(errors.as_deref())?;
            println!("times {:.1} %, numbers {:.1} %", shares.times, shares.numbers);
            Ok(())
        }
        Task::Nemo { errors } => {
            println!("nemo {:.1} %", nemo::measure(errors)?);
            Ok(())
        }
        Task::Datelines => datelines::measure().map(drop),
        Task::Retrieval => retrieval::run(&project::shared()?),
        Task::Register => register::run(&project::shared()?),
        Task::Killed => killed::run(&project::shared()?),
        Task::Train { which } => train::run(which),
        Task::ServeLoad => serve_load::run(&project::shared()?),
        Task::Assets => assets::run(),
        Task::Bars => bars::run(),
        Task::Fuzz { arguments } => {
            let run = ["run", "--quiet", "--profile", "fuzz", "--package", "khabar-fuzz", "--"];
            project::run(project::cargo().args(run).args(arguments))
        }
        Task::Bench => bench::run(),
    }
}
