//! What a receiver sends back: the TA1 of an interchange and the 999 of a group.
//!
//! [`Receiver`] takes the events of [`x12::Reader`] and checks headers, the order of loops and segments, and
//! each element against the standard and its guide, all of which are data (`data/*.csv`). Whether a set was
//! taken, and what of it was refused, whoever took it says ([`Set::refuse`], [`Set::taken`]); [`write`] then
//! writes the answer.
//!
//! What is not checked: code lists that others keep (procedures, diagnoses, reasons, states), how often a
//! segment may stand in a loop, and whether what a situation asks for is there.

mod answer;
mod dictionary;
mod element;
mod envelope;
mod found;
mod guide;
mod outline;
mod receiver;
mod sequence;
mod walker;

pub use answer::{Stamp, write};
pub use element::ElementError;
pub use found::{Group, Interchange, SegmentError, Set, Verdict};
pub use outline::{Outline, Place};
pub use receiver::{MOST_SEGMENTS, Receiver, Refused};
