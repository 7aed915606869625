//! What a message is: MSH-9.

use std::fmt;

use crate::names::is_code;
use crate::segment::Msh;

/// Code, trigger event and structure of a message, such as `ADT^A08`.
///
/// They are kept as sent where they have the form of a code; anything else is `unknown`, so that
/// content can't slip into names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Kind {
    code: Code,
    event: Code,
    structure: Code,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Code {
    #[default]
    Absent,
    Known([u8; 7], u8),
    Unknown,
}

impl Code {
    fn of(text: &[u8]) -> Code {
        let text = text.trim_ascii();
        let sound = match text {
            b"" | b"\"\"" => return Code::Absent,
            [code @ .., b'_', _, _, _] if code.len() == 3 => {
                code.iter().all(is_code) && text.iter().skip(4).all(is_code)
            }
            _ => text.len() == 3 && text.iter().all(is_code),
        };
        if !sound {
            return Code::Unknown;
        }
        let mut bytes = [0; 7];
        for (to, from) in bytes.iter_mut().zip(text) {
            *to = *from;
        }
        Code::Known(bytes, u8::try_from(text.len()).unwrap_or(0))
    }

    /// As [`Code::of`], for what has no underscore.
    fn short(text: &[u8]) -> Code {
        match Code::of(text) {
            Code::Known(_, len) if len != 3 => Code::Unknown,
            code => code,
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Code::Absent => "",
            Code::Unknown => "unknown",
            Code::Known(bytes, len) => bytes
                .get(..usize::from(*len))
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or("unknown"),
        }
    }
}

impl Kind {
    /// The kind that an MSH names.
    #[must_use]
    pub fn of(msh: &Msh<'_>) -> Kind {
        let field = msh.segment().field(9);
        let part = |number| field.component(number).subcomponent(1).as_bytes();
        Kind {
            code: Code::short(part(1)),
            event: Code::short(part(2)),
            structure: Code::of(part(3)),
        }
    }

    /// MSH-9.1: the message code, such as `ADT`. Empty if it was not sent.
    #[must_use]
    pub fn code(&self) -> &str {
        self.code.as_str()
    }

    /// MSH-9.2: the trigger event, such as `A08`. Empty if it was not sent.
    #[must_use]
    pub fn event(&self) -> &str {
        self.event.as_str()
    }

    /// MSH-9.3: the structure, such as `ADT_A01`. Empty if it was not sent.
    #[must_use]
    pub fn structure(&self) -> &str {
        self.structure.as_str()
    }
}

/// `ADT^A08`, or the code alone.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.event) {
            (Code::Absent, _) => f.write_str("unknown"),
            (_, Code::Absent) => f.write_str(self.code()),
            _ => write!(f, "{}^{}", self.code(), self.event()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept_and_nonsense_is_not_repeated() {
        for (sent, short, long) in [
            ("ADT", "ADT", "ADT"),
            ("ADT_A01", "unknown", "ADT_A01"),
            ("", "", ""),
            ("\"\"", "", ""),
            ("Lee", "unknown", "unknown"),
            ("SMITH", "unknown", "unknown"),
            ("LEE ANN", "unknown", "unknown"),
            ("ADT_A0", "unknown", "unknown"),
        ] {
            assert_eq!(Code::short(sent.as_bytes()).as_str(), short, "{sent}");
            assert_eq!(Code::of(sent.as_bytes()).as_str(), long, "{sent}");
        }
    }
}
