//! FHIR in XML (FHIR R4, xml.html): the same events, entry by entry; each resource is rewritten as
//! the JSON that it would be.
//!
//! A document type refuses the file; entities are the five predefined ones and characters by their
//! number. What is of another namespace, as the narrative is, is passed over.

mod guard;
mod rewrite;

use std::collections::VecDeque;
use std::io::Read;
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event as Token};
use quick_xml::name::{Namespace, ResolveResult};

use crate::event::{Damage, Damaged, Event, Noise};
use crate::json::{Open, Shape, Step, problems};
use crate::names::{UNKNOWN, bundle_name, resource_name};
use crate::source::Source;
use crate::{Defect, Error, Limits, Position, Problem};
use guard::Guard;
use rewrite::{Attributes, Rewrite};

const FHIR: Namespace<'_> = Namespace("http://hl7.org/fhir");

/// Where the reader stands in a stream of XML.
pub(crate) struct Xml<R> {
    tokens: NsReader<Guard<R>>,
    buffer: Vec<u8>,
    limits: Limits,
    frames: Vec<Frame>,
    position: Position,
    bundles: u32,
    queue: VecDeque<Step>,
    /// The entry, or the resource by itself, that is being read.
    piece: Piece,
    rewrite: Rewrite,
    /// Open elements of what is passed over.
    passing: u32,
    finished: bool,
    told: bool,
}

enum Frame {
    Bundle(Open),
    Entry,
    /// Bundle.entry.resource.
    Resource,
    /// Bundle.entry.request, response or search.
    Part,
}

/// What is known of an entry.
#[derive(Default)]
struct Piece {
    start: u64,
    shape: Shape,
    kind: Option<&'static str>,
    damage: Option<Damage>,
    /// Its resource is a Bundle, which was told by itself.
    is_bundle: bool,
}

/// A token without its text.
enum Met {
    Start(String, bool, Attributes),
    End,
    Doctype,
    Eof,
    /// A tag that does not end.
    Torn,
    Other,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(source: Source<R>, limits: Limits) -> Self {
        let mut tokens = NsReader::from_reader(Guard::new(source, limits.resource_bytes));
        let config = tokens.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml {
            tokens,
            buffer: Vec::new(),
            limits,
            frames: Vec::new(),
            position: Position::default(),
            bundles: 0,
            queue: VecDeque::new(),
            piece: Piece::default(),
            rewrite: Rewrite::default(),
            passing: 0,
            finished: false,
            told: false,
        }
    }

    pub(crate) fn offset(&self) -> u64 {
        self.tokens.get_ref().offset()
    }

    pub(crate) fn text(&self, range: &Range<usize>) -> &[u8] {
        self.rewrite.text(range)
    }

    /// The innermost Bundle.
    pub(crate) fn bundle(&self) -> Option<&Open> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Bundle(open) => Some(open),
            _ => None,
        })
    }

    pub(crate) fn step(&mut self) -> Result<Option<Step>, Error> {
        loop {
            if let Some(step) = self.queue.pop_front() {
                self.told = true;
                return Ok(Some(step));
            }
            if self.finished {
                return Ok(None);
            }
            let start = self.offset();
            match self.token() {
                Ok(Met::Start(name, is_fhir, attributes)) => {
                    self.start(&name, is_fhir, &attributes, start);
                }
                Ok(Met::End) => self.end(),
                Ok(Met::Doctype) if !self.told => return Err(Error::Doctype { byte: start }),
                Ok(Met::Eof) => self.cut(Damage::Cut)?,
                Ok(Met::Torn) if self.tokens.get_ref().is_at_end() => self.cut(Damage::Cut)?,
                Ok(Met::Doctype | Met::Torn) | Err(None) => self.cut(Damage::Broken)?,
                Ok(Met::Other) => {}
                Err(Some(_)) if self.tokens.get_ref().is_over() => self.cut(Damage::TooLong)?,
                Err(Some(error)) => return Err(Error::Io(error)),
            }
        }
    }

    /// The next token; `Err(None)` where the XML is not well-formed.
    fn token(&mut self) -> Result<Met, Option<std::io::Error>> {
        self.buffer.clear();
        self.tokens.get_mut().begin();
        let (space, token) = match self.tokens.read_resolved_event_into(&mut self.buffer) {
            Ok(found) => found,
            Err(quick_xml::Error::Io(error)) => {
                return Err(Some(std::io::Error::from(error.kind())));
            }
            Err(quick_xml::Error::Syntax(_)) => return Ok(Met::Torn),
            Err(_) => return Err(None),
        };
        Ok(match token {
            Token::Start(element) => {
                let is_fhir = space == ResolveResult::Bound(FHIR);
                let name = element.local_name().as_ref().to_owned();
                Met::Start(name, is_fhir, attributes(&element).ok_or(None)?)
            }
            Token::End(_) => Met::End,
            Token::DocType(_) => Met::Doctype,
            Token::Eof => Met::Eof,
            _ => Met::Other,
        })
    }

    fn start(&mut self, name: &str, is_fhir: bool, attributes: &Attributes, start: u64) {
        if self.passing > 0 {
            self.passing += 1;
            return;
        }
        if self.rewrite.is_open() {
            if !is_fhir || !self.is_bearable() {
                self.passing = 1;
                return;
            }
            self.rewrite.start(name, attributes);
            return;
        }
        match self.frames.last() {
            None if is_fhir => {
                self.piece = Piece::at(start);
                self.tokens.get_mut().restart();
                self.resource(name, attributes, start);
            }
            None => self.foreign(start),
            Some(Frame::Resource) if is_fhir => self.resource(name, attributes, start),
            Some(Frame::Bundle(_)) if is_fhir && name == "entry" => {
                self.begin();
                if let Some(open) = self.bundle_mut() {
                    open.entries = open.entries.saturating_add(1);
                }
                self.piece = Piece::at(start);
                self.tokens.get_mut().restart();
                self.rewrite.clear();
                self.frames.push(Frame::Entry);
            }
            Some(Frame::Bundle(_)) => self.of_bundle(name, attributes),
            Some(Frame::Entry | Frame::Part) => self.of_entry(name, attributes),
            Some(Frame::Resource) => self.passing = 1,
        }
    }

    /// A resource begins: in an entry, or by itself.
    fn resource(&mut self, name: &str, attributes: &Attributes, start: u64) {
        if name != "Bundle" {
            self.piece.kind = Some(resource_name(name));
            if self.frames.is_empty() {
                self.rewrite.clear();
            }
            self.rewrite.begin(name, attributes);
            return;
        }
        let is_bundle = |frame: &&Frame| matches!(frame, Frame::Bundle(_));
        self.piece.kind = Some("Bundle");
        if self.frames.iter().filter(is_bundle).count() >= self.limits.bundles {
            self.piece.damage = Some(Damage::TooDeep);
            self.passing = 1;
            return;
        }
        self.position.record += 1;
        self.bundles = self.bundles.saturating_add(1);
        self.frames.push(Frame::Bundle(Open::new(Position {
            record: self.position.record,
            byte: start,
            bundle: self.bundles,
            entry: 0,
        })));
    }

    /// False if the resource has become too long or too deep: the rest of it is passed over.
    fn is_bearable(&mut self) -> bool {
        let depth = usize::try_from(self.limits.depth).unwrap_or(usize::MAX);
        if self.rewrite.len() > self.limits.resource_bytes {
            self.piece.damage = Some(Damage::TooLong);
        } else if self.rewrite.depth() >= depth {
            self.piece.damage = Some(Damage::TooDeep);
        }
        self.piece.damage.is_none()
    }

    /// What a Bundle says of itself.
    fn of_bundle(&mut self, name: &str, attributes: &Attributes) {
        self.passing = 1;
        let value = attributes.value.as_deref().unwrap_or_default();
        if let Some(Frame::Bundle(open)) = self.frames.last_mut() {
            match name {
                "type" => open.kind = bundle_name(value),
                "id" => value.clone_into(&mut open.id),
                "timestamp" => value.clone_into(&mut open.timestamp),
                _ => {}
            }
        }
    }

    /// What an entry says beside its resource.
    fn of_entry(&mut self, name: &str, attributes: &Attributes) {
        let shape = &mut self.piece.shape;
        let in_part = matches!(self.frames.last(), Some(Frame::Part));
        let place = match (name, in_part) {
            ("resource", false) => {
                self.frames.push(Frame::Resource);
                return;
            }
            ("request" | "response" | "search", false) => {
                self.frames.push(Frame::Part);
                return;
            }
            ("fullUrl", false) => &mut shape.full_url,
            ("method", true) => &mut shape.method,
            ("url", true) => &mut shape.url,
            ("status", true) => &mut shape.status,
            ("mode", true) => &mut shape.search_mode,
            _ => {
                self.passing = 1;
                return;
            }
        };
        self.passing = 1;
        let value = attributes.value.as_deref();
        *place = value.map(|value| self.rewrite.keep(value));
    }

    /// An element of another namespace where a resource may begin.
    fn foreign(&mut self, start: u64) {
        self.position.record += 1;
        let position = Position {
            record: self.position.record,
            byte: start,
            ..Position::default()
        };
        self.passing = 1;
        let (bytes, records) = (self.offset() - start, 1);
        self.tell(Event::Noise(Noise {
            position,
            bytes,
            records,
        }));
    }

    fn end(&mut self) {
        if self.passing > 0 {
            self.passing -= 1;
            // A Bundle that is too deep, by itself.
            if self.passing == 0 && self.frames.is_empty() && !self.rewrite.is_open() {
                self.piece_ends();
            }
            return;
        }
        if self.rewrite.is_open() {
            if let Some(found) = self.rewrite.end() {
                self.piece.shape.resource = Some(found.resource);
                self.piece.shape.kind = Some(found.kind);
                self.piece.shape.id = found.id;
                if self.frames.is_empty() {
                    self.piece_ends();
                }
            }
            return;
        }
        match self.frames.last() {
            Some(Frame::Bundle(_)) => self.bundle_ends(true),
            Some(Frame::Entry) => {
                self.frames.pop();
                self.piece_ends();
            }
            Some(Frame::Resource | Frame::Part) => drop(self.frames.pop()),
            None => {}
        }
    }

    /// Tells an entry, or a resource by itself.
    fn piece_ends(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        if piece.is_bundle || (piece.kind.is_none() && self.frames.is_empty()) {
            return;
        }
        let position = self.record(piece.start);
        let kind = piece.kind.unwrap_or(UNKNOWN);
        if let Some(damage) = piece.damage {
            let seen = self.offset();
            self.damaged(position, damage, kind, seen);
            return;
        }
        let found = problems(&piece.shape, kind);
        let range = self.rewrite.all();
        let step = Step::Entry(Box::new(piece.shape), range, position);
        self.queue.push_back(step);
        for problem in found.into_iter().flatten() {
            self.tell(Event::Defect(Defect::new(position, problem)));
        }
    }

    fn damaged(&mut self, position: Position, damage: Damage, kind: &'static str, seen: u64) {
        let bytes = seen.saturating_sub(position.byte);
        let digest = self.tokens.get_ref().digest();
        self.tell(Event::Damaged(Damaged {
            position,
            damage,
            bytes,
            digest,
            kind,
        }));
    }

    /// The stream ends, or can't be read any further.
    fn cut(&mut self, damage: Damage) -> Result<(), Error> {
        self.finished = true;
        let seen = self.offset();
        // Whatever else stands there can't be told apart either.
        self.tokens.get_mut().drain()?;
        let in_entry = matches!(
            self.frames.last(),
            Some(Frame::Entry | Frame::Resource | Frame::Part)
        );
        let nothing = self.frames.is_empty() && !self.rewrite.is_open();
        if in_entry || self.rewrite.is_open() || (nothing && damage != Damage::Cut) {
            let start = if nothing { seen } else { self.piece.start };
            let position = self.record(start);
            let kind = self.piece.kind.unwrap_or(UNKNOWN);
            self.damaged(position, damage, kind, seen);
        }
        while !self.frames.is_empty() {
            if matches!(self.frames.last(), Some(Frame::Bundle(_))) {
                let position = self.bundle().map_or(self.position, |open| open.position);
                self.begin();
                self.tell(Event::Defect(Defect::new(position, Problem::EndOfStream)));
                self.bundle_ends(false);
            } else {
                self.frames.pop();
            }
        }
        Ok(())
    }

    fn bundle_ends(&mut self, trailer: bool) {
        self.begin();
        let byte = self.offset();
        if let Some(Frame::Bundle(open)) = self.frames.pop() {
            let (defect, end) = open.ended(byte, trailer);
            if let Some(defect) = defect {
                self.tell(Event::Defect(defect));
            }
            self.tell(Event::BundleEnd(end));
        }
        self.piece = Piece {
            is_bundle: true,
            ..Piece::default()
        };
    }

    fn tell(&mut self, event: Event<'static>) {
        self.queue.push_back(Step::Told(event));
    }

    fn bundle_mut(&mut self) -> Option<&mut Open> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Bundle(open) => Some(open),
            _ => None,
        })
    }

    /// The place of the next record inside of the one in hand, which stands there in other bytes.
    pub(crate) fn inside(&mut self, around: Position) -> Position {
        self.position.record += 1;
        Position {
            record: self.position.record,
            ..around
        }
    }

    /// The place of the next record.
    fn record(&mut self, byte: u64) -> Position {
        self.position.record += 1;
        let record = self.position.record;
        let open = self.bundle();
        Position {
            record,
            byte,
            bundle: open.map_or(0, |open| open.position.bundle),
            entry: open.map_or(0, |open| open.entries),
        }
    }

    /// Tells that the innermost Bundle has begun, once.
    fn begin(&mut self) {
        if let Some(open) = self.bundle_mut()
            && !std::mem::replace(&mut open.told, true)
        {
            self.queue.push_back(Step::Bundle);
        }
    }
}

impl Piece {
    fn at(start: u64) -> Self {
        let shape = Shape {
            is_entry: true,
            ..Shape::default()
        };
        Piece {
            start,
            shape,
            ..Piece::default()
        }
    }
}

/// The attributes that FHIR uses; `None` if they are not well-formed, or name an entity.
fn attributes(element: &BytesStart<'_>) -> Option<Attributes> {
    let mut found = Attributes::default();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let place = match attribute.key.as_ref() {
            "value" => &mut found.value,
            "url" => &mut found.url,
            "id" => &mut found.id,
            _ => continue,
        };
        *place = Some(
            quick_xml::escape::unescape(&attribute.value)
                .ok()?
                .into_owned(),
        );
    }
    Some(found)
}

#[cfg(test)]
mod tests;
