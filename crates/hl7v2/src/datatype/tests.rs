//! Tests of `datatype`.

use super::*;
use crate::Field;
use crate::text::Coding;

fn check(bytes: &str, test: impl FnOnce(Part<'_>)) {
    let coding = Coding::default();
    test(Field::new(bytes.as_bytes(), true, &coding).first().0);
}

fn text(value: Text<'_>) -> String {
    value.decode().into_owned()
}

#[test]
fn a_datatype_is_read_by_components_and_by_subcomponents() {
    check("4711^1^M11^GOOD&1.2.3&ISO^MR~X", |part| {
        let cx = Cx::of(part);
        assert_eq!(text(cx.id()), "4711");
        assert_eq!(text(cx.type_code()), "MR");
        assert_eq!(text(cx.assigning_authority().namespace_id()), "GOOD");
        assert_eq!(text(cx.assigning_authority().universal_id()), "1.2.3");
        assert_eq!(text(cx.assigning_authority().universal_id_type()), "ISO");
    });
    check("GOOD^1.2.3^ISO", |part| {
        assert_eq!(text(Hd::of(part).universal_id()), "1.2.3");
    });
}

#[test]
fn older_and_newer_forms_fit_by_position() {
    check("4711", |part| assert_eq!(text(Cx::of(part).id()), "4711"));
    check("DOE&VON&DOE^ANN^B", |part| {
        let name = Xpn::of(part);
        assert_eq!(
            (text(name.family()), text(name.given())),
            ("DOE".into(), "ANN".into())
        );
    });
    check("1 MAIN&MAIN&1^^CITY", |part| {
        assert_eq!(text(Xad::of(part).street()), "1 MAIN");
    });
    check("(555)123-4567", |part| {
        assert_eq!(text(Xtn::of(part).number()), "(555)123-4567");
    });
    check("^PRN^PH^^1^555^1234567", |part| {
        let phone = Xtn::of(part);
        assert_eq!(
            (text(phone.area_code()), text(phone.local_number())),
            ("555".into(), "1234567".into())
        );
    });
    check("100", |part| {
        assert_eq!(text(Cp::of(part).price().amount()), "100")
    });
    check("Smith & Sons^L^7", |part| {
        assert_eq!(text(Xon::of(part).name()), "Smith & Sons");
    });
    check("7&DOE&ANN^20260301", |part| {
        let reader = Ndl::of(part);
        assert_eq!(text(reader.name().family()), "DOE");
        assert_eq!(reader.start().as_bytes(), b"20260301");
    });
}

#[test]
fn absent_and_null() {
    check("\"\"", |part| {
        let code = Cwe::of(part);
        assert_eq!(code.state(), State::Null);
        assert_eq!(code.code().state(), State::Null);
        assert_eq!(code.text().state(), State::Absent);
        assert!(!code.is_present());
    });
    check("DOE^\"\"", |part| {
        assert_eq!(Xpn::of(part).given().state(), State::Null);
        assert_eq!(format!("{:?}", Xpn::of(part)), "Xpn(present)");
    });
    check("20260301", |part| {
        let moment = Dtm::of(part).read();
        assert_eq!(
            format!("{:?} {moment:?}", Dtm::of(part)),
            "Dtm(present) Ok(Some(Moment(Day)))"
        );
    });
}

fn time(sent: &str) -> String {
    let mut read = String::new();
    check(sent, |part| {
        read = match Dtm::of(part).read() {
            Ok(None) => "nothing".to_owned(),
            Err(malformed) => malformed.to_string(),
            Ok(Some(moment)) => {
                let parts = [
                    moment.month,
                    moment.day,
                    moment.hour,
                    moment.minute,
                    moment.second,
                ];
                let parts: Vec<_> = parts.iter().flatten().map(i8::to_string).collect();
                let (micros, offset) = (moment.micros, moment.offset);
                let rest = [micros, offset.map(i32::from)];
                let rest: Vec<_> = rest.iter().flatten().map(i32::to_string).collect();
                let precision = moment.precision();
                format!(
                    "{}-{} {} {precision:?}",
                    moment.year,
                    parts.join("-"),
                    rest.join(" ")
                )
            }
        };
    });
    read
}

#[test]
fn points_in_time() {
    assert_eq!(time("2026"), "2026-  Year");
    assert_eq!(time("202603"), "2026-3  Month");
    assert_eq!(time("20240229"), "2024-2-29  Day");
    assert_eq!(time("2026030107"), "2026-3-1-7  Hour");
    assert_eq!(time("202603010730"), "2026-3-1-7-30  Minute");
    assert_eq!(time(" 20260301073059 "), "2026-3-1-7-30-59  Second");
    assert_eq!(time("20260301073059.1"), "2026-3-1-7-30-59 100000 Fraction");
    assert_eq!(
        time("20260301073059.1234567-0530"),
        "2026-3-1-7-30-59 123456 -330 Fraction"
    );
    assert_eq!(time("202603010730+0000"), "2026-3-1-7-30 0 Minute");
    assert_eq!(time("20260301^D"), "2026-3-1  Day");
    for nothing in ["", "\"\"", "  "] {
        assert_eq!(time(nothing), "nothing");
    }
}

#[test]
fn what_is_no_point_in_time() {
    let lengths = "expected 4, 6, 8, 10, 12 or 14 digits, but found ";
    assert_eq!(time("20263"), format!("{lengths}5"));
    assert_eq!(time("202603010730591"), format!("{lengths}15"));
    assert_eq!(time("+0500"), format!("{lengths}0"));
    for year in ["0000", "00000000"] {
        assert_eq!(time(year), "expected a year, but found 0");
    }
    assert_eq!(
        time("202613"),
        "expected a month from 1 to 12, but found another number"
    );
    assert_eq!(
        time("20260229"),
        "expected a day of the month, but found another number"
    );
    assert_eq!(
        time("19000229"),
        "expected a day of the month, but found another number"
    );
    assert_eq!(
        time("20260300"),
        "expected a day of the month, but found another number"
    );
    assert_eq!(
        time("2026030124"),
        "expected an hour up to 23, but found another number"
    );
    assert_eq!(
        time("202603010760"),
        "expected a minute up to 59, but found another number"
    );
    assert_eq!(
        time("20260301073060"),
        "expected a second up to 59, but found another number"
    );
    for other in ["03/01/2026", "JAN", "2026030107:30", "2026é"] {
        assert_eq!(time(other), "expected digits, but found another character");
    }
    for fraction in ["20260301.5", "20260301073059.", "20260301073059.x"] {
        assert_eq!(
            time(fraction),
            "expected a fraction of a second, but found another one"
        );
    }
    for offset in [
        "20260301+5",
        "202603010730-05000",
        "2026-03-01",
        "202603010730+0060",
        "202603010730+1500",
    ] {
        assert_eq!(
            time(offset),
            "expected an offset of four digits, but found another one"
        );
    }
}
