//! nullFlavor: why there is no value.

/// A code of the `NullFlavor` vocabulary (HL7 V3 DT R1, 2.1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NullFlavor<'a>(&'a str);

impl<'a> NullFlavor<'a> {
    /// `None` where nothing is said. What is no code of the vocabulary counts as NI, no
    /// information, whatever it says.
    pub(crate) fn new(code: &'a str) -> Option<Self> {
        let code = code.trim();
        let known = [
            "NI", "INV", "DER", "OTH", "NINF", "PINF", "UNC", "MSK", "NA", "UNK", "ASKU", "NAV",
            "NASK", "QS", "TRC",
        ];
        match code {
            "" => None,
            code if known.contains(&code) => Some(NullFlavor(code)),
            _ => Some(NullFlavor("NI")),
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}
