//! The closed vocabularies: class of an adjustment, category of a denial, group codes.

use std::fmt;

/// CAS01 as 5010 allows it, and CR, which 4010 had and some payers still send.
pub const GROUPS: [&str; 5] = ["CO", "CR", "OA", "PI", "PR"];

/// What an adjusted amount is, whoever is asked to bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Deductible, coinsurance, copayment: the plan works as sold.
    PatientShare,
    /// Above what the contract pays.
    Contractual,
    /// Contractual too, but by a rule about this service; reported apart.
    Reduction,
    /// The payer refuses what could have been paid.
    Denial,
    /// No decision yet.
    Pended,
    /// What another payer's decision leaves.
    CobInfo,
    /// Says something and decides nothing.
    Informational,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 7] = [
        Class::PatientShare,
        Class::Contractual,
        Class::Reduction,
        Class::Denial,
        Class::Pended,
        Class::CobInfo,
        Class::Informational,
    ];

    /// The word in tables and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Class::PatientShare => "patient_share",
            Class::Contractual => "contractual",
            Class::Reduction => "reduction",
            Class::Denial => "denial",
            Class::Pended => "pended",
            Class::CobInfo => "cob_info",
            Class::Informational => "informational",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|c| c.as_str() == word)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a payer refused, as far as it tells us what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Appeal process.
    Appeal,
    /// Authorization or referral.
    Auth,
    /// Part of another service.
    Bundle,
    /// Coordination of benefits.
    Cob,
    /// Codes and modifiers.
    Coding,
    /// Pricing, plan or contract.
    Contract,
    /// Credentials, enrolment, type of provider.
    Cred,
    /// Records and attachments.
    Doc,
    /// Duplicate.
    Dup,
    /// Registration and eligibility.
    Elig,
    /// Missing or invalid information.
    Info,
    /// Benefit maximum or frequency.
    Limit,
    /// Medical necessity.
    Mednec,
    /// Outside the network.
    Network,
    /// Not a benefit.
    Noncov,
    /// None of these, or unknown.
    Other,
    /// Demographics and identity.
    Patient,
    /// Audit.
    Review,
    /// Level or place of care.
    Setting,
    /// Filed late.
    Timely,
}

impl Category {
    /// Every category, in alphabetical order.
    pub const ALL: [Category; 20] = [
        Category::Appeal,
        Category::Auth,
        Category::Bundle,
        Category::Cob,
        Category::Coding,
        Category::Contract,
        Category::Cred,
        Category::Doc,
        Category::Dup,
        Category::Elig,
        Category::Info,
        Category::Limit,
        Category::Mednec,
        Category::Network,
        Category::Noncov,
        Category::Other,
        Category::Patient,
        Category::Review,
        Category::Setting,
        Category::Timely,
    ];

    /// The word in tables and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Appeal => "APPEAL",
            Category::Auth => "AUTH",
            Category::Bundle => "BUNDLE",
            Category::Cob => "COB",
            Category::Coding => "CODING",
            Category::Contract => "CONTRACT",
            Category::Cred => "CRED",
            Category::Doc => "DOC",
            Category::Dup => "DUP",
            Category::Elig => "ELIG",
            Category::Info => "INFO",
            Category::Limit => "LIMIT",
            Category::Mednec => "MEDNEC",
            Category::Network => "NETWORK",
            Category::Noncov => "NONCOV",
            Category::Other => "OTHER",
            Category::Patient => "PATIENT",
            Category::Review => "REVIEW",
            Category::Setting => "SETTING",
            Category::Timely => "TIMELY",
        }
    }

    /// The category of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|c| c.as_str() == word)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back() {
        for class in Class::ALL {
            assert_eq!(Class::parse(&class.to_string()), Some(class));
        }
        for category in Category::ALL {
            assert_eq!(Category::parse(&category.to_string()), Some(category));
        }
        assert!(Category::ALL.windows(2).all(|w| w[0] < w[1]));
    }
}
