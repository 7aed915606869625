//! Points in time as clinical formats tell them: a year, a day or a second, with a zone or without.

use domain::date;
use jiff::civil::{Date, DateTime, Time};
use tables::Micros;

/// What a sender gave of a point in time; each part was checked by its own format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) year: i16,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    /// Hour, minute, second, microsecond.
    pub(crate) time: Option<(i8, i8, i8, i32)>,
    /// East of UTC, in minutes.
    pub(crate) offset: Option<i16>,
}

/// A point in time as columns take it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day in the sender's own calendar; none where only a month or year was given.
    pub(crate) date: Option<Date>,
    /// As UTC; of a day its beginning.
    pub(crate) instant: Option<Micros>,
    /// The zone was not told, and is taken to be UTC.
    pub(crate) assumed: bool,
    /// A time of day was told.
    pub(crate) is_timed: bool,
}

impl Moment {
    /// What the parts say. Where they name no zone it is `zone`, in minutes east of UTC, and where nobody told one,
    /// UTC. `None` for a day or time that does not exist.
    pub(crate) fn of(parts: Parts, zone: Option<i16>) -> Option<Moment> {
        let (Some(month), Some(day)) = (parts.month, parts.day) else {
            let month = parts.month.unwrap_or(1);
            return Date::new(parts.year, month, 1)
                .ok()
                .map(|_| Moment::default());
        };
        let date = Date::new(parts.year, month, day)
            .ok()
            .filter(|date| date.year() > 0)?;
        let time = match parts.time {
            Some((hour, minute, second, micros)) => {
                Time::new(hour, minute, second, micros.checked_mul(1_000)?).ok()?
            }
            None => Time::midnight(),
        };
        let offset = parts.offset.or(zone);
        let civil = date::micros_as_utc(DateTime::from_parts(date, time))?;
        let east = i64::from(offset.unwrap_or(0)) * 60_000_000;
        Some(Moment {
            date: Some(date),
            instant: Some(Micros(civil - east)),
            assumed: offset.is_none(),
            is_timed: parts.time.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: Parts, zone: Option<i16>, expected: &str) {
        let said = match Moment::of(parts, zone) {
            None => "none".to_owned(),
            Some(Moment {
                date,
                instant,
                assumed,
                ..
            }) => {
                let at = instant.map(|at| jiff::Timestamp::from_microsecond(at.0).unwrap());
                format!("{date:?} {at:?} {assumed}")
            }
        };
        assert_eq!(said, expected);
    }

    const DAY: Parts = Parts {
        year: 2026,
        month: Some(3),
        day: Some(1),
        time: None,
        offset: None,
    };

    #[test]
    fn the_day_is_the_sender_s_the_instant_everybody_s() {
        let late = Parts {
            time: Some((23, 30, 0, 0)),
            ..DAY
        };
        check(
            late,
            Some(-300),
            "Some(2026-03-01) Some(2026-03-02T04:30:00Z) false",
        );
        let told = Parts {
            offset: Some(60),
            ..late
        };
        check(
            told,
            Some(-300),
            "Some(2026-03-01) Some(2026-03-01T22:30:00Z) false",
        );
        check(
            late,
            None,
            "Some(2026-03-01) Some(2026-03-01T23:30:00Z) true",
        );
        check(
            DAY,
            None,
            "Some(2026-03-01) Some(2026-03-01T00:00:00Z) true",
        );
    }

    #[test]
    fn less_than_a_day_is_no_day() {
        check(Parts { day: None, ..DAY }, None, "None None false");
    }

    #[test]
    fn what_does_not_exist() {
        let none = [
            Parts {
                day: Some(31),
                month: Some(2),
                ..DAY
            },
            Parts { year: 0, ..DAY },
            Parts {
                time: Some((24, 0, 0, 0)),
                ..DAY
            },
            Parts {
                month: Some(13),
                day: None,
                ..DAY
            },
        ];
        for parts in none {
            check(parts, None, "none");
        }
    }
}
