//! When messages come again that a function could not deal with: soon at first, then ever later. Left to
//! itself a queue waits for as long as it waits for a function that may still be at work.

use aws_lambda_events::event::sqs::SqsMessage;
use aws_sdk_sqs::Client;
use serde_json::Value;

use crate::account::Account;
use crate::error::{Result, away};
use crate::lambda;

/// Each wait is so many times the one before.
const LONGER: u64 = 4;
/// The template's queues deliver five times, so that there are four waits.
const WAITS: u32 = 4;

/// Tells queues when messages are to come again.
#[derive(Debug)]
pub(crate) struct Again {
    client: Client,
    /// What addresses of the stack's queues begin with.
    queues: String,
    /// Seconds of the first wait; with 0 all of it is left to the queues.
    first: u64,
}

/// What a queue says of a message that it delivered.
#[derive(Debug)]
pub(crate) struct Delivered {
    id: String,
    receipt: String,
    queue: String,
    /// How often it was delivered, this time included.
    times: u32,
}

impl Delivered {
    fn of(message: SqsMessage) -> Option<Delivered> {
        let times = message.attributes.get("ApproximateReceiveCount");
        Some(Delivered {
            id: message.message_id?,
            receipt: message.receipt_handle?,
            queue: message.event_source_arn?.rsplit(':').next()?.to_owned(),
            times: times.and_then(|times| times.parse().ok()).unwrap_or(1),
        })
    }
}

/// The messages of an event; none where it is another one.
pub(crate) fn delivered(event: &Value) -> Vec<Delivered> {
    let messages = lambda::messages(event).unwrap_or_default();
    messages.into_iter().filter_map(Delivered::of).collect()
}

impl Again {
    /// For the queues of a stack.
    pub(crate) fn new(account: &Account) -> Again {
        let settings = account.settings();
        let commits = settings.commits_queue.rsplit_once('/');
        Again {
            client: account.queues(),
            queues: commits.map_or("", |(queues, _)| queues).to_owned(),
            first: settings.again,
        }
    }

    /// Puts off those of `messages` that a function answered to be delivered again, or all if it failed.
    ///
    /// # Errors
    /// The queue does not answer, or takes no change: they come after the queue's own time.
    pub(crate) async fn put_off(
        &self,
        messages: Vec<Delivered>,
        answer: Option<&Value>,
    ) -> Result<()> {
        if self.first == 0 {
            return Ok(());
        }
        let failed = answer.map(failed);
        let comes = |message: &Delivered| match &failed {
            Some(failed) => failed.contains(&message.id.as_str()),
            None => true,
        };
        let changes = messages.iter().filter(|message| comes(message));
        let changes = changes.map(|message| self.change(message));
        // One that fails keeps no other from being changed.
        let changed = futures::future::join_all(changes).await;
        changed.into_iter().collect()
    }

    // One by one: failures are few, and the right to change several at once goes by two names.
    async fn change(&self, message: &Delivered) -> Result<()> {
        let seconds = wait(self.first, message.times);
        let change = self.client.change_message_visibility();
        let change = change
            .queue_url(format!("{}/{}", self.queues, message.queue))
            .receipt_handle(&message.receipt)
            .visibility_timeout(i32::try_from(seconds).unwrap_or(i32::MAX));
        change.send().await.map_err(away)?;
        Ok(())
    }
}

/// Seconds to wait after so many deliveries.
fn wait(first: u64, times: u32) -> u64 {
    let longer = LONGER.pow(times.clamp(1, WAITS) - 1);
    first.saturating_mul(longer)
}

fn failed(answer: &Value) -> Vec<&str> {
    let failures = answer.get("batchItemFailures").and_then(Value::as_array);
    let failures = failures.into_iter().flatten();
    failures
        .filter_map(|failure| failure.get("itemIdentifier")?.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fails_comes_again_ever_later() {
        let waits: Vec<u64> = (0..7).map(|times| wait(30, times)).collect();
        assert_eq!(waits, [30, 30, 120, 480, 1_920, 1_920, 1_920]);
    }

    #[test]
    fn an_event_says_how_often_its_messages_were_delivered() {
        let message = |id: &str, times: &str| {
            json!({
                "messageId": id,
                "receiptHandle": "receipt",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:main-landed",
                "attributes": {"ApproximateReceiveCount": times},
                "messageAttributes": {},
                "body": "{}",
            })
        };
        let event = json!({"Records": [message("a", "1"), message("b", "3")]});
        let found = delivered(&event);
        let found: Vec<_> = found
            .iter()
            .map(|message| (&*message.id, &*message.queue, message.times))
            .collect();
        assert_eq!(found, [("a", "main-landed", 1), ("b", "main-landed", 3)]);
        assert!(delivered(&json!({"claimlake": "sweep"})).is_empty());
        let answer = lambda::again(vec!["b".to_owned()]);
        assert_eq!(failed(&answer), ["b"]);
    }
}
