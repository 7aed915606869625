//! A field and what it is made of: repetitions, components, subcomponents.
//!
//! They count from 1, as in the standard. A field without repetition is its own first repetition, a
//! component without subcomponents its own first subcomponent. So a field of a simple type to which a
//! later version gave components is read by its first one, whoever wrote it (HL7 2.8 chapter 2.8.2).

use std::fmt;

use crate::Text;
use crate::text::Coding;

/// What was said of a value (HL7 2.8 chapter 2.5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing: what the receiver knows stays.
    Absent,
    /// Two quotes: what the receiver knows is to be deleted.
    Null,
    /// A value.
    Present,
}

impl State {
    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> State {
        match bytes {
            b"" => State::Absent,
            b"\"\"" => State::Null,
            _ => State::Present,
        }
    }

    /// `absent`, `null` or `present`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Absent => "absent",
            State::Null => "null",
            State::Present => "present",
        }
    }
}

/// What a part may be divided into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Components,
    Subcomponents,
    Nothing,
}

/// A repetition, a component or a subcomponent: datatypes are read alike on each level.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    bytes: &'a [u8],
    depth: Depth,
    coding: &'a Coding,
}

impl<'a> Part<'a> {
    fn separator(&self) -> Option<u8> {
        match self.depth {
            Depth::Components => Some(self.coding.delimiters.component),
            Depth::Subcomponents => Some(self.coding.delimiters.subcomponent),
            Depth::Nothing => None,
        }
    }

    fn inner(&self, bytes: &'a [u8]) -> Part<'a> {
        let depth = match self.depth {
            Depth::Components => Depth::Subcomponents,
            Depth::Subcomponents | Depth::Nothing => Depth::Nothing,
        };
        let coding = self.coding;
        Part {
            bytes,
            depth,
            coding,
        }
    }

    fn parts(self) -> impl Iterator<Item = Part<'a>> + Clone + use<'a> {
        let separator = self.separator();
        self.bytes
            .split(move |byte| Some(*byte) == separator)
            .map(move |bytes| self.inner(bytes))
    }

    /// One of its parts; absent if it was not sent.
    #[inline]
    pub(crate) fn part(&self, number: usize) -> Part<'a> {
        let mut rest = self.bytes;
        let mut left = number;
        if let Some(separator) = self.separator() {
            while left > 1 {
                let Some(at) = rest.iter().position(|byte| *byte == separator) else {
                    return self.inner(b"");
                };
                rest = rest.get(at + 1..).unwrap_or_default();
                left -= 1;
            }
            let end = rest.iter().position(|byte| *byte == separator);
            rest = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        }
        self.inner(if left == 1 { rest } else { b"" })
    }

    /// All of it as text, separators in it included.
    #[inline]
    pub(crate) fn whole(&self) -> Text<'a> {
        Text {
            bytes: self.bytes,
            coding: self.coding,
        }
    }

    /// Its first part that has no parts: what a simple type is in it.
    #[inline]
    pub(crate) fn first(&self) -> Text<'a> {
        let mut part = *self;
        while part.depth != Depth::Nothing {
            part = part.part(1);
        }
        part.whole()
    }

    pub(crate) fn state(&self) -> State {
        State::of(self.bytes)
    }
}

/// A field of a segment.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    bytes: &'a [u8],
    /// False for what says which the delimiters are.
    divided: bool,
    coding: &'a Coding,
}

impl<'a> Field<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a [u8], divided: bool, coding: &'a Coding) -> Self {
        Field {
            bytes,
            divided,
            coding,
        }
    }

    fn separator(&self) -> Option<u8> {
        self.divided.then_some(self.coding.delimiters.repetition)
    }

    #[inline]
    fn repetition(&self, bytes: &'a [u8]) -> Repetition<'a> {
        let depth = match self.divided {
            true => Depth::Components,
            false => Depth::Nothing,
        };
        let coding = self.coding;
        Repetition(Part {
            bytes,
            depth,
            coding,
        })
    }

    /// The first repetition; absent if the field was not sent.
    #[must_use]
    #[inline]
    pub fn first(&self) -> Repetition<'a> {
        let end = self
            .separator()
            .and_then(|separator| memchr::memchr(separator, self.bytes));
        let bytes = end.and_then(|end| self.bytes.get(..end));
        self.repetition(bytes.unwrap_or(self.bytes))
    }

    /// The repetitions in order; none if the field was not sent.
    pub fn repetitions(&self) -> impl Iterator<Item = Repetition<'a>> + Clone + use<'a> {
        let field = *self;
        let separator = self.separator();
        self.bytes
            .split(move |byte| Some(*byte) == separator)
            .filter(move |_| !field.bytes.is_empty())
            .map(move |bytes| field.repetition(bytes))
    }

    /// A component of the first repetition.
    #[must_use]
    pub fn component(&self, number: usize) -> Component<'a> {
        self.first().component(number)
    }

    /// The field as sent.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether it was sent, left out, or is to be deleted.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(self.bytes)
    }

    /// All of it as one text, whatever separators are in it.
    #[must_use]
    pub fn text(&self) -> Text<'a> {
        Text {
            bytes: self.bytes,
            coding: self.coding,
        }
    }
}

/// One repetition of a field.
#[derive(Clone, Copy)]
pub struct Repetition<'a>(pub(crate) Part<'a>);

/// A component of a repetition.
#[derive(Clone, Copy)]
pub struct Component<'a>(Part<'a>);

/// A subcomponent of a component.
#[derive(Clone, Copy)]
pub struct Subcomponent<'a>(Part<'a>);

impl<'a> Repetition<'a> {
    /// A component; absent if it was not sent. Component 0 does not exist.
    #[must_use]
    pub fn component(&self, number: usize) -> Component<'a> {
        Component(self.0.part(number))
    }

    /// The components in order. An empty repetition has one, absent.
    pub fn components(&self) -> impl Iterator<Item = Component<'a>> + Clone + use<'a> {
        self.0.parts().map(Component)
    }
}

impl<'a> Component<'a> {
    /// A subcomponent; absent if it was not sent. Subcomponent 0 does not exist.
    #[must_use]
    pub fn subcomponent(&self, number: usize) -> Subcomponent<'a> {
        Subcomponent(self.0.part(number))
    }

    /// The subcomponents in order. An empty component has one, absent.
    pub fn subcomponents(&self) -> impl Iterator<Item = Subcomponent<'a>> + Clone + use<'a> {
        self.0.parts().map(Subcomponent)
    }
}

macro_rules! leaf {
    ($name:ident) => {
        impl<'a> $name<'a> {
            /// The bytes as sent.
            #[must_use]
            pub fn as_bytes(&self) -> &'a [u8] {
                self.0.bytes
            }

            /// Whether it was sent, left out, or is to be deleted.
            #[must_use]
            pub fn state(&self) -> State {
                self.0.state()
            }

            /// All of it as one text, whatever separators are in it.
            #[must_use]
            pub fn text(&self) -> Text<'a> {
                self.0.whole()
            }
        }

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.state().as_str())
            }
        }
    };
}

leaf!(Repetition);
leaf!(Component);
leaf!(Subcomponent);

/// Content is protected health information, so only the state is shown.
impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.state().as_str())
    }
}

#[cfg(test)]
mod tests;
