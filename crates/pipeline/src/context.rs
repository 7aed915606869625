//! What every flow is given: ports, bounds, who is asking.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use convert::Limits;
use domain::Digest;
use object_store::ObjectStore;
use store::{Clock, Holders, Landing, State};
use tables::PartFiles;

use crate::bounds::Bounds;
use crate::converter::Converter;
use crate::faults::Faults;
use crate::table_log::TableLog;

/// Two names given out by one process at one moment differ by this.
static NAMED: AtomicU64 = AtomicU64::new(0);

/// What every flow is given.
#[derive(Debug, Clone)]
pub struct Context {
    /// HEAD, ledger, pending entries, projections.
    pub state: Arc<dyn State>,
    /// What was dropped.
    pub landing: Arc<dyn Landing>,
    /// Plans and manifests.
    pub warehouse: Arc<dyn ObjectStore>,
    /// Where parts are written.
    pub parts: Arc<dyn PartFiles>,
    /// The tables' logs.
    pub tables: Arc<dyn TableLog>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who asks, and who is gone.
    pub holders: Arc<dyn Holders>,
    /// How files are read.
    pub converter: Arc<dyn Converter>,
    /// Bounds on what is in a file.
    pub limits: Limits,
    /// Bounds of the flows.
    pub bounds: Bounds,
    /// Where to die, in tests.
    pub faults: Option<Arc<dyn Faults>>,
}

impl Context {
    /// The flow stands at a point of [`POINTS`](crate::POINTS).
    pub async fn at(&self, point: &'static str) {
        if let Some(faults) = &self.faults {
            faults.at(point).await;
        }
    }

    /// A name that nobody else gives.
    pub(crate) fn unique(&self) -> String {
        self.name(NAMED.fetch_add(1, Ordering::Relaxed))
    }

    /// An id that nobody else gives, and that orders by arrival; in one process to the letter.
    #[must_use]
    pub fn arrival(&self) -> String {
        let count = NAMED.fetch_add(1, Ordering::Relaxed);
        let unique = format!("{count:010}-{}", self.name(count));
        store::key::by_time(self.clock.now().as_microsecond(), &unique)
    }

    fn name(&self, count: u64) -> String {
        let now = self.clock.now().as_nanosecond().to_be_bytes();
        let holder = self.holders.me();
        let digest = Digest::of(&[holder.0.as_bytes(), &now, &count.to_be_bytes()]).to_string();
        digest.get(..16).unwrap_or(&digest).to_owned()
    }
}
