//! DTM and TS: a point in time, and how precisely it is known.

use std::fmt;

use super::Datatype;
use crate::Text;
use crate::field::{Part, State};

/// A point in time: `YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ]` (HL7 2.8 chapter 2A.3.22). Nothing is
/// read before it is asked for.
#[derive(Clone, Copy)]
pub struct Dtm<'a>(Text<'a>);

/// What a [`Dtm`] says. Each part is there if all before it are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// 1 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to the month's last.
    pub day: Option<i8>,
    /// 0 to 23.
    pub hour: Option<i8>,
    /// 0 to 59.
    pub minute: Option<i8>,
    /// 0 to 59.
    pub second: Option<i8>,
    /// Millionths of the second; what is finer is cut off.
    pub micros: Option<i32>,
    /// Minutes east of UTC, where that was sent.
    pub offset: Option<i16>,
}

/// How precisely a [`Moment`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
    /// A fraction of it.
    Fraction,
}

/// Why a [`Dtm`] says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Something else than digits.
    #[error("expected digits, but found another character")]
    Digit,
    /// A part has one digit, or too many follow.
    #[error("expected 4, 6, 8, 10, 12 or 14 digits, but found {0}")]
    Length(usize),
    /// Year 0.
    #[error("expected a year, but found 0")]
    Year,
    /// No such month.
    #[error("expected a month from 1 to 12, but found another number")]
    Month,
    /// No such day in the month.
    #[error("expected a day of the month, but found another number")]
    Day,
    /// No such hour.
    #[error("expected an hour up to 23, but found another number")]
    Hour,
    /// No such minute.
    #[error("expected a minute up to 59, but found another number")]
    Minute,
    /// No such second.
    #[error("expected a second up to 59, but found another number")]
    Second,
    /// A fraction of something else than a second, or without digits.
    #[error("expected a fraction of a second, but found another one")]
    Fraction,
    /// Not four digits, or further than 14 hours from UTC.
    #[error("expected an offset of four digits, but found another one")]
    Offset,
}

/// Any value may be read as a point in time: some stand in components of other types.
impl<'a> From<Text<'a>> for Dtm<'a> {
    fn from(text: Text<'a>) -> Self {
        Dtm(text)
    }
}

impl<'a> Dtm<'a> {
    /// The bytes as sent.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0.as_bytes()
    }

    /// Whether it was sent, left out, or is to be deleted.
    #[must_use]
    pub fn state(&self) -> State {
        self.0.state()
    }

    /// True if there is something to read.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.state() == State::Present
    }

    /// What it says; `None` where it is absent or null.
    ///
    /// # Errors
    /// [`Malformed`] where it is no point in time.
    pub fn read(&self) -> Result<Option<Moment>, Malformed> {
        let bytes = self.as_bytes().trim_ascii();
        match State::of(bytes) {
            State::Present => moment(bytes).map(Some),
            State::Absent | State::Null => Ok(None),
        }
    }
}

impl Moment {
    /// How precisely it is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match self {
            Moment {
                micros: Some(_), ..
            } => Precision::Fraction,
            Moment {
                second: Some(_), ..
            } => Precision::Second,
            Moment {
                minute: Some(_), ..
            } => Precision::Minute,
            Moment { hour: Some(_), .. } => Precision::Hour,
            Moment { day: Some(_), .. } => Precision::Day,
            Moment { month: Some(_), .. } => Precision::Month,
            _ => Precision::Year,
        }
    }
}

fn moment(bytes: &[u8]) -> Result<Moment, Malformed> {
    let signed = memchr::memchr2(b'+', b'-', bytes);
    let (time, offset) = bytes
        .split_at_checked(signed.unwrap_or(bytes.len()))
        .unwrap_or((bytes, b""));
    let point = memchr::memchr(b'.', time);
    let (digits, fraction) = time
        .split_at_checked(point.unwrap_or(time.len()))
        .unwrap_or((time, b""));
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(Malformed::Digit);
    }
    if !matches!(digits.len(), 4 | 6 | 8 | 10 | 12 | 14) {
        return Err(Malformed::Length(digits.len()));
    }
    let two = |at: usize| -> Option<i8> {
        let [high, low] = digits.get(at..at + 2)? else {
            return None;
        };
        i8::try_from((high - b'0') * 10 + (low - b'0')).ok()
    };
    let (century, years) = (two(0).unwrap_or(0), two(2).unwrap_or(0));
    let year = i16::from(century) * 100 + i16::from(years);
    let (month, day) = (two(4), two(6));
    let (hour, minute, second) = (two(8), two(10), two(12));
    let micros = match (point, second) {
        (None, _) => None,
        (Some(_), None) => return Err(Malformed::Fraction),
        (Some(_), Some(_)) => Some(micros(fraction.get(1..).unwrap_or_default())?),
    };
    let offset = signed.map(|_| minutes(offset)).transpose()?;
    let moment = Moment {
        year,
        month,
        day,
        hour,
        minute,
        second,
        micros,
        offset,
    };
    check(moment)
}

/// Each part within its bounds.
fn check(moment: Moment) -> Result<Moment, Malformed> {
    let beyond = |part: Option<i8>, least: i8, most: i8| {
        part.is_some_and(|value| !(least..=most).contains(&value))
    };
    if moment.year == 0 {
        return Err(Malformed::Year);
    }
    if beyond(moment.month, 1, 12) {
        return Err(Malformed::Month);
    }
    let last = last_day(moment.year, moment.month.unwrap_or(1));
    if beyond(moment.day, 1, last) {
        return Err(Malformed::Day);
    }
    if beyond(moment.hour, 0, 23) {
        return Err(Malformed::Hour);
    }
    if beyond(moment.minute, 0, 59) {
        return Err(Malformed::Minute);
    }
    if beyond(moment.second, 0, 59) {
        return Err(Malformed::Second);
    }
    Ok(moment)
}

fn last_day(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Millionths: the standard has four digits, systems send up to nine.
fn micros(digits: &[u8]) -> Result<i32, Malformed> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Malformed::Fraction);
    }
    let six = digits
        .iter()
        .copied()
        .chain(std::iter::repeat(b'0'))
        .take(6);
    Ok(six.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0')))
}

/// The offset from UTC in minutes, by its sign and four digits.
fn minutes(offset: &[u8]) -> Result<i16, Malformed> {
    let [sign, digits @ ..] = offset else {
        return Err(Malformed::Offset);
    };
    if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Malformed::Offset);
    }
    let number = digits
        .iter()
        .fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'));
    let minutes = number / 100 * 60 + number % 100;
    if number % 100 > 59 || minutes > 14 * 60 {
        return Err(Malformed::Offset);
    }
    Ok(if *sign == b'-' { -minutes } else { minutes })
}

impl<'a> Datatype<'a> for Dtm<'a> {
    fn of(part: Part<'a>) -> Self {
        Dtm(part.first())
    }
}

/// A day of birth is protected health information, so only the precision is shown.
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({:?})", self.precision())
    }
}

/// Content is protected health information, so only the state is shown.
impl fmt::Debug for Dtm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::show("Dtm", self.state(), f)
    }
}
