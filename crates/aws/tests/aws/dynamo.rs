//! State in DynamoDB: the suite that SQLite passes, and what only a service can do wrong.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws::Dynamo;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use store::conformance::{self, Running};
use store::state::{Expect, State as _};
use store::{Processes, key};

use crate::emulator::{self, Emulator};

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

/// Where the table is: in DynamoDB Local, which knows the service's own rules, where `./verify dynamodb`
/// started it; else in the emulator.
enum Service {
    Local(String),
    Emulated(Emulator),
}

impl Service {
    fn start() -> Option<Service> {
        match std::env::var("CLAIMLAKE_DYNAMODB") {
            Ok(address) => Some(Service::Local(address)),
            Err(_) => Emulator::start().map(Service::Emulated),
        }
    }

    /// A client belongs to the runtime that it was first used in, so each handle makes its own.
    fn client(&self) -> Client {
        let mut made = None;
        block_on(Box::pin(async {
            let config = match self {
                Service::Local(address) => emulator::config(address.clone()).await,
                Service::Emulated(emulator) => emulator.config().await,
            };
            made = Some(Client::new(&config));
        }));
        made.unwrap()
    }
}

#[test]
fn conforms() {
    let Some(service) = Service::start() else {
        return;
    };
    let (here, there) = (service.client(), service.client());
    block_on(Box::pin(create(&here, "state")));
    let one = Dynamo::new(here, "state", &Processes::here());
    let other = Dynamo::new(there, "state", &Processes::here());
    conformance::run(&one, &other, &block_on);
}

#[test]
fn what_the_service_refuses_is_away_and_names_no_value() {
    let Some(service) = Service::start() else {
        return;
    };
    let state = Dynamo::new(service.client(), "no_such_table", &Processes::here());
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

/// A service that says that it is asked too much, so many times, and then that there is no such item. No
/// emulator is ever short of anything.
fn throttling(times: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = BufReader::new(connection.unwrap());
            let mut length = 0;
            loop {
                let mut line = String::new();
                if connection.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            connection.read_exact(&mut vec![0; length]).unwrap();
            let throttled =
                "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
            let (status, body) = match counted.fetch_add(1, Ordering::SeqCst) < times {
                true => ("400 Bad Request", format!("{{\"__type\":\"{throttled}\"}}")),
                false => ("200 OK", "{}".to_owned()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = connection.get_mut().write_all((head + &body).as_bytes());
        }
    });
    (address, asked)
}

#[test]
fn what_is_throttled_is_asked_again_and_then_away() {
    let get = |times| {
        let (address, asked) = throttling(times);
        let service = Service::Local(address);
        let state = Dynamo::new(service.client(), "state", &Processes::here());
        let mut got = None;
        block_on(Box::pin(async {
            got = Some(state.get(&key::head()).await);
        }));
        (got.unwrap(), asked.load(Ordering::SeqCst))
    };
    let (got, asked) = get(2);
    assert!(got.unwrap().is_none());
    assert_eq!(asked, 3);
    let (got, _) = get(usize::MAX);
    let error = got.unwrap_err();
    assert!(error.is_retryable() && !error.is_conflict(), "{error}");
}
