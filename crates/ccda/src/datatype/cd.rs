//! CD, CE and CV: a coded value.

use super::{Ed, NullFlavor, filled};
use crate::Element;

/// A code, its system and what else is said of it.
#[derive(Debug, Clone, Copy)]
pub struct Cd<'a>(Element<'a>);

impl<'a> Cd<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Cd(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@code`.
    #[must_use]
    pub fn code(&self) -> Option<&'a str> {
        filled(self.0, "code")
    }

    /// `@codeSystem`: an OID.
    #[must_use]
    pub fn code_system(&self) -> Option<&'a str> {
        filled(self.0, "codeSystem")
    }

    /// `@codeSystemName`: for people.
    #[must_use]
    pub fn code_system_name(&self) -> Option<&'a str> {
        filled(self.0, "codeSystemName")
    }

    /// `@displayName`: the words of the code system.
    #[must_use]
    pub fn display_name(&self) -> Option<&'a str> {
        filled(self.0, "displayName")
    }

    /// `originalText`: the words of the author.
    #[must_use]
    pub fn original_text(&self) -> Option<Ed<'a>> {
        self.0.child("originalText").map(Ed::new)
    }

    /// The words for people: of the code system, else of the author, else of a translation.
    #[must_use]
    pub fn words(&self) -> Option<&'a str> {
        let original = || self.original_text().and_then(|text| text.words());
        let translated = || self.translations().find_map(|code| code.display_name());
        self.display_name().or_else(original).or_else(translated)
    }

    /// `translation`: the same in other code systems.
    pub fn translations(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.children("translation").map(Cd)
    }

    /// The code itself and its translations, those that have a code.
    pub fn codings(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        std::iter::once(*self)
            .chain(self.translations())
            .filter(|code| code.code().is_some())
    }

    /// The code of a system, be it the code itself or a translation.
    #[must_use]
    pub fn code_of(&self, code_system: &str) -> Option<&'a str> {
        self.codings()
            .find(|code| code.code_system() == Some(code_system))
            .and_then(|code| code.code())
    }

    /// `@nullFlavor`. OTH with a translation is usual: the code is none of the value set's.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
