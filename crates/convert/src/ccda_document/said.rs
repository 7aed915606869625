//! What a part of a document says, as columns take it: a value or nothing, and what is wrong with it.

use bumpalo::Bump;
use ccda::datatype::{IvlPq, IvlTs, Pq, Precision, Ts, Value};
use ccda::entry::Statement;
use domain::Quantity;
use jiff::civil::Date;
use tables::{Micros, WriteError};
use x12::Position;

use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::moment::{Moment, Parts};

/// One statement being read for one row.
#[derive(Debug)]
pub(super) struct Said<'e> {
    pub(super) words: &'e Bump,
    pub(super) position: Position,
    /// Minutes east of UTC that hold where a time names no zone.
    zone: Option<i16>,
    /// Name of the template, else of the element.
    name: &'static str,
    faults: Vec<Fault>,
    /// A time was taken without knowing its zone.
    pub(super) assumed: bool,
}

/// When something was.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stretch {
    pub(super) start: Moment,
    /// Only where an end is told.
    pub(super) end: Moment,
}

impl Stretch {
    /// Its minutes, where both ends have a time of day: of days alone nobody knows them.
    pub(super) fn minutes(&self) -> Option<i32> {
        let (start, end) = (self.start, self.end);
        if !(start.is_timed && end.is_timed) {
            return None;
        }
        let micros = end.instant?.0.checked_sub(start.instant?.0)?;
        let minutes = i32::try_from(micros / 60_000_000).ok();
        minutes.filter(|minutes| *minutes > 0)
    }
}

impl<'e> Said<'e> {
    pub(super) fn new(
        words: &'e Bump,
        position: Position,
        zone: Option<i16>,
        name: &'static str,
    ) -> Said<'e> {
        Said {
            words,
            position,
            zone,
            name,
            faults: Vec::new(),
            assumed: false,
        }
    }

    /// A point of time, or when a stretch of it began.
    pub(super) fn moment(&mut self, path: &'static str, time: Option<IvlTs<'e>>) -> Moment {
        match time {
            Some(time) => self.taken(path, time.start()),
            None => Moment::default(),
        }
    }

    /// A stretch of time.
    pub(super) fn stretch(&mut self, path: &'static str, time: Option<IvlTs<'e>>) -> Stretch {
        let start = self.moment(path, time);
        let end = match time.and_then(|time| time.high()) {
            Some(high) => self.taken(path, high.value()),
            None => Moment::default(),
        };
        Stretch { start, end }
    }

    /// A day in the document's own calendar.
    pub(super) fn day(&mut self, path: &'static str, time: Option<IvlTs<'e>>) -> Option<Date> {
        // A day is the same in every zone.
        let assumed = self.assumed;
        let day = self.moment(path, time).date;
        self.assumed = assumed;
        day
    }

    /// An instant.
    pub(super) fn instant(
        &mut self,
        path: &'static str,
        time: Option<IvlTs<'e>>,
    ) -> Option<Micros> {
        self.moment(path, time).instant
    }

    fn taken(&mut self, path: &'static str, value: Value<'e, Ts<'e>>) -> Moment {
        let read = match value {
            // There is no value: not a time that is wrong.
            Value::Absent | Value::Null(_) => return Moment::default(),
            Value::Present(time) => moment(time, self.zone),
            Value::Invalid => None,
        };
        match read {
            Some(moment) => {
                self.assumed |= moment.assumed && moment.instant.is_some();
                moment
            }
            None => {
                let words = "expected a time YYYYMMDDHHMMSS, but found another form, or one that does not exist";
                self.fault(path, "value", words);
                Moment::default()
            }
        }
    }

    /// A quantity.
    pub(super) fn quantity(
        &mut self,
        path: &'static str,
        value: Option<Pq<'e>>,
    ) -> Option<Quantity> {
        match value?.value() {
            Value::Absent | Value::Null(_) => None,
            Value::Present(text) => self.number(path, text),
            Value::Invalid => {
                self.fault(
                    path,
                    "value",
                    "expected a number, but found other characters",
                );
                None
            }
        }
    }

    /// A quantity with its unit, where it is one and no range.
    pub(super) fn dose(
        &mut self,
        path: &'static str,
        value: Option<IvlPq<'e>>,
    ) -> (Option<Quantity>, Option<&'e str>) {
        let Some(value) = value else {
            return (None, None);
        };
        let quantity = self.quantity(path, Some(value.single()));
        (quantity, quantity.and(value.single().unit()))
    }

    fn number(&mut self, path: &'static str, text: &str) -> Option<Quantity> {
        match Quantity::parse(text.as_bytes()) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                self.fault(path, "value", &error.to_string());
                None
            }
        }
    }

    /// Whether the statement is negated. What is neither true nor false is noted, and negates: nothing is taken for
    /// done that may not have been.
    pub(super) fn negated(&mut self, statement: Statement<'e>) -> bool {
        match statement.negation_ind() {
            Value::Present(negated) => negated,
            Value::Invalid => {
                self.fault(
                    "negationInd",
                    "value",
                    "expected true or false, but found something else",
                );
                true
            }
            Value::Absent | Value::Null(_) => false,
        }
    }

    /// What must be there and is not.
    pub(super) fn missing(&self, path: &'static str, what: &str) -> Fault {
        self.at(
            path,
            "required",
            format!("expected {what}, but found nothing"),
        )
    }

    /// Notes what is wrong with a value that the row can do without.
    pub(super) fn fault(&mut self, path: &'static str, code: &'static str, expected: &str) {
        let fault = self.at(path, code, expected.to_owned());
        self.faults.push(fault);
    }

    fn at(&self, path: &'static str, code: &'static str, expected: String) -> Fault {
        Fault {
            position: self.position,
            segment_id: self.name.to_owned(),
            element: Element::Path(path),
            code,
            expected,
        }
    }

    /// Notes what could not be taken; true if there was something.
    pub(super) fn note(&mut self, cx: &mut Context<'_>) -> Result<bool, WriteError> {
        let faults = std::mem::take(&mut self.faults);
        for fault in &faults {
            note_fault(fault, cx)?;
        }
        Ok(!faults.is_empty())
    }
}

/// Notes a part of a record that is left out, where others of it are taken.
pub(super) fn note_fault(fault: &Fault, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let rule = match fault.code {
        "required" => "missing_element",
        "code-invalid" => "bad_code",
        _ => "bad_value",
    };
    cx.lost(rule, fault)
}

/// A time; `None` where it does not exist.
pub(super) fn moment(time: Ts<'_>, zone: Option<i16>) -> Option<Moment> {
    let small = |part: Option<u16>| part.and_then(|part| i8::try_from(part).ok());
    let parts = Parts {
        year: i16::try_from(time.year()).ok()?,
        month: small(time.month()),
        day: small(time.day()),
        time: small(time.hour()).map(|hour| {
            // A leap second is taken as the one before it: calendars have none.
            let second = small(time.second()).unwrap_or(0).min(59);
            (
                hour,
                small(time.minute()).unwrap_or(0),
                second,
                micros(time.fraction()),
            )
        }),
        // An offset behind a day says nothing of its time.
        offset: time
            .offset_minutes()
            .filter(|_| time.precision() >= Precision::Hour),
    };
    Moment::of(parts, zone)
}

/// Digits behind the second as microseconds.
fn micros(fraction: &str) -> i32 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    digits.fold(0, |sum, digit| {
        sum * 10 + i32::from(digit.saturating_sub(b'0'))
    })
}
