//! Values of elements as columns take them: times, amounts, quantities, numbers.

use std::borrow::Cow;

use domain::{Cents, DecimalError, Quantity};
use fhir::datatype::{Decimal, FhirDateTime, Money, Period, Quantity as Measured};
use jiff::civil::Date;
use tables::Micros;

use super::told::{Halt, Told, text};
use crate::moment::{Moment, Parts};

impl<'m> Told<'m> {
    /// A time. One that does not exist is none, and noted.
    pub(super) fn moment(&mut self, path: &'static str, it: Option<&FhirDateTime<'_>>) -> Moment {
        let Some(it) = it.filter(|it| !it.as_str().trim().is_empty()) else {
            return Moment::default();
        };
        let moment = moment(it);
        let Some(moment) = moment else {
            self.fault(path, "value", "expected a time YYYY-MM-DDThh:mm:ss+zz:zz, but found another form, or one that does not exist".to_owned());
            return Moment::default();
        };
        self.assumed |= moment.assumed && moment.instant.is_some();
        moment
    }

    /// A day in the sender's calendar.
    pub(super) fn day(
        &mut self,
        path: &'static str,
        it: Option<&FhirDateTime<'_>>,
    ) -> Option<Date> {
        // A day is the same in every zone.
        let assumed = self.assumed;
        let day = self.moment(path, it).date;
        self.assumed = assumed;
        day
    }

    /// An instant.
    pub(super) fn instant(
        &mut self,
        path: &'static str,
        it: Option<&FhirDateTime<'_>>,
    ) -> Option<Micros> {
        self.moment(path, it).instant
    }

    /// When it was so, where no meta.lastUpdated tells.
    pub(super) fn stated_by(&mut self, path: &'static str, it: Option<&FhirDateTime<'_>>) {
        if self.stated.is_none() {
            self.stated = self.instant(path, it);
        }
    }

    /// Start and end of what is a point in time or a period.
    pub(super) fn span(
        &mut self,
        path: &'static str,
        at: Option<&FhirDateTime<'_>>,
        period: Option<&Period<'_>>,
    ) -> (Moment, Moment) {
        let start = at.or_else(|| period.and_then(|period| period.start.as_ref()));
        let end = period.and_then(|period| period.end.as_ref());
        (self.moment(path, start), self.moment(path, end))
    }

    /// First and last day of a period.
    pub(super) fn days(
        &mut self,
        path: &'static str,
        period: Option<&Period<'_>>,
    ) -> (Option<Date>, Option<Date>) {
        let assumed = self.assumed;
        let (start, end) = self.span(path, None, period);
        self.assumed = assumed;
        (start.date, end.date)
    }

    /// An amount. One that can't be taken refuses the resource; one in another currency is none, and noted: columns
    /// are in US dollars, and nobody may add the two.
    pub(super) fn money(
        &mut self,
        path: &'static str,
        it: Option<&Money<'_>>,
    ) -> Result<Option<Cents>, Halt> {
        let Some((it, value)) = it.and_then(|it| Some((it, written(it.value.as_ref())?))) else {
            return Ok(None);
        };
        if !is_dollars(it) {
            self.fault(
                path,
                "not-supported",
                "expected an amount in USD, but found another currency".to_owned(),
            );
            return Ok(None);
        }
        cents(value)
            .map(Some)
            .map_err(|error| self.refuse(path, "value", &unexpected(error)))
    }

    /// An amount that a payer shows. What is finer than a cent is none, and noted; its text comes with it. Systems
    /// that reckon in binary fractions send such, and rounding would be guessing.
    pub(super) fn shown_money(
        &mut self,
        path: &'static str,
        it: Option<&'m Money<'m>>,
    ) -> Result<(Option<Cents>, Option<&'m str>), Halt> {
        let Some((it, value)) = it.and_then(|it| Some((it, written(it.value.as_ref())?))) else {
            return Ok((None, None));
        };
        match cents(value) {
            Ok(_) if !is_dollars(it) => {
                self.money(path, Some(it))?;
                let currency = text(it.currency.as_ref()).unwrap_or_default();
                Ok((
                    None,
                    Some(self.words.alloc_str(&format!("{value} {currency}"))),
                ))
            }
            Ok(cents) => Ok((Some(cents), None)),
            Err(error @ DecimalError::TooPrecise { .. }) => {
                self.fault(path, "value", format!("expected {}", unexpected(error)));
                Ok((None, Some(value)))
            }
            Err(error) => Err(self.refuse(path, "value", &unexpected(error))),
        }
    }

    /// The same without its text.
    pub(super) fn shown(
        &mut self,
        path: &'static str,
        it: Option<&'m Money<'m>>,
    ) -> Result<Option<Cents>, Halt> {
        self.shown_money(path, it).map(|(amount, _)| amount)
    }

    /// A quantity that the row can do without.
    pub(super) fn quantity(
        &mut self,
        path: &'static str,
        it: Option<&Measured<'_>>,
    ) -> Option<Quantity> {
        self.units(path, it.and_then(|it| it.value.as_ref()))
    }

    /// The same of a bare number.
    pub(super) fn units(
        &mut self,
        path: &'static str,
        it: Option<&Decimal<'_>>,
    ) -> Option<Quantity> {
        match units(written(it)?) {
            Ok(units) => Some(units),
            Err(error) => {
                self.fault(path, "value", format!("expected {}", unexpected(error)));
                None
            }
        }
    }

    /// A whole number that the row can do without.
    pub(super) fn whole(&mut self, path: &'static str, it: Option<&Decimal<'_>>) -> Option<i32> {
        let value = written(it)?;
        let number = exact(value).parse().ok();
        if number.is_none() {
            self.fault(
                path,
                "value",
                "expected a whole number, but found another".to_owned(),
            );
        }
        number
    }

    /// A unit: what is said to people, else its code.
    pub(super) fn unit(&self, it: Option<&'m Measured<'m>>) -> Option<&'m str> {
        let it = it?;
        text(it.unit.as_ref()).or_else(|| text(it.code.as_ref()))
    }
}

/// The point in time that a date tells; `None` for one that does not exist.
pub(super) fn moment(it: &FhirDateTime<'_>) -> Option<Moment> {
    let parts = it.parts().ok()?;
    let small = |number: u8| i8::try_from(number).ok();
    let time = parts.hour.and_then(|hour| {
        // Leap seconds are in none of the calendars.
        let second = small(parts.second.min(59))?;
        let micros = i32::try_from(parts.micros).ok()?;
        Some((small(hour)?, small(parts.minute)?, second, micros))
    });
    let parts = Parts {
        year: i16::try_from(parts.year).ok()?,
        month: parts.month.and_then(small),
        day: parts.day.and_then(small),
        time,
        offset: parts.offset,
    };
    Moment::of(parts, None)
}

/// A number as it was written.
pub(super) fn written<'m>(it: Option<&Decimal<'m>>) -> Option<&'m str> {
    it.map(Decimal::as_str).filter(|value| !value.is_empty())
}

/// A quantity as a column takes it.
pub(super) fn units(value: &str) -> Result<Quantity, DecimalError> {
    Quantity::parse(exact(value).as_bytes())
}

fn cents(value: &str) -> Result<Cents, DecimalError> {
    Cents::parse(exact(value).as_bytes())
}

fn is_dollars(it: &Money<'_>) -> bool {
    text(it.currency.as_ref()).is_none_or(|currency| currency.eq_ignore_ascii_case("USD"))
}

/// What was expected instead, behind the first word of it.
fn unexpected(error: DecimalError) -> String {
    let message = error.to_string();
    message
        .strip_prefix("expected ")
        .unwrap_or(&message)
        .to_owned()
}

/// Most places that an exponent may move the point; what is beyond has no column.
const PLACES: i32 = 20;

/// The same number without an exponent and without zeros behind the last digit that counts: JSON may have both.
fn exact(value: &str) -> Cow<'_, str> {
    let (digits, exponent) = match value.split_once(['e', 'E']) {
        Some((digits, exponent)) => match exponent.parse::<i32>() {
            Ok(exponent) if exponent.abs() <= PLACES => (digits, exponent),
            _ => return Cow::Borrowed(value),
        },
        None if value.contains('.') => (value, 0),
        None => return Cow::Borrowed(value),
    };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    let (whole, fraction) = match exponent >= 0 {
        true => {
            let moved: String = fraction
                .chars()
                .chain(std::iter::repeat('0'))
                .take(places)
                .collect();
            (
                format!("{whole}{moved}"),
                fraction.chars().skip(places).collect(),
            )
        }
        false => {
            let padded = format!("{}{whole}", "0".repeat(places));
            let kept = padded.chars().count().saturating_sub(places);
            let moved: String = padded.chars().skip(kept).collect();
            (
                padded.chars().take(kept).collect(),
                format!("{moved}{fraction}"),
            )
        }
    };
    let fraction = fraction.trim_end_matches('0');
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Cow::Owned(match fraction {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_exact_in_every_form() {
        for (told, expected) in [
            ("12", "12"),
            ("12.500", "12.5"),
            ("12.00", "12"),
            ("-0.10", "-0.1"),
            ("1.5e2", "150"),
            ("1.234E1", "12.34"),
            ("125e-2", "1.25"),
            ("5e-3", "0.005"),
            ("-3e2", "-300"),
            ("989.7520000000001", "989.7520000000001"),
            ("1e99", "1e99"),
        ] {
            assert_eq!(exact(told), expected, "{told}");
        }
        assert_eq!(cents("1.5e2"), Ok(Cents(15_000)));
        assert_eq!(cents("125e-2"), Ok(Cents(125)));
        assert!(cents("989.7520000000001").is_err() && cents("1e99").is_err());
    }
}
