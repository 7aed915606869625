//! Tests of `segment`.

use super::*;
use crate::gathering::Gathering;

fn check(text: &str, test: impl FnOnce(Segment<'_>)) {
    let mut gathering = Gathering::new(1_000);
    gathering.start(text.as_bytes(), Delimiters::default(), Position::default());
    test(gathering.single(text.as_bytes()));
}

#[test]
fn fields_count_from_one() {
    check("PID|1||4711||", |segment| {
        assert_eq!(segment.id(), b"PID");
        let fields: Vec<_> = segment.fields().map(|it| it.as_bytes()).collect();
        assert_eq!(fields, [&b"1"[..], b"", b"4711", b"", b""]);
        assert_eq!(segment.field_count(), 5);
        for missing in [0, 6, 99, usize::MAX] {
            assert_eq!(segment.field(missing).as_bytes(), b"");
        }
        assert_eq!(segment.as_bytes(), b"PID|1||4711||");
    });
    check("PID", |segment| {
        assert_eq!((segment.id(), segment.field_count()), (&b"PID"[..], 0));
        assert_eq!(segment.field(1).as_bytes(), b"");
    });
}

#[test]
fn the_separator_is_the_first_field_of_a_header() {
    for id in ["MSH", "FHS", "BHS"] {
        check(&format!("{id}|^~\\&|APP^1~APP^2|B"), |segment| {
            assert_eq!(segment.field_count(), 4);
            assert_eq!(segment.field(1).as_bytes(), b"|");
            assert_eq!(segment.field(2).as_bytes(), b"^~\\&");
            assert_eq!(segment.field(2).first().as_bytes(), b"^~\\&");
            assert_eq!(segment.field(2).component(1).as_bytes(), b"^~\\&");
            assert_eq!(segment.field(2).repetitions().count(), 1);
            assert_eq!(segment.field(3).component(2).as_bytes(), b"1");
            assert_eq!(segment.field(4).as_bytes(), b"B");
            assert_eq!(segment.field(5).as_bytes(), b"");
        });
    }
    check("BTS|1", |segment| {
        assert_eq!(segment.field(1).as_bytes(), b"1");
    });
    check("MSH|", |segment| {
        assert_eq!(segment.field(1).as_bytes(), b"|");
        assert_eq!(segment.field(2).as_bytes(), b"");
        assert_eq!(segment.field_count(), 2);
    });
}

#[test]
fn a_typed_segment_is_that_segment() {
    check(
        "FT1|1|T7||20260301|20260302|CG|99213|||2|100.5&USD^UP",
        |segment| {
            assert!(Pid::try_from_segment(segment).is_none());
            let ft1 = Ft1::try_from_segment(segment).unwrap();
            assert_eq!(ft1.transaction_id().as_bytes(), b"T7");
            assert_eq!(ft1.transaction_date().start().as_bytes(), b"20260301");
            assert_eq!(ft1.transaction_code().code().as_bytes(), b"99213");
            assert_eq!(ft1.extended_amount().price().amount().as_bytes(), b"100.5");
            assert_eq!(ft1.extended_amount().price().currency().as_bytes(), b"USD");
            assert_eq!(ft1.extended_amount().price_type().as_bytes(), b"UP");
            assert!(!ft1.unit_amount().is_present());
            assert_eq!(ft1.modifiers().count(), 0);
        },
    );
}

#[test]
fn the_kinds_of_accessors() {
    check("NTE|1&x^y~2|L|one^a~two", |segment| {
        let nte = Nte::try_from_segment(segment).unwrap();
        assert_eq!(nte.set_id().as_bytes(), b"1");
        assert_eq!(nte.comment().decode(), "one^a~two");
        let lines: Vec<_> = nte.comments().map(|it| it.text().decode()).collect();
        assert_eq!(lines, ["one^a", "two"]);
    });
    check("DG1|1||E11.9^DM^I10~E10^^I10", |segment| {
        let dg1 = Dg1::try_from_segment(segment).unwrap();
        assert_eq!(dg1.diagnosis().code().as_bytes(), b"E11.9");
        assert_eq!(dg1.diagnosis().system().as_bytes(), b"I10");
    });
}

#[test]
fn positions_of_accessors_are_those_of_their_names() {
    // Each field says its own number, so that a slip in a table shows.
    let numbered = |id: &str| {
        let fields: Vec<_> = (1..=80).map(|number| number.to_string()).collect();
        format!("{id}|{}", fields.join("|"))
    };
    check(&numbered("PV1"), |segment| {
        let pv1 = Pv1::try_from_segment(segment).unwrap();
        assert_eq!(pv1.patient_class().as_bytes(), b"2");
        assert_eq!(pv1.attending().next().unwrap().id().as_bytes(), b"7");
        assert_eq!(pv1.admit_source().as_bytes(), b"14");
        assert_eq!(pv1.visit_number().id().as_bytes(), b"19");
        assert_eq!(pv1.discharge_disposition().as_bytes(), b"36");
        assert_eq!(pv1.admitted().as_bytes(), b"44");
        assert_eq!(
            pv1.alternate_visit_ids().next().unwrap().id().as_bytes(),
            b"50"
        );
    });
    check(&numbered("OBR"), |segment| {
        let obr = Obr::try_from_segment(segment).unwrap();
        assert_eq!(obr.status_changed().as_bytes(), b"22");
        assert_eq!(obr.result_status().as_bytes(), b"25");
        assert_eq!(obr.procedure().code().as_bytes(), b"44");
    });
    check(&numbered("IN2"), |segment| {
        let in2 = In2::try_from_segment(segment).unwrap();
        assert_eq!(in2.member_numbers().next().unwrap().id().as_bytes(), b"61");
    });
    check(&numbered("RXA"), |segment| {
        let rxa = Rxa::try_from_segment(segment).unwrap();
        assert_eq!(rxa.lot_numbers().next().unwrap().as_bytes(), b"15");
        assert_eq!(rxa.completion_status().as_bytes(), b"20");
    });
    // Of a header the first field is the separator.
    check(
        "MSH|^~\\&|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18",
        |segment| {
            let msh = Msh::try_from_segment(segment).unwrap();
            assert_eq!(msh.sending_application().namespace_id().as_bytes(), b"3");
            assert_eq!(msh.control_id().as_bytes(), b"10");
            assert_eq!(msh.version().as_bytes(), b"12");
            assert_eq!(msh.character_sets().next().unwrap().as_bytes(), b"18");
        },
    );
}

#[test]
fn content_is_not_shown() {
    check("PID|1||DOE", |segment| {
        let pid = Pid::try_from_segment(segment).unwrap();
        assert_eq!(format!("{segment:?}"), "Segment(PID at record 0)");
        assert_eq!(format!("{pid:?}"), "Pid(Segment(PID at record 0))");
    });
    check("LEE|DOE", |segment| {
        assert_eq!(format!("{segment:?}"), "Segment(unknown at record 0)");
    });
}
