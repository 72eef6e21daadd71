//! Arguments of questions.

use khabar_register::ask::Status;
use khabar_register::hand::Place;

use super::{Asked, Days, List, status};

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
  khabar search '\"جسر دجلة\"~5'              these words, at most five others between them
  khabar search 'جسر OR سد'                one of them, or both
  khabar search '=السدود title:ماء'         the word as printed; a word of the headline
  khabar search 'speaker:\"رئيس الوزراء\" from:2021-11 to:2021-12'
  khabar search 'entity:بغداد place:البصرة site:example'

Where no page has all words, pages with some of them are found. Of a query that begins with `-word`, say so:
`khabar search -- -طريق`.";

/// Find pages by words.
#[derive(Debug, clap::Args)]
#[command(after_help = SEARCH_EXAMPLES)]
pub struct Search {
    /// Words, `\"exact phrase\"`, `\"near words\"~5`, `=word`, `-word`, `one OR other`, and `title:` `site:` `from:` `to:` `speaker:` `entity:` `place:`.
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// How many pages at most.
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub limit: usize,
    #[command(flatten)]
    pub asked: Asked,
}

/// Find who said what.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar statements --speaker 'وزير النفط' --about الأسعار --since 2021-11")]
pub struct Statements {
    /// Words of the speaker's name or post.
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Who speaks, by id: `khabar entities` tells it.
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
    /// Words of what is said.
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Words of the channel it was said through.
    #[arg(long, value_name = "WORDS")]
    pub channel: Option<String>,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub list: List,
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
    /// Who did it or had it done to them, or where, by id: `khabar entities` tells it.
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
    /// Words of where it happened.
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// actual, planned, negated or hypothetical.
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    #[command(flatten)]
    pub list: List,
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
    #[command(flatten)]
    pub list: List,
}

/// Find who is bound to what.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar commitments --by الحكومة --due-before 2022 --status overdue")]
pub struct Commitments {
    /// Words of who is bound.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Who is bound, by id: `khabar entities` tells it.
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
    /// Due before this day.
    #[arg(long, value_name = "DAY")]
    pub due_before: Option<String>,
    /// Due on this day or later.
    #[arg(long, value_name = "DAY")]
    pub due_after: Option<String>,
    /// pending, overdue, kept, `partly_kept`, broken, superseded or unverifiable.
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<Status>,
    /// The day on which it stands so [default: today, UTC].
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    #[command(flatten)]
    pub list: List,
}

/// Show what a person, body or place said, did and is bound to, day by day.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar timeline 'وزارة الصحة' --since 2021\n  khabar timeline 'سد النهضة'\n  khabar timeline --entity e1f3a90c2d4e5"
)]
pub struct Timeline {
    /// Words of the name.
    #[arg(required_unless_present = "entity", value_name = "NAME")]
    pub name: Vec<String>,
    /// Whose, by id: `khabar entities` tells it.
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
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
    /// As it was found, without what people corrected.
    #[arg(long)]
    pub found: bool,
    #[command(flatten)]
    pub asked: Asked,
}

/// List stories: pages that tell of the same thing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar stories --least 3 --about 'سد النهضة' --limit 20")]
pub struct Stories {
    /// Words of its headlines.
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// Pages that a story has at least, copies counted.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    pub least: usize,
    #[command(flatten)]
    pub list: List,
}

/// Show the pages of a story, and the figures in which they differ.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar story s1f3a90c2d4e5 --figures")]
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
    pub id: Place,
    /// How many at most.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub asked: Asked,
}

/// List persons, bodies and places of all pages.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  khabar entities 'وزير النفط'\n  khabar entities --label ORG --limit 50")]
pub struct Entities {
    /// Words of the name.
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
    /// PER, ORG, LOC or MISC.
    #[arg(long, value_name = "CLASS")]
    pub label: Option<String>,
    #[command(flatten)]
    pub list: List,
}

/// List what people decided.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar log --page 17")]
pub struct Log {
    /// Of one page alone, by its number.
    #[arg(long, value_name = "PAGE")]
    pub page: Option<i64>,
    #[command(flatten)]
    pub asked: Asked,
}
