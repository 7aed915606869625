//! The lake from outside: logs, sessions, views, and views against `rules`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "a test says what it expects by failing"
)]

mod agree;
mod commit;
mod rows;
mod session;
