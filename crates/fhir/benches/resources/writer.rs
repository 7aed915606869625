//! Writes resources like those of a bulk export, by a seed.

use std::fmt::Write;

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mix {
    /// Six kinds in turn, by the seed.
    All,
    /// What a payer exports for each of its members.
    Benefits,
}

/// Newline-delimited resources.
pub(crate) fn lines(mix: Mix, bytes: usize) -> Vec<u8> {
    lines_from(&mut Random::new(1), &mut 0, mix, bytes)
}

/// The same, going on where the last call stopped.
pub(crate) fn lines_from(
    random: &mut Random,
    ordinal: &mut u64,
    mix: Mix,
    bytes: usize,
) -> Vec<u8> {
    let mut text = String::with_capacity(bytes + (64 << 10));
    while text.len() < bytes {
        *ordinal += 1;
        let kind = match mix {
            Mix::All => random.below(6),
            Mix::Benefits => 5,
        };
        match kind {
            0 => patient(&mut text, random, *ordinal),
            1 => encounter(&mut text, random, *ordinal),
            2 => condition(&mut text, random, *ordinal),
            3 => observation(&mut text, random, *ordinal),
            4 => claim(&mut text, random, *ordinal, "Claim"),
            _ => claim(&mut text, random, *ordinal, "ExplanationOfBenefit"),
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// How a Bundle begins.
pub(crate) const BUNDLE: &[u8] =
    br#"{"resourceType":"Bundle","id":"b","type":"collection","entry":["#;
/// How it ends.
pub(crate) const BUNDLE_END: &[u8] = b"]}";

/// The same as one Bundle.
pub(crate) fn bundle(lines: &[u8]) -> Vec<u8> {
    let mut out = BUNDLE.to_vec();
    entries(&mut out, lines, &mut 0);
    out.extend_from_slice(BUNDLE_END);
    out
}

/// Lines as entries of a Bundle, going on behind so many.
pub(crate) fn entries(out: &mut Vec<u8>, lines: &[u8], ordinal: &mut u64) {
    for line in lines.split(|byte| *byte == b'\n') {
        if line.is_empty() {
            continue;
        }
        let comma = if *ordinal == 0 { "" } else { "," };
        let start = format!(
            "{comma}{{\"fullUrl\":\"urn:uuid:00000000-0000-0000-0000-{ordinal:012}\",\"resource\":"
        );
        out.extend_from_slice(start.as_bytes());
        out.extend_from_slice(line);
        out.push(b'}');
        *ordinal += 1;
    }
}

/// The same as resources one after the other, indented.
pub(crate) fn pretty(lines: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').take(20_000) {
        if line.is_empty() {
            continue;
        }
        let value: serde_json::Value = serde_json::from_slice(line).expect("JSON");
        serde_json::to_writer_pretty(&mut out, &value).expect("memory");
        out.push(b'\n');
    }
    out
}

fn start(text: &mut String, kind: &str, ordinal: u64) {
    let _ = write!(
        text,
        r#"{{"resourceType":"{kind}","id":"{ordinal:08}-7cd1-4a5f","meta":{{"versionId":"1","lastUpdated":"2026-03-01T12:00:00.000-05:00","profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core-{kind}"]}},"identifier":[{{"use":"official","type":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"VN"}}]}},"system":"urn:oid:1.2.840.114350.1","value":"{ordinal}"}}],"text":{{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Written by a generator</div>"}}"#
    );
}

fn patient(text: &mut String, random: &mut Random, ordinal: u64) {
    start(text, "Patient", ordinal);
    let (family, house, year) = (random.below(1_000), random.below(900), random.below(80));
    let (month, day) = (random.below(12) + 1, random.below(28) + 1);
    let gender = if random.below(2) == 0 {
        "female"
    } else {
        "male"
    };
    let _ = write!(
        text,
        r#","active":true,"name":[{{"use":"official","family":"Doe{family}","given":["Jane","Quinn"]}},{{"use":"nickname","given":["Janie"]}}],"telecom":[{{"system":"phone","value":"312-555-1234","use":"home"}},{{"system":"email","value":"any@example.org"}}],"gender":"{gender}","birthDate":"{}-{month:02}-{day:02}","address":[{{"use":"home","line":["{house} Lake Shore Drive","Apt 4"],"city":"Chicago","state":"IL","postalCode":"60611","country":"US"}}],"maritalStatus":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M","display":"Married"}}]}},"communication":[{{"language":{{"coding":[{{"system":"urn:ietf:bcp:47","code":"en-US"}}]}}}}],"generalPractitioner":[{{"reference":"Practitioner/7"}}],"managingOrganization":{{"reference":"Organization/1"}}}}"#,
        1930 + year
    );
}

fn encounter(text: &mut String, random: &mut Random, ordinal: u64) {
    start(text, "Encounter", ordinal);
    let (patient, day) = (random.below(10_000), random.below(28) + 1);
    let _ = write!(
        text,
        r#","status":"finished","class":{{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB","display":"ambulatory"}},"type":[{{"coding":[{{"system":"http://snomed.info/sct","code":"185345009","display":"Encounter for symptom"}}],"text":"Encounter for symptom"}}],"subject":{{"reference":"Patient/{patient}","display":"A patient"}},"participant":[{{"type":[{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"PPRF","display":"primary performer"}}]}}],"period":{{"start":"2026-03-{day:02}T08:00:00-05:00","end":"2026-03-{day:02}T08:15:00-05:00"}},"individual":{{"reference":"Practitioner/7","display":"Dr. Somebody"}}}}],"period":{{"start":"2026-03-{day:02}T08:00:00-05:00","end":"2026-03-{day:02}T08:15:00-05:00"}},"diagnosis":[{{"condition":{{"reference":"Condition/{ordinal}"}},"rank":1}}],"location":[{{"location":{{"reference":"Location/3","display":"House"}}}}],"serviceProvider":{{"reference":"Organization/1","display":"House"}}}}"#
    );
}

fn condition(text: &mut String, random: &mut Random, ordinal: u64) {
    start(text, "Condition", ordinal);
    let patient = random.below(10_000);
    let _ = write!(
        text,
        r#","clinicalStatus":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}}]}},"verificationStatus":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}}]}},"category":[{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"encounter-diagnosis","display":"Encounter Diagnosis"}}]}}],"code":{{"coding":[{{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"E11.9","display":"Type 2 diabetes mellitus without complications"}}],"text":"Diabetes"}},"subject":{{"reference":"Patient/{patient}"}},"encounter":{{"reference":"Encounter/{ordinal}"}},"onsetDateTime":"2020-01-01T00:00:00-05:00","recordedDate":"2020-01-01T00:00:00-05:00"}}"#
    );
}

fn observation(text: &mut String, random: &mut Random, ordinal: u64) {
    start(text, "Observation", ordinal);
    let (patient, value) = (random.below(10_000), random.below(100_000));
    let _ = write!(
        text,
        r#","status":"final","category":[{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"vital-signs"}}]}}],"code":{{"coding":[{{"system":"http://loinc.org","code":"8302-2","display":"Body Height"}}],"text":"Body Height"}},"subject":{{"reference":"Patient/{patient}"}},"encounter":{{"reference":"Encounter/{ordinal}"}},"effectiveDateTime":"2026-03-01T12:00:00-05:00","issued":"2026-03-01T12:00:00.123-05:00","valueQuantity":{{"value":{value}.5,"unit":"cm","system":"http://unitsofmeasure.org","code":"cm"}}}}"#
    );
}

fn claim(text: &mut String, random: &mut Random, ordinal: u64, kind: &str) {
    start(text, kind, ordinal);
    let patient = random.below(10_000);
    let _ = write!(
        text,
        r#","status":"active","type":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/claim-type","code":"professional"}}]}},"use":"claim","patient":{{"reference":"Patient/{patient}"}},"billablePeriod":{{"start":"2026-03-01","end":"2026-03-01"}},"created":"2026-03-05T10:00:00-05:00","insurer":{{"display":"Payer"}},"provider":{{"reference":"Organization/1","display":"House"}},"priority":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/processpriority","code":"normal"}}]}},"diagnosis":[{{"sequence":1,"diagnosisReference":{{"reference":"Condition/{ordinal}"}}}}],"insurance":[{{"sequence":1,"focal":true,"coverage":{{"display":"Payer"}}}}],"item":["#
    );
    for line in 1..=random.below(6) + 1 {
        let comma = if line == 1 { "" } else { "," };
        let cents = random.below(90_000) + 10_000;
        let (whole, part) = (cents / 100, cents % 100);
        let _ = write!(
            text,
            r#"{comma}{{"sequence":{line},"diagnosisSequence":[1],"category":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/ex-benefitcategory","code":"1","display":"Medical care"}}]}},"productOrService":{{"coding":[{{"system":"http://www.ama-assn.org/go/cpt","code":"99213","display":"Office visit"}}],"text":"Office visit"}},"servicedPeriod":{{"start":"2026-03-01T12:00:00-05:00","end":"2026-03-01T12:15:00-05:00"}},"locationCodeableConcept":{{"coding":[{{"system":"https://www.cms.gov/Medicare/Coding/place-of-service-codes","code":"11"}}]}},"quantity":{{"value":1}},"net":{{"value":{whole}.{part:02},"currency":"USD"}}"#
        );
        if kind != "Claim" {
            for category in ["submitted", "eligible", "benefit", "deductible"] {
                let _ = write!(
                    text,
                    r#"{}{{"category":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/adjudication","code":"{category}","display":"An amount"}}]}},"amount":{{"value":{whole}.{part:02},"currency":"USD"}}}}"#,
                    if category == "submitted" {
                        ",\"adjudication\":["
                    } else {
                        ","
                    }
                );
            }
            text.push(']');
        }
        text.push('}');
    }
    let _ = write!(text, r#"],"total":{}}}"#, total(kind));
}

fn total(kind: &str) -> &'static str {
    if kind == "Claim" {
        r#"{"value":431.20,"currency":"USD"}"#
    } else {
        r#"[{"category":{"coding":[{"code":"submitted"}]},"amount":{"value":431.20,"currency":"USD"}}]"#
    }
}
