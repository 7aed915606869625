//! Tests of `datatype`.

use super::*;
use crate::{Event, Limits, Reader};

/// Gives the statement `observation` with these children to a check.
fn with(children: &str, check: impl FnOnce(crate::entry::Statement<'_>)) {
    let input = format!(
        r#"<section xmlns="urn:hl7-org:v3" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x"><text><p ID="t1">Words of  the text</p></text><entry><observation>{children}</observation></entry></section>"#
    );
    let mut reader = Reader::new(input.as_bytes(), Limits::default());
    let mut check = Some(check);
    while let Some(event) = reader.next_event().unwrap() {
        if let Event::Entry(entry) = event {
            (check.take().unwrap())(entry.statement().unwrap());
        }
    }
    assert!(check.is_none(), "an entry came");
}

fn values(children: &str) -> Vec<String> {
    let mut found = vec![];
    with(children, |statement| {
        found = statement
            .values()
            .map(|value| format!("{:?}", value.text()))
            .collect();
    });
    found
}

fn time(text: &str) -> String {
    let Some(ts) = Ts::parse(text) else {
        return "none".to_owned();
    };
    let parts = [ts.month(), ts.day(), ts.hour(), ts.minute(), ts.second()];
    let parts: Vec<String> = parts.iter().flatten().map(ToString::to_string).collect();
    format!(
        "{} {} {:?} .{} {:?}",
        ts.year(),
        parts.join(" "),
        ts.precision(),
        ts.fraction(),
        ts.offset_minutes()
    )
}

#[test]
fn points_in_time() {
    for (text, says) in [
        ("2026", "2026  Year . None"),
        ("202602", "2026 2 Month . None"),
        ("20240229", "2024 2 29 Day . None"),
        ("2024022913", "2024 2 29 13 Hour . None"),
        ("202402291359-0500", "2024 2 29 13 59 Minute . Some(-300)"),
        ("20240229135960+05", "2024 2 29 13 59 60 Second . Some(300)"),
        (
            " 20240229135901.250+0545 ",
            "2024 2 29 13 59 1 Fraction .250 Some(345)",
        ),
    ] {
        assert_eq!(time(text), says, "{text}");
    }
    for text in [
        "",
        "20",
        "20231",
        "20230229",
        "20261301",
        "20260100",
        "2026010124",
        "00000101",
        "2026-01-01",
        "20260101120000.",
        "20260101120000.x",
        "20260101+1500",
        "20260101+5",
        "20260101+05000",
        "2026é1",
        "20260101120060.5.5",
        "+0500",
        "1٣٣٣",
    ] {
        assert_eq!(time(text), "none", "{text}");
    }
}

#[test]
fn values_by_their_type() {
    for (value, says) in [
        (
            r#"<value i:type="PQ" value="7.20" unit="%"/>"#,
            r#"Present("7.20")"#,
        ),
        (r#"<value i:type="PQ" value="high"/>"#, "Invalid"),
        (
            r#"<value i:type="PQ" nullFlavor="UNK"/>"#,
            r#"Null(NullFlavor("UNK"))"#,
        ),
        (r#"<value i:type="PQ" value=""/>"#, "Absent"),
        (r#"<value i:type="x:CD" code="C1"/>"#, r#"Present("C1")"#),
        (
            r#"<value i:type="CD" nullFlavor="Lee"/>"#,
            r#"Null(NullFlavor("NI"))"#,
        ),
        (r#"<value i:type="ST">a b</value>"#, r#"Present("a b")"#),
        (
            r##"<value i:type="ED"><reference value="#t1"/></value>"##,
            r#"Present("Words of the text")"#,
        ),
        (r#"<value i:type="ST"/>"#, "Absent"),
        (r#"<value i:type="INT" value="-4"/>"#, r#"Present("-4")"#),
        (r#"<value i:type="INT" value="4.5"/>"#, "Invalid"),
        (
            r#"<value i:type="REAL" value="1e-3"/>"#,
            r#"Present("1e-3")"#,
        ),
        (
            r#"<value i:type="MO" value="12.50" currency="USD"/>"#,
            r#"Present("12.50")"#,
        ),
        (r#"<value i:type="BL" value="0"/>"#, r#"Present("false")"#),
        (r#"<value i:type="BL" value="no"/>"#, "Invalid"),
        (
            r#"<value i:type="TS" value="202601"/>"#,
            r#"Present("202601")"#,
        ),
        (r#"<value i:type="TS" value="soon"/>"#, "Invalid"),
        (
            r#"<value i:type="II" root="1" extension="2"/>"#,
            r#"Present("2")"#,
        ),
        (
            r#"<value i:type="IVL_PQ"><low value="1"/></value>"#,
            "Absent",
        ),
        ("<value>12</value>", r#"Present("12")"#),
    ] {
        assert_eq!(values(value), [says], "{value}");
    }
    assert!(values("").is_empty());
}

#[test]
fn decimals_by_their_form() {
    let form = |text: &str| values(&format!(r#"<value i:type="REAL" value="{text}"/>"#)).remove(0);
    for good in ["0", "-1.5", "+2", ".5", "5.", "1E5", "1e+05"] {
        assert_eq!(form(good), format!("Present({good:?})"));
    }
    for bad in [
        ".", "-", "1,5", "1.2.3", "&lt;5", "1e", "e5", "NaN", "0x1", "--1",
    ] {
        assert_eq!(form(bad), "Invalid", "{bad}");
    }
}

#[test]
fn ranges() {
    with(
        r#"<effectiveTime><low value="20260101"/><high nullFlavor="UNK"/></effectiveTime>
           <value i:type="IVL_PQ"><low value="1" unit="mg"/><high value="2"/></value>"#,
        |statement| {
            let time = statement.effective_time().unwrap();
            assert_eq!(time.value(), Value::Absent);
            assert_eq!(time.start().present().unwrap().as_str(), "20260101");
            assert_eq!(time.end().null_flavor().unwrap().as_str(), "UNK");
            let Some(Any::IvlPq(range)) = statement.values().next() else {
                panic!("a range");
            };
            assert_eq!(range.low().unwrap().unit(), Some("mg"));
            assert_eq!(range.high().unwrap().value(), Value::Present("2"));
        },
    );
    with(
        r#"<effectiveTime value="2026"/><effectiveTime i:type="PIVL_TS" institutionSpecified="true"><period value="6" unit="h"/></effectiveTime>"#,
        |statement| {
            let kinds: Vec<_> = statement.effective_times().collect();
            assert!(matches!(
                kinds[..],
                [
                    crate::entry::EffectiveTime::Interval(_),
                    crate::entry::EffectiveTime::Periodic(_)
                ]
            ));
            let time = statement.effective_time().unwrap();
            assert_eq!(time.start().present().unwrap().year(), 2026);
            assert_eq!(time.end().present().unwrap().year(), 2026);
        },
    );
    with(
        r#"<effectiveTime><center value="2026"/><width value="1" unit="d"/></effectiveTime>"#,
        |it| {
            let time = it.effective_time().unwrap();
            assert_eq!(time.start().present().unwrap().year(), 2026);
            assert_eq!(time.end(), Value::Absent);
            assert_eq!(time.width().unwrap().unit(), Some("d"));
        },
    );
}

#[test]
fn codes() {
    with(
        r##"<code nullFlavor="OTH"><originalText>own <reference value="#t1"/></originalText><translation code="T" codeSystem="2" displayName="translated"/><translation nullFlavor="NI"/></code>"##,
        |statement| {
            let code = statement.code().unwrap();
            assert_eq!(code.code(), None);
            assert_eq!(code.null_flavor().unwrap().as_str(), "OTH");
            assert_eq!(code.words(), Some("own"));
            assert_eq!(code.codings().count(), 1);
            assert_eq!(code.code_of("2"), Some("T"));
            assert_eq!(code.code_of("1"), None);
        },
    );
}
