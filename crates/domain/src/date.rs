//! Dates and times as the formats write them, to jiff's civil types. A date that does not exist is an
//! error, never the nearest one.

use jiff::civil::{Date, DateTime, Time};
use thiserror::Error;

/// Why a date or time could not be taken. Never carries the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Wrong length or a character that is no digit.
    #[error("expected {0}, but found other characters or another length")]
    Malformed(&'static str),
    /// Digits of a day or time that does not exist, such as 20260231.
    #[error("expected {0}, but found one that does not exist")]
    Absent(&'static str),
    /// A range whose end is before its start.
    #[error("expected a range of dates, but found an end before its start")]
    Backwards,
}

/// X12 format D8, and FHIR dates without their hyphens: `CCYYMMDD`.
///
/// # Errors
/// [`DateError`] where it is not eight digits, or not a day.
pub fn parse_d8(text: &[u8]) -> Result<Date, DateError> {
    const WHAT: &str = "a date CCYYMMDD";
    let [year, month, day] = numbers(text, [4, 2, 2]).ok_or(DateError::Malformed(WHAT))?;
    date(year, month, day).ok_or(DateError::Absent(WHAT))
}

/// X12 format RD8: `CCYYMMDD-CCYYMMDD`.
///
/// # Errors
/// [`DateError`] where either day is none, or the second is before the first.
pub fn parse_rd8(text: &[u8]) -> Result<(Date, Date), DateError> {
    const WHAT: &str = "a range CCYYMMDD-CCYYMMDD";
    let (from, to) = match (text.get(..8), text.get(8), text.get(9..)) {
        (Some(from), Some(b'-'), Some(to)) => (parse_d8(from)?, parse_d8(to)?),
        _ => return Err(DateError::Malformed(WHAT)),
    };
    if to < from {
        return Err(DateError::Backwards);
    }
    Ok((from, to))
}

/// ISA09 and 4010's short dates: `YYMMDD`, of the century from 1970 to 2069.
///
/// # Errors
/// [`DateError`] where it is not six digits, or not a day.
pub fn parse_yymmdd(text: &[u8]) -> Result<Date, DateError> {
    const WHAT: &str = "a date YYMMDD";
    let [year, month, day] = numbers(text, [2, 2, 2]).ok_or(DateError::Malformed(WHAT))?;
    let century = if year < 70 { 2000 } else { 1900 };
    date(century + year, month, day).ok_or(DateError::Absent(WHAT))
}

/// ISO 8601's calendar date as CSV contracts ask for it: `CCYY-MM-DD`.
///
/// # Errors
/// [`DateError`] where it is another form, or not a day.
pub fn parse_iso(text: &[u8]) -> Result<Date, DateError> {
    const WHAT: &str = "a date CCYY-MM-DD";
    let digits = match text {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => [*y1, *y2, *y3, *y4, *m1, *m2, *d1, *d2],
        _ => return Err(DateError::Malformed(WHAT)),
    };
    let [year, month, day] = numbers(&digits, [4, 2, 2]).ok_or(DateError::Malformed(WHAT))?;
    date(year, month, day).ok_or(DateError::Absent(WHAT))
}

/// X12 data type TM: `HHMM`, `HHMMSS`, `HHMMSSD` or `HHMMSSDD` with decimals of a second.
///
/// # Errors
/// [`DateError`] where it is another length, or not a time of day.
pub fn parse_time(text: &[u8]) -> Result<Time, DateError> {
    const WHAT: &str = "a time HHMM, HHMMSS or HHMMSSDD";
    let malformed = DateError::Malformed(WHAT);
    let field = |at: std::ops::Range<usize>| match text.get(at) {
        Some(digits) => numbers(digits, [digits.len()]).map(|[n]| n),
        None => Some(0),
    };
    let second = match text.len() {
        4 => Some(0),
        6..=8 => field(4..6),
        _ => None,
    };
    let fraction = match text.len() {
        7 => field(6..7).map(|n| n * 10),
        8 => field(6..8),
        _ => Some(0),
    };
    match (field(0..2), field(2..4), second, fraction) {
        (Some(hour), Some(minute), Some(second), Some(hundredths)) => {
            let small = |n: i16| i8::try_from(n).unwrap_or(i8::MAX);
            let nanos = i32::from(hundredths) * 10_000_000;
            Time::new(small(hour), small(minute), small(second), nanos)
                .map_err(|_| DateError::Absent(WHAT))
        }
        _ => Err(malformed),
    }
}

/// Microseconds since 1970 of a civil time taken as UTC. X12 envelopes name no zone; what is needed
/// is an order that every receiver computes alike, not an instant.
#[must_use]
pub fn micros_as_utc(at: DateTime) -> Option<i64> {
    let instant = jiff::tz::TimeZone::UTC.to_timestamp(at).ok()?;
    Some(instant.as_microsecond())
}

/// Days since 1970-01-01, as Arrow's Date32 counts.
#[must_use]
pub fn days(date: Date) -> i32 {
    let (y, m, d) = (
        i32::from(date.year()),
        i32::from(date.month()),
        i32::from(date.day()),
    );
    // Days from civil, by eras of 400 years that begin on 1 March (Howard Hinnant, chrono-Compatible
    // Low-Level Date Algorithms).
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // Year 0 is how fillers and cleared fields look; no business date lies there.
    Date::new(year, month, day).ok().filter(|d| d.year() > 0)
}

/// Splits digits into numbers of the given widths; `None` where one is no digit or the length differs.
fn numbers<const N: usize>(text: &[u8], widths: [usize; N]) -> Option<[i16; N]> {
    if text.len() != widths.iter().sum::<usize>() {
        return None;
    }
    let mut rest = text;
    let mut out = [0; N];
    for (number, width) in out.iter_mut().zip(widths) {
        let (digits, tail) = rest.split_at_checked(width)?;
        for byte in digits {
            if !byte.is_ascii_digit() {
                return None;
            }
            *number = *number * 10 + i16::from(byte - b'0');
        }
        rest = tail;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_days_that_exist() {
        assert_eq!(parse_d8(b"20240229").unwrap().to_string(), "2024-02-29");
        assert_eq!(parse_yymmdd(b"260101").unwrap().to_string(), "2026-01-01");
        assert_eq!(parse_yymmdd(b"991231").unwrap().to_string(), "1999-12-31");
        assert_eq!(parse_iso(b"2026-03-01").unwrap().to_string(), "2026-03-01");
        let (from, to) = parse_rd8(b"20260101-20260131").unwrap();
        assert_eq!((from.day(), to.day()), (1, 31));
        assert_eq!(parse_time(b"0212").unwrap().to_string(), "02:12:00");
        assert_eq!(parse_time(b"02123045").unwrap().to_string(), "02:12:30.45");
    }

    #[test]
    fn refuses_the_rest_in_these_words() {
        let said = |e: DateError| e.to_string();
        assert_eq!(
            said(parse_d8(b"20250229").unwrap_err()),
            "expected a date CCYYMMDD, but found one that does not exist"
        );
        assert_eq!(
            said(parse_d8(b"2025-2-9").unwrap_err()),
            "expected a date CCYYMMDD, but found other characters or another length"
        );
        assert_eq!(
            parse_d8(b"00000101"),
            Err(DateError::Absent("a date CCYYMMDD"))
        );
        assert_eq!(parse_rd8(b"20260131-20260101"), Err(DateError::Backwards));
        assert!(parse_rd8(b"20260131").is_err());
        assert!(parse_time(b"2460").is_err());
        assert!(parse_time(b"2").is_err());
        assert!(parse_time(b"99990000").is_err());
    }

    #[test]
    fn days_agree_with_jiff() {
        let epoch = jiff::civil::date(1970, 1, 1);
        for text in [
            "19700101", "20000229", "19000301", "20260315", "00010101", "99991231",
        ] {
            let day = parse_d8(text.as_bytes()).unwrap();
            assert_eq!(days(day), day.since(epoch).unwrap().get_days(), "{text}");
        }
    }

    #[test]
    fn an_envelope_time_is_counted_in_utc() {
        let at = jiff::civil::date(1970, 1, 2).at(0, 0, 1, 0);
        assert_eq!(micros_as_utc(at), Some(86_401_000_000));
    }
}
