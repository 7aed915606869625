//! How fast resources are found in a stream and read as their types, against a bare search and
//! against a parser that builds everything.
//!
//! `cargo bench -p fhir --bench resources`; `-- 256` for 256 MB in place of 64, `-- typed` for one of
//! the measurements; `-- read FILE` reads the resources of one file as their types, `-- scan FILE` and
//! `-- lines FILE` are the bare scans of it, for comparisons.
#![expect(clippy::float_arithmetic, reason = "megabytes per second, for people")]
#![expect(clippy::print_stdout, reason = "this is what a bench is for")]

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read};
use std::time::Duration;

use fhir::resource::{Claim, Condition, Encounter, ExplanationOfBenefit, Observation, Patient};
use fhir::{Event, Limits, Reader, Resource};

#[path = "resources/writer.rs"]
mod writer;

type Run = fn(&[u8]) -> u64;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    if let [what @ ("read" | "scan" | "lines"), path] = words(&args).as_slice() {
        let file = std::fs::File::open(path).expect("a file that can be read");
        let found = match *what {
            "read" => typed(file),
            "scan" => scan(file),
            _ => ends_of(file),
        };
        println!("{found} {}", peak());
        return;
    }
    let size = args.iter().find_map(|arg| arg.parse::<usize>().ok());
    let wanted = |name: &str| {
        args.iter()
            .all(|arg| arg.parse::<usize>().is_ok() || name.contains(arg))
    };
    let size = size.unwrap_or(64) << 20;
    let lines = writer::lines(writer::Mix::All, size);
    let benefits = writer::lines(writer::Mix::Benefits, size);
    let bundle = writer::bundle(&lines);
    let pretty = writer::pretty(&lines);
    for (name, input) in [
        ("lines", &lines),
        ("lines of ExplanationOfBenefit", &benefits),
        ("Bundle", &bundle),
        ("pretty", &pretty),
    ] {
        println!("{name}, {} MB", input.len() >> 20);
        let measures: [(&str, Run); 4] = [
            ("bare memchr of line ends", ends),
            ("bare JSON scan", |it| scan(it)),
            ("splitting", |it| split(it)),
            ("typed", |it| typed(it)),
        ];
        for (measure, run) in measures {
            if wanted(measure) {
                best(measure, input, run);
            }
        }
    }
    if wanted("values") {
        best("lines as serde_json::Value", &lines, values);
    }
}

fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
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

/// The best of five runs, in MB/s of CPU time: other work on the machine costs caches then, and nothing else.
fn best(name: &str, input: &[u8], run: Run) {
    let mut best = f64::MAX;
    let mut result = 0;
    for _ in 0..5 {
        let start = cpu();
        result = black_box(run(black_box(input)));
        best = best.min((cpu() - start).as_secs_f64());
    }
    let bytes = f64::from(u32::try_from(input.len()).unwrap_or(u32::MAX));
    println!("  {name:<26} {:>6.0} MB/s ({result})", bytes / best / 1e6);
}

fn ends(input: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', input).map(|_| 1).sum()
}

/// The same of a stream.
fn ends_of(mut input: impl Read) -> u64 {
    let mut buffer = vec![0; 1 << 16];
    let mut found = 0;
    loop {
        let read = input.read(&mut buffer).expect("a file that can be read");
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return found;
        };
        found += ends(bytes);
    }
}

/// What any reader of JSON has to do at least: each line is gone through and found to be JSON.
fn scan(input: impl Read) -> u64 {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut line, mut found) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.expect("a file that can be read") == 0 {
            return found;
        }
        // What was printed over several lines is one value only together.
        found += u64::from(serde_json::from_slice::<serde::de::IgnoredAny>(&line).is_ok());
    }
}

fn each(input: impl Read, mut with: impl FnMut(&Resource<'_>)) -> u64 {
    let mut reader = Reader::new(input, Limits::default());
    let mut records = 0;
    while let Some(event) = reader.next_event().expect("the writer writes FHIR") {
        records += event.records();
        if let Event::Entry(entry) = event
            && let Some(resource) = entry.resource
        {
            with(&resource);
        }
    }
    records
}

fn split(input: impl Read) -> u64 {
    each(input, |resource| {
        black_box(resource.id());
    })
}

fn typed(input: impl Read) -> u64 {
    let mut sum = 0;
    each(input, |resource| {
        let read = match resource.kind() {
            "Patient" => resource.read::<Patient<'_>>().map(|it| it.name.len()),
            "Encounter" => resource
                .read::<Encounter<'_>>()
                .map(|it| it.diagnosis.len()),
            "Condition" => resource.read::<Condition<'_>>().map(|it| it.category.len()),
            "Observation" => resource
                .read::<Observation<'_>>()
                .map(|it| it.category.len()),
            "Claim" => resource.read::<Claim<'_>>().map(|it| it.item.len()),
            _ => resource
                .read::<ExplanationOfBenefit<'_>>()
                .map(|it| it.item.len()),
        };
        sum += read.expect("the writer writes sound resources") as u64;
    });
    sum
}

fn values(input: &[u8]) -> u64 {
    let mut count = 0;
    for line in input
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let value: serde_json::Value = serde_json::from_slice(line).expect("JSON");
        count += value.as_object().map_or(0, |it| it.len() as u64);
    }
    count
}
