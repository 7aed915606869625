//! A home, opened: a folder of this machine, every port filled with its embedded adapter, or a stack in an
//! account. The one place that knows which of them it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use pipeline::{Bounds, Context, DiesAt, Faults, Formats, LocalObjects, LocalParts};
use store::{Folder, Holders as _, Processes, Sqlite, SystemClock};

/// What `--home` begins with where it names a stack.
const STACK: &str = "stack:";

/// What a command is given.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) context: Context,
    pub(crate) warehouse: lake::Warehouse,
    /// Where queries put what they have no memory for.
    pub(crate) spill: PathBuf,
    /// A folder that is gone with the command, where there is no home to spill into.
    _temporary: Option<tempfile::TempDir>,
}

/// The stack that `--home` names, if it names one.
pub(crate) fn stack(home: &Path) -> Option<&str> {
    home.to_str()?.strip_prefix(STACK)
}

/// Opens a home that is there. A mistyped path must not answer as an empty home would.
pub(crate) async fn open(home: &Path) -> Result<Opened> {
    if let Some(stack) = stack(home) {
        return open_stack(stack).await;
    }
    if !store::Home::is_at(home) {
        bail!(
            "expected a home at {}, but found none; `claimlake drop` makes one",
            home.display()
        );
    }
    open_or_create(home)
}

/// Opens a home, creating it where there is none.
pub(crate) fn open_or_create(folder: &Path) -> Result<Opened> {
    if stack(folder).is_some() {
        bail!(
            "expected a folder for a home, but found a stack: files get there by `aws s3 cp`, into the \
             landing bucket"
        );
    }
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
        context,
        warehouse,
        spill: home.spill(),
        _temporary: None,
    })
}

/// Opens a stack of the account that the environment signs in to.
async fn open_stack(stack: &str) -> Result<Opened> {
    let sdk = aws::sdk().await;
    let settings = aws::Settings::of_stack(&sdk, stack).await?;
    let account = aws::Account::new(sdk, settings, "command line")?;
    let warehouse = lake::Warehouse::stored(account.warehouse(), &account.tables())?;
    let logs = Arc::new(lake::DeltaLogs::new(warehouse.clone()));
    // Made for its owner alone.
    let temporary = tempfile::tempdir().context("expected a folder to spill into, but got none")?;
    Ok(Opened {
        context: account.context(logs),
        warehouse,
        spill: temporary.path().to_owned(),
        _temporary: Some(temporary),
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
    Some(Arc::new(DiesAt(wanted)))
}
