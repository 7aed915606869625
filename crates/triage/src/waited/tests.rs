//! Days that something began on which ends between two others.

use jiff::civil::date;

use super::*;

#[test]
fn what_is_waited_for_until_a_day_between_began_as_long_before() {
    let since = Began::new(&Terms::default(), (date(2026, 4, 1), date(2026, 4, 3)));
    let days = |days: [Date; 2]| BTreeSet::from(days);
    // 45 days, 30 days.
    assert_eq!(since.pended, days([date(2026, 2, 15), date(2026, 2, 16)]));
    assert_eq!(since.forwarded, since.pended);
    assert_eq!(since.reversed, days([date(2026, 3, 2), date(2026, 3, 3)]));
}

#[test]
fn the_same_day_says_nothing_new() {
    let day = date(2026, 4, 1);
    assert_eq!(Began::new(&Terms::default(), (day, day)), Began::default());
}
