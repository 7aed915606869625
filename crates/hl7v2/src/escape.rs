//! Escape sequences in a value: HL7 2.8 chapter 2.7.

use std::borrow::Cow;

use crate::Delimiters;

/// Most line breaks or blanks that one command stands for. They are layout, and a number of nine
/// digits is no layout.
const MOST: usize = 80;

/// The value without its escape sequences. What is no sequence of the standard stays as it stands,
/// since most of those are text that was not escaped.
pub(crate) fn unescape<'a>(bytes: &'a [u8], delimiters: &Delimiters) -> Cow<'a, [u8]> {
    let Some(first) = memchr::memchr(delimiters.escape, bytes) else {
        return Cow::Borrowed(bytes);
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut next = Some(first);
    while let Some(at) = next {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, b""));
        out.extend_from_slice(before);
        let inside = from.get(1..).unwrap_or_default();
        let end = memchr::memchr(delimiters.escape, inside);
        let sequence = end.and_then(|end| inside.get(..end));
        rest = match sequence {
            Some(sequence) if replace(sequence, delimiters, &mut out) => {
                inside.get(sequence.len() + 1..).unwrap_or_default()
            }
            // The closing character may open the next one.
            _ => {
                out.push(delimiters.escape);
                inside
            }
        };
        next = memchr::memchr(delimiters.escape, rest);
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// Writes what a sequence stands for. False if it is none.
fn replace(sequence: &[u8], delimiters: &Delimiters, out: &mut Vec<u8>) -> bool {
    match sequence {
        b"F" => out.push(delimiters.field),
        b"S" => out.push(delimiters.component),
        b"T" => out.push(delimiters.subcomponent),
        b"R" => out.push(delimiters.repetition),
        b"E" => out.push(delimiters.escape),
        b"P" => out.push(delimiters.truncation.unwrap_or(b'#')),
        // Highlighting on and off.
        b"H" | b"N" => {}
        [b'.', b1, b2, rest @ ..] => return format(&[*b1, *b2], rest, out),
        [b'X', digits @ ..] => return hex(digits, out),
        // A switch of the character set says nothing itself.
        [b'C', digits @ ..] if digits.len() == 4 => return hex(digits, &mut Vec::new()),
        [b'M', digits @ ..] if matches!(digits.len(), 4 | 6) => {
            return hex(digits, &mut Vec::new());
        }
        _ => return false,
    }
    true
}

/// Formatting commands (chapter 2.7.6): `.br`, `.sp3`, `.in+4`.
fn format(command: &[u8; 2], number: &[u8], out: &mut Vec<u8>) -> bool {
    let digits = number
        .strip_prefix(b"+")
        .or_else(|| number.strip_prefix(b"-"))
        .unwrap_or(number);
    if digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let count = std::str::from_utf8(digits)
        .ok()
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(1)
        .min(MOST);
    let (byte, count) = match &command.to_ascii_lowercase()[..] {
        b"br" | b"ce" => (b'\n', 1),
        b"sp" => (b'\n', count.max(1)),
        b"sk" => (b' ', count),
        // Indents, and filling lines up or not: where text begins on paper.
        b"in" | b"ti" => (b' ', usize::from(!digits.is_empty())),
        b"fi" | b"nf" => (b' ', 0),
        _ => return false,
    };
    out.extend(std::iter::repeat_n(byte, count));
    true
}

/// Bytes as pairs of hexadecimal digits.
fn hex(digits: &[u8], out: &mut Vec<u8>) -> bool {
    let (pairs, rest) = digits.as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| {
        let [high, low] = *pair;
        u8::try_from(value(high)? * 16 + value(low)?).ok()
    };
    if digits.is_empty() || !rest.is_empty() || !pairs.iter().all(|pair| byte(pair).is_some()) {
        return false;
    }
    out.extend(pairs.iter().filter_map(byte));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: &str, read: &str) {
        let delimiters = Delimiters::default();
        let found = unescape(sent.as_bytes(), &delimiters);
        assert_eq!(String::from_utf8_lossy(&found), read, "{sent}");
        assert_eq!(matches!(found, Cow::Borrowed(_)), !sent.contains('\\'));
    }

    #[test]
    fn delimiters_and_bytes() {
        check("plain", "plain");
        check(r"a\F\b\S\c\T\d\R\e\E\f\P\g", r"a|b^c&d~e\f#g");
        check(r"\T\", "&");
        check(r"A\X0D0A\B\Xc3ab\", "A\r\nBë");
        check(r"\H\bold\N\ \C2842\x\M2442\y\M244270\z", "bold xyz");
    }

    #[test]
    fn layout() {
        check(r"one\.br\two\.BR\three", "one\ntwo\nthree");
        check(r"a\.sp\b\.sp2\c\.sp+1\d\.sk3\e", "a\nb\n\nc\nd   e");
        check(r"a\.in+4\b\.ti-2\c\.ce\d\.fi\e\.nf\f", "a b c\ndef");
        let many = format!("a{}b", "\n".repeat(MOST));
        check(r"a\.sp999999999\b", &many);
    }

    #[test]
    fn what_is_no_sequence_stays() {
        for text in [
            r"\",
            r"a\",
            r"\\",
            r"C:\dir\file",
            r"one\ntwo",
            r"\X0\",
            r"\X\",
            r"\XZZ\",
            r"\Zab\",
            r"\.xx\",
            r"\.spx\",
            r"\.sp9999999999\",
            r"\C28\",
        ] {
            check(text, text);
        }
        check(r"\dir\T\x", r"\dir&x");
    }

    #[test]
    fn delimiters_are_those_of_the_message() {
        let delimiters = Delimiters {
            escape: b'#',
            component: b':',
            truncation: Some(b'!'),
            ..Delimiters::default()
        };
        assert_eq!(&*unescape(br"a#S#b\S\#P#", &delimiters), br"a:b\S\!");
    }
}
