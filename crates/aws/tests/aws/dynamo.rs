//! State in DynamoDB: the suite that SQLite passes, and what only a service can do wrong.

use aws::Dynamo;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use store::conformance::{self, Running};
use store::state::{Expect, State as _};
use store::{Processes, key};

use crate::emulator::Emulator;

fn block_on(running: Running<'_>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(running);
}

async fn create(client: &Client, table: &str) {
    let attribute = |name: &str| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .unwrap()
    };
    let element = |name: &str, kind: KeyType| {
        KeySchemaElement::builder()
            .attribute_name(name)
            .key_type(kind)
            .build()
            .unwrap()
    };
    client
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk"))
        .attribute_definitions(attribute("sk"))
        .key_schema(element("pk", KeyType::Hash))
        .key_schema(element("sk", KeyType::Range))
        .send()
        .await
        .unwrap();
}

/// A client belongs to the runtime that it was first used in, so each handle makes its own.
fn client(emulator: &Emulator) -> Client {
    let mut made = None;
    block_on(Box::pin(async {
        made = Some(Client::new(&emulator.config().await));
    }));
    made.unwrap()
}

#[test]
fn conforms() {
    let Some(emulator) = Emulator::start() else {
        return;
    };
    let (here, there) = (client(&emulator), client(&emulator));
    block_on(Box::pin(create(&here, "state")));
    let one = Dynamo::new(here, "state", &Processes::here());
    let other = Dynamo::new(there, "state", &Processes::here());
    conformance::run(&one, &other, &block_on);
}

#[test]
fn what_the_service_refuses_is_away_and_names_no_value() {
    let Some(emulator) = Emulator::start() else {
        return;
    };
    let state = Dynamo::new(client(&emulator), "no_such_table", &Processes::here());
    block_on(Box::pin(async {
        let body = serde_json::json!({"name": "MARYBELLE OAKHURST"});
        let error = state
            .put(&key::head(), body, Expect::Absent)
            .await
            .unwrap_err();
        assert!(error.is_retryable(), "{error}");
        let mut told = format!("{error} {error:?}");
        let mut cause = std::error::Error::source(&error);
        while let Some(deeper) = cause {
            told.push_str(&format!(" {deeper} {deeper:?}"));
            cause = deeper.source();
        }
        assert!(told.contains("ResourceNotFound"), "{told}");
        assert!(!told.contains("MARYBELLE"), "{told}");
    }));
}
