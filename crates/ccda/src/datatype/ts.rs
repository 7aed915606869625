//! TS: a point in time, as precise as it was written.

/// A checked point in time. No calendar is applied: without an offset nobody here knows the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ts<'a> {
    text: &'a str,
    /// Year, month, day, hour, minute, second; the lowest that is allowed where it was not written.
    parts: [u16; 6],
    precision: Precision,
    fraction: &'a str,
    offset: Option<i16>,
}

/// The smallest part that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// YYYY.
    Year,
    /// YYYYMM.
    Month,
    /// YYYYMMDD.
    Day,
    /// YYYYMMDDHH.
    Hour,
    /// YYYYMMDDHHMM.
    Minute,
    /// YYYYMMDDHHMMSS.
    Second,
    /// YYYYMMDDHHMMSS.U.
    Fraction,
}

impl<'a> Ts<'a> {
    /// HL7 V3 DT R1, 2.24: `YYYYMMDDHHMMSS.UUUU[+|-ZZzz]`, cut at any part. `None` for what is none.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (local, offset) = match text.find(['+', '-']) {
            Some(at) => {
                let (local, offset) = text.split_at_checked(at)?;
                (local, Some(zone(offset)?))
            }
            None => (text, None),
        };
        let (digits, fraction) = match local.split_once('.') {
            Some((digits, fraction)) => (digits, Some(fraction)),
            None => (local, None),
        };
        let precision = match (digits.len(), fraction) {
            (4, None) => Precision::Year,
            (6, None) => Precision::Month,
            (8, None) => Precision::Day,
            (10, None) => Precision::Hour,
            (12, None) => Precision::Minute,
            (14, None) => Precision::Second,
            (14, Some(fraction)) if !fraction.is_empty() => Precision::Fraction,
            _ => return None,
        };
        let fraction = fraction.unwrap_or("");
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut parts = [0, 1, 1, 0, 0, 0];
        let ranges = [0..4, 4..6, 6..8, 8..10, 10..12, 12..14];
        for (part, range) in parts.iter_mut().zip(ranges) {
            match digits.get(range) {
                Some(digits) => *part = number(digits)?,
                None => break,
            }
        }
        check(parts)?;
        Some(Ts {
            text,
            parts,
            precision,
            fraction,
            offset,
        })
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The smallest part that was written.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.part(Precision::Year).unwrap_or(0)
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(&self) -> Option<u16> {
        self.part(Precision::Month)
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(&self) -> Option<u16> {
        self.part(Precision::Day)
    }

    /// The hour, to 23.
    #[must_use]
    pub fn hour(&self) -> Option<u16> {
        self.part(Precision::Hour)
    }

    /// The minute.
    #[must_use]
    pub fn minute(&self) -> Option<u16> {
        self.part(Precision::Minute)
    }

    /// The second.
    #[must_use]
    pub fn second(&self) -> Option<u16> {
        self.part(Precision::Second)
    }

    /// Digits behind the second; empty if there are none.
    #[must_use]
    pub fn fraction(&self) -> &'a str {
        self.fraction
    }

    /// Minutes east of UTC, where that was said.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i16> {
        self.offset
    }

    fn part(&self, part: Precision) -> Option<u16> {
        let [year, month, day, hour, minute, second] = self.parts;
        let value = match part {
            Precision::Year => year,
            Precision::Month => month,
            Precision::Day => day,
            Precision::Hour => hour,
            Precision::Minute => minute,
            Precision::Second | Precision::Fraction => second,
        };
        (self.precision >= part).then_some(value)
    }
}

fn check([year, month, day, hour, minute, second]: [u16; 6]) -> Option<()> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // A second of 60 is a leap second.
    let good = (1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60 && year > 0;
    good.then_some(())
}

/// `+ZZzz` or `+ZZ`, in minutes. The farthest zones are 14 hours from UTC.
fn zone(text: &str) -> Option<i16> {
    let (sign, digits) = text.split_at_checked(1)?;
    let hours = i16::try_from(number(digits.get(..2)?)?).ok()?;
    let minutes = match digits.get(2..)? {
        "" => 0,
        rest if rest.len() == 2 => i16::try_from(number(rest)?).ok()?,
        _ => return None,
    };
    let all = hours * 60 + minutes;
    let good = minutes < 60 && all <= 14 * 60;
    good.then_some(if sign == "-" { -all } else { all })
}

fn number(digits: &str) -> Option<u16> {
    let good = digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().ok())?
}
