//! Where each segment stands, and what it is shown as.

use convert::Survey;
use x12::{Event, Segment};

use super::entry::{Became, Element, Entry};
use super::fate::Fates;
use super::names;

/// Follows the loops of a file.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Kinds of the documents in order, and how many have begun.
    kinds: Vec<String>,
    begun: usize,
    only: Option<u32>,
    /// GS08 of the open group.
    guide: Vec<u8>,
    loops: ack::Outline,
}

/// The depth of segments in a set that begin no loop.
const SET: usize = 3;

impl Outline {
    pub(crate) fn new(survey: &Survey, only: Option<u32>) -> Outline {
        Outline {
            kinds: survey.units.iter().map(|unit| unit.kind.clone()).collect(),
            begun: 0,
            only,
            guide: vec![],
            loops: ack::Outline::default(),
        }
    }

    /// The event as it is shown; `None` for what is not.
    pub(crate) fn entry(
        &mut self,
        member: Option<&str>,
        event: &Event<'_>,
        fates: &Fates,
    ) -> Option<Entry> {
        match event {
            Event::InterchangeStart(isa) => self.envelope(member, &isa.segment(), 0, fates),
            Event::GroupStart(gs) => {
                self.guide = gs.version().to_vec();
                self.envelope(member, &gs.segment(), 1, fates)
            }
            Event::SetStart(start) => {
                self.begun += 1;
                self.loops.start(start, &self.guide);
                self.envelope(member, &start.st.segment(), 2, fates)
            }
            Event::Segment(segment) => self.segment(member, segment, fates),
            Event::Outside(segment) => {
                if segment.id() == b"TA1" {
                    self.begun += 1;
                }
                self.is_wanted().then(|| {
                    let place = (member.map(str::to_owned), segment.position().record);
                    let mapped = !fates.tables(&place).is_empty();
                    let became = if mapped {
                        Became::Mapped
                    } else {
                        Became::Ignored
                    };
                    made(segment, place, (None, 1), became, fates)
                })
            }
            Event::Damaged(damaged) if self.is_wanted() => {
                let place = (member.map(str::to_owned), damaged.position.record);
                Some(Entry {
                    depth: SET + self.loops.depth(),
                    begins: None,
                    record: damaged.position.record,
                    segment: "?".to_owned(),
                    name: "a segment that can't be read",
                    elements: vec![],
                    became: Became::Rejected,
                    tables: vec![],
                    notes: fates.notes(&place),
                })
            }
            Event::Damaged(_)
            | Event::Preamble(_)
            | Event::Noise(_)
            | Event::Defect(_)
            | Event::SetEnd(_)
            | Event::GroupEnd(_)
            | Event::InterchangeEnd(_) => None,
        }
    }

    fn is_wanted(&self) -> bool {
        let begun = u32::try_from(self.begun).unwrap_or(u32::MAX);
        self.only.is_none_or(|only| only == begun)
    }

    fn kind(&self) -> &str {
        let at = self.begun.checked_sub(1);
        at.and_then(|at| self.kinds.get(at))
            .map_or("", String::as_str)
    }

    /// With one set asked for, only the envelopes around it: those before it, which nobody knows yet, are
    /// left out but for ST.
    fn envelope(
        &self,
        member: Option<&str>,
        segment: &Segment<'_>,
        depth: usize,
        fates: &Fates,
    ) -> Option<Entry> {
        let wanted = match depth {
            2 => self.is_wanted(),
            _ => self.only.is_none(),
        };
        wanted.then(|| {
            let place = (member.map(str::to_owned), segment.position().record);
            made(segment, place, (None, depth), Became::Envelope, fates)
        })
    }

    fn segment(
        &mut self,
        member: Option<&str>,
        segment: &Segment<'_>,
        fates: &Fates,
    ) -> Option<Entry> {
        let place = self.loops.segment(segment);
        let stands = (place.begins, SET + place.depth);
        self.is_wanted().then(|| {
            let place = (member.map(str::to_owned), segment.position().record);
            let became = match is_read(self.kind()) {
                true => fates.became(&place),
                false => Became::Ignored,
            };
            made(segment, place, stands, became, fates)
        })
    }
}

/// Whether sets of this kind become rows.
fn is_read(kind: &str) -> bool {
    [
        "835", "837P", "837I", "837D", "277CA", "277", "277RFAI", "276", "270", "271", "278",
        "275", "999", "997",
    ]
    .contains(&kind)
}

fn made(
    segment: &Segment<'_>,
    place: (Option<String>, u64),
    (begins, depth): (Option<&'static str>, usize),
    became: Became,
    fates: &Fates,
) -> Entry {
    let id = text(segment.id());
    Entry {
        depth,
        begins,
        record: place.1,
        name: names::segment(&id),
        elements: elements(segment, &id),
        became,
        tables: fates.tables(&place),
        notes: fates.notes(&place),
        segment: id,
    }
}

/// Elements that were sent, composites in their components, repetitions in turn.
fn elements(segment: &Segment<'_>, id: &str) -> Vec<Element> {
    let mut shown = Vec::new();
    let mut push = |number: String, value: &[u8]| {
        if !value.is_empty() {
            let name = names::element(id, &number);
            let value = text(value);
            shown.push(Element {
                number,
                name,
                value,
            });
        }
    };
    for number in 1..=segment.element_count() {
        // The separators themselves stand in the ISA.
        if id == "ISA" {
            push(format!("{number:02}"), segment.element(number));
            continue;
        }
        for repetition in segment.repetitions(number) {
            let components: Vec<&[u8]> = repetition.components().collect();
            if let [only] = components.as_slice() {
                push(format!("{number:02}"), only);
                continue;
            }
            for (at, component) in (1..).zip(components) {
                push(format!("{number:02}-{at}"), component);
            }
        }
    }
    shown
}

/// Text as it is shown: UTF-8, else Latin-1; what a terminal would act on is a sign.
fn text(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    text.replace(char::is_control, "\u{fffd}")
}
