//! Records of RFC 4180, with what real files add: any delimiter, any line end, blank lines, a byte
//! order mark. Line and byte are exact, and a quote that does not end is not held.

use std::io::{BufRead, BufReader, Read};

use crate::error::Error;
use crate::rows::Limits;

/// One record: fields without their quotes, one after the other.
#[derive(Default)]
pub(crate) struct Record {
    data: Vec<u8>,
    ends: Vec<usize>,
    pub(crate) line: u64,
    pub(crate) byte: u64,
}

impl Record {
    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field by its place, from 0.
    pub(crate) fn field(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(place)?;
        let start = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied();
        self.data.get(start.unwrap_or(0)..end)
    }

    /// All fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|place| self.field(place))
    }

    fn clear(&mut self, line: u64, byte: u64) {
        self.data.clear();
        self.ends.clear();
        (self.line, self.byte) = (line, byte);
    }

    fn end_field(&mut self) {
        self.ends.push(self.data.len());
    }
}

/// Where in a record a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before anything of a field.
    Start,
    /// In a field without quotes, or behind its closing quote.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that closes, or is the first of two.
    Quote,
}

/// The records of a stream.
pub(crate) struct Records<R> {
    input: BufReader<R>,
    delimiter: u8,
    limits: Limits,
    line: u64,
    byte: u64,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(from: R, limits: Limits) -> Records<R> {
        Records {
            input: BufReader::new(from),
            delimiter: b',',
            limits,
            line: 1,
            byte: 0,
        }
    }

    pub(crate) fn delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    fn peek(&mut self) -> Result<Option<u8>, Error> {
        Ok(self.input.fill_buf().map_err(Error::Io)?.first().copied())
    }

    fn take(&mut self, byte: u8) {
        self.input.consume(1);
        self.byte += 1;
        self.line += u64::from(byte == b'\n');
    }

    /// The first line that is not blank, raw; a byte order mark before it is skipped.
    pub(crate) fn first_line(&mut self, line: &mut Vec<u8>) -> Result<(), Error> {
        let start = self.input.fill_buf().map_err(Error::Io)?;
        if start.starts_with(b"\xef\xbb\xbf") {
            self.input.consume(3);
            self.byte = 3;
        }
        while let Some(byte) = self.peek()? {
            let ends = matches!(byte, b'\n' | b'\r');
            if ends && !line.is_empty() {
                break;
            }
            self.take(byte);
            if !ends {
                line.push(byte);
            }
            self.within(line.len(), self.line)?;
        }
        Ok(())
    }

    fn within(&self, length: usize, line: u64) -> Result<(), Error> {
        if length > self.limits.row_bytes {
            return Err(Error::TooLong {
                line,
                limit: self.limits.row_bytes,
            });
        }
        Ok(())
    }

    /// Reads the next record that is not blank; false at the end.
    pub(crate) fn next_record(&mut self, record: &mut Record) -> Result<bool, Error> {
        while let Some(byte @ (b'\n' | b'\r')) = self.peek()? {
            self.take(byte);
        }
        record.clear(self.line, self.byte);
        let mut state = State::Start;
        let mut any = false;
        while let Some(byte) = self.peek()? {
            if matches!(byte, b'\n' | b'\r') && state != State::Quoted {
                break;
            }
            any = true;
            self.take(byte);
            state = match (state, byte) {
                (State::Start, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::Quote,
                (State::Quote, b'"') => {
                    record.data.push(byte);
                    State::Quoted
                }
                (State::Start | State::Plain | State::Quote, byte) if byte == self.delimiter => {
                    record.end_field();
                    State::Start
                }
                (State::Quoted, byte) => {
                    record.data.push(byte);
                    State::Quoted
                }
                (State::Start | State::Plain | State::Quote, byte) => {
                    record.data.push(byte);
                    State::Plain
                }
            };
            self.within(record.data.len() + record.ends.len(), record.line)?;
        }
        if any {
            record.end_field();
        }
        Ok(any)
    }
}
