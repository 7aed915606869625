//! 999 and 997: whether groups and sets that were sent could be read. X12 TR3 005010X231A1.
//!
//! A row a set (AK2 to IK5) with its errors as a list, and one for the group (AK9).

use tables::{ClaimAck, SyntaxError, WriteError};
use x12::acknowledgment::{End, Group, Loops, Part, Set as Answer, SetItem};
use x12::segment::{Ctx, Ik3, Ik4};
use x12::{Damaged, Kind, Position, Segment, SetStart};

use crate::context::{Context, Refused, at, int};
use crate::fault::{Element, Fault};
use crate::identity::text;
use crate::items::given;
use crate::lost;
use crate::texts::Texts;
use crate::x12_file::Mapping;

/// The mapping of 999 and 997 sets.
#[derive(Debug)]
pub(crate) struct Mapper {
    loops: Loops,
    set: Set,
}

/// What is known of the set in hand, loop after loop.
#[derive(Debug, Default)]
struct Set {
    ack_type: &'static str,
    guide: String,
    functional_id: String,
    group: String,
    group_guide: String,
    texts: Texts,
    /// AK2 loops so far, refused ones included: an ordinal is a place, not a count of rows.
    ordinal: u32,
    /// AK9 so far.
    groups: u32,
    /// AK1, where no row has repeated it yet.
    pending: u64,
}

impl Mapper {
    pub(crate) fn new(limits: x12::Limits) -> Mapper {
        Mapper {
            loops: Loops::new(limits),
            set: Set::default(),
        }
    }
}

impl Mapping for Mapper {
    fn start(&mut self, start: &SetStart<'_>, guide: &str) {
        self.set = Set {
            ack_type: if start.kind == Kind::Acknowledgment {
                "999"
            } else {
                "997"
            },
            guide: guide.to_owned(),
            ..Set::default()
        };
    }

    fn segment(&mut self, segment: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.push(segment) {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }

    fn damaged(&mut self, damaged: &Damaged) {
        self.loops.damage(damaged);
    }

    fn cut(&mut self) {
        self.loops.cut();
    }

    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if let Some(part) = self.loops.finish() {
            self.set.part(part, cx)?;
        }
        // Nothing followed that repeats it.
        cx.tally.ignored("segment AK1", self.set.pending);
        Ok(())
    }
}

impl Set {
    fn part(&mut self, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match part {
            Part::Group(group) => self.group(group, cx),
            Part::Set(set) => self.set(set, part.is_damaged(), cx)?,
            Part::End(end) => self.end(end, part.is_damaged(), cx)?,
            Part::TooLarge(too_large) => {
                self.ordinal = self.ordinal.saturating_add(too_large.claims);
                let fault = Fault {
                    position: too_large.position,
                    segment_id: String::new(),
                    element: Element::default(),
                    code: "loop_bytes",
                    expected: "expected a loop within the limit, but found a longer one".to_owned(),
                };
                let (start, segments) = (too_large.position, too_large.segments);
                cx.reject_as(Refused::Loop, start, segments, &fault, "limit")?;
            }
        }
        self.ordinal = self.ordinal.saturating_add(part.lost_sets());
        lost::reject(part.lost(), cx)
    }

    fn group(&mut self, group: Group<'_>, cx: &mut Context<'_>) {
        // Nothing followed that repeats the one before.
        cx.tally
            .ignored("segment AK1", std::mem::take(&mut self.pending));
        for segment in group.span().segments() {
            match x12::segment::Ak1::try_from_segment(segment) {
                Some(ak1) => {
                    self.functional_id = text(ak1.functional_id());
                    self.group = text(ak1.control_number());
                    self.group_guide = text(ak1.version());
                    self.pending = 1;
                }
                None => cx.ignore(&segment, ""),
            }
        }
    }

    /// What every row repeats. AK1 counts as mapped with the first.
    fn start<'a>(&'a self, level: &'a str) -> ClaimAck<'a> {
        ClaimAck {
            ack_type: self.ack_type,
            level,
            guide: given(&self.guide),
            answered_functional_id: given(&self.functional_id),
            answered_group: given(&self.group),
            answered_guide: given(&self.group_guide),
            ..ClaimAck::default()
        }
    }

    fn set(
        &mut self,
        set: Answer<'_>,
        damaged: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.ordinal += 1;
        cx.tally.mapped(std::mem::take(&mut self.pending));
        let ak2 = set.ak2();
        let first = ak2.segment().position();
        if self.texts.load(set.span().segments()) {
            cx.latin1(first)?;
        }
        let texts = &self.texts;
        let mut row = self.start("set");
        row.level_ordinal = int(self.ordinal);
        row.answered_set_type = texts.opt(ak2.set_id());
        row.answered_set = texts.opt(ak2.control_number());
        row.answered_guide = texts.opt(ak2.version()).or(row.answered_guide);
        cx.tally.mapped(1);
        let told = Told::of(set, texts, cx)?;
        let (position, codes) = match set.ik5() {
            Some(ik5) => {
                row.category_code = texts.opt(ik5.code());
                (ik5.segment().position(), codes(ik5.errors(), texts))
            }
            None => (first, Codes::default()),
        };
        let errors = told.errors();
        row.status_ordinal = i32::from(row.category_code.is_some());
        row.status_code = given(&codes.first);
        row.further_codes = given(&codes.further);
        row.errors = &errors;
        append(&row, position, damaged, cx)
    }

    fn end(&mut self, end: End<'_>, damaged: bool, cx: &mut Context<'_>) -> Result<(), WriteError> {
        self.groups += 1;
        cx.tally.mapped(std::mem::take(&mut self.pending));
        let ak9 = end.ak9();
        let segment = ak9.segment();
        self.texts.load(end.span().segments());
        let texts = &self.texts;
        let mut row = self.start("group");
        row.answer_ordinal = int(self.groups);
        row.category_code = texts.opt(ak9.code());
        row.status_ordinal = i32::from(row.category_code.is_some());
        let codes = codes(ak9.errors(), texts);
        row.status_code = given(&codes.first);
        row.further_codes = given(&codes.further);
        row.sets_included = number(&segment, 2, ak9.included(), cx)?;
        row.sets_received = number(&segment, 3, ak9.received(), cx)?;
        row.sets_accepted = number(&segment, 4, ak9.accepted(), cx)?;
        cx.tally.mapped(1);
        let rest = end.span().segments().skip(1);
        rest.for_each(|segment| cx.ignore(&segment, ""));
        append(&row, segment.position(), damaged, cx)
    }
}

fn append(
    row: &ClaimAck<'_>,
    position: Position,
    damaged: bool,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let unit = cx.place.origin();
    let origin = at(&unit, position, damaged);
    cx.out.claim_ack().append(&ClaimAck { origin, ..*row })
}

/// The first code and the others.
#[derive(Default)]
struct Codes {
    first: String,
    further: String,
}

fn codes<'a>(mut errors: impl Iterator<Item = &'a [u8]>, texts: &Texts) -> Codes {
    let mut text = || errors.next().map(|code| texts.get(code).to_owned());
    let first = text().unwrap_or_default();
    let further: Vec<String> = std::iter::from_fn(text).collect();
    Codes {
        first,
        further: further.join(" "),
    }
}

/// A count; what is none is null, and noted.
fn number(
    segment: &Segment<'_>,
    element: usize,
    sent: &[u8],
    cx: &mut Context<'_>,
) -> Result<Option<i32>, WriteError> {
    if sent.is_empty() {
        return Ok(None);
    }
    let parsed = std::str::from_utf8(sent)
        .ok()
        .and_then(|it| it.parse().ok());
    if parsed.is_none() {
        let words = "expected a whole number, but found another form";
        let fault = Fault::new(segment, Element::Of(element, 0), "6", words);
        cx.lost("bad_quantity", &fault)?;
    }
    Ok(parsed)
}

/// The errors of a set, with the contexts that follow each.
struct Told<'a> {
    errors: Vec<SyntaxError<'a>>,
    /// One for each error.
    contexts: Vec<String>,
}

impl<'a> Told<'a> {
    fn of(set: Answer<'a>, texts: &'a Texts, cx: &mut Context<'_>) -> Result<Told<'a>, WriteError> {
        let mut told = Told {
            errors: Vec::new(),
            contexts: Vec::new(),
        };
        // Of the segment, until its first element comes.
        let (mut of_segment, mut fresh) = (SyntaxError::default(), false);
        for item in set.items() {
            match item {
                SetItem::Ik3(ik3) => {
                    of_segment = segment_error(ik3, texts, cx)?;
                    told.push(of_segment);
                    fresh = true;
                }
                SetItem::Ik4(ik4) => {
                    let error = element_error(ik4, of_segment, texts, cx)?;
                    match (fresh, told.errors.last_mut()) {
                        (true, Some(last)) => *last = error,
                        _ => told.push(error),
                    }
                    fresh = false;
                }
                SetItem::Ctx(ctx) => match told.contexts.last_mut() {
                    Some(last) => context(ctx, texts, last),
                    None => {
                        cx.ignore(&ctx.segment(), "");
                        continue;
                    }
                },
                SetItem::Ik5(_) => {}
                SetItem::Other(segment) => {
                    cx.ignore(&segment, "");
                    continue;
                }
            }
            cx.tally.mapped(1);
        }
        Ok(told)
    }

    fn push(&mut self, error: SyntaxError<'a>) {
        self.errors.push(error);
        self.contexts.push(String::new());
    }

    fn errors(&self) -> Vec<SyntaxError<'_>> {
        let pairs = self.errors.iter().zip(&self.contexts);
        pairs
            .map(|(error, context)| SyntaxError {
                context: given(context),
                ..*error
            })
            .collect()
    }
}

fn segment_error<'a>(
    ik3: Ik3<'a>,
    texts: &'a Texts,
    cx: &mut Context<'_>,
) -> Result<SyntaxError<'a>, WriteError> {
    Ok(SyntaxError {
        segment_id: texts.get(ik3.segment_id()),
        position: number(&ik3.segment(), 2, ik3.position(), cx)?.map(i64::from),
        loop_id: texts.opt(ik3.loop_id()),
        segment_code: texts.opt(ik3.code()),
        ..SyntaxError::default()
    })
}

fn element_error<'a>(
    ik4: Ik4<'a>,
    of_segment: SyntaxError<'a>,
    texts: &'a Texts,
    cx: &mut Context<'_>,
) -> Result<SyntaxError<'a>, WriteError> {
    let segment = ik4.segment();
    Ok(SyntaxError {
        element: number(&segment, 1, ik4.element(), cx)?,
        component: number(&segment, 1, ik4.component(), cx)?,
        repetition: number(&segment, 1, ik4.repetition(), cx)?,
        reference: texts.opt(ik4.reference()),
        element_code: texts.opt(ik4.code()),
        bad_value: texts.opt(ik4.bad_value()),
        ..of_segment
    })
}

/// `CLM01:ACC1`, and the place of a trigger as `NM1 9 2010AA 08`.
fn context(ctx: Ctx<'_>, texts: &Texts, to: &mut String) {
    if !to.is_empty() {
        to.push_str("; ");
    }
    to.push_str(texts.get(ctx.name()));
    if !ctx.value().is_empty() {
        to.push(':');
        to.push_str(texts.get(ctx.value()));
    }
    for part in [
        ctx.segment_id(),
        ctx.position(),
        ctx.loop_id(),
        ctx.element(),
    ] {
        if !part.is_empty() {
            to.push(' ');
            to.push_str(texts.get(part));
        }
    }
}

/// Every element that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "AK101", "AK102", "AK103", "AK201", "AK202", "AK203",
    "IK301", "IK302", "IK303", "IK304",
    "CTX01-1", "CTX01-2", "CTX02", "CTX03", "CTX04", "CTX05-1",
    "IK401-1", "IK401-2", "IK401-3", "IK402", "IK403", "IK404",
    "IK501", "IK502", "IK503", "IK504", "IK505", "IK506",
    "AK901", "AK902", "AK903", "AK904", "AK905", "AK906", "AK907", "AK908", "AK909",
];
