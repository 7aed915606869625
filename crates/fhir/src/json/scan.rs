//! Where a JSON value ends: 64 bytes at a time, without a stack, resumable where the window ends.
//!
//! Quotes and brackets become bits of a word each; what lies in strings is masked out, and brackets
//! are only looked at one by one in the block where the value may end. RFC 8259 section 7: a string
//! holds no line end, so that a quote that was forgotten costs its line and no more.

/// How far a value was scanned.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scan {
    /// The next byte to look at.
    pub(crate) at: usize,
    /// Brackets that are open.
    pub(crate) depth: u32,
    /// The deepest that was met, if it is deeper than `allowed`.
    pub(crate) deepest: u32,
    /// A string went over the end of its line.
    pub(crate) broken: bool,
    in_string: bool,
    escaped: bool,
}

/// What to heed while scanning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heed {
    /// Nesting that is not worth a word.
    pub(crate) depth: u32,
    /// The value stands in no other: the next resource may begin at the start of a line.
    pub(crate) lines: Lines,
}

/// What the start of a line means to a value that stands in no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Nothing: the value is a part of another.
    Inside,
    /// `}` before and `{` after a line end can't be of one value.
    Any,
    /// The stream is newline-delimited: a `{` at the start of a line is the next resource.
    Delimited,
}

/// What a scan came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// Behind the value's last byte.
    End(usize),
    /// The value does not end, but here, at the start of a line, the next one begins.
    Next(usize),
    /// The bytes ended first.
    More,
}

struct Masks {
    opens: u64,
    closes: u64,
}

impl Scan {
    /// A scan of the value that begins at `at`, with `depth` brackets open before.
    pub(crate) fn new(at: usize, depth: u32) -> Self {
        Scan {
            at,
            depth,
            ..Scan::default()
        }
    }

    /// Goes on to the end of the value or of the bytes.
    pub(crate) fn run(&mut self, bytes: &[u8], heed: Heed) -> Found {
        let first = self.at;
        let mut rest = bytes.get(first..).unwrap_or_default();
        while let Some((block, after)) = rest.split_first_chunk::<64>() {
            let found = match self.block(block, heed.lines) {
                Some(masks) => self.brackets(masks, heed.depth),
                None => self.bytewise(bytes, self.at + 64, heed),
            };
            if let Some(found) = found {
                return found;
            }
            rest = after;
        }
        self.bytewise(bytes, bytes.len(), heed)
            .unwrap_or(Found::More)
    }

    /// The brackets of a block that are not in strings; `None` if it has to be looked at closely.
    #[inline]
    fn block(&mut self, block: &[u8; 64], lines: Lines) -> Option<Masks> {
        let mut quotes = mask(block, |byte| byte == b'"');
        let mut opens = mask(block, |byte| byte | 0x20 == b'{');
        let mut closes = mask(block, |byte| byte | 0x20 == b'}');
        let mut escaped = self.escaped;
        if escaped || holds(block, b'\\') {
            let plain = !escapes(mask(block, |byte| byte == b'\\'), &mut escaped);
            quotes &= plain;
            opens &= plain;
            closes &= plain;
        }
        let mut inside = quotes;
        for shift in [1, 2, 4, 8, 16, 32] {
            inside ^= inside << shift;
        }
        if self.in_string {
            inside = !inside;
        }
        if holds(block, b'\n') {
            let newlines = mask(block, |byte| byte == b'\n');
            let starts = newlines & (opens >> 1 | 1 << 63);
            if newlines & inside != 0 || (starts != 0 && lines != Lines::Inside) {
                return None;
            }
        }
        self.escaped = escaped;
        self.in_string = inside >> 63 != 0;
        Some(Masks {
            opens: opens & !inside,
            closes: closes & !inside,
        })
    }

    #[inline]
    fn brackets(&mut self, masks: Masks, allowed: u32) -> Option<Found> {
        let (opens, closes) = (masks.opens.count_ones(), masks.closes.count_ones());
        if self.depth > closes && self.depth.saturating_add(opens) <= allowed {
            self.depth = self.depth + opens - closes;
            self.at += 64;
            return None;
        }
        let mut bits = masks.opens | masks.closes;
        while bits != 0 {
            let bit = bits.trailing_zeros();
            bits &= bits - 1;
            if masks.opens >> bit & 1 != 0 {
                self.open();
            } else if self.close() {
                return Some(Found::End(self.at + usize::try_from(bit).unwrap_or(0) + 1));
            }
        }
        self.at += 64;
        None
    }

    fn open(&mut self) {
        self.depth = self.depth.saturating_add(1);
        self.deepest = self.deepest.max(self.depth);
    }

    /// True if the value ends with it.
    fn close(&mut self) -> bool {
        self.depth = self.depth.saturating_sub(1);
        self.depth == 0
    }

    /// Looks at each byte up to `end`.
    fn bytewise(&mut self, bytes: &[u8], end: usize, heed: Heed) -> Option<Found> {
        while let Some(byte) = bytes.get(self.at).filter(|_| self.at < end) {
            match byte {
                b'\n' => {
                    let was_string = std::mem::take(&mut self.in_string);
                    self.escaped = false;
                    self.broken |= was_string;
                    if heed.lines != Lines::Inside {
                        match bytes.get(self.at + 1) {
                            // Looked at again when there is more. Never at the end of a block.
                            None => {
                                self.in_string = was_string;
                                return Some(Found::More);
                            }
                            Some(b'{') if was_string || self.is_next(bytes, heed.lines) => {
                                return Some(Found::Next(self.at + 1));
                            }
                            Some(_) => {}
                        }
                    }
                }
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.open(),
                b'}' | b']' if !self.in_string && self.close() => {
                    return Some(Found::End(self.at + 1));
                }
                _ => {}
            }
            self.at += 1;
        }
        None
    }

    /// True if the `{` behind the line end here can't belong to this value.
    fn is_next(&self, bytes: &[u8], lines: Lines) -> bool {
        let before = bytes.get(..self.at).unwrap_or_default();
        let last = before.iter().rev().find(|byte| !is_blank(**byte));
        lines == Lines::Delimited || last == Some(&b'}')
    }
}

/// True if the byte is among them. Without an early exit, so that all are compared at once.
#[inline]
fn holds(block: &[u8; 64], wanted: u8) -> bool {
    let found = block
        .iter()
        .fold(0, |any, byte| any | u8::from(*byte == wanted));
    found != 0
}

/// One bit for each byte that is meant, the first byte's lowest.
#[inline]
fn mask(block: &[u8; 64], is_meant: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is_meant(*byte));
    }
    let (words, _) = flags.as_chunks::<8>();
    let mut mask = 0;
    for word in words.iter().rev() {
        // Gathers the lowest bits of eight bytes in the highest byte.
        let gathered = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask = mask << 8 | gathered;
    }
    mask
}

/// The bytes behind a backslash that counts. `carry` is whether the block before ended with one.
#[inline]
fn escapes(mut backslashes: u64, carry: &mut bool) -> u64 {
    let mut escaped = u64::from(*carry);
    backslashes &= !escaped;
    *carry = false;
    while backslashes != 0 {
        let bit = backslashes & backslashes.wrapping_neg();
        if bit == 1 << 63 {
            *carry = true;
        }
        escaped |= bit << 1;
        backslashes &= !(bit | bit << 1);
    }
    escaped
}

/// RFC 8259 section 2, and what separates records of RFC 7464.
#[inline]
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x1E)
}

/// The first place from `at` on that is not blank.
#[inline]
pub(crate) fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .position(|byte| !is_blank(*byte))
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
