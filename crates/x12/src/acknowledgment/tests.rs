//! Tests of `acknowledgment`.

use super::*;
use crate::{Event, Reader};

const HEAD: &str = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*FA*A*B*20260301*1200*1*X*005010X231A1~ST*999*1~";

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
                _ => format!("; lost {lost} segments, {} sets", part.lost_sets()),
            };
            told.push(format!("{}{lost}", tell(part)));
        }
    }
    told
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn tell(part: Part<'_>) -> String {
    match part {
        Part::Group(group) => {
            let ak1 = group.ak1().map(|ak1| text(ak1.control_number()));
            format!("group {}", ak1.unwrap_or_default())
        }
        Part::Set(set) => {
            let items = set.items().map(|item| match item {
                SetItem::Ik3(ik3) => format!(
                    "{}@{}:{}",
                    text(ik3.segment_id()),
                    text(ik3.position()),
                    text(ik3.code())
                ),
                SetItem::Ik4(ik4) => format!(
                    "{}-{}:{}",
                    text(ik4.element()),
                    text(ik4.component()),
                    text(ik4.code())
                ),
                SetItem::Ctx(ctx) => format!("{}={}", text(ctx.name()), text(ctx.value())),
                SetItem::Ik5(ik5) => {
                    let errors: Vec<_> = ik5.errors().map(text).collect();
                    format!("{}[{}]", text(ik5.code()), errors.join(","))
                }
                SetItem::Other(_) => "?".to_owned(),
            });
            let items: Vec<_> = items.collect();
            format!(
                "set {} {}",
                text(set.ak2().control_number()),
                items.join(" ")
            )
        }
        Part::End(end) => {
            let ak9 = end.ak9();
            let errors: Vec<_> = ak9.errors().map(text).collect();
            let counts = [ak9.included(), ak9.received(), ak9.accepted()].map(text);
            format!(
                "end {} {} [{}]",
                text(ak9.code()),
                counts.join("/"),
                errors.join(",")
            )
        }
        Part::TooLarge(too_large) => format!("too large {}", too_large.segments),
    }
}

#[test]
fn sets_hold_errors_and_what_came_of_them() {
    let told = loops(
        "AK1*HC*7*005010X222A1~AK2*837*0001~IK3*CLM*22*2300*8~CTX*CLM01:ACC1~IK4*5:3*1325*7*X~IK5*R*5*I5~\
         AK2*837*0002~IK5*A~AK9*P*2*2*1*4**3~SE*9*1~",
    );
    assert_eq!(
        told,
        [
            "group 7",
            "set 0001 CLM@22:8 CLM01=ACC1 5-3:7 R[5,I5]",
            "set 0002 A[]",
            "end P 2/2/1 [4,3]",
        ]
    );
}

#[test]
fn a_997_says_the_same() {
    let told = loops("AK1*HC*7~AK2*837*0001~AK3*CLM*22**8~AK4*2*782*1~AK5*R*5~AK9*R*1*1*0~SE*8*1~");
    assert_eq!(
        told,
        ["group 7", "set 0001 CLM@22:8 2-:1 R[5]", "end R 1/1/0 []"]
    );
}

#[test]
fn a_damaged_head_of_a_set_pours_nothing_into_the_one_before() {
    let told =
        loops("AK1*HC*7~AK2*837*0001~A#2*837*0002~IK5*R*5~AK2*837*0003~IK5*A~AK9*P*3*3*2~SE*9*1~");
    assert_eq!(
        told,
        [
            "group 7",
            "set 0001 ; lost 1 segments, 1 sets",
            "set 0003 A[]",
            "end P 3/3/2 []",
        ]
    );
}
