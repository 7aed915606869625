//! Text that stands outside of resources.

use std::io::{self, Read};

use super::object::ENOUGH;
use super::{Event, Noise, Step, Walk};
use crate::Position;
use crate::json::scan::skip_blanks;

impl<R: Read> Walk<R> {
    /// A string or a number among the elements of an array.
    pub(super) fn element(&mut self, byte: u8) -> io::Result<Option<Step>> {
        let position = self.noise_position();
        match byte {
            b'"' => {
                self.stream.string()?;
            }
            b'}' => self.stream.advance(1),
            _ => self.stream.scalar()?,
        }
        self.position.record += 1;
        Ok(Some(self.noise_from(position, 1)))
    }

    /// Text where a resource may begin: up to a bracket that looks like one.
    pub(super) fn noise(&mut self) -> io::Result<Option<Step>> {
        let position = self.noise_position();
        let mut records = 0;
        // The line in hand says something.
        let mut says = false;
        loop {
            self.stream.ensure(ENOUGH)?;
            let window = self.stream.window();
            let found = memchr::memchr3(b'{', b'[', b'\n', window);
            let at = found.unwrap_or(window.len());
            says |= window.get(..at).is_some_and(|text| !is_nothing(text));
            self.stream.advance(at);
            if found.is_none() && self.stream.source.is_finished() || self.begins() {
                break;
            }
            match self.stream.window().first() {
                Some(b'\n') => records += u64::from(std::mem::take(&mut says)),
                Some(_) => says = true,
                None => continue,
            }
            self.stream.advance(1);
        }
        records += u64::from(says);
        self.position.record += records;
        // Byte order marks, where files were put together, are nothing.
        Ok((records > 0).then(|| self.noise_from(position, records)))
    }

    fn noise_position(&self) -> Position {
        let bundle = self.bundle();
        Position {
            record: self.position.record + 1,
            byte: self.stream.offset(),
            bundle: bundle.map_or(0, |open| open.position.bundle),
            entry: 0,
        }
    }

    fn noise_from(&self, position: Position, records: u64) -> Step {
        Step::Told(Event::Noise(Noise {
            position,
            bytes: self.stream.offset() - position.byte,
            records,
        }))
    }

    /// True if the bracket at the cursor looks like that of a resource, or of an array of them.
    fn begins(&self) -> bool {
        let window = self.stream.window();
        let next = window.get(skip_blanks(window, 1));
        match window.first() {
            Some(b'{') => matches!(next, Some(b'"' | b'}')),
            Some(b'[') => matches!(next, Some(b'{')),
            _ => false,
        }
    }
}

/// Blanks and byte order marks.
fn is_nothing(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text.chunks(3).all(|mark| mark == b"\xEF\xBB\xBF")
}
