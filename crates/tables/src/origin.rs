//! Where a row came from: the columns that every fact has, first and in this order.

use arrow::array::ArrayRef;

use crate::declare::record;
use crate::kind::Micros;
use crate::record::{Column, Record};

/// The part of an origin that all rows of a unit share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct UnitOrigin<'a> {
    /// The feed.
    pub source_system: &'a str,
    /// The file.
    pub file_id: &'a str,
    /// The member inside an archive. PHI.
    pub member: Option<domain::Phi<&'a str>>,
    /// The unit; none for what belongs to the file as a whole.
    pub unit_id: Option<&'a str>,
    /// The document.
    pub doc_id: Option<&'a str>,
    /// From 1; one more with each replay of the file.
    pub generation: i32,
    /// The envelope's time.
    pub event_time: Option<Micros>,
    /// Of a test interchange?
    pub is_test: bool,
}

/// Where a row came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin<'a> {
    /// What all rows of the unit share.
    pub unit: &'a UnitOrigin<'a>,
    /// Segment or row in the member, from 1.
    pub record: i64,
    /// Offset in the decompressed member.
    pub byte: i64,
    /// Was something refused that belongs to this row?
    pub incomplete: bool,
}

impl Default for Origin<'_> {
    fn default() -> Self {
        static NOWHERE: UnitOrigin<'static> = UnitOrigin {
            source_system: "",
            file_id: "",
            member: None,
            unit_id: None,
            doc_id: None,
            generation: 0,
            event_time: None,
            is_test: false,
        };
        Origin {
            unit: &NOWHERE,
            record: 0,
            byte: 0,
            incomplete: false,
        }
    }
}

record! {
    /// The common columns.
    Common<'a> {
        /// The feed the file came from; one organisation has several.
        source_system: Text;
        /// SHA-256 over source system, contract and bytes of the landed file.
        file_id: Text;
        /// Name of the member inside an archive, null for a plain file.
        member: Opt<Text>, phi;
        /// The document in the file: file, generation and position. Null for what belongs to no document.
        unit_id: Opt<Text>, ordered;
        /// Digest of the document's key and content: the same in every file that carries the document. Of a batch each
        /// message or resource is one.
        doc_id: Opt<Text>, key;
        /// From 1; one more with each replay of the file.
        generation: Int;
        /// Segment or row number in the member, from 1.
        record: Long, ordered;
        /// Offset of that segment or row in the decompressed member.
        byte: Long, ordered;
        /// The envelope's own time, taken as UTC where it names no zone: GS04 and GS05, else ISA09 and ISA10; MSH-7. Null
        /// where invalid.
        event_time: Opt<Instant>;
        /// Whether the interchange or message is a test (ISA15 = T, MSH-11 other than P).
        is_test: Flag;
        /// Whether something that belongs to this row was refused: see `reject`.
        incomplete: Flag;
    }
}

impl crate::kind::Field for Origin<'static> {
    type Value<'a> = Origin<'a>;
    type Columns = Columns;

    fn declare(_: Column, to: &mut Vec<Column>) {
        to.extend(Common::columns());
    }
    fn start() -> Columns {
        Columns::default()
    }
    #[inline]
    fn put(columns: &mut Columns, value: Origin<'_>) {
        let unit = value.unit;
        let common = Common {
            source_system: unit.source_system,
            file_id: unit.file_id,
            member: unit.member.map(|name| *name.expose()),
            unit_id: unit.unit_id,
            doc_id: unit.doc_id,
            generation: unit.generation,
            record: value.record,
            byte: value.byte,
            event_time: unit.event_time,
            is_test: unit.is_test,
            incomplete: value.incomplete,
        };
        Common::append(columns, &common);
    }
    fn take(columns: &mut Columns, to: &mut Vec<ArrayRef>) {
        to.extend(Common::finish(columns));
    }
    fn held(columns: &Columns) -> usize {
        Common::memory(columns)
    }
}
