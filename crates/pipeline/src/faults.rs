//! Where a process can be made to die, so that tests see what a crash leaves behind.

use std::fmt::Debug;

use async_trait::async_trait;

/// Every point, in the order of the flow. `round.table` is passed once a table.
pub const POINTS: [&str; 11] = [
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
];

/// Called at each point of [`POINTS`]. Production has none; the program's end-to-end tests abort there,
/// simulations let other tasks go first or unwind.
#[async_trait]
pub trait Faults: Send + Sync + Debug {
    /// The flow stands at `point`.
    async fn at(&self, point: &'static str);
}
