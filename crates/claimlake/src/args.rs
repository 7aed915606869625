//! What can be asked on the command line: commands, flags, their help and examples.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use jiff::civil::{Date, DateTime};

mod denials;
mod postings;
mod send;
mod unmatched;

pub(crate) use denials::{
    By, Denials, DenialsCommand, DenialsFilter, LowBalances, LowBalancesCommand, LowBalancesFilter,
    Tier, Whoever,
};
pub(crate) use postings::{PostingMode, Postings, PostingsCommand, To};
pub(crate) use send::{Function, Send};
pub(crate) use unmatched::{Confidence, Unmatched, UnmatchedCommand};

const EXIT_CODES: &str = "\
Exit codes:
  0  done (a file that was refused, now or earlier, is an answer, not a failure)
  1  `check` found something, `drop` could not read a file, or the command failed: there is no home,
     no such file, table or KPI, the SQL does not hold, a disk refused
  2  the command line was not understood, or says too little (`kpi K33` without a period)

Homes are made by `drop` and `demo`; every other command wants one that is there.";

/// Remittances and claims in, Parquet tables and KPI answers out.
#[derive(Debug, Parser)]
#[command(name = "claimlake", version, after_help = EXIT_CODES, max_term_width = 100)]
#[command(
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The folder that holds everything (landed files, tables, state), or a stack in the account that
    /// the environment signs in to, as `stack:NAME`
    #[arg(
        long,
        global = true,
        env = "CLAIMLAKE_HOME",
        default_value = ".claimlake",
        value_name = "HOME"
    )]
    pub(crate) home: PathBuf,
    /// Answer in JSON, for programs (its shapes: docs/json/)
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to colour: a terminal decides, unless told
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one of them")]
pub(crate) enum Command {
    /// Land a sample drop in a fresh home and show what came of it
    #[command(
        after_help = "Examples:\n  claimlake demo\n  claimlake demo --home /tmp/look\n  claimlake demo --json | jq .denial_rate"
    )]
    Demo,
    /// Land files or folders, convert them, commit them, and account for every record
    #[command(
        after_help = "Examples:\n  claimlake drop remits/2026-03.835\n  claimlake drop inbox/ --source clearinghouse\n  claimlake drop inbox/ --json | jq .totals"
    )]
    Drop(Drop),
    /// List the files that came in; look at one, convert it again, take it out, bring it back
    #[command(
        after_help = "Examples:\n  claimlake files\n  claimlake files show 3fa9\n  claimlake files retract 3fa9 --reason 'sent by mistake'\n  claimlake files decide 3fa9c01b2d4e5f60718293a4-1-000001 --keep"
    )]
    Files(Files),
    /// List what was refused: where, by which code of the standard, what was expected
    #[command(after_help = "Examples:\n  claimlake rejects\n  claimlake rejects --file 3fa9")]
    Rejects(Rejects),
    /// Ask the tables in SQL (read-only)
    #[command(
        after_help = "Examples:\n  claimlake sql \"select outcome, count(*) from remit_claim group by outcome\"\n  claimlake sql \"select excluded, count(*) from raw.remit_claim group by excluded\"\n  claimlake sql -f month.sql --format csv > month.csv"
    )]
    Sql(Sql),
    /// List the KPIs, or answer one
    #[command(
        after_help = "Examples:\n  claimlake kpi\n  claimlake kpi K33 --month 2026-03 --by payer\n  claimlake kpi K39 --from 2026-01-01 --to 2026-04-01"
    )]
    Kpi(Kpi),
    /// The whole life of a claim: submissions, acknowledgments, adjudications, what was paid in the end
    #[command(
        after_help = "Examples:\n  claimlake claim 0001234\n  claimlake claim 0001234 --json | jq .net_paid"
    )]
    Claim(Claim),
    /// List answers for which no submitted claim was found, with the one that it may be; and say which it is
    #[command(
        after_help = "Examples:\n  claimlake unmatched\n  claimlake unmatched --json | jq '.rows | length'\n  claimlake unmatched link 5d0f7c2b9a8e-3 0001234 --as ana\n  claimlake unmatched accept --confidence 0.80 --as ana"
    )]
    Unmatched(Unmatched),
    /// List what else waits for a person
    #[command(
        after_help = "Examples:\n  claimlake queue unbalanced\n  claimlake queue orphan-reversals"
    )]
    Queue(QueueArgs),
    /// List denials, the worthiest first; look at one, and say what is done about it
    #[command(
        after_help = "Examples:\n  claimlake denials\n  claimlake denials --category AUTH --json | jq '.cases[].open_amount'\n  claimlake denials --due 14\n  claimlake denials show 3fa9c0\n  claimlake denials assign 3fa9c0 --to ana --as ben\n  claimlake denials move 3fa9c0 appeal-draft --as ana"
    )]
    Denials(Denials),
    /// Write cases and what was done with them as tables (which `denials` and `drop` do at their end)
    #[command(
        after_help = "Examples:\n  claimlake mirror\n  claimlake mirror rebuild\n  claimlake sql 'select state, count(*) from denial group by state'"
    )]
    Mirror(Mirror),
    /// What is to be posted: list it, export it once, take it back
    #[command(
        after_help = "Examples:\n  claimlake postings\n  claimlake postings mode on\n  claimlake postings export --to /mnt/posting/in\n  claimlake postings reverse 12"
    )]
    Postings(Postings),
    /// List the tables with their rows, or describe one
    #[command(after_help = "Examples:\n  claimlake tables\n  claimlake tables remit_claim")]
    Tables(Tables),
    /// Walk ledger, plans, Delta logs and parts, and say where an invariant does not hold
    #[command(after_help = "Examples:\n  claimlake check\n  claimlake check --json && echo sound")]
    Check,
    /// Finish what is pending: interrupted conversions, landed files nobody took, open commits
    #[command(after_help = "Examples:\n  claimlake sweep")]
    Sweep,
    /// Fold small parts into large sorted ones, write checkpoints, delete what nothing names any more
    #[command(after_help = "Examples:\n  claimlake maintain\n  claimlake maintain --dry-run")]
    Maintain(Maintain),
    /// Give a function an event, as AWS would, and run what it wakes (its kinds: events/)
    #[command(
        after_help = "Examples:\n  claimlake send events/s3-put.json\n  claimlake send events/schedule-sweep.json --function ingest\n  claimlake send events/http-kpi.json | jq -r .answer.body"
    )]
    Send(Send),
    /// Show an X12 file to human eyes: loops, names, what each segment became, what is wrong where
    #[command(
        after_help = "Examples:\n  claimlake show remits/2026-03.835\n  claimlake show remits/2026-03.835 --set 2 | less -R\n  claimlake show remits/2026-03.835 --html > page.html"
    )]
    Show(Show),
    /// Write the TA1 and 999 that go back to who sent an X12 file (they repeat values in error)
    #[command(
        after_help = "Examples:\n  claimlake ack claims/2026-03.837 > answers/2026-03.999\n  claimlake ack remits/2026-03.835 --json | jq '.interchanges[].groups[].verdict'"
    )]
    Ack(Ack),
    /// Print the JSON Schemas of every `--json`
    #[command(
        hide = true,
        after_help = "Examples:\n  claimlake json-schemas | jq .drop"
    )]
    JsonSchemas,
    /// Print the completions of a shell
    #[command(
        after_help = "Examples:\n  claimlake completions bash > ~/.local/share/bash-completion/completions/claimlake"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Drop {
    /// Files, or folders to walk
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The feed they come from; the same bytes of two feeds are two files
    #[arg(long, default_value = "drop", value_name = "NAME")]
    pub(crate) source: String,
}

#[derive(Debug, Args)]
pub(crate) struct Maintain {
    /// Only list what would be folded and deleted
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The file; it is only looked at
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// One transaction set, by its place in the file
    #[arg(long, value_name = "N")]
    pub(crate) set: Option<u32>,
    /// A page for a browser
    #[arg(long, conflicts_with = "json")]
    pub(crate) html: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Ack {
    /// The file; it is only looked at
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// When the answer is dated, as 2026-03-01T12:30; without it now, in UTC
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<DateTime>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Files {
    #[command(subcommand)]
    pub(crate) command: Option<FilesCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FilesCommand {
    /// List every file that came in (what `files` alone does)
    #[command(
        after_help = "Examples:\n  claimlake files list --json\n  claimlake files list --source claimlake"
    )]
    List {
        /// Only this feed's; `claimlake`, what it writes itself, is listed only so
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
    },
    /// One file: its sets, its rows, and what is left out of the views and why
    #[command(after_help = "Examples:\n  claimlake files show 3fa9")]
    Show {
        /// The file's id, or enough of its beginning
        id: String,
    },
    /// Convert a file again with this version's converter; its new rows replace the old ones
    #[command(after_help = "Examples:\n  claimlake files replay 3fa9")]
    Replay {
        /// The file's id, or enough of its beginning
        id: String,
    },
    /// Take a file out of every view, now and when it is dropped again
    #[command(after_help = "Examples:\n  claimlake files retract 3fa9 --reason 'another clinic'")]
    Retract {
        /// The file's id, or enough of its beginning
        id: String,
        /// Why, for whoever asks later
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// End a retraction: the landed file is converted again
    #[command(after_help = "Examples:\n  claimlake files restore 3fa9")]
    Restore {
        /// The file's id, or enough of its beginning
        id: String,
    },
    /// Decide on a held document: same payer and trace number as another one, other content
    #[command(
        after_help = "Examples:\n  claimlake files decide 3fa9c01b2d4e5f60718293a4-1-000001 --keep\n  claimlake files decide 3fa9c01b2d4e5f60718293a4-1-000001 --discard"
    )]
    Decide(Decide),
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The unit's id, as `files show` and `drop --json` give it
    pub(crate) unit: String,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Choice {
    /// Its content counts
    #[arg(long)]
    pub(crate) keep: bool,
    /// Its content does not count
    #[arg(long)]
    pub(crate) discard: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rejects {
    /// Only this file's (its id, or enough of its beginning)
    #[arg(long, value_name = "ID")]
    pub(crate) file: Option<String>,
    /// At most so many; without it 100, or all of them under --json
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// One statement; `-` reads standard input
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub(crate) statement: Option<String>,
    /// Read the statement from a file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// How to print the rows (`--json` is short for json)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) test: IncludeTest,
}

#[derive(Debug, Args)]
pub(crate) struct IncludeTest {
    /// Let test interchanges (ISA15 = T) into the views
    #[arg(long, env = "CLAIMLAKE_INCLUDE_TEST", value_parser = clap::builder::FalseyValueParser::new(), num_args = 0..=1, default_missing_value = "true", default_value = "false", hide_default_value = true, require_equals = true)]
    pub(crate) include_test: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
    Parquet,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("period").args(["month", "from"])))]
pub(crate) struct Kpi {
    /// The KPI's number, such as K33; without it, the list
    #[arg(requires = "period")]
    pub(crate) kpi: Option<String>,
    /// A whole month
    #[arg(long, value_name = "YYYY-MM", conflicts_with_all = ["from", "to"], value_parser = month)]
    pub(crate) month: Option<Month>,
    /// The first day
    #[arg(long, value_name = "DATE", requires = "to")]
    pub(crate) from: Option<Date>,
    /// The day after the last one
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) to: Option<Date>,
    /// A row for each value of a dimension; repeat it or separate by commas
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    #[command(flatten)]
    pub(crate) test: IncludeTest,
}

/// A month as its first day and the day after its last one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Month(pub(crate) Date, pub(crate) Date);

fn month(text: &str) -> Result<Month, kpi::Error> {
    kpi::month(text).map(|(from, to)| Month(from, to))
}

/// A person who does something.
#[derive(Debug, Args)]
pub(crate) struct Person {
    /// Who does it
    #[arg(long = "as", value_name = "USER", env = "CLAIMLAKE_USER")]
    pub(crate) user: String,
    /// What there is to say
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Claim {
    /// Its control number (CLM01, CLP01)
    #[arg(value_name = "CONTROL_NUMBER")]
    pub(crate) number: String,
    #[command(flatten)]
    pub(crate) test: IncludeTest,
}

#[derive(Debug, Args)]
pub(crate) struct QueueArgs {
    /// Which queue
    #[arg(value_enum, value_name = "QUEUE")]
    pub(crate) name: QueueName,
    #[command(flatten)]
    pub(crate) list: Queue,
}

#[derive(Debug, Args)]
pub(crate) struct Queue {
    #[command(flatten)]
    pub(crate) test: IncludeTest,
    /// At most so many lines on a screen; without it 50
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

/// What waits for a person beside the denials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueueName {
    /// Answers for which no submitted claim was found
    Unmatched,
    /// Payments that do not add up
    Unbalanced,
    /// Documents that another one of the same payment contradicts
    Held,
    /// Reversals of an answer that is not here
    OrphanReversals,
    /// Electronic payments that no deposit of the bank was found for
    #[value(alias = "eft_unmatched")]
    EftUnmatched,
    /// Deposits of the bank that no electronic payment was found for
    #[value(alias = "deposits_unmatched")]
    DepositsUnmatched,
    /// Answers that pay nothing and explain it by nothing
    ZeroUnexplained,
}

#[derive(Debug, Args)]
pub(crate) struct Mirror {
    #[command(subcommand)]
    pub(crate) command: Option<MirrorCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MirrorCommand {
    /// Write everything, for when changes were lost on the way; what is there already counts once
    #[command(
        after_help = "Examples:\n  claimlake mirror rebuild\n  claimlake mirror rebuild --home stack:claimlake"
    )]
    Rebuild,
}

#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// The table to describe
    pub(crate) table: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        fn walk(command: &clap::Command, path: &str) {
            for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
                let path = format!("{path} {}", sub.get_name());
                let help = sub
                    .get_after_help()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(help.contains("Examples:"), "{path}");
                walk(sub, &path);
            }
        }
        walk(&Cli::command(), "claimlake");
    }

    #[test]
    fn a_period_is_a_month_or_two_days() {
        let parse =
            |words: &[&str]| Cli::try_parse_from(["claimlake", "kpi", "K33"].iter().chain(words));
        assert!(parse(&[]).is_err());
        assert!(Cli::try_parse_from(["claimlake", "kpi"]).is_ok());
        assert!(parse(&["--month", "2026-03"]).is_ok());
        assert!(parse(&["--month", "2026-3"]).is_err());
        assert!(parse(&["--from", "2026-01-01", "--to", "2026-04-01"]).is_ok());
        assert!(parse(&["--from", "2026-01-01"]).is_err());
        assert!(parse(&["--from", "2026-02-30", "--to", "2026-04-01"]).is_err());
        assert!(
            parse(&[
                "--month",
                "2026-03",
                "--from",
                "2026-01-01",
                "--to",
                "2026-04-01"
            ])
            .is_err()
        );
    }
}
