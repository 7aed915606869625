//! Syntax of HL7 v2.3 to v2.8: a streaming reader of whole messages and typed access to their
//! segments.
//!
//! Bytes come in, borrowed messages with their place come out, however they are framed: one behind
//! the other, in batches, in blocks of MLLP. What is wrong with one is a value like any other
//! ([`Defect`], [`Damaged`]), never a failure: only bytes without any message are refused. Memory
//! does not grow with the file. Nothing here parses an amount or knows a table.
//!
//! ```
//! use hl7v2::{Event, Limits, Reader, segment::Pid};
//!
//! let file = b"MSH|^~\\&|ADT|GOOD|LAKE||20260301120000||ADT^A08^ADT_A01|17|P|2.5.1\r\
//! PID|1||4711^^^GOOD&1.2.3&ISO^MR~S1^^^SSA^SS||M\\XfC\\ller^Ann||19800229|F\r";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! while let Some(event) = reader.next_event()? {
//!     match event {
//!         Event::Message(message) => {
//!             assert_eq!(message.kind().to_string(), "ADT^A08");
//!             let pid = message.first(b"PID").and_then(Pid::try_from_segment);
//!             let pid = pid.expect("every ADT has one");
//!             let number = pid.identifiers().find(|it| it.type_code().as_bytes() == b"MR");
//!             let number = number.expect("it was sent");
//!             assert_eq!(number.id().as_bytes(), b"4711");
//!             assert_eq!(number.assigning_authority().universal_id().as_bytes(), b"1.2.3");
//!             let born = pid.birth().read()?.expect("it was sent");
//!             assert_eq!((born.year, born.day), (1980, Some(29)));
//!         }
//!         Event::Defect(defect) => panic!("{defect}"),
//!         _ => {}
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod charset;
mod defect;
mod delimiters;
mod digest;
mod error;
mod escape;
mod event;
mod field;
mod gathering;
mod kind;
mod limits;
mod lines;
mod message;
mod names;
mod position;
mod reader;
mod separators;
mod source;
mod text;

pub mod datatype;
pub mod segment;

pub use charset::Charset;
pub use defect::{CodeList, Defect, Level, Problem};
pub use delimiters::Delimiters;
pub use error::Error;
pub use event::{Damage, Damaged, Event, Noise, NoisePlace};
pub use field::{Component, Field, Repetition, State, Subcomponent};
pub use kind::Kind;
pub use limits::Limits;
pub use message::Message;
pub use names::segment_name;
pub use position::Position;
pub use reader::Reader;
pub use segment::Segment;
pub use text::Text;
