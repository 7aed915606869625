//! Text of a set: UTF-8, or else Latin-1, so that nothing is lost.
//!
//! X12 does not say which encoding its bytes are in. Almost all files are ASCII; names are the rest.

use std::collections::HashMap;

use x12::Segment;

/// The values of one loop that are no UTF-8, decoded. Whatever is valid is borrowed as it stands.
#[derive(Default)]
pub(crate) struct Texts {
    decoded: HashMap<Vec<u8>, String>,
}

impl Texts {
    /// Decodes what must be of a loop's segments; false where there is nothing to decode.
    pub(crate) fn load<'s>(&mut self, segments: impl Iterator<Item = Segment<'s>>) -> bool {
        self.decoded.clear();
        for segment in segments {
            if std::str::from_utf8(segment.as_bytes()).is_err() {
                self.decode(&segment);
            }
        }
        !self.decoded.is_empty()
    }

    fn decode(&mut self, segment: &Segment<'_>) {
        for number in 1..=segment.element_count() {
            self.keep(segment.element(number));
            for repetition in segment.repetitions(number) {
                self.keep(repetition.as_bytes());
                repetition
                    .components()
                    .for_each(|component| self.keep(component));
            }
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if std::str::from_utf8(bytes).is_err() {
            // In Latin-1 each byte is the character of that number.
            self.decoded.insert(
                bytes.to_vec(),
                bytes.iter().copied().map(char::from).collect(),
            );
        }
    }

    /// A value of a loop that was loaded.
    pub(crate) fn get<'a>(&'a self, bytes: &'a [u8]) -> &'a str {
        match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => self.decoded.get(bytes).map_or("", String::as_str),
        }
    }

    /// The same, `None` where nothing was sent.
    pub(crate) fn opt<'a>(&'a self, bytes: &'a [u8]) -> Option<&'a str> {
        if bytes.is_empty() {
            None
        } else {
            Some(self.get(bytes))
        }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts")
            .field("decoded", &self.decoded.len())
            .finish()
    }
}
