//! What an act is known by in `service_documented`: the same whichever format tells it, where it has the same number.
//!
//! Numbers of different kinds of acts may come from one authority, each kind with a series of its own: so the kind is
//! part of the key, in words that all formats share.

use crate::identity::join;

/// The kind of act, as far as every format tells it alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// PR1, Procedure, a procedure of a document.
    Procedure,
    /// OBR, DiagnosticReport, an organizer of results.
    Examination,
    /// RXA, MedicationAdministration, Immunization, a substance administration.
    Dose,
}

impl Act {
    const fn as_str(self) -> &'static str {
        match self {
            Act::Procedure => "procedure",
            Act::Examination => "examination",
            Act::Dose => "dose",
        }
    }
}

/// The key of an act whose number has this key, or of one without a number by what else it is known by.
pub(crate) fn of(act: Act, key: &str) -> String {
    join(&[act.as_str(), key])
}

/// The key of an examination: fillers that number orders and not examinations give several of them one number, so that
/// what was examined belongs to it.
pub(crate) fn of_examination(key: &str, code: Option<&str>) -> String {
    join(&[Act::Examination.as_str(), key, code.unwrap_or_default()])
}
