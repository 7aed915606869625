//! A stream of resources, whatever form it has: which form it is, and whether it is FHIR at all.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::io::Read;
use std::ops::Range;

use crate::digest::Digest;
use crate::event::{Bundle, Damage, Damaged, Entry, Event};
use crate::json::{Shape, Step, Unpack, Walk};
use crate::source::Source;
use crate::xml::Xml;
use crate::{Error, Limits, Position, Resource};

/// Reads a stream event by event. Holds one resource at a time.
pub struct Reader<R> {
    form: Form<R>,
    limits: Limits,
    /// What was met before the first resource, until it is clear that there is one.
    before: VecDeque<Event<'static>>,
    /// The first resource, until what was before it is told.
    first: Option<Step>,
    started: bool,
    /// What was told last is not in UTF-8: what else is wrong with it is not told.
    unreadable: Cell<bool>,
    /// The Parameters that was told last: what it carries comes next.
    parameters: Option<Parameters>,
}

/// A Parameters whose resources are told.
struct Parameters {
    unpack: Unpack,
    /// Where its text stands.
    range: Range<usize>,
    position: Position,
}

enum Form<R> {
    /// Nothing was read yet.
    New(Source<R>),
    Json(Walk<R>),
    Xml(Box<Xml<R>>),
    /// The stream was refused.
    Over,
}

/// Most things that are kept before the first resource.
const MOST_BEFORE: usize = 1_000;

impl<R: Read> Reader<R> {
    /// A reader of JSON or XML: lines, Bundles, arrays, single resources.
    pub fn new(read: R, limits: Limits) -> Self {
        Reader {
            form: Form::New(Source::new(read)),
            limits,
            before: VecDeque::new(),
            first: None,
            started: false,
            unreadable: Cell::new(false),
            parameters: None,
        }
    }

    /// The next event, or `None` at the end. The event borrows the reader's buffer.
    ///
    /// # Errors
    /// [`Error::Io`] at any time; the others only in place of the first event, when the stream is
    /// no FHIR.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>, Error> {
        if !self.started {
            let started = self.start();
            // Refused once, refused for good.
            self.started = started.as_ref().map_or_else(Error::is_refusal, |()| true);
            if started.is_err() {
                self.before.clear();
            }
            started?;
        }
        if let Some(event) = self.before.pop_front() {
            return Ok(Some(event));
        }
        if self.unreadable.replace(false) {
            self.form.forget();
        }
        let step = match (self.carried(), self.first.take()) {
            (Some(step), first) => {
                self.first = first;
                Some(step)
            }
            (None, Some(first)) => Some(first),
            (None, None) => self.form.step()?,
        };
        let Some(step) = step else {
            return Ok(None);
        };
        Ok(Some(self.told(step)))
    }

    /// Finds out what the stream is, and reads up to its first resource.
    fn start(&mut self) -> Result<(), Error> {
        self.begin()?;
        loop {
            let step = match self.form.step() {
                Ok(step) => step,
                Err(error) => {
                    if error.is_refusal() {
                        self.form = Form::Over;
                    }
                    return Err(error);
                }
            };
            let searched = self.form.offset();
            match step {
                None => return Err(self.refuse(searched)),
                Some(Step::Told(Event::Damaged(damaged)))
                    if damaged.kind == crate::names::UNKNOWN =>
                {
                    self.before.push_back(Event::Damaged(damaged));
                }
                Some(Step::Told(event @ (Event::Noise(_) | Event::Defect(_)))) => {
                    self.before.push_back(event);
                }
                Some(step) => {
                    self.first = Some(step);
                    return Ok(());
                }
            }
            if searched > self.limits.preamble_bytes || self.before.len() > MOST_BEFORE {
                return Err(self.refuse(searched));
            }
        }
    }

    /// Looks at the first bytes: whether it is JSON or XML.
    fn begin(&mut self) -> Result<(), Error> {
        let Form::New(source) = &mut self.form else {
            return Ok(());
        };
        let found = loop {
            let window = source.get(source.start, source.end());
            let text = window.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(window);
            let blanks = text
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            match text.get(blanks) {
                Some(byte) => break Some((window.len() - text.len(), *byte)),
                None if source.is_finished() => break None,
                None => {
                    // A blank stream is passed over, however long.
                    source.start = source.end().saturating_sub(3).max(source.start);
                    source.fill()?;
                }
            }
        };
        let Form::New(mut source) = std::mem::replace(&mut self.form, Form::Over) else {
            return Ok(());
        };
        let Some((mark, byte)) = found else {
            return Err(Error::Empty);
        };
        source.start += mark;
        self.form = match byte {
            b'<' => Form::Xml(Box::new(Xml::new(source, self.limits))),
            _ => Form::Json(Walk::new(source, self.limits)),
        };
        Ok(())
    }

    fn refuse(&mut self, searched: u64) -> Error {
        let found = match &self.form {
            Form::Xml(_) => "XML of another namespace",
            _ if self.before.iter().any(|it| matches!(it, Event::Damaged(_))) => {
                "JSON without a resourceType"
            }
            _ => "neither JSON nor XML",
        };
        self.form = Form::Over;
        self.before.clear();
        Error::NotFhir { searched, found }
    }

    /// The next resource of the Parameters in hand.
    fn carried(&mut self) -> Option<Step> {
        let Parameters {
            unpack,
            range,
            position,
        } = self.parameters.as_mut()?;
        let Some((shape, inner)) = unpack.next(self.form.text(range)) else {
            self.parameters = None;
            return None;
        };
        let position = self.form.inside(*position, inner.start);
        let inner = range.start + inner.start..range.start + inner.end;
        if shape.resource.is_some() && shape.kind.is_none() {
            let text = self.form.text(&inner);
            return Some(Step::Told(Event::Damaged(Damaged {
                position,
                damage: Damage::NoType,
                bytes: u64::try_from(inner.len()).unwrap_or(u64::MAX),
                digest: Digest::of(text),
                kind: crate::names::UNKNOWN,
            })));
        }
        Some(Step::Entry(Box::new(shape), inner, position))
    }

    /// The event of a step.
    fn told(&mut self, step: Step) -> Event<'_> {
        match step {
            Step::Told(event) => event,
            Step::Bundle => match self.form.bundle() {
                Some(bundle) => Event::BundleStart(bundle),
                // Never: a Bundle is open when it begins.
                None => Event::BundleStart(Bundle {
                    position: Position::default(),
                    kind: "",
                    id: "",
                    timestamp: "",
                }),
            },
            Step::Entry(shape, range, position) => {
                if self.parameters.is_none() {
                    let text = self.form.text(&range);
                    let unpack = Unpack::of(text, &shape, self.limits.depth);
                    self.parameters = unpack.map(|unpack| Parameters {
                        unpack,
                        range: range.clone(),
                        position,
                    });
                }
                let text = self.form.text(&range);
                match std::str::from_utf8(text) {
                    Ok(text) => Event::Entry(entry(&shape, text, position)),
                    Err(_) => {
                        self.unreadable.set(true);
                        self.parameters = None;
                        Event::Damaged(Damaged {
                            position,
                            damage: Damage::Encoding,
                            bytes: u64::try_from(range.len()).unwrap_or(u64::MAX),
                            digest: Digest::of(text),
                            kind: kind(&shape, text),
                        })
                    }
                }
            }
        }
    }
}

impl<R: Read> Form<R> {
    fn step(&mut self) -> Result<Option<Step>, Error> {
        match self {
            Form::Json(walk) => Ok(walk.step()?),
            Form::Xml(xml) => xml.step(),
            Form::New(_) | Form::Over => Ok(None),
        }
    }

    fn text(&self, range: &Range<usize>) -> &[u8] {
        match self {
            Form::Json(walk) => walk.text(range),
            Form::Xml(xml) => xml.text(range),
            Form::New(_) | Form::Over => b"",
        }
    }

    /// The place of what is so far inside of the record in hand.
    fn inside(&mut self, around: Position, at: usize) -> Position {
        let at = u64::try_from(at).unwrap_or(u64::MAX);
        match self {
            Form::Json(walk) => walk.inside(around, around.byte.saturating_add(at)),
            Form::Xml(xml) => xml.inside(around),
            Form::New(_) | Form::Over => around,
        }
    }

    fn bundle(&self) -> Option<Bundle<'_>> {
        let open = match self {
            Form::Json(walk) => walk.bundle(),
            Form::Xml(xml) => xml.bundle(),
            Form::New(_) | Form::Over => None,
        }?;
        Some(Bundle {
            position: open.position,
            kind: open.kind,
            id: &open.id,
            timestamp: &open.timestamp,
        })
    }

    fn offset(&self) -> u64 {
        match self {
            Form::Json(walk) => walk.offset(),
            Form::Xml(xml) => xml.offset(),
            Form::New(_) | Form::Over => 0,
        }
    }

    /// Drops the defects of what was read last.
    fn forget(&mut self) {
        if let Form::Json(walk) = self {
            walk.queue.clear();
        }
    }
}

/// An entry by the places of its parts.
fn entry<'a>(shape: &Shape, text: &'a str, position: Position) -> Entry<'a> {
    let part = |range: &Option<Range<usize>>| range.clone().and_then(|range| text.get(range));
    let resource =
        part(&shape.resource).map(|json| Resource::new(part(&shape.kind), part(&shape.id), json));
    Entry {
        position,
        resource,
        full_url: part(&shape.full_url).map(plain),
        method: part(&shape.method),
        url: part(&shape.url).map(plain),
        status: part(&shape.status),
        search_mode: part(&shape.search_mode),
    }
}

/// An address without the escapes that some senders write slashes with.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let unescaped = serde_json::from_str(&format!("\"{text}\""));
    unescaped.map_or(Cow::Borrowed(text), Cow::Owned)
}

fn kind(shape: &Shape, text: &[u8]) -> &'static str {
    let name = shape.kind.clone().and_then(|range| text.get(range));
    let name = name.and_then(|name| std::str::from_utf8(name).ok());
    name.map_or(crate::names::UNKNOWN, crate::names::resource_name)
}

/// The content of the buffer is not shown.
impl<R: Read> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("byte", &self.form.offset())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
