//! Tests of `segment`.

use super::*;

fn check(text: &str, test: impl FnOnce(Segment<'_>)) {
    let bytes = text.as_bytes();
    let mut ends: Vec<u32> = memchr::memchr_iter(b'*', bytes)
        .map(|at| u32::try_from(at).unwrap())
        .collect();
    ends.push(u32::try_from(bytes.len()).unwrap());
    test(Segment::new(
        bytes,
        0,
        &ends,
        Delimiters::default(),
        Position::default(),
    ));
}

#[test]
fn elements_count_from_one() {
    check("REF*EA* 123 **", |segment| {
        assert_eq!(segment.id(), b"REF");
        assert_eq!(segment.element(0), b"");
        assert_eq!(segment.element(1), b"EA");
        assert_eq!(segment.element(2), b"123");
        assert_eq!(segment.raw_element(2), b" 123 ");
        assert_eq!(segment.element(3), b"");
        assert_eq!(segment.element(99), b"");
        assert_eq!(segment.element_count(), 4);
        assert_eq!(segment.elements().count(), 4);
    });
    check("CLP", |segment| {
        assert_eq!((segment.id(), segment.element_count()), (&b"CLP"[..], 0));
        assert_eq!(segment.element(1), b"");
    });
}

#[test]
fn components_and_repetitions_count_from_one() {
    check("SVC*HC: 99213 :25^NU:0300*:A", |segment| {
        assert_eq!(segment.component(1, 1), b"HC");
        assert_eq!(segment.component(1, 2), b"99213");
        assert_eq!(segment.component(1, 3), b"25");
        assert_eq!(segment.component(1, 4), b"");
        assert_eq!(segment.component(1, 0), b"");
        let seconds: Vec<_> = segment.repetitions(1).map(|it| it.component(2)).collect();
        assert_eq!(seconds, [&b"99213"[..], b"0300"]);
        assert_eq!(segment.component(2, 1), b"");
        assert_eq!(segment.component(2, 2), b"A");
        assert_eq!(segment.repetitions(3).count(), 0);
        assert!(segment.composite(3).is_empty());
    });
}

#[test]
fn content_is_not_shown() {
    check("NM1*QC*1*DOE*JANE", |segment| {
        let nm1 = Nm1::try_from_segment(segment).unwrap();
        assert_eq!(format!("{segment:?}"), "Segment(NM1 at record 0)");
        assert_eq!(format!("{nm1:?}"), "Nm1(Segment(NM1 at record 0))");
        assert_eq!(
            format!("{:?}", segment.composite(1)),
            "Composite(1 components)"
        );
    });
    check("JANE DOE*1", |segment| {
        assert_eq!(format!("{segment:?}"), "Segment(? at record 0)");
    });
}

#[test]
fn a_typed_segment_is_that_segment() {
    check("CLP*A*1*100", |segment| {
        assert!(Svc::try_from_segment(segment).is_none());
        let clp = Clp::try_from_segment(segment).unwrap();
        assert_eq!(
            (clp.patient_control_number(), clp.paid_amount()),
            (&b"A"[..], &b""[..])
        );
    });
}

#[test]
fn triplets_keep_their_number() {
    check("CAS*CO*45*10*1****97*5", |segment| {
        let cas = Cas::try_from_segment(segment).unwrap();
        let seen: Vec<_> = cas
            .triplets()
            .map(|t| (t.ordinal, t.reason, t.amount))
            .collect();
        assert_eq!(seen, [(1, &b"45"[..], &b"10"[..]), (3, b"97", b"5")]);
        assert_eq!(cas.triplets().last().unwrap().first_element(), 8);
        assert_eq!(cas.surplus(), 0);
    });
    check("CAS*CO*1*1*1*2*1*1*3*1*1*4*1*1*5*1*1*6*1*1*7", |segment| {
        let cas = Cas::try_from_segment(segment).unwrap();
        assert_eq!(
            cas.triplets().last().map(|t| (t.ordinal, t.quantity)),
            Some((6, &b"1"[..]))
        );
        assert_eq!(cas.surplus(), 1);
    });
}

#[test]
fn pairs_of_plb() {
    check("PLB*123*20261231*WO:ABC*10**20*72*-5", |segment| {
        let plb = Plb::try_from_segment(segment).unwrap();
        let seen: Vec<_> = plb
            .adjustments()
            .map(|p| (p.ordinal, p.reason_code, p.reference_id, p.amount))
            .collect();
        let first: (u8, &[u8], &[u8], &[u8]) = (1, b"WO", b"ABC", b"10");
        assert_eq!(seen, [first, (2, b"", b"", b"20"), (3, b"72", b"", b"-5")]);
    });
}

#[test]
fn values_of_hi_procedures_and_contacts() {
    check("HI*ABK:A01**BE:80:D8:20260101:12.5:3:::Y", |segment| {
        let hi = Hi::try_from_segment(segment).unwrap();
        let last = hi.values().last().unwrap();
        assert_eq!(hi.values().count(), 2);
        assert_eq!(
            (last.ordinal, last.qualifier(), last.code()),
            (3, &b"BE"[..], &b"80"[..])
        );
        assert_eq!(
            (last.date(), last.amount(), last.quantity()),
            (&b"20260101"[..], &b"12.5"[..], &b"3"[..])
        );
        assert_eq!(last.present_on_admission(), b"Y");
    });
    check("SV1*HC:99213:25:59:::OFFICE*100*UN*1***1:2:", |segment| {
        let sv1 = Sv1::try_from_segment(segment).unwrap();
        assert_eq!(
            (sv1.procedure().modifier(1), sv1.procedure().modifier(2)),
            (&b"25"[..], &b"59"[..])
        );
        assert_eq!(
            (sv1.procedure().modifier(0), sv1.procedure().modifier(5)),
            (&b""[..], &b""[..])
        );
        assert_eq!(sv1.procedure().description(), b"OFFICE");
        assert_eq!(sv1.diagnosis_pointers().collect::<Vec<_>>(), [b"1", b"2"]);
    });
    check("PER*IC*HELP*TE*5551234*EM*A@B", |segment| {
        let per = Per::try_from_segment(segment).unwrap();
        let seen: Vec<_> = per.contacts().map(|c| (c.qualifier, c.number)).collect();
        assert_eq!(seen, [(&b"TE"[..], &b"5551234"[..]), (b"EM", b"A@B")]);
    });
}

#[test]
fn only_what_says_something_is_too_much() {
    check(&format!("CAS*PR*1*20{}", "*".repeat(30)), |segment| {
        assert_eq!(Cas::try_from_segment(segment).unwrap().surplus(), 0);
    });
    check(&format!("CAS*PR*1*20{}96*5", "*".repeat(17)), |segment| {
        assert_eq!(Cas::try_from_segment(segment).unwrap().surplus(), 2);
    });
    check(&format!("PLB*1*2{}*", "*WO:A*1".repeat(6)), |segment| {
        assert_eq!(Plb::try_from_segment(segment).unwrap().surplus(), 0);
    });
    check(&format!("PLB*1*2{}", "*WO:A*1".repeat(7)), |segment| {
        let plb = Plb::try_from_segment(segment).unwrap();
        assert_eq!((plb.surplus(), plb.adjustments().count()), (2, 6));
    });
    check(&format!("HI{}", "*BK:1".repeat(13)), |segment| {
        assert_eq!(Hi::try_from_segment(segment).unwrap().surplus(), 1);
    });
}

#[test]
fn segment_ids() {
    for good in ["ST", "N1", "CLP", "K3", "SV1"] {
        assert!(is_segment_id(good.as_bytes()), "{good}");
    }
    for bad in ["", "S", "CLPX", "1N", "clp", "N 1", "\u{e9}"] {
        assert!(!is_segment_id(bad.as_bytes()), "{bad}");
    }
}
