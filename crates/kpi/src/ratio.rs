//! Exact numbers: sums of hundredths, and one division at the end, in integers.

use std::collections::BTreeMap;

/// Decimals of a ratio.
const PLACES: u32 = 6;

/// Hundredths as a count, or as dollars.
pub(crate) fn write(hundredths: i128, dollars: bool) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    match dollars {
        true => format!("{sign}{whole}.{rest:02}"),
        false => format!("{sign}{whole}"),
    }
}

/// The quotient with six decimals, halves away from zero. `None` where the denominator is 0, or so
/// large that it is no amount of money on earth.
pub(crate) fn divide(numerator: i128, denominator: i128) -> Option<String> {
    if denominator == 0 {
        return None;
    }
    let unit = 10u128.pow(PLACES);
    let (top, bottom) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let scaled = top.checked_mul(unit)?.checked_mul(2)?.checked_add(bottom)?;
    let value = scaled / bottom.checked_mul(2)?;
    let negative = (numerator < 0) != (denominator < 0) && value != 0;
    let sign = if negative { "-" } else { "" };
    let width = usize::try_from(PLACES).unwrap_or_default();
    Some(format!("{sign}{}.{:0width$}", value / unit, value % unit))
}

/// The median of hundredths, each with how often it is there, with six decimals; of an even number the middle
/// between the two in the middle.
pub(crate) fn median(times: &BTreeMap<i128, i128>) -> Option<String> {
    let count: i128 = times.values().sum();
    let nth = |place: i128| {
        let mut before = 0;
        let mut values = times.iter();
        let found = values.find(|(_, times)| {
            before += **times;
            before > place
        });
        found.map(|(value, _)| *value)
    };
    let (lower, upper) = (nth((count - 1) / 2)?, nth(count / 2)?);
    divide(lower + upper, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found_exactly() {
        let check = |times: &[(i128, i128)], expected: Option<&str>| {
            let times = times.iter().copied().collect();
            assert_eq!(median(&times).as_deref(), expected);
        };
        check(&[], None);
        check(&[(1400, 1)], Some("14.000000"));
        check(&[(1400, 1), (1500, 1)], Some("14.500000"));
        check(&[(100, 1), (200, 1), (9000, 1)], Some("2.000000"));
        check(&[(100, 2), (9000, 3)], Some("90.000000"));
        check(&[(100, 3), (9000, 3)], Some("45.500000"));
        check(&[(-100, 1), (0, 1)], Some("-0.500000"));
    }

    #[test]
    fn divides_exactly_and_rounds_once() {
        let check = |n, d, expected: Option<&str>| assert_eq!(divide(n, d).as_deref(), expected);
        check(100, 400, Some("0.250000"));
        check(100, 300, Some("0.333333"));
        check(200, 300, Some("0.666667"));
        check(1, 2_000_000, Some("0.000001"));
        check(-1, 2_000_000, Some("-0.000001"));
        check(-1, 3_000_000, Some("0.000000"));
        check(300, 200, Some("1.500000"));
        check(0, 100, Some("0.000000"));
        check(5, 0, None);
        check(i128::MAX, 1, None);
    }

    #[test]
    fn writes_counts_and_dollars() {
        assert_eq!(write(1200, false), "12");
        assert_eq!(write(123_450, true), "1234.50");
        assert_eq!(write(-5, true), "-0.05");
    }
}
