//! Tests of `claim`.

use super::*;
use crate::{Event, Kind, Limits, Reader, Span};

const HEAD: &str = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HC*A*B*20260301*1200*1*X*";

/// The parts of a set as text, one a line.
fn parts(guide: &str, body: &str, limits: Limits) -> Vec<String> {
    let text = format!("{HEAD}{guide}~ST*837*1~{}", body.replace(['\n', ' '], ""));
    let mut reader = Reader::new(text.as_bytes(), limits);
    let mut loops = Loops::new(limits);
    let mut told = Vec::new();
    let mut kind = None;
    let mut segments = 0;
    while let Some(event) = reader.next_event().unwrap() {
        let part = match event {
            Event::SetStart(start) => {
                kind = Some(start.kind);
                None
            }
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
            tell(part, kind.unwrap(), &mut told);
            let lost: u64 = part.lost().iter().map(|lost| lost.segments).sum();
            if !part.lost().is_empty() {
                let claims = part.lost_claims();
                told.push(format!("  lost {lost} segments, {claims} claims"));
            }
        }
    }
    assert_eq!(segments, 0, "each segment is in one part");
    told
}

fn tell(part: Part<'_>, kind: Kind, told: &mut Vec<String>) {
    let damaged = if part.is_damaged() { "damaged " } else { "" };
    match part {
        Part::Header(header) => {
            told.push(format!("{damaged}header {}", ids(header.span())));
            told.extend(header.parties().map(|party| tell_party(party, kind)));
        }
        Part::Level(level) => {
            told.push(format!(
                "{damaged}level {}: {}",
                level.ordinal(),
                ids(level.span())
            ));
            told.extend(level.parties().map(|party| tell_party(party, kind)));
        }
        Part::Claim(claim) => tell_claim(claim, kind, damaged, told),
        Part::TooLarge(it) => told.push(format!("too large: {} segments", it.segments)),
    }
}

fn tell_claim(claim: Claim<'_>, kind: Kind, damaged: &str, told: &mut Vec<String>) {
    let number = |level: Option<Level<'_>>| level.map_or("-".into(), |it| text(it.hl().id()));
    let other = claim
        .items()
        .filter(|it| matches!(it, ClaimItem::Other(_)))
        .count();
    told.push(format!(
        "{damaged}claim {} of {}/{}/{}{}, {} own, {other} other",
        text(claim.clm().patient_control_number()),
        number(claim.billing()),
        number(claim.subscriber()),
        number(claim.patient()),
        if claim.is_lineage_uncertain() {
            "?"
        } else {
            ""
        },
        claim.items().count(),
    ));
    told.extend(claim.parties().map(|party| tell_party(party, kind)));
    for subscriber in claim.other_subscribers() {
        let items = subscriber.items().count();
        told.push(format!(
            "  2320 {} + {items}",
            text(subscriber.sbr().payer_order())
        ));
        told.extend(subscriber.parties().map(|party| tell_party(party, kind)));
    }
    for line in claim.lines() {
        let other = line
            .items()
            .filter(|it| matches!(it, LineItem::Other(_)))
            .count();
        let (number, items) = (text(line.lx().number()), line.items().count());
        let lost = match line.lost_before() {
            0 => String::new(),
            lost => format!(", {lost} lost before"),
        };
        told.push(format!("  2400 {number} + {items}, {other} other{lost}"));
        told.extend(line.parts().map(|part| match part {
            LinePart::Drug(drug) => format!("    2410 + {}", drug.items().count()),
            LinePart::Party(party) => tell_party(party, kind),
            LinePart::Adjudication(it) => format!("    2430 + {}", it.items().count()),
            LinePart::Form(form) => format!("    2440 + {}", form.items().count()),
        }));
    }
}

fn tell_party(party: Party<'_>, kind: Kind) -> String {
    let other = party
        .items()
        .filter(|it| matches!(it, PartyItem::Other(_)))
        .count();
    format!(
        "    {} + {}, {other} other",
        party.loop_id(kind),
        party.items().count()
    )
}

fn ids(span: Span<'_>) -> String {
    span.segments()
        .map(|it| text(it.id()))
        .collect::<Vec<_>>()
        .join(" ")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_professional_set_in_loops() {
    let body = "BHT*0019~NM1*41~PER*IC~NM1*40~
        HL*1**20*1~PRV*BI~CUR*85~NM1*85~N3*X~N4*Y~REF*EI~PER*IC~NM1*87~N3*X~
        HL*2*1*22*0~SBR*P*18~PAT*~NM1*IL~N3*X~DMG*D8~REF*SY~NM1*PR~REF*2U~
        CLM*A*1~DTP*431~CL1*1~PWK*OZ~CN1*1~AMT*F5~REF*D9~K3*X~NTE*ADD~CR1*LB~CRC*07~HI*BK:1~HCP*1~
        NM1*DN~NM1*82~PRV*PE~NM1*77~N3*X~PER*IC~NM1*XX~
        SBR*S~CAS*CO~AMT*D~OI***Y~MOA*1~NM1*IL~N3*X~NM1*PR~DTP*573~REF*F8~
        SBR*T~NM1*IL~
        LX*1~SV1*HC:1~SV5*HC:1~PWK*CT~CRC*70~DTP*472~QTY*PT~MEA*OG~CN1*1~REF*6R~AMT*T~K3*X~NTE*ADD~PS1*1~HCP*1~
        LIN**N4*1~CTP****1~REF*XZ~NM1*82~PRV*PE~SVD*P*1~CAS*CO~DTP*573~AMT*EAF~SVD*Q*1~LQ*UT~FRM*1~
        LX*2~SV1*HC:2~
        CLM*B*2~HL*3*1*22*1~SBR*P~HL*4*3*23*0~PAT*19~NM1*QC~DMG*D8~CLM*C*3~SE*1*1~";
    assert_eq!(
        parts("005010X222A1", body, Limits::default()),
        [
            "header BHT NM1 PER NM1",
            "    1000A + 1, 0 other",
            "    1000B + 0, 0 other",
            "level 1: HL PRV CUR NM1 N3 N4 REF PER NM1 N3",
            "    2010AA + 4, 0 other",
            "    2010AB + 1, 0 other",
            "level 2: HL SBR PAT NM1 N3 DMG REF NM1 REF",
            "    2010BA + 3, 0 other",
            "    2010BB + 1, 0 other",
            "claim A of 1/2/-, 12 own, 1 other",
            "    2310A + 0, 0 other",
            "    2310B + 1, 0 other",
            "    2310C + 2, 0 other",
            "    2310 + 0, 0 other",
            "  2320 S + 4",
            "    2330A + 1, 0 other",
            "    2330B + 2, 0 other",
            "  2320 T + 0",
            "    2330A + 0, 0 other",
            "  2400 1 + 14, 2 other",
            "    2410 + 2",
            "    2420A + 1, 0 other",
            "    2430 + 3",
            "    2430 + 0",
            "    2440 + 1",
            "  2400 2 + 1, 0 other",
            "claim B of 1/2/-, 0 own, 0 other",
            "level 3: HL SBR",
            "level 4: HL PAT NM1 DMG",
            "    2010CA + 1, 0 other",
            "claim C of 1/3/4, 0 own, 0 other",
        ]
    );
}

#[test]
fn loops_are_named_by_the_guide() {
    let body = "HL*1**20*1~HL*2*1*22*0~CLM*A~NM1*71~NM1*72~NM1*ZZ~NM1*82~NM1*77~NM1*DN~
        SBR*S~NM1*71~NM1*DN~NM1*85~LX*1~NM1*72~NM1*ZZ~NM1*82~NM1*DN~SE*1*1~";
    let loops = |guide: &str| -> Vec<String> {
        let all = parts(guide, body, Limits::default());
        let named = all.iter().filter(|it| it.starts_with("    "));
        named
            .filter_map(|it| it.split_whitespace().next().map(str::to_owned))
            .collect()
    };
    assert_eq!(
        loops("005010X223A2").join(" "),
        "2310A 2310B 2310C 2310D 2310E 2310F 2330C 2330H 2330I 2420A 2420B 2420C 2420D"
    );
    assert_eq!(
        loops("005010X222A1").join(" "),
        "2310 2310 2310 2310B 2310C 2310A 2330 2330C 2330G 2420 2420 2420A 2420F"
    );
    assert_eq!(
        loops("005010X224A2").join(" "),
        "2310 2310 2310 2310B 2310C 2310A 2330 2330C 2330F 2420 2420 2420A 2420"
    );
}

fn claims(body: &str, limits: Limits) -> Vec<String> {
    let parts = parts("005010X222A1", &format!("{body}SE*1*1~"), limits);
    let claims = parts.into_iter().filter_map(|it| {
        it.strip_prefix("claim ")
            .and_then(|it| it.split(',').next())
            .map(str::to_owned)
    });
    claims.collect()
}

#[test]
fn parents_are_told_by_number() {
    // All billing providers first, then their subscribers.
    let body = "HL*1**20*1~HL*2**20*1~HL*3*1*22*0~CLM*A~HL*4*2*22*1~CLM*B~HL*5*4*23*0~CLM*C~HL*6*3*23*0~CLM*D~";
    assert_eq!(
        claims(body, Limits::default()),
        ["A of 1/3/-", "B of 2/4/-", "C of 2/4/5", "D of 1/3/6"]
    );
}

#[test]
fn parents_that_are_not_there_are_guessed_and_said_so() {
    let body = "HL*1**20*1~HL*2*9*22*0~CLM*A~HL*3**23*0~CLM*B~";
    assert_eq!(
        claims(body, Limits::default()),
        ["A of 1/2/-?", "B of 1/2/3?"]
    );
    assert_eq!(claims("CLM*A~", Limits::default()), ["A of -/-/-?"]);
    assert_eq!(
        claims("HL*1**22*0~CLM*A~", Limits::default()),
        ["A of -/1/-?"]
    );
    assert_eq!(
        claims("HL*1*1*22*0~CLM*A~", Limits::default()),
        ["A of -/1/-?"]
    );
    assert_eq!(claims("HL~CLM*A~", Limits::default()), ["A of -/-/-?"]);
}

#[test]
fn a_lost_segment_may_have_been_a_level() {
    let body = "HL*1**20*1~HL*2*1*22*0~CLM*A~hl*3*1*22*0~CLM*B~HL*4*1*22*0~CLM*C~";
    let parts = parts("005010X222A1", &format!("{body}SE*1*1~"), Limits::default());
    let claims: Vec<_> = parts.iter().filter(|it| it.contains("claim ")).collect();
    assert_eq!(
        claims,
        [
            "damaged claim A of 1/2/-, 0 own, 0 other",
            "claim B of -/-/-?, 0 own, 0 other",
            "claim C of 1/4/-, 0 own, 0 other"
        ]
    );
}

#[test]
fn what_follows_a_lost_claim_is_in_no_claim() {
    let lost = |segment: &str| {
        let body = format!(
            "BHT*0019~HL*1**20*1~HL*2*1*22*0~CLM*A~HI*BK:1~{segment}~HI*BK:2~NM1*82~LX*1~SV1*HC:1~CLM*C~SE*1*1~"
        );
        parts("005010X222A1", &body, Limits::default())[3..].to_vec()
    };
    let whole = "claim C of 1/2/-, 0 own, 0 other";
    let unknown = "claim C of -/-/-?, 0 own, 0 other";
    let alone = "damaged claim A of 1/2/-, 1 own, 0 other";
    let behind = "  lost 4 segments, 1 claims";
    assert_eq!(lost("clm*B*1"), [alone, behind, whole]);
    // It may have been an HL as well.
    assert_eq!(lost("<html>"), [alone, behind, unknown]);
    assert_eq!(
        lost("hl*3*1*22*0"),
        [alone, "  lost 4 segments, 0 claims", unknown]
    );
    // A segment that begins nothing.
    assert_eq!(
        lost("dtp*431*D8*20260101"),
        [
            "damaged claim A of 1/2/-, 2 own, 0 other",
            "    2310B + 0, 0 other",
            "  2400 1 + 1, 0 other",
            whole
        ]
    );
    // A party, a line.
    assert_eq!(
        lost("nm1*DN"),
        [
            alone,
            "    2310B + 0, 0 other",
            "  2400 1 + 1, 0 other",
            "  lost 1 segments, 0 claims",
            whole
        ]
    );
    assert_eq!(
        lost("lx*7"),
        [
            alone,
            "  2400 1 + 1, 0 other, 1 lost before",
            "  lost 2 segments, 0 claims",
            whole
        ]
    );
}

#[test]
fn a_lost_segment_of_a_level() {
    let lost = |segment: &str| {
        let body = format!(
            "HL*1**20*1~HL*2*1*22*0~SBR*P~{segment}~NM1*IL~CLM*A~HL*3*2*23*0~CLM*B~HL*4*9*23*0~CLM*C~"
        );
        claims_and_lost(&body)
    };
    // A coverage that can't be read; nobody else's.
    assert_eq!(lost("pat*1"), ["A of 1/2/-", "B of 1/2/3", "C of 1/2/4?"]);
    // HL09 is not there, and a level is missing: the nearest may be the wrong one.
    assert_eq!(
        lost("<html>"),
        [
            "lost 1 segments, 1 claims",
            "A of -/-/-?",
            "B of 1/2/3",
            "C of -/-/4?"
        ]
    );
}

fn claims_and_lost(body: &str) -> Vec<String> {
    let told = parts("005010X222A1", &format!("{body}SE*1*1~"), Limits::default());
    let kept = told.iter().filter_map(|it| {
        let claim = it
            .strip_prefix("damaged ")
            .unwrap_or(it)
            .strip_prefix("claim ");
        let claim = claim.and_then(|it| it.split(',').next());
        claim.or(it.strip_prefix("  lost").map(|_| it.trim()))
    });
    kept.map(str::to_owned).collect()
}

#[test]
fn levels_within_their_bytes() {
    let mut body = "HL*1**20*1~".to_owned();
    let long = format!("NTE*ADD*{}~", "x".repeat(1_000));
    for number in 2..100 {
        body.push_str(&format!("HL*{number}*1*22*0~{long}CLM*C{number}~"));
    }
    body.push_str(&format!(
        "HL*100*1*22*0~{}CLM*D~HL*101*2*23*0~CLM*E~",
        long.repeat(4)
    ));
    let few = Limits {
        level_bytes: 3_000,
        levels_bytes: 20_000,
        ..Limits::default()
    };
    let told = claims(&body, few);
    assert!((2..100).all(|n| told.contains(&format!("C{n} of 1/{n}/-"))));
    // A level beyond its own bound has no claims; one that was forgotten is not guessed.
    assert_eq!(told[98..], ["D of 1/-/-?", "E of -/-/101?"]);
}

#[test]
fn segments_of_a_claim_behind_its_parties_are_the_claim_s() {
    let body = "HL*1**20*1~HL*2*1*22*0~CLM*A~HI*BK:1~NM1*82~PRV*PE~HI*BF:2~REF*G2*1~DTP*435~NM1*77~N3*X~AMT*F5*1~
        SBR*S~HI*BF:3~LX*1~SE*1*1~";
    assert_eq!(
        parts("005010X222A1", body, Limits::default())[2..],
        [
            "claim A of 1/2/-, 4 own, 0 other",
            "    2310B + 2, 0 other",
            "    2310C + 1, 0 other",
            "  2320 S + 1",
            "  2400 1 + 0, 0 other",
        ]
    );
}

#[test]
fn old_levels_are_forgotten_but_not_those_in_use() {
    let mut body = "HL*1**20*1~".to_owned();
    let mut expected = Vec::new();
    for number in 2..50 {
        body.push_str(&format!("HL*{number}*1*22*0~CLM*C{number}~"));
        expected.push(format!("C{number} of 1/{number}/-"));
    }
    let few = Limits {
        levels: 4,
        ..Limits::default()
    };
    assert_eq!(claims(&body, few), expected);
    assert_eq!(
        claims(&format!("{body}HL*60*2*23*0~CLM*D~"), few)
            .last()
            .unwrap(),
        "D of -/-/60?"
    );
}

#[test]
fn sets_do_not_see_each_others_levels() {
    let body =
        "HL*1**20*1~HL*2*1*22*0~CLM*A~SE*1*1~ST*837*2~HL*3*2*22*0~CLM*B~SE*1*1~ST*837*3~CLM*C~";
    assert_eq!(
        claims(body, Limits::default()),
        ["A of 1/2/-", "B of -/3/-?", "C of -/-/-?"]
    );
}

#[test]
fn a_claim_beyond_the_limits() {
    let body = format!(
        "HL*1**20*1~HL*2*1*22*0~CLM*A~{}CLM*B~SE*1*1~",
        "LX*1~".repeat(20)
    );
    let few = Limits {
        loop_segments: 10,
        ..Limits::default()
    };
    let told = parts("005010X222A1", &body, few);
    assert_eq!(
        told[2..],
        ["too large: 21 segments", "claim B of 1/2/-, 0 own, 0 other"]
    );
}
