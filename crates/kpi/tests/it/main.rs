//! The catalogue against the tables, and its answers against those computed by hand.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test says what it expects by failing"
)]

mod answers;
mod catalogue;
