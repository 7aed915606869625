//! What goes back for files that are wrong in one way each.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test says what it expects by failing"
)]

use ack::{Interchange, Receiver, Refused, Stamp, Verdict};
use expect_test::{Expect, expect};
use x12::{Limits, Reader};

const ISA: &str = "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260301*1200*^*00501*000000007*0*P*:~\n";

/// A professional claim with one line; each segment stands on a line of its own.
const CLAIM: &str = "\
BHT*0019*00*B1*20260301*1200*CH~
NM1*41*2*SAMPLE CLINIC*****46*CLINIC~
PER*IC*HELP DESK*TE*5550100~
NM1*40*2*SAMPLE PAYER*****46*PAYER~
HL*1**20*1~
NM1*85*2*SAMPLE CLINIC*****XX*1234567893~
N3*1 MAIN ST~
N4*SPRINGFIELD*IL*62701~
REF*EI*123456789~
HL*2*1*22*0~
SBR*P*18*******CI~
NM1*IL*1*ELM*EVA****MI*M0000001~
N3*2 MAIN ST~
N4*SPRINGFIELD*IL*62701~
DMG*D8*19800101*F~
NM1*PR*2*SAMPLE PAYER*****PI*60054~
CLM*C1*100***11:B:1*Y*A*Y*Y~
HI*ABK:J069~
LX*1~
SV1*HC:99213*100*UN*1***1~
DTP*472*D8*20260227~
";

fn file(set: &str, body: &str) -> String {
    let (kind, guide) = match set {
        "837" => ("HC", "005010X222A1"),
        "835" => ("HP", "005010X221A1"),
        "277" => ("HN", "005010X214"),
        "999" => ("FA", "005010X231A1"),
        _ => ("HS", "005010X279A1"),
    };
    let count = body.lines().count() + 2;
    format!(
        "{ISA}GS*{kind}*CLINIC*PAYER*20260301*1200*7*X*{guide}~\nST*{set}*0001*{guide}~\n{body}SE*{count}*0001~\nGE*1*7~\nIEA*1*000000007~\n"
    )
}

fn found(file: &str) -> Vec<Interchange> {
    let mut reader = Reader::new(file.as_bytes(), Limits::default());
    let mut receiver = Receiver::default();
    while let Some(event) = reader.next_event().unwrap() {
        receiver.event(None, &event);
    }
    receiver.finish()
}

fn answer(found: &[Interchange]) -> String {
    let stamp = Stamp {
        day: "20260302".to_owned(),
        time: "0930".to_owned(),
    };
    let mut out = Vec::new();
    for interchange in found {
        ack::write(interchange, &stamp, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// What a 999 says of the file, between AK1 and SE.
fn said(file: &str) -> String {
    let answer = answer(&found(file));
    let lines = answer
        .lines()
        .filter(|line| ["TA1", "AK2", "IK3", "CTX", "IK4", "IK5", "AK9"].contains(&&line[..3]));
    lines.collect::<Vec<_>>().join("\n")
}

fn check(file: &str, expected: Expect) {
    expected.assert_eq(&said(file));
}

/// The claim with one segment put in place of another.
fn claim(from: &str, to: &str) -> String {
    assert!(CLAIM.contains(from), "{from}");
    file("837", &CLAIM.replacen(from, to, 1))
}

#[test]
fn a_sound_claim_is_accepted() {
    expect![[r#"
        ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260302*0930*^*00501*000000007*0*P*:~
        GS*FA*PAYER*CLINIC*20260302*0930*7*X*005010X231A1~
        ST*999*0001*005010X231A1~
        AK1*HC*7*005010X222A1~
        AK2*837*0001*005010X222A1~
        IK5*A~
        AK9*A*1*1*1~
        SE*6*0001~
        GE*1*7~
        IEA*1*000000007~
    "#]]
    .assert_eq(&answer(&found(&file("837", CLAIM))));
}

#[test]
fn elements_are_told_by_place_number_and_code() {
    // Missing, too long, no number, no day, a value that the guide does not have, half of a pair, too many.
    check(
        &claim("CLM*C1*100***11:B:1*Y", "CLM**1.2.3***11:B*Y"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*CLM*18*2300*8~
            IK4*1*1028*1~
            IK4*2*782*6*1.2.3~
            IK4*5:3*1325*1~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    check(
        &claim("DMG*D8*19800101*F", "DMG*D8*19800230*X"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*DMG*16*2010*8~
            IK4*2*1251*8*19800230~
            IK4*3*1068*7*X~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    check(
        &claim(
            "N4*SPRINGFIELD*IL*62701~\nREF",
            "N4*SPRINGFIELD*ILL*62701****A*B~\nREF",
        ),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*N4*9*2010*8~
            IK4*2*156*5*ILL~
            IK4*4*26*2~
            IK4*7*1715*10~
            IK4*8**3~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    check(
        &claim("PI*60054", "*60054"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*NM1*17*2010*8~
            IK4*8*66*2~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    check(
        &claim("SV1*HC:99213*100", "SV1*HC:99213^HC:99214*-100.00"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*SV1*21*2400*8~
            CTX*CLM01:C1~
            IK4*1**12~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
}

#[test]
fn numbers_follow_each_other() {
    check(
        &claim("HL*2*1*22*0~", "HL*3*9*22*0~").replace("LX*1~", "LX*2~"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*HL*11*2000*8~
            IK4*1*628*I12*3~
            IK4*2*734*I12*9~
            IK3*LX*20*2400*8~
            CTX*CLM01:C1~
            IK4*1*554*I12*2~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
}

#[test]
fn segments_are_unknown_out_of_place_missing_or_of_another_set() {
    check(
        &claim("HI*ABK:J069~\n", "ZZ9*1~\nPLB*1~\nSVD*1*2~\n"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*ZZ9*19**1~
            CTX*CLM01:C1~
            IK3*PLB*20**6~
            CTX*CLM01:C1~
            IK3*PLB*20**8~
            CTX*CLM01:C1~
            IK4*2*373*1~
            IK4*3**1~
            IK4*4*782*1~
            IK3*SVD*21**2~
            CTX*CLM01:C1~
            IK3*SVD*21*2430*8~
            CTX*CLM01:C1~
            IK4*1*67*4*1~
            IK4*3**1~
            IK4*5*380*1~
            IK3*DTP*22*2430*3~
            CTX*CLM01:C1~
            IK3*HI*25*2300*3~
            CTX*CLM01:C1~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
}

#[test]
fn segments_out_of_order_are_told_and_taken() {
    check(
        &claim(
            "N3*1 MAIN ST~\nN4*SPRINGFIELD*IL*62701~",
            "N4*SPRINGFIELD*IL*62701~\nN3*1 MAIN ST~",
        ),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*N3*9*2010*7~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    // A second billing provider.
    let twice = "REF*EI*123456789~\nNM1*85*2*OTHER*****XX*1234567893~\nN3*1 MAIN ST~\nN4*SPRINGFIELD*IL*62701~\nREF*EI*123456789~\n";
    check(
        &claim("REF*EI*123456789~\n", twice),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK3*NM1*11*2010*4~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
}

#[test]
fn an_835_goes_by_its_trace() {
    let body = "BPR*I*100*C*ACH*CCP*01*011000015*DA*1*1512345678**01*021000021*DA*2*20260301~
TRN*1*T1*1512345678~
N1*PR*SAMPLE PAYER~
N3*9 PLAZA~
N4*SPRINGFIELD*IL*62702~
PER*BL*SERVICES*TE*5550199~
N1*PE*SAMPLE CLINIC*XX*1234567893~
LX*1~
CLP*C1*1*100**0*12*P1~
NM1*QC*1*ELM*EVA~
";
    check(
        &file("835", body),
        expect![[r#"
            AK2*835*0001*005010X221A1~
            IK3*CLP*10*2100*8~
            CTX*TRN02:T1~
            IK4*4*782*1~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
}

#[test]
fn envelopes_are_told_by_their_own_codes() {
    // Wrong count and number of a set, a set's number twice, wrong counts of group and interchange.
    let wrong = file("837", CLAIM)
        .replace("SE*23*0001~", "SE*22*0002~")
        .replace("GE*1*7~", "GE*3*8~")
        .replace("IEA*1*000000007~", "IEA*2*000000008~");
    check(
        &wrong,
        expect![[r#"
            TA1*000000007*260301*1200*E*001~
            AK2*837*0001*005010X222A1~
            IK5*E*3*4~
            AK9*E*3*1*1*4*5~"#]],
    );
    let file = file("837", CLAIM);
    let set = &file[file.find("ST*").unwrap()..file.find("GE*").unwrap()];
    let twice = file.replace("GE*1*7~", &format!("{set}GE*2*7~"));
    check(
        &twice,
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK5*A~
            AK2*837*0001*005010X222A1~
            IK5*E*23~
            AK9*E*2*2*2~"#]],
    );
    let cut = &file[..file.find("SE*").unwrap()];
    check(
        cut,
        expect![[r#"
            TA1*000000007*260301*1200*E*023~
            AK2*837*0001*005010X222A1~
            IK5*E*2~
            AK9*E*1*1*1*3~"#]],
    );
    // The same interchange again, and a header with a day that is none.
    check(
        &format!("{file}{file}"),
        expect![[r#"
            AK2*837*0001*005010X222A1~
            IK5*A~
            AK9*A*1*1*1~
            TA1*000000007*260301*1200*E*025~
            AK2*837*0001*005010X222A1~
            IK5*A~
            AK9*A*1*1*1~"#]],
    );
    check(
        &file.replace("260301*1200", "261301*1200"),
        expect![[r#"
            TA1*000000007*261301*1200*E*014~
            AK2*837*0001*005010X222A1~
            IK3*BHT*2**8~
            IK4*4*373*8*20261301~
            IK5*E*5~
            AK9*E*1*1*1~"#]],
    );
    check(
        &format!("{ISA}IEA*0*000000007~").replace("*0*P*", "*1*P*"),
        expect!["TA1*000000007*260301*1200*A*000~"],
    );
}

#[test]
fn what_is_not_read_is_rejected_and_answers_are_not_answered() {
    check(
        &file("270", "BHT*0022*13*1*20260301*1200~\n"),
        expect![[r#"
            AK2*270*0001*005010X279A1~
            IK5*R*1~
            AK9*R*1*1*0~"#]],
    );
    let mine = answer(&found(&file("837", CLAIM)));
    assert_eq!(answer(&found(&mine)), "");
    let asked = mine.replace("*0*P*", "*1*P*");
    check(&asked, expect!["TA1*000000007*260302*0930*A*000~"]);
    let ta1 = format!("{ISA}TA1*000000001*260301*1200*A*000~\nIEA*0*000000007~");
    assert_eq!(said(&ta1), "");
}

#[test]
fn what_somebody_else_refused_is_added() {
    let mut found = found(&file("837", CLAIM));
    let set = &mut found[0].groups[0].sets[0];
    assert_eq!(set.verdict(), Verdict::Accepted);
    let refused = |segment, element, code: &str| Refused {
        id: b"SV1".to_vec(),
        segment,
        element,
        code: code.to_owned(),
    };
    set.refuse(&[
        refused(21, (2, 0), "5"),
        refused(20, (0, 0), "loop_bytes"),
        refused(19, (0, 0), "2"),
    ]);
    let told: Vec<_> = set
        .segments
        .iter()
        .map(|error| (error.segment, error.code, error.elements.len()))
        .collect();
    assert_eq!(told, [(19, "2", 0), (20, "8", 0), (21, "8", 1)]);
    assert_eq!(set.verdict(), Verdict::WithErrors);
    set.taken = false;
    assert_eq!(found[0].groups[0].verdict(), Verdict::Rejected);
}

#[test]
fn what_is_refused_beside_another_error_is_told_too() {
    // NM1*QC of the first claim is missed at the second claim, whose charge is refused.
    let body = "BPR*I*100*C*ACH*CCP*01*011000015*DA*1*1512345678**01*021000021*DA*2*20260301~
TRN*1*T1*1512345678~
N1*PR*SAMPLE PAYER~
N3*9 PLAZA~
N4*SPRINGFIELD*IL*62702~
PER*BL*SERVICES*TE*5550199~
N1*PE*SAMPLE CLINIC*XX*1234567893~
LX*1~
CLP*C1*1*100*100*0*12*P1~
CLP*C2*1*12.345*0*0*12*P2~
NM1*QC*1*ELM*EVA~
";
    let mut found = found(&file("835", body));
    let set = &mut found[0].groups[0].sets[0];
    let refused = |id: &[u8], segment, element, code: &str| Refused {
        id: id.to_vec(),
        segment,
        element,
        code: code.to_owned(),
    };
    set.refuse(&[
        refused(b"CLP", 11, (3, 0), "5"),
        refused(b"CLP", 11, (5, 0), "1"),
        // Missed by the converter at the claim, by the order of loops behind it.
        refused(b"NM1", 10, (0, 0), "3"),
    ]);
    let answer = answer(&found);
    let told: Vec<&str> = answer
        .lines()
        .filter(|line| line.starts_with("IK3") || line.starts_with("IK4"))
        .collect();
    let expected = [
        "IK3*NM1*11*2100*3~",
        "IK3*CLP*11**8~",
        "IK4*3*782*5~",
        "IK4*5*782*1~",
    ];
    assert_eq!(told, expected, "{answer}");
}

#[test]
fn a_segment_that_is_damaged_is_not_missing_as_well() {
    let told = said(&claim("SV1*HC:99213*100*UN*1***1~", "SV1#HC:99213~"));
    assert!(told.contains("IK3*ZZZ*21**1~"), "{told}");
    assert!(!told.contains("IK3*SV1"), "{told}");
}

#[test]
fn a_rejection_says_why() {
    let head = CLAIM.split("CLM*").next().unwrap();
    let mut found = found(&file("837", head));
    let set = &mut found[0].groups[0].sets[0];
    set.taken = false;
    set.refuse(&[]);
    let answer = answer(&found);
    assert!(answer.contains("IK3*CLM*18*2300*3~\nIK5*R*5~"), "{answer}");
}

#[test]
fn a_set_in_another_group_or_in_none() {
    let wrong = file("837", CLAIM).replace("GS*HC*", "GS*HP*");
    assert!(said(&wrong).contains("IK5*E*18~"), "{}", said(&wrong));
    let whole = file("837", CLAIM);
    let set = &whole[whole.find("ST*").unwrap()..whole.find("GE*").unwrap()];
    let loose = format!("{ISA}{set}IEA*0*000000007~");
    check(&loose, expect!["TA1*000000007*260301*1200*E*024~"]);
    let asked = format!("{ISA}TA1*000000001*260301*1200*A*000~\nIEA*0*000000007~");
    assert_eq!(said(&asked.replace("*0*P*", "*1*P*")), "");
}

/// Whatever was sent, each element of the answer has the length that the standard gives it.
#[test]
fn an_answer_keeps_to_its_own_lengths() {
    let odd = file("837", CLAIM)
        .replace("*260301*1200*^", "*20260301*120000*^")
        .replace("GS*HC*CLINIC*PAYER", "GS***")
        .replace("ST*837*0001", "ST*837*1")
        .replace("GE*1*7~", "GE*99999999999*7~");
    check(
        &odd,
        expect![[r#"
            TA1*000000007*260301*1200*E*014~
            AK2*837*0001*005010X222A1~
            IK5*E*18*7*3~
            AK9*E*999999*1*1*5~"#]],
    );
    let answer = answer(&found(&odd));
    assert!(answer.contains("\nGS*FA*PAYER*CLINIC*"), "{answer}");
    assert!(answer.contains("\nAK1*00*7"), "{answer}");
    let many = claim(
        "SBR*P*18*******CI~",
        &format!("SBR*P*18*******CI{}X~", "*".repeat(140)),
    );
    assert!(!said(&many).contains("IK4*149"), "{}", said(&many));
}

#[test]
fn what_is_kept_of_a_hostile_file_is_bounded() {
    let long = "9".repeat(100_000);
    let told = found(&claim("CLM*C1*", &format!("CLM*{long}*")));
    for error in &told[0].groups[0].sets[0].segments {
        let unit = error.unit.as_ref().map_or(0, |(_, value)| value.len());
        let bad = error.elements.iter().map(|element| element.bad.len()).max();
        assert!(unit <= 35 && bad.unwrap_or(0) <= 99);
    }
    let races = ":A^".repeat(5_000);
    let told = found(&claim(
        "DMG*D8*19800101*F~",
        &format!("DMG*D8*19800101*F**{races}~"),
    ));
    let error = &told[0].groups[0].sets[0].segments[0];
    assert_eq!((error.code, error.elements.len()), ("8", 100));
}

#[test]
fn an_answer_holds_no_delimiter_of_a_value() {
    let told = said(&claim("CLM*C1*100***11:B:1*Y", "CLM*C1|2*1~00***11:B:1*Y"));
    assert!(told.contains("IK3*"), "{told}");
    for line in answer(&found(&claim("*F~", "*^~"))).lines() {
        assert_eq!(line.matches('~').count(), 1, "{line}");
    }
}

#[test]
fn errors_beyond_the_bound_are_counted() {
    let lines = "ZZ9*1~\n".repeat(ack::MOST_SEGMENTS + 5);
    let found = found(&file("837", &format!("{CLAIM}{lines}")));
    let set = &found[0].groups[0].sets[0];
    assert_eq!((set.segments.len(), set.more), (ack::MOST_SEGMENTS, 5));
}
