//! What holds resources: the stream, arrays, Bundles and their entries. Read as they come, with a
//! stack as deep as Bundles may be.

mod noise;
mod object;

use std::collections::VecDeque;
use std::io::{self, Read};
use std::ops::Range;

pub(crate) use object::problems;

use super::scan::Lines;
use super::{Extent, Shape, Stream};
use crate::digest::Digest;
use crate::event::{BundleEnd, Damage, Damaged, Event, Noise};
use crate::names::bundle_name;
use crate::source::Source;
use crate::{Defect, Limits, Position, Problem};

/// Where the reader stands in a stream of JSON.
pub(crate) struct Walk<R> {
    stream: Stream<R>,
    frames: Vec<Frame>,
    position: Position,
    /// Bundles that have begun.
    bundles: u32,
    /// What is told before anything else is read.
    pub(crate) queue: VecDeque<Event<'static>>,
    /// The last resource stood in one line.
    one_line: bool,
    lines: Lines,
    /// A stray comma was told.
    comma: bool,
    searches: u32,
}

/// Something that has begun and not yet ended.
enum Frame {
    Array,
    Bundle(Open),
    /// The array Bundle.entry.
    Entries,
    /// An entry whose resource is a Bundle.
    Entry,
}

/// A Bundle that has begun.
pub(crate) struct Open {
    pub(crate) position: Position,
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    pub(crate) timestamp: String,
    pub(crate) entries: u32,
    pub(crate) told: bool,
    /// Something that does not belong there was told.
    odd: bool,
}

impl Open {
    pub(crate) fn new(position: Position) -> Self {
        Open {
            position,
            kind: "",
            id: String::new(),
            timestamp: String::new(),
            entries: 0,
            told: false,
            odd: false,
        }
    }

    /// Its end, and what is wrong with its type.
    pub(crate) fn ended(&self, byte: u64, trailer: bool) -> (Option<Defect>, BundleEnd) {
        let problem = match self.kind {
            "" => Some(Problem::NoBundleType),
            crate::names::UNKNOWN => Some(Problem::UnknownBundleType),
            _ => None,
        };
        let end = BundleEnd {
            position: Position {
                byte,
                ..self.position
            },
            kind: self.kind,
            entries: self.entries,
            trailer,
        };
        (problem.map(|it| Defect::new(self.position, it)), end)
    }
}

/// What was found. Owned, so that the event is made last.
pub(crate) enum Step {
    /// The innermost Bundle begins.
    Bundle,
    /// An entry or a resource; its text is in the buffer.
    Entry(Box<Shape>, Range<usize>, Position),
    Told(Event<'static>),
}

impl<R: Read> Walk<R> {
    pub(crate) fn new(source: Source<R>, limits: Limits) -> Self {
        Walk {
            stream: Stream { source, limits },
            frames: Vec::new(),
            position: Position::default(),
            bundles: 0,
            queue: VecDeque::new(),
            one_line: false,
            lines: Lines::Any,
            comma: false,
            searches: limits.searches,
        }
    }

    /// Bytes that are behind.
    pub(crate) fn offset(&self) -> u64 {
        self.stream.offset()
    }

    /// How much memory the window takes.
    #[cfg(test)]
    pub(crate) fn held(&self) -> usize {
        self.stream.source.end()
    }

    /// What stands at a place that a step named.
    pub(crate) fn text(&self, range: &Range<usize>) -> &[u8] {
        self.stream.source.get(range.start, range.end)
    }

    /// The innermost Bundle.
    pub(crate) fn bundle(&self) -> Option<&Open> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Bundle(open) => Some(open),
            _ => None,
        })
    }

    fn bundle_mut(&mut self) -> Option<&mut Open> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Bundle(open) => Some(open),
            _ => None,
        })
    }

    pub(crate) fn step(&mut self) -> io::Result<Option<Step>> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Ok(Some(Step::Told(event)));
            }
            let (next, line) = self.stream.peek()?;
            let step = match (self.frames.last(), next) {
                (None, None) => return Ok(None),
                (Some(_), None) => self.cut(),
                (None, Some(byte)) => self.top(byte, line)?,
                (Some(Frame::Array), Some(byte)) => self.array(byte)?,
                (Some(Frame::Entries), Some(byte)) => self.entries(byte)?,
                (Some(Frame::Bundle(_) | Frame::Entry), Some(byte)) => self.member(byte)?,
            };
            if step.is_some() {
                return Ok(step);
            }
        }
    }

    /// Between resources that stand by themselves.
    fn top(&mut self, byte: u8, line: bool) -> io::Result<Option<Step>> {
        match byte {
            b'{' => {
                if line && self.one_line {
                    self.lines = Lines::Delimited;
                } else if self.one_line && self.lines == Lines::Delimited {
                    let position = Position {
                        record: self.position.record + 1,
                        byte: self.stream.offset(),
                        ..Position::default()
                    };
                    let defect = Defect::new(position, Problem::SameLine);
                    self.queue.push_back(Event::Defect(defect));
                }
                self.object()
            }
            b'[' => {
                self.frames.push(Frame::Array);
                self.stream.advance(1);
                Ok(None)
            }
            b',' => {
                self.stray_comma();
                Ok(None)
            }
            _ => self.noise(),
        }
    }

    /// Between the elements of an array of resources.
    fn array(&mut self, byte: u8) -> io::Result<Option<Step>> {
        match byte {
            b'{' => return self.object(),
            b'[' => return self.other(),
            b']' => {
                self.frames.pop();
                self.stream.advance(1);
            }
            b',' => self.stream.advance(1),
            _ => return self.element(byte),
        }
        Ok(None)
    }

    /// Between the entries of a Bundle.
    fn entries(&mut self, byte: u8) -> io::Result<Option<Step>> {
        match byte {
            b'{' => return self.object(),
            b'[' => return self.other(),
            b']' => {
                self.frames.pop();
                self.stream.advance(1);
            }
            b',' => self.stream.advance(1),
            // The array's end is missing: the Bundle ends here.
            b'}' => {
                self.frames.pop();
                self.odd();
            }
            _ => self.junk(byte)?,
        }
        Ok(None)
    }

    /// Between the members of a Bundle, or of an entry with a Bundle.
    fn member(&mut self, byte: u8) -> io::Result<Option<Step>> {
        match byte {
            b'}' => {
                if let Some(step) = self.begin() {
                    return Ok(Some(step));
                }
                self.stream.advance(1);
                return Ok(self.end(true));
            }
            b',' => self.stream.advance(1),
            b'"' => return self.named(),
            // A line that was cut, and the next one.
            b'{' => {
                if let Some(step) = self.begin() {
                    return Ok(Some(step));
                }
                self.odd();
                self.break_off();
                return Ok(None);
            }
            _ => self.junk(byte)?,
        }
        Ok(None)
    }

    /// A name and its value.
    fn named(&mut self) -> io::Result<Option<Step>> {
        let name = self.stream.string()?;
        let text = name.map(|range| self.text(&range));
        let in_entry = matches!(self.frames.last(), Some(Frame::Entry));
        let name = match (text, in_entry) {
            (Some(b"entry"), false) => "entry",
            (Some(b"type"), false) => "type",
            (Some(b"id"), false) => "id",
            (Some(b"timestamp"), false) => "timestamp",
            (Some(b"resource"), true) => "resource",
            _ => "",
        };
        if self.stream.peek()?.0 != Some(b':') {
            self.odd();
            return Ok(None);
        }
        self.stream.advance(1);
        match self.stream.peek()?.0 {
            Some(b'[') if name == "entry" => {
                self.stream.advance(1);
                self.frames.push(Frame::Entries);
                return Ok(self.begin());
            }
            Some(b'{') if name == "resource" => return self.object(),
            Some(b'"') => {
                let value = self.stream.string()?;
                if let Some(value) = value {
                    self.said(name, &value);
                }
            }
            Some(b'{' | b'[') => self.pass()?,
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.stream.scalar()?,
            _ => self.odd(),
        }
        Ok(None)
    }

    /// Keeps what a Bundle says of itself.
    fn said(&mut self, name: &str, value: &Range<usize>) {
        let text = String::from_utf8_lossy(self.text(value)).into_owned();
        if let Some(Frame::Bundle(open)) = self.frames.last_mut() {
            match name {
                "type" => open.kind = bundle_name(&text),
                "id" => open.id = text,
                "timestamp" => open.timestamp = text,
                _ => {}
            }
        }
    }

    /// Passes over a value of a Bundle that is of no interest.
    fn pass(&mut self) -> io::Result<()> {
        let held = self.stream.hold(Lines::Inside)?;
        if held.extent == Extent::Over {
            // What a Bundle says of itself is no record.
            self.stream
                .pass(&held, Lines::Inside, &mut Digest::default())?;
        } else {
            self.stream.advance(held.bytes);
        }
        Ok(())
    }

    /// Tells that the innermost Bundle has begun, once.
    fn begin(&mut self) -> Option<Step> {
        if matches!(self.frames.last(), Some(Frame::Entry)) {
            return None;
        }
        let open = self.bundle_mut()?;
        let told = std::mem::replace(&mut open.told, true);
        (!told).then_some(Step::Bundle)
    }

    /// Ends a Bundle, or an entry with one.
    fn end(&mut self, trailer: bool) -> Option<Step> {
        let Some(Frame::Bundle(open)) = self.frames.pop() else {
            return None;
        };
        let (defect, end) = open.ended(self.stream.offset(), trailer);
        let end = Event::BundleEnd(end);
        let Some(defect) = defect else {
            return Some(Step::Told(end));
        };
        self.queue.push_back(end);
        Some(Step::Told(Event::Defect(defect)))
    }

    /// Ends a Bundle, or an entry with one, behind what was told of it.
    fn break_off(&mut self) {
        let before = std::mem::take(&mut self.queue);
        let end = self.end(false);
        let after = std::mem::replace(&mut self.queue, before);
        if let Some(Step::Told(event)) = end {
            self.queue.push_back(event);
        }
        self.queue.extend(after);
    }

    /// The stream ends inside of something.
    fn cut(&mut self) -> Option<Step> {
        if let Some(Frame::Bundle(_)) = self.frames.last() {
            if let Some(step) = self.begin() {
                return Some(step);
            }
            self.defect(Problem::EndOfStream);
            self.break_off();
            return None;
        }
        if let Some(Frame::Array) = self.frames.pop() {
            self.defect(Problem::EndOfStream);
        }
        None
    }

    /// Tells a defect of what is open here.
    fn defect(&mut self, problem: Problem) {
        let position = match self.bundle() {
            Some(open) => open.position,
            None => self.position,
        };
        let position = Position {
            byte: self.stream.offset(),
            ..position
        };
        self.queue
            .push_back(Event::Defect(Defect::new(position, problem)));
    }

    /// Tells once of a Bundle that there is something in it that does not belong there.
    fn odd(&mut self) {
        let told = self
            .bundle_mut()
            .is_none_or(|open| std::mem::replace(&mut open.odd, true));
        if !told {
            self.defect(Problem::BundleElement);
        }
    }

    fn stray_comma(&mut self) {
        if !std::mem::replace(&mut self.comma, true) {
            self.defect(Problem::Comma);
        }
        self.stream.advance(1);
    }

    /// Passes over what can't stand in a Bundle.
    fn junk(&mut self, byte: u8) -> io::Result<()> {
        self.odd();
        match byte {
            b'"' => self.stream.string().map(drop),
            b':' | b'[' | b']' => {
                self.stream.advance(1);
                Ok(())
            }
            _ => self.stream.scalar(),
        }
    }
}
