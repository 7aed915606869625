//! The reader of FHIR alone, JSON and XML, within its own bounds and within small ones, so that every one of them is
//! met; every resource as each of its types.
#![no_main]

use fhir::Limits;
use libfuzzer_sys::fuzz_target;

/// As the tests of the reader have it: each entry is told once and in order, what begins ends.
#[path = "../../crates/fhir/tests/any_bytes/mod.rs"]
mod any_bytes;
#[path = "../../crates/fhir/tests/typed/mod.rs"]
mod typed;

const SMALL: Limits = Limits {
    resource_bytes: 300,
    depth: 6,
    bundles: 2,
    preamble_bytes: 100,
    searches: 3,
    element_bytes: 60,
};

fuzz_target!(|bytes: &[u8]| {
    any_bytes::read(bytes, Limits::default());
    any_bytes::read(bytes, SMALL);
});
