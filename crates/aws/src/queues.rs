//! Wake-ups through FIFO queues: of commit rounds, and of whoever looks at new batches.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use aws_sdk_sqs::Client;
use store::{Result, WakeUps};

use crate::error::away;
use crate::instance::random;

/// All wake-ups of a queue are of one group, so that one run comes after the other.
const GROUP: &str = "wake";

/// The queues that wake.
#[derive(Debug)]
pub struct Queues {
    client: Client,
    commits: String,
    batches: String,
    sender: String,
    sent: AtomicU64,
}

impl Queues {
    /// The queues at these addresses.
    #[must_use]
    pub fn new(client: Client, commits: impl Into<String>, batches: impl Into<String>) -> Queues {
        Queues {
            client,
            commits: commits.into(),
            batches: batches.into(),
            sender: random(),
            sent: AtomicU64::new(0),
        }
    }

    async fn wake(&self, address: &str) -> Result<()> {
        // A queue drops what it has seen under the same id in the last five minutes: each has its own.
        let id = format!(
            "{}-{}",
            self.sender,
            self.sent.fetch_add(1, Ordering::Relaxed)
        );
        let message = self.client.send_message().queue_url(address);
        let message = message.message_body("{}").message_group_id(GROUP);
        let sent = message.message_deduplication_id(id).send().await;
        sent.map(drop).map_err(away)
    }
}

#[async_trait]
impl WakeUps for Queues {
    async fn commit(&self) -> Result<()> {
        self.wake(&self.commits).await
    }

    async fn batch(&self) -> Result<()> {
        self.wake(&self.batches).await
    }
}
