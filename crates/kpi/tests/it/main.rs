//! The catalogue against the tables, and its answers against those computed by hand.

mod answers;
mod catalogue;
