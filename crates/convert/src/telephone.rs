//! Telephone numbers: digits alone, whatever a format writes between them.

/// Fewer digits are an extension.
const SHORTEST: usize = 7;

/// The digits of a number, without its extension and the prefix of North America, with `+` before another country's;
/// `None` where there are too few.
pub(crate) fn digits(number: &str) -> Option<String> {
    // A label may stand before it, an extension, a beeper or a word behind it (HL7 XTN.1, RFC 3966).
    let from = number.find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'))?;
    let own = number
        .get(from..)?
        .chars()
        .take_while(|c| !c.is_alphabetic() && !matches!(c, '#' | ';'));
    let mut digits: String = own.filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let national = digits.trim_start_matches('+');
    let national = national.strip_prefix('1').filter(|it| it.len() == 10);
    if let Some(national) = national {
        digits = national.to_owned();
    }
    (digits.len() >= SHORTEST).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn one_form_of_a_number() {
        for (told, ours) in [
            ("(218)555-0133", Some("2185550133")),
            ("+1 (218) 555-0133 x12", Some("2185550133")),
            ("1-218-555-0133;ext=4", Some("2185550133")),
            ("555-0133", Some("5550133")),
            ("0133", None),
            ("+44 20 7946 0000", Some("+442079460000")),
            ("+218 555 0133", Some("+2185550133")),
            ("(218)555-0133B99999", Some("2185550133")),
            ("(218)555-0133C CALL AFTER 5", Some("2185550133")),
            ("218-555-0133 #12", Some("2185550133")),
            ("Home 218-555-0133", Some("2185550133")),
            ("tel:+1-218-555-0133", Some("2185550133")),
            ("call me", None),
        ] {
            assert_eq!(digits(told).as_deref(), ours, "{told}");
        }
    }
}
