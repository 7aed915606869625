//! How fast a file is split, tokenised, hashed and read as claims, against a bare split.
//!
//! `cargo bench -p x12 --bench tokens`; `-- 256` for 256 MB in place of 64, `-- tokens` for one of
//! the measurements; `-- read KIND FILE` reads the typed claims of one file, for comparisons.
#![expect(clippy::float_arithmetic, reason = "megabytes per second, for people")]
#![expect(clippy::print_stdout, reason = "this is what a bench is for")]

use std::hint::black_box;
use std::io::Read;
use std::time::Duration;

use x12::{Canonical, Event, Limits, Reader, acknowledgment, claim, remittance, status};

#[path = "tokens/writer.rs"]
mod writer;

use crate::writer::Guide;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    if let [read, kind, path] = args.as_slice()
        && read == "read"
    {
        let file = std::fs::File::open(path).expect("a file that can be read");
        let read = match kind.as_str() {
            "835" => paid(file),
            "277CA" => acknowledged(file),
            _ => billed(file),
        };
        println!("{read} {}", peak());
        return;
    }
    let size = args
        .iter()
        .find_map(|arg| arg.parse::<usize>().ok())
        .unwrap_or(64);
    let wanted = |name: &str| {
        args.iter()
            .all(|arg| arg.parse::<usize>().is_ok() || name.contains(arg))
    };
    // Each file is written when its turn comes: together they would fill the memory.
    type Write = fn(usize) -> Vec<u8>;
    let files: [(&str, Write, Run); 6] = [
        ("835", writer::remittance, |it| paid(it)),
        (
            "837P",
            |size| writer::claims(Guide::Professional, size),
            |it| billed(it),
        ),
        (
            "837I",
            |size| writer::claims(Guide::Institutional, size),
            |it| billed(it),
        ),
        (
            "837D",
            |size| writer::claims(Guide::Dental, size),
            |it| billed(it),
        ),
        ("277CA", writer::acknowledgments, |it| acknowledged(it)),
        ("999", writer::implementation_acknowledgments, |it| {
            answered(it)
        }),
    ];
    for (name, write, typed) in files {
        let input = write(size << 20);
        println!("{name}, {} MB", input.len() >> 20);
        let bare = best("bare memchr split", &input, None, split);
        let measures: [(&str, Run); 3] = [
            ("tokens", tokens),
            ("tokens and content hash", hash),
            ("typed claims", typed),
        ];
        for (measure, run) in measures {
            if wanted(measure) {
                best(measure, &input, Some(bare), run);
            }
        }
    }
}

type Run = fn(&[u8]) -> u64;

/// CPU time of this thread, to some milliseconds.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanos = text.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanos.expect("a number"))
}

/// Peak memory of this process in KB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let peak = line.and_then(|it| it.split_whitespace().next()?.parse().ok());
    peak.unwrap_or_default()
}

/// The best of five runs, in MB/s of CPU time: other work on the machine costs caches then, and nothing else.
fn best(name: &str, input: &[u8], bare: Option<f64>, run: Run) -> f64 {
    let mut best = f64::MAX;
    let mut result = 0;
    for _ in 0..5 {
        let start = cpu();
        result = black_box(run(black_box(input)));
        best = best.min((cpu() - start).as_secs_f64());
    }
    let bytes = f64::from(u32::try_from(input.len()).unwrap_or(u32::MAX));
    let speed = bytes / best / 1e6;
    let ratio = bare
        .map(|bare| format!(", {:.2} of the bare split", speed / bare))
        .unwrap_or_default();
    println!("  {name:<24} {speed:>6.0} MB/s{ratio} ({result})");
    speed
}

/// What any tokeniser has to do at least: go to each delimiter.
fn split(input: &[u8]) -> u64 {
    let mut last = 0;
    let mut elements = 0;
    for at in memchr::memchr2_iter(b'*', b'~', input) {
        elements += u64::from(at > last);
        last = at;
    }
    elements
}

fn tokens(input: &[u8]) -> u64 {
    let mut elements = 0;
    each(input, |event| {
        if let Event::Segment(segment) = event {
            elements += segment.element_count() as u64;
        }
    });
    elements
}

fn hash(input: &[u8]) -> u64 {
    let mut canonical = Canonical::new();
    each(input, |event| {
        if let Event::Segment(segment) = event {
            canonical.push(&segment);
        }
    });
    u64::from(canonical.finish()[0])
}

fn each(input: &[u8], mut with: impl FnMut(Event<'_>)) {
    let mut reader = Reader::new(input, Limits::default());
    while let Some(event) = reader.next_event().expect("the writer writes X12") {
        with(event);
    }
}

/// Claims with their lines, the amounts looked at as bytes.
fn paid(input: impl Read) -> u64 {
    let mut reader = Reader::new(input, Limits::default());
    let mut loops = remittance::Loops::new(Limits::default());
    let mut sum = 0;
    while let Some(event) = reader.next_event().expect("the writer writes X12") {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        if let Some(remittance::Part::Claim(claim)) = part {
            sum += remittance_claim(&claim);
        }
    }
    sum
}

/// Sets of a 999 with their verdicts.
fn answered(input: impl Read) -> u64 {
    let mut reader = Reader::new(input, Limits::default());
    let mut loops = acknowledgment::Loops::new(Limits::default());
    let mut sum = 0;
    while let Some(event) = reader.next_event().expect("the writer writes X12") {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        if let Some(acknowledgment::Part::Set(set)) = part {
            sum += set.ak2().control_number().len() as u64;
            sum += set.ik5().map_or(0, |ik5| ik5.code().len()) as u64;
            sum += set.items().count() as u64;
        }
    }
    sum
}

fn remittance_claim(claim: &remittance::Claim<'_>) -> u64 {
    let clp = claim.clp();
    let mut sum = clp.charge_amount().len()
        + clp.paid_amount().len()
        + clp.payer_claim_control_number().len();
    for item in claim.items() {
        sum += match item {
            remittance::ClaimItem::Nm1(nm1) => {
                nm1.id().len() + nm1.last_or_organization_name().len()
            }
            remittance::ClaimItem::Ref(it) => it.id().len(),
            remittance::ClaimItem::Dtm(dtm) => dtm.date().len(),
            remittance::ClaimItem::Amt(amt) => amt.amount().len(),
            _ => 0,
        };
    }
    for line in claim.lines() {
        let svc = line.svc();
        sum += svc.procedure().code().len() + svc.charge_amount().len() + svc.paid_amount().len();
        for item in line.items() {
            sum += match item {
                remittance::LineItem::Cas(cas) => cas
                    .triplets()
                    .map(|it| it.reason.len() + it.amount.len())
                    .sum(),
                remittance::LineItem::Ref(it) => it.id().len(),
                remittance::LineItem::Lq(lq) => lq.code().len(),
                _ => 0,
            };
        }
    }
    sum as u64
}

/// Claims as submitted with their lines and everything above them.
fn billed(input: impl Read) -> u64 {
    let mut reader = Reader::new(input, Limits::default());
    let mut loops = claim::Loops::new(Limits::default());
    let mut sum = 0;
    while let Some(event) = reader.next_event().expect("the writer writes X12") {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        if let Some(claim::Part::Claim(claim)) = part {
            sum += submitted_claim(&claim);
        }
    }
    sum
}

fn submitted_claim(claim: &claim::Claim<'_>) -> u64 {
    let clm = claim.clm();
    let mut sum = clm.charge_amount().len() + clm.patient_control_number().len();
    for level in [claim.billing(), claim.subscriber(), claim.patient()]
        .into_iter()
        .flatten()
    {
        sum += level.sbr().map_or(0, |sbr| sbr.group_number().len());
        sum += level
            .parties()
            .map(|party| party.nm1().id().len() + party.items().count())
            .sum::<usize>();
    }
    for item in claim.items() {
        sum += match item {
            claim::ClaimItem::Ref(it) => it.id().len(),
            claim::ClaimItem::Dtp(dtp) => dtp.value().len(),
            claim::ClaimItem::Hi(hi) => hi.values().map(|value| value.code().len()).sum(),
            _ => 0,
        };
    }
    sum += claim
        .parties()
        .map(|party| party.nm1().id().len() + party.items().count())
        .sum::<usize>();
    for line in claim.lines() {
        for item in line.items() {
            sum += match item {
                claim::LineItem::Sv1(sv1) => {
                    sv1.procedure().code().len() + sv1.charge_amount().len()
                }
                claim::LineItem::Sv2(sv2) => {
                    sv2.procedure().code().len() + sv2.charge_amount().len()
                }
                claim::LineItem::Sv3(sv3) => {
                    sv3.procedure().code().len() + sv3.charge_amount().len()
                }
                claim::LineItem::Dtp(dtp) => dtp.value().len(),
                claim::LineItem::Ref(it) => it.id().len(),
                _ => 0,
            };
        }
    }
    sum as u64
}

/// Answers with their statuses and lines.
fn acknowledged(input: impl Read) -> u64 {
    let mut reader = Reader::new(input, Limits::default());
    let mut loops = status::Loops::new(Limits::default());
    let mut sum = 0;
    while let Some(event) = reader.next_event().expect("the writer writes X12") {
        let part = match event {
            Event::Segment(segment) => loops.push(&segment),
            Event::SetEnd(_) => loops.finish(),
            _ => None,
        };
        if let Some(status::Part::Level(level)) = part {
            sum += level
                .parties()
                .map(|party| party.nm1().id().len() + party.items().count())
                .sum::<usize>() as u64;
            sum += level.answers().map(|it| answer(&it)).sum::<u64>();
        }
    }
    sum
}

fn answer(answer: &status::Answer<'_>) -> u64 {
    let said = |stc: &x12::segment::Stc<'_>| {
        let statuses = stc.statuses();
        stc.charge_amount().len()
            + statuses
                .map(|(_, it)| it.category().len() + it.status().len())
                .sum::<usize>()
    };
    let mut sum = 0;
    for item in answer.items() {
        sum += match item {
            status::AnswerItem::Trn(trn) => trn.trace_number().len(),
            status::AnswerItem::Stc(stc) => said(&stc),
            status::AnswerItem::Ref(it) => it.id().len(),
            status::AnswerItem::Dtp(dtp) => dtp.value().len(),
            _ => 0,
        };
    }
    for line in answer.lines() {
        sum += line.svc().procedure().code().len();
        for item in line.items() {
            sum += match item {
                status::LineItem::Stc(stc) => said(&stc),
                status::LineItem::Ref(it) => it.id().len(),
                status::LineItem::Dtp(dtp) => dtp.value().len(),
                _ => 0,
            };
        }
    }
    sum as u64
}
