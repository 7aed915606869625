//! Syntax of X12: a streaming reader and typed access to the loops of 835, 837, 270, 271, 275 to 278 and 999.
//!
//! Bytes come in, borrowed segments with their place come out. What is wrong with an envelope is a
//! value like any other ([`Defect`], [`Damaged`]), never a failure: only bytes without any
//! interchange are refused. Memory does not grow with the file. Nothing here parses an amount or
//! knows a table.
//!
//! ```
//! use x12::{Event, Limits, Reader};
//!
//! let file = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         \
//! *260301*1200*^*00501*000000001*0*P*:~GS*HP*PAYER*CLINIC*20260301*1200*1*X*005010X221A1~\
//! ST*835*0001~BPR*I*80*C*ACH~SE*3*0001~GE*1*1~IEA*1*000000001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut paid = None;
//! while let Some(event) = reader.next_event()? {
//!     match event {
//!         Event::SetStart(start) => assert_eq!(start.kind.as_str(), "835"),
//!         Event::Segment(segment) => paid = Some(segment.element(2).to_vec()),
//!         Event::Defect(defect) => panic!("{defect}"),
//!         _ => {}
//!     }
//! }
//! assert_eq!(paid.as_deref(), Some(&b"80"[..]));
//! # Ok::<(), x12::Error>(())
//! ```

mod canonical;
mod defect;
mod delimiters;
mod error;
mod event;
mod gathering;
mod header;
mod index;
mod kind;
mod limits;
mod loop_buffer;
mod names;
mod position;
mod reader;
mod source;
mod tokens;

pub mod acknowledgment;
pub mod attachment;
pub mod authorization;
pub mod claim;
pub mod eligibility;
pub mod remittance;
pub mod section;
pub mod segment;
pub mod status;

pub use canonical::{CANONICAL_VERSION, Canonical};
pub use defect::{CodeList, Defect, Level, Problem};
pub use delimiters::Delimiters;
pub use error::Error;
pub use event::{
    Damage, Damaged, Data, Event, GroupEnd, InterchangeEnd, Noise, NoisePlace, SetEnd, SetStart,
};
pub use kind::{Kind, SetNumber};
pub use limits::Limits;
pub use loop_buffer::{Lost, Segments, Span, TooLarge};
pub use names::segment_name;
pub use position::Position;
pub use reader::Reader;
pub use segment::{Composite, Segment};
