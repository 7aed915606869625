//! How fast a file becomes Parquet, and in how much memory.
//!
//! `cargo bench -p convert --bench ingest` measures 835 and 837 of 1, 20 and 200 MB, `… -- 2000` others
//! (in MB); `… -- lengths` the longest files that the guides allow: a million claims, in sets of 5,000 (837)
//! or 10,000 (835). `… -- write KIND MB FILE` only writes such a file, `… -- convert FILE` only converts one,
//! for comparisons. Each measurement is a process of its
//! own, so that its peak memory is its own. The files are seeded, one transaction set each but for the
//! longest, written before the clock starts and read back from the page cache.

mod folder;
#[expect(
    dead_code,
    reason = "what it writes at once, this bench writes in pieces"
)]
#[path = "../../../hl7v2/benches/messages/writer.rs"]
mod messages;
#[expect(
    dead_code,
    reason = "of what it writes, the kinds that `writer` does not"
)]
#[path = "../../../x12/benches/tokens/writer.rs"]
mod small;
mod writer;

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use convert::{Input, Limits, Report};
use tables::{Part, Writers};

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
            return write_file(kind, length, Path::new(path));
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
    let mut out = std::io::stdout();
    writeln!(
        out,
        "| file | MB | both passes MB/s | pass one | pass two | bare split | peak MB | Parquet MB | rows |"
    )?;
    writeln!(
        out,
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    for kind in [
        "835", "837P", "837I", "837D", "277CA", "999", "ADT", "DFT", "ORU",
    ] {
        for megabytes in &sizes {
            apart(&[kind, &megabytes.to_string()])?;
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

fn write_file(kind: &str, length: Length, path: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    match length {
        Length::Bytes(bytes) if matches!(kind, "837D" | "277CA" | "999") => {
            let bytes = usize::try_from(bytes)?;
            out.write_all(&match kind {
                "837D" => small::claims(small::Guide::Dental, bytes),
                "277CA" => small::acknowledgments(bytes),
                _ => small::implementation_acknowledgments(bytes),
            })?;
        }
        Length::Bytes(bytes) if matches!(kind, "ADT" | "DFT" | "ORU") => {
            write_messages(kind, bytes, &mut out)?;
        }
        _ => writer::write(kind, length, 42, &mut out)?,
    }
    Ok(out.flush()?)
}

/// Messages of one kind, a megabyte at a time.
fn write_messages(kind: &str, bytes: u64, out: &mut impl Write) -> Result<()> {
    let kinds: Vec<messages::Write> = messages::KINDS
        .iter()
        .filter(|(name, _)| name.starts_with(kind))
        .map(|(_, write)| *write)
        .collect();
    let mut random = messages::Random::new(7);
    let mut written = 0;
    while written < bytes {
        let mut piece = Vec::new();
        messages::write_from(&mut random, &mut piece, 1_000_000, &kinds);
        out.write_all(&piece)?;
        written += u64::try_from(piece.len())?;
    }
    Ok(())
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
        Length::Claims(..) => write_file(kind, length, &path)?,
    }
    let size = std::fs::metadata(&path)?.len();

    // By the clock and the best of several: it is over sooner than the kernel counts CPU.
    let (mut segments, mut fastest) = (0, Duration::MAX);
    // What ends a segment.
    let end = if matches!(kind, "ADT" | "DFT" | "ORU") {
        b'\r'
    } else {
        b'~'
    };
    for _ in 0..5 {
        let clock = Instant::now();
        segments = split(&path, end)?;
        fastest = fastest.min(clock.elapsed());
    }
    let split = u64::try_from(fastest.as_nanos())?;

    let Converted {
        report,
        parts,
        passes: [first, second],
    } = converted(&path, folder)?;
    assert_eq!(report.records.read, segments);
    // Some segments of messages are left out by name.
    assert_eq!(report.records.mapped + report.records.ignored, segments);
    assert!(end == b'\r' || report.records.ignored == 0);
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

/// Converts a file and tells how many segments it had, and the peak memory in KB.
fn convert_file(path: &Path) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("claimlake-bench-{}", std::process::id()));
    let converted = converted(path, &folder);
    std::fs::remove_dir_all(&folder)?;
    let segments = converted?.report.records.mapped;
    writeln!(std::io::stdout(), "{segments} {}", peak()?)?;
    Ok(())
}

/// How many segments there are, by looking for terminators and nothing else: the bound of what any
/// reader could do.
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
