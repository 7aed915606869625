//! The reader of C-CDA alone, within its own bounds and within small ones, so that every one of them is met.
#![no_main]

use ccda::Limits;
use libfuzzer_sys::fuzz_target;

/// As the tests of the reader have it: records are told in order, sections nest, each element is found once.
#[path = "../../crates/ccda/tests/any_bytes/mod.rs"]
mod any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::read(bytes, Limits::default());
    any_bytes::read(bytes, any_bytes::SMALL);
});
