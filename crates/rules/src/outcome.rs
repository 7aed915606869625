//! The outcome of an answer, of a line and of a claim over its sums: one list, tested from the top.

use std::fmt;

/// What CLP02 says of the kind of answer; whether it paid is in the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// 25: what would be paid.
    Predetermination,
    /// 22: takes an earlier answer back.
    Reversal,
    /// 23: not ours, sent on, nothing decided.
    Forwarded,
    /// Everything else. 4 ("denied") is a hint at best: X12 RFI 1423.
    Adjudicated,
}

impl Answer {
    /// From CLP02.
    #[must_use]
    pub fn of(claim_status_code: Option<&str>) -> Answer {
        match claim_status_code {
            Some("25") => Answer::Predetermination,
            Some("22") => Answer::Reversal,
            Some("23") => Answer::Forwarded,
            _ => Answer::Adjudicated,
        }
    }
}

/// Amounts of a line or a claim in cents, and the facts beside them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// SVC02 or CLP03.
    pub charge: i64,
    /// SVC03 or CLP04.
    pub paid: i64,
    /// Of class denial.
    pub denied: i64,
    /// Of class denial and category BUNDLE.
    pub bundled: i64,
    /// Of class patient share.
    pub patient_share: i64,
    /// Of class pended.
    pub pended: i64,
    /// Of class cob_info.
    pub cob_info: i64,
    /// Of class informational.
    pub informational: i64,
    /// MA130 is among the remarks.
    pub unprocessable: bool,
    /// The payer pays by capitation on that day.
    pub capitated: bool,
}

/// What an answer comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// CLP02 = 25.
    Predetermination,
    /// CLP02 = 22: this answer is the reversal.
    Reversed,
    /// CLP02 = 23.
    Forwarded,
    /// Nothing paid and something undecided.
    Pended,
    /// Nothing paid and MA130: neither a denial nor appealable.
    Unprocessable,
    /// Denied, all of it as part of another service.
    Bundled,
    /// Nothing paid, nothing left to the patient, something refused.
    Denied,
    /// Nothing paid, something refused, something left to the patient. Denied for every rate.
    DeniedWithPatientShare,
    /// Something paid and something refused.
    PartialDenial,
    /// Paid.
    Paid,
    /// The whole allowed amount is the patient's.
    PatientShareOnly,
    /// Another payer's decision explains the zero.
    PaidElsewhere,
    /// An informational code explains the zero.
    Informational,
    /// The payer pays by capitation.
    Capitated,
    /// Nothing was asked.
    ZeroCharge,
    /// Nothing explains the zero: somebody must look.
    ZeroUnexplained,
}

impl Outcome {
    /// Every outcome, in the order of the tests.
    pub const ALL: [Outcome; 16] = [
        Outcome::Predetermination,
        Outcome::Reversed,
        Outcome::Forwarded,
        Outcome::Pended,
        Outcome::Unprocessable,
        Outcome::Bundled,
        Outcome::Denied,
        Outcome::DeniedWithPatientShare,
        Outcome::PartialDenial,
        Outcome::Paid,
        Outcome::PatientShareOnly,
        Outcome::PaidElsewhere,
        Outcome::Informational,
        Outcome::Capitated,
        Outcome::ZeroCharge,
        Outcome::ZeroUnexplained,
    ];

    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Predetermination => "predetermination",
            Outcome::Reversed => "reversed",
            Outcome::Forwarded => "forwarded",
            Outcome::Pended => "pended",
            Outcome::Unprocessable => "unprocessable",
            Outcome::Bundled => "bundled",
            Outcome::Denied => "denied",
            Outcome::DeniedWithPatientShare => "denied_with_patient_share",
            Outcome::PartialDenial => "partial_denial",
            Outcome::Paid => "paid",
            Outcome::PatientShareOnly => "patient_share_only",
            Outcome::PaidElsewhere => "paid_elsewhere",
            Outcome::Informational => "informational",
            Outcome::Capitated => "capitated",
            Outcome::ZeroCharge => "zero_charge",
            Outcome::ZeroUnexplained => "zero_unexplained",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The outcome, tested from the top; the first that holds is it.
#[must_use]
pub fn outcome(answer: Answer, sums: &Sums) -> Outcome {
    match answer {
        Answer::Predetermination => return Outcome::Predetermination,
        Answer::Reversal => return Outcome::Reversed,
        Answer::Forwarded => return Outcome::Forwarded,
        Answer::Adjudicated => {}
    }
    let paid = sums.paid != 0;
    let denied = sums.denied > 0;
    let share = sums.patient_share > 0;
    match () {
        () if sums.pended > 0 && !paid => Outcome::Pended,
        () if sums.unprocessable && !paid => Outcome::Unprocessable,
        () if denied && !paid && !share && sums.bundled == sums.denied => Outcome::Bundled,
        () if denied && !paid && !share => Outcome::Denied,
        () if denied && !paid => Outcome::DeniedWithPatientShare,
        () if denied => Outcome::PartialDenial,
        () if paid => Outcome::Paid,
        () if share => Outcome::PatientShareOnly,
        () if sums.cob_info > 0 => Outcome::PaidElsewhere,
        () if sums.informational > 0 => Outcome::Informational,
        () if sums.capitated => Outcome::Capitated,
        () if sums.charge == 0 => Outcome::ZeroCharge,
        () => Outcome::ZeroUnexplained,
    }
}

#[cfg(test)]
mod tests;
