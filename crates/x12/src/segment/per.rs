//! PER: contact.

use std::fmt;

use super::Segment;

/// Contact.
#[derive(Debug, Clone, Copy)]
pub struct Per<'a>(Segment<'a>);

impl<'a> Per<'a> {
    /// The segment as `PER`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"PER").then_some(Per(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// PER01.
    #[must_use]
    pub fn function_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// PER02.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// PER03 to PER08: the ways to reach the contact.
    pub fn contacts(&self) -> impl Iterator<Item = Contact<'a>> + use<'a> {
        let segment = self.0;
        [3, 5, 7]
            .into_iter()
            .map(move |at| Contact {
                qualifier: segment.element(at),
                number: segment.element(at + 1),
            })
            .filter(|contact| !(contact.qualifier.is_empty() && contact.number.is_empty()))
    }
}

/// One way to reach a contact.
#[derive(Clone, Copy)]
pub struct Contact<'a> {
    /// PER03, PER05 or PER07: TE telephone, FX fax, EM mail, UR web, EX extension.
    pub qualifier: &'a [u8],
    /// PER04, PER06 or PER08.
    pub number: &'a [u8],
}

impl fmt::Debug for Contact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact")
    }
}
