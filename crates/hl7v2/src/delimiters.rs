//! The bytes that structure a message. They are read from its MSH, or from FHS and BHS for those.

use crate::Problem;

/// The delimiters of one message, or of the header of a batch or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiters {
    /// Between fields: the byte after `MSH`.
    pub field: u8,
    /// Between the components of a field: first of MSH-2.
    pub component: u8,
    /// Between the repetitions of a field: second of MSH-2.
    pub repetition: u8,
    /// Around an escape sequence: third of MSH-2.
    pub escape: u8,
    /// Between the subcomponents of a component: fourth of MSH-2.
    pub subcomponent: u8,
    /// At the end of a truncated value: fifth of MSH-2, from version 2.7 on.
    pub truncation: Option<u8>,
}

impl Default for Delimiters {
    fn default() -> Self {
        Delimiters {
            field: b'|',
            component: b'^',
            repetition: b'~',
            escape: b'\\',
            subcomponent: b'&',
            truncation: None,
        }
    }
}

impl Delimiters {
    /// The delimiters of a header segment, and what is wrong with its second field. Where that is
    /// missing or odd, the recommended ones (HL7 2.8 chapter 2.5.4) are assumed.
    pub(crate) fn of_header(line: &[u8]) -> (Delimiters, Option<Problem>) {
        let field = line.get(3).copied().unwrap_or(b'|');
        let rest = line.get(4..).unwrap_or_default();
        let end = memchr::memchr(field, rest).unwrap_or(rest.len());
        let sent = rest.get(..end).unwrap_or_default();
        let standard = Delimiters {
            field,
            ..Delimiters::default()
        };
        if sent.is_empty() {
            return (standard, Some(Problem::NoEncodingCharacters));
        }
        if !are_delimiters(field, sent) {
            return (standard, Some(Problem::EncodingCharacters));
        }
        let or = |at: usize, other: u8| sent.get(at).copied().unwrap_or(other);
        let read = Delimiters {
            field,
            component: or(0, standard.component),
            repetition: or(1, standard.repetition),
            escape: or(2, standard.escape),
            subcomponent: or(3, standard.subcomponent),
            truncation: sent.get(4).copied(),
        };
        match sent.len() {
            4.. => (read, None),
            _ if read.are_distinct() => (read, Some(Problem::EncodingCharacters)),
            _ => (standard, Some(Problem::EncodingCharacters)),
        }
    }

    fn are_distinct(&self) -> bool {
        let all = [
            self.component,
            self.repetition,
            self.escape,
            self.subcomponent,
        ];
        are_delimiters(self.field, &all)
    }
}

/// True for one to five punctuation characters, each another one.
fn are_delimiters(field: u8, sent: &[u8]) -> bool {
    let mut rest = sent;
    while let [first, others @ ..] = rest {
        if !first.is_ascii_punctuation() || *first == field || others.contains(first) {
            return false;
        }
        rest = others;
    }
    (1..=5).contains(&sent.len())
}

/// True if a header segment of this name begins here. One with the separator that is usual, or
/// known from before, is believed; another one only where MSH-2 looks like one. `MSH, LH and FSH`
/// in a line of text is none.
pub(crate) fn is_header(line: &[u8], name: &[u8; 3], known: u8) -> bool {
    let [a, b, c, separator, rest @ ..] = line else {
        return false;
    };
    let id = [*a, *b, *c];
    if id == *name && (*separator == b'|' || *separator == known) {
        return true;
    }
    id.eq_ignore_ascii_case(name) && is_full(*separator, rest)
}

/// True if an MSH begins here beyond doubt: also where no line begins.
pub(crate) fn is_certain_msh(bytes: &[u8]) -> bool {
    matches!(bytes, [b'M', b'S', b'H', separator, rest @ ..] if is_full(*separator, rest))
}

/// True if a separator is followed by four or five delimiters and itself.
fn is_full(separator: u8, rest: &[u8]) -> bool {
    let ends = |len: usize| {
        rest.get(len) == Some(&separator)
            && are_delimiters(separator, rest.get(..len).unwrap_or_default())
    };
    separator.is_ascii_punctuation() && (ends(4) || ends(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, Option<Problem>) {
        let (it, problem) = Delimiters::of_header(line.as_bytes());
        let mut bytes = vec![
            it.field,
            it.component,
            it.repetition,
            it.escape,
            it.subcomponent,
        ];
        bytes.extend(it.truncation);
        (String::from_utf8(bytes).unwrap(), problem)
    }

    #[test]
    fn read_from_the_header() {
        assert_eq!(read("MSH|^~\\&|A"), ("|^~\\&".to_owned(), None));
        assert_eq!(read("MSH|^~\\&#|A"), ("|^~\\&#".to_owned(), None));
        assert_eq!(read("MSH^~|\\&^A"), ("^~|\\&".to_owned(), None));
        assert_eq!(read("MSH@~&#\\@"), ("@~&#\\".to_owned(), None));
    }

    #[test]
    fn assumed_where_missing_or_odd() {
        let odd = Some(Problem::EncodingCharacters);
        assert_eq!(
            read("MSH||A"),
            ("|^~\\&".to_owned(), Some(Problem::NoEncodingCharacters))
        );
        assert_eq!(
            read("MSH|"),
            ("|^~\\&".to_owned(), Some(Problem::NoEncodingCharacters))
        );
        for line in ["MSH|&&&&|A", "MSH|0|0|", "MSH|^~\\&amp;|A", "MSH|^~ &|A"] {
            assert_eq!(read(line), ("|^~\\&".to_owned(), odd), "{line}");
        }
        assert_eq!(read("MSH|^|A"), ("|^~\\&".to_owned(), odd));
        assert_eq!(read("MSH|:~|A"), ("|:~\\&".to_owned(), odd));
        assert_eq!(read("MSH|&|A"), ("|^~\\&".to_owned(), odd));
    }

    #[test]
    fn a_header_is_told_from_text() {
        let is = |line: &str| is_header(line.as_bytes(), b"MSH", b'|');
        for line in ["MSH|^~\\&|A", "MSH|", "MSH|0|0", "MSH@~&#\\@", "msh|^~\\&|"] {
            assert!(is(line), "{line}");
        }
        for line in [
            "MSH",
            "MSH, LH and FSH",
            "MSH: 3",
            "MSHH0",
            "msh|A",
            "XMSH|^~\\&|",
        ] {
            assert!(!is(line), "{line}");
        }
        assert!(is_certain_msh(b"MSH|^~\\&|A"));
        assert!(is_certain_msh(b"MSH|^~\\&#|A"));
        assert!(!is_certain_msh(b"MSH|A|B"));
        assert!(!is_certain_msh(b"MSH|^~\\&"));
    }
}
