//! Reads a stream of documents part by part.

mod attributes;
mod closing;
mod opening;
mod state;
mod telling;

use std::fmt;
use std::io::Read;

use crate::event::{Event, Unstructured};
use crate::header::Header;
use crate::tokens::Tokens;
use crate::{Element, Entry, Error, Limits, Position, Problem};

use state::{State, Step};

/// Reads a stream event by event. Holds one header or entry at a time, and the heads and narratives
/// of the sections that are open.
pub struct Reader<R> {
    tokens: Tokens<R>,
    state: State,
    /// How many bytes that are not of the encoding have been told of.
    replaced: u64,
    encoding_told: bool,
    ended: bool,
}

impl<R: Read> Reader<R> {
    /// A reader of a stream of one document, or of several one behind the other.
    pub fn new(read: R, limits: Limits) -> Self {
        Reader {
            tokens: Tokens::new(read, limits.markup_bytes),
            state: State::new(limits),
            replaced: 0,
            encoding_told: false,
            ended: false,
        }
    }

    /// The next event, or `None` at the end. The event borrows the reader's memory.
    ///
    /// # Errors
    /// [`Error::Io`] at any time; the others only in place of the first event, when the stream is
    /// no CDA.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>, Error> {
        let Some(step) = self.step()? else {
            return Ok(None);
        };
        Ok(self.event(step))
    }

    fn step(&mut self) -> Result<Option<Step>, Error> {
        loop {
            if let Some(step) = self.state.steps.pop_front() {
                return Ok(Some(step));
            }
            if let Some(error) = self.state.error.take() {
                self.ended = true;
                self.state.steps.clear();
                return Err(error);
            }
            if self.ended {
                return Ok(None);
            }
            if self.state.is_broken() {
                self.tokens.drain()?;
                self.ended = true;
                self.state.tell_rest(self.tokens.offset());
                continue;
            }
            let more = self.tokens.feed(&mut self.state)?;
            self.tell_encoding();
            if !more && !self.state.is_broken() && self.state.steps.is_empty() {
                self.state.finish(self.tokens.offset());
                self.ended = !self.state.is_broken();
            }
        }
    }

    /// What the decoding has found goes before what it was found in.
    fn tell_encoding(&mut self) {
        let source = &self.tokens.source;
        if source.unknown_encoding && !self.encoding_told {
            self.encoding_told = true;
            self.state
                .found_first(Problem::Encoding, Position::default());
        }
        if source.replaced > self.replaced {
            self.replaced = source.replaced;
            let position = Position {
                record: self.state.told_next(),
                ..self.state.position_at(source.offset())
            };
            self.state.found_first(Problem::Bytes, position);
        }
    }

    fn event(&self, step: Step) -> Option<Event<'_>> {
        let state = &self.state;
        Some(match step {
            Step::Header(position) => {
                Event::Header(Header::new(Element::root(&state.tree, None)?, position))
            }
            Step::SectionStart(at) => Event::SectionStart(state.sections.get(at)?.view(at)?),
            Step::Entry(position) => {
                let narrative = state.section().map(|section| &section.narrative);
                Event::Entry(Entry::new(Element::root(&state.tree, narrative)?, position))
            }
            Step::Unstructured(position) => Event::Unstructured(Unstructured {
                position,
                media_type: &state.body.media_type,
                representation: &state.body.representation,
                bytes: state.body.bytes,
                reference: state.body.reference,
            }),
            Step::SectionEnd(end) => Event::SectionEnd(end),
            Step::Damaged(damaged) => Event::Damaged(damaged),
            Step::Defect(defect) => Event::Defect(defect),
            Step::End(end) => Event::End(end),
        })
    }
}

/// The content of the buffers is not shown.
impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("position", &self.state.position())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
