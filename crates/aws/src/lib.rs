//! The ports' adapters on AWS: state in a DynamoDB table, landed objects in an S3 bucket.
//!
//! Whatever differs between a laptop and an account stands behind the ports of [`store`]; this crate is the
//! account's half. It knows no flow and no table.

mod dynamo;
mod landing;

pub use dynamo::Dynamo;
pub use landing::Bucket;
