//! The elements of a segment against the dictionary, in the codes of IK403.

use domain::date;
use x12::Segment;

use crate::dictionary::{self, Condition, Holds, Kind, Layout, Rule, Simple, Slot};
use crate::guide::Place;

/// What is wrong with an element. X12 005010X231A1, IK4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementError {
    /// Which element of the segment, from 1.
    pub element: usize,
    /// Which component of it, from 1; 0 for the element itself.
    pub component: usize,
    /// Which repetition, from 1; 0 where it can't repeat.
    pub repetition: usize,
    /// Its number in the data element dictionary (IK402), where it has one.
    pub number: Option<u32>,
    /// IK403: 1 missing, 2 missing by a condition, 3 too many elements, 4 too short, 5 too long,
    /// 6 character, 7 code value, 8 date, 9 time, 10 excluded by a condition, 12 too many repetitions,
    /// 13 too many components, I12 not the number that comes next or is pointed at.
    pub code: &'static str,
    /// What was sent (IK404), its first 99 bytes: content, for the sender's eyes alone.
    pub bad: Vec<u8>,
}

/// Errors that are told of one segment: a hostile one has as many as it has repetitions.
const MOST_ELEMENTS: usize = 100;

/// Bytes of a value that are kept: IK404 has 99 characters.
const COPY: usize = 99;

/// A place in a segment, as errors name it.
#[derive(Debug, Clone, Copy)]
struct At {
    element: usize,
    component: usize,
    repetition: usize,
}

/// What is wrong with the elements of a segment. A segment that the data do not have is taken as it is.
pub(crate) fn check(
    segment: &Segment<'_>,
    (needed, codes): (&[Place], &[(Place, Vec<&'static str>)]),
    errors: &mut Vec<ElementError>,
) {
    let Some(layout) = dictionary::segment(segment.id()) else {
        return;
    };
    for (index, slot) in layout.slots.iter().enumerate() {
        check_element(segment, index + 1, slot, errors);
    }
    let most = layout.slots.len();
    if let Some(extra) = (most + 1..=segment.element_count()).find(|n| is_sent(segment, *n)) {
        let at = At {
            element: extra,
            component: 0,
            repetition: 0,
        };
        push(errors, at, None, "3", b"");
    }
    let sent = |place: usize| is_sent(segment, place);
    for condition in &layout.conditions {
        if let Some((place, code)) = condition.fails(&sent) {
            let at = At {
                element: place,
                component: 0,
                repetition: 0,
            };
            push(errors, at, number_at(layout, place), code, b"");
        }
    }
    check_codes(segment, layout, codes, errors);
    for &(element, component) in needed {
        let value = value_at(segment, (element, component));
        let same = [component, 0];
        let told =
            |error: &ElementError| error.element == element && same.contains(&error.component);
        // Of a composite that was not sent at all, the composite is missing.
        let nothing = component > 0 && segment.element(element).is_empty();
        if value.is_empty() && !nothing && !errors.iter().any(told) {
            let at = At {
                element,
                component,
                repetition: 0,
            };
            push(
                errors,
                at,
                number_within(layout, element, component),
                "1",
                b"",
            );
        }
    }
}

/// Values that the guide does not have, where nothing else is wrong with them.
fn check_codes(
    segment: &Segment<'_>,
    layout: &Layout,
    codes: &[(Place, Vec<&'static str>)],
    errors: &mut Vec<ElementError>,
) {
    for ((element, component), codes) in codes {
        let value = value_at(segment, (*element, *component));
        let known = codes.iter().any(|code| code.as_bytes() == value);
        let told = |error: &ElementError| error.element == *element;
        if !value.is_empty() && !known && !errors.iter().any(told) {
            let at = At {
                element: *element,
                component: *component,
                repetition: 0,
            };
            push(
                errors,
                at,
                number_within(layout, *element, *component),
                "7",
                value,
            );
        }
    }
}

fn value_at<'a>(segment: &Segment<'a>, (element, component): Place) -> &'a [u8] {
    match component {
        0 => segment.element(element),
        _ => segment.component(element, component),
    }
}

fn is_sent(segment: &Segment<'_>, place: usize) -> bool {
    !segment.element(place).is_empty()
}

fn check_element(
    segment: &Segment<'_>,
    element: usize,
    slot: &Slot,
    errors: &mut Vec<ElementError>,
) {
    let mut at = At {
        element,
        component: 0,
        repetition: 0,
    };
    let value = segment.element(element);
    if value.is_empty() {
        if slot.mandatory {
            push(errors, at, slot.number(), "1", b"");
        }
        return;
    }
    let count = segment.repetitions(element).count();
    if count > 1 && !slot.repeats {
        push(errors, at, slot.number(), "12", value);
        return;
    }
    for (repetition, composite) in (1..).zip(segment.repetitions(element)) {
        at.repetition = if slot.repeats { repetition } else { 0 };
        let components: Vec<&[u8]> = composite.components().collect();
        match &slot.holds {
            Holds::Simple(simple) => match components.as_slice() {
                [only] => check_value(simple, only, at, errors),
                _ => push(errors, at, Some(simple.number), "13", composite.as_bytes()),
            },
            Holds::Composite(layout) => check_composite(layout, &components, at, errors),
        }
    }
    if let Some((code, place)) = period(segment, element) {
        let at = At {
            element: place,
            component: 0,
            repetition: 0,
        };
        push(errors, at, slot.number(), code, value);
    }
}

/// A day or days that another element says the form of: 1251 after 1250.
fn period(segment: &Segment<'_>, element: usize) -> Option<(&'static str, usize)> {
    let form = match (segment.id(), element) {
        (b"DTP", 3) => segment.element(2),
        (b"DMG", 2) => segment.element(1),
        (b"DTM", 6) => segment.element(5),
        (b"PAT", 6) => segment.element(5),
        (b"DN2", 5) => segment.element(4),
        _ => return None,
    };
    let value = segment.element(element);
    let is_day = match form {
        b"D8" => date::parse_d8(value).is_ok(),
        b"RD8" => date::parse_rd8(value).is_ok(),
        _ => return None,
    };
    (!is_day).then_some(("8", element))
}

fn check_composite(layout: &Layout, components: &[&[u8]], at: At, errors: &mut Vec<ElementError>) {
    let value = |place: usize| {
        let index = place.checked_sub(1);
        index
            .and_then(|index| components.get(index))
            .copied()
            .unwrap_or_default()
    };
    for (place, slot) in (1..).zip(&layout.slots) {
        let at = At {
            component: place,
            ..at
        };
        let Holds::Simple(simple) = &slot.holds else {
            continue;
        };
        match value(place) {
            b"" if slot.mandatory => push(errors, at, Some(simple.number), "1", b""),
            b"" => {}
            text => check_value(simple, text, at, errors),
        }
    }
    let extra = (1..)
        .zip(components)
        .skip(layout.slots.len())
        .find(|(_, text)| !text.is_empty());
    if let Some((component, text)) = extra {
        push(errors, At { component, ..at }, None, "13", text);
    }
    for condition in &layout.conditions {
        if let Some((component, code)) = condition.fails(&|place| !value(place).is_empty()) {
            let at = At { component, ..at };
            push(errors, at, number_at(layout, component), code, b"");
        }
    }
}

fn check_value(simple: &Simple, value: &[u8], at: At, errors: &mut Vec<ElementError>) {
    if let Some(code) = fault(simple, value) {
        push(errors, at, Some(simple.number), code, value);
    }
}

/// The code of what is wrong with a value; the first that applies.
fn fault(simple: &Simple, value: &[u8]) -> Option<&'static str> {
    // Of a number, digits alone count (X12.6, 3.5.1).
    let length = match simple.kind {
        Kind::Whole | Kind::Decimal => value.iter().filter(|b| b.is_ascii_digit()).count(),
        _ => std::str::from_utf8(value).map_or(value.len(), |text| text.chars().count()),
    };
    let right = match simple.kind {
        // What is no ASCII is in neither the basic nor the extended set.
        Kind::Text => value.iter().all(|b| matches!(b, b' '..=b'~')),
        Kind::Whole => is_number(value, false),
        Kind::Decimal => is_number(value, true),
        Kind::Day | Kind::Time => true,
    };
    if !right {
        return Some("6");
    }
    if length < simple.min {
        return Some("4");
    }
    if length > simple.max {
        return Some("5");
    }
    match simple.kind {
        Kind::Day if date::parse_d8(value).is_err() => Some("8"),
        Kind::Time if date::parse_time(value).is_err() => Some("9"),
        _ if simple.codes.is_empty() => None,
        _ => {
            let known = simple.codes.iter().any(|code| code.as_bytes() == value);
            (!known).then_some("7")
        }
    }
}

fn is_number(value: &[u8], decimal: bool) -> bool {
    let digits = value.strip_prefix(b"-").unwrap_or(value);
    let points = digits.iter().filter(|b| **b == b'.').count();
    let known = digits.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    known && points <= usize::from(decimal) && digits.iter().any(u8::is_ascii_digit)
}

impl Slot {
    fn number(&self) -> Option<u32> {
        match &self.holds {
            Holds::Simple(simple) => Some(simple.number),
            Holds::Composite(_) => None,
        }
    }
}

impl Condition {
    /// Where it fails, and IK403's code for it.
    fn fails(&self, sent: &impl Fn(usize) -> bool) -> Option<(usize, &'static str)> {
        let (first, others) = self.places.split_first()?;
        let missing = |places: &[usize]| places.iter().copied().find(|place| !sent(*place));
        match self.rule {
            Rule::Paired if self.places.iter().any(|place| sent(*place)) => {
                Some((missing(&self.places)?, "2"))
            }
            Rule::Required if !self.places.iter().any(|place| sent(*place)) => Some((*first, "2")),
            Rule::Exclusive => {
                let second = self.places.iter().filter(|place| sent(**place)).nth(1)?;
                Some((*second, "10"))
            }
            Rule::Conditional if sent(*first) => Some((missing(others)?, "2")),
            Rule::List if sent(*first) && !others.iter().any(|place| sent(*place)) => {
                Some((*others.first()?, "2"))
            }
            _ => None,
        }
    }
}

fn number_at(layout: &Layout, place: usize) -> Option<u32> {
    layout.slots.get(place.checked_sub(1)?)?.number()
}

/// The dictionary's number of a place in a segment.
pub(crate) fn number(id: &[u8], (element, component): Place) -> Option<u32> {
    number_within(dictionary::segment(id)?, element, component)
}

fn number_within(layout: &Layout, element: usize, component: usize) -> Option<u32> {
    match &layout.slots.get(element.checked_sub(1)?)?.holds {
        Holds::Composite(layout) if component > 0 => number_at(layout, component),
        Holds::Composite(_) => None,
        Holds::Simple(simple) => Some(simple.number),
    }
}

fn push(
    errors: &mut Vec<ElementError>,
    at: At,
    number: Option<u32>,
    code: &'static str,
    bad: &[u8],
) {
    if errors.len() >= MOST_ELEMENTS {
        return;
    }
    errors.push(ElementError {
        element: at.element,
        component: at.component,
        repetition: at.repetition,
        number,
        code,
        bad: bad.get(..COPY).unwrap_or(bad).to_vec(),
    });
}
