//! What `denials` is told.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::Person;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Denials {
    #[command(subcommand)]
    pub(crate) command: Option<DenialsCommand>,
    #[command(flatten)]
    pub(crate) filter: DenialsFilter,
}

/// Which cases are listed.
#[derive(Debug, Args)]
pub(crate) struct DenialsFilter {
    /// Closed ones and those that are put off, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Those of test interchanges (ISA15 = T), too
    #[arg(long)]
    pub(crate) include_test: bool,
    /// Only in this state
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub(crate) state: Option<work::State>,
    /// Only of this kind: denial, unprocessable, rejection, …
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// Only of this category: AUTH, CODING, …
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Option<String>,
    /// Only with this reason
    #[arg(long, value_name = "CARC")]
    pub(crate) carc: Option<String>,
    /// Only of this payer
    #[arg(long, value_name = "NAME")]
    pub(crate) payer: Option<String>,
    /// Only what this person has
    #[arg(long, value_name = "USER")]
    pub(crate) owner: Option<String>,
    /// Only of this claim, by its control number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) claim: Option<String>,
    /// Only of this tier: the worthiest fifth of what is open is A, the next three tenths B, the rest C
    #[arg(long, value_enum, ignore_case = true, value_name = "TIER")]
    pub(crate) tier: Option<Tier>,
    /// Only those whose deadline is so many days ahead at most, or over
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(0..=3660))]
    pub(crate) due: Option<u16>,
    /// At most so many; without it 50, or all of them under --json
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DenialsCommand {
    /// One case: what was refused and why, what to do, what it is worth, what happened
    #[command(after_help = "Examples:\n  claimlake denials show 3fa9c0")]
    Show {
        /// The case's id, or enough of its beginning
        id: String,
    },
    /// Give it to somebody
    #[command(after_help = "Examples:\n  claimlake denials assign 3fa9c0 --to ana --as ben")]
    Assign {
        /// The case's id, or enough of its beginning
        id: String,
        /// Who gets it
        #[arg(long, value_name = "USER")]
        to: String,
        #[command(flatten)]
        by: By,
    },
    /// Begin to work on it
    #[command(after_help = "Examples:\n  claimlake denials start 3fa9c0 --as ana")]
    Start {
        /// The case's id, or enough of its beginning
        id: String,
        #[command(flatten)]
        by: By,
    },
    /// Put it off
    #[command(
        after_help = "Examples:\n  claimlake denials snooze 3fa9c0 --until 2026-04-01 --as ana"
    )]
    Snooze {
        /// The case's id, or enough of its beginning
        id: String,
        /// The day on which it comes back
        #[arg(long, value_name = "DATE")]
        until: Date,
        #[command(flatten)]
        by: By,
    },
    /// Write something down
    #[command(
        after_help = "Examples:\n  claimlake denials note 3fa9c0 --reason 'called, reference 4711' --as ana"
    )]
    Note {
        /// The case's id, or enough of its beginning
        id: String,
        #[command(flatten)]
        by: By,
    },
    /// Close it
    #[command(after_help = "Examples:\n  claimlake denials close 3fa9c0 --as ana")]
    Close {
        /// The case's id, or enough of its beginning
        id: String,
        #[command(flatten)]
        by: By,
    },
    /// What is not worth the time, by payer and reason; and to write it off by the lot
    #[command(
        after_help = "Examples:\n  claimlake denials low-balances\n  claimlake denials low-balances --carc 18 propose --as ana\n  claimlake denials low-balances approve --as ben --role manager"
    )]
    LowBalances(LowBalances),
    /// Note on each case whose deadline came near, or is over, that it did: once at 30, 14, 7, 3 and 1 days (for a
    /// schedule, once a day)
    #[command(
        after_help = "Examples:\n  claimlake denials remind\n  claimlake denials remind --json | jq .counts"
    )]
    Remind,
    /// Take any other step; one that is not allowed says which are
    #[command(
        after_help = "Examples:\n  claimlake denials move 3fa9c0 correction --as ana\n  claimlake denials move 3fa9c0 resubmitted --claim 0001234-2 --as ana\n  claimlake denials move 3fa9c0 writeoff-proposed --write-off timely_filing --as ana"
    )]
    Move {
        /// The case's id, or enough of its beginning
        id: String,
        /// The state that it goes to
        #[arg(value_name = "STATE", value_parser = state)]
        to: work::State,
        #[command(flatten)]
        by: By,
    },
}

/// How much a case is worth beside all that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tier {
    /// The worthiest fifth
    A,
    /// The next three tenths
    B,
    /// The rest
    C,
    /// Less than $25 would come of what a payer refused, and that is not worth the time
    #[value(alias = "low_balance")]
    LowBalance,
}

impl Tier {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Tier::A => "A",
            Tier::B => "B",
            Tier::C => "C",
            Tier::LowBalance => "low_balance",
        }
    }
}

/// Which low balances, and what is done with them.
#[derive(Debug, Args)]
pub(crate) struct LowBalances {
    #[command(flatten)]
    pub(crate) filter: LowBalancesFilter,
    #[command(subcommand)]
    pub(crate) command: Option<LowBalancesCommand>,
}

/// Which of them.
#[derive(Debug, Args)]
pub(crate) struct LowBalancesFilter {
    /// Only of this payer
    #[arg(long, value_name = "NAME")]
    pub(crate) payer: Option<String>,
    /// Only of this category
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Option<String>,
    /// Only with this reason
    #[arg(long, value_name = "CARC")]
    pub(crate) carc: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LowBalancesCommand {
    /// Propose to write off all of them that nobody has in hand
    #[command(
        after_help = "Examples:\n  claimlake denials low-balances propose --as ana\n  claimlake denials low-balances --payer 'INVENTED PLAN' propose --as ana"
    )]
    Propose {
        #[command(flatten)]
        by: Whoever,
    },
    /// Write off, and close, what was proposed so and is still a low balance
    #[command(
        after_help = "Examples:\n  claimlake denials low-balances approve --as ben --role manager"
    )]
    Approve {
        #[command(flatten)]
        by: Whoever,
    },
}

/// Who does something with cases.
#[derive(Debug, Args)]
pub(crate) struct Whoever {
    #[command(flatten)]
    pub(crate) person: Person,
    /// In which role; a manager approves write-offs
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<String>,
}

/// Who does it, and what the step needs.
#[derive(Debug, Args)]
pub(crate) struct By {
    #[command(flatten)]
    pub(crate) who: Whoever,
    /// Minutes that it took
    #[arg(long, value_name = "N")]
    pub(crate) minutes: Option<u32>,
    /// The version that was looked at: the step holds only while nobody else changed the case
    #[arg(long, value_name = "VERSION")]
    pub(crate) seen: Option<u64>,
    /// Of an appeal that is filed: what was sent
    #[arg(long, value_name = "NAME")]
    pub(crate) packet: Option<String>,
    /// Why an appeal is filed after its day
    #[arg(long, value_name = "TEXT")]
    pub(crate) good_cause: Option<String>,
    /// The control number of the claim that was sent
    #[arg(long, value_name = "NUMBER")]
    pub(crate) claim: Option<String>,
    /// The patient signed that they pay (ABN or waiver)
    #[arg(long)]
    pub(crate) waiver: bool,
    /// Why it is written off
    #[arg(long, value_name = "REASON")]
    pub(crate) write_off: Option<String>,
}

fn state(text: &str) -> Result<work::State, String> {
    work::State::parse(text).ok_or_else(|| {
        let words: Vec<&str> = work::State::ALL
            .iter()
            .map(|state| state.as_str())
            .collect();
        format!("expected one of {}", words.join(", "))
    })
}
