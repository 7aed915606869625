//! Finding an ISA and reading the delimiters from it.
//!
//! A conforming ISA has 106 bytes and could be read by place. Real ones lose their padding, are
//! wrapped into lines of 80, or miss ISA16; so it is read by its separators, and what it says is
//! checked, because `ISA*` also occurs in `NM1*QC*1*SMITH*LISA*M`.

use crate::Delimiters;

/// More bytes than any ISA takes, with what must be seen after it.
pub(crate) const WINDOW: usize = 512;

/// Bytes of an ISA with its padding and its terminator.
const CONFORMING: usize = 106;

/// An ISA that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) delimiters: Delimiters,
    /// Bytes up to the terminator.
    pub(crate) len: usize,
    /// ISA16 says nothing usable.
    pub(crate) assumed_component: bool,
}

/// Longest values of ISA01 to ISA15; more than the standard allows where senders write more: names in
/// place of the 15 characters of ISA06 and ISA08.
const LONGEST: [usize; 15] = [2, 10, 2, 10, 2, 40, 2, 40, 8, 6, 5, 6, 14, 1, 1];

/// Reads the ISA at the start of a window. `standalone` is false where the byte before it belongs
/// to a word; then only a conforming ISA will do.
///
/// # Errors
/// What was found in place of an ISA.
pub(crate) fn parse(window: &[u8], standalone: bool) -> Result<Header, &'static str> {
    let element = *window.get(3).ok_or("the end of the stream")?;
    if !window.starts_with(b"ISA") || !separates_elements(element) {
        return Err("no separator after ISA");
    }
    let (elements, component_at) = split(window, element)?;
    if elements
        .iter()
        .zip(LONGEST)
        .any(|(text, longest)| text.trimmed > longest)
    {
        return Err("an element that is too long");
    }
    let [.., version, _control, _acknowledge, _usage] = &elements;
    let digits = version
        .bytes
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .count();
    if !(4..=6).contains(&version.trimmed) || digits != version.trimmed {
        return Err("no version in ISA12");
    }
    let ending = ending(window, component_at, element)?;
    // A wrapped ISA is conforming with the line ends that were put into it left out.
    let inserted = elements.iter().map(|text| text.inserted).sum::<usize>();
    if !standalone && ending.len + 1 != CONFORMING + inserted {
        return Err("a word that ends in ISA");
    }
    let [.., repetition, _, _, _, _] = &elements;
    let repetition = match repetition.bytes {
        [byte] if is_separator(*byte) => Some(*byte),
        _ => None,
    };
    // Before version 00402, ISA11 names a standards body and repetition does not exist.
    let repetition = repetition
        .filter(|_| version.bytes.trim_ascii() >= &b"00402"[..])
        .filter(|byte| ![element, ending.component, ending.terminator].contains(byte));
    Ok(Header {
        delimiters: Delimiters {
            element,
            component: ending.component,
            repetition,
            terminator: ending.terminator,
        },
        len: ending.len,
        assumed_component: ending.assumed,
    })
}

/// True if a window begins like an ISA that can't be read: the name, and most of its separators.
/// No text has as many of one sign after a word.
pub(crate) fn is_nearly(window: &[u8]) -> bool {
    let separators = |element: &u8| memchr::memchr_iter(*element, window).count();
    is_named(window)
        && window
            .get(3)
            .is_some_and(|element| separators(element) >= NEARLY)
}

/// True if a segment has the name of an ISA.
pub(crate) fn is_named(segment: &[u8]) -> bool {
    segment.starts_with(b"ISA") && segment.get(3).copied().is_some_and(separates_elements)
}

/// Separators of the sixteen that an ISA must have kept to be taken for one.
const NEARLY: usize = 10;

/// Between elements a tab is in use as well, for files that are opened as tables.
fn separates_elements(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && !matches!(byte, b' ' | b'\r' | b'\n' | 0)
}

/// Control characters are in use as separators; letters, digits and blanks would break words.
fn is_separator(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && !byte.is_ascii_whitespace() && byte != 0
}

/// One element of the ISA.
#[derive(Clone, Copy, Default)]
struct Text<'a> {
    bytes: &'a [u8],
    trimmed: usize,
    inserted: usize,
}

/// The first fifteen elements, and where the sixteenth begins.
fn split(window: &[u8], element: u8) -> Result<([Text<'_>; 15], usize), &'static str> {
    let mut elements = [Text::default(); 15];
    let mut start = 4;
    for text in &mut elements {
        let rest = window.get(start..).unwrap_or_default();
        let end = memchr::memchr(element, rest).ok_or("fewer elements")?;
        let bytes = rest.get(..end).unwrap_or_default();
        let inserted = bytes
            .iter()
            .filter(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let trimmed = bytes.trim_ascii();
        let inner = trimmed
            .iter()
            .filter(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let trimmed = trimmed.len() - inner;
        *text = Text {
            bytes,
            trimmed,
            inserted,
        };
        start += end + 1;
    }
    Ok((elements, start))
}

/// What follows the sixteenth separator: the component separator and the terminator.
struct Ending {
    component: u8,
    terminator: u8,
    len: usize,
    assumed: bool,
}

fn ending(window: &[u8], at: usize, element: u8) -> Result<Ending, &'static str> {
    let first = *window.get(at).ok_or("the end of the stream")?;
    let second = window.get(at + 1).copied();
    let newline = |byte: u8| matches!(byte, b'\r' | b'\n');
    let absent = Ending {
        component: b':',
        terminator: first,
        len: at,
        assumed: true,
    };
    let (component, terminator) = match second {
        // ISA16 is missing: the line ends, or the next segment begins.
        _ if newline(first) => return Ok(absent),
        Some(second) if second.is_ascii_alphanumeric() => {
            let next = window.get(at + 1..at + 4).unwrap_or_default();
            let ids: [&[u8]; 4] = [b"GS", b"TA1", b"ST", b"IEA"];
            let follows = ids.iter().any(|id| next.starts_with(id));
            return if follows {
                Ok(absent)
            } else {
                Err("no terminator after ISA16")
            };
        }
        Some(second) if second == element || matches!(second, b' ' | b'\t' | 0) => {
            return Err("no terminator after ISA16");
        }
        Some(second) => (first, second),
        None => return Err("the end of the stream"),
    };
    // `*~` and a newline: is `~` the component separator and the newline the terminator, or is
    // ISA16 missing? What ends the next segment decides, for neither GS nor TA1 has components.
    // Where the length is that of a conforming ISA, a newline must follow there as well.
    if newline(terminator) {
        let rest = window.get(at + 2..).unwrap_or_default().trim_ascii_start();
        let end = rest
            .iter()
            .position(|&byte| byte == component || newline(byte));
        let ends = end.is_some_and(|end| rest.get(end) == Some(&component));
        let lines = end.is_some_and(|end| rest.get(end + 1).copied().is_some_and(newline));
        let follows = rest.starts_with(b"GS") || rest.starts_with(b"TA1");
        if follows && ends && (lines || at + 2 != CONFORMING) {
            return Ok(absent);
        }
    }
    let assumed = !is_separator(component) || component == element;
    let component = if assumed { b':' } else { component };
    Ok(Ending {
        component,
        terminator,
        len: at + 1,
        assumed,
    })
}

#[cfg(test)]
mod tests;
