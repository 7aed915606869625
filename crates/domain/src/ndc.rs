//! National Drug Codes.

use std::borrow::Cow;

/// Digits of labeler, product and package (21 CFR 207.33, as HIPAA has it: 5-4-2).
const PARTS: [usize; 3] = [5, 4, 2];

/// A code as 11 digits. With hyphens one part may be a digit short, and is filled with a zero in front.
/// `None` where it can't be known which part that is, as of 10 digits without hyphens.
#[must_use]
pub fn normalise(text: &str) -> Option<Cow<'_, str>> {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !text.contains('-') {
        let whole = text.len() == PARTS.iter().sum::<usize>() && is_digits(text);
        return whole.then_some(Cow::Borrowed(text));
    }
    let (mut code, mut short, mut parts) = (String::new(), 0, text.split('-'));
    for digits in PARTS {
        let part = parts.next().filter(|part| is_digits(part))?;
        short += digits.checked_sub(part.len())?;
        code.extend(std::iter::repeat_n('0', digits - part.len()));
        code.push_str(part);
    }
    (short <= 1 && parts.next().is_none()).then_some(Cow::Owned(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_digits() {
        for (text, code) in [
            ("00002143380", "00002143380"),
            ("00002-1433-80", "00002143380"),
            ("0002-1433-80", "00002143380"),
            ("50242-040-62", "50242004062"),
            ("60575-4112-1", "60575411201"),
        ] {
            assert_eq!(normalise(text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_known() {
        for text in [
            "0002143380",
            "",
            "-",
            "--",
            "0002-143-80",
            "00002-1433-801",
            "00002-1433-80-1",
            "0000X-1433-80",
            "0000214338X",
            "000002-1433-80",
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }
}
