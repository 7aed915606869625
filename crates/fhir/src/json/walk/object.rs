//! An object that may be a resource, an entry or a Bundle.

use std::io::{self, Read};

use super::{Damage, Damaged, Event, Frame, Open, Step, Walk};
use crate::digest::Digest;
use crate::json::scan::Lines;
use crate::json::shape::{Look, look};
use crate::json::{Extent, Held, Shape};
use crate::names::{UNKNOWN, resource_name};
use crate::{Defect, Position, Problem};

/// So much of an object shows what it is, mostly.
pub(super) const ENOUGH: usize = 4 << 10;

impl<R: Read> Walk<R> {
    /// The object at the cursor.
    pub(super) fn object(&mut self) -> io::Result<Option<Step>> {
        let lines = match self.frames.last() {
            None => self.lines,
            Some(_) => Lines::Inside,
        };
        let depth = self.stream.limits.depth;
        self.stream.ensure(ENOUGH)?;
        let mut found = look(self.stream.window(), depth);
        let mut held = None;
        if let Look::More(_) | Look::Broken(_) = found {
            let value = self.stream.hold(lines)?;
            // Without what follows it, so that what was cut does not go on in the next.
            let window = self.stream.window();
            found = look(window.get(..value.bytes).unwrap_or(window), depth);
            held = Some(value);
        }
        let extent = held.as_ref().map_or(Extent::Whole, |held| held.extent);
        match found {
            Look::Bundle(shape) => self.enter(&shape, held, lines),
            Look::More(shape) if extent == Extent::Over && shape.entries => {
                self.enter(&shape, held, lines)
            }
            Look::Whole(shape, bytes) if extent == Extent::Whole => {
                if bytes > self.stream.limits.resource_bytes {
                    let kind = self.kind(&shape);
                    self.count_entry();
                    return Ok(Some(self.damaged(Damage::TooLong, kind, bytes)));
                }
                Ok(Some(self.entry(shape, bytes)))
            }
            Look::Whole(shape, _) | Look::More(shape) | Look::Broken(shape) => {
                self.lost(&shape, held, lines).map(Some)
            }
        }
    }

    /// An array where a resource is expected.
    pub(super) fn other(&mut self) -> io::Result<Option<Step>> {
        let held = self.stream.hold(Lines::Inside)?;
        self.count_entry();
        if held.extent == Extent::Over {
            return self.pass_over(&held, UNKNOWN, Lines::Inside).map(Some);
        }
        let deep = held.scan.deepest > self.stream.limits.depth;
        let damage = match held.extent {
            Extent::Cut => Damage::Cut,
            _ if deep => Damage::TooDeep,
            _ => Damage::NoType,
        };
        Ok(Some(self.damaged(damage, UNKNOWN, held.bytes)))
    }

    /// Goes into a Bundle, or into an entry that holds one.
    fn enter(
        &mut self,
        shape: &Shape,
        held: Option<Held>,
        lines: Lines,
    ) -> io::Result<Option<Step>> {
        let is_bundle = |frame: &&Frame| matches!(frame, Frame::Bundle(_));
        let open = self.frames.iter().filter(is_bundle).count();
        if open >= self.stream.limits.bundles {
            let held = match held {
                Some(held) => held,
                None => self.stream.hold(lines)?,
            };
            self.count_entry();
            if held.extent == Extent::Over {
                return self.pass_over(&held, "Bundle", lines).map(Some);
            }
            return Ok(Some(self.damaged(Damage::TooDeep, "Bundle", held.bytes)));
        }
        let byte = self.stream.offset();
        self.count_entry();
        // Its own type was found, or nothing but its entries.
        if shape.kind.is_some() || shape.entries {
            self.position.record += 1;
            self.bundles = self.bundles.saturating_add(1);
            self.frames.push(Frame::Bundle(Open::new(Position {
                record: self.position.record,
                byte,
                bundle: self.bundles,
                entry: 0,
            })));
            self.one_line = false;
        } else {
            self.frames.push(Frame::Entry);
        }
        self.stream.advance(1);
        Ok(None)
    }

    /// An entry or a resource that is all there.
    fn entry(&mut self, shape: Shape, bytes: usize) -> Step {
        let in_entries = matches!(self.frames.last(), Some(Frame::Entries));
        self.count_entry();
        let kind = self.kind(&shape);
        if shape.deepest > self.stream.limits.depth {
            return self.damaged(Damage::TooDeep, kind, bytes);
        }
        let is_typed = shape.kind.is_some() || (shape.is_entry && shape.resource.is_none());
        if !is_typed {
            return self.damaged(Damage::NoType, kind, bytes);
        }
        let position = self.record();
        let mut tell = |problem| {
            let defect = Event::Defect(Defect::new(position, problem));
            self.queue.push_back(defect);
        };
        problems(&shape, kind)
            .into_iter()
            .flatten()
            .for_each(&mut tell);
        if shape.is_entry != in_entries {
            tell(Problem::Misplaced);
        }
        let start = self.stream.source.start;
        self.note_line(bytes);
        self.stream.advance(bytes);
        Step::Entry(Box::new(shape), start..start + bytes, position)
    }

    /// Whether a resource that stands by itself stands in one line.
    fn note_line(&mut self, bytes: usize) {
        if self.frames.is_empty() && self.lines != Lines::Delimited {
            let text = self.stream.window().get(..bytes).unwrap_or_default();
            self.one_line = memchr::memchr(b'\n', text).is_none();
        }
    }

    /// An object that can't be read.
    fn lost(&mut self, shape: &Shape, held: Option<Held>, lines: Lines) -> io::Result<Step> {
        let kind = self.kind(shape);
        let held = match held {
            Some(held) => held,
            None => self.stream.hold(lines)?,
        };
        let in_entries = matches!(self.frames.last(), Some(Frame::Entries));
        self.count_entry();
        if in_entries && let Some(bytes) = self.search(held.bytes) {
            return Ok(self.damaged(Damage::Cut, kind, bytes));
        }
        if held.extent == Extent::Over {
            return self.pass_over(&held, kind, lines);
        }
        let deep = held.scan.deepest > self.stream.limits.depth;
        let damage = match held.extent {
            Extent::Next | Extent::Cut => Damage::Cut,
            _ if deep => Damage::TooDeep,
            _ => Damage::Broken,
        };
        Ok(self.damaged(damage, kind, held.bytes))
    }

    /// Where the next entry begins inside of one that does not end.
    fn search(&mut self, within: usize) -> Option<usize> {
        self.searches = self.searches.checked_sub(1)?;
        let window = self.stream.window();
        let text = window.get(..within).unwrap_or(window);
        let starts = [&b"\"fullUrl\""[..], b"\"resource\""].map(|name| {
            memchr::memmem::find_iter(text, name).find_map(|at| {
                let before = text.get(..at)?;
                let brace = before
                    .iter()
                    .rposition(|byte| !byte.is_ascii_whitespace())?;
                (brace > 0 && before.get(brace) == Some(&b'{')).then_some(brace)
            })
        });
        starts.into_iter().flatten().min()
    }

    /// Passes over a value that is longer than the limit.
    fn pass_over(&mut self, held: &Held, kind: &'static str, lines: Lines) -> io::Result<Step> {
        let position = self.record();
        let mut digest = Digest::default();
        let bytes = self.stream.pass(held, lines, &mut digest)?;
        Ok(Step::Told(Event::Damaged(Damaged {
            position,
            damage: Damage::TooLong,
            bytes,
            digest: digest.finish(),
            kind,
        })))
    }

    /// A value in hand that can't be read; it is passed over.
    fn damaged(&mut self, damage: Damage, kind: &'static str, bytes: usize) -> Step {
        let position = self.record();
        self.note_line(bytes);
        let mut digest = Digest::default();
        self.stream.leave(bytes, &mut digest);
        Step::Told(Event::Damaged(Damaged {
            position,
            damage,
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            digest: digest.finish(),
            kind,
        }))
    }

    fn kind(&self, shape: &Shape) -> &'static str {
        let window = self.stream.window();
        let name = shape.kind.clone().and_then(|range| window.get(range));
        let name = name.and_then(|name| std::str::from_utf8(name).ok());
        resource_name(name.unwrap_or_default())
    }

    /// Counts what stands in a Bundle's array.
    fn count_entry(&mut self) {
        if let Some(Frame::Entries) = self.frames.last()
            && let Some(open) = self.bundle_mut()
        {
            open.entries = open.entries.saturating_add(1);
        }
    }

    /// The place of the next record inside of the one in hand.
    pub(crate) fn inside(&mut self, around: Position, byte: u64) -> Position {
        self.position.record += 1;
        Position {
            record: self.position.record,
            byte,
            ..around
        }
    }

    /// The place of the next record.
    fn record(&mut self) -> Position {
        self.position.record += 1;
        self.position.byte = self.stream.offset();
        let (bundle, entry) = match self.bundle() {
            Some(open) => (open.position.bundle, open.entries),
            None => (0, 0),
        };
        (self.position.bundle, self.position.entry) = (bundle, entry);
        self.position
    }
}

/// What is wrong with a resource that can be read.
pub(crate) fn problems(shape: &Shape, kind: &str) -> [Option<Problem>; 2] {
    if shape.resource.is_none() {
        return [None, None];
    }
    // What is to be created has no id yet (FHIR R4, bundle.html#transaction); to answers nothing
    // refers.
    let named = shape.id.is_some() || shape.full_url.is_some();
    let is_new = shape.method.is_some() || shape.status.is_some();
    let is_answer = matches!(kind, "Parameters" | "OperationOutcome");
    let no_id = !named && !is_new && !is_answer;
    [
        (kind == UNKNOWN).then_some(Problem::UnknownType),
        no_id.then_some(Problem::NoId),
    ]
}
