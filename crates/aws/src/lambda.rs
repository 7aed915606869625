//! The loop of a Lambda function: settings, logs, one event after the other.

use std::fmt::Display;
use std::future::Future;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use lambda_runtime::{Diagnostic, LambdaEvent, service_fn};
use serde_json::Value;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{Layer as _, Registry, fmt};

use crate::account::{self, Account};
use crate::again::{self, Again};
use crate::environment::Environment;
use crate::error::Result;
use crate::metric::{self, Metrics};
use crate::settings::Settings;

/// Whose events are logged. What libraries say may repeat what they were asked for, and that is content.
const OURS: [&str; 7] = [
    "aws",
    "ingest",
    "commit_tables",
    "answer_kpi",
    "maintain_tables",
    "triage_denials",
    "mirror_state",
];

/// What a function does with an event, wherever it runs.
pub trait Handler: Send + Sync + 'static {
    /// Deals with one event until `deadline`, when it is stopped.
    ///
    /// # Errors
    /// "Deliver it again", and nothing else: bad content is an answer.
    fn handle(
        &self,
        event: Value,
        deadline: Timestamp,
    ) -> impl Future<Output = Result<Value, Failure>>;
}

/// Why an event is to be delivered again. What it says is logged: ids, kinds and names of ours.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An event of another function.
    #[error("expected {0}, but found another event")]
    Event(&'static str),
    /// A flow.
    #[error(transparent)]
    Flow(#[from] pipeline::Error),
    /// A port.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What a landed object is called, or its bucket, does not let it be taken.
    #[error("expected {expected}, but found {found}")]
    Object {
        /// What would have been right.
        expected: &'static str,
        /// What is, without content.
        found: &'static str,
    },
    /// The handler panicked; where, its own log line says.
    #[error("expected the handler to end, but found that it stopped")]
    Stopped,
}

/// Runs a function: reads its settings, says all that is wrong with them, then answers events for as long as
/// Lambda sends some.
pub fn serve<S, H: Handler>(
    read: impl FnOnce(&mut Environment<'_>) -> S,
    start: impl FnOnce(&Account, S) -> Result<H>,
) -> ExitCode {
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(8 << 20)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return refused(&error),
    };
    runtime.block_on(async {
        let (handler, again, settings) = match open(read, start).await {
            Ok(opened) => opened,
            Err(error) => return refused(&error),
        };
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(ms, stack = %settings.stack, "started");
        let (handler, again) = (Arc::new(handler), Arc::new(again));
        let ahead = Duration::from_secs(settings.ahead);
        let answer = |event: LambdaEvent<Value>| {
            let deadline = deadline(&event.context, ahead);
            answer(Arc::clone(&handler), Arc::clone(&again), event, deadline)
        };
        match lambda_runtime::run(service_fn(answer)).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refused(&error),
        }
    })
}

async fn open<S, H>(
    read: impl FnOnce(&mut Environment<'_>) -> S,
    start: impl FnOnce(&Account, S) -> Result<H>,
) -> Result<(H, Again, Settings)> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place where a function's environment is read"
    )]
    let source = |name: &str| std::env::var(name).ok();
    let mut env = Environment::new(&source);
    let level = level(&mut env);
    let settings = Settings::read(&mut env);
    let own = read(&mut env);
    let place = env.optional("AWS_LAMBDA_LOG_STREAM_NAME");
    env.done()?;
    listen(level, &settings.stack);
    let sdk = account::sdk().await;
    let place = place.unwrap_or_else(|| "function".to_owned());
    let account = Account::new(sdk, settings.clone(), &place)?;
    let again = Again::new(&account);
    Ok((start(&account, own)?, again, settings))
}

fn level(env: &mut Environment<'_>) -> LevelFilter {
    let Some(text) = env.optional("CLAIMLAKE_LOG") else {
        return LevelFilter::INFO;
    };
    text.parse().unwrap_or_else(|_| {
        let what = "off, error, warn, info, debug or trace";
        env.complain(format!("CLAIMLAKE_LOG: expected {what}, but found another"));
        LevelFilter::INFO
    })
}

/// Logs as lines of JSON, metrics beside them. A panic's message may hold content: only its place is said.
fn listen(level: LevelFilter, stack: &str) {
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(std::io::stdout)
        .with_filter(Targets::new().with_targets(OURS.map(|ours| (ours, level))));
    let metrics = Metrics {
        stack: stack.to_owned(),
    };
    let metrics = metrics.with_filter(filter_fn(|event| event.target() == metric::TARGET));
    let _ = tracing::subscriber::set_global_default(Registry::default().with(lines).with(metrics));
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let at = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(at, "panicked");
    }));
}

/// Settings or an account with which no event can be answered: said before there is anybody who listens.
fn refused(error: &dyn Display) -> ExitCode {
    let line = serde_json::json!({"level": "ERROR", "message": format!("claimlake: {error}")});
    let _ = writeln!(std::io::stdout(), "{line}");
    ExitCode::FAILURE
}

async fn answer<H: Handler>(
    handler: Arc<H>,
    again: Arc<Again>,
    event: LambdaEvent<Value>,
    deadline: Timestamp,
) -> Result<Value, Diagnostic> {
    let began = Instant::now();
    let request = event.context.request_id;
    let messages = again::delivered(&event.payload);
    let answered = AssertUnwindSafe(handler.handle(event.payload, deadline)).catch_unwind();
    let answered = answered.await.unwrap_or(Err(Failure::Stopped));
    if let Err(error) = again.put_off(messages, answered.as_ref().ok()).await {
        let error = chain(&error);
        tracing::warn!(request, error, "messages come again late");
    }
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    match answered {
        Ok(answer) => {
            tracing::info!(request, ms, "done");
            Ok(answer)
        }
        Err(error) => {
            tracing::error!(request, ms, error = chain(&error), "failed");
            Err(Diagnostic {
                error_type: "claimlake".to_owned(),
                error_message: error.to_string(),
            })
        }
    }
}

/// When Lambda stops the function, by a clock that may be ahead.
fn deadline(context: &lambda_runtime::Context, ahead: Duration) -> Timestamp {
    let at = Duration::from_millis(context.deadline).saturating_add(ahead);
    let at = SystemTime::UNIX_EPOCH.checked_add(at);
    at.and_then(|at| Timestamp::try_from(at).ok())
        .unwrap_or(Timestamp::MAX)
}

/// Until when something may begin, so that it is done by `deadline`: it takes `least`, and never more than a
/// third of all the time that is given.
#[must_use]
pub fn last_start(now: Timestamp, deadline: Timestamp, least: SignedDuration) -> Timestamp {
    let third = deadline.duration_since(now) / 3;
    let last = deadline.saturating_sub(least.min(third));
    last.unwrap_or(deadline)
}

/// An error with its causes, each once.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !said.iter().any(|said| said.contains(&text)) {
            said.push(text);
        }
        cause = error.source();
    }
    said.join(": ")
}

/// The messages of an event of SQS; `None` where it is another one.
#[must_use]
pub fn messages(event: &Value) -> Option<Vec<SqsMessage>> {
    let first = event.get("Records")?.get(0)?.get("eventSource")?;
    if first.as_str() != Some("aws:sqs") {
        return None;
    }
    let event: SqsEvent = serde_json::from_value(event.clone()).ok()?;
    Some(event.records)
}

/// What a function that took messages answers: those of these ids are to be delivered again.
#[must_use]
pub fn again(ids: Vec<String>) -> Value {
    let mut answer = SqsBatchResponse::default();
    answer.set_failures(ids);
    serde_json::to_value(answer).unwrap_or_default()
}

/// What a schedule asks for: `{"claimlake": "sweep"}`.
#[must_use]
pub fn asked(event: &Value) -> Option<&str> {
    event.get("claimlake")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_time_is_enough_to_begin_something() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let least = SignedDuration::from_secs(120);
        assert_eq!(last_start(at(0), at(900), least), at(780));
        assert_eq!(last_start(at(0), at(30), least), at(20));
        assert_eq!(last_start(at(0), at(0), least), at(0));
    }
}
