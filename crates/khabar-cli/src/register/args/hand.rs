//! Arguments of what people decide.

use clap::Subcommand;
use khabar_register::ask::Status;
use khabar_register::hand::Place as Fact;

use super::{Asked, Place, status};

/// Who decides, in which register.
#[derive(Debug, clap::Args)]
pub struct By {
    /// Who decides; kept with the decision.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Why; kept with the decision.
    #[arg(long, value_name = "WORDS")]
    pub note: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

const REVIEW_EXAMPLES: &str = "\
Examples:
  khabar review accept 17/s3
  khabar review reject 17/v2 --note 'لم يقع'
  khabar review correct 17/t1 '{\"value\": \"2021-11-04\"}'
  khabar review correct 17/s3 '{\"source\": {\"start\": 10, \"end\": 24}}'
  khabar review done 17/statements          all that was not judged is right, nothing is missing
  khabar log --page 17                      what was decided; `khabar undo NUMBER` takes it back

Fields are those of the record, positions count code points. What the program found stays; the tables show the fact as
corrected, and `khabar export gold` writes the layers that were looked through.";

/// Accept, reject or correct a fact.
#[derive(Debug, Subcommand)]
#[command(after_help = REVIEW_EXAMPLES)]
pub enum Review {
    /// The fact is right.
    Accept(Judged),
    /// It is no fact.
    Reject(Judged),
    /// It is right with other fields.
    Correct(Changed),
    /// A fact was missed: PAGE/LAYER and its fields.
    Add(Changed),
    /// A layer was looked through: PAGE/LAYER.
    Done(Judged),
}

/// A fact.
#[derive(Debug, clap::Args)]
pub struct Judged {
    /// PAGE/FACT, or PAGE/LAYER.
    #[arg(value_name = "PLACE")]
    pub fact: Fact,
    #[command(flatten)]
    pub by: By,
}

/// A fact and fields of it.
#[derive(Debug, clap::Args)]
pub struct Changed {
    /// PAGE/FACT, or PAGE/LAYER.
    #[arg(value_name = "PLACE")]
    pub fact: Fact,
    /// The fields as a JSON object; null takes a field away.
    #[arg(value_name = "JSON", value_parser = fields)]
    pub fields: serde_json::Value,
    #[command(flatten)]
    pub by: By,
}

/// Say how a commitment came out, and how that is known.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  khabar settle 17/c1 kept --evidence 42/s2\n  khabar settle 17/c2 broken --note 'لم يصدر القرار حتى اليوم'"
)]
pub struct Settle {
    /// The commitment: PAGE/FACT.
    #[arg(value_name = "ID")]
    pub fact: Fact,
    /// kept, `partly_kept`, broken, superseded or unverifiable.
    #[arg(value_name = "STATUS", value_parser = status)]
    pub status: Status,
    /// A fact of the register that shows it: PAGE/FACT. May be given several times.
    #[arg(long, value_name = "FACT")]
    pub evidence: Vec<Fact>,
    #[command(flatten)]
    pub by: By,
}

/// Take back a decision.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  khabar undo 3     decision 3, as `khabar log` numbers them")]
pub struct Undo {
    /// The number of the decision.
    #[arg(value_name = "NUMBER")]
    pub number: i64,
    #[command(flatten)]
    pub place: Place,
}

const ENTITY_EXAMPLES: &str = "\
Examples:
  khabar entities الكاظمي                          their ids
  khabar entity show e1f3a90c2d4e5                 where it stands on pages
  khabar entity merge e1f3a90c2d4e5 e0b7c44d19a02  the two are one
  khabar entity split e1f3a90c2d4e5 17/e3 20/e1    these two are someone else

Decisions are remembered and outweigh what is found, for pages that are yet to come as well.";

/// Show a person, body or place; say that two are one, or one is two.
#[derive(Debug, Subcommand)]
#[command(after_help = ENTITY_EXAMPLES)]
pub enum Entity {
    /// Where it stands on pages, under which name, and by which rule.
    Show {
        /// Its id.
        #[arg(value_name = "ID")]
        id: String,
        /// Its posts over time, in place of its pages.
        #[arg(long)]
        posts: bool,
        #[command(flatten)]
        asked: Asked,
    },
    /// These are one.
    Merge {
        /// Their ids.
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// Some of its members are someone else.
    Split {
        /// Its id.
        #[arg(value_name = "ID")]
        id: String,
        /// The members that are someone else: PAGE/FACT.
        #[arg(required = true, value_name = "MEMBER")]
        members: Vec<Fact>,
        #[command(flatten)]
        by: By,
    },
}

fn fields(json: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(json).map_err(|e| format!("this is no JSON: {e}"))
}
