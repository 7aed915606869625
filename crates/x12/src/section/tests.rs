//! Tests of `section`.

use super::*;
use crate::{Event, Reader, attachment, authorization, eligibility};

const HEAD: &str =
    "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HB*A*B*20260301*1200*1*X*005010X279A1~";

/// The loops of a set as text, one a line.
fn told(mut loops: Loops, set: &str, body: &str) -> Vec<String> {
    let text = format!("{HEAD}ST*{set}*1~{body}");
    let mut reader = Reader::new(text.as_bytes(), Limits::default());
    let mut told = Vec::new();
    while let Some(event) = reader.next_event().unwrap() {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::Damaged(damaged) => {
                loops.damage(&damaged);
                None
            }
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        let Some(part) = part else { continue };
        let lost: u64 = part.lost().iter().map(|lost| lost.segments).sum();
        let lost = match part.lost() {
            [] => String::new(),
            _ => format!("; lost {lost} segments, {} sections", part.lost_sections()),
        };
        told.push(format!("{}{lost}", tell(part)));
    }
    told
}

fn tell(part: Part<'_>) -> String {
    match part {
        Part::Header(span) => format!("header {}", names(Item::all(span))),
        Part::Section(section) => {
            let details: Vec<_> = section
                .details()
                .map(|detail| format!("{}({})", id(detail.first()), names(detail.items())))
                .collect();
            let own = names(section.items());
            format!("{} {own} | {}", id(section.first()), details.join(" "))
        }
        Part::TooLarge(too_large) => format!("too large {}", too_large.segments),
    }
}

fn id(segment: Segment<'_>) -> String {
    String::from_utf8_lossy(segment.id()).into_owned()
}

fn names<'a>(items: impl Iterator<Item = Item<'a>>) -> String {
    let names: Vec<_> = items
        .map(|item| match item {
            Item::Other(_) => "?".to_owned(),
            item => id(item.segment()),
        })
        .collect();
    names.join(" ")
}

#[test]
fn levels_with_their_benefits() {
    let told = told(
        eligibility::loops(Limits::default()),
        "271",
        "BHT*1~HL*1**20~NM1*PR~PER*IC~HL*2*1*22~TRN*2*1~NM1*IL~QQ*1~EB*1~HSD*VS~LS*2120~NM1*PR~N3*A~LE*2120~EB*B~SE*1*1~",
    );
    let expected = [
        "header BHT",
        "HL NM1 PER | ",
        "HL TRN NM1 ? | EB(HSD ? NM1 N3 ?) EB()",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_follows_a_damaged_segment_is_lost_only_as_far_as_it_may_be_its_own() {
    let loops = || eligibility::loops(Limits::default());
    let body = |broken: &str| format!("HL*1~NM1*IL~{broken}~DTP*1~EB*1~MSG*1~SE*1*1~");
    // A segment that begins nothing.
    assert_eq!(
        told(loops(), "271", &body("dmg*")),
        ["HL NM1 DTP | EB(MSG)"]
    );
    // A benefit, perhaps; a level, perhaps.
    assert_eq!(
        told(loops(), "271", &body("eb*1")),
        ["HL NM1 | EB(MSG); lost 1 segments, 0 sections"]
    );
    assert_eq!(
        told(loops(), "271", &body("?*1")),
        ["HL NM1 | ; lost 3 segments, 1 sections"]
    );
    assert_eq!(
        told(loops(), "271", &body("nm1*1")),
        ["HL NM1 | EB(MSG); lost 1 segments, 0 sections"]
    );
}

#[test]
fn reviews_and_attachments() {
    let reviews = told(
        authorization::loops(Limits::default()),
        "278",
        "BHT*1~HL*1**EV~UM*HS~HCR*A1~NM1*SJ~HL*2*1*SS~SV1*HC:1~EB*1~SE*1*1~",
    );
    assert_eq!(reviews, ["header BHT", "HL UM HCR NM1 | ", "HL SV1 ? | "]);
    let attachments = told(
        attachment::loops(Limits::default()),
        "275",
        "BGN*1~NM1*PR~LX*1~TRN*1~CAT*AE~EFI*1~BIN*5*LX*1~~LX*2~BDS*B64*1*A~SE*1*1~",
    );
    assert_eq!(
        attachments,
        ["header BGN NM1", "LX TRN CAT EFI BIN | ", "LX BDS | "]
    );
}

#[test]
fn a_section_beyond_the_limit() {
    let limits = Limits {
        loop_segments: 2,
        ..Limits::default()
    };
    let told = told(
        eligibility::loops(limits),
        "271",
        "BHT*1~HL*1~NM1*IL~EB*1~EB*2~HL*2~EB*1~SE*1*1~",
    );
    assert_eq!(told, ["header BHT", "too large 4", "HL  | EB()"]);
}
