//! What a transaction set says, independent of how it was written.

use std::fmt;

use sha2::{Digest, Sha256};

mod number;

use self::number::Numbers;
use crate::segment::trim;
use crate::{Damaged, Delimiters, Segment};

/// Changes whenever the same set would hash differently; then all hashes are made anew.
pub const CANONICAL_VERSION: u32 = 2;

/// Separators of the canonical form: those that most files have anyhow, so that most segments are
/// hashed as they stand. Where content holds such a byte, or the escape itself, the escape goes
/// before it.
const SEGMENT: u8 = b'~';
const ELEMENT: u8 = b'*';
const REPETITION: u8 = b'^';
const COMPONENT: u8 = b':';
const ESCAPE: u8 = 0x1b;

/// After an escape that escapes nothing: what is no segment.
const DAMAGED: u8 = b'!';
const NO_TRAILER: u8 = b'$';

/// How much is gathered before it is hashed: the hasher is faster on long runs.
const BLOCK: usize = 8 << 10;

/// Hashes the segments of a set (those between ST and SE) as canonical tokens.
///
/// What does not count: delimiters, spaces around a value, empty elements, repetitions and
/// components at the end, and zeros at the end of an amount, a quantity or a rate with a decimal
/// point. What counts: everything else, case and leading zeros included. An identifier or a code
/// that looks like a number (ICD-9 250.00 is not 250.0) is left alone.
///
/// A damaged segment and a missing trailer count too: what is left of a document is not the same
/// document.
pub struct Canonical {
    hasher: Sha256,
    pending: Vec<u8>,
    delimiters: Delimiters,
    /// What each byte may ask for.
    cares: [u8; 256],
}

/// What a byte may ask for; these are gathered over an element by "or".
const SPACE: u8 = 1;
const POINT: u8 = 2;
const INNER: u8 = 4;
/// It must be looked at byte by byte.
const OTHER: u8 = 8;

impl Default for Canonical {
    fn default() -> Self {
        Canonical::new()
    }
}

impl Canonical {
    /// A hasher, for one set after the other.
    #[must_use]
    pub fn new() -> Self {
        let delimiters = Delimiters::default();
        Canonical {
            hasher: Sha256::new(),
            pending: Vec::with_capacity(BLOCK * 2),
            delimiters,
            cares: cares(delimiters),
        }
    }

    /// Takes the next segment.
    pub fn push(&mut self, segment: &Segment<'_>) {
        if segment.delimiters() != self.delimiters {
            self.delimiters = segment.delimiters();
            self.cares = cares(self.delimiters);
        }
        let cares = &self.cares;
        let care = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0, |all, &byte| all | care_of(cares, byte))
        };
        let numbers = Numbers::of(segment.id());
        let as_it_stands = self.delimiters.element == ELEMENT
            && (1..)
                .zip(segment.raw_elements())
                .all(|(at, element)| is_canonical(element, care(element), numbers.has(at)));
        let token = self.pending.len();
        let mut form = Form {
            out: &mut self.pending,
            token,
            points: 0,
            component: 1,
            numbers: Numbers::default(),
            number: 0,
        };
        if as_it_stands {
            form.out.extend_from_slice(segment.as_bytes());
        } else {
            form.numbers = numbers;
            form.out.extend_from_slice(segment.id());
            for (at, element) in (1..).zip(segment.raw_elements()) {
                form.out.push(ELEMENT);
                if is_canonical(element, care(element), numbers.has(at)) {
                    form.out.extend_from_slice(element);
                } else {
                    form.number = at;
                    form.element(element, self.delimiters);
                }
            }
        }
        form.end(SEGMENT);
        form.out.push(SEGMENT);
        self.settle();
    }

    /// Takes a segment that could not be read: as it was written, for what it says nobody knows.
    pub fn push_damaged(&mut self, damaged: &Damaged) {
        self.pending.extend_from_slice(&[ESCAPE, DAMAGED]);
        self.pending.extend_from_slice(&damaged.digest);
        self.pending.push(SEGMENT);
        self.settle();
    }

    /// The set has no SE: what is missing before it nobody knows.
    pub fn push_missing_trailer(&mut self) {
        self.pending
            .extend_from_slice(&[ESCAPE, NO_TRAILER, SEGMENT]);
    }

    fn settle(&mut self) {
        if self.pending.len() >= BLOCK {
            self.hasher.update(&self.pending);
            self.pending.clear();
        }
    }

    /// The first 16 bytes of the SHA-256; the hasher begins anew.
    pub fn finish(&mut self) -> [u8; 16] {
        self.hasher.update(&self.pending);
        self.pending.clear();
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(self.hasher.finalize_reset()) {
            *to = from;
        }
        bytes
    }
}

/// The canonical form while it is written.
struct Form<'a> {
    out: &'a mut Vec<u8>,
    /// Where the token in hand begins.
    token: usize,
    /// Decimal points in it.
    points: usize,
    /// Which component it is, of which element.
    component: usize,
    number: usize,
    /// What of the segment are numbers.
    numbers: Numbers,
}

impl Form<'_> {
    /// An element that is not canonical as it stands.
    fn element(&mut self, element: &[u8], delimiters: Delimiters) {
        self.token = self.out.len();
        self.points = 0;
        self.component = 1;
        for &byte in element {
            match byte {
                _ if Some(byte) == delimiters.repetition => self.separate(REPETITION),
                _ if byte == delimiters.component => self.separate(COMPONENT),
                b' ' | b'\r' | b'\n' | b'\t' if self.out.len() == self.token => {}
                b'.' => {
                    self.points += 1;
                    self.out.push(byte);
                }
                SEGMENT | ELEMENT | REPETITION | COMPONENT | ESCAPE => {
                    self.out.extend_from_slice(&[ESCAPE, byte]);
                }
                _ => self.out.push(byte),
            }
        }
        self.end(ELEMENT);
    }

    /// Ends the token in hand with a separator.
    fn separate(&mut self, separator: u8) {
        self.end(separator);
        self.out.push(separator);
        self.component = if separator == COMPONENT {
            self.component + 1
        } else {
            1
        };
        self.token = self.out.len();
    }

    /// Ends the token in hand before a separator. Inner separators there say nothing and go.
    fn end(&mut self, separator: u8) {
        if self.points > 0 {
            if self.numbers.has_component(self.number, self.component) {
                self.trim_decimal();
            }
            self.points = 0;
        }
        while let [rest @ .., last] = self.out.as_slice() {
            let inner = match *last {
                b' ' | b'\r' | b'\n' | b'\t' => true,
                COMPONENT => separator != COMPONENT,
                REPETITION => matches!(separator, ELEMENT | SEGMENT),
                ELEMENT => separator == SEGMENT,
                _ => false,
            };
            // A separator in content is escaped, and stays.
            if !inner || ends_with_escape(rest) {
                break;
            }
            self.out.pop();
        }
    }

    /// `100.00` and `100` are one number.
    fn trim_decimal(&mut self) {
        let token = self
            .out
            .get(self.token..)
            .unwrap_or_default()
            .trim_ascii_end();
        if let Some(kept) = decimal_without_zeros(token) {
            self.out.truncate(self.token + kept);
            if kept == 0 {
                self.out.push(b'0');
            }
        }
    }
}

/// True if what follows `bytes` is escaped: if an escape ends them that is not escaped itself.
fn ends_with_escape(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .rev()
        .take_while(|byte| **byte == ESCAPE)
        .count()
        % 2
        == 1
}

/// How much of a number with one decimal point says something; `None` if it is no such number.
fn decimal_without_zeros(token: &[u8]) -> Option<usize> {
    let digits = token.strip_prefix(b"-").unwrap_or(token);
    let point = memchr::memchr(b'.', digits)?;
    let (whole, fraction) = (digits.get(..point)?, digits.get(point + 1..)?);
    let is_number = whole.iter().chain(fraction).all(u8::is_ascii_digit)
        && !(whole.is_empty() && fraction.is_empty());
    let zeros = fraction
        .iter()
        .rev()
        .take_while(|digit| **digit == b'0')
        .count();
    let kept = match fraction.len() - zeros {
        0 => token.len() - fraction.len() - 1,
        _ => token.len() - zeros,
    };
    is_number.then_some(kept)
}

/// True if an element is its own canonical form, given what its bytes ask for.
fn is_canonical(element: &[u8], care: u8, is_number: bool) -> bool {
    match care {
        0 => true,
        POINT => {
            !is_number || decimal_without_zeros(element).is_none_or(|kept| kept == element.len())
        }
        INNER => !element.ends_with(&[COMPONENT]),
        SPACE => trim(element).len() == element.len(),
        _ => false,
    }
}

fn care_of(cares: &[u8; 256], byte: u8) -> u8 {
    cares.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

fn cares(delimiters: Delimiters) -> [u8; 256] {
    let mut cares = [0; 256];
    let mut set = |byte: u8, care: u8| {
        if let Some(slot) = cares.get_mut(usize::from(byte)) {
            *slot = care;
        }
    };
    for byte in [ESCAPE, SEGMENT, ELEMENT, REPETITION, COMPONENT] {
        set(byte, OTHER);
    }
    for byte in [b' ', b'\r', b'\n', b'\t'] {
        set(byte, SPACE);
    }
    set(b'.', POINT);
    set(
        delimiters.component,
        if delimiters.component == COMPONENT {
            INNER
        } else {
            OTHER
        },
    );
    if let Some(repetition) = delimiters.repetition {
        set(repetition, OTHER);
    }
    cares
}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Canonical")
    }
}

#[cfg(test)]
mod tests;
