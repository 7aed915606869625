//! Which fields of HL7 v2 end in a cell: found by changing each of those in the golden files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::memory::convert;
use crate::render;

/// The cells of each message of a file, in its order, without those that repeat it whole.
fn facts(file: &[u8]) -> Vec<String> {
    let quiet = ["file_id", "unit_id", "byte", "record", "message_ordinal"];
    let cells = render::cells(&convert(file), &quiet);
    let mut order: Vec<&str> = Vec::new();
    let mut of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let counts = ["unit", "file", "z_segment", "reject", "dq_issue"];
    for line in cells.lines() {
        let table = line.split(' ').next().unwrap();
        if counts.contains(&table) {
            continue;
        }
        let (_, after) = line.split_once(" doc_id=").unwrap();
        let (doc, said) = after.split_once(' ').unwrap_or((after, ""));
        if table == "message" {
            order.push(doc);
        }
        of.entry(doc).or_default().push(format!("{table} {said}"));
    }
    let facts = order.iter().map(|doc| of[doc].join("\n"));
    facts.collect()
}

/// Another value of the same form.
fn other(value: &str) -> String {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        8.. if value.starts_with("19") || value.starts_with("20") => {
            format!("{}17{}", &value[..6], &value[8..])
        }
        _ if digits == value.len() => format!("{value}1"),
        _ if value.len() == 1 => if value == "Y" { "N" } else { "Y" }.to_owned(),
        _ => format!("{value}9"),
    }
}

/// The components of a message's segments: by name, and the message with that one changed.
fn changes(lines: &[String]) -> Vec<(String, String)> {
    let mut changes = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let fields: Vec<&str> = line.split('|').collect();
        let offset = usize::from(fields[0] == "MSH");
        for (number, field) in fields.iter().enumerate().skip(1) {
            if fields[0] == "MSH" && number < 2 || field.is_empty() || fields[0].starts_with('Z') {
                continue;
            }
            for (repetition, said) in field.split('~').enumerate() {
                for (component, part) in said.split('^').enumerate() {
                    let value = part.split('&').next_back().unwrap();
                    if value.is_empty() {
                        continue;
                    }
                    let changed = format!("{}{}", &part[..part.len() - value.len()], other(value));
                    let parts = replaced(said, '^', component, &changed);
                    let field = replaced(field, '~', repetition, &parts);
                    let line = replaced(line, '|', number, &field);
                    let mut lines = lines.to_vec();
                    lines[at] = line;
                    let component = component + 1;
                    let name = format!("{}-{}.{component}", fields[0], number + offset);
                    changes.push((name, lines.join("\r")));
                }
            }
        }
    }
    changes
}

fn replaced(text: &str, separator: char, at: usize, by: &str) -> String {
    let mut parts: Vec<&str> = text.split(separator).collect();
    parts[at] = by;
    parts.join(&separator.to_string())
}

/// The messages of the golden files that say everything.
fn messages() -> Vec<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut messages: Vec<(String, Vec<String>)> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".hl7") || name.contains("bad") || name.contains("mllp") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with("MSH") {
                let code = line.split('|').nth(8).unwrap().split('^').next().unwrap();
                messages.push((code.to_owned(), Vec::new()));
            }
            messages.last_mut().unwrap().1.push(line.to_owned());
        }
    }
    messages.sort();
    messages
}

/// Fields that end in a cell, by segment.
pub(crate) fn read() -> BTreeMap<String, BTreeSet<String>> {
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, lines) in messages() {
        let changes = changes(&lines);
        // One file of them all: first as it is, then with each change.
        let mut file = lines.join("\r");
        for (_, changed) in &changes {
            file.push('\r');
            file.push_str(changed);
        }
        let facts = facts(file.as_bytes());
        assert_eq!(facts.len(), changes.len() + 1);
        for ((name, _), fact) in changes.iter().zip(&facts[1..]) {
            if *fact != facts[0] {
                let segment = name.split('-').next().unwrap().to_owned();
                read.entry(segment).or_default().insert(name.clone());
            }
        }
    }
    read
}

/// What the mapping has to read, field by field (HL7 v2 to the tables).
const WANTED: &str = "
PID-3.1 PID-3.4 PID-3.5 PID-5.1 PID-5.2 PID-5.3 PID-7.1 PID-8.1 PID-11.1 PID-11.3 PID-11.4 PID-11.5 PID-13.1 PID-13.4
PID-18.1 PID-29.1 PID-30.1
PV1-2.1 PV1-3.1 PV1-7.1 PV1-14.1 PV1-18.1 PV1-19.1 PV1-36.1 PV1-44.1 PV1-45.1 PV1-50.1 PV2-3.1 PV2-8.1
IN1-2.1 IN1-3.1 IN1-4.1 IN1-8.1 IN1-12.1 IN1-13.1 IN1-15.1 IN1-16.1 IN1-17.1 IN1-18.1 IN1-22.1 IN1-36.1 IN1-49.1
IN3-2.1 DG1-3.1 DG1-6.1 DG1-15.1 DG1-19.1 DG1-21.1
PR1-3.1 PR1-5.1 PR1-7.1 PR1-11.1 PR1-16.1
FT1-2.1 FT1-4.1 FT1-5.1 FT1-6.1 FT1-7.1 FT1-10.1 FT1-11.1 FT1-12.1 FT1-13.1 FT1-16.1 FT1-19.1 FT1-20.1 FT1-21.1
FT1-23.1 FT1-24.1 FT1-25.1 FT1-26.1 FT1-27.1 FT1-28.1 FT1-29.1 FT1-31.1
ORC-1.1 ORC-2.1 ORC-3.1 ORC-5.1 ORC-9.1 ORC-12.1
OBR-2.1 OBR-3.1 OBR-4.1 OBR-7.1 OBR-8.1 OBR-16.1 OBR-22.1 OBR-24.1 OBR-25.1 OBR-44.1 OBR-45.1
OBX-2.1 OBX-3.1 OBX-5.1 OBX-6.1 OBX-11.1 OBX-14.1
SCH-1.1 SCH-2.1 SCH-11.4 SCH-25.1 AIS-3.1 AIP-3.1 AIL-3.1
RXA-3.1 RXA-4.1 RXA-5.1 RXA-6.1 RXA-7.1 RXA-9.1 RXA-15.1 RXA-16.1 RXA-17.2 RXA-20.1 RXA-21.1 RXA-22.1 RXR-1.1 RXR-2.1
TXA-2.1 TXA-12.1 TXA-17.1 TXA-22.1 TXA-22.15 DRG-1.1 RXG-4.1 ROL-4.1 MRG-1.1 CDM-1.1 PRC-5.1 EVN-2.1 EVN-6.1 MSH-7.1 MSH-9.2 MSH-10.1
";

#[test]
fn every_field_that_is_wanted_changes_a_cell() {
    let read: BTreeSet<String> = read().into_values().flatten().collect();
    let missing: Vec<&str> = WANTED
        .split_whitespace()
        .filter(|name| !read.contains(*name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
