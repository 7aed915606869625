//! Wake-ups through the FIFO queue of commit rounds.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use aws_sdk_sqs::Client;
use store::{Result, WakeUps};

use crate::error::away;
use crate::instance::random;

/// All wake-ups are of one group, so that one round runs after the other.
const GROUP: &str = "commit";

/// The queue that wakes commit rounds.
#[derive(Debug)]
pub struct Commits {
    client: Client,
    address: String,
    sender: String,
    sent: AtomicU64,
}

impl Commits {
    /// The queue at `address`.
    #[must_use]
    pub fn new(client: Client, address: impl Into<String>) -> Commits {
        Commits {
            client,
            address: address.into(),
            sender: random(),
            sent: AtomicU64::new(0),
        }
    }
}

#[async_trait]
impl WakeUps for Commits {
    async fn commit(&self) -> Result<()> {
        // A queue drops what it has seen under the same id in the last five minutes: each has its own.
        let id = format!(
            "{}-{}",
            self.sender,
            self.sent.fetch_add(1, Ordering::Relaxed)
        );
        let message = self.client.send_message().queue_url(&self.address);
        let message = message.message_body("{}").message_group_id(GROUP);
        let sent = message.message_deduplication_id(id).send().await;
        sent.map(drop).map_err(away)
    }
}
