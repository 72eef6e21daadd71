//! `khabar`: reads Arabic news pages from the command line. Arguments and printing; the work is done by the library.

mod args;
mod check;
mod outcome;
mod parse;
mod pretty;
mod read;
mod register;

use std::io::Write as _;
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use outcome::Outcome;

fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let done = catch_unwind(|| match args.command {
        Command::Read(read) => read::run(&read),
        Command::Parse(parse) => parse::run(&parse),
        Command::Check(check) => check::run(&check),
        Command::Schema => schema(),
        Command::Register(command) => register::run(*command),
    });
    // The panic's own message is on standard error already.
    let Ok(done) = done else { return ExitCode::from(1) };
    match done {
        Ok(outcome) => outcome.code(),
        // Whoever reads our output has seen enough.
        Err(fault) if is_broken_pipe(&fault) => ExitCode::SUCCESS,
        Err(fault) => {
            anstream::eprintln!("khabar: {fault:#}");
            ExitCode::from(1)
        }
    }
}

fn schema() -> anyhow::Result<Outcome> {
    let schema = serde_json::to_string_pretty(&khabar::record::schema())?;
    writeln!(anstream::stdout(), "{schema}")?;
    Ok(Outcome::default().with_done(1))
}

fn is_broken_pipe(fault: &anyhow::Error) -> bool {
    fault.chain().any(|e| {
        e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
