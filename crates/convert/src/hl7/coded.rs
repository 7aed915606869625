//! Coded fields (CWE, CE): a code with its system, in our way to write both.

use std::borrow::Cow;

use bumpalo::Bump;
use hl7v2::Repetition;

use super::said::words;
use crate::code_system;

/// A code with its system and words; any of them may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Coded<'m> {
    pub(super) code: Option<&'m str>,
    pub(super) system: Option<&'m str>,
    pub(super) text: Option<&'m str>,
}

impl<'m> Coded<'m> {
    /// The first triple, else the alternate one; the words of either, else the original text.
    pub(super) fn of(repetition: Repetition<'m>, arena: &'m Bump) -> Coded<'m> {
        let part = |number| words(arena, repetition.component(number).subcomponent(1).text());
        let text = part(2).or_else(|| part(5)).or_else(|| part(9));
        let first = Coded::new(arena, part(1), part(3), text);
        match first.code {
            Some(_) => first,
            None => Coded::new(arena, part(4), part(6), text),
        }
    }

    /// Both triples, where both are there: local codes come with standard ones.
    pub(super) fn both(repetition: Repetition<'m>, arena: &'m Bump) -> [Coded<'m>; 2] {
        let part = |number| words(arena, repetition.component(number).subcomponent(1).text());
        let text = part(2).or_else(|| part(5)).or_else(|| part(9));
        [
            Coded::new(arena, part(1), part(3), text),
            Coded::new(arena, part(4), part(6), part(5).or(text)),
        ]
    }

    fn new(
        arena: &'m Bump,
        code: Option<&'m str>,
        system: Option<&'m str>,
        text: Option<&'m str>,
    ) -> Coded<'m> {
        let system = system.map(code_system::name);
        Coded {
            code: code.map(|code| normal(arena, code, system)),
            system,
            text,
        }
    }

    /// The same under a system that is told elsewhere, where it names none.
    pub(super) fn or_system(self, arena: &'m Bump, system: Option<&'m str>) -> Coded<'m> {
        match self.system {
            Some(_) => self,
            None => Coded::new(arena, self.code, system, self.text),
        }
    }

    /// The code, if it is of this system.
    pub(super) fn within(&self, system: &str) -> Option<&'m str> {
        self.code.filter(|_| self.system == Some(system))
    }
}

fn normal<'m>(arena: &'m Bump, code: &'m str, system: Option<&str>) -> &'m str {
    match code_system::normal(code, system) {
        Cow::Borrowed(code) => code,
        Cow::Owned(code) => arena.alloc_str(&code),
    }
}
