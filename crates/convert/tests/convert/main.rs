//! Tests of the conversion, over whole files.

mod accounting;
mod archives;
mod elements;
mod elements_837;
mod golden;
mod memory;
mod payers;
mod refusals;
mod render;
