//! `commit-tables`: the only writer of the tables' logs. Whatever wakes it, it runs rounds until nothing is
//! pending.

use std::sync::Arc;

use aws::lambda::{self, Failure, Handler};
use aws::{Account, metric};
use jiff::{SignedDuration, Timestamp};
use pipeline::{Context, Head};
use serde_json::{Value, json};
use store::WakeUps;

/// No round begins when less than this is left: one takes seconds, a plan of a thousand files a minute.
const LEAST: SignedDuration = SignedDuration::from_mins(2);

/// The handler.
#[derive(Debug)]
pub struct CommitTables {
    context: Context,
    wake_ups: Arc<dyn WakeUps>,
}

impl CommitTables {
    /// The handler of a stack.
    ///
    /// # Errors
    /// The warehouse can't be named.
    pub fn new(account: &Account) -> aws::Result<CommitTables> {
        let warehouse = lake::Warehouse::stored(account.warehouse(), &account.tables());
        let warehouse = warehouse.map_err(|_| aws::Error::Missing("an address of the tables"))?;
        let context = account.context(Arc::new(lake::DeltaLogs::new(warehouse)));
        Ok(CommitTables::over(context, account.wake_ups()))
    }

    /// The handler over whatever holds the tables.
    #[must_use]
    pub fn over(context: Context, wake_ups: Arc<dyn WakeUps>) -> CommitTables {
        CommitTables { context, wake_ups }
    }
}

impl Handler for CommitTables {
    async fn handle(&self, event: Value, deadline: Timestamp) -> Result<Value, Failure> {
        let messages = lambda::messages(&event);
        let known = messages.is_some() || lambda::asked(&event) == Some("sweep");
        if !known {
            return Err(Failure::Event(
                "wake-ups of the commits queue, or a schedule",
            ));
        }
        let waiting = pipeline::oldest_pending(&self.context).await?;
        let waiting = waiting.map_or(SignedDuration::ZERO, |since| {
            self.context.clock.now().duration_since(since)
        });
        let waited = u64::try_from(waiting.as_secs()).unwrap_or(0);
        metric::seconds("CommitLagSeconds", waited);
        let last = lambda::last_start(self.context.clock.now(), deadline, LEAST);
        let before = pipeline::head(&self.context).await?;
        let quiet = pipeline::run_until(&self.context, last).await?;
        let after = pipeline::head(&self.context).await?;
        let n = |head: Option<Head>| head.map_or(0, |head| head.n);
        let (before, head) = (n(before), n(after));
        tracing::info!(head, quiet, waited, "committed");
        if !quiet {
            self.wake_ups.commit().await?;
        }
        // Lost, the sweep of whoever looks at batches finds them.
        if head > before {
            self.wake_ups.batch().await?;
        }
        Ok(match messages {
            Some(_) => lambda::again(vec![]),
            None => json!({"head": head}),
        })
    }
}
