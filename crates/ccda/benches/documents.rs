//! How fast documents are read, and their entries used, against a bare scan of quick-xml.
//!
//! `cargo bench -p ccda`; `-- 64` for 64 MB in place of 32; `-- read FILE` reads the entries of one
//! file, `-- scan FILE` is the bare scan of it, for comparisons.
#![expect(clippy::float_arithmetic, reason = "megabytes per second, for people")]
#![expect(clippy::print_stdout, reason = "this is what a bench is for")]

use std::hint::black_box;
use std::io::{BufReader, Read};
use std::time::Duration;

use ccda::datatype::Cd;
use ccda::entry::{Content, Statement};
use ccda::{Event, Limits, Reader};

#[path = "documents/writer.rs"]
mod writer;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    if let [what @ ("read" | "scan"), path] = words.as_slice() {
        let file = std::fs::File::open(path).expect("a file that can be read");
        let found = match *what {
            "read" => typed(file),
            _ => scan_of(file),
        };
        println!("{found} {}", peak());
        return;
    }
    let size = args
        .iter()
        .find_map(|arg| arg.parse::<usize>().ok())
        .unwrap_or(32);
    for bytes in [200 << 10, 1 << 20] {
        let one = writer::document(1, bytes);
        let times = (size << 20) / one.len();
        println!("{times} documents of {} KB", one.len() >> 10);
        let input = one.repeat(times);
        let bare = best("bare quick-xml scan", &input, None, scan);
        best("reader, all entries", &input, Some(bare), read);
        best("typed access of all", &input, Some(bare), |it| typed(it));
    }
}

/// Peak memory of this process in KB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let peak = line.and_then(|it| it.split_whitespace().next()?.parse().ok());
    peak.unwrap_or_default()
}

/// CPU time of this thread, to some milliseconds.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanos = text.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanos.expect("a number"))
}

/// The best of five runs, in MB/s of CPU time.
fn best(name: &str, input: &[u8], bare: Option<f64>, run: fn(&[u8]) -> u64) -> f64 {
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
        .map(|bare| format!(", {:.2} of the bare scan", speed / bare))
        .unwrap_or_default();
    println!("  {name:<24} {speed:>6.0} MB/s{ratio} ({result})");
    speed
}

/// What any reader over quick-xml has to do at least: see each tag and attribute.
fn scan(input: &[u8]) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(input);
    let mut sum = 0;
    loop {
        match xml.read_event().expect("the writer writes XML") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                sum += tag.attributes().with_checks(false).flatten().count() as u64;
            }
            quick_xml::events::Event::Eof => return sum,
            _ => {}
        }
    }
}

/// The same of a stream.
fn scan_of(input: impl Read) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 16, input));
    let (mut piece, mut sum) = (Vec::new(), 0);
    loop {
        piece.clear();
        match xml
            .read_event_into(&mut piece)
            .expect("the writer writes XML")
        {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                sum += tag.attributes().with_checks(false).flatten().count() as u64;
            }
            quick_xml::events::Event::Eof => return sum,
            _ => {}
        }
    }
}

fn read(input: &[u8]) -> u64 {
    let mut entries = 0;
    let mut reader = Reader::new(input, Limits::default());
    while let Some(event) = reader.next_event().expect("the writer writes CDA") {
        let bad = matches!(event, Event::Damaged(_) | Event::Defect(_));
        assert!(!bad, "the writer writes CDA");
        entries += u64::from(matches!(event, Event::Entry(_)));
    }
    entries
}

fn typed(input: impl Read) -> u64 {
    let mut sum = 0;
    let mut reader = Reader::new(input, Limits::default());
    while let Some(event) = reader.next_event().expect("the writer writes CDA") {
        if let Event::Entry(entry) = event {
            sum += entry.content().map_or(0, |content| touch(&content));
        }
    }
    sum as u64
}

fn touch(content: &Content<'_>) -> usize {
    match content {
        Content::ProblemConcern(it) => it
            .problems()
            .map(|it| said(it.statement()) + it.value().map_or(0, coded))
            .sum(),
        Content::Procedure(it) => said(it.statement()) + it.product_instances().count(),
        Content::Immunization(it) => {
            said(it.statement()) + it.product().and_then(|it| it.code()).map_or(0, coded)
        }
        Content::Medication(it) => {
            said(it.statement())
                + it.product().and_then(|it| it.code()).map_or(0, coded)
                + it.frequency().into_iter().count()
        }
        Content::ResultOrganizer(it) => it.results().map(|it| measured(&it)).sum(),
        Content::VitalSignsOrganizer(it) => it.vital_signs().map(|it| measured(&it)).sum(),
        Content::Encounter(it) => said(it.statement()) + it.locations().count(),
        Content::Coverage(it) => it
            .policies()
            .map(|(_, it)| said(it.statement()) + it.covered_party().into_iter().count())
            .sum(),
        _ => 0,
    }
}

fn measured(it: &ccda::entry::Observation<'_>) -> usize {
    let values = it.values().filter_map(|it| it.text().present());
    said(it.statement()) + values.map(str::len).sum::<usize>()
}

fn said(it: Statement<'_>) -> usize {
    let ids: usize = it.ids().filter_map(|id| id.extension()).map(str::len).sum();
    let time = it.effective_time().and_then(|time| time.start().present());
    ids + it.code().map_or(0, coded)
        + it.status_code().present().map_or(0, str::len)
        + time.map_or(0, |time| usize::from(time.year()))
        + it.performers().count()
}

fn coded(code: Cd<'_>) -> usize {
    let words = code.original_text().and_then(|text| text.words());
    code.codings()
        .filter_map(|it| it.code())
        .map(str::len)
        .sum::<usize>()
        + words.map_or(0, str::len)
}
