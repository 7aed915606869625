//! State in one DynamoDB table.
//!
//! An item has the attributes `pk` and `sk` (the key), `version` (a number), `body` (JSON as text) and
//! `write` (who wrote it last, by a name that no other write has). The body is text because it is read
//! whole: as attributes it would be larger, and numbers would be decimals of 38 digits.

use std::collections::HashMap;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Delete, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem, Update,
};
use serde_json::Value;
use store::state::{self, Expect, Item, Op, State};
use store::{Error, Holders, Key, Result, key};

use crate::error::away;

/// Tries of a write that another transaction on the same items stood in the way of.
const TRIES: u32 = 8;

/// Waiting time before the second try; each later one waits twice as long.
const WAIT: Duration = Duration::from_millis(20);

/// State in one DynamoDB table.
#[derive(Debug, Clone)]
pub struct Dynamo {
    client: Client,
    table: String,
    /// What names of writes begin with: no other process has it.
    writer: String,
}

/// What a try of a write came to.
enum Tried<T> {
    Done(T),
    /// Another transaction is under way; nothing was written.
    Again(Error),
}

impl Dynamo {
    /// The table `table`, whose keys are `pk` and `sk`. `holders` tells this process from all others.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>, holders: &dyn Holders) -> Dynamo {
        Dynamo {
            client,
            table: table.into(),
            writer: holders.me().0,
        }
    }

    /// A name that no other write has.
    fn write_name(&self) -> AttributeValue {
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        AttributeValue::S(format!("{}#{count}", self.writer))
    }

    async fn try_put(&self, key: &Key, body: &str, expect: Expect) -> Result<Tried<u64>> {
        let write = self.write_name();
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_of(key)))
            .update_expression(UPDATE)
            .condition_expression(condition(expect))
            .set_expression_attribute_names(Some(names(true)))
            .set_expression_attribute_values(Some(values(expect, Some((body, write.clone())))))
            .return_values(ReturnValue::UpdatedNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match update.send().await {
            Ok(answer) => {
                let attributes = answer.attributes.unwrap_or_default();
                version_of(key, &attributes).map(Tried::Done)
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    // An answer that was lost made the SDK send it again: what stands there is ours.
                    let found = failed.item().cloned().unwrap_or_default();
                    match found.get("write") == Some(&write) {
                        true => version_of(key, &found).map(Tried::Done),
                        false => Err(Error::Conflict),
                    }
                }
                Some(UpdateItemError::TransactionConflictException(_)) => {
                    Ok(Tried::Again(away(error)))
                }
                _ => Err(away(error)),
            },
        }
    }

    async fn try_transact(&self, items: Vec<TransactWriteItem>) -> Result<Tried<()>> {
        // The SDK gives each call a token, by which one that is sent again is known.
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(items));
        let Err(error) = sent.send().await else {
            return Ok(Tried::Done(()));
        };
        let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
            error.as_service_error()
        else {
            return Err(away(error));
        };
        let codes: Vec<&str> = canceled
            .cancellation_reasons()
            .iter()
            .filter_map(|reason| reason.code())
            .collect();
        if codes.contains(&"ConditionalCheckFailed") {
            return Err(Error::Conflict);
        }
        let passing = [
            "TransactionConflict",
            "ThrottlingError",
            "ProvisionedThroughputExceeded",
        ];
        match codes.iter().any(|code| passing.contains(code)) {
            true => Ok(Tried::Again(away(error))),
            false => Err(away(error)),
        }
    }
}

/// Tries until it is done, or nobody gets through.
async fn persist<T, F: Future<Output = Result<Tried<T>>>>(
    mut attempt: impl FnMut() -> F,
) -> Result<T> {
    let mut wait = WAIT;
    for tried in 1..=TRIES {
        match attempt().await? {
            Tried::Done(value) => return Ok(value),
            Tried::Again(error) if tried == TRIES => return Err(error),
            Tried::Again(_) => tokio::time::sleep(wait).await,
        }
        wait *= 2;
    }
    Err(Error::Conflict)
}

#[async_trait]
impl State for Dynamo {
    async fn get(&self, key: &Key) -> Result<Option<Item>> {
        state::refuse_unfit_key(key)?;
        let asked = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key_of(key)))
            .consistent_read(true);
        let found = asked.send().await.map_err(away)?.item;
        found
            .map(|attributes| item(key.clone(), &attributes))
            .transpose()
    }

    async fn put(&self, key: &Key, body: Value, expect: Expect) -> Result<u64> {
        let op = Op::Put {
            key: key.clone(),
            body,
            expect,
        };
        let bodies = state::refuse_unfit(std::slice::from_ref(&op))?;
        let body = bodies.first().map_or("", String::as_str);
        persist(|| self.try_put(key, body, expect)).await
    }

    async fn transact(&self, ops: Vec<Op>) -> Result<()> {
        let bodies = state::refuse_unfit(&ops)?;
        if ops.is_empty() {
            return Ok(());
        }
        let items: Result<Vec<TransactWriteItem>> = ops
            .iter()
            .zip(&bodies)
            .map(|(op, body)| self.operation(op, body))
            .collect();
        let items = items?;
        persist(|| self.try_transact(items.clone())).await
    }

    async fn query(&self, partition: &str, after: Option<&str>, limit: usize) -> Result<Vec<Item>> {
        let mut items: Vec<Item> = vec![];
        let mut from = None;
        // A page ends at a megabyte, whatever was asked for.
        while items.len() < limit {
            let wanted = i32::try_from(limit - items.len()).unwrap_or(i32::MAX);
            let mut asked = self
                .client
                .query()
                .table_name(&self.table)
                .consistent_read(true)
                .limit(wanted)
                .set_exclusive_start_key(from.take())
                .expression_attribute_values(":pk", AttributeValue::S(partition.to_owned()));
            asked = match after {
                Some(after) => asked
                    .key_condition_expression("pk = :pk and sk > :after")
                    .expression_attribute_values(":after", AttributeValue::S(after.to_owned())),
                None => asked.key_condition_expression("pk = :pk"),
            };
            let page = asked.send().await.map_err(away)?;
            for attributes in page.items.unwrap_or_default() {
                let sort = text(&attributes, "sk").unwrap_or_default();
                items.push(item(key::stored(partition, sort), &attributes)?);
            }
            from = page.last_evaluated_key;
            if from.is_none() {
                break;
            }
        }
        Ok(items)
    }
}

impl Dynamo {
    fn operation(&self, op: &Op, body: &str) -> Result<TransactWriteItem> {
        let key = Some(key_of(op.key()));
        let made = match op {
            Op::Put { expect, .. } => {
                let write = self.write_name();
                let update = Update::builder()
                    .table_name(&self.table)
                    .set_key(key)
                    .update_expression(UPDATE)
                    .condition_expression(condition(*expect))
                    .set_expression_attribute_names(Some(names(true)))
                    .set_expression_attribute_values(Some(values(*expect, Some((body, write)))));
                TransactWriteItem::builder().update(update.build().map_err(unmade)?)
            }
            Op::Delete { expect, .. } => {
                let delete = Delete::builder()
                    .table_name(&self.table)
                    .set_key(key)
                    .condition_expression(condition(*expect))
                    .set_expression_attribute_names(named(*expect))
                    .set_expression_attribute_values(some(values(*expect, None)));
                TransactWriteItem::builder().delete(delete.build().map_err(unmade)?)
            }
            Op::Check { expect, .. } => {
                let check = ConditionCheck::builder()
                    .table_name(&self.table)
                    .set_key(key)
                    .condition_expression(condition(*expect))
                    .set_expression_attribute_names(named(*expect))
                    .set_expression_attribute_values(some(values(*expect, None)));
                TransactWriteItem::builder().condition_check(check.build().map_err(unmade)?)
            }
        };
        Ok(made.build())
    }
}

type Attributes = HashMap<String, AttributeValue>;

/// `body` and `version` are no reserved words today; names keep it so.
const UPDATE: &str =
    "set #body = :body, #write = :write, #version = if_not_exists(#version, :zero) + :one";

fn condition(expect: Expect) -> &'static str {
    match expect {
        Expect::Absent => "attribute_not_exists(pk)",
        Expect::Present => "attribute_exists(pk)",
        Expect::Version(_) => "#version = :expected",
    }
}

fn names(all: bool) -> HashMap<String, String> {
    let used = match all {
        true => &["body", "write", "version"][..],
        false => &["version"],
    };
    used.iter()
        .map(|name| (format!("#{name}"), (*name).to_owned()))
        .collect()
}

/// Names that a condition alone uses: DynamoDB refuses those that nothing uses.
fn named(expect: Expect) -> Option<HashMap<String, String>> {
    matches!(expect, Expect::Version(_)).then(|| names(false))
}

fn values(expect: Expect, written: Option<(&str, AttributeValue)>) -> Attributes {
    let number = |n: u64| AttributeValue::N(n.to_string());
    let mut values = Attributes::new();
    if let Expect::Version(version) = expect {
        values.insert(":expected".to_owned(), number(version));
    }
    if let Some((body, write)) = written {
        values.insert(":body".to_owned(), AttributeValue::S(body.to_owned()));
        values.insert(":write".to_owned(), write);
        values.insert(":zero".to_owned(), number(0));
        values.insert(":one".to_owned(), number(1));
    }
    values
}

fn some(values: Attributes) -> Option<Attributes> {
    (!values.is_empty()).then_some(values)
}

fn key_of(key: &Key) -> Attributes {
    Attributes::from([
        ("pk".to_owned(), AttributeValue::S(key.partition.clone())),
        ("sk".to_owned(), AttributeValue::S(key.sort.clone())),
    ])
}

fn item(key: Key, attributes: &Attributes) -> Result<Item> {
    let version = version_of(&key, attributes)?;
    let body = text(attributes, "body").and_then(|body| serde_json::from_str(body).ok());
    match body {
        Some(body) => Ok(Item { key, version, body }),
        None => Err(damaged(&key)),
    }
}

fn version_of(key: &Key, attributes: &Attributes) -> Result<u64> {
    let version = attributes
        .get("version")
        .and_then(|value| value.as_n().ok());
    version
        .and_then(|version| version.parse().ok())
        .ok_or_else(|| damaged(key))
}

fn text<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(name)?.as_s().ok().map(String::as_str)
}

fn damaged(key: &Key) -> Error {
    Error::Damaged(format!("the item {} {}", key.partition, key.sort))
}

fn unmade(error: aws_sdk_dynamodb::error::BuildError) -> Error {
    Error::Unavailable(Box::new(error))
}
