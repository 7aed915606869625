//! Tests of `status`.

use super::*;
use crate::{Event, Reader};

const HEAD: &str = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HN*A*B*20260301*1200*1*X*005010X214~ST*277*1~";

/// The loops of a set as text, one a line.
fn loops(body: &str) -> Vec<String> {
    let text = format!("{HEAD}{body}");
    let mut reader = Reader::new(text.as_bytes(), Limits::default());
    let mut loops = Loops::new(Limits::default());
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
        if let Some(part) = part {
            let lost: u64 = part.lost().iter().map(|lost| lost.segments).sum();
            let lost = match part.lost() {
                [] => String::new(),
                _ => format!("; lost {lost} segments, {} levels", part.lost_levels()),
            };
            told.push(format!("{}{lost}", tell(part)));
        }
    }
    told
}

fn tell(part: Part<'_>) -> String {
    match part {
        Part::Header(span) => format!("header {}", ids(span.segments())),
        Part::Level(level) => {
            let code = String::from_utf8_lossy(level.hl().level_code()).into_owned();
            let parties = level.parties().map(|party| {
                let with = party.items().count();
                format!("NM1+{with}")
            });
            let parties: Vec<_> = parties.collect();
            let answers: Vec<_> = level.answers().map(answer).collect();
            let own = level.items().count();
            format!(
                "level {code} {own} [{}] {}",
                parties.join(" "),
                answers.join(" ")
            )
        }
        Part::TooLarge(too_large) => format!("too large {}", too_large.segments),
    }
}

fn answer(answer: Answer<'_>) -> String {
    let own = answer.items().map(|item| match item {
        AnswerItem::Other(_) => "?",
        AnswerItem::Trn(_) => "TRN",
        AnswerItem::Stc(_) => "STC",
        AnswerItem::Ref(_) => "REF",
        AnswerItem::Dtp(_) => "DTP",
        AnswerItem::Qty(_) => "QTY",
        AnswerItem::Amt(_) => "AMT",
        AnswerItem::Pwk(_) => "PWK",
    });
    let own = own.collect::<Vec<_>>().join(" ");
    let lines: Vec<_> = answer
        .lines()
        .map(|line| {
            let statuses = line.statuses().count();
            let other = line.items().filter(|it| matches!(it, LineItem::Other(_)));
            format!("line of {statuses}, {} other", other.count())
        })
        .collect();
    format!("({own} {})", lines.join(" "))
}

fn ids<'a>(segments: impl Iterator<Item = Segment<'a>>) -> String {
    let ids = segments.map(|segment| String::from_utf8_lossy(segment.id()).into_owned());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn levels_hold_parties_answers_and_lines() {
    let told = loops(
        "BHT*0085*08*1~HL*1**20*1~NM1*PR*2*P~PER*IC*X~TRN*1*T~DTP*050*D8*20260301~\
         HL*2*1*21~NM1*41*2*C~TRN*2*B~STC*A1:19*20260301*WQ~QTY*90*1~AMT*YU*100~\
         HL*3*2*PT~NM1*QC*1*D~TRN*2*ONE~STC*A2:20~REF*1K*X~SVC*HC:99213*1~STC*A2:20~REF*FJ*1~\
         SVC*HC:99214*1~STC*A7:21~STC*A7:507~N3*X~TRN*2*TWO~STC*A2:20~SE*26*1~",
    );
    assert_eq!(
        told,
        [
            "header BHT",
            "level 20 0 [NM1+1] (TRN DTP )",
            "level 21 0 [NM1+0] (TRN STC QTY AMT )",
            "level PT 0 [NM1+0] (TRN STC REF line of 1, 0 other line of 2, 1 other) (TRN STC )",
        ]
    );
}

#[test]
fn an_answer_without_a_trace_is_one_all_the_same() {
    let told = loops("HL*1**PT~NM1*QC*1*D~STC*A3:19~REF*D9*1~TRN*2*ONE~STC*A2:20~SE*8*1~");
    assert_eq!(told, ["level PT 0 [NM1+0] (STC REF ) (TRN STC )"]);
}

#[test]
fn a_damaged_head_of_a_loop_pours_nothing_into_the_one_before() {
    let told = loops(
        "HL*1**PT~TRN*2*ONE~STC*A2:20~H#*2**PT~TRN*2*TWO~STC*A3:19~HL*3**PT~TRN*2*THREE~SE*9*1~",
    );
    assert_eq!(
        told,
        [
            "level PT 0 [] (TRN STC ); lost 2 segments, 1 levels",
            "level PT 0 [] (TRN )"
        ]
    );
    let told = loops("HL*1**PT~TRN*2*ONE~STC*A2:20~S#C*HC:1~STC*A3:19~SVC*HC:2~STC*A2:20~SE*9*1~");
    assert_eq!(
        told,
        ["level PT 0 [] (TRN STC ); lost 3 segments, 1 levels"]
    );
}

#[test]
fn statuses_are_the_three_composites_that_were_sent() {
    let text =
        format!("{HEAD}HL*1**PT~STC*A7:562:85*20260301*U*100**20260302****A8:496::NCPDP~SE*3*1~");
    let mut reader = Reader::new(text.as_bytes(), Limits::default());
    let mut loops = Loops::new(Limits::default());
    let mut found = Vec::new();
    while let Some(event) = reader.next_event().unwrap() {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        let Some(Part::Level(level)) = part else {
            continue;
        };
        for stc in level
            .answers()
            .flat_map(|answer| answer.statuses().collect::<Vec<_>>())
        {
            assert_eq!(stc.action_code(), b"U");
            assert_eq!(stc.charge_amount(), b"100");
            assert_eq!(stc.adjudication_date(), b"20260302");
            for (element, status) in stc.statuses() {
                let parts = [
                    status.category(),
                    status.status(),
                    status.entity(),
                    status.code_list(),
                ];
                let parts = parts.map(|part| String::from_utf8_lossy(part).into_owned());
                found.push(format!("{element} {}", parts.join(",")));
            }
        }
    }
    assert_eq!(found, ["1 A7,562,85,", "10 A8,496,,NCPDP"]);
}
