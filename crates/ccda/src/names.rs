//! The names of the standard: what a message may say of an element, a section or a template.
//!
//! C-CDA 2.1 (HL7 CDA R2 Implementation Guide: Consolidated CDA Templates, August 2015), volume 2:
//! document, section and entry templates. Those of 1.1 have the same OIDs, without an extension.

/// Templates by their OID, in order.
#[rustfmt::skip]
const TEMPLATES: &[(&str, &str)] = &[
    ("1.3.6.1.4.1.19376.1.5.3.1.1.13.2.1", "Chief Complaint Section"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.1", "Reason for Referral Section"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.18", "Review of Systems Section"),
    ("1.3.6.1.4.1.19376.1.5.3.1.3.4", "History of Present Illness Section"),
    ("2.16.840.1.113883.10.20.18.2.12", "Procedure Disposition Section"),
    ("2.16.840.1.113883.10.20.18.2.9", "Procedure Estimated Blood Loss Section"),
    ("2.16.840.1.113883.10.20.2.10", "Physical Exam Section"),
    ("2.16.840.1.113883.10.20.2.5", "General Status Section"),
    ("2.16.840.1.113883.10.20.21.2.1", "Objective Section"),
    ("2.16.840.1.113883.10.20.21.2.2", "Subjective Section"),
    ("2.16.840.1.113883.10.20.21.2.3", "Interventions Section"),
    ("2.16.840.1.113883.10.20.22.1.1", "US Realm Header"),
    ("2.16.840.1.113883.10.20.22.1.10", "Unstructured Document"),
    ("2.16.840.1.113883.10.20.22.1.13", "Transfer Summary"),
    ("2.16.840.1.113883.10.20.22.1.14", "Referral Note"),
    ("2.16.840.1.113883.10.20.22.1.15", "Care Plan"),
    ("2.16.840.1.113883.10.20.22.1.2", "Continuity of Care Document"),
    ("2.16.840.1.113883.10.20.22.1.3", "History and Physical"),
    ("2.16.840.1.113883.10.20.22.1.4", "Consultation Note"),
    ("2.16.840.1.113883.10.20.22.1.5", "Diagnostic Imaging Report"),
    ("2.16.840.1.113883.10.20.22.1.6", "Procedure Note"),
    ("2.16.840.1.113883.10.20.22.1.7", "Operative Note"),
    ("2.16.840.1.113883.10.20.22.1.8", "Discharge Summary"),
    ("2.16.840.1.113883.10.20.22.1.9", "Progress Note"),
    ("2.16.840.1.113883.10.20.22.2.1", "Medications Section"),
    ("2.16.840.1.113883.10.20.22.2.1.1", "Medications Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.10", "Plan of Treatment Section"),
    ("2.16.840.1.113883.10.20.22.2.11", "Discharge Medications Section"),
    ("2.16.840.1.113883.10.20.22.2.11.1", "Discharge Medications Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.12", "Reason for Visit Section"),
    ("2.16.840.1.113883.10.20.22.2.13", "Chief Complaint and Reason for Visit Section"),
    ("2.16.840.1.113883.10.20.22.2.14", "Functional Status Section"),
    ("2.16.840.1.113883.10.20.22.2.15", "Family History Section"),
    ("2.16.840.1.113883.10.20.22.2.16", "Hospital Discharge Studies Summary Section"),
    ("2.16.840.1.113883.10.20.22.2.17", "Social History Section"),
    ("2.16.840.1.113883.10.20.22.2.18", "Payers Section"),
    ("2.16.840.1.113883.10.20.22.2.2", "Immunizations Section"),
    ("2.16.840.1.113883.10.20.22.2.2.1", "Immunizations Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.20", "Past Medical History Section"),
    ("2.16.840.1.113883.10.20.22.2.21", "Advance Directives Section"),
    ("2.16.840.1.113883.10.20.22.2.21.1", "Advance Directives Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.22", "Encounters Section"),
    ("2.16.840.1.113883.10.20.22.2.22.1", "Encounters Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.23", "Medical Equipment Section"),
    ("2.16.840.1.113883.10.20.22.2.24", "Discharge Diagnosis Section"),
    ("2.16.840.1.113883.10.20.22.2.25", "Anesthesia Section"),
    ("2.16.840.1.113883.10.20.22.2.26", "Hospital Discharge Physical Section"),
    ("2.16.840.1.113883.10.20.22.2.27", "Procedure Description Section"),
    ("2.16.840.1.113883.10.20.22.2.28", "Procedure Findings Section"),
    ("2.16.840.1.113883.10.20.22.2.29", "Procedure Indications Section"),
    ("2.16.840.1.113883.10.20.22.2.3", "Results Section"),
    ("2.16.840.1.113883.10.20.22.2.3.1", "Results Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.30", "Planned Procedure Section"),
    ("2.16.840.1.113883.10.20.22.2.31", "Procedure Specimens Taken Section"),
    ("2.16.840.1.113883.10.20.22.2.33", "Hospital Consultations Section"),
    ("2.16.840.1.113883.10.20.22.2.34", "Preoperative Diagnosis Section"),
    ("2.16.840.1.113883.10.20.22.2.35", "Postoperative Diagnosis Section"),
    ("2.16.840.1.113883.10.20.22.2.36", "Postprocedure Diagnosis Section"),
    ("2.16.840.1.113883.10.20.22.2.37", "Complications Section"),
    ("2.16.840.1.113883.10.20.22.2.38", "Medications Administered Section"),
    ("2.16.840.1.113883.10.20.22.2.39", "Medical (General) History Section"),
    ("2.16.840.1.113883.10.20.22.2.4", "Vital Signs Section"),
    ("2.16.840.1.113883.10.20.22.2.4.1", "Vital Signs Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.40", "Procedure Implants Section"),
    ("2.16.840.1.113883.10.20.22.2.41", "Hospital Discharge Instructions Section"),
    ("2.16.840.1.113883.10.20.22.2.42", "Hospital Course Section"),
    ("2.16.840.1.113883.10.20.22.2.43", "Admission Diagnosis Section"),
    ("2.16.840.1.113883.10.20.22.2.44", "Admission Medications Section"),
    ("2.16.840.1.113883.10.20.22.2.45", "Instructions Section"),
    ("2.16.840.1.113883.10.20.22.2.5", "Problem Section"),
    ("2.16.840.1.113883.10.20.22.2.5.1", "Problem Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.56", "Mental Status Section"),
    ("2.16.840.1.113883.10.20.22.2.57", "Nutrition Section"),
    ("2.16.840.1.113883.10.20.22.2.58", "Health Concerns Section"),
    ("2.16.840.1.113883.10.20.22.2.6", "Allergies and Intolerances Section"),
    ("2.16.840.1.113883.10.20.22.2.6.1", "Allergies and Intolerances Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.60", "Goals Section"),
    ("2.16.840.1.113883.10.20.22.2.61", "Health Status Evaluations and Outcomes Section"),
    ("2.16.840.1.113883.10.20.22.2.65", "Notes Section"),
    ("2.16.840.1.113883.10.20.22.2.7", "Procedures Section"),
    ("2.16.840.1.113883.10.20.22.2.7.1", "Procedures Section (entries required)"),
    ("2.16.840.1.113883.10.20.22.2.8", "Assessment Section"),
    ("2.16.840.1.113883.10.20.22.2.9", "Assessment and Plan Section"),
    ("2.16.840.1.113883.10.20.22.4.1", "Result Organizer"),
    ("2.16.840.1.113883.10.20.22.4.115", "External Document Reference"),
    ("2.16.840.1.113883.10.20.22.4.118", "Substance Administered Act"),
    ("2.16.840.1.113883.10.20.22.4.119", "Author Participation"),
    ("2.16.840.1.113883.10.20.22.4.12", "Procedure Activity Act"),
    ("2.16.840.1.113883.10.20.22.4.120", "Planned Immunization Activity"),
    ("2.16.840.1.113883.10.20.22.4.121", "Goal Observation"),
    ("2.16.840.1.113883.10.20.22.4.122", "Entry Reference"),
    ("2.16.840.1.113883.10.20.22.4.123", "Drug Monitoring Act"),
    ("2.16.840.1.113883.10.20.22.4.129", "Planned Coverage"),
    ("2.16.840.1.113883.10.20.22.4.13", "Procedure Activity Observation"),
    ("2.16.840.1.113883.10.20.22.4.130", "Nutrition Recommendation"),
    ("2.16.840.1.113883.10.20.22.4.131", "Intervention Act"),
    ("2.16.840.1.113883.10.20.22.4.132", "Health Concern Act"),
    ("2.16.840.1.113883.10.20.22.4.136", "Risk Concern Act"),
    ("2.16.840.1.113883.10.20.22.4.138", "Nutritional Status Observation"),
    ("2.16.840.1.113883.10.20.22.4.14", "Procedure Activity Procedure"),
    ("2.16.840.1.113883.10.20.22.4.140", "Patient Referral Act"),
    ("2.16.840.1.113883.10.20.22.4.141", "Handoff Communication Participants"),
    ("2.16.840.1.113883.10.20.22.4.143", "Priority Preference"),
    ("2.16.840.1.113883.10.20.22.4.144", "Outcome Observation"),
    ("2.16.840.1.113883.10.20.22.4.146", "Planned Intervention Act"),
    ("2.16.840.1.113883.10.20.22.4.147", "Medication Free Text Sig"),
    ("2.16.840.1.113883.10.20.22.4.16", "Medication Activity"),
    ("2.16.840.1.113883.10.20.22.4.17", "Medication Supply Order"),
    ("2.16.840.1.113883.10.20.22.4.18", "Medication Dispense"),
    ("2.16.840.1.113883.10.20.22.4.19", "Indication"),
    ("2.16.840.1.113883.10.20.22.4.2", "Result Observation"),
    ("2.16.840.1.113883.10.20.22.4.20", "Instruction"),
    ("2.16.840.1.113883.10.20.22.4.200", "Birth Sex Observation"),
    ("2.16.840.1.113883.10.20.22.4.202", "Note Activity"),
    ("2.16.840.1.113883.10.20.22.4.23", "Medication Information"),
    ("2.16.840.1.113883.10.20.22.4.24", "Drug Vehicle"),
    ("2.16.840.1.113883.10.20.22.4.25", "Precondition for Substance Administration"),
    ("2.16.840.1.113883.10.20.22.4.26", "Vital Signs Organizer"),
    ("2.16.840.1.113883.10.20.22.4.27", "Vital Sign Observation"),
    ("2.16.840.1.113883.10.20.22.4.28", "Allergy Status Observation"),
    ("2.16.840.1.113883.10.20.22.4.3", "Problem Concern Act"),
    ("2.16.840.1.113883.10.20.22.4.30", "Allergy Concern Act"),
    ("2.16.840.1.113883.10.20.22.4.31", "Age Observation"),
    ("2.16.840.1.113883.10.20.22.4.32", "Service Delivery Location"),
    ("2.16.840.1.113883.10.20.22.4.33", "Hospital Discharge Diagnosis"),
    ("2.16.840.1.113883.10.20.22.4.34", "Hospital Admission Diagnosis"),
    ("2.16.840.1.113883.10.20.22.4.35", "Discharge Medication"),
    ("2.16.840.1.113883.10.20.22.4.36", "Admission Medication"),
    ("2.16.840.1.113883.10.20.22.4.37", "Product Instance"),
    ("2.16.840.1.113883.10.20.22.4.38", "Social History Observation"),
    ("2.16.840.1.113883.10.20.22.4.39", "Planned Act"),
    ("2.16.840.1.113883.10.20.22.4.4", "Problem Observation"),
    ("2.16.840.1.113883.10.20.22.4.40", "Planned Encounter"),
    ("2.16.840.1.113883.10.20.22.4.41", "Planned Procedure"),
    ("2.16.840.1.113883.10.20.22.4.42", "Planned Medication Activity"),
    ("2.16.840.1.113883.10.20.22.4.43", "Planned Supply"),
    ("2.16.840.1.113883.10.20.22.4.44", "Planned Observation"),
    ("2.16.840.1.113883.10.20.22.4.45", "Family History Organizer"),
    ("2.16.840.1.113883.10.20.22.4.46", "Family History Observation"),
    ("2.16.840.1.113883.10.20.22.4.47", "Family History Death Observation"),
    ("2.16.840.1.113883.10.20.22.4.48", "Advance Directive Observation"),
    ("2.16.840.1.113883.10.20.22.4.49", "Encounter Activity"),
    ("2.16.840.1.113883.10.20.22.4.5", "Health Status Observation"),
    ("2.16.840.1.113883.10.20.22.4.50", "Non-Medicinal Supply Activity"),
    ("2.16.840.1.113883.10.20.22.4.51", "Postprocedure Diagnosis"),
    ("2.16.840.1.113883.10.20.22.4.52", "Immunization Activity"),
    ("2.16.840.1.113883.10.20.22.4.53", "Immunization Refusal Reason"),
    ("2.16.840.1.113883.10.20.22.4.54", "Immunization Medication Information"),
    ("2.16.840.1.113883.10.20.22.4.6", "Problem Status"),
    ("2.16.840.1.113883.10.20.22.4.60", "Coverage Activity"),
    ("2.16.840.1.113883.10.20.22.4.61", "Policy Activity"),
    ("2.16.840.1.113883.10.20.22.4.64", "Comment Activity"),
    ("2.16.840.1.113883.10.20.22.4.65", "Preoperative Diagnosis"),
    ("2.16.840.1.113883.10.20.22.4.66", "Functional Status Organizer"),
    ("2.16.840.1.113883.10.20.22.4.67", "Functional Status Observation"),
    ("2.16.840.1.113883.10.20.22.4.68", "Functional Status Problem Observation"),
    ("2.16.840.1.113883.10.20.22.4.69", "Assessment Scale Observation"),
    ("2.16.840.1.113883.10.20.22.4.7", "Allergy - Intolerance Observation"),
    ("2.16.840.1.113883.10.20.22.4.72", "Caregiver Characteristics"),
    ("2.16.840.1.113883.10.20.22.4.73", "Cognitive Status Problem Observation"),
    ("2.16.840.1.113883.10.20.22.4.74", "Mental Status Observation"),
    ("2.16.840.1.113883.10.20.22.4.75", "Mental Status Organizer"),
    ("2.16.840.1.113883.10.20.22.4.78", "Smoking Status"),
    ("2.16.840.1.113883.10.20.22.4.79", "Deceased Observation"),
    ("2.16.840.1.113883.10.20.22.4.8", "Severity Observation"),
    ("2.16.840.1.113883.10.20.22.4.80", "Encounter Diagnosis"),
    ("2.16.840.1.113883.10.20.22.4.85", "Tobacco Use"),
    ("2.16.840.1.113883.10.20.22.4.86", "Assessment Scale Supporting Observation"),
    ("2.16.840.1.113883.10.20.22.4.87", "Payer"),
    ("2.16.840.1.113883.10.20.22.4.88", "Guarantor"),
    ("2.16.840.1.113883.10.20.22.4.89", "Covered Party"),
    ("2.16.840.1.113883.10.20.22.4.9", "Reaction Observation"),
    ("2.16.840.1.113883.10.20.22.4.90", "Policy Holder"),
];

/// Sections by their LOINC code, in order.
#[rustfmt::skip]
const SECTIONS: &[(&str, &str)] = &[
    ("10154-3", "Chief Complaint Section"),
    ("10157-6", "Family History Section"),
    ("10160-0", "Medications Section"),
    ("10164-2", "History of Present Illness Section"),
    ("10183-2", "Discharge Medications Section"),
    ("10184-0", "Hospital Discharge Physical Section"),
    ("10187-3", "Review of Systems Section"),
    ("10190-7", "Mental Status Section"),
    ("10210-3", "General Status Section"),
    ("10216-0", "Operative Note Fluid Section"),
    ("10218-6", "Postoperative Diagnosis Section"),
    ("10219-4", "Preoperative Diagnosis Section"),
    ("10223-6", "Operative Note Surgical Procedure Section"),
    ("11329-0", "Medical (General) History Section"),
    ("11348-0", "Past Medical History Section"),
    ("11369-6", "Immunizations Section"),
    ("11383-7", "Health Status Evaluations and Outcomes Section"),
    ("11450-4", "Problem Section"),
    ("11488-4", "Consultation Note"),
    ("11493-4", "Hospital Discharge Studies Summary Section"),
    ("11504-8", "Surgical Operation Note"),
    ("11506-3", "Progress Note"),
    ("11535-2", "Discharge Diagnosis Section"),
    ("11537-8", "Surgical Drains Section"),
    ("18776-5", "Plan of Treatment Section"),
    ("18782-3", "Findings Section"),
    ("18841-7", "Hospital Consultations Section"),
    ("18842-5", "Discharge Summary Note"),
    ("28570-0", "Procedure Note"),
    ("29299-5", "Reason for Visit Section"),
    ("29545-1", "Physical Exam Section"),
    ("29549-3", "Medications Administered Section"),
    ("29554-3", "Procedure Description Section"),
    ("29762-2", "Social History Section"),
    ("30954-2", "Results Section"),
    ("34109-9", "Note"),
    ("34117-2", "History and Physical Note"),
    ("34133-9", "Summary Note"),
    ("34746-8", "Nurse Note"),
    ("42346-7", "Admission Medications Section"),
    ("42347-5", "Admission Diagnosis Section"),
    ("42348-3", "Advance Directives Section"),
    ("42349-1", "Reason for Referral Section"),
    ("46239-0", "Chief Complaint and Reason for Visit Section"),
    ("46240-8", "Encounters Section"),
    ("46241-6", "Admission Diagnosis Section"),
    ("46264-8", "Medical Equipment Section"),
    ("47420-5", "Functional Status Section"),
    ("47519-4", "Procedures Section"),
    ("48765-2", "Allergies and Intolerances Section"),
    ("48768-6", "Payers Section"),
    ("51847-2", "Assessment and Plan Section"),
    ("51848-0", "Assessment Section"),
    ("55109-3", "Complications Section"),
    ("59768-2", "Procedure Indications Section"),
    ("59769-0", "Postprocedure Diagnosis Section"),
    ("59770-8", "Procedure Estimated Blood Loss Section"),
    ("59771-6", "Procedure Implants Section"),
    ("59772-4", "Planned Procedure Section"),
    ("59773-2", "Procedure Specimens Taken Section"),
    ("59774-0", "Anesthesia Section"),
    ("59775-7", "Procedure Disposition Section"),
    ("59776-5", "Procedure Findings Section"),
    ("61144-2", "Nutrition Section"),
    ("61146-7", "Goals Section"),
    ("61149-1", "Objective Section"),
    ("61150-9", "Subjective Section"),
    ("62387-6", "Interventions Section"),
    ("69730-0", "Instructions Section"),
    ("75310-3", "Health Concerns Section"),
    ("75311-1", "Discharge Medications Section"),
    ("78375-3", "Discharge Diagnosis Section"),
    ("85847-2", "Care Teams Section"),
    ("8648-8", "Hospital Course Section"),
    ("8653-8", "Hospital Discharge Instructions Section"),
    ("8716-3", "Vital Signs Section"),
    ("8724-7", "Surgery Description Section"),
];

/// Elements of CDA R2 and the extensions, in order.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "ClinicalDocument", "act", "addr", "administrativeGenderCode", "agency", "approachSiteCode",
    "asNamedEntity", "asOrganizationPartOf", "asPatientRelationship", "assignedAuthor",
    "assignedAuthoringDevice", "assignedCustodian", "assignedEntity", "assignedPerson",
    "associatedEntity", "associatedPerson", "authenticator", "author", "authorization",
    "availabilityTime", "birthTime", "birthplace", "br", "caption", "center", "city", "code",
    "component", "componentOf", "confidentialityCode", "consent", "consumable", "content",
    "copyTime", "country", "county", "criterion", "custodian", "custodianOrganization",
    "dataEnterer", "deceasedInd", "deceasedTime", "delimiter", "desc", "device", "deviceId",
    "dischargeDispositionCode", "documentationOf", "doseQuantity", "effectiveTime",
    "encompassingEncounter", "encounter", "encounterParticipant", "entry", "entryRelationship",
    "ethnicGroupCode", "event", "expectedUseTime", "externalAct", "externalDocument",
    "externalObservation", "externalProcedure", "family", "functionCode", "given", "guardian",
    "guardianPerson", "healthCareFacility", "high", "houseNumber", "id", "inFulfillmentOf",
    "independentInd", "informant", "informationRecipient", "intendedRecipient",
    "interpretationCode", "item", "languageCode", "languageCommunication", "legalAuthenticator",
    "list", "location", "lotNumberText", "low", "manufacturedLabeledDrug", "manufacturedMaterial",
    "manufacturedProduct", "manufacturerOrganization", "maritalStatusCode", "maxDoseQuantity",
    "methodCode", "modeCode", "name", "nonXMLBody", "observation", "observationMedia",
    "observationRange", "order", "organizer", "originalText", "paragraph", "parentDocument",
    "participant", "participantRole", "patient", "patientRole", "performer", "period", "phase",
    "place", "playingDevice", "playingEntity", "postalCode", "precondition", "preferenceInd",
    "prefix", "priorityCode", "procedure", "product", "providerOrganization", "quantity",
    "raceCode", "rateQuantity", "realmCode", "receivedOrganization", "recordTarget", "reference",
    "referenceRange", "regionOfInterest", "relatedDocument", "relatedEntity", "relatedPerson",
    "relatedSubject", "religiousAffiliationCode", "repeatNumber",
    "representedCustodianOrganization", "representedOrganization", "responsibleParty", "routeCode",
    "scopingEntity", "scopingOrganization", "section", "sequenceNumber", "serviceEvent",
    "serviceProviderOrganization", "setId", "signatureCode", "signatureText", "softwareName",
    "specimen", "specimenPlayingEntity", "specimenRole", "standardIndustryClassCode", "state",
    "statusCode", "streetAddressLine", "structuredBody", "subject", "substanceAdministration",
    "substitutionConditionCode", "suffix", "supply", "table", "targetSiteCode", "tbody", "td",
    "telecom", "templateId", "text", "th", "thead", "time", "title", "tr", "translation", "typeId",
    "uncertaintyCode", "unitCode", "useablePeriod", "value", "versionNumber", "wholeOrganization",
    "width",
];

/// The name of a template, whatever its version; `None` for any other.
#[must_use]
pub fn template_name(root: &str) -> Option<&'static str> {
    find(TEMPLATES, root.trim())
}

/// The name of a section by its LOINC code; `None` for any other.
#[must_use]
pub fn section_name(code: &str) -> Option<&'static str> {
    find(SECTIONS, code.trim())
}

/// The name of an element of the standard; `unknown` for any other, which may be anything.
#[must_use]
pub fn element_name(name: &str) -> &'static str {
    let found = ELEMENTS.binary_search(&name);
    found
        .ok()
        .and_then(|at| ELEMENTS.get(at))
        .unwrap_or(&"unknown")
}

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    let at = table
        .binary_search_by(|(known, _)| (*known).cmp(key))
        .ok()?;
    table.get(at).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_and_found() {
        assert!(TEMPLATES.is_sorted() && SECTIONS.is_sorted() && ELEMENTS.is_sorted());
        for (root, name) in TEMPLATES {
            assert_eq!(template_name(root), Some(*name));
        }
        for (code, name) in SECTIONS {
            assert_eq!(section_name(code), Some(*name));
        }
    }

    #[test]
    fn what_is_no_name_of_the_standard_is_not_repeated() {
        for name in ["Lee", "", "clinicaldocument", "sdtc:raceCode"] {
            assert_eq!(element_name(name), "unknown");
        }
        assert_eq!(template_name("2.16.840.1.113883.10.20.22.4.999"), None);
    }
}
