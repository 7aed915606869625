//! `claimlake`, the command line: reads arguments and environment, opens a home, runs one command.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory as _, Parser as _};

mod answer;
mod args;
mod command;
mod home;
mod screen;

use args::{Cli, Command};
use screen::Screen;

/// Conversion blocks a thread and a query uses all; more threads than cores gain nothing.
fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(8 << 20)
        .build();
    let result = runtime
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(Box::pin(run(cli))));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "claimlake: {}", chain(&error));
            ExitCode::from(1)
        }
    }
}

/// Whether what was asked holds (`check` may find that it does not).
async fn run(cli: Cli) -> Result<bool> {
    let screen = Screen::new(&cli.global);
    match &cli.command {
        Command::Completions { shell } => {
            clap_complete::generate(
                *shell,
                &mut Cli::command(),
                "claimlake",
                &mut std::io::stdout(),
            );
            return Ok(true);
        }
        Command::Show(args) => return command::show::run(args, &screen).map(|()| true),
        Command::Ack(args) => return command::ack::run(args, &screen).map(|()| true),
        Command::JsonSchemas => return command::schemas::run(&screen).map(|()| true),
        Command::Kpi(args) if args.kpi.is_none() => {
            return command::kpi::list(&screen).map(|()| true);
        }
        _ => {}
    }
    let opened = match &cli.command {
        Command::Drop(_) | Command::Demo | Command::Send(_) => {
            home::open_or_create(&cli.global.home)?
        }
        _ => home::open(&cli.global.home).await?,
    };
    match &cli.command {
        Command::Demo => command::demo::run(&cli.global.home, &opened, &screen).await?,
        Command::Drop(args) => command::drop::run(args, &opened.context, &screen).await?,
        Command::Send(args) => command::send::run(args, opened, &screen).await?,
        Command::Files(args) => command::files::run(args, &opened.context, &screen).await?,
        Command::Rejects(args) => command::rejects::run(args, &opened, &screen).await?,
        Command::Sql(args) => command::sql::run(args, &opened, &screen).await?,
        Command::Kpi(args) => {
            let id = args.kpi.as_deref().unwrap_or_default();
            command::kpi::run(id, args, &opened, &screen).await?;
        }
        Command::Claim(args) => command::claim::run(args, &opened, &screen).await?,
        Command::Unmatched(args) => command::unmatched::run(args, &opened, &screen).await?,
        Command::Queue(args) => {
            command::queue::run(args.name, &args.list, &opened, &screen).await?
        }
        Command::Denials(args) => command::denials::run(args, &opened, &screen).await?,
        Command::Mirror(args) => command::mirror::run(args, &opened.context, &screen).await?,
        Command::Postings(args) => {
            command::postings::run(args, &cli.global.home, &opened, &screen).await?;
        }
        Command::Tables(args) => command::tables::run(args, &opened, &screen).await?,
        Command::Check => return command::check::run(&opened, &screen).await,
        Command::Maintain(args) => command::maintain::run(args, &opened, &screen).await?,
        Command::Sweep => command::sweep::run(&opened.context, &screen).await?,
        Command::Completions { .. } | Command::JsonSchemas | Command::Show(_) | Command::Ack(_) => {
        }
    }
    Ok(true)
}

/// `claimlake sql … | head` is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// The error with its causes, each once.
pub(crate) fn chain(error: &anyhow::Error) -> String {
    let mut said: Vec<String> = vec![];
    for cause in error.chain().map(ToString::to_string) {
        if !said.iter().any(|s| s.contains(&cause)) {
            said.push(cause);
        }
    }
    said.join(": ")
}
