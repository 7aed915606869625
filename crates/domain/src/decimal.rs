//! Decimal numbers as X12 data type R, HL7 NM and CSV write them, to a scaled integer.

use thiserror::Error;

/// Why a decimal number could not be taken. Never carries the text, which may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// Nothing between the delimiters.
    #[error("expected a decimal number, but found nothing")]
    Empty,
    /// Something other than an optional minus, digits and at most one point.
    #[error("expected a decimal number, but found another character at byte {0}")]
    Malformed(usize),
    /// More decimals than the column keeps; rounding would be guessing.
    #[error("expected at most {allowed} decimals, but found {found}")]
    TooPrecise {
        /// Decimals the column keeps.
        allowed: u32,
        /// Decimals that were sent.
        found: u32,
    },
    /// More than 18 significant digits at the column's scale.
    #[error("expected at most 18 digits at scale {0}, but found more")]
    TooLarge(u32),
}

/// The largest magnitude a `DECIMAL(18, s)` holds.
const MAX: i64 = 999_999_999_999_999_999;

/// Parses `[-]digits[.digits]` into an integer scaled by 10^`scale`.
///
/// A leading plus is taken because real files carry it; an exponent is not (X12 allows it in type R
/// only by agreement of the partners).
pub(crate) fn parse(text: &[u8], scale: u32) -> Result<i64, DecimalError> {
    let (negative, digits, start) = match text.split_first() {
        None => return Err(DecimalError::Empty),
        Some((b'-', rest)) => (true, rest, 1),
        Some((b'+', rest)) => (false, rest, 1),
        Some(_) => (false, text, 0),
    };
    let mut value: i64 = 0;
    let mut decimals: Option<u32> = None;
    let mut any = false;
    for (at, byte) in digits.iter().enumerate() {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                if let Some(found) = decimals {
                    if found == scale {
                        let found = u32::try_from(digits.len()).unwrap_or(u32::MAX);
                        let point = digits.iter().position(|b| *b == b'.').unwrap_or(0);
                        let whole = u32::try_from(point).unwrap_or(u32::MAX);
                        return match digits.iter().skip(at).find(|b| !b.is_ascii_digit()) {
                            Some(_) => Err(DecimalError::Malformed(start + at)),
                            None => Err(DecimalError::TooPrecise {
                                allowed: scale,
                                found: found.saturating_sub(whole).saturating_sub(1),
                            }),
                        };
                    }
                    decimals = Some(found + 1);
                }
                any = true;
                value = value
                    .checked_mul(10)
                    .and_then(|v| v.checked_add(i64::from(byte - b'0')))
                    .filter(|v| *v <= MAX)
                    .ok_or(DecimalError::TooLarge(scale))?;
            }
            (b'.', None) => decimals = Some(0),
            _ => return Err(DecimalError::Malformed(start + at)),
        }
    }
    if !any {
        return Err(DecimalError::Empty);
    }
    for _ in decimals.unwrap_or(0)..scale {
        value = value
            .checked_mul(10)
            .filter(|v| *v <= MAX)
            .ok_or(DecimalError::TooLarge(scale))?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes a scaled integer with exactly `scale` decimals.
pub(crate) fn write(f: &mut std::fmt::Formatter<'_>, value: i64, scale: u32) -> std::fmt::Result {
    let unit = 10u64.pow(scale);
    let sign = if value < 0 { "-" } else { "" };
    let magnitude = value.unsigned_abs();
    let width = usize::try_from(scale).unwrap_or(0);
    write!(f, "{sign}{}.{:0width$}", magnitude / unit, magnitude % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, scale: u32, expected: Result<i64, &str>) {
        let found = parse(text.as_bytes(), scale).map_err(|e| e.to_string());
        assert_eq!(found, expected.map_err(str::to_owned), "{text:?}");
    }

    #[test]
    fn takes_what_the_standard_allows() {
        check("0", 2, Ok(0));
        check("12", 2, Ok(1200));
        check("12.5", 2, Ok(1250));
        check("-.5", 2, Ok(-50));
        check("5.", 2, Ok(500));
        check("+7", 2, Ok(700));
        check("0012.30", 2, Ok(1230));
        check("9999999999999999.99", 2, Ok(MAX));
        check("1.2345", 4, Ok(12_345));
    }

    #[test]
    fn refuses_the_rest_in_these_words() {
        check("", 2, Err("expected a decimal number, but found nothing"));
        check("-", 2, Err("expected a decimal number, but found nothing"));
        check(".", 2, Err("expected a decimal number, but found nothing"));
        let other = "expected a decimal number, but found another character at byte";
        check("1,5", 2, Err(&format!("{other} 1")));
        check("1.2.3", 2, Err(&format!("{other} 3")));
        check("1e3", 2, Err(&format!("{other} 1")));
        check("--1", 2, Err(&format!("{other} 1")));
        check("1.23x", 2, Err(&format!("{other} 4")));
        check("1.005", 2, Err("expected at most 2 decimals, but found 3"));
        check(
            "-1.2340",
            2,
            Err("expected at most 2 decimals, but found 4"),
        );
        check(
            "10000000000000000",
            2,
            Err("expected at most 18 digits at scale 2, but found more"),
        );
    }
}
