//! Tests of `xml`.

use crate::event::Event;
use crate::resource::{Claim, Patient};
use crate::{Limits, Reader};

/// What is told, with the JSON that resources become.
fn told(input: &str) -> String {
    told_within(input.as_bytes(), Limits::default())
}

fn told_within(input: &[u8], limits: Limits) -> String {
    let mut reader = Reader::new(input, limits);
    let mut lines = Vec::new();
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => return lines.join("\n"),
            Err(error) => return format!("error: {error}"),
        };
        let p = event.position();
        lines.push(match event {
            Event::Entry(entry) => {
                let json = entry.resource.map_or("none", |it| it.json());
                let parts = [
                    entry.full_url.as_deref(),
                    entry.method,
                    entry.url.as_deref(),
                ];
                let parts: Vec<&str> = parts.into_iter().flatten().collect();
                format!("{}.{} {json} {}", p.bundle, p.entry, parts.join(" "))
            }
            Event::BundleStart(it) => format!("Bundle {} {}", it.kind, it.id),
            Event::BundleEnd(it) => format!("end {} {} {}", it.kind, it.entries, it.trailer),
            Event::Damaged(it) => format!("{:?} {}", it.damage, it.kind),
            Event::Noise(it) => format!("noise {}", it.records),
            Event::Defect(it) => format!("! {it}"),
        });
    }
}

fn resource(inner: &str) -> String {
    format!(r#"<Patient xmlns="http://hl7.org/fhir">{inner}</Patient>"#)
}

#[test]
fn a_resource_becomes_json() {
    for (xml, json) in [
        (
            r#"<id value="p"/><active value="true"/>"#,
            r#""id":"p","active":"true""#,
        ),
        (
            r#"<name><given value="a"/><given value="&quot;&#65;&lt;"/><family value="x"/></name><name><text value="y"/></name>"#,
            r#""name":[{"given":["a","\"A<"],"family":"x"},{"text":"y"}]"#,
        ),
        (
            r#"<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>a &amp; b</p></div></text><id value="p"/>"#,
            r#""text":{"status":"generated"},"id":"p""#,
        ),
        (
            r#"<extension url="u"><valueString value="v"/></extension><birthDate value="2000"><extension url="w"><valueTime value="1"/></extension></birthDate>"#,
            r#""extension":{"url":"u","valueString":"v"},"birthDate":"2000""#,
        ),
        (
            r#"<contained><Organization><id value="o"/></Organization></contained><contained><Location><id value="l"/></Location></contained>"#,
            r#""contained":[{"resourceType":"Organization","id":"o"},{"resourceType":"Location","id":"l"}]"#,
        ),
    ] {
        let told = told(&resource(xml));
        assert!(
            told.contains(&format!(r#"{{"resourceType":"Patient",{json}}}"#)),
            "{told}"
        );
    }
    let prefixed = r#"<?xml version="1.0"?><f:Patient xmlns:f="http://hl7.org/fhir"><f:id value="p"/></f:Patient>"#;
    assert_eq!(
        told(prefixed),
        r#"0.0 {"resourceType":"Patient","id":"p"} "#
    );
}

#[test]
fn the_rewritten_is_read() {
    let xml = r#"<Claim xmlns="http://hl7.org/fhir"><id value="c"/><item><sequence value="1"/><diagnosisSequence value="2"/>
        <net><value value="12.50"/><currency value="USD"/></net></item></Claim>"#;
    let mut reader = Reader::new(xml.as_bytes(), Limits::default());
    let Some(Event::Entry(entry)) = reader.next_event().unwrap() else {
        panic!("a claim");
    };
    let claim: Claim<'_> = entry.resource.unwrap().read().unwrap();
    let item = &claim.item[0];
    assert_eq!(item.net.as_ref().unwrap().value.unwrap().as_str(), "12.50");
    assert_eq!(
        item.diagnosis_sequence.iter().next().unwrap().as_u64(),
        Some(2)
    );
    let unsaid = resource(r#"<birthDate><extension url="absent"/></birthDate>"#);
    let mut reader = Reader::new(unsaid.as_bytes(), Limits::default());
    let Some(Event::Entry(entry)) = reader.next_event().unwrap() else {
        panic!("a patient");
    };
    let patient: Patient<'_> = entry.resource.unwrap().read().unwrap();
    assert_eq!(patient.birth_date.unwrap().as_str(), "");
}

fn bundle(entries: &str) -> String {
    format!(
        r#"<Bundle xmlns="http://hl7.org/fhir"><id value="b"/><type value="history"/>{entries}</Bundle>"#
    )
}

#[test]
fn bundles() {
    let inner = bundle(r#"<entry><resource><Patient><id value="q"/></Patient></resource></entry>"#);
    let text = bundle(&format!(
        r#"<link><url value="x"/></link>
        <entry><fullUrl value="u"/><resource><Patient><id value="p"/></Patient></resource></entry>
        <entry><request><method value="DELETE"/><url value="Patient/9"/></request></entry>
        <entry><resource>{inner}</resource></entry>"#
    ));
    let expected = r#"Bundle history b
1.1 {"resourceType":"Patient","id":"p"} u
1.2 none DELETE Patient/9
Bundle history b
2.1 {"resourceType":"Patient","id":"q"} 
end history 1 true
end history 3 true"#;
    assert_eq!(told(&text), expected);
}

#[test]
fn what_was_cut_tells_what_it_has() {
    let entry = r#"<entry><resource><Patient><id value="p"/></Patient></resource></entry>"#;
    let whole = bundle(&format!("{entry}{entry}"));
    let cut = whole.get(..whole.len() - 40).unwrap();
    let expected = "Bundle history b
1.1 {\"resourceType\":\"Patient\",\"id\":\"p\"} 
Cut Patient
! record 1, byte 0: expected the end of the Bundle or array, but found the end of the stream
end history 2 false";
    assert_eq!(told(cut), expected);
    let broken = whole.replacen("</Patient>", "</Person>", 1);
    assert!(
        told(&broken).contains("Broken Patient"),
        "{}",
        told(&broken)
    );
}

#[test]
fn bombs() {
    let entities = r#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><Patient xmlns="http://hl7.org/fhir"><id value="&c;"/></Patient>"#;
    assert!(told(entities).contains("found a document type"));
    assert!(told(&resource(r#"<id value="&c;"/>"#)).contains("Broken"));
    let deep = resource(&format!(
        "{}{}",
        "<a>".repeat(20_000),
        "</a>".repeat(20_000)
    ));
    assert_eq!(told(&deep), "TooDeep Patient");
    let limits = Limits {
        resource_bytes: 1_000,
        ..Limits::default()
    };
    let long = resource(&r#"<a value="b"/>"#.repeat(1_000));
    assert_eq!(told_within(long.as_bytes(), limits), "TooLong Patient");
    let long = resource(&format!(r#"<a value="{}"/>"#, "b".repeat(1_000_000)));
    assert_eq!(told_within(long.as_bytes(), limits), "TooLong Patient");
}
