//! Arguments of `send`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Send {
    /// The event; objects that it tells of land first, from files of their names beside it or in `sample`
    #[arg(value_name = "EVENT")]
    pub(crate) event: PathBuf,
    /// Whom it is for, where the event alone does not say so
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) function: Option<Function>,
}

/// A function of the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Function {
    Ingest,
    CommitTables,
    TriageDenials,
    AnswerKpi,
    MaintainTables,
    MirrorState,
}
