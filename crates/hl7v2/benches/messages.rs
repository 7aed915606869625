//! How fast a file is cut into messages and their fields are read, against a bare scan.
//!
//! `cargo bench -p hl7v2 --bench messages`; `-- 256` for 256 MB in place of 64, `-- typed` for one
//! of the measurements; `-- peak` reads streams of 1 GB that are written while they are read, and
//! gives the peak of the memory (VmHWM); `-- read FILE` reads the typed fields of one file, `-- scan
//! FILE` is the bare scan of it, for comparisons.
#![expect(clippy::float_arithmetic, reason = "megabytes per second, for people")]
#![expect(clippy::print_stdout, reason = "this is what a bench is for")]

use std::hint::black_box;
use std::io::Read;
use std::time::Duration;

use hl7v2::segment::{Ft1, Obx, Pid, Pv1};
use hl7v2::{Event, Limits, Message, Reader};

#[path = "messages/writer.rs"]
mod writer;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    if args.iter().any(|arg| arg == "peak") {
        peaks();
        return;
    }
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
        .unwrap_or(64);
    let wanted = |name: &str| {
        args.iter()
            .all(|arg| arg.parse::<usize>().is_ok() || name.contains(arg))
    };
    for (name, write) in writer::KINDS {
        let mut input = Vec::new();
        writer::write(&mut input, size << 20, &[write]);
        println!("{name}, {} MB", input.len() >> 20);
        let bare = best("bare memchr scan", &input, None, scan);
        let measures: [(&str, Run); 3] = [
            ("messages", |it| messages(it)),
            ("typed fields", |it| typed(it)),
            ("typed and decoded", |it| decoded(it)),
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

/// The best of five runs, in MB/s of CPU time.
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
        .map(|bare| format!(", {:.2} of the bare scan", speed / bare))
        .unwrap_or_default();
    println!("  {name:<24} {speed:>6.0} MB/s{ratio} ({result})");
    speed
}

/// What any splitter has to do at least: go to each field separator and line end.
fn scan(input: &[u8]) -> u64 {
    memchr::memchr2_iter(b'|', b'\r', input).count() as u64
}

/// The same of a stream.
fn scan_of(mut input: impl Read) -> u64 {
    let mut buffer = vec![0; 1 << 16];
    let mut found = 0;
    loop {
        let read = input.read(&mut buffer).expect("a file that can be read");
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return found;
        };
        found += scan(bytes);
    }
}

fn each(input: impl Read, mut with: impl FnMut(&Message<'_>)) {
    let mut reader = Reader::new(input, Limits::default());
    while let Some(event) = reader.next_event().expect("the writer writes HL7") {
        if let Event::Message(message) = event {
            with(&message);
        }
    }
}

fn messages(input: impl Read) -> u64 {
    let mut segments = 0;
    each(input, |message| segments += message.segment_count());
    segments as u64
}

/// What a mapping asks for: some twenty fields of a segment, as bytes.
fn typed(input: impl Read) -> u64 {
    let mut sum = 0;
    each(input, |message| {
        sum += message.msh().control_id().as_bytes().len();
        for segment in message.segments() {
            sum += match segment.id() {
                b"PID" => Pid::try_from_segment(segment).map_or(0, |it| pid(&it)),
                b"PV1" => Pv1::try_from_segment(segment).map_or(0, |it| pv1(&it)),
                b"FT1" => Ft1::try_from_segment(segment).map_or(0, |it| ft1(&it)),
                b"OBX" => Obx::try_from_segment(segment).map_or(0, |it| obx(&it)),
                _ => 0,
            };
        }
    });
    sum as u64
}

fn time(dtm: &hl7v2::datatype::Dtm<'_>) -> usize {
    let moment = dtm.read().ok().flatten();
    moment.map_or(0, |it| usize::try_from(it.year).unwrap_or(0))
}

fn pid(pid: &Pid<'_>) -> usize {
    let numbers = pid.identifiers().map(|it| {
        let authority = it.assigning_authority();
        it.id().as_bytes().len()
            + it.type_code().as_bytes().len()
            + authority.universal_id().as_bytes().len()
    });
    let names = pid.names().map(|it| {
        it.family().as_bytes().len() + it.given().as_bytes().len() + it.second().as_bytes().len()
    });
    let addresses = pid.addresses().map(|it| {
        it.street().as_bytes().len()
            + it.city().as_bytes().len()
            + it.postal_code().as_bytes().len()
    });
    let phones = pid.home_phones().map(|it| it.number().as_bytes().len());
    numbers.sum::<usize>()
        + names.sum::<usize>()
        + addresses.sum::<usize>()
        + phones.sum::<usize>()
        + time(&pid.birth())
        + pid.sex().as_bytes().len()
        + pid.account_number().id().as_bytes().len()
        + time(&pid.death())
}

fn pv1(pv1: &Pv1<'_>) -> usize {
    let doctors = pv1.attending().chain(pv1.referring());
    let doctors = doctors.map(|it| it.id().as_bytes().len() + it.family().as_bytes().len());
    doctors.sum::<usize>()
        + pv1.patient_class().as_bytes().len()
        + pv1.location().point_of_care().as_bytes().len()
        + pv1.location().facility().namespace_id().as_bytes().len()
        + pv1.admit_source().as_bytes().len()
        + pv1.patient_type().as_bytes().len()
        + pv1.visit_number().id().as_bytes().len()
        + pv1.discharge_disposition().as_bytes().len()
        + time(&pv1.admitted())
        + pv1.discharged().map(|it| time(&it)).sum::<usize>()
}

fn ft1(ft1: &Ft1<'_>) -> usize {
    let diagnoses = ft1.diagnoses().map(|it| it.code().as_bytes().len());
    let modifiers = ft1.modifiers().map(|it| it.code().as_bytes().len());
    let performers = ft1.performed_by().map(|it| it.id().as_bytes().len());
    diagnoses.sum::<usize>()
        + modifiers.sum::<usize>()
        + performers.sum::<usize>()
        + ft1.transaction_id().as_bytes().len()
        + time(&ft1.transaction_date().start())
        + time(&ft1.posting_date())
        + ft1.transaction_type().as_bytes().len()
        + ft1.transaction_code().code().as_bytes().len()
        + ft1.quantity().as_bytes().len()
        + ft1.extended_amount().price().amount().as_bytes().len()
        + ft1.unit_amount().price().amount().as_bytes().len()
        + ft1.department().code().as_bytes().len()
        + ft1.procedure().code().as_bytes().len()
        + ft1.filler_order().id().as_bytes().len()
}

fn obx(obx: &Obx<'_>) -> usize {
    obx.value_type().as_bytes().len()
        + obx.observation().code().as_bytes().len()
        + obx.observation().system().as_bytes().len()
        + obx.sub_id().as_bytes().len()
        + obx.value().as_bytes().len()
        + obx.units().code().as_bytes().len()
        + obx.reference_range().as_bytes().len()
        + obx
            .interpretations()
            .map(|it| it.code().as_bytes().len())
            .sum::<usize>()
        + obx.result_status().as_bytes().len()
        + time(&obx.observed())
}

/// Every field as text besides.
fn decoded(input: impl Read) -> u64 {
    let mut sum = 0;
    each(input, |message| {
        for segment in message.segments() {
            for field in segment.fields() {
                sum += field.text().decode().len();
            }
        }
    });
    sum as u64
}

/// The peak of the memory over streams of 1 GB, the usual one first: it never goes down again.
fn peaks() {
    let mut usual = Vec::new();
    let all: Vec<_> = writer::KINDS.iter().map(|(_, write)| *write).collect();
    writer::write(&mut usual, 1 << 20, &all);
    let msh = "MSH|^~\\&|A|B|C|D|2026||ORU^R01|7|P|2.5\r";
    println!("{:<36} {:>7} KB", "at the start", peak());
    for (name, start, repeated) in [
        ("messages of some KB", "", usual),
        ("NUL behind a message", msh, vec![0; 1 << 20]),
        (
            "a message of many segments",
            msh,
            b"OBX|1|NM|1||2\r".repeat(1 << 16),
        ),
        ("a segment of one field", msh, vec![b'x'; 1 << 20]),
        ("a segment of many fields", msh, vec![b'|'; 1 << 20]),
    ] {
        let stream = Endless {
            left: 1 << 30,
            repeated,
            at: 0,
        };
        let mut reader = Reader::new(start.as_bytes().chain(stream), Limits::default());
        let mut records = 0;
        while let Some(event) = reader.next_event().expect("a message is there") {
            records += event.records();
        }
        println!("{name:<36} {:>7} KB ({records} records)", peak());
    }
}

/// A stream written when it is asked for, so that only the reader holds memory.
struct Endless {
    left: usize,
    repeated: Vec<u8>,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = self.repeated.get(self.at..).unwrap_or_default();
        let len = rest.len().min(buffer.len()).min(self.left);
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.left -= len;
        self.at = (self.at + len) % self.repeated.len();
        Ok(len)
    }
}
