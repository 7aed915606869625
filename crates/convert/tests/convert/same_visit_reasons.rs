//! What is left out where the same visit is compared over formats, and what a format can't tell: each with its reason.

/// Tables that say what was received, and not what is so.
pub(crate) const TABLES_OF_ORIGIN: &[(&str, &str)] = &[
    ("file", "one row per file that was dropped"),
    ("unit", "one row per part of a file"),
    ("message", "the messages of an HL7 v2 feed"),
    (
        "reference_key",
        "the ids that resources of FHIR have on their server",
    ),
];

/// Columns that say where a row is from, and in whose words.
pub(crate) const ORIGIN: &[(&str, &str)] = &[
    ("source_system", "the feed"),
    ("file_id", "the file"),
    ("member", "the file"),
    ("unit_id", "the part of the file"),
    ("doc_id", "the message, resource or document"),
    ("generation", "which replay of the file"),
    ("record", "position in the file"),
    ("byte", "position in the file"),
    (
        "event_time",
        "when the message, resource or document was made",
    ),
    ("source_format", "the format"),
    ("message_type", "the kind of message, resource or document"),
    (
        "message_id",
        "the number of the message, resource or document",
    ),
    (
        "statement_ordinal",
        "position in the message, resource or document",
    ),
    (
        "stated_ts",
        "as of when the message, resource or document tells",
    ),
    (
        "cleared",
        "what HL7 v2 empties by two quotes; others leave out",
    ),
    ("reference", "the id of a resource on its server"),
    ("patient_reference", "the id of a resource on its server"),
    ("encounter_reference", "the id of a resource on its server"),
    ("result_references", "ids of resources on their server"),
    ("source_resource", "the segment, resource or entry"),
    ("class_code", "as told: encounter_class is the word for all"),
    ("event_code", "as told: status is the word for all"),
    ("status_code", "as told: status is the word for all"),
    ("value_type", "the format's name of the datatype"),
];

/// What a format can't tell, or has to tell otherwise.
#[derive(Debug)]
pub(crate) struct Exception {
    pub(crate) format: &'static str,
    pub(crate) table: &'static str,
    /// A part of the row's key; empty for all rows.
    pub(crate) key: &'static str,
    /// `*` for the whole row.
    pub(crate) column: &'static str,
    /// By the standard.
    pub(crate) reason: &'static str,
}

const fn of(
    format: &'static str,
    table: &'static str,
    key: &'static str,
    column: &'static str,
    reason: &'static str,
) -> Exception {
    Exception {
        format,
        table,
        key,
        column,
        reason,
    }
}

/// One line each: the test fails for one that is missing, and for one that is not needed any more.
#[rustfmt::skip]
pub(crate) const BY_THE_STANDARD: &[Exception] = &[
    of("hl7v2", "coverage", "", "coverage_id", "an IN1 has no number of its own, only those of plan, policy and member"),
    of("hl7v2", "coverage", "", "status", "an IN1 has no status"),
    of("ccda", "coverage", "", "status", "a policy activity is always completed, whatever became of the policy"),
    of("ccda", "coverage", "", "group_number", "a policy activity has no place for it beside the policy's number"),
    of("ccda", "coverage", "", "group_name", "a policy activity has no place for it"),
    of("fhir", "coverage", "", "encounter_key", "a Coverage is of the patient, and of no visit"),
    of("fhir", "coverage", "", "auth_number", "an authorization is told in Claim.insurance, not in a Coverage"),
    of("fhir", "provider", "", "role", "a Practitioner has no role, those who refer to it do"),
    of("hl7v2", "provider", "NH", "*", "an organization is a name within other segments"),
    of("hl7v2", "provider", "LAB", "*", "an organization is a name within other segments"),
    of("hl7v2", "provider", "60054", "*", "an organization is a name within other segments"),
    of("hl7v2", "provider", "SEQ", "*", "an organization is a name within other segments"),
    of("hl7v2", "provider", "2.16.840.1.113883.19.5.9", "*", "a message has no custodian"),
    of("fhir", "provider", "2.16.840.1.113883.19.5.9", "*", "resources have no custodian, but for a Composition"),
    of("ccda", "provider", "NH", "*", "an organization is a name within other elements"),
    of("ccda", "provider", "LAB", "*", "an organization is a name within other elements"),
    of("ccda", "provider", "60054", "*", "an organization is a name within other elements"),
    of("ccda", "provider", "SEQ", "*", "an organization is a name within other elements"),
    of("ccda", "appointment", "", "*", "C-CDA has planned encounters, and no schedule"),
    of("ccda", "location", "C2", "*", "C-CDA has no schedule, and so no places of appointments"),
    of("ccda", "charge", "", "*", "C-CDA has no charges"),
    of("ccda", "encounter", "", "account_number", "an encompassingEncounter has no account"),
    of("ccda", "encounter", "", "admit_source", "an encompassingEncounter has none"),
    of("ccda", "encounter", "", "hospital_service", "an encompassingEncounter has none"),
    of("fhir", "encounter", "", "registered_ts", "a resource has a state and no event that led to it"),
    of("ccda", "encounter", "", "registered_ts", "a document has a state and no event that led to it"),
    of("hl7v2", "diagnosis", "", "clinical_status", "a DG1 has none, only problems (PRB) do"),
    of("ccda", "diagnosis", "", "rank", "diagnosis acts of C-CDA are not ranked"),
    of("ccda", "diagnosis", "D-2", "dx_type", "discharge diagnoses of C-CDA are not ranked, so that none is the principal one"),
    of("ccda", "diagnosis", "D-3", "dx_type", "discharge diagnoses of C-CDA are not ranked, so that none is a secondary one"),
    of("fhir", "clinical_order", "", "control_code", "a resource has a state and no event that led to it"),
    of("ccda", "clinical_order", "", "control_code", "a document has a state and no event that led to it"),
    of("ccda", "clinical_order", "P-500", "*", "the plan has what is to be done; what was done stands among results"),
    of("fhir", "clinical_order", "VS-1", "*", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("ccda", "clinical_order", "VS-1", "*", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("hl7v2", "observation", "8310-5", "order_key", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("hl7v2", "observation", "8310-5", "filler_order_number", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("hl7v2", "observation", "8867-4", "order_key", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("hl7v2", "observation", "8867-4", "filler_order_number", "only ORU needs an OBR, which is an order, for what nobody ordered"),
    of("hl7v2", "service_documented", "85025", "performer_id", "OBR-32 (NDL) has one number of who did it"),
    of("hl7v2", "service_documented", "93458", "end_ts", "a PR1 has a length and no end"),
    of("fhir", "service_documented", "85025", "location_key", "a DiagnosticReport has no place"),
    of("fhir", "service_documented", "309362", "location_key", "a MedicationAdministration has no place"),
    of("fhir", "med_admin", "", "location_key", "a MedicationAdministration has no place"),
    of("fhir", "service_documented", "309362", "documented_ts", "a MedicationAdministration of R4 has no time of recording"),
    of("hl7v2", "service_documented", "309362", "service_key", "a RXA has no number but those of its orders"),
    of("hl7v2", "service_documented", "309362", "source_resource_id", "a RXA has no number but those of its orders"),
    of("hl7v2", "med_admin", "", "admin_key", "a RXA has no number but those of its orders"),
    of("hl7v2", "med_admin", "", "admin_id", "a RXA has no number but those of its orders"),
    of("ccda", "service_documented", "85025", "order_key", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "service_documented", "85025", "filler_order_number", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "service_documented", "309362", "order_key", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "med_admin", "", "order_key", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "med_admin", "", "expiration_date", "a manufacturedMaterial of C-CDA has a lot and no last day"),
    of("ccda", "immunization", " 141 ", "expiration_date", "a manufacturedMaterial of C-CDA has a lot and no last day"),
    of("fhir", "immunization", "", "information_source", "reportOrigin is there only for what others gave"),
    of("ccda", "immunization", "", "information_source", "an immunization activity has none"),
    of("ccda", "immunization", " 141 ", "funding_source", "an immunization activity has none"),
    of("ccda", "immunization", " 141 ", "funding_eligibility", "an immunization activity has none"),
    of("ccda", "immunization", " 141 ", "component_count", "an immunization activity has no antigens"),
    of("hl7v2", "immunization", " 33 ", "refusal_reason", "RXA-18 takes the codes of NIP002 (CDC guide 2.5.1), the others those of ActReason"),
    of("ccda", "observation", "", "order_key", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "observation", "", "filler_order_number", "entries of C-CDA do not say which order they fulfil"),
    of("ccda", "observation", "6690-2", "status", "ActStatus has no word for a corrected result"),
    of("fhir", "clinical_note", "", "signed_ts", "an authenticator of a DocumentReference has no time"),
    of("hl7v2", "clinical_note", "", "sections", "a TXA has no sections"),
    of("fhir", "clinical_note", "", "sections", "a DocumentReference has no sections"),
    of("hl7v2", "clinical_note", "CCD-1", "*", "the CCD is a document itself, and tells of itself"),
    of("fhir", "clinical_note", "CCD-1", "*", "the CCD is a document itself, and tells of itself"),
    of("ccda", "patient", "", "identifiers.kind", "an id has no type"),
    of("fhir", "charge", "", "location_key", "a ChargeItem has no place"),
    of("hl7v2", "charge", "", "identifiers.kind", "table 0203 has no type for a transaction, which FT1-2 is by its place"),
];
