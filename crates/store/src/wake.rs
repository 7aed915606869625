//! The port to wake-ups: word that there is something to do.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::error::Result;

/// Wakes the other flows. A wake-up carries nothing: lost, doubled or late, it changes nothing but when
/// something is done, since what there is to do stands in the state.
#[async_trait]
pub trait WakeUps: Send + Sync + Debug {
    /// Somebody should run commit rounds.
    async fn commit(&self) -> Result<()>;
    /// There is a new batch: somebody should look what it touched.
    async fn batch(&self) -> Result<()>;
}
