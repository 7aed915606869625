//! Tests of `remittance`.

use super::*;
use crate::{Event, Reader, Segments};

const HEAD: &str = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HP*A*B*20260301*1200*1*X*005010X221A1~ST*835*1~";

/// The loops of a set as text: one a line, its segments by id, lines in brackets.
fn loops(body: &str, limits: Limits) -> Vec<String> {
    let text = format!("{HEAD}{body}");
    let mut reader = Reader::new(text.as_bytes(), Limits::default());
    let mut loops = Loops::new(limits);
    let mut told = Vec::new();
    let mut segments = 0;
    while let Some(event) = reader.next_event().unwrap() {
        let part = match event {
            Event::Segment(segment) => {
                segments += 1;
                loops.push(&segment)
            }
            Event::Damaged(damaged) => {
                loops.damage(&damaged);
                None
            }
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        if let Some(part) = part {
            segments -= part.count();
            let lost: u64 = part.lost().iter().map(|lost| lost.segments).sum();
            let lost = match part.lost() {
                [] => String::new(),
                _ => format!("; lost {lost} segments, {} claims", part.lost_claims()),
            };
            let damaged = if part.is_damaged() { "damaged " } else { "" };
            told.push(format!("{damaged}{}{lost}", tell(part)));
        }
    }
    assert_eq!(segments, 0, "each segment is in one loop");
    told
}

fn tell(part: Part<'_>) -> String {
    match part {
        Part::Header(header) => {
            let parties: Vec<_> = header
                .parties()
                .map(|it| ids(it.span().segments()))
                .collect();
            let own = header.items().count();
            format!("header {own} + {}", parties.join(" + "))
        }
        Part::Batch(batch) => format!("batch {}", ids(batch.span().segments())),
        Part::Claim(claim) => {
            let lines: Vec<_> = claim
                .lines()
                .map(|line| {
                    let other = line
                        .items()
                        .filter(|it| matches!(it, LineItem::Other(_)))
                        .count();
                    let lost = match line.lost_before() {
                        0 => String::new(),
                        lost => format!("{lost} lost, "),
                    };
                    format!("{lost}{}/{other}", ids(line.span().segments()))
                })
                .collect();
            let items: Vec<_> = claim.items().collect();
            let other = items
                .iter()
                .filter(|it| matches!(it, ClaimItem::Other(_)))
                .count();
            format!("claim {}/{other} [{}]", items.len(), lines.join(", "))
        }
        Part::Summary(summary) => format!("summary {}", ids(summary.span().segments())),
        Part::TooLarge(it) => format!(
            "too large: {} segments at record {}",
            it.segments, it.position.record
        ),
    }
}

fn ids(segments: Segments<'_>) -> String {
    let ids: Vec<_> = segments
        .map(|it| String::from_utf8_lossy(it.id()).into_owned())
        .collect();
    ids.join(" ")
}

#[test]
fn a_remittance_in_loops() {
    let body = "BPR*I*1~TRN*1*T~REF*EV*1~DTM*405*20260301~N1*PR*PAYER~N3*X~N4*Y~PER*CX~N1*PE*CLINIC*XX*1~REF*TJ*2~\
        LX*1~TS3*1~TS2*1~\
        CLP*A*1~CAS*CO*45*1~NM1*QC*1~MIA*1~REF*1L*1~DTM*050*20260101~PER*CX~AMT*AU*1~QTY*CA*1~LQ*HE*1~\
        SVC*HC:1*1*1~DTM*472*20260101~CAS*PR*1*1~REF*6R*1~AMT*B6*1~QTY*ZK*1~LQ*HE*N1~ZZZ*1~SVC*HC:2*1*1~\
        CLP*B*1~LX*2~CLP*C*1~\
        PLB*1*20261231*WO*1~PLB*1*20261231*72*1~SE*1*1~";
    assert_eq!(
        loops(body, Limits::default()),
        [
            "header 4 + N1 N3 N4 PER + N1 REF",
            "batch LX TS3 TS2",
            "claim 9/1 [SVC DTM CAS REF AMT QTY LQ ZZZ/1, SVC/0]",
            "claim 0/0 []",
            "batch LX",
            "claim 0/0 []",
            "summary PLB PLB",
        ]
    );
}

#[test]
fn an_empty_set_and_one_without_a_head() {
    assert_eq!(loops("SE*2*1~", Limits::default()), [""; 0]);
    assert_eq!(
        loops("CLP*A*1~SE*2*1~", Limits::default()),
        ["claim 0/0 []"]
    );
    assert_eq!(
        loops("PLB*1~CLP*A*1~PLB*2~SE*2*1~", Limits::default()),
        ["summary PLB", "claim 0/0 []", "summary PLB"]
    );
}

#[test]
fn who_pays_and_who_is_paid() {
    let text = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~ST*835*1~BPR*I*5~TRN*1*T~N1*PE*CLINIC~N1*PR*PAYER~SE*1*1~";
    let mut reader = Reader::new(&text[..], Limits::default());
    let mut loops = Loops::new(Limits::default());
    while let Some(event) = reader.next_event().unwrap() {
        if let Event::Segment(segment) = event {
            assert!(loops.push(&segment).is_none());
        }
    }
    let Some(Part::Header(header)) = loops.finish() else {
        panic!("a header")
    };
    assert_eq!(header.bpr().unwrap().amount(), b"5");
    assert_eq!(header.trn().unwrap().trace_number(), b"T");
    assert_eq!(header.payer().unwrap().n1().name(), b"PAYER");
    assert_eq!(header.payee().unwrap().n1().name(), b"CLINIC");
    assert!(loops.finish().is_none());
}

#[test]
fn damage_marks_the_loop_it_is_in() {
    assert_eq!(
        loops("BPR*1~CLP*A*1~<>~CLP*B*1~SE*1*1~", Limits::default()),
        [
            "header 1 + ",
            "damaged claim 0/0 []; lost 0 segments, 1 claims",
            "claim 0/0 []"
        ]
    );
}

/// What becomes of a set with a damaged segment in its first claim.
fn with(damaged: &str) -> Vec<String> {
    let body = format!(
        "BPR*1~LX*1~CLP*A*1~SVC*HC:1*1*1~{damaged}~NM1*QC*1~CAS*CO*45*1~SVC*HC:2*1*1~CAS*CO*45*1~CLP*C*1~SE*1*1~"
    );
    loops(&body, Limits::default())[2..].to_vec()
}

#[test]
fn what_follows_a_lost_claim_is_in_no_claim() {
    let claim = "damaged claim 0/0 [SVC/0]; lost 4 segments, 1 claims";
    for damaged in ["clp*B*1", "<html>", "CLPX*B", "Clp*B", "*", "c"] {
        assert_eq!(with(damaged), [claim, "claim 0/0 []"], "{damaged}");
    }
    let batch = "damaged claim 0/0 [SVC/0]; lost 4 segments, 0 claims";
    for damaged in ["lx*2", "plb*1"] {
        assert_eq!(with(damaged), [batch, "claim 0/0 []"], "{damaged}");
    }
    // A line whose SVC is lost; the next one is sure, and the second of its claim.
    assert_eq!(
        with("svc*HC:9*1*1"),
        [
            "damaged claim 0/0 [SVC/0, 1 lost, SVC CAS/0]; lost 2 segments, 0 claims",
            "claim 0/0 []"
        ]
    );
    // Segments that begin nothing.
    for damaged in ["cas*CO*1", "Ref*6R*1", "\"LQ*HE*N1"] {
        assert_eq!(
            with(damaged),
            [
                "damaged claim 0/0 [SVC NM1 CAS/1, SVC CAS/0]",
                "claim 0/0 []"
            ],
            "{damaged}"
        );
    }
    // The one doubt does not end the other.
    assert_eq!(with("clp*B*1~cas*CO~svc*HC:1"), [claim, "claim 0/0 []"]);
}

#[test]
fn what_follows_a_damaged_segment_of_the_head() {
    let head = |damaged: &str| {
        let body = format!("BPR*1~TRN*1~N1*PR~{damaged}~REF*TJ*1~N1*PE~REF*TJ*2~CLP*A*1~SE*1*1~");
        loops(&body, Limits::default())[0].clone()
    };
    // N1 stands nowhere else, so it is sure again.
    assert_eq!(
        head("<>"),
        "damaged header 2 + N1 + N1 REF; lost 1 segments, 1 claims"
    );
    assert_eq!(
        head("n1*PE"),
        "damaged header 2 + N1 + N1 REF; lost 1 segments, 0 claims"
    );
    assert_eq!(head("n3*X"), "damaged header 2 + N1 REF + N1 REF");
    assert_eq!(
        head("clp*A"),
        "damaged header 2 + N1; lost 3 segments, 1 claims"
    );
    // A set that begins with it.
    assert_eq!(
        loops("<>~REF*1~BPR*1~CLP*A*1~SE*1*1~", Limits::default()),
        [
            "damaged header 1 + ; lost 1 segments, 1 claims",
            "claim 0/0 []"
        ]
    );
    assert_eq!(
        loops("<>~REF*1~SE*1*1~", Limits::default()),
        ["damaged header 0 + ; lost 1 segments, 1 claims"]
    );
}

#[test]
fn those_who_want_the_head_alone_agree() {
    for damaged in ["<>", "n1*PE", "n3*X", "clp*A", "svc*1", "lx*1", "BPR*1"] {
        let text = format!(
            "{HEAD}BPR*1~TRN*1~N1*PR~{damaged}~REF*TJ*1~N1*PE~{damaged}~REF*TJ*2~CUR*1~CLP*A*1~N1*X~SE*1*1~"
        );
        let mut reader = Reader::new(text.as_bytes(), Limits::default());
        let (mut head, mut loops) = (Head::default(), Loops::new(Limits::default()));
        let (mut held, mut gathered) = (Vec::new(), None);
        while let Some(event) = reader.next_event().unwrap() {
            match event {
                Event::Segment(segment) => {
                    let holds = head.holds(&segment);
                    held.extend(holds.then(|| segment.position().record));
                    if let Some(Part::Header(header)) = loops.push(&segment) {
                        let records = header.span().segments().map(|it| it.position().record);
                        gathered = Some(records.collect::<Vec<_>>());
                    }
                }
                Event::Damaged(it) => {
                    head.damage(&it);
                    loops.damage(&it);
                }
                _ => {}
            }
        }
        assert_eq!(Some(held), gathered, "{damaged}");
    }
}

#[test]
fn a_loop_beyond_the_limits() {
    let body = format!(
        "BPR*1~CLP*A*1~{}CLP*B*1~SE*1*1~",
        "SVC*HC:1*1*1~".repeat(10)
    );
    let few = Limits {
        loop_segments: 10,
        ..Limits::default()
    };
    assert_eq!(
        loops(&body, few),
        [
            "header 1 + ",
            "too large: 11 segments at record 5",
            "claim 0/0 []"
        ]
    );
    let small = Limits {
        loop_bytes: 40,
        ..Limits::default()
    };
    assert_eq!(
        loops(&body, small),
        [
            "header 1 + ",
            "too large: 11 segments at record 5",
            "claim 0/0 []"
        ]
    );
}
