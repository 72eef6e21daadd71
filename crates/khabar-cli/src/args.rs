//! The arguments of every command.

use std::sync::LazyLock;

use clap::builder::PossibleValue;
use clap::{Parser, Subcommand, ValueEnum};

use crate::register::args as register;

const ROOT_EXAMPLES: &str = "\
Examples:
  khabar read page.txt                         one page, for people
  khabar read pages/ --format jsonl > out.jsonl   a folder of pages, for programs
  khabar parse page.txt                        its words and how they hang together
  khabar check out.jsonl                       every fact still stands where it says
  khabar schema > record.schema.json           the record format as JSON Schema
  khabar ingest pages/ feed.xml                a register of them
  khabar search 'جسر title:البصرة'              pages of the register by words
  khabar statements --speaker 'رئيس الوزراء'    who said what
  khabar serve                                 the register in a browser

Exit status: 0 all done; 1 an internal error; 2 wrong usage or nothing readable; 3 some inputs were rejected.";

/// Reads Arabic news into a register of facts, each tied to its exact characters.
#[derive(Debug, Parser)]
#[command(name = "khabar", version, after_help = ROOT_EXAMPLES)]
pub struct Args {
    /// When to use colour (`NO_COLOR` is honoured).
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages and print a record of each.
    Read(Box<Read>),
    /// Print the words of pages and how they hang together.
    Parse(Parse),
    /// Check records: every span lies in its text, every reference leads somewhere.
    Check(Check),
    /// Print the JSON Schema of the record.
    Schema,
    #[command(flatten)]
    Register(Box<register::Command>),
}

const READ_EXAMPLES: &str = "\
Examples:
  khabar read page.txt
  khabar read page.html --published 2021-11-04T16:44 --timezone Asia/Baghdad
  khabar read pages/ more.jsonl --format jsonl --layers statements,times
  curl -s https://example.org/story | khabar read -

  khabar read crawl.warc.gz feed.xml news.csv.zst --format jsonl
  khabar read bulletin.pdf report.docx inbox.mbox result.json --format jsonl
  khabar read https://example.org/story --retrieved 2021-11-05T10:00
  khabar read dump.jsonl --columns text=body,title=headline,published=date

Inputs: text, HTML, JSONL, CSV, RSS, Atom, JSON Feed, WARC, WET, PDF (with poppler's pdftotext), DOCX, ODT, EML, MBOX,
what Telegram (result.json) and WhatsApp (.txt) export, each also as .gz or .zst; a folder is searched for them. A line of JSONL or a row of CSV has `text` or `html`, and where known `id`, `title`, `published`, `url`, `site`,
`retrieved`. An address is fetched once, if its robots.txt allows it.";

/// Read pages and print a record of each.
#[derive(Debug, clap::Args)]
#[command(after_help = READ_EXAMPLES)]
pub struct Read {
    /// Files, folders, http(s) addresses, or `-` for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// When the pages were published (ISO 8601), where they do not say or say it wrongly.
    #[arg(long, value_name = "TIME")]
    pub published: Option<String>,
    /// When the pages were fetched (ISO 8601): «منذ 3 ساعات» is counted from it, and nothing was published later.
    #[arg(long, value_name = "TIME")]
    pub retrieved: Option<String>,
    /// The encoding of the pages, where they do not say or say it wrongly, as `windows-1256`.
    #[arg(long, value_name = "NAME")]
    pub charset: Option<khabar_sources::Charset>,
    /// Names of the fields of JSONL and CSV: `text=body,title=headline`.
    #[arg(long, value_name = "FIELD=NAME,…", default_value = "")]
    pub columns: khabar_sources::Columns,
    /// Longest page that is read, in bytes of text; what is behind is left out, with a warning.
    #[arg(long, value_name = "BYTES", default_value_t = khabar::page::LIMIT)]
    pub max_bytes: usize,
    /// The zone whose days «اليوم» is counted in, by its IANA name.
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// A model of names, in place of the one that the binary carries (`cargo xtask train names` makes one).
    #[arg(long, value_name = "FILE")]
    pub model: Option<std::path::PathBuf>,
    /// How to print records.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub format: Format,
    /// Print only these layers, separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYER,…")]
    pub layers: Vec<Layer>,
    /// Columns of the terminal view [default: the terminal's].
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
    /// Which side lines of the terminal view begin on; `auto` is right where the terminal orders Arabic itself.
    #[arg(long, value_enum, default_value_t = Direction::Auto)]
    pub direction: Direction,
}

const PARSE_EXAMPLES: &str = "\
Examples:
  khabar parse page.txt
  echo 'أعلنت الوزارة وصول شحنة من القمح.' | khabar parse -
  khabar parse pages/ --format conllu > pages.conllu

The tags are those of Universal Dependencies v2. Words stand as they are written: «للجنة» is «ل» and «لجنة».";

/// Print the words of pages and how they hang together.
#[derive(Debug, clap::Args)]
#[command(after_help = PARSE_EXAMPLES)]
pub struct Parse {
    /// Files, folders, http(s) addresses, or `-` for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// How to print sentences.
    #[arg(long, value_enum, default_value_t = TreeFormat::Tree)]
    pub format: TreeFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TreeFormat {
    /// A tree, for people.
    Tree,
    /// CoNLL-U, as Universal Dependencies has it.
    Conllu,
    /// A sentence a line, as the record's `sentences` with their words.
    Json,
}

/// Check records.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar read pages/ --format jsonl > out.jsonl && khabar check out.jsonl")]
pub struct Check {
    /// JSONL files of records, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The article with its facts marked, then the facts.
    Pretty,
    /// Indented JSON, one record after the other.
    Json,
    /// One record a line.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Direction {
    Auto,
    Rtl,
    Ltr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Sets it for all output of this process.
    pub fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// A layer of the record, by the name of its field.
#[derive(Debug, Clone, Copy)]
pub struct Layer(pub khabar::record::Layer);

impl ValueEnum for Layer {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Layer>> =
            LazyLock::new(|| khabar::record::Layer::ALL.into_iter().map(Layer).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}
