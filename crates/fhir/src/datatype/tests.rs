//! Tests of `datatype`.

use super::*;

fn read<'a, T: serde::Deserialize<'a>>(json: &'a str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

#[test]
fn lists_are_one_or_many() {
    for (json, expected) in [
        (r#"["a","b"]"#, &["a", "b"][..]),
        (r#""a""#, &["a"]),
        (r#"[null,"a"]"#, &["a"]),
        ("null", &[]),
        ("[]", &[]),
    ] {
        let list: List<Text<'_>> = read(json);
        let texts: Vec<&str> = list.iter().map(|it| &**it).collect();
        assert_eq!(texts, expected, "{json}");
    }
    let names: List<HumanName<'_>> = read(r#"{"family":"x","given":"y"}"#);
    assert_eq!(names[0].given[0].as_str(), "y");
}

#[test]
fn numbers_keep_their_text() {
    for (json, expected) in [
        ("1.50", "1.50"),
        (r#""1.50""#, "1.50"),
        ("-3e2", "-3e2"),
        ("12345678901234567890.10", "12345678901234567890.10"),
    ] {
        let text = format!(r#"{{"value":{json}}}"#);
        let money: Money<'_> = read(&text);
        assert_eq!(money.value.unwrap().as_str(), expected);
    }
    assert!(serde_json::from_str::<Decimal<'_>>(r#""x""#).is_err());
    for json in ["[1,2]", r#"["1", "2"]"#, "[ 1 ,2]"] {
        let numbers: Decimals<'_> = read(json);
        assert_eq!(
            numbers
                .iter()
                .filter_map(|it| it.as_u64())
                .collect::<Vec<_>>(),
            [1, 2]
        );
    }
    assert_eq!(read::<Decimals<'_>>("7").iter().count(), 1);
}

#[test]
fn flags_and_texts_of_other_forms() {
    for json in ["true", r#""true""#] {
        assert!(read::<Flag>(json).is_true());
    }
    assert_eq!(read::<Flag>(r#"{"extension":[]}"#).get(), None);
    assert!(serde_json::from_str::<Flag>(r#""yes""#).is_err());
    assert_eq!(read::<Text<'_>>("17").as_str(), "17");
    assert_eq!(read::<Text<'_>>(r#""a\"b""#).as_str(), "a\"b");
    assert_eq!(read::<Text<'_>>(r#"{"extension":[]}"#).as_str(), "");
}

#[test]
fn concepts_of_r4_and_r5() {
    for json in [
        r#"{"coding":[{"code":"AMB"}]}"#,
        r#"{"code":"AMB","system":"s"}"#,
        r#""AMB""#,
    ] {
        let concept: CodeableConcept<'_> = read(json);
        let codes: Vec<_> = concept
            .codings()
            .filter_map(|it| it.code.as_deref())
            .collect();
        assert_eq!(codes, ["AMB"], "{json}");
    }
    for json in [
        r#"{"reference":"Condition/1"}"#,
        r#"{"reference":{"reference":"Condition/1"}}"#,
    ] {
        let it: CodeableReference<'_> = read(json);
        assert_eq!(
            it.reference.unwrap().reference.as_deref(),
            Some("Condition/1")
        );
    }
    for json in [r#"{"text":"x"}"#, r#"{"concept":{"text":"x"}}"#] {
        let it: CodeableReference<'_> = read(json);
        assert_eq!(it.concept.unwrap().text.as_deref(), Some("x"));
    }
    let id: Identifier<'_> = read(r#""W1""#);
    assert_eq!(id.value.as_deref(), Some("W1"));
}

#[test]
fn extensions_are_read_when_asked() {
    let json = r#"[{"url":"a","valueDecimal":1.10},{"url":"b","extension":[{"url":"c","valueCode":"x"}]}]"#;
    let all: Extensions<'_> = read(json);
    assert_eq!(
        all.find("a").unwrap().value_decimal.unwrap().as_str(),
        "1.10"
    );
    let inner = all.find("b").unwrap().extension.find("c").unwrap();
    assert_eq!(inner.value_code.as_deref(), Some("x"));
    assert!(all.find("d").is_none() && !all.is_empty());
}

#[test]
fn contained_resources_are_found_by_id() {
    let json = r##"[{"resourceType":"Organization","id":"o","name":"}{"},{"id":"#p","resourceType":"Patient"}]"##;
    let all: Contained<'_> = read(json);
    assert_eq!(all.find("o").unwrap().kind(), "Organization");
    assert_eq!(all.find("p").unwrap().kind(), "Patient");
    assert!(all.find("q").is_none());
    let one: Contained<'_> = read(r#"{"resourceType":"Patient","id":"p"}"#);
    assert_eq!(one.resources().count(), 1);
}

#[test]
fn dates() {
    let parts = |text: &str| read::<FhirDateTime<'_>>(&format!("\"{text}\"")).parts();
    let shown = |text: &str| {
        let p = parts(text).unwrap();
        format!(
            "{} {:?} {:?} {:?} {} {} {} {:?} {:?}",
            p.year, p.month, p.day, p.hour, p.minute, p.second, p.micros, p.offset, p.precision
        )
    };
    for (text, expected) in [
        ("2026", "2026 None None None 0 0 0 None Year"),
        ("2026-02", "2026 Some(2) None None 0 0 0 None Month"),
        ("2024-02-29", "2024 Some(2) Some(29) None 0 0 0 None Day"),
        (
            "2026-03-01T08:05Z",
            "2026 Some(3) Some(1) Some(8) 5 0 0 Some(0) Minute",
        ),
        (
            "2026-03-01T08:05:09-05:30",
            "2026 Some(3) Some(1) Some(8) 5 9 0 Some(-330) Second",
        ),
        (
            "2026-03-01T08:05:60.1234567+14:00",
            "2026 Some(3) Some(1) Some(8) 5 60 123456 Some(840) Fraction",
        ),
        (
            "2026-03-01 08:05:09",
            "2026 Some(3) Some(1) Some(8) 5 9 0 None Second",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    for (text, expected) in [
        ("", DateTimeError::Empty),
        ("26-01-01", DateTimeError::Form),
        ("20260101", DateTimeError::Form),
        ("2026-1-1", DateTimeError::Form),
        ("2026-01-01T", DateTimeError::Form),
        ("2026-01T10:00", DateTimeError::Form),
        ("2026-01-01T10:00:00.Z", DateTimeError::Form),
        ("2026-01-01T10:00:00+0500", DateTimeError::Form),
        ("2026-01-01T10:00:00Zed", DateTimeError::Form),
        ("2026-02-29", DateTimeError::Range),
        ("0000-01-01", DateTimeError::Range),
        ("2026-13", DateTimeError::Range),
        ("2026-01-01T24:00:00", DateTimeError::Range),
        ("2026-01-01T10:00:00+15:00", DateTimeError::Range),
    ] {
        assert_eq!(parts(text), Err(expected), "{text}");
    }
}

#[test]
fn nothing_is_shown() {
    let name: HumanName<'_> = read(r#"{"family":"Doe","given":["Jane"]}"#);
    let money: Money<'_> = read(r#"{"value":431.20}"#);
    let shown = format!("{name:?} {money:?}");
    assert!(
        !shown.contains("Doe") && !shown.contains("Jane") && !shown.contains("431"),
        "{shown}"
    );
}
