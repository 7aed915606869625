//! Syntax of FHIR R4 (R4B and R5 tolerated): a streaming reader of resources in JSON and XML, and
//! typed access to those that billing and its quality needs.
//!
//! Bytes come in: newline-delimited JSON of a bulk export, Bundles of every type, arrays, single
//! resources. Borrowed resources with their place come out, one at a time, however long the file
//! is. What is wrong with one is a value like any other ([`Defect`], [`Damaged`]), never a failure:
//! only bytes without any resource are refused. Nothing here parses an amount or knows a table.
//!
//! ```
//! use fhir::resource::Encounter;
//! use fhir::{Event, Limits, Reader};
//!
//! let file = br#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":
//!   {"resourceType":"Encounter","id":"1","status":"finished","class":{"code":"AMB"}}}]}"#;
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut met = 0;
//! while let Some(event) = reader.next_event()? {
//!     let Event::Entry(entry) = event else { continue };
//!     let Some(resource) = entry.resource else { continue };
//!     if resource.kind() == "Encounter" {
//!         let encounter: Encounter<'_> = resource.read().expect("a sound resource");
//!         assert_eq!(encounter.status.as_deref(), Some("finished"));
//!         assert_eq!(encounter.class[0].codings().count(), 1);
//!         met += 1;
//!     }
//! }
//! assert_eq!(met, 1);
//! # Ok::<(), fhir::Error>(())
//! ```

mod defect;
mod digest;
mod error;
mod event;
mod fault;
mod json;
mod limits;
mod names;
mod position;
mod reader;
mod reference;
mod source;
mod xml;

pub mod datatype;
pub mod resource;

pub use defect::{Defect, Problem};
pub use error::Error;
pub use event::{Bundle, BundleEnd, Damage, Damaged, Entry, Event, Noise};
pub use fault::Fault;
pub use limits::Limits;
pub use names::{bundle_name, resource_name};
pub use position::Position;
pub use reader::Reader;
pub use reference::{Candidate, Target, candidates};
pub use resource::Resource;
