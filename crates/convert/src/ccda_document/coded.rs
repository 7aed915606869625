//! Coded values (CD, CE): a code with its system, in our way to write both.

use std::borrow::Cow;

use bumpalo::Bump;
use ccda::datatype::Cd;
use ccda::entry::Product;

use crate::code_system;

/// Systems that diagnoses are billed in, best first.
pub(super) const DIAGNOSES: &[&str] = &["icd10cm", "icd9cm", "icd10"];
/// Systems that procedures are billed in, best first.
pub(super) const PROCEDURES: &[&str] = &["cpt", "hcpcs", "cdt", "icd10pcs"];

/// A code with its system and words; any of them may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Coded<'e> {
    pub(super) code: Option<&'e str>,
    pub(super) system: Option<&'e str>,
    pub(super) text: Option<&'e str>,
}

impl<'e> Coded<'e> {
    /// The code of the first of these systems that it is given in, be it as a translation; else its first code.
    pub(super) fn of(value: Option<Cd<'e>>, systems: &[&str], words: &'e Bump) -> Coded<'e> {
        let Some(value) = value else {
            return Coded::default();
        };
        let text = value.words();
        let codings = || value.codings().map(|coding| Coded::coding(coding, words));
        let wanted = systems
            .iter()
            .find_map(|system| codings().find(|coded| coded.system == Some(*system)));
        let coded = wanted.or_else(|| codings().next()).unwrap_or_default();
        Coded { text, ..coded }
    }

    /// The same without the codes of a system; where there are no others, nothing.
    pub(super) fn of_other(
        value: Option<Cd<'e>>,
        systems: &[&str],
        without: &str,
        words: &'e Bump,
    ) -> Coded<'e> {
        let of = Coded::of(value, systems, words);
        if of.system != Some(without) {
            return of;
        }
        let codings = value.into_iter().flat_map(|value| value.codings());
        let mut others = codings.map(|coding| Coded::coding(coding, words));
        let other = others.find(|coded| coded.code.is_some() && coded.system != Some(without));
        other.unwrap_or_default()
    }

    fn coding(coding: Cd<'e>, words: &'e Bump) -> Coded<'e> {
        let told = coding.code_system().or_else(|| coding.code_system_name());
        let system = told.map(code_system::name);
        let code = coding
            .code()
            .map(|code| match code_system::normal(code, system) {
                Cow::Borrowed(code) => code,
                Cow::Owned(code) => words.alloc_str(&code),
            });
        Coded {
            code,
            system,
            text: None,
        }
    }

    /// The same of a drug or vaccine, with the words of its name where the code has none.
    pub(super) fn of_product(
        product: Option<Product<'e>>,
        systems: &[&str],
        words: &'e Bump,
    ) -> Coded<'e> {
        let coded = Coded::of(product.and_then(|it| it.code()), systems, words);
        let named = || product?.name()?.text();
        Coded {
            text: coded.text.or_else(named),
            ..coded
        }
    }

    /// Whether neither a code nor words are told.
    pub(super) fn is_empty(&self) -> bool {
        self.code.is_none() && self.text.is_none()
    }
}

/// The code of a system, be it as a translation.
pub(super) fn within<'e>(value: Option<Cd<'e>>, system: &str, words: &'e Bump) -> Option<&'e str> {
    let mut codings = value?.codings().map(|coding| Coded::coding(coding, words));
    codings.find(|coded| coded.system == Some(system))?.code
}

/// The code, else its words, of what has one column.
pub(super) fn plain<'e>(value: Option<Cd<'e>>, words: &'e Bump) -> Option<&'e str> {
    let coded = Coded::of(value, &[], words);
    coded.code.or(coded.text)
}
