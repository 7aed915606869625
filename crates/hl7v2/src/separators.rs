//! Where the field separators of a segment are: found once, because starting a search anew for
//! each field costs more than the search.

/// Adds the places of a byte, counted from `base`.
pub(crate) fn find(needle: u8, bytes: &[u8], base: usize, found: &mut Vec<u32>) {
    // Eight bytes at a time: what differs from the needle in no bit is a hit.
    let (words, tail) = bytes.as_chunks::<8>();
    let mut at = u32::try_from(base).unwrap_or(u32::MAX);
    for word in words {
        let mut hits = matches(u64::from_le_bytes(*word), needle);
        while hits != 0 {
            found.push(at.saturating_add(hits.trailing_zeros() / 8));
            hits &= hits - 1;
        }
        at = at.saturating_add(8);
    }
    for byte in tail {
        if *byte == needle {
            found.push(at);
        }
        at = at.saturating_add(1);
    }
}

/// The high bit of each byte that equals the needle. Exact: no borrow crosses bytes.
fn matches(word: u64, needle: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differs = word ^ (u64::from(needle) * 0x0101_0101_0101_0101);
    !(((differs & LOW) + LOW) | differs | LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_plain_search() {
        let mut bytes = Vec::new();
        let mut state = 7_u32;
        for _ in 0..1_003 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let pick = [b'|', b'}', 0x80 | b'|', 0, 0xff, b'\r'];
            bytes.push(pick[usize::try_from(state >> 24).unwrap() % pick.len()]);
        }
        for from in [0, 1, 7, 1_000] {
            let mut found = Vec::new();
            find(b'|', &bytes[from..], from, &mut found);
            let expected: Vec<_> = (from..bytes.len())
                .filter(|&at| bytes[at] == b'|')
                .map(|at| u32::try_from(at).unwrap())
                .collect();
            assert_eq!(found, expected);
        }
    }
}
