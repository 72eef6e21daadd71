//! The arguments of the commands that make a register and ask it.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::args::Direction;

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
    /// List later statements and events that may bear on a commitment; it decides nothing.
    FollowUp(FollowUp),
    /// Write the register for other programs.
    Export(Export),
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
}

const INGEST_EXAMPLES: &str = "\
Examples:
  khabar ingest pages/ feed.xml crawl.warc.gz
  khabar ingest news.jsonl.zst --register iraq --timezone Asia/Baghdad
  khabar ingest dump.csv --columns text=body,title=headline

Broken off at any moment, the same command goes on where it was. Pages that the register has are passed over; a page
that changed becomes a new version, and the old one stays. `khabar rejects` lists what could not be read.";

/// Read pages into a register.
#[derive(Debug, clap::Args)]
#[command(after_help = INGEST_EXAMPLES)]
pub struct Ingest {
    /// Files, folders, http(s) addresses, or `-` for standard input, as `khabar read` takes them.
    #[arg(required = true, value_name = "PATH")]
    pub inputs: Vec<String>,
    #[command(flatten)]
    pub place: Place,
    /// Names of the fields of JSONL and CSV: `text=body,title=headline`.
    #[arg(long, value_name = "FIELD=NAME,…", default_value = "")]
    pub columns: khabar_sources::Columns,
    /// The zone whose days «اليوم» is counted in, by its IANA name.
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// Inputs that are written at once; a kill loses the work on no more than two times as many.
    #[arg(long, value_name = "COUNT", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    pub batch: u16,
}

/// List what could not be read, and why.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar rejects --format csv > rejects.csv")]
pub struct Rejects {
    #[command(flatten)]
    pub asked: Asked,
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  khabar search جسر البصرة                 all of these words, in any form
  khabar search '\"جسر البصرة\" -طريق'        these words side by side as printed, and not that one
  khabar search '=السدود title:ماء'         the word as printed; a word of the headline
  khabar search 'speaker:\"رئيس الوزراء\" from:2021-11 to:2021-12'
  khabar search 'entity:بغداد place:البصرة site:example'

Where no page has all words, pages with some of them are found. Of a query that begins with `-word`, say so:
`khabar search -- -طريق`.";

/// Find pages by words.
#[derive(Debug, clap::Args)]
#[command(after_help = SEARCH_EXAMPLES)]
pub struct Search {
    /// Words, `\"exact phrase\"`, `=word`, `-word`, and `title:` `site:` `from:` `to:` `speaker:` `entity:` `place:`.
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// How many pages at most.
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub limit: usize,
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

/// Find who said what.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar statements --speaker 'وزير النفط' --about الأسعار --since 2021-11")]
pub struct Statements {
    /// Words of the speaker's name or post.
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Words of what is said.
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Words of the channel it was said through.
    #[arg(long, value_name = "WORDS")]
    pub channel: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub asked: Asked,
}

/// Find what happened.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  khabar events --type protest --place بغداد --since 2019-10 --status actual"
)]
pub struct Events {
    /// A type of PLOVER: agree, consult, support, cooperate, aid, concede, retreat, request, accuse, reject, threaten,
    /// protest, sanction, mobilize, coerce, assault.
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Words of who did it.
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Words of where it happened.
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// actual, planned, negated or hypothetical.
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub asked: Asked,
}

/// Find figures.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar figures --unit نازح --least 1000\n  khabar figures --currency USD --since 2021"
)]
pub struct Figures {
    /// Words of the thing counted or of the unit.
    #[arg(long, value_name = "WORDS")]
    pub unit: Option<String>,
    /// count, money, percent, length, area, mass, volume, temperature, speed or other.
    #[arg(long, value_name = "NAME")]
    pub dimension: Option<String>,
    /// A currency of ISO 4217.
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// No less than this.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub least: Option<f64>,
    /// No more than this.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub most: Option<f64>,
    #[command(flatten)]
    pub days: Days,
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub asked: Asked,
}

/// Find who is bound to what.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar commitments --by الحكومة --due-before 2022 --status overdue")]
pub struct Commitments {
    /// Words of who is bound.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Due before this day.
    #[arg(long, value_name = "DAY")]
    pub due_before: Option<String>,
    /// Due on this day or later.
    #[arg(long, value_name = "DAY")]
    pub due_after: Option<String>,
    /// How it stands.
    #[arg(long, value_enum)]
    pub status: Option<Status>,
    /// The day on which it stands so [default: today, UTC].
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Status {
    /// There is time left, or no deadline was named.
    Pending,
    /// The last day of the deadline is over.
    Overdue,
}

/// Show what a person, body or place said, did and is bound to, day by day.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar timeline 'وزارة الصحة' --since 2021")]
pub struct Timeline {
    /// Words of the name.
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub asked: Asked,
}

/// Show a page of the register.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar show 17                     the page with its facts marked\n  khabar show 17 --format json       its record\n  khabar show 17 --versions          its versions"
)]
pub struct Show {
    /// The page's number, the id of its record, or its address.
    #[arg(value_name = "ID")]
    pub id: String,
    /// List the versions of the page.
    #[arg(long)]
    pub versions: bool,
    #[command(flatten)]
    pub asked: Asked,
}

/// List stories: pages that tell of the same thing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar stories --least 3 --limit 20")]
pub struct Stories {
    /// Pages that a story has at least, copies counted.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    pub least: usize,
    /// How many at most.
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub asked: Asked,
}

/// Show the pages of a story, and the figures in which they differ.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar story 1f3a90c2d4e5b671 --format json")]
pub struct Story {
    /// The story, as `khabar stories` names it.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The figures that differ, in place of the pages.
    #[arg(long)]
    pub figures: bool,
    #[command(flatten)]
    pub asked: Asked,
}

/// List later statements and events that may bear on a commitment; it decides nothing.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  khabar follow-up 17/c1     commitment c1 of page 17, as `khabar commitments` lists them"
)]
pub struct FollowUp {
    /// The commitment: PAGE/FACT.
    #[arg(value_name = "ID")]
    pub id: String,
    /// How many at most.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table for each layer, parted by month of publication.
    Parquet,
    /// The same tables as CSV.
    Csv,
    /// Records, one a line.
    Jsonl,
    /// Events in the columns of GDELT 2.0.
    Gdelt,
    /// Entities and mentions as `FollowTheMoney` knows them.
    Ftm,
    /// Articles as schema.org `NewsArticle`.
    Jsonld,
}

/// Write the register for other programs.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar export parquet facts/\n  khabar export gdelt events/ --register iraq\n\ndocs/export.md lists the columns. Current versions of pages are written; the folder must be empty or new."
)]
pub struct Export {
    /// What is written.
    #[arg(value_enum)]
    pub kind: ExportFormat,
    /// The folder it is written to.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
}
