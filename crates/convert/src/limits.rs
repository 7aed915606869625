//! Every bound on what a landed file may do to us, each with its reason. Beyond one of them the file
//! is quarantined; nothing is cut off silently.

/// The bounds. [`Limits::default`] is what production uses; tests make them small.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of one X12 segment. The longest real ones are NTE and BIN headers of a few KB; a missing
    /// terminator makes the whole rest of the file one segment, which must not be buffered.
    pub segment_bytes: usize,
    /// Bytes of one binary segment of a 275: clinical documents have some hundred KB, and a loop has room for one of
    /// this length and for several of theirs. Of a longer one length and digest are kept.
    pub binary_bytes: usize,
    /// Bytes of one HL7 v2 message, which is held whole: OBX-5 carries documents.
    pub message_bytes: usize,
    /// Bytes looked through for the first ISA: transports put a few lines of text before it.
    pub preamble_bytes: usize,
    /// Units in one file. Survey and report keep about 1 KB of each in memory; a day of the largest
    /// groups is some thousands.
    pub units: usize,
    /// Bytes of one CLP or CLM loop, which is held until it ends to know whether it can be mapped.
    pub loop_bytes: usize,
    /// Bytes that one landed file may unfold to: a year of the largest payers, and half an hour of work.
    pub unfolded_bytes: u64,
    /// How many times larger than itself a compressed member may unfold. Repetitive X12 reaches 40.
    pub ratio: u64,
    /// Members of one archive. Clearinghouses pack a day's remittances, some thousands.
    pub members: usize,
    /// Archives within archives: a gz in a zip is seen, anything deeper is an attack.
    pub depth: usize,
    /// Bytes of an archive inside an archive: its directory stands at its end, so it is held whole.
    pub nested_bytes: usize,
    /// Bytes of one row of a delimited file, quotes and line ends included.
    pub row_bytes: usize,
    /// Bytes of one FHIR resource, which is held whole: attachments are sent in it.
    pub resource_bytes: usize,
    /// Bytes of FHIR resources that are held until what they refer to was met: a whole answer of a server, whose included
    /// resources come last, and what a patient's year takes. The last one may be longer.
    pub ahead_bytes: usize,
    /// Resources of a member that others refer to, kept in memory with what they stand for, some 500 bytes each. Beyond
    /// them views resolve what is left.
    pub known: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            segment_bytes: 1 << 20,
            binary_bytes: 4 << 20,
            message_bytes: 32 << 20,
            preamble_bytes: 64 << 10,
            units: 50_000,
            loop_bytes: 8 << 20,
            unfolded_bytes: 16 << 30,
            ratio: 1_000,
            members: 50_000,
            depth: 2,
            nested_bytes: 32 << 20,
            row_bytes: 1 << 20,
            resource_bytes: 32 << 20,
            ahead_bytes: 8 << 20,
            known: 200_000,
        }
    }
}

impl Limits {
    /// Those of them that the X12 reader keeps.
    pub(crate) fn x12(&self) -> x12::Limits {
        x12::Limits {
            segment_bytes: self.segment_bytes,
            binary_bytes: self.binary_bytes,
            loop_bytes: self.loop_bytes,
            preamble_bytes: self.preamble_bytes,
            ..x12::Limits::default()
        }
    }

    /// Those of them that the reader of clinical documents keeps; what it holds at once is bounded by its own.
    pub(crate) fn ccda(&self) -> ccda::Limits {
        ccda::Limits {
            preamble_bytes: u64::try_from(self.preamble_bytes).unwrap_or(u64::MAX),
            ..ccda::Limits::default()
        }
    }

    /// Those of them that the HL7 v2 reader keeps.
    pub(crate) fn hl7v2(&self) -> hl7v2::Limits {
        hl7v2::Limits {
            message_bytes: self.message_bytes,
            segment_bytes: self.message_bytes,
            preamble_bytes: self.preamble_bytes,
            ..hl7v2::Limits::default()
        }
    }

    /// Those of them that the FHIR reader keeps.
    pub(crate) fn fhir(&self) -> fhir::Limits {
        fhir::Limits {
            resource_bytes: self.resource_bytes,
            ..fhir::Limits::default()
        }
    }
}
