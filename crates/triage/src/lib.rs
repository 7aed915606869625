//! Triage: claims' lives, read at one HEAD, become denial cases.
//!
//! What an answer means, which claim it is for and which of several holds are the views' to say
//! (`queries/views/`); `queries/life/` reads from them all that is known of the claims that cases may come of.
//! [`rules::denial`] makes cases of it, [`work`] keeps them beside what people did.
//!
//! A run reads what batches brought since the last one (`touched`), looks up all that hangs together with it
//! (`component`), and asks the same views over nothing else; where settings changed, or a great deal came, it does so for
//! every claim that cases may come of (`everyone`). Cases that nobody touched are a function of what was received, and of the day: an answer that is waited
//! for becomes overdue without a file (`waited`). [`triage`] may run at any time, once or twice, or die in between.

mod allowed;
mod between;
mod cases;
mod component;
mod cursor;
mod error;
mod everyone;
mod learned;
mod life;
mod outcomes;
mod read;
mod reconcile;
mod recovery;
mod references;
mod run;
mod seeds;
mod touched;
mod verify;
mod waited;

pub use allowed::{AllowedAmounts, allowed};
pub use cases::{Adjustment, Body, Evaluated, Told, subject};
pub use cursor::{is_due, seen};
pub use error::{Error, Result};
pub use outcomes::{Outcomes, outcomes};
pub use run::{Lake, QUEUE, TOGETHER, Triaged, triage};
pub use verify::verify;
