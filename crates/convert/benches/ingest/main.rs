//! How fast a file becomes Parquet, and in how much memory.
//!
//! `cargo bench -p convert --bench ingest` measures X12, HL7 v2, FHIR and C-CDA of 1, 20 and 200 MB, `… -- 2000`
//! others (in MB), `… -- 20 FHIR` some kinds; `… -- lengths` the longest files that the guides allow: a million claims, in sets of 5,000 (837)
//! or 10,000 (835). `… -- write KIND MB FILE` only writes such a file, `… -- convert FILE` only converts one,
//! for comparisons. Each measurement is a process of its
//! own, so that its peak memory is its own. The files are seeded, one transaction set each but for the
//! longest; one clinical document is at most as large as real ones are, and many are an archive. They are written before the clock starts and read back from the page cache.

mod files;
mod folder;
mod writer;

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use convert::{Input, Limits, Report};
use tables::{Part, Writers};

use crate::files::{KINDS, Marks};
use crate::folder::Folder;
use crate::writer::Length;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--one", kind, megabytes] => {
            return one(kind, Length::Bytes(megabytes.parse::<u64>()? * 1_000_000));
        }
        ["--one", kind, sets, claims] => {
            return one(kind, Length::Claims(sets.parse()?, claims.parse()?));
        }
        ["write", kind, megabytes, path] => {
            let length = Length::Bytes(megabytes.parse::<u64>()? * 1_000_000);
            return files::write(kind, length, Path::new(path));
        }
        ["convert", path] => return convert_file(Path::new(path)),
        ["lengths"] => return lengths(),
        _ => {}
    }
    let asked: Vec<u64> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        vec![1, 20, 200]
    } else {
        asked
    };
    let only: Vec<&String> = arguments
        .iter()
        .filter(|a| a.parse::<u64>().is_err())
        .collect();
    let mut out = std::io::stdout();
    writeln!(
        out,
        "| file | MB | both passes MB/s | pass one | pass two | bare split | peak MB | Parquet MB | rows |"
    )?;
    writeln!(
        out,
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    for kind in KINDS {
        let name = kind.name;
        if only.is_empty() || only.iter().any(|one| *one == name) {
            for megabytes in sizes.iter().filter(|size| **size <= kind.most) {
                apart(&[name, &megabytes.to_string()])?;
            }
        }
    }
    Ok(())
}

/// The guides recommend at most 5,000 claims in a set of an 837, and 10,000 in one of an 835.
fn lengths() -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(
        out,
        "| file | sets of claims | MB | CPU s | both passes MB/s | peak MB | Parquet MB | rows |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    apart(&["837P", "200", "5000"])?;
    apart(&["835", "100", "10000"])
}

/// A measurement in a process of its own.
fn apart(what: &[&str]) -> Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    if !command.arg("--one").args(what).status()?.success() {
        return Err("expected the measurement to succeed, but it failed".into());
    }
    Ok(())
}

/// One measurement, in this process.
fn one(kind: &str, length: Length) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("claimlake-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(kind, length, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure(kind: &str, length: Length, folder: &Path) -> Result<()> {
    let path = folder.join("file.edi");
    match length {
        // In another process: some kinds are made in memory.
        Length::Bytes(bytes) => {
            let megabytes = (bytes / 1_000_000).to_string();
            let mut command = Command::new(std::env::current_exe()?);
            command.args(["write", kind, &megabytes]).arg(&path);
            if !command.status()?.success() {
                return Err("expected the file to be written, but it was not".into());
            }
        }
        Length::Claims(..) => files::write(kind, length, &path)?,
    }
    let size = std::fs::metadata(&path)?.len();

    // By the clock and the best of several: it is over sooner than the kernel counts CPU.
    let (mut segments, mut fastest) = (0, Duration::MAX);
    let known = KINDS.iter().find(|known| known.name == kind);
    let known = known.ok_or("expected a kind of file")?;
    for _ in 0..5 {
        let clock = Instant::now();
        segments = split(&path, known.mark)?;
        fastest = fastest.min(clock.elapsed());
    }
    let split = u64::try_from(fastest.as_nanos())?;

    let Converted {
        report,
        parts,
        passes: [first, second],
    } = converted(&path, folder)?;
    let records = report.records;
    assert!(known.marks != Marks::Records || records.read == segments);
    // Some segments of messages are left out by name.
    assert_eq!(records.mapped + records.ignored, records.read);
    assert!(known.ignores || records.ignored == 0);
    let rate = |nanos: u64| size * 1_000 / nanos.max(1);
    let written: u64 = parts.iter().map(|part| part.size).sum::<u64>() / 1_000_000;
    let rows: u64 = parts.iter().map(|part| part.rows).sum();
    let (both, peak) = (rate(first + second), peak()? / 1_000);
    let mut out = std::io::stdout();
    match length {
        Length::Bytes(bytes) => writeln!(
            out,
            "| {kind} | {} | {both} | {} | {} | {} | {peak} | {written} | {rows} |",
            bytes / 1_000_000,
            rate(first),
            rate(second),
            rate(split),
        )?,
        Length::Claims(sets, claims) => {
            let table = if kind == "835" {
                "remit_claim"
            } else {
                "claim"
            };
            let found = parts.iter().filter(|part| part.table == table);
            assert_eq!(found.map(|part| part.rows).sum::<u64>(), sets * claims);
            assert_eq!(u64::try_from(report.sets.len())?, sets);
            let seconds = (first + second) / 1_000_000_000;
            let size = size / 1_000_000;
            writeln!(
                out,
                "| {kind} | {sets} of {claims} | {size} | {seconds} | {both} | {peak} | {written} | {rows} |"
            )?;
        }
    }
    Ok(())
}

/// What became of a file, and the nanoseconds of CPU that each pass took.
struct Converted {
    report: Report,
    parts: Vec<Part>,
    passes: [u64; 2],
}

/// Both passes, into a folder.
fn converted(path: &Path, folder: &Path) -> Result<Converted> {
    let limits = Limits::default();
    let before = cpu()?;
    let survey = convert::survey(
        &mut BufReader::with_capacity(1 << 16, File::open(path)?),
        &limits,
    )?;
    let between = cpu()?;
    let parts = Arc::new(Folder(folder.join("lake")));
    let mut writers = Writers::new(parts, "part".to_owned());
    let file_id = "f".repeat(64);
    let input = Input {
        source_system: "bench",
        contract: "",
        file_id: &file_id,
        generation: 1,
    };
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let report = convert::convert(&mut file, &survey, &input, &limits, &mut writers)?;
    let parts = writers.finish()?;
    let passes = [between - before, cpu()? - between];
    Ok(Converted {
        report,
        parts,
        passes,
    })
}

/// Converts a file and tells how many records it had, and the peak memory in KB.
fn convert_file(path: &Path) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("claimlake-bench-{}", std::process::id()));
    let converted = converted(path, &folder);
    std::fs::remove_dir_all(&folder)?;
    let records = converted?.report.records.mapped;
    writeln!(std::io::stdout(), "{records} {}", peak()?)?;
    Ok(())
}

/// How many segments, lines or tags there are, by looking for what ends or begins them and nothing else: the bound of
/// what any reader could do.
fn split(path: &Path, end: u8) -> Result<u64> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    let mut count = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(count);
        };
        count += u64::try_from(memchr::memchr_iter(end, bytes).count())?;
    }
}

/// Nanoseconds of CPU that this thread has used.
fn cpu() -> Result<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(text.split(' ').next().ok_or("expected a number")?.parse()?)
}

/// Peak memory of this process in KB.
fn peak() -> Result<u64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .ok_or("expected VmHWM")?;
    Ok(line
        .split_whitespace()
        .nth(1)
        .ok_or("expected a number")?
        .parse()?)
}
