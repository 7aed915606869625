//! Where a process can be made to die, so that tests see what a crash leaves behind.

use std::fmt::Debug;

use async_trait::async_trait;

/// Every point, in the order of the flow. `round.table` is passed once a table, `fold.…` once a fold,
/// `vacuum.deleted` once a piece of garbage, and `postings.…` once an export.
pub const POINTS: [&str; 20] = [
    "ingest.claimed",
    "ingest.converted",
    "ingest.manifest",
    "ingest.pending",
    "round.book",
    "round.units",
    "round.booked",
    "round.prepared",
    "round.planned",
    "round.table",
    "round.head",
    "fold.written",
    "fold.described",
    "fold.pending",
    "vacuum.deleted",
    "postings.kept",
    "postings.listed",
    "postings.taken",
    "postings.placed",
    "postings.delivered",
];

/// Called at each point of [`POINTS`]. Production has none; the program's end-to-end tests abort there,
/// simulations let other tasks go first or unwind.
#[async_trait]
pub trait Faults: Send + Sync + Debug {
    /// The flow stands at `point`.
    async fn at(&self, point: &'static str);
}

/// Ends or halts the process at one point: how a test is at every place of the flow once. What asks for it is
/// a setting that nobody else sets: the point's name, or `stall:` and the name.
#[derive(Debug, Clone)]
pub struct DiesAt(pub String);

#[async_trait]
impl Faults for DiesAt {
    async fn at(&self, point: &'static str) {
        match self.0.strip_prefix("stall:") {
            Some(wanted) if wanted == point => std::future::pending().await,
            None if self.0 == point => std::process::abort(),
            _ => {}
        }
    }
}
