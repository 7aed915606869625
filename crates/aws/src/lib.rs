//! The ports' adapters on AWS, and the loop that its functions run in.
//!
//! State is in a DynamoDB table, landed objects and the warehouse in S3 buckets, wake-ups in an SQS queue.
//! Whatever differs between a laptop and an account stands behind the ports of [`store`] and `pipeline`;
//! this crate is the account's half. [`lambda`] runs a [`lambda::Handler`]; the command line calls the same
//! handlers without it.

mod account;
mod again;
mod credentials;
mod dynamo;
mod environment;
mod error;
mod instance;
pub mod lambda;
mod landing;
pub mod metric;
mod queues;
mod settings;

pub use account::{Account, sdk};
pub use dynamo::Dynamo;
pub use environment::{Complaints, Environment, Source};
pub use error::{Error, Result};
pub use instance::Instance;
pub use landing::{Bucket, DROP, object};
pub use queues::Queues;
pub use settings::Settings;
