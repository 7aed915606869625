//! Dates and times, as exact as they were sent: FHIR R4, datatypes.html#dateTime and #instant.

use std::fmt;

use serde::Deserialize;

use super::Text;

/// A date, a dateTime or an instant, as its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'a"))]
pub struct FhirDateTime<'a>(Text<'a>);

/// What a date says, checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DateTimeParts {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to the month's last.
    pub day: Option<u8>,
    /// 0 to 23.
    pub hour: Option<u8>,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60: a leap second is allowed.
    pub second: u8,
    /// Of the second; what is finer is cut off.
    pub micros: u32,
    /// Minutes east of UTC; `None` where no zone is said.
    pub offset: Option<i16>,
    /// How exact it is.
    pub precision: Precision,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `2026`.
    Year,
    /// `2026-03`.
    Month,
    /// `2026-03-01`.
    Day,
    /// `2026-03-01T12:00Z`: the standard asks for seconds, some senders leave them out.
    Minute,
    /// `2026-03-01T12:00:00Z`.
    Second,
    /// `2026-03-01T12:00:00.000Z`.
    Fraction,
}

/// What is wrong with a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateTimeError {
    /// Nothing there.
    #[error("expected a date, but found nothing")]
    Empty,
    /// It is not written like a date.
    #[error("expected a date of the form YYYY-MM-DDThh:mm:ss+zz:zz, but found another form")]
    Form,
    /// There is no such day or time.
    #[error("expected a day or a time that exists, but found another")]
    Range,
}

impl FhirDateTime<'_> {
    /// Its text, as it stands.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it says.
    ///
    /// # Errors
    /// Where it is empty, has another form or names a day that does not exist.
    pub fn parts(&self) -> Result<DateTimeParts, DateTimeError> {
        let text = self.0.trim();
        if text.is_empty() {
            return Err(DateTimeError::Empty);
        }
        let (date, time) = match text.split_once(['T', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date_of(date)?;
        if let Some(time) = time {
            if parts.precision != Precision::Day {
                return Err(DateTimeError::Form);
            }
            time_of(time, &mut parts)?;
        }
        Ok(parts)
    }
}

fn date_of(date: &str) -> Result<DateTimeParts, DateTimeError> {
    let mut numbers = date.split('-');
    let year = number(numbers.next(), 4)?;
    let month = numbers.next().map(|it| number(Some(it), 2)).transpose()?;
    let day = numbers.next().map(|it| number(Some(it), 2)).transpose()?;
    if numbers.next().is_some() {
        return Err(DateTimeError::Form);
    }
    let last = match month {
        Some(2) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    let is_right = year > 0
        && month.is_none_or(|month| (1..=12).contains(&month))
        && day.is_none_or(|day| (1..=last).contains(&day));
    if !is_right {
        return Err(DateTimeError::Range);
    }
    Ok(DateTimeParts {
        year,
        month: month.map(small),
        day: day.map(small),
        hour: None,
        minute: 0,
        second: 0,
        micros: 0,
        offset: None,
        precision: match (month, day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) => Precision::Year,
        },
    })
}

fn time_of(time: &str, parts: &mut DateTimeParts) -> Result<(), DateTimeError> {
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone).ok_or(DateTimeError::Form)?;
    let mut numbers = clock.split(':');
    let hour = number(numbers.next(), 2)?;
    let minute = number(numbers.next(), 2)?;
    parts.precision = Precision::Minute;
    let mut second = 0;
    if let Some(seconds) = numbers.next() {
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
        second = number(Some(whole), 2)?;
        parts.precision = Precision::Second;
        if whole.len() != seconds.len() {
            parts.micros = micros(fraction)?;
            parts.precision = Precision::Fraction;
        }
    }
    if numbers.next().is_some() {
        return Err(DateTimeError::Form);
    }
    if hour > 23 || minute > 59 || second > 60 {
        return Err(DateTimeError::Range);
    }
    parts.hour = Some(small(hour));
    (parts.minute, parts.second) = (small(minute), small(second));
    parts.offset = offset(zone)?;
    Ok(())
}

fn micros(fraction: &str) -> Result<u32, DateTimeError> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateTimeError::Form);
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    Ok(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

/// Minutes east of UTC. XML Schema allows 14 hours.
fn offset(zone: &str) -> Result<Option<i16>, DateTimeError> {
    let (sign, zone) = match zone.as_bytes().first() {
        None => return Ok(None),
        Some(b'Z' | b'z') if zone.len() == 1 => return Ok(Some(0)),
        Some(b'+') => (1, zone.trim_start_matches('+')),
        Some(b'-') => (-1, zone.trim_start_matches('-')),
        Some(_) => return Err(DateTimeError::Form),
    };
    let (hours, minutes) = zone.split_once(':').ok_or(DateTimeError::Form)?;
    let (hours, minutes) = (number(Some(hours), 2)?, number(Some(minutes), 2)?);
    if minutes > 59 || hours * 60 + minutes > 14 * 60 {
        return Err(DateTimeError::Range);
    }
    let minutes = i16::from(small(hours)) * 60 + i16::from(small(minutes));
    Ok(Some(sign * minutes))
}

fn number(text: Option<&str>, digits: usize) -> Result<u16, DateTimeError> {
    let text = text.filter(|text| text.len() == digits);
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    text.and_then(|text| text.parse().ok())
        .ok_or(DateTimeError::Form)
}

/// Of two digits.
fn small(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// Only how exact it is is shown.
impl fmt::Debug for DateTimeParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DateTimeParts")
            .field("precision", &self.precision)
            .finish_non_exhaustive()
    }
}
