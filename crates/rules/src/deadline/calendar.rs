//! Business days: neither weekend nor federal holiday. Holidays are data.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// Which days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Every day.
    Calendar,
    /// Neither weekends nor holidays.
    Business,
}

impl DayKind {
    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DayKind::Calendar => "calendar",
            DayKind::Business => "business",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Holiday {
    day: Date,
    #[serde(rename = "name")]
    _name: String,
}

pub(super) static HOLIDAYS: LazyLock<BTreeSet<Date>> = LazyLock::new(|| {
    let holidays: Vec<Holiday> =
        super::read(include_str!("../../data/holidays.csv")).expect("the shipped list is tested");
    holidays.into_iter().map(|holiday| holiday.day).collect()
});

/// Federal holidays, in order.
pub fn holidays() -> impl Iterator<Item = Date> {
    HOLIDAYS.iter().copied()
}

/// The last business day on which it is still in time, so many days after another; none beyond the calendar.
pub(super) fn last_day(from: Date, days: i32, kind: DayKind) -> Option<Date> {
    let day = match kind {
        DayKind::Calendar => later(from, days)?,
        DayKind::Business => business_days(from, days)?,
    };
    Some(back(day))
}

/// So many days later; none beyond the calendar.
pub(super) fn later(from: Date, days: i32) -> Option<Date> {
    let span = Span::new().try_days(days).ok()?;
    from.checked_add(span).ok()
}

fn is_business_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !HOLIDAYS.contains(&day)
}

/// The same day, or the last business day before it.
fn back(mut day: Date) -> Date {
    while !is_business_day(day) {
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    day
}

fn business_days(from: Date, days: i32) -> Option<Date> {
    let (mut day, mut left) = (from, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= i32::from(is_business_day(day));
    }
    Some(day)
}
