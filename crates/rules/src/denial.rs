//! Denials: what a claim's answers, acknowledgments and statuses come to, one case for each denial; and what a
//! payer took back, or owes an answer to.
//!
//! A case is known by claim, payer, kind, line and category. What it says is a pure function of everything
//! that was received about the claim, put in the order of business, and of the day on which it is asked:
//! whoever came first makes no difference. What people did with a case is kept elsewhere and is no part of it.

mod answer;
mod case;
mod life;
mod line;
mod overdue;
mod recoupment;
mod refused;
mod replay;
mod status;
mod take_back;

pub use answer::{AnswerLine, Answered, Refusal, Standing};
pub use case::{Amounts, Case, CaseKey, Explained, Happened, Kind, Resolution, Step};
pub use life::{Heard, PaidElsewhere, PayerLife, Recovery, TakenBack};
pub use line::{LineId, WHOLE_CLAIM, identify};
pub use overdue::{Waits, overdue};
pub use recoupment::{Recoupment, Reversed, silent};
pub use replay::replay;
pub use status::{Status, StatusKind, Submitted, told};
pub use take_back::{CORRECTED_WITHIN, take_back};

#[cfg(test)]
mod tests;
