//! Why a vaccine was not given: whether that was refused, or could not be done.

/// Whether a reason (v3 ActReason, as FHIR and C-CDA have it) is one of the patient. Those of health or stock are not, nor
/// is one that is not known: not given it was in any case. HL7 v2 tells the two apart by RXA-20 (RE, NA).
pub(crate) fn is_of_patient(reason: &str) -> bool {
    matches!(
        reason,
        "PATOBJ" | "PHILISOP" | "RELIG" | "VACEFF" | "VACSAF"
    )
}
