//! Telephone numbers: digits alone, whatever a format writes between them.

/// Fewer digits are an extension.
const SHORTEST: usize = 7;

/// The digits of a number, without its extension and the prefix of North America; `None` where there are too few.
pub(crate) fn digits(number: &str) -> Option<String> {
    let own = number
        .chars()
        .take_while(|c| !matches!(c, 'x' | 'X' | 'e' | 'E' | ';'));
    let digits: String = own.filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix('1') {
        Some(national) if national.len() == 10 => national,
        _ => &digits,
    };
    (national.len() >= SHORTEST).then(|| national.to_owned())
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
            ("+44 20 7946 0000", Some("442079460000")),
        ] {
            assert_eq!(digits(told).as_deref(), ours, "{told}");
        }
    }
}
