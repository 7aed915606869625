//! End tags: what ends with them.

use super::state::{Place, State, Step};
use crate::event::{Damage, End, SectionEnd};
use crate::{Position, Problem};

impl State {
    pub(super) fn end(&mut self, name: &str, byte: u64) {
        if self.deep > 0 {
            self.end_deep(name, byte);
            return;
        }
        let Some(frame) = self.open.last().copied() else {
            self.break_at(Damage::NotWellFormed, byte);
            return;
        };
        if self.top_name() != name {
            match frame.place {
                Place::Narrative | Place::NarrativeRoot => self.mend_narrative(name, byte),
                _ => self.break_at(Damage::NotWellFormed, byte),
            }
            return;
        }
        let after = byte + u64::try_from(name.len() + 3).unwrap_or(0);
        if matches!(frame.place, Place::Narrative | Place::NarrativeRoot) {
            self.pop_narrative();
            return;
        }
        self.pop();
        match frame.place {
            Place::Document => self.end_document(byte),
            Place::Header | Place::Entry => self.end_element(),
            Place::EntryRoot => {
                self.end_element();
                self.tell_entry(after);
            }
            Place::Section => self.end_section(byte, true),
            Place::SectionHead => {
                if let Some(section) = self.section_mut()
                    && section.head.damage.is_none()
                {
                    section.head.end();
                }
            }
            Place::NonXmlText => self.tell_body(after),
            _ => {}
        }
        if self.open.is_empty() && self.document.open {
            self.end_fragment(byte);
        }
    }

    /// The name of the innermost element, as it was written.
    pub(super) fn top_name(&self) -> &str {
        let start = self.open.last().map_or(0, |frame| frame.name);
        self.names.get(start..).unwrap_or_default()
    }

    fn pop(&mut self) {
        if let Some(frame) = self.open.pop() {
            self.names.truncate(frame.name);
        }
        self.bindings.leave(self.open.len());
    }

    fn end_element(&mut self) {
        if self.tree.damage.is_none() {
            self.tree.end();
        }
    }

    fn end_deep(&mut self, name: &str, byte: u64) {
        let narrative = matches!(self.place(), Some(Place::Narrative | Place::NarrativeRoot));
        // Inside of a narrative there is no other `text`.
        if narrative && name.rsplit(':').next() == Some("text") {
            self.deep = 0;
            self.mend_narrative(name, byte);
        } else {
            self.deep -= 1;
        }
    }

    pub(super) fn pop_narrative(&mut self) {
        let depth = self.open.len();
        let start = self.open.last().map_or(0, |frame| frame.name);
        let name = self.names.get(start..).unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or(name);
        let at = self.open_sections.wrapping_sub(1);
        if let Some(section) = self.sections.get_mut(at) {
            section.narrative.end(local, depth);
        }
        self.pop();
    }

    /// An end tag that does not match, in a narrative: written by hand, as HTML. What the tag can
    /// close it closes, together with what is open inside.
    fn mend_narrative(&mut self, name: &str, byte: u64) {
        let mut closes = None;
        let mut end = self.names.len();
        for (at, frame) in self.open.iter().enumerate().rev() {
            let open = self.names.get(frame.name..end);
            end = frame.name;
            if open == Some(name) {
                closes = Some((at, frame.place));
                break;
            }
        }
        match closes {
            Some((at, Place::Narrative | Place::NarrativeRoot)) => {
                while self.open.len() > at {
                    self.pop_narrative();
                }
            }
            // The narrative itself is not closed.
            Some(_) => {
                self.break_at(Damage::NotWellFormed, byte);
                return;
            }
            None => {}
        }
        self.bad_narrative(byte);
    }

    pub(super) fn bad_narrative(&mut self, byte: u64) {
        let Some(section) = self.section_mut() else {
            return;
        };
        if !section.bad_narrative {
            section.bad_narrative = true;
            self.found(Problem::Narrative, byte);
        }
    }

    pub(super) fn end_section(&mut self, byte: u64, closed: bool) {
        self.tell_section();
        let Some(section) = self.section() else {
            return;
        };
        let end = SectionEnd {
            position: Position {
                byte,
                record: self.records,
                ..section.position
            },
            entries: section.entries,
            closed,
        };
        self.open_sections -= 1;
        self.tell(Step::SectionEnd(end));
    }

    fn end_document(&mut self, byte: u64) {
        if !self.document.header_told {
            self.tell_header(byte);
        }
        if !self.document.body {
            self.found(Problem::NoBody, byte);
        }
        self.tell_end(byte, true);
    }

    /// A fragment that holds nothing of a document was none.
    fn end_fragment(&mut self, byte: u64) {
        let some = self.document.sections > 0 || self.document.entries > 0;
        if some || self.document.body {
            self.tell_end(byte, true);
        } else {
            self.document.open = false;
            self.documents -= 1;
        }
    }

    pub(super) fn tell_end(&mut self, byte: u64, closed: bool) {
        self.document.open = false;
        let end = End {
            position: self.position_at(byte),
            sections: self.document.sections,
            closed,
        };
        self.tell(Step::End(end));
    }
}
