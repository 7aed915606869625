//! A home, opened: every port filled with its embedded adapter. The one place that knows it is a laptop.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use pipeline::{Bounds, Context, Faults, Formats, LocalObjects, LocalParts};
use store::{Folder, Holders as _, Processes, Sqlite, SystemClock};

/// What a command is given.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) home: store::Home,
    pub(crate) context: Context,
    pub(crate) warehouse: lake::Warehouse,
}

/// Opens a home that is there. A mistyped path must not answer as an empty home would.
pub(crate) fn open(folder: &Path) -> Result<Opened> {
    if !store::Home::is_at(folder) {
        bail!(
            "expected a home at {}, but found none; `claimlake drop` makes one",
            folder.display()
        );
    }
    open_or_create(folder)
}

/// Opens a home, creating it where there is none.
pub(crate) fn open_or_create(folder: &Path) -> Result<Opened> {
    let home = store::Home::open(folder)?;
    let clock = Arc::new(SystemClock);
    let tables = home.warehouse().join("tables");
    std::fs::create_dir_all(&tables)
        .context("expected to create the folder of tables, but could not")?;
    let warehouse = lake::Warehouse::folder(&tables)?;
    let holders = Arc::new(Processes::here());
    let landing = Folder::open(home.landing(), clock.clone())?.held_by(holders.me());
    let context = Context {
        state: Arc::new(Sqlite::open(&home.state())?),
        landing: Arc::new(landing),
        warehouse: Arc::new(LocalObjects::new(home.warehouse())?),
        parts: Arc::new(LocalParts::new(tables.clone())),
        tables: Arc::new(lake::DeltaLogs::new(warehouse.clone())),
        clock,
        holders,
        converter: Arc::new(Formats),
        limits: convert::Limits::default(),
        bounds: Bounds::default(),
        faults: crash_point(),
    };
    Ok(Opened {
        home,
        context,
        warehouse,
    })
}

/// `CLAIMLAKE_CRASH_AT=POINT` ends the program there, as a kill would: the tests' way to be at every
/// place of the flow once. Nobody else sets it.
fn crash_point() -> Option<Arc<dyn Faults>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place where the environment is read"
    )]
    let wanted = std::env::var("CLAIMLAKE_CRASH_AT").ok()?;
    Some(Arc::new(Crash { wanted }))
}

#[derive(Debug)]
struct Crash {
    wanted: String,
}

#[async_trait]
impl Faults for Crash {
    async fn at(&self, point: &'static str) {
        if point == self.wanted {
            std::process::abort();
        }
    }
}
