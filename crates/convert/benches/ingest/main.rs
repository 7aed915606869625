//! How fast a file becomes Parquet, and in how much memory.
//!
//! `cargo bench -p convert --bench ingest` measures 835 and 837 of 1, 20 and 200 MB, `… -- 2000` others
//! (in MB). Each measurement is a process of its own, so that its peak memory is its own. The files are
//! seeded, one transaction set each, written before the clock starts and read back from the page cache.

mod folder;
mod writer;

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use convert::{Input, Limits};
use tables::Writers;

use crate::folder::Folder;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    if let [flag, kind, megabytes] = arguments.as_slice()
        && flag == "--one"
    {
        return one(kind, megabytes.parse()?);
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
    for kind in ["835", "837P", "837I"] {
        for megabytes in &sizes {
            let status = Command::new(std::env::current_exe()?)
                .args(["--one", kind, &megabytes.to_string()])
                .status()?;
            if !status.success() {
                return Err("expected the measurement to succeed, but it failed".into());
            }
        }
    }
    Ok(())
}

/// One measurement, in this process.
fn one(kind: &str, megabytes: u64) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("claimlake-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(kind, megabytes, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure(kind: &str, megabytes: u64, folder: &Path) -> Result<()> {
    let path = folder.join("file.edi");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    writer::write(kind, megabytes * 1_000_000, 42, &mut out)?;
    out.flush()?;
    drop(out);
    let size = std::fs::metadata(&path)?.len();

    // By the clock and the best of several: it is over sooner than the kernel counts CPU.
    let (mut segments, mut fastest) = (0, Duration::MAX);
    for _ in 0..5 {
        let clock = Instant::now();
        segments = split(&path)?;
        fastest = fastest.min(clock.elapsed());
    }
    let split = u64::try_from(fastest.as_nanos())?;

    let limits = Limits::default();
    let before = cpu()?;
    let survey = convert::survey(
        &mut BufReader::with_capacity(1 << 16, File::open(&path)?),
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
    let mut file = BufReader::with_capacity(1 << 16, File::open(&path)?);
    let report = convert::convert(&mut file, &survey, &input, &limits, &mut writers)?;
    let parts = writers.finish()?;
    let after = cpu()?;

    assert_eq!(report.records.read, segments);
    assert_eq!(report.records.rejected + report.records.ignored, 0);
    let rate = |nanos: u64| size * 1_000 / nanos.max(1);
    let written: u64 = parts.iter().map(|part| part.size).sum();
    let rows: u64 = parts.iter().map(|part| part.rows).sum();
    writeln!(
        std::io::stdout(),
        "| {kind} | {megabytes} | {} | {} | {} | {} | {} | {} | {rows} |",
        rate(after - before),
        rate(between - before),
        rate(after - between),
        rate(split),
        peak()? / 1_000,
        written / 1_000_000,
    )?;
    Ok(())
}

/// How many segments there are, by looking for terminators and nothing else: the bound of what any
/// reader could do.
fn split(path: &Path) -> Result<u64> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    let mut count = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(count);
        };
        count += u64::try_from(memchr::memchr_iter(b'~', bytes).count())?;
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
