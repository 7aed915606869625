//! `maintain-tables`: folds, checkpoints and vacuum. Folds are prepared here and handed to the commit round,
//! which takes them like files.

use std::path::PathBuf;
use std::sync::Arc;

use aws::lambda::{self, Failure, Handler};
use aws::{Account, Environment};
use jiff::{SignedDuration, Timestamp};
use lake::{Folds, Maintenance, Refolded, Resources, Thresholds};
use pipeline::Context;
use serde_json::{Value, json};
use store::WakeUps;

/// No fold begins when less than this is left: one reads at most half a gigabyte, and takes a minute or two.
const LEAST: SignedDuration = SignedDuration::from_mins(5);
/// Many small parts are read far more slowly one by one than side by side.
const THREADS: usize = 4;

/// What this function alone is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Bytes that a fold may hold.
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
pub struct MaintainTables {
    context: Context,
    warehouse: lake::Warehouse,
    settings: Settings,
    spill: Option<PathBuf>,
    wake_ups: Arc<dyn WakeUps>,
}

impl MaintainTables {
    /// The handler of a stack.
    ///
    /// # Errors
    /// The warehouse can't be named.
    pub fn new(account: &Account, settings: Settings) -> aws::Result<MaintainTables> {
        let warehouse = lake::Warehouse::stored(account.warehouse(), &account.tables());
        let warehouse = warehouse.map_err(|_| aws::Error::Missing("an address of the tables"))?;
        let context = account.context(Arc::new(lake::DeltaLogs::new(warehouse.clone())));
        // The one place of a function that may be written to; it is encrypted, and gone with it.
        let spill = Some(PathBuf::from("/tmp"));
        let wake_ups = account.wake_ups();
        Ok(MaintainTables::over(
            context, warehouse, settings, spill, wake_ups,
        ))
    }

    /// The handler over whatever holds the tables.
    #[must_use]
    pub fn over(
        context: Context,
        warehouse: lake::Warehouse,
        settings: Settings,
        spill: Option<PathBuf>,
        wake_ups: Arc<dyn WakeUps>,
    ) -> MaintainTables {
        MaintainTables {
            context,
            warehouse,
            settings,
            spill,
            wake_ups,
        }
    }
}

impl Handler for MaintainTables {
    async fn handle(&self, event: Value, deadline: Timestamp) -> Result<Value, Failure> {
        if lambda::asked(&event) != Some("maintain") {
            return Err(Failure::Event("a schedule that asks to maintain"));
        }
        let maintenance = Maintenance {
            ctx: &self.context,
            warehouse: &self.warehouse,
            thresholds: Thresholds::default(),
            resources: Resources {
                memory: self.settings.memory,
                threads: THREADS,
                spill: self.spill.clone(),
            },
        };
        let until = lambda::last_start(self.context.clock.now(), deadline, LEAST);
        let checkpoints = maintenance.checkpoint().await.map_err(failed)?;
        let Folds {
            done: folds,
            more,
            failed: unfolded,
        } = maintenance.fold(until).await.map_err(failed)?;
        for fold in &folds {
            let Refolded {
                table,
                removed,
                rows,
                bytes,
                added,
                bytes_after,
                dropped,
            } = fold;
            tracing::info!(
                table,
                removed,
                added,
                rows,
                dropped,
                bytes,
                bytes_after,
                "folded"
            );
        }
        if !folds.is_empty() {
            self.wake_ups.commit().await?;
        }
        let garbage = maintenance.vacuum(false).await.map_err(failed)?;
        let bytes: u64 = garbage.iter().map(|file| file.size).sum();
        let (checkpoints, vacuumed) = (checkpoints.len(), garbage.len());
        tracing::info!(checkpoints, vacuumed, bytes, more, "maintained");
        if let Some(error) = unfolded {
            return Err(failed(error));
        }
        let folded: Vec<&str> = folds.iter().map(|fold| fold.table.as_str()).collect();
        Ok(json!({
            "folded": folded,
            "more": more,
            "checkpoints": checkpoints,
            "vacuumed": vacuumed,
        }))
    }
}

fn failed(error: lake::Error) -> Failure {
    Failure::Flow(pipeline::Error::tables(error))
}
