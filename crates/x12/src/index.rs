//! Where the delimiters are in a block of bytes: found for many segments at once, because starting
//! a search anew for each element costs more than the search.

use crate::Delimiters;

/// The delimiters of a block.
#[derive(Default)]
pub(crate) struct Index {
    /// Places of all element separators and terminators, in order.
    hits: Vec<u32>,
    /// Which of the hits are terminators.
    stops: Vec<u32>,
    next_hit: usize,
    next_stop: usize,
}

impl Index {
    pub(crate) fn clear(&mut self) {
        self.hits.clear();
        self.stops.clear();
        self.next_hit = 0;
        self.next_stop = 0;
    }

    /// Adds the delimiters from `from` to the end of the block.
    pub(crate) fn extend(&mut self, block: &[u8], from: usize, delimiters: Delimiters) {
        if delimiters.ends_with_newline() {
            self.search(block, from, delimiters.element, [b'\r', b'\n']);
        } else {
            self.search(block, from, delimiters.element, [delimiters.terminator]);
        }
    }

    /// Eight bytes at a time: what differs from a needle in no bit is a hit.
    fn search<const N: usize>(
        &mut self,
        block: &[u8],
        from: usize,
        element: u8,
        terminators: [u8; N],
    ) {
        let (words, tail) = block.get(from..).unwrap_or_default().as_chunks::<8>();
        let mut at = u32::try_from(from).unwrap_or(u32::MAX);
        for word in words {
            let word = u64::from_le_bytes(*word);
            let mut ends = 0;
            for terminator in terminators {
                ends |= matches(word, terminator);
            }
            let mut hits = ends | matches(word, element);
            while hits != 0 {
                if ends & hits & hits.wrapping_neg() != 0 {
                    self.stops
                        .push(u32::try_from(self.hits.len()).unwrap_or(u32::MAX));
                }
                self.hits.push(at + hits.trailing_zeros() / 8);
                hits &= hits - 1;
            }
            at += 8;
        }
        for byte in tail {
            if terminators.contains(byte) {
                self.stops
                    .push(u32::try_from(self.hits.len()).unwrap_or(u32::MAX));
                self.hits.push(at);
            } else if *byte == element {
                self.hits.push(at);
            }
            at += 1;
        }
    }

    /// Takes the delimiters up to the next terminator: where in the index they are, and where the
    /// terminator is in the block.
    pub(crate) fn take(&mut self) -> Option<(usize, usize, usize)> {
        let stop = usize::try_from(*self.stops.get(self.next_stop)?).ok()?;
        let end = usize::try_from(*self.hits.get(stop)?).ok()?;
        let first = self.next_hit;
        self.next_stop += 1;
        self.next_hit = stop + 1;
        Some((first, stop + 1, end))
    }

    /// Leaves out the delimiters before a place in the block.
    pub(crate) fn skip_to(&mut self, at: usize) {
        let hit = |index: usize| {
            self.hits
                .get(index)
                .and_then(|hit| usize::try_from(*hit).ok())
        };
        let (mut next_hit, mut next_stop) = (self.next_hit, self.next_stop);
        while hit(next_hit).is_some_and(|hit| hit < at) {
            next_hit += 1;
        }
        let stop = |index: usize| {
            self.stops
                .get(index)
                .and_then(|stop| usize::try_from(*stop).ok())
        };
        while stop(next_stop).is_some_and(|stop| stop < next_hit) {
            next_stop += 1;
        }
        (self.next_hit, self.next_stop) = (next_hit, next_stop);
    }

    /// Takes the elements of an ISA, which may name the other delimiters among its content.
    pub(crate) fn take_header(&mut self, block: &[u8], at: usize, element: u8) -> (usize, usize) {
        let isa = block.get(at..).unwrap_or_default();
        let offset = |found: usize| u32::try_from(at + found).unwrap_or(u32::MAX);
        self.hits
            .extend(memchr::memchr_iter(element, isa).map(offset));
        self.take_rest(block.len())
    }

    /// Takes all that are left, as if a terminator stood at `end`.
    pub(crate) fn take_rest(&mut self, end: usize) -> (usize, usize) {
        let first = self.next_hit;
        self.hits.push(u32::try_from(end).unwrap_or(u32::MAX));
        self.next_hit = self.hits.len();
        (first, self.next_hit)
    }

    pub(crate) fn get(&self, first: usize, last: usize) -> &[u32] {
        self.hits.get(first..last).unwrap_or_default()
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
            let pick = [
                b'*',
                b'~',
                b'+',
                b'}',
                0x80 | b'*',
                0x80 | b'~',
                0,
                0xff,
                b'\r',
                b'\n',
            ];
            bytes.push(pick[usize::try_from(state >> 24).unwrap() % pick.len()]);
        }
        for terminator in [b'~', b'\n'] {
            let delimiters = Delimiters {
                terminator,
                ..Delimiters::default()
            };
            let is_stop = |byte: u8| match terminator {
                b'\n' => matches!(byte, b'\r' | b'\n'),
                _ => byte == terminator,
            };
            for from in [0, 1, 7, 1_000] {
                let mut index = Index::default();
                index.extend(&bytes, from, delimiters);
                let hits: Vec<_> = (from..bytes.len())
                    .filter(|&at| is_stop(bytes[at]) || bytes[at] == b'*')
                    .map(|at| u32::try_from(at).unwrap())
                    .collect();
                assert_eq!(index.hits, hits);
                let mut stops = Vec::new();
                while let Some((_, _, end)) = index.take() {
                    stops.push(end);
                }
                let expected: Vec<_> = (from..bytes.len())
                    .filter(|&at| is_stop(bytes[at]))
                    .collect();
                assert_eq!(stops, expected);
            }
        }
    }
}
