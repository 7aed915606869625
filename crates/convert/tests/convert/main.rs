//! Tests of the conversion, over whole files.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking, in its helpers too"
)]

mod accounting;
mod archives;
mod attached;
mod content;
mod contracts;
mod corpus_ccda;
mod corpus_fhir;
mod corpus_hl7;
mod coverage;
mod documents_ccda;
mod elements;
mod elements_837;
mod elements_answers;
mod elements_reviews;
mod eligibility;
mod fields_ccda;
mod fields_fhir;
mod fields_hl7;
mod golden;
mod length;
mod memory;
mod mutation;
mod published;
mod ranks;
mod references;
mod refusals;
mod render;
mod rewrite;
mod same_document;
mod same_number;
mod same_visit;
mod same_visit_reasons;
