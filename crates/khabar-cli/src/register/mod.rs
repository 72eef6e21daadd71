//! Commands that make a register and ask it: arguments in, answers printed.

pub mod args;
mod ask;
mod export;
mod hand;
mod ingest;
mod print;
mod serve;
mod stories;
mod table;

use anyhow::Result;
use khabar_register::Error;
use khabar_register::store::Reader;

use crate::outcome::Outcome;
use args::{Asked, Command};

/// Runs a command; what the caller can mend is said in one line, as wrong usage.
pub fn run(command: Command) -> Result<Outcome> {
    let done = match command {
        Command::Ingest(args) => ingest::run(&args),
        Command::Rejects(args) => ask::rejects(&args.asked),
        Command::Search(args) => ask::find(&args),
        Command::Statements(args) => ask::statements(args),
        Command::Events(args) => ask::events(args),
        Command::Figures(args) => ask::figures(args),
        Command::Commitments(args) => ask::commitments(args),
        Command::Timeline(args) => ask::timeline(args),
        Command::Show(args) => ask::show(&args),
        Command::Stories(args) => stories::list(args),
        Command::Story(args) => stories::show(&args),
        Command::Entities(args) => ask::entities(args),
        Command::Entity(args) => hand::entity(args),
        Command::FollowUp(args) => ask::follow_up(&args),
        Command::Settle(args) => hand::settle(args),
        Command::Review(args) => hand::review(args),
        Command::Log(args) => ask::log(&args),
        Command::Undo(args) => hand::undo(&args),
        Command::Export(args) => export::run(&args),
        Command::Serve(args) => serve::run(args),
    };
    match done {
        Err(fault) if fault.downcast_ref::<Error>().is_some_and(is_usage) => {
            Ok(Outcome::refused(&fault.to_string()))
        }
        done => done,
    }
}

const fn is_usage(fault: &Error) -> bool {
    matches!(
        fault,
        Error::Search(_)
            | Error::Query(_)
            | Error::NoPage(_)
            | Error::Missing(_)
            | Error::Locked(_)
            | Error::Newer { .. }
            | Error::Foreign { .. }
    )
}

fn reader(asked: &Asked) -> Result<Reader> {
    Ok(Reader::open(&asked.place.register)?)
}

/// The present time, UTC.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
