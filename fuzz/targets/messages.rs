//! The reader of HL7 v2 alone, within its own bounds and within small ones, so that every one of them is met.
#![no_main]

use hl7v2::Limits;
use libfuzzer_sys::fuzz_target;

/// As the tests of the reader have it: every byte is in a record, each told once and in order.
#[path = "../../crates/hl7v2/tests/any_bytes/mod.rs"]
mod any_bytes;

fuzz_target!(|bytes: &[u8]| {
    any_bytes::read(bytes, Limits::default());
    any_bytes::read(bytes, any_bytes::SMALL);
});
