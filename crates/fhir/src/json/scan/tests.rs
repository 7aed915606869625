//! Tests of `scan`: against a scan that looks at one byte after the other.

use super::*;

/// The end of the value by one byte after the other.
fn slowly(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut string, mut escaped) = (0, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => string = !string,
            b'{' | b'[' if !string => depth += 1,
            b'}' | b']' if !string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn end(bytes: &[u8], step: usize) -> Option<usize> {
    let mut scan = Scan::new(0, 0);
    let heed = Heed {
        depth: 8,
        lines: Lines::Inside,
    };
    let mut seen = 0;
    loop {
        seen = (seen + step).min(bytes.len());
        match scan.run(&bytes[..seen], heed) {
            Found::End(end) => return Some(end),
            Found::Next(_) => panic!("inside"),
            Found::More if seen == bytes.len() => return None,
            Found::More => {}
        }
    }
}

#[test]
fn the_same_as_byte_by_byte() {
    let mut seed = 1_u64;
    for _ in 0..20_000 {
        let mut bytes = b"{".to_vec();
        for _ in 0..300 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(99);
            // Strings are closed before their line ends, as RFC 8259 wants it.
            bytes.push(b"{}[]\"\\abcd   ,:{"[usize::try_from(seed >> 60).unwrap()]);
        }
        let expected = slowly(&bytes);
        for step in [1, 7, 64, 100, 301] {
            assert_eq!(end(&bytes, step), expected, "step {step}");
        }
    }
}

#[test]
fn a_line_begins_the_next() {
    let next = |text: &str, lines| {
        let heed = Heed { depth: 64, lines };
        Scan::new(0, 0).run(text.as_bytes(), heed)
    };
    let pad = " ".repeat(61);
    for pad in ["", &pad] {
        let cut = format!("{{{pad}\"a\":{{}}\n{{");
        let at = cut.len() - 1;
        assert_eq!(next(&cut, Lines::Any), Found::Next(at));
        assert_eq!(next(&cut, Lines::Inside), Found::More);
        let open = format!("{{{pad}\"a\":[\n{{}}]}}");
        assert_eq!(next(&open, Lines::Any), Found::End(open.len()));
        assert_eq!(next(&open, Lines::Delimited), Found::Next(open.len() - 4));
    }
}
