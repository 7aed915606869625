//! What a segment says in its fields, as columns take it: a value, nothing, or that a column is to be emptied.

use bumpalo::Bump;
use domain::{Cents, DecimalError, Quantity};
use hl7v2::datatype::Dtm;
use hl7v2::{Repetition, Segment, State, Text};
use jiff::civil::Date;
use tables::{Micros, WriteError};

use super::coded::Coded;
use super::place;
use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::moment::{Moment, Parts};

/// A field and a component of its first repetition; component 0 is the first that there is.
pub(super) type At = (usize, usize);

/// One segment being read for one row.
#[derive(Debug)]
pub(super) struct Said<'m> {
    pub(super) segment: Segment<'m>,
    words: &'m Bump,
    /// Minutes east of UTC that hold where a time names no zone.
    zone: Option<i16>,
    cleared: Vec<&'static str>,
    faults: Vec<Fault>,
    /// A time was taken without knowing its zone.
    pub(super) assumed: bool,
}

impl<'m> Said<'m> {
    pub(super) fn new(segment: Segment<'m>, words: &'m Bump, zone: Option<i16>) -> Said<'m> {
        Said {
            segment,
            words,
            zone,
            cleared: Vec::new(),
            faults: Vec::new(),
            assumed: false,
        }
    }

    /// The same for further fields, of another segment that belongs to the row.
    pub(super) fn of(&mut self, segment: Segment<'m>) -> &mut Said<'m> {
        self.segment = segment;
        self
    }

    /// Notes that these columns are to be emptied.
    pub(super) fn clear(&mut self, columns: &[&'static str]) {
        for column in columns {
            // What is read for no column of its own has no name.
            if !column.is_empty() && !self.cleared.contains(column) {
                self.cleared.push(column);
            }
        }
    }

    /// The value at a place where there is one; where it is null the column is noted.
    fn value(&mut self, column: &'static str, (field, component): At) -> Option<Text<'m>> {
        let whole = self.segment.field(field);
        if whole.state() == State::Null {
            self.clear(&[column]);
            return None;
        }
        self.of_repetition(column, whole.first(), component)
    }

    fn of_repetition(
        &mut self,
        column: &'static str,
        repetition: Repetition<'m>,
        component: usize,
    ) -> Option<Text<'m>> {
        let part = repetition.component(component.max(1));
        let text = part.subcomponent(1).text();
        match text.state() {
            State::Present => Some(text),
            State::Null => {
                self.clear(&[column]);
                None
            }
            State::Absent => None,
        }
    }

    /// A text without the blanks around it.
    pub(super) fn text(&mut self, column: &'static str, at: At) -> Option<&'m str> {
        let text = self.value(column, at)?;
        words(self.words, text)
    }

    /// The same of a repetition that was chosen.
    pub(super) fn text_of(
        &mut self,
        column: &'static str,
        repetition: Option<Repetition<'m>>,
        component: usize,
    ) -> Option<&'m str> {
        let text = self.of_repetition(column, repetition?, component)?;
        words(self.words, text)
    }

    /// The first of several places that says something.
    pub(super) fn first(&mut self, column: &'static str, places: &[At]) -> Option<&'m str> {
        places.iter().find_map(|at| self.text(column, *at))
    }

    /// A coded field, with the columns of its code, system and words.
    pub(super) fn coded(&mut self, columns: [&'static str; 3], field: usize) -> Coded<'m> {
        if self.segment.field(field).state() == State::Null {
            self.clear(&columns);
            return Coded::default();
        }
        Coded::of(self.segment.field(field).first(), self.words)
    }

    /// A time.
    pub(super) fn moment(&mut self, column: &'static str, at: At) -> Moment {
        let Some(text) = self.value(column, at) else {
            return Moment::default();
        };
        let Some(moment) = moment(text, self.zone) else {
            self.fault(at, "102", "expected a time YYYYMMDDHHMMSS, but found another form, or one that does not exist");
            return Moment::default();
        };
        self.assumed |= moment.assumed && moment.instant.is_some();
        moment
    }

    /// A day in the sender's calendar.
    pub(super) fn day(&mut self, column: &'static str, at: At) -> Option<Date> {
        // A day is the same in every zone.
        let assumed = self.assumed;
        let day = self.moment(column, at).date;
        self.assumed = assumed;
        day
    }

    /// An instant.
    pub(super) fn instant(&mut self, column: &'static str, at: At) -> Option<Micros> {
        self.moment(column, at).instant
    }

    /// An amount. One that can't be taken refuses the segment.
    pub(super) fn money(&mut self, column: &'static str, at: At) -> Result<Option<Cents>, Fault> {
        let Some(text) = self.value(column, at) else {
            return Ok(None);
        };
        Cents::parse(text.as_bytes().trim_ascii())
            .map(Some)
            .map_err(|error| self.decimal(at, error))
    }

    /// A quantity. One that can't be taken refuses the segment.
    pub(super) fn units(
        &mut self,
        column: &'static str,
        at: At,
    ) -> Result<Option<Quantity>, Fault> {
        let Some(text) = self.value(column, at) else {
            return Ok(None);
        };
        Quantity::parse(text.as_bytes().trim_ascii())
            .map(Some)
            .map_err(|error| self.decimal(at, error))
    }

    /// A quantity that the row can do without.
    pub(super) fn quantity(&mut self, column: &'static str, at: At) -> Option<Quantity> {
        match self.units(column, at) {
            Ok(quantity) => quantity,
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    /// A whole number that the row can do without.
    pub(super) fn number(&mut self, column: &'static str, at: At) -> Option<i32> {
        let text = self.text(column, at)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(
                at,
                "102",
                "expected a whole number, but found other characters",
            );
        }
        number
    }

    /// Y or N.
    pub(super) fn flag(&mut self, column: &'static str, at: At) -> Option<bool> {
        match self.text(column, at)? {
            "Y" | "y" | "1" | "true" => Some(true),
            "N" | "n" | "0" | "false" => Some(false),
            _ => {
                self.fault(at, "103", "expected Y or N, but found another code");
                None
            }
        }
    }

    /// What must be there and is not.
    pub(super) fn missing(&self, at: At, what: &str) -> Fault {
        self.at(at, "101", format!("expected {what}, but found nothing"))
    }

    /// Notes what is wrong with a value that the row can do without.
    pub(super) fn fault(&mut self, at: At, code: &'static str, expected: &str) {
        let fault = self.at(at, code, expected.to_owned());
        self.faults.push(fault);
    }

    fn decimal(&self, at: At, error: DecimalError) -> Fault {
        self.at(at, "102", error.to_string())
    }

    /// HL7 table 0357, as ERR-3 has it.
    fn at(&self, (field, component): At, code: &'static str, expected: String) -> Fault {
        Fault {
            position: place(self.segment.position()),
            segment_id: hl7v2::segment_name(self.segment.id()).to_owned(),
            element: Element::Of(field, component),
            code,
            expected,
        }
    }

    /// The columns that are to be emptied, by name.
    pub(super) fn cleared(&self) -> Option<&'m str> {
        match self.cleared.is_empty() {
            true => None,
            false => Some(self.words.alloc_str(&self.cleared.join(" "))),
        }
    }

    /// Notes what could not be taken; true if there was something.
    pub(super) fn note(&mut self, cx: &mut Context<'_>) -> Result<bool, WriteError> {
        let faults = std::mem::take(&mut self.faults);
        for fault in &faults {
            let rule = match fault.code {
                "101" => "missing_field",
                "103" => "bad_code",
                _ => "bad_value",
            };
            cx.lost(rule, fault)?;
        }
        Ok(!faults.is_empty())
    }
}

/// A value as text, without the blanks around it; `None` where nothing is left.
pub(super) fn words<'m>(arena: &'m Bump, text: Text<'m>) -> Option<&'m str> {
    let said = match text.decode() {
        std::borrow::Cow::Borrowed(said) => said.trim(),
        std::borrow::Cow::Owned(said) => arena.alloc_str(said.trim()),
    };
    Some(said).filter(|said| !said.is_empty())
}

/// A time; `None` where it has another form, or does not exist.
pub(super) fn moment(text: Text<'_>, zone: Option<i16>) -> Option<Moment> {
    let time = Dtm::from(text).read().ok()??;
    let parts = Parts {
        year: time.year,
        month: time.month,
        day: time.day,
        time: time.hour.map(|hour| {
            let rest = (time.minute, time.second, time.micros);
            (
                hour,
                rest.0.unwrap_or(0),
                rest.1.unwrap_or(0),
                rest.2.unwrap_or(0),
            )
        }),
        offset: time.offset,
    };
    Moment::of(parts, zone)
}
