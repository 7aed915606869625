//! Lives of claims, written by hand, and the cases that come of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::{Date, date};

use super::{
    AnswerLine, Answered, Case, Happened, Heard, LineId, PaidElsewhere, PayerLife, Recovery,
    Refusal, Standing, Status, StatusKind, TakenBack, identify, replay, told,
};
use crate::{Category, Class, Funding, classify, refine};

/// Reads one answer a line: `NAME STANDING; LINE CHARGE GROUP-CARC AMOUNT …; …`. What is not adjusted is paid.
/// Amounts are whole dollars; remarks follow their reason after a slash. A reversal is `NAME reversal of NAME`, one
/// under another number `NAME goes NAME`, what another payer answers `NAME heard`, and paid `NAME elsewhere; LINE
/// PAID; …`, and what an adjustment of the provider takes `NAME recovers AMOUNT`. Further words of the head:
/// `on DAY`, from the first of January; `ours`; `crosses`.
pub(super) fn life(text: &str) -> PayerLife {
    let mut life = PayerLife::default();
    for text in text.lines().map(str::trim).filter(|t| !t.is_empty()) {
        let mut words = text.split(';').map(str::trim);
        let head: Vec<&str> = words.next().unwrap().split_whitespace().collect();
        let id = head[0].to_owned();
        let behind = |word: &str| {
            let at = head.iter().position(|w| *w == word)?;
            head.get(at + 1).copied()
        };
        let named = |word: &str| {
            let of = behind(word)?;
            Some(life.answers.iter().position(|a| a.id == of).unwrap())
        };
        let (is_ours, on) = (head.contains(&"ours"), behind("on").map(day));
        let after = life.answers.len();
        if let Some(answer) = named("goes") {
            life.taken_back.push(TakenBack {
                answer,
                after,
                by: id,
                on,
                is_ours,
            });
        } else if let Some(amount) = behind("recovers") {
            let amount = 100 * amount.parse::<i64>().unwrap();
            life.recoveries.push(Recovery {
                id,
                on,
                after,
                amount,
            });
        } else if head[1] == "heard" {
            life.others.push(Heard { id, on });
        } else if head[1] == "elsewhere" {
            let paid = words.map(|line| {
                let (line, paid) = line.split_once(' ').unwrap();
                (line.to_owned(), 100 * paid.parse::<i64>().unwrap())
            });
            let paid = paid.collect();
            life.elsewhere.push(PaidElsewhere { id, after, paid });
        } else {
            let takes_back = named("of");
            let lines: Vec<(AnswerLine, i64)> = words.map(line).collect();
            let of = |get: fn(&AnswerLine) -> i64| lines.iter().map(|(line, _)| get(line)).sum();
            life.answers.push(Answered {
                standing: Standing::parse(head[1]).unwrap(),
                on,
                takes_back,
                is_ours,
                crosses_over: head.contains(&"crosses"),
                paid: of(|line| line.paid),
                patient_share: of(|line| line.patient_share),
                pended: lines.iter().map(|(_, pended)| pended).sum(),
                lines: lines.into_iter().map(|(line, _)| line).collect(),
                id,
            });
        }
    }
    life
}

/// So many days after the first of January.
pub(super) fn day(days: &str) -> Date {
    let days = Span::new().days(days.parse::<i64>().unwrap());
    date(2026, 1, 1).checked_add(days).unwrap()
}

/// The line, and what is left undecided of it.
fn line(text: &str) -> (AnswerLine, i64) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let dollars = |word: &str| 100 * word.parse::<i64>().unwrap();
    let mut line = AnswerLine {
        line: words[0].to_owned(),
        code: String::new(),
        charge: dollars(words[1]),
        paid: dollars(words[1]),
        patient_share: 0,
        unprocessable: text.contains("/MA130"),
        not_appealable: text.contains("/N211"),
        refused: vec![],
    };
    let mut pended = 0;
    for reason in words[2..].chunks(2) {
        let (code, rarc) = reason[0].split_once('/').unwrap_or((reason[0], ""));
        let (group, carc) = code.split_once('-').unwrap();
        let amount = dollars(reason[1]);
        line.paid -= amount;
        let meaning = classify(group, carc, Funding::ForService);
        match meaning.class {
            Class::PatientShare => line.patient_share += amount,
            Class::Pended => pended += amount,
            Class::Denial => line.refused.push(Refusal {
                group: group.to_owned(),
                carc: carc.to_owned(),
                amount,
                category: refine(carc, meaning, [rarc], []).unwrap(),
                rarcs: [rarc]
                    .into_iter()
                    .filter(|r| !r.is_empty())
                    .map(str::to_owned)
                    .collect(),
                unmapped: meaning.unmapped,
            }),
            _ => {}
        }
    }
    (line, pended)
}

pub(super) fn said(cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases {
        let dollars = |cents: i64| cents / 100;
        let amounts = case.amounts;
        let _ = write!(
            text,
            "{} {} {} {}: {} now {} open {}",
            case.key.kind.as_str(),
            case.key.line,
            case.key.category,
            case.carc,
            dollars(amounts.denied),
            dollars(amounts.current),
            dollars(amounts.open),
        );
        if amounts.recovered != 0 {
            let _ = write!(text, " back {}", dollars(amounts.recovered));
        }
        if case.recurrences > 0 {
            let _ = write!(text, " again {}", case.recurrences);
        }
        if let Some(resolution) = case.resolution {
            let _ = write!(text, " {}", resolution.as_str());
        }
        if let Some(parent) = &case.parent {
            let _ = write!(text, " after {}", parent.category);
        }
        if !case.appealable {
            let _ = write!(text, " no appeal");
        }
        text += "\n";
    }
    text
}

fn check(given: &str, expected: &[&str]) {
    let life = life(given);
    let cases = replay(&life);
    let found = said(&cases);
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected, "{given}");
    for case in &cases {
        assert!(
            matches!(case.steps[0].happened, Happened::Opened),
            "{given}"
        );
        let ended = matches!(case.steps.last().unwrap().happened, Happened::Ended(_));
        assert_eq!(ended, !case.is_open, "{given}");
        assert!(case.amounts.open == 0 || case.is_open, "{given}");
    }
    // What holds is in the cases to the cent.
    let mut taken: Vec<usize> = life.answers.iter().filter_map(|a| a.takes_back).collect();
    taken.extend(life.taken_back.iter().map(|taken| taken.answer));
    let holds = (0..life.answers.len())
        .filter(|at| !taken.contains(at))
        .filter(|at| life.answers[*at].standing.can_hold())
        .max_by_key(|at| (life.answers[*at].standing == Standing::Adjudicated, *at));
    let refused = holds.map_or(0, |at| {
        let lines = life.answers[at].lines.iter();
        lines.flat_map(|line| &line.refused).map(|r| r.amount).sum()
    });
    let current: i64 = cases.iter().map(|case| case.amounts.current).sum();
    assert_eq!(current, refused, "{given}");
}

#[test]
fn a_line_that_is_refused_is_a_case() {
    check(
        "a adjudicated; 1 150 CO-197 150",
        &["denial 1 AUTH 197: 150 now 150 open 150"],
    );
    check(
        "a adjudicated; 1 150 PR-27 150",
        &["denial 1 ELIG 27: 150 now 150 open 150"],
    );
    check("a adjudicated; 1 200 CO-45 80 PR-2 24", &[]);
    check(
        "a adjudicated; 36415 150 CO-97 150; 99214 120 CO-45 40",
        &["denial 36415 BUNDLE 97: 150 now 150 open 150"],
    );
    check(
        "a adjudicated; J1100 400 CO-45 100 CO-151 150",
        &["denial J1100 LIMIT 151: 150 now 150 open 150"],
    );
    check(
        "a adjudicated; claim 900 CO-197 900",
        &["denial claim AUTH 197: 900 now 900 open 900"],
    );
}

#[test]
fn the_largest_amount_leads_then_the_smallest_code() {
    check(
        "a adjudicated; 1 150 CO-50 50 CO-96 100",
        &[
            "denial 1 MEDNEC 50: 50 now 50 open 50",
            "denial 1 NONCOV 96: 100 now 100 open 100",
        ],
    );
    let two = replay(&life("a adjudicated; 1 150 CO-198 60 CO-197 90"));
    assert_eq!((two.len(), two[0].carc.as_str()), (1, "197"));
    let two = replay(&life("a adjudicated; 1 120 CO-198 60 CO-197 60"));
    assert_eq!(two[0].carc, "197");
    assert_eq!(two[0].explained.len(), 2);
}

#[test]
fn the_same_denied_again_is_a_recurrence() {
    check(
        "a adjudicated; 1 150 CO-197 150
         b adjudicated; 1 150 CO-197 150",
        &["denial 1 AUTH 197: 150 now 150 open 150 again 1"],
    );
}

#[test]
fn paid_after_all_is_overturned() {
    check(
        "a adjudicated; 1 150 CO-197 150
         r reversal of a
         b adjudicated; 1 150 CO-45 50 PR-2 20",
        &["denial 1 AUTH 197: 150 now 0 open 0 back 100 overturned"],
    );
    // Without the reversal of what it replaces.
    check(
        "a adjudicated; 1 150 CO-197 150; 2 100 CO-45 40
         b adjudicated; 1 150 CO-45 50; 2 100 CO-45 40",
        &["denial 1 AUTH 197: 150 now 0 open 0 back 100 overturned"],
    );
}

#[test]
fn a_part_that_is_paid_leaves_the_rest_open() {
    check(
        "a adjudicated; J1100 400 CO-151 400
         b adjudicated; J1100 400 CO-45 100 CO-151 150",
        &["denial J1100 LIMIT 151: 400 now 150 open 150 back 150 again 1 partially_overturned"],
    );
}

#[test]
fn a_reversal_alone_ends_nothing() {
    check(
        "a adjudicated; 1 150 CO-197 150
         r reversal of a",
        &["denial 1 AUTH 197: 150 now 0 open 150"],
    );
    // Nor does one whose original never came.
    check(
        "r reversal
         a adjudicated; 1 150 CO-197 150",
        &["denial 1 AUTH 197: 150 now 150 open 150"],
    );
}

#[test]
fn what_was_taken_back_leaves_what_held_before() {
    check(
        "a adjudicated; 1 150 CO-197 150
         b adjudicated; 1 150 CO-45 50
         r reversal of b",
        &["denial 1 AUTH 197: 150 now 150 open 150"],
    );
}

#[test]
fn another_reason_is_another_case_with_a_parent() {
    check(
        "a adjudicated; 1 150 CO-16/N56 150
         b adjudicated; 1 150 CO-50 150",
        &[
            "denial 1 CODING 16: 150 now 0 open 0 superseded",
            "denial 1 MEDNEC 50: 150 now 150 open 150 after CODING",
        ],
    );
}

#[test]
fn what_is_paid_with_another_reason_comes_back_to_the_case_that_it_supersedes() {
    check(
        "a adjudicated; 1 150 CO-16/N56 150
         b adjudicated; 1 150 CO-45 20 CO-50 80",
        &[
            "denial 1 CODING 16: 150 now 0 open 0 back 50 superseded",
            "denial 1 MEDNEC 50: 80 now 80 open 80 after CODING",
        ],
    );
    // That a claim was there before was no decision: nothing comes back by one.
    check(
        "a duplicate; 1 150 OA-18 150
         b adjudicated; 1 150 CO-45 20 CO-50 80",
        &[
            "denial 1 DUP 18: 150 now 0 open 0 superseded",
            "denial 1 MEDNEC 50: 80 now 80 open 80 after DUP",
        ],
    );
}

#[test]
fn upheld_opens_nothing() {
    check(
        "a adjudicated; 1 150 CO-50 150
         b adjudicated; 1 150 CO-193 150",
        &[
            "denial 1 APPEAL 193: 150 now 150 open 0 upheld after MEDNEC",
            "denial 1 MEDNEC 50: 150 now 0 open 0 upheld",
        ],
    );
    // Upheld for a part, and paid for the rest.
    check(
        "a adjudicated; 1 150 CO-50 150
         b adjudicated; 1 150 CO-193 40",
        &[
            "denial 1 APPEAL 193: 40 now 40 open 0 upheld after MEDNEC",
            "denial 1 MEDNEC 50: 150 now 0 open 0 back 110 upheld",
        ],
    );
    // What it upholds never came.
    check(
        "a adjudicated; 1 150 CO-193 150",
        &["denial 1 APPEAL 193: 150 now 150 open 0 upheld"],
    );
}

#[test]
fn what_the_contract_takes_now_is_no_recovery() {
    check(
        "a adjudicated; 1 150 CO-197 150
         b adjudicated; 1 150 CO-45 150",
        &["denial 1 AUTH 197: 150 now 0 open 0 contractual"],
    );
}

#[test]
fn a_line_that_is_gone_is_withdrawn() {
    check(
        "a adjudicated; 1 150 CO-197 150; 2 100
         b adjudicated; 2 100",
        &["denial 1 AUTH 197: 150 now 0 open 0 withdrawn"],
    );
    check(
        "a adjudicated; 1 150 CO-197 150
         r reversal of a
         b void; 1 0",
        &["denial 1 AUTH 197: 150 now 0 open 0 withdrawn"],
    );
}

#[test]
fn a_duplicate_never_takes_the_place_of_a_decision() {
    check(
        "a adjudicated; 1 150 CO-45 50
         b duplicate; 1 150 OA-18 150",
        &[],
    );
    check(
        "b duplicate; 1 150 OA-18 150
         a adjudicated; 1 150 CO-45 50",
        &["denial 1 DUP 18: 150 now 0 open 0 superseded"],
    );
    check(
        "b duplicate; 1 150 OA-18 150",
        &["denial 1 DUP 18: 150 now 150 open 150"],
    );
}

#[test]
fn undecided_answers_hold_only_where_nothing_decides() {
    check("a pended; 1 150 OA-257 150", &[]);
    check(
        "a adjudicated; 1 150 CO-197 150
         b pended; 1 150 OA-257 150
         c forwarded; 1 150",
        &["denial 1 AUTH 197: 150 now 150 open 150"],
    );
    check(
        "a adjudicated; 1 150 CO-197 150
         r reversal of a
         b pended; 1 150 OA-257 150",
        &["denial 1 AUTH 197: 150 now 0 open 150"],
    );
    check("a predetermination; 1 150 CO-197 150", &[]);
}

#[test]
fn unprocessable_is_a_kind_of_its_own() {
    check(
        "a unprocessable; 1 150 CO-16/MA130 150",
        &["unprocessable 1 INFO 16: 150 now 150 open 150 no appeal"],
    );
    check(
        "a unprocessable; 1 150 CO-16/MA130 150
         b adjudicated; 1 150 CO-45 50",
        &["unprocessable 1 INFO 16: 150 now 0 open 0 back 100 overturned no appeal"],
    );
}

/// Payers take back and answer anew: that is one turn, whatever lies between.
#[test]
fn a_reversal_between_two_answers_changes_nothing_of_what_they_come_to() {
    let with_and_without = |first: &str, then: &str, expected: &[&str]| {
        check(&format!("a {first}\nb {then}"), expected);
        check(&format!("a {first}\nr reversal of a\nb {then}"), expected);
        check(&format!("a {first}\nr goes a\nb {then}"), expected);
    };
    with_and_without(
        "adjudicated; 1 150 CO-16/N56 150",
        "adjudicated; 1 150 CO-50 150",
        &[
            "denial 1 CODING 16: 150 now 0 open 0 superseded",
            "denial 1 MEDNEC 50: 150 now 150 open 150 after CODING",
        ],
    );
    with_and_without(
        "adjudicated; 1 300 CO-197 100 CO-50 200",
        "adjudicated; 1 300 CO-45 50 CO-50 120",
        &[
            "denial 1 AUTH 197: 100 now 0 open 0 back 100 overturned",
            "denial 1 MEDNEC 50: 200 now 120 open 120 back 30 again 1 partially_overturned",
        ],
    );
    with_and_without(
        "adjudicated; 1 150 CO-197 150",
        "adjudicated; 1 150 CO-16/MA130 150",
        &[
            "denial 1 AUTH 197: 150 now 0 open 0 superseded",
            "unprocessable 1 INFO 16: 150 now 150 open 150 after AUTH no appeal",
        ],
    );
}

#[test]
fn what_is_taken_back_under_another_number_is_taken_back() {
    check(
        "a adjudicated; 1 150 CO-197 150
         r goes a",
        &["denial 1 AUTH 197: 150 now 0 open 150"],
    );
}

#[test]
fn remarks_are_of_their_line() {
    check(
        "a adjudicated; 1 100 CO-45 20; 2 150 CO-16/MA130 150; 3 90 CO-50/N211 90; 4 80 CO-50 80",
        &[
            "denial 3 MEDNEC 50: 90 now 90 open 90 no appeal",
            "denial 4 MEDNEC 50: 80 now 80 open 80",
            "unprocessable 2 INFO 16: 150 now 150 open 150 no appeal",
        ],
    );
}

#[test]
fn coinsurance_of_another_payer_settles_no_denial() {
    check(
        "a adjudicated; 1 1000 CO-45 200 CO-197 200 PR-2 100
         x elsewhere; 1 100; claim 100",
        &["denial 1 AUTH 197: 200 now 200 open 200"],
    );
    check(
        "a adjudicated; 1 100 PR-2 20; 2 10000 CO-197 10000
         x elsewhere; 1 20; claim 20",
        &["denial 2 AUTH 197: 10000 now 10000 open 10000"],
    );
    check(
        "a adjudicated; 2 10000 CO-197 10000
         x elsewhere; claim 9000",
        &["denial 2 AUTH 197: 10000 now 10000 open 0 rebilled_other_payer"],
    );
}

#[test]
fn amounts_without_end_are_no_panic() {
    let huge = "92233720368547700";
    let given = format!("a adjudicated; 1 {huge} CO-197 {huge} CO-198 {huge}");
    assert_eq!(replay(&life(&given))[0].amounts.current, i64::MAX);
}

#[test]
fn unprocessable_and_then_denied_is_decided_after_all() {
    check(
        "a unprocessable; 1 150 CO-16/MA130 150
         b adjudicated; 1 150 CO-50 150",
        &[
            "denial 1 MEDNEC 50: 150 now 150 open 150 after INFO",
            "unprocessable 1 INFO 16: 150 now 0 open 0 resubmitted no appeal",
        ],
    );
}

#[test]
fn a_remark_may_take_the_right_to_appeal() {
    check(
        "a adjudicated; 1 150 CO-50/N211 150",
        &["denial 1 MEDNEC 50: 150 now 150 open 150 no appeal"],
    );
}

#[test]
fn paid_by_another_payer_since_then_ends_it() {
    check(
        "a adjudicated; 1 150 CO-22 150
         x elsewhere; 1 90; claim 90",
        &["denial 1 COB 22: 150 now 150 open 0 rebilled_other_payer"],
    );
    // Before it, or for another line: nothing is settled by that.
    check(
        "x elsewhere; 1 90; claim 90
         a adjudicated; 1 150 CO-22 150",
        &["denial 1 COB 22: 150 now 150 open 150"],
    );
    check(
        "a adjudicated; 1 150 CO-22 150; 2 50
         x elsewhere; 1 0; 2 10; claim 10",
        &["denial 1 COB 22: 150 now 150 open 150"],
    );
}

#[test]
fn what_was_recovered_is_given_to_one_case() {
    check(
        "a adjudicated; 1 300 CO-197 100 CO-50 200
         b adjudicated; 1 300 CO-45 50 CO-50 120",
        &[
            "denial 1 AUTH 197: 100 now 0 open 0 back 100 overturned",
            "denial 1 MEDNEC 50: 200 now 120 open 120 back 30 again 1 partially_overturned",
        ],
    );
}

#[test]
fn denied_again_after_it_was_paid_is_reopened() {
    check(
        "a adjudicated; 1 150 CO-197 150
         b adjudicated; 1 150 CO-45 50
         r reversal of b
         c adjudicated; 1 150 CO-197 150",
        &["denial 1 AUTH 197: 150 now 150 open 150 again 1"],
    );
}

#[test]
fn amounts_that_are_none_open_nothing() {
    check(
        "a adjudicated; 1 150 CO-16 0",
        &["denial 1 INFO 16: 0 now 0 open 0 withdrawn"],
    );
    check(
        "a adjudicated; 1 150 CO-16 20 CO-16 -20",
        &["denial 1 INFO 16: 0 now 0 open 0 withdrawn"],
    );
}

#[test]
fn an_unmapped_reason_is_a_case_and_says_so() {
    let cases = replay(&life("a adjudicated; 1 150 CO-9999 150"));
    assert_eq!(cases[0].key.category, Category::Other);
    assert!(cases[0].unmapped && cases[0].is_open);
}

#[test]
fn lines_are_known_by_number_else_by_what_they_are() {
    let one = LineId {
        code: "99213",
        modifiers: [Some("25"), None, None, None],
        date: Some("2026-01-05"),
        ..LineId::default()
    };
    let numbered = |control_number| LineId {
        control_number: Some(control_number),
        ..one
    };
    let names = identify(&[one, numbered("7"), one, numbered("8"), numbered("8")]);
    assert_eq!(
        names,
        [
            "99213:25 2026-01-05 #1",
            "6R 7",
            "99213:25 2026-01-05 #2",
            "99213:25 2026-01-05 #3",
            "99213:25 2026-01-05 #4",
        ]
    );
    assert_eq!(
        identify(&[LineId {
            code: "36415",
            ..LineId::default()
        }]),
        ["36415 #1"]
    );
}

/// `SUBMISSION KIND`, in order; kinds as in [`StatusKind`].
fn statuses(text: &str) -> Vec<Status> {
    let status = |(at, text): (usize, &str)| {
        let (submission, kind) = text.split_once(' ').unwrap();
        Status {
            id: format!("s{at}"),
            submission: submission.parse().ok(),
            charge: 10_000,
            kind: match kind {
                "rejected" => StatusKind::Rejected(Category::Info),
                "accepted" => StatusKind::Accepted { by_payer: true },
                "taken" => StatusKind::Accepted { by_payer: false },
                "file rejected" => StatusKind::FileRejected,
                "file accepted" => StatusKind::FileAccepted,
                "F2" => StatusKind::Denied,
                "R" => StatusKind::Requested,
                "P" => StatusKind::Other,
                "denied" => StatusKind::Answered { denied: true },
                "paid" => StatusKind::Answered { denied: false },
                other => panic!("{other}"),
            },
        }
    };
    text.split(", ").enumerate().map(status).collect()
}

#[test]
fn acknowledgments_and_statuses_are_cases_too() {
    let rejection = |rest: &str| format!("rejection claim INFO : 100 {rest} no appeal");
    let open = "now 100 open 100";
    let ended = "now 0 open 0";
    let cases: BTreeMap<&str, String> = BTreeMap::from([
        ("0 rejected", rejection(open)),
        // Its clearinghouse says so, then the payer.
        ("0 rejected, 0 rejected", rejection(open)),
        (
            "0 rejected, 1 rejected",
            rejection(&format!("{open} again 1")),
        ),
        // What the clearinghouse took the payer refused; the other way round nothing is heard of.
        ("0 taken, 0 rejected", rejection(open)),
        ("0 rejected, 0 taken", rejection(open)),
        (
            "0 rejected, 1 taken",
            rejection(&format!("{ended} resubmitted")),
        ),
        (
            "0 rejected, 0 accepted",
            rejection(&format!("{ended} resubmitted")),
        ),
        (
            "0 rejected, - paid",
            rejection(&format!("{ended} resubmitted")),
        ),
        (
            "0 rejected, 1 accepted, 2 rejected",
            rejection(&format!("{open} again 1")),
        ),
        // News of another submission, and a question that was asked after the answer.
        ("1 rejected, 0 accepted", rejection(open)),
        ("1 rejected, 0 paid", rejection(open)),
        ("0 denied, 0 F2", String::new()),
        (
            "0 denied, 1 F2",
            format!("provisional claim OTHER : 100 {open} no appeal"),
        ),
        (
            "0 file rejected",
            format!("file_rejection claim INFO : 100 {open} no appeal"),
        ),
        (
            "0 file rejected, 1 file accepted",
            format!("file_rejection claim INFO : 100 {ended} resubmitted no appeal"),
        ),
        (
            "0 F2",
            format!("provisional claim OTHER : 100 {open} no appeal"),
        ),
        (
            "0 F2, - denied",
            format!("provisional claim OTHER : 100 {ended} confirmed no appeal"),
        ),
        (
            "0 F2, - paid",
            format!("provisional claim OTHER : 100 {ended} withdrawn no appeal"),
        ),
        (
            "0 R",
            format!("information_request claim DOC : 100 {open} no appeal"),
        ),
        (
            "0 R, 0 P",
            format!("information_request claim DOC : 100 {ended} answered no appeal"),
        ),
    ]);
    for (given, expected) in cases {
        let found = said(&told(&statuses(given)));
        assert_eq!(found.trim_end(), expected, "{given}");
    }
}
