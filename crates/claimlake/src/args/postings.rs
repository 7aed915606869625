//! What can be asked of `postings`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Postings {
    #[command(subcommand)]
    pub(crate) command: Option<PostingsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PostingsCommand {
    /// What was exported, what waits to be, what must be taken back, and what is held back and why (what
    /// `postings` alone does)
    #[command(
        after_help = "Examples:\n  claimlake postings list\n  claimlake postings list --json | jq .to_reverse"
    )]
    List,
    /// Write what is to be posted and was not exported yet: a CSV, one row a remittance line
    #[command(
        after_help = "Examples:\n  claimlake postings export\n  claimlake postings export --to /mnt/posting/in"
    )]
    Export {
        #[command(flatten)]
        to: To,
    },
    /// Take an export back: its rows once more, with every sign turned
    #[command(
        after_help = "Examples:\n  claimlake postings reverse 12\n  claimlake postings reverse 12 --document 3fa9c01b2d4e5f60"
    )]
    Reverse {
        /// Its number
        #[arg(value_name = "EXPORT")]
        export: u64,
        /// Only this remittance of it, as the column `document` names it; may be repeated
        #[arg(long, value_name = "DOCUMENT")]
        document: Vec<String>,
        #[command(flatten)]
        to: To,
    },
    /// Place the file of an export again, where it got lost
    #[command(after_help = "Examples:\n  claimlake postings copy 12 --to /tmp/again")]
    Copy {
        /// Its number
        #[arg(value_name = "EXPORT")]
        export: u64,
        #[command(flatten)]
        to: To,
    },
    /// Show whether exports are written, or switch it; they are not until it is switched on
    #[command(
        after_help = "Examples:\n  claimlake postings mode\n  claimlake postings mode on\n  claimlake postings mode shadow"
    )]
    Mode {
        /// What it is to be
        #[arg(value_enum, value_name = "MODE")]
        to: Option<PostingMode>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct To {
    /// The folder that files are written to; without it `postings` in the home
    #[arg(long = "to", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PostingMode {
    /// Exports are written
    On,
    /// `list` shows what would be exported, and nothing is written
    Shadow,
}
