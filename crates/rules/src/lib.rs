//! What an adjustment means: the catalogues of CARC, RARC and PLB reasons, as data, and the outcome of an
//! answer.
//!
//! Pure: no IO, no clock, no setting. What depends on a payer (capitation) is an argument.
//!
//! ```
//! use rules::{Answer, Class, Funding, Outcome, Sums, classify, outcome};
//!
//! // CLP*A3*1*150*0 with CAS*CO*197*150: denied, although CLP02 says "processed as primary".
//! let meaning = classify("CO", "197", Funding::ForService);
//! assert_eq!(meaning.class, Class::Denial);
//! let sums = Sums { charge: 15000, denied: 15000, ..Sums::default() };
//! assert_eq!(outcome(Answer::of(Some("1")), &sums), Outcome::Denied);
//! ```
//!
//! Code *numbers* are the field's; every label here is in our own words, because the texts of the lists
//! are licensed. A code that the lists here don't have is a denial of category OTHER, flagged, until
//! somebody says what it is: the lists grow three times a year.

mod ack;
mod carc;
mod deadline;
pub mod denial;
mod guidance;
mod outcome;
mod plb;
mod rarc;
mod rejection;
mod word;
mod worth;

pub use ack::{AckCode, AckList, AckOutcome, acknowledgment, acknowledgments};
pub use carc::{Adjustment, Funding, Meaning, adjustments, classify, is_umbrella};
pub use deadline::{
    Action, AppealTerm, Asked, Basis, DayKind, Deadline, PayerTerm, Since, Terms, deadlines,
    holidays, urgency,
};
pub use guidance::{Guidance, guidance};
pub use outcome::{Answer, Outcome, Sums, outcome};
pub use plb::{PlbReason, plb_reason, plb_reasons};
pub use rarc::{Kind as RemarkKind, Remark, refine, remark, remarks};
pub use rejection::rejection;
pub use word::{Category, Class, GROUPS};
pub use worth::{Allowed, Like, Of, Tally, Worth, worth};
