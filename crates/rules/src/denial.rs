//! Denials: what a claim's answers, acknowledgments and statuses come to, one case for each denial.
//!
//! A case is known by claim, payer, kind, line and category. What it says is a pure function of everything
//! that was received about the claim, put in the order of business: whoever came first makes no difference.
//! What people did with a case is kept elsewhere and is no part of it.

mod answer;
mod case;
mod line;
mod replay;
mod status;

pub use answer::{AnswerLine, Answered, Refusal, Standing};
pub use case::{Amounts, Case, CaseKey, Explained, Happened, Kind, Resolution, Step};
pub use line::{LineId, WHOLE_CLAIM, identify};
pub use replay::{PaidElsewhere, PayerLife, TakenBack, replay};
pub use status::{Status, StatusKind, Submitted, told};

#[cfg(test)]
mod tests;
