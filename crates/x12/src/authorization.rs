//! The loops of a 278: review of services, request and answer (005010X217; X215 and X216 alike), one level at a
//! time.
//!
//! HL begins a level: who reviews (20), who asks (21), the subscriber (22), the dependent (23), the patient's event
//! (EV), a service of it (SS). NM1 within an event or a service names who provides it. Order and number are not
//! judged otherwise; a segment that a level does not know is handed out as `Other`.
//!
//! ```
//! use x12::section::{Item, Part};
//! use x12::{Event, Limits, Reader, authorization};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HI*A*B*20260301*1200*1*X*005010X217~\
//! ST*278*0001~BHT*0007*11*1*20260301*1200~HL*1**20*1~NM1*X3*2*PAYER~HL*2*1*EV*0~UM*HS*I~HCR*A1*AUTH1~\
//! SE*7*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = authorization::loops(Limits::default());
//! let mut decided = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Section(level)) = part else { continue };
//!     for item in level.items() {
//!         if let Item::Hcr(hcr) = item {
//!             decided.push(hcr.action().to_vec());
//!         }
//!     }
//! }
//! assert_eq!(decided, [b"A1".to_vec()]);
//! # Ok::<(), x12::Error>(())
//! ```

use crate::Limits;
use crate::section::{Guide, Loops};

static GUIDE: Guide = Guide {
    section: b"HL",
    details: &[],
    parties: &[b"NM1"],
    inner: &[
        b"BHT", b"TRN", b"REF", b"N3", b"N4", b"PER", b"PRV", b"DMG", b"INS", b"HI", b"DTP",
        b"AAA", b"UM", b"HCR", b"HSD", b"MSG", b"CRC", b"CL1", b"CR1", b"CR2", b"CR5", b"CR6",
        b"CR7", b"CR8", b"PWK", b"SV1", b"SV2", b"SV3", b"TOO",
    ],
};

/// Gathers the levels of a 278.
#[must_use]
pub fn loops(limits: Limits) -> Loops {
    Loops::of(&GUIDE, limits)
}
