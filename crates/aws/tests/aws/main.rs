//! The adapters against an emulated account.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test says what it expects by failing, and its settings are its own"
)]

mod dynamo;
#[path = "../../../../tests/emulator/emulator.rs"]
mod emulator;
mod landing;
