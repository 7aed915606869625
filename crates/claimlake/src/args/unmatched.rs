//! What `unmatched` is told.

use clap::{Args, Subcommand};

use super::{Person, Queue};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Unmatched {
    #[command(subcommand)]
    pub(crate) command: Option<UnmatchedCommand>,
    #[command(flatten)]
    pub(crate) list: Queue,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UnmatchedCommand {
    /// Say which claim an answer is for
    #[command(after_help = "Examples:\n  claimlake unmatched link 5d0f7c2b9a8e-3 0001234 --as ana")]
    Link {
        /// The answer, as the list has it
        answer: String,
        /// Control number (CLM01) of the claim, of the same provider
        #[arg(value_name = "CONTROL_NUMBER")]
        number: String,
        #[command(flatten)]
        by: Person,
    },
    /// Say that an answer is for no claim of ours
    #[command(after_help = "Examples:\n  claimlake unmatched none 5d0f7c2b9a8e-3 --as ana")]
    None {
        /// The answer, as the list has it
        answer: String,
        #[command(flatten)]
        by: Person,
    },
    /// Take back what was said of an answer: it is looked for by its numbers again
    #[command(after_help = "Examples:\n  claimlake unmatched open 5d0f7c2b9a8e-3 --as ana")]
    Open {
        /// The answer, as the list had it
        answer: String,
        #[command(flatten)]
        by: Person,
    },
    /// Accept every proposal that is at least so sure, of answers of which nobody said anything yet
    #[command(after_help = "Examples:\n  claimlake unmatched accept --confidence 0.80 --as ana")]
    Accept {
        /// 0.90 by number, 0.80 by member, 0.60 by name, each with provider, charge and day
        #[arg(long, value_name = "N", value_parser = confidence)]
        confidence: Confidence,
        /// Of test interchanges (ISA15 = T), too
        #[arg(long)]
        include_test: bool,
        #[command(flatten)]
        by: Person,
    },
}

/// Hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Confidence(pub(crate) i64);

fn confidence(text: &str) -> Result<Confidence, String> {
    let found = domain::Cents::parse(text.as_bytes()).ok();
    let found = found.map(|hundredths| Confidence(hundredths.0));
    let found = found.filter(|found| (Confidence(1)..=Confidence(100)).contains(found));
    found.ok_or_else(|| "expected a number from 0.01 to 1".to_owned())
}
