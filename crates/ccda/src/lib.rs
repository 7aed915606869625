//! Syntax of C-CDA 2.1: a streaming reader and typed access to header, sections and entries. Documents
//! of 1.1 are read where its templates are the same.
//!
//! Bytes come in; the header, the head of each section and each entry come out as a small tree with
//! its place, and typed views on it. What is wrong with a document is a value like any other
//! ([`Defect`], [`Damaged`]), never a failure: only bytes without any clinical document are refused,
//! and a document type declaration. Memory does not grow with the document. Nothing here knows a
//! table, nor what a code means.
//!
//! ```
//! use ccda::entry::Content;
//! use ccda::{Event, Limits, Reader};
//!
//! let document = br##"<ClinicalDocument xmlns="urn:hl7-org:v3">
//!   <id root="1.2.3" extension="7"/>
//!   <recordTarget><patientRole><id root="1.2.3.4" extension="MRN1"/></patientRole></recordTarget>
//!   <component><structuredBody><component><section>
//!     <code code="11450-4" codeSystem="2.16.840.1.113883.6.1"/>
//!     <text><content ID="p1">Asthma</content></text>
//!     <entry><observation classCode="OBS" moodCode="EVN">
//!       <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
//!       <value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" code="195967001">
//!         <originalText><reference value="#p1"/></originalText>
//!       </value>
//!     </observation></entry>
//!   </section></component></structuredBody></component>
//! </ClinicalDocument>"##;
//! let mut reader = Reader::new(&document[..], Limits::default());
//! let mut words = None;
//! while let Some(event) = reader.next_event()? {
//!     match event {
//!         Event::SectionStart(section) => assert_eq!(section.name(), Some("Problem Section")),
//!         Event::Entry(entry) => {
//!             if let Some(Content::Problem(problem)) = entry.content() {
//!                 words = problem.value().and_then(|value| value.words()).map(str::to_owned);
//!             }
//!         }
//!         Event::Defect(defect) => panic!("{defect}"),
//!         _ => {}
//!     }
//! }
//! assert_eq!(words.as_deref(), Some("Asthma"));
//! # Ok::<(), ccda::Error>(())
//! ```

mod defect;
mod element;
mod encoding;
mod error;
mod event;
mod limits;
mod names;
mod namespace;
mod narrative;
mod position;
mod reader;
mod section;
mod source;
mod tokens;
mod tree;

pub mod datatype;
pub mod entry;
pub mod header;

pub use defect::{Defect, Problem};
pub use element::Element;
pub use entry::Entry;
pub use error::Error;
pub use event::{Damage, Damaged, End, Event, Part, SectionEnd, Unstructured};
pub use header::Header;
pub use limits::Limits;
pub use names::{element_name, section_name, template_name};
pub use namespace::Namespace;
pub use position::Position;
pub use reader::Reader;
pub use section::{Presence, Section};
