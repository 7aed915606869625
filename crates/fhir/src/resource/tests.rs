//! Tests of `resource`.

use super::*;

fn of(json: &str) -> Resource<'_> {
    Resource::of(json).unwrap()
}

#[test]
fn encounters_of_r4_and_r5() {
    let r4 = of(
        r#"{"resourceType":"Encounter","class":{"code":"IMP"},"period":{"start":"2026"},
        "hospitalization":{"dischargeDisposition":{"text":"home"}},"diagnosis":[{"condition":{"reference":"Condition/1"},"rank":1}],
        "participant":[{"individual":{"reference":"Practitioner/1"}}]}"#,
    );
    let r5 = of(
        r#"{"resourceType":"Encounter","class":[{"coding":[{"code":"IMP"}]}],"actualPeriod":{"start":"2026"},
        "admission":{"dischargeDisposition":{"text":"home"}},"diagnosis":[{"condition":[{"reference":{"reference":"Condition/1"}}]}],
        "participant":[{"actor":{"reference":"Practitioner/1"}}]}"#,
    );
    for resource in [r4, r5] {
        let it: Encounter<'_> = resource.read().unwrap();
        let code = it.class[0].codings().next().unwrap().code.as_deref();
        assert_eq!(code, Some("IMP"));
        assert!(it.period.or(it.actual_period).unwrap().start.is_some());
        let stay = it.hospitalization.or(it.admission).unwrap();
        assert_eq!(
            stay.discharge_disposition.unwrap().text.as_deref(),
            Some("home")
        );
        let condition = it.diagnosis[0].condition[0].reference.as_ref().unwrap();
        assert_eq!(condition.reference.as_deref(), Some("Condition/1"));
        let who = &it.participant[0];
        assert!(who.individual.is_some() || who.actor.is_some());
    }
}

#[test]
fn faults_tell_the_place_and_nothing_else() {
    let text = "{\"resourceType\":\"Patient\",\n\"name\":\"Jane Doe\"}";
    let fault = of(text).read::<Patient<'_>>().unwrap_err();
    assert_eq!(
        (fault.code, fault.kind, fault.line),
        ("value", "Patient", 2)
    );
    let shown = format!("{fault} {fault:?}");
    assert!(shown.starts_with("Patient, line 2, column "), "{shown}");
    assert!(!shown.contains("Doe"), "{shown}");
    let cut = Resource::of("{\"resourceType\":\"Patient\",\"id\":").unwrap();
    assert_eq!(cut.read::<Patient<'_>>().unwrap_err().code, "structure");
    let lone = of(r#"{"resourceType":"Patient","gender":"\ud800"}"#);
    assert_eq!(lone.read::<Patient<'_>>().unwrap_err().code, "structure");
}

#[test]
fn data_of_attachments_is_not_built() {
    let text = r#"{"resourceType":"DocumentReference","content":[{"attachment":{"url":"u","size":3,"data":"AAAA"}}]}"#;
    let it: DocumentReference<'_> = of(text).read().unwrap();
    let attachment = it.content[0].attachment.as_ref().unwrap();
    assert_eq!(attachment.url.as_deref(), Some("u"));
    assert_eq!(attachment.size.unwrap().as_u64(), Some(3));
}
