//! A value as text: escape sequences resolved, then read in the message's character set.

use std::borrow::Cow;
use std::fmt;

use crate::escape::unescape;
use crate::field::State;
use crate::{Charset, Delimiters};

/// How the bytes of a message are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Coding {
    pub(crate) delimiters: Delimiters,
    pub(crate) charset: Charset,
}

/// A value without parts.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) coding: &'a Coding,
}

impl<'a> Text<'a> {
    /// The bytes as sent.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether it was sent, left out, or is to be deleted.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(self.bytes)
    }

    /// True if there is something to read.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.state() == State::Present
    }

    /// What it says, blanks around it included; nothing where it is absent or null.
    #[must_use]
    pub fn decode(&self) -> Cow<'a, str> {
        if !self.is_present() {
            return Cow::Borrowed("");
        }
        let charset = self.coding.charset;
        match unescape(self.bytes, &self.coding.delimiters) {
            Cow::Borrowed(bytes) => charset.decode(bytes),
            Cow::Owned(bytes) => Cow::Owned(charset.decode(&bytes).into_owned()),
        }
    }
}

/// Content is protected health information, so only the state is shown.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", self.state().as_str())
    }
}
