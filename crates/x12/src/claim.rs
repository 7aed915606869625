//! The loops of an 837 (005010X222, X223, X224; 004010X098, X096, X097 as far as they agree), one
//! at a time.
//!
//! HL begins a level, CLM a claim. Which levels a claim stands under is told by HL01 and HL02, not
//! by order. Within a claim NM1 begins a party, SBR another subscriber, LX a line; within a line LIN
//! begins a drug, NM1 a party, SVD another payer's adjudication, LQ a form. Order and number are not
//! judged otherwise; a segment that a loop does not know is handed out as `Other`.
//!
//! ```
//! use x12::claim::{Loops, Part};
//! use x12::{Event, Limits, Reader};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HC*A*B*20260301*1200*1*X*005010X222A1~\
//! ST*837*0001~HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~HL*2*1*22*0~SBR*P*18~NM1*IL*1*DOE*JANE~\
//! CLM*ACC1*100***11:B:1~LX*1~SV1*HC:99213*100*UN*1~SE*10*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = Loops::new(Limits::default());
//! let mut billed = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Claim(claim)) = part else { continue };
//!     let billing = claim.billing().expect("a level 20");
//!     for party in billing.parties() {
//!         billed.push((party.nm1().id().to_vec(), claim.clm().charge_amount().to_vec()));
//!     }
//! }
//! assert_eq!(billed, [(b"1234567893".to_vec(), b"100".to_vec())]);
//! # Ok::<(), x12::Error>(())
//! ```

mod header;
mod level;
mod levels;
mod line;
mod loops;
mod other;
mod party;
mod submitted;

pub use header::{Header, HeaderItem};
pub use level::{Level, LevelItem};
pub use line::{Adjudication, AdjudicationItem, Drug, DrugItem, Form, Line, LineItem, LinePart};
pub use loops::{Loops, Part};
pub use other::{OtherItem, OtherSubscriber};
pub use party::{Party, PartyItem, Place};
pub use submitted::{Claim, ClaimItem};

#[cfg(test)]
mod tests;
