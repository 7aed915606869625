//! The header line: which delimiter, and which column stands where.

use crate::contract::Contract;
use crate::record::{Record, Records};
use crate::rows::Limits;

/// Delimiters in use, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'|', b'\t'];

/// Where a contract's columns stand in a file.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) delimiter: u8,
    /// For each column of the contract its place in the file.
    pub(crate) places: Vec<Option<usize>>,
    /// How many fields the header has.
    pub(crate) fields: usize,
}

impl Contract {
    /// Whether a file that begins like this is of this contract: its first line names all required
    /// columns, whatever the delimiter.
    #[must_use]
    pub fn is_header(&self, start: &[u8]) -> bool {
        self.header(start).is_some()
    }

    /// How many columns of the contract a file names that begins like this; none where it is no file of it.
    /// A header may fit several contracts: the file is of the one that it names most columns of.
    #[must_use]
    pub fn named(&self, start: &[u8]) -> Option<usize> {
        let header = self.header(start)?;
        Some(header.places.iter().flatten().count())
    }

    pub(crate) fn header(&self, start: &[u8]) -> Option<Header> {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let line = start
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .find(|line| !line.is_empty())?;
        DELIMITERS
            .into_iter()
            .find_map(|delimiter| self.places(line, delimiter))
    }

    fn places(&self, line: &[u8], delimiter: u8) -> Option<Header> {
        let mut records = Records::new(line, Limits::default());
        records.delimiter(delimiter);
        let mut record = Record::default();
        if !records.next_record(&mut record).ok()? {
            return None;
        }
        let is =
            |field: &[u8], name: &str| field.trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        let places: Vec<Option<usize>> = self
            .columns
            .iter()
            .map(|column| record.fields().position(|field| is(field, column.name)))
            .collect();
        let whole = self
            .columns
            .iter()
            .zip(&places)
            .all(|(c, place)| !c.required || place.is_some());
        whole.then_some(Header {
            delimiter,
            places,
            fields: record.len(),
        })
    }
}
