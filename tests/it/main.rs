//! The program from outside: what a person, a script and another engine see.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test says what it expects by failing, and its settings are its own"
)]

mod harness;

mod ack;
mod commands;
mod corpus;
mod crash;
mod deadlines;
mod demo;
mod denials;
#[path = "../emulator/emulator.rs"]
mod emulator;
mod examples;
mod maintain;
mod mirror;
mod order;
mod postings;
mod readers;
#[path = "../../crates/convert/tests/convert/rewrite.rs"]
mod rewrite;
mod schemas;
mod send;
mod show;
mod stack;
mod together;
mod worklist;
