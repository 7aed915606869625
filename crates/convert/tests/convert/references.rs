//! References of FHIR within the bounds: what is not at hand has no key, and still says what it refers to.

use convert::Limits;

use crate::memory::convert_within;
use crate::render;

const PATIENT: &str = r#"{"resourceType":"Patient","id":"p","identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:oid:1.2","value":"M1"}]}"#;
const RESULT: &str = r#"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p"}}"#;

/// The patient of the observation: its reference, and its key.
fn check(lines: &[&str], limits: &Limits, expected: &str) {
    let converted = convert_within(lines.join("\n").as_bytes(), limits);
    let cells = render::cells(&converted, &[]);
    let row = cells
        .lines()
        .find(|line| line.starts_with("observation"))
        .unwrap();
    let of = |name: &str| {
        let mut words = row.split(' ').filter_map(|word| word.strip_prefix(name));
        words.next().unwrap_or("none").to_owned()
    };
    assert_eq!(
        format!("{} {}", of("patient_reference="), of("patient_key=")),
        expected
    );
}

#[test]
fn the_target_may_come_before_or_behind() {
    let limits = Limits::default();
    check(&[PATIENT, RESULT], &limits, "clinic|Patient/p 1.2|M1");
    check(&[RESULT, PATIENT], &limits, "clinic|Patient/p 1.2|M1");
    check(&[RESULT], &limits, "clinic|Patient/p none");
}

#[test]
fn beyond_the_stretch_ahead_only_what_came_before_is_known() {
    let limits = Limits {
        ahead_bytes: 1,
        ..Limits::default()
    };
    check(&[PATIENT, RESULT], &limits, "clinic|Patient/p 1.2|M1");
    check(&[RESULT, PATIENT], &limits, "clinic|Patient/p none");
}

#[test]
fn without_room_nothing_is_known_and_the_reference_stays() {
    let limits = Limits {
        known: 0,
        ..Limits::default()
    };
    check(&[PATIENT, RESULT], &limits, "clinic|Patient/p none");
}

#[test]
fn one_resource_is_one_document_whatever_its_blanks_and_its_file() {
    let doc = |text: &str| {
        let converted = convert_within(text.as_bytes(), &Limits::default());
        let cells = render::cells(&converted, &[]);
        let row = cells
            .lines()
            .find(|line| line.starts_with("observation"))
            .unwrap();
        row.split(' ')
            .find(|word| word.starts_with("doc_id="))
            .unwrap()
            .to_owned()
    };
    let alone = doc(RESULT);
    assert_eq!(doc(&RESULT.replace(',', " ,\n ")), alone);
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{RESULT}}}]}}"#
    );
    assert_eq!(doc(&bundle), alone);
    assert_ne!(doc(&RESULT.replace("final", "amended")), alone);
}

#[test]
fn of_several_versions_in_a_history_the_newest_is_known() {
    let older = PATIENT.replace("M1", "M0");
    let entries = [PATIENT, &older, RESULT].map(|it| format!(r#"{{"resource":{it}}}"#));
    let history = format!(
        r#"{{"resourceType":"Bundle","type":"history","entry":[{}]}}"#,
        entries.join(",")
    );
    check(&[&history], &Limits::default(), "clinic|Patient/p 1.2|M1");
}
