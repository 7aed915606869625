//! The loops of a 275: additional information to support a claim (006020X314; 005010X210 alike).
//!
//! Before the first LX stands whose claim it is; each LX is one answer, with what it answers (TRN, STC), what it
//! is (CAT, OOI, EFI) and the binary data (BIN, BDS). A segment that is not known there is handed out as `Other`.
//!
//! ```
//! use x12::section::{Item, Part};
//! use x12::{Event, Limits, Reader, attachment};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00602*1*0*P*:~GS*PI*A*B*20260301*1200*1*X*006020X314~\
//! ST*275*0001~BGN*11*1*20260301~NM1*PR*2*PAYER~LX*1~TRN*2*5~CAT*AE*HL~BIN*8*any~byte~SE*8*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = attachment::loops(Limits::default());
//! let mut sent = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Section(assigned)) = part else { continue };
//!     for item in assigned.items() {
//!         if let Item::Bin(bin) = item {
//!             sent.push(bin.data().to_vec());
//!         }
//!     }
//! }
//! assert_eq!(sent, [b"any~byte".to_vec()]);
//! # Ok::<(), x12::Error>(())
//! ```

use crate::Limits;
use crate::section::{Guide, Loops};

static GUIDE: Guide = Guide {
    section: b"LX",
    details: &[],
    parties: &[b"NM1"],
    inner: &[
        b"BGN", b"TRN", b"STC", b"REF", b"DTP", b"N3", b"N4", b"PER", b"PRV", b"CAT", b"OOI",
        b"EFI", b"BIN", b"BDS", b"PWK", b"PID", b"NX1",
    ],
};

/// Gathers the answers of a 275.
#[must_use]
pub fn loops(limits: Limits) -> Loops {
    Loops::of(&GUIDE, limits)
}
