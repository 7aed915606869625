//! Tests of `lines`.

use super::*;

/// The pieces as text.
fn told(bytes: &[u8]) -> String {
    let mut lines = Lines::new(bytes, 40, 100);
    let mut text = String::new();
    loop {
        let piece = lines.advance().unwrap();
        if piece == Piece::End {
            return text;
        }
        let framed = if lines.framed { "+" } else { "" };
        let what = match piece {
            Piece::Line => String::from_utf8_lossy(lines.line()).into_owned(),
            other => format!("{other:?}"),
        };
        let open = if lines.terminated { "" } else { "..." };
        text.push_str(&format!("{framed}{what}{open}/"));
    }
}

#[test]
fn any_line_end_ends_a_line() {
    assert_eq!(told(b"a\rb\nc\r\nd\r\r\n\n e \r"), "a/b/c/d/e /");
    assert_eq!(told(b"a\rb"), "a/b.../");
    assert_eq!(told(b"\xef\xbb\xbfa\r\0\0\r\x1a"), "a/");
    assert_eq!(told(b"\0\0\r\n \t\x1a"), "");
    assert_eq!(told(b"a\0\0\rb\x1a"), "a/b.../");
}

#[test]
fn blocks_begin_and_end() {
    assert_eq!(
        told(b"\x0ba\rb\r\x1c\r\x0bc\r\x1c\r"),
        "+a/b/EndBlock/+c/EndBlock/"
    );
    assert_eq!(told(b"\x0ba\x1c\x0bc\x1c"), "+a/EndBlock/+c/EndBlock/");
    assert_eq!(told(b"a\x0bb\r"), "a\x0bb/");
}

#[test]
fn a_message_begins_a_line_wherever_it_stands() {
    assert_eq!(told(b"a|MSH|^~\\&|b\r"), "a|/MSH|^~\\&|b/");
    assert_eq!(told(b"12:00 MSH|^~\\&|b"), "12:00 /MSH|^~\\&|b.../");
    assert_eq!(told(b"a\x0bMSH|^~\\&|b\r"), "a/+MSH|^~\\&|b/");
    assert_eq!(told(b"MSH|^~\\&|bMSH|^~\\&|\r"), "MSH|^~\\&|b/MSH|^~\\&|/");
    assert_eq!(told(b"a MSH|b\r"), "a MSH|b/");
    assert_eq!(told(b"FTS|1FHS|^~\\&|b\r"), "FTS|1/FHS|^~\\&|b/");
    assert_eq!(told(b"aMSH|^~\\&|BHS|^~\\&|\r"), "a/MSH|^~\\&|/BHS|^~\\&|/");
    assert_eq!(told(b"a XHS|^~\\&|HS|^~\\&\r"), "a XHS|^~\\&|HS|^~\\&/");
}

#[test]
fn quotes_around_a_segment_are_no_part_of_it() {
    assert_eq!(
        told(b"\"PID|1\"\r\"text\"\r\"PID|2\r"),
        "PID|1/\"text\"/PID|2/"
    );
}

#[test]
fn a_message_is_found_wherever_the_windows_end() {
    let finders = Finders::new();
    for before in 1..1_200 {
        for start in ["MSH|^~\\&|", "FHS|^~\\&|", "BHS|^~\\&"] {
            let line = format!("{}{start}", "x".repeat(before));
            assert_eq!(
                find_glued(&finders, line.as_bytes()),
                Some(before),
                "{start}"
            );
            let line = format!("{line}x{line}MSH|^~\\&|");
            assert_eq!(
                find_glued(&finders, line.as_bytes()),
                Some(before),
                "{start}"
            );
        }
    }
}
