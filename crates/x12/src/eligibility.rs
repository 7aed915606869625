//! The loops of a 270 and a 271: eligibility inquiry and answer (005010X279A1), one level at a time.
//!
//! HL begins a level: whom is asked (20), who asks (21), the subscriber (22), the dependent (23). Its details are
//! what is asked (EQ) or what is answered (EB); LS and NM1 within a benefit name who else has to do with it.
//! Order and number are not judged otherwise; a segment that a level does not know is handed out as `Other`.
//!
//! ```
//! use x12::section::Part;
//! use x12::segment::Eb;
//! use x12::{Event, Limits, Reader, eligibility};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HB*A*B*20260301*1200*1*X*005010X279A1~\
//! ST*271*0001~BHT*0022*11*1*20260301*1200~HL*1**20*1~NM1*PR*2*PAYER~HL*2*1*21*1~NM1*1P*2*CLINIC~\
//! HL*3*2*22*0~NM1*IL*1*DOE*JANE~EB*1*IND*30^98~EB*B**98***27*20~SE*11*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = eligibility::loops(Limits::default());
//! let mut told = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Section(level)) = part else { continue };
//!     for eb in level.details().filter_map(|it| Eb::try_from_segment(it.first())) {
//!         told.push((eb.information_code().to_vec(), eb.service_types().count()));
//!     }
//! }
//! assert_eq!(told, [(b"1".to_vec(), 2), (b"B".to_vec(), 1)]);
//! # Ok::<(), x12::Error>(())
//! ```

use crate::Limits;
use crate::section::{Guide, Loops};

static GUIDE: Guide = Guide {
    section: b"HL",
    details: &[b"EB", b"EQ"],
    parties: &[b"EB", b"EQ", b"NM1", b"LE"],
    inner: &[
        b"BHT", b"TRN", b"REF", b"N3", b"N4", b"PER", b"PRV", b"DMG", b"INS", b"HI", b"DTP",
        b"MPI", b"AAA", b"HSD", b"MSG", b"III", b"AMT", b"LS", b"LE",
    ],
};

/// Gathers the levels of a 270 or 271.
#[must_use]
pub fn loops(limits: Limits) -> Loops {
    Loops::of(&GUIDE, limits)
}
