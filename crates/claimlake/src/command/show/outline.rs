//! Where each segment stands: the loops of the guides, by the segments that begin them.

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
    in_set: bool,
    /// Depth of the open loop, and of the open level (HL) in it.
    depth: usize,
    level: usize,
    at: At,
}

/// What is open around a segment, as far as it changes what a segment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum At {
    #[default]
    Head,
    Level,
    Claim,
    Other,
    Line,
}

/// The depth of segments in a set that begin no loop.
const SET: usize = 3;

/// A loop that begins: its id, its depth, and what is open from here on.
type Begin = (&'static str, usize, At);

impl Outline {
    pub(crate) fn new(survey: &Survey, only: Option<u32>) -> Outline {
        Outline {
            kinds: survey.units.iter().map(|unit| unit.kind.clone()).collect(),
            begun: 0,
            only,
            in_set: false,
            depth: SET,
            level: SET,
            at: At::Head,
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
            Event::GroupStart(gs) => self.envelope(member, &gs.segment(), 1, fates),
            Event::SetStart(start) => {
                self.begun += 1;
                self.in_set = true;
                (self.depth, self.level, self.at) = (SET, SET, At::Head);
                self.envelope(member, &start.st.segment(), 2, fates)
            }
            Event::SetEnd(_) => {
                self.in_set = false;
                None
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
                    depth: self.depth,
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
        let begins = self.begin(segment);
        let stands = match begins {
            Some((id, depth, at)) => {
                (self.depth, self.at) = (depth + 1, at);
                (Some(id), depth)
            }
            None => (None, self.depth),
        };
        self.is_wanted().then(|| {
            let place = (member.map(str::to_owned), segment.position().record);
            let id = text(segment.id());
            let became = match is_read(self.kind()) {
                true => fates.became(&place, &id),
                false => Became::Ignored,
            };
            made(segment, place, stands, became, fates)
        })
    }

    fn begin(&mut self, segment: &Segment<'_>) -> Option<Begin> {
        match self.kind() {
            "835" => remittance(segment, self.at),
            "837P" | "837I" | "837D" => self.claim(segment),
            "277CA" | "277" => self.status(segment),
            "999" | "997" => acknowledgment(segment),
            _ => None,
        }
    }

    fn claim(&mut self, segment: &Segment<'_>) -> Option<Begin> {
        let level = self.level;
        Some(match (segment.id(), self.at) {
            (b"HL", _) => {
                let (id, depth) = match segment.element(3) {
                    b"20" => ("2000A", SET),
                    b"22" => ("2000B", SET + 1),
                    b"23" => ("2000C", SET + 2),
                    _ => ("2000", SET),
                };
                self.level = depth;
                (id, depth, At::Level)
            }
            (b"NM1", At::Head) => match segment.element(1) {
                b"41" => ("1000A", SET, At::Head),
                b"40" => ("1000B", SET, At::Head),
                _ => ("1000", SET, At::Head),
            },
            (b"NM1", At::Level) => ("2010", level + 1, At::Level),
            (b"CLM", _) => ("2300", level + 1, At::Claim),
            (b"NM1", At::Claim) => ("2310", level + 2, At::Claim),
            (b"SBR", At::Claim | At::Other) => ("2320", level + 2, At::Other),
            (b"NM1", At::Other) => ("2330", level + 3, At::Other),
            (b"LX", _) => ("2400", level + 2, At::Line),
            (b"LIN", At::Line) => ("2410", level + 3, At::Line),
            (b"NM1", At::Line) => ("2420", level + 3, At::Line),
            (b"SVD", At::Line) => ("2430", level + 3, At::Line),
            (b"LQ", At::Line) => ("2440", level + 3, At::Line),
            _ => return None,
        })
    }

    fn status(&mut self, segment: &Segment<'_>) -> Option<Begin> {
        let level = self.level;
        Some(match segment.id() {
            b"HL" => {
                let (id, depth) = match segment.element(3) {
                    b"20" => ("2000A", SET),
                    b"21" => ("2000B", SET + 1),
                    b"19" => ("2000C", SET + 2),
                    b"PT" | b"22" => ("2000D", SET + 3),
                    b"23" => ("2000E", SET + 4),
                    _ => ("2000", SET),
                };
                self.level = depth;
                (id, depth, At::Level)
            }
            b"NM1" => ("2100", level + 1, At::Level),
            b"TRN" => ("2200", level + 1, At::Claim),
            b"SVC" => ("2220", level + 2, At::Line),
            _ => return None,
        })
    }
}

fn remittance(segment: &Segment<'_>, at: At) -> Option<Begin> {
    Some(match segment.id() {
        b"N1" if at == At::Head => match segment.element(1) {
            b"PR" => ("1000A", SET, At::Head),
            b"PE" => ("1000B", SET, At::Head),
            _ => ("1000", SET, At::Head),
        },
        b"LX" => ("2000", SET, At::Level),
        b"CLP" => ("2100", SET + 1, At::Claim),
        b"SVC" => ("2110", SET + 2, At::Line),
        b"PLB" => ("PLB", SET, At::Other),
        _ => return None,
    })
}

fn acknowledgment(segment: &Segment<'_>) -> Option<Begin> {
    Some(match segment.id() {
        b"AK2" => ("2000", SET, At::Claim),
        b"IK3" | b"AK3" => ("2100", SET + 1, At::Line),
        b"IK4" | b"AK4" => ("2110", SET + 2, At::Line),
        b"IK5" | b"AK5" => ("2000", SET + 1, At::Claim),
        b"AK9" => ("AK9", SET, At::Head),
        _ => return None,
    })
}

/// Whether sets of this kind become rows.
fn is_read(kind: &str) -> bool {
    ["835", "837P", "837I", "837D", "277CA", "277", "999", "997"].contains(&kind)
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
