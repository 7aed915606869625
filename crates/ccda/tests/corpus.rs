//! Files that other people published, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace. Read without a panic, and their entries counted as
//! quick-xml alone counts them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ccda::entry::Content;
use ccda::{Event, Limits, Reader};

#[derive(Default)]
struct Tally {
    documents: u64,
    headers: u64,
    sections: u64,
    named: u64,
    damaged: u64,
    refused: u64,
    unstructured: u64,
    entries: BTreeMap<&'static str, u64>,
    defects: BTreeMap<String, u64>,
    notes: Vec<String>,
}

#[test]
fn published_files() {
    let root = std::env::var_os("CLAIMLAKE_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let Ok(index) = std::fs::read_to_string(root.join("INDEX.tsv")) else {
        println!(
            "SKIPPED: no corpora in {}; set CLAIMLAKE_CORPORA",
            root.display()
        );
        return;
    };
    let mut read = 0;
    let mut tally = Tally::default();
    for line in index.lines().filter(|line| line.starts_with("ccda/")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, kind, _, severity, ..] = fields[..] else {
            panic!("five columns")
        };
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        if kind != "ccda" {
            continue;
        }
        read += 1;
        let (told, refused, damaged) = count(&bytes, &mut tally, path);
        if severity == "ok" {
            assert!(!refused, "{path}: refused");
            assert_eq!(damaged, 0, "{path}: damaged");
            assert_eq!(Some(told), plain(&bytes), "{path}: entries");
        }
    }
    println!(
        "{read} files, {} documents, {} headers",
        tally.documents, tally.headers
    );
    println!(
        "{} sections, {} with a name of the standard",
        tally.sections, tally.named
    );
    println!("{} unstructured", tally.unstructured);
    println!("{} damaged, {} refused", tally.damaged, tally.refused);
    println!("{}", tally.notes.join("\n"));
    println!("entries: {:#?}", tally.entries);
    println!("defects: {:#?}", tally.defects);
    assert!(read > 90, "{read} files");
}

fn count(bytes: &[u8], tally: &mut Tally, path: &str) -> (u64, bool, u64) {
    let mut reader = Reader::new(bytes, Limits::default());
    let (mut entries, mut damaged, mut records) = (0, 0, 0);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => return (entries, false, damaged),
            Err(error) => {
                assert!(error.is_refusal());
                tally.notes.push(format!("{path}: {error}"));
                tally.refused += 1;
                return (entries, true, damaged);
            }
        };
        records += event.records();
        assert!(event.position().record <= records + 1);
        match event {
            Event::Header(_) => tally.headers += 1,
            Event::SectionStart(section) => {
                tally.sections += 1;
                tally.named += u64::from(section.name().is_some());
            }
            Event::Entry(entry) => {
                entries += u64::from(entry.element().name() == "entry");
                let kind = entry.content().map_or("nothing", |content| kind(&content));
                *tally.entries.entry(kind).or_default() += 1;
            }
            Event::Damaged(it) => {
                let part = it.part.as_str();
                let note = format!("{path}: {part} {:?} {}", it.damage, it.path);
                tally.notes.push(note);
                damaged += 1;
                tally.damaged += 1;
            }
            Event::Defect(defect) => {
                let text = defect.to_string();
                let text = text.split(": ").last().unwrap_or_default().to_owned();
                *tally.defects.entry(text).or_default() += 1;
            }
            Event::Unstructured(_) => tally.unstructured += 1,
            Event::End(_) => tally.documents += 1,
            Event::SectionEnd(_) => {}
        }
    }
}

fn kind(content: &Content<'_>) -> &'static str {
    match content {
        Content::ProblemConcern(_) => "problem concern",
        Content::Problem(_) => "problem",
        Content::Diagnosis(_) => "diagnosis",
        Content::Procedure(_) => "procedure",
        Content::ProcedureAct(_) => "procedure act",
        Content::ProcedureObservation(_) => "procedure observation",
        Content::Immunization(_) => "immunization",
        Content::Medication(_) => "medication",
        Content::MedicationWrapper(_) => "medication wrapper",
        Content::ResultOrganizer(_) => "result organizer",
        Content::VitalSignsOrganizer(_) => "vital signs organizer",
        Content::Observation(_) => "observation",
        Content::Encounter(_) => "encounter",
        Content::Coverage(_) => "coverage",
        Content::Policy(_) => "policy",
        Content::Supply(_) => "supply",
        Content::Planned(_) => "planned",
        Content::Note(_) => "note",
        Content::Other(_) => "other",
    }
}

/// `entry` elements as quick-xml alone finds them; `None` where it finds the file broken.
fn plain(bytes: &[u8]) -> Option<u64> {
    let mut xml = quick_xml::Reader::from_reader(bytes);
    let mut entries = 0;
    loop {
        match xml.read_event().ok()? {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                entries += u64::from(tag.local_name().as_ref() == "entry");
            }
            quick_xml::events::Event::Eof => return Some(entries),
            _ => {}
        }
    }
}
