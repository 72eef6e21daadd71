//! The arguments of the commands that make a register and ask it.

mod ask;
mod files;
mod hand;
mod serve;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use khabar_register::ask::Status;

use crate::args::Direction;

pub use ask::{
    Commitments, Entities, Events, Figures, FollowUp, Log, Rejects, Search, Show, Statements, Stories, Story,
    Timeline,
};
pub use files::{Export, ExportFormat, Ingest};
pub use hand::{By, Entity, Review, Settle, Undo};
pub use serve::Serve;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages into a register.
    Ingest(Ingest),
    /// List what could not be read, and why.
    Rejects(Rejects),
    /// Find pages by words.
    Search(Search),
    /// Find who said what.
    Statements(Statements),
    /// Find what happened.
    Events(Events),
    /// Find figures.
    Figures(Figures),
    /// Find who is bound to what.
    Commitments(Commitments),
    /// Show what a person, body or place said, did and is bound to, day by day.
    Timeline(Timeline),
    /// Show a page of the register.
    Show(Show),
    /// List stories: pages that tell of the same thing.
    Stories(Stories),
    /// Show the pages of a story, and the figures in which they differ.
    Story(Story),
    /// List persons, bodies and places of all pages.
    Entities(Entities),
    /// Show a person, body or place; say that two are one, or one is two.
    #[command(subcommand)]
    Entity(Entity),
    /// List later statements and events that may bear on a commitment; it decides nothing.
    FollowUp(FollowUp),
    /// Say how a commitment came out, and how that is known.
    Settle(Settle),
    /// Accept, reject or correct a fact.
    #[command(subcommand)]
    Review(Review),
    /// List what people decided.
    Log(Log),
    /// Take back a decision.
    Undo(Undo),
    /// Write the register for other programs.
    Export(Export),
    /// Open the reading room: the register in a browser.
    Serve(Serve),
}

/// Where the register is.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The folder of the register.
    #[arg(long, value_name = "DIR", default_value = "register")]
    pub register: PathBuf,
}

/// Where the register is and how answers are printed.
#[derive(Debug, clap::Args)]
pub struct Asked {
    #[command(flatten)]
    pub place: Place,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Columns of the table [default: the terminal's].
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
    /// Which side the table begins on; `auto` is right where the terminal orders Arabic itself.
    #[arg(long, value_enum, default_value_t = Direction::Auto)]
    pub direction: Direction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table that is cut to the width of the terminal.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// The same for Excel: UTF-8 with a byte order mark, no text is taken for a formula.
    CsvExcel,
}

/// How many answers, out of which register, and how they are printed.
#[derive(Debug, clap::Args)]
pub struct List {
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    /// How many are passed over.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub offset: usize,
    #[command(flatten)]
    pub asked: Asked,
}

/// Days between which something lies.
#[derive(Debug, clap::Args)]
pub struct Days {
    /// On this day or later: 2021, 2021-11, 2021-11-04.
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// On this day or earlier.
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
}

/// How a commitment stands, as it is written.
fn status(name: &str) -> Result<Status, String> {
    const NAMES: &str = "pending, overdue, kept, partly_kept, broken, superseded or unverifiable";
    let value = serde_json::Value::String(name.replace('-', "_"));
    serde_json::from_value(value).map_err(|_| NAMES.to_owned())
}
