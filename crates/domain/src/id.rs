//! Identifiers of the field: their checks and their folding.

/// The feed of what we write ourselves: changes of cases. Nobody else may send under its name.
pub const OWN_SOURCE: &str = "claimlake";

/// Whether ten digits are a National Provider Identifier: the Luhn check over the digits preceded by
/// 80840 (45 CFR 162.406, ISO/IEC 7812).
#[must_use]
pub fn npi_is_valid(text: &[u8]) -> bool {
    if text.len() != 10 || !text.iter().all(u8::is_ascii_digit) {
        return false;
    }
    // The prefix adds 24 to the sum, always.
    let mut sum = 24u32;
    for (place, byte) in text.iter().rev().enumerate() {
        let digit = u32::from(byte - b'0');
        sum += match place % 2 {
            0 => digit,
            _ if digit < 5 => digit * 2,
            _ => digit * 2 - 9,
        };
    }
    sum.is_multiple_of(10)
}

/// A name as an identifier of last resort: letters and digits in upper case, everything between them
/// one space. `St. Mary's  Hosp.` and `ST MARY S HOSP` are one.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_uppercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_with_the_health_prefix() {
        assert!(npi_is_valid(b"1234567893"));
        assert!(!npi_is_valid(b"1234567890"));
        assert!(!npi_is_valid(b"123456789"));
        assert!(!npi_is_valid(b"12345678X3"));
    }

    #[test]
    fn folding_keeps_letters_and_digits() {
        assert_eq!(fold_name("  St. Mary's  Hosp."), "ST MARY S HOSP");
        assert_eq!(fold_name("--"), "");
    }
}
