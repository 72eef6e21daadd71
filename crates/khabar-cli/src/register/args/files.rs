//! Arguments of what comes in and goes out by the folder.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Place;

const INGEST_EXAMPLES: &str = "\
Examples:
  khabar ingest pages/ feed.xml crawl.warc.gz
  khabar ingest news.jsonl.zst --register iraq --timezone Asia/Baghdad
  khabar ingest dump.csv --columns text=body,title=headline
  khabar ingest bulletin.pdf inbox.mbox result.json 'محادثة واتساب مع المراسلين.txt'

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
    /// The encoding of the pages, where they do not say or say it wrongly, as `windows-1256`.
    #[arg(long, value_name = "NAME")]
    pub charset: Option<khabar_sources::Charset>,
    /// The zone whose days «اليوم» is counted in, by its IANA name.
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// Inputs that are written at once; a kill loses the work on no more than two times as many.
    #[arg(long, value_name = "COUNT", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    pub batch: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table for each layer, parted by month of publication.
    Parquet,
    /// The same tables as CSV.
    Csv,
    /// As CSV that Excel opens by a double click: UTF-8 with a byte order mark, no text is taken for a formula.
    CsvExcel,
    /// Records, one a line.
    Jsonl,
    /// Events in the columns of GDELT 2.0.
    Gdelt,
    /// Entities and mentions as `FollowTheMoney` knows them.
    Ftm,
    /// Articles as schema.org `NewsArticle`.
    Jsonld,
    /// Pages that people reviewed, as NAME.txt and NAME.json with the layers that were looked through.
    Gold,
}

/// Write the register for other programs.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar export parquet facts/\n  khabar export csv-excel tables/\n  khabar export gdelt events/ --register iraq\n\ndocs/export.md lists the columns. Current versions of pages are written; the folder must be empty or new."
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
