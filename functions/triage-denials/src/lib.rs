//! `triage-denials`: keeps denial cases those of HEAD. Whatever wakes it, it looks at the claims that batches
//! touched since its last run. Once a day it reminds of deadlines.

use std::path::PathBuf;
use std::sync::Arc;

use aws::lambda::{self, Failure, Handler};
use aws::{Account, Environment, metric};
use jiff::{SignedDuration, Timestamp};
use lake::{Options, Traffic, Transfer, Warehouse};
use pipeline::Context;
use serde_json::{Value, json};
use triage::{Lake, Triaged};
use work::{Reminded, Stage};

/// No further numbers are looked up when less than this is left, but the first lot of a run: one takes seconds, and what
/// is asked of the whole lake before the first one may take minutes. The next run goes on.
const LEAST: SignedDuration = SignedDuration::from_mins(5);

/// What this function alone is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Bytes that a statement may hold.
    pub memory: usize,
}

impl Settings {
    /// Reads them.
    pub fn read(env: &mut Environment<'_>) -> Settings {
        let megabytes = env.number("CLAIMLAKE_MEMORY_MB", (64, 10_240), 1_024);
        Settings {
            memory: usize::try_from(megabytes << 20).unwrap_or(usize::MAX),
        }
    }
}

/// The handler.
#[derive(Debug)]
pub struct TriageDenials {
    context: Context,
    warehouse: Warehouse,
    options: Options,
}

impl TriageDenials {
    /// The handler of a stack.
    ///
    /// # Errors
    /// The warehouse can't be named.
    pub fn new(account: &Account, settings: Settings) -> aws::Result<TriageDenials> {
        let warehouse = Warehouse::stored(account.warehouse(), &account.tables());
        let warehouse = warehouse.map_err(|_| aws::Error::Missing("an address of the tables"))?;
        let context = account.context(Arc::new(lake::DeltaLogs::new(warehouse.clone())));
        // The one place of a function that may be written to; it is encrypted, and gone with it.
        let spill = Some(PathBuf::from("/tmp"));
        Ok(TriageDenials::over(context, warehouse, settings, spill))
    }

    /// The handler over whatever holds the tables.
    #[must_use]
    pub fn over(
        context: Context,
        warehouse: Warehouse,
        settings: Settings,
        spill: Option<PathBuf>,
    ) -> TriageDenials {
        // Everything is evaluated, tests too: what is answered is bounded by what is asked.
        let options = Options {
            include_test: true,
            memory: settings.memory,
            rows: u64::MAX,
            bytes: usize::MAX,
            spill,
            ..Options::default()
        };
        TriageDenials {
            context,
            warehouse,
            options,
        }
    }
}

impl Handler for TriageDenials {
    async fn handle(&self, event: Value, deadline: Timestamp) -> Result<Value, Failure> {
        if lambda::asked(&event) == Some("remind") {
            return self.remind().await;
        }
        let messages = lambda::messages(&event);
        let known = messages.is_some() || lambda::asked(&event) == Some("sweep");
        if !known {
            return Err(Failure::Event(
                "wake-ups of the queue of batches, or a schedule",
            ));
        }
        let lake = Lake {
            context: &self.context,
            warehouse: &self.warehouse,
            options: &self.options,
            together: triage::TOGETHER,
            until: Some(lambda::last_start(
                self.context.clock.now(),
                deadline,
                LEAST,
            )),
        };
        let ran = triage::triage(&lake).await;
        // Whoever else is at it looks at HEAD once more when it has done; if it dies, the sweep takes over.
        if let Err(triage::Error::Busy) = ran {
            tracing::info!("busy");
            return Ok(match messages {
                Some(_) => lambda::again(vec![]),
                None => json!({"busy": true}),
            });
        }
        let done = ran.map_err(failed)?;
        metric::count("CasesWritten", done.written);
        let told = told(&done);
        Ok(match messages {
            Some(_) => lambda::again(vec![]),
            None => told,
        })
    }
}

/// What a run did and what it read, in the log and as an answer.
fn told(done: &Triaged) -> Value {
    let Triaged {
        n,
        more,
        touched,
        everything,
        cases,
        written,
        traffic,
    } = *done;
    let Traffic {
        base,
        recent,
        other,
        ..
    } = traffic;
    tracing::info!(
        head = n,
        more,
        touched,
        everything,
        cases,
        written,
        requests = traffic.read().requests,
        base_bytes = base.bytes,
        recent_bytes = recent.bytes,
        other_bytes = other.bytes,
        "triaged"
    );
    let read = |Transfer { requests, bytes }| json!({"requests": requests, "bytes": bytes});
    json!({
        "head": n,
        "more": more,
        "touched": touched,
        "everything": everything,
        "cases": cases,
        "written": written,
        "read": {"base": read(base), "recent": read(recent), "other": read(other)},
    })
}

impl TriageDenials {
    /// Says once a stage that a deadline is near, or over.
    async fn remind(&self) -> Result<Value, Failure> {
        let Context { state, clock, .. } = &self.context;
        let reminded = work::remind(&**state, triage::QUEUE, &**clock).await;
        let of = |error| match error {
            work::Error::Store(error) => Failure::Store(error),
            other => Failure::Flow(pipeline::Error::tables(other)),
        };
        let Reminded {
            open,
            alerts,
            failed,
        } = reminded.map_err(of)?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let missed = alerts
            .iter()
            .filter(|(_, alert)| alert.stage == Stage::Missed);
        let (alerts, missed) = (count(alerts.len()), count(missed.count()));
        tracing::info!(open, alerts, missed, "reminded");
        metric::count("DeadlineAlerts", alerts);
        metric::count("DeadlinesMissed", missed);
        if let Some(error) = failed {
            return Err(of(error));
        }
        Ok(json!({"open": open, "alerts": alerts, "missed": missed}))
    }
}

fn failed(error: triage::Error) -> Failure {
    match error {
        triage::Error::Flow(error) => Failure::Flow(error),
        triage::Error::Store(error) => Failure::Store(error),
        other => Failure::Flow(pipeline::Error::tables(other)),
    }
}
