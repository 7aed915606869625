//! What of an 837 ends in a cell: every element of the golden files is changed, one after the other.

use expect_test::expect;

use crate::memory::convert;
use crate::render;

/// Facts of each set without keys: those depend on the content as a whole.
fn facts(file: &str) -> Vec<String> {
    let quiet = [
        "file_id",
        "doc_id",
        "byte",
        "record",
        "interchange",
        "group_ordinal",
    ];
    let converted = convert(file.as_bytes());
    let cells = render::cells(&converted, &quiet);
    let mut facts = Vec::new();
    for unit in &converted.report.sets {
        let mark = format!(" unit_id={} ", unit.unit_id);
        let ordinal = facts.len() + 1;
        let mut text = String::new();
        for line in cells.lines().filter(|line| line.contains(&mark)) {
            let (table, _) = line.split_once(' ').unwrap();
            let (_, cells) = line.split_once(&mark).unwrap();
            if table != "unit" {
                text.push_str(&format!("{table} {cells}\n"));
            }
        }
        facts.push(text.replace(&format!("doc{ordinal}-"), "doc-"));
    }
    facts
}

/// Another value of the same form.
fn other(value: &str) -> String {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let end = if value.ends_with("15") { "16" } else { "15" };
    match value.len() {
        8 if digits && value.starts_with("20") => format!("{}{end}", &value[..6]),
        8 if digits && value.starts_with("19") => format!("{}{end}", &value[..6]),
        17 if value.contains('-') => format!("{}{end}", &value[..15]),
        12 if digits && value.starts_with("20") => format!("{}{end}", &value[..10]),
        _ if value.bytes().all(|b| b.is_ascii_digit() || b == b'.') && value.len() < 8 => {
            format!("1{value}")
        }
        _ => "ZZ9".to_owned(),
    }
}

/// Each element and component between ST and SE, with the file in which it is another.
fn changes(file: &str) -> Vec<(String, String)> {
    let segments: Vec<&str> = file.split('~').collect();
    let mut changes = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let elements: Vec<&str> = segment.trim_start().split('*').collect();
        if matches!(elements[0], "ISA" | "GS" | "ST" | "SE" | "GE" | "IEA" | "") {
            continue;
        }
        for (number, element) in elements.iter().enumerate().skip(1) {
            let components: Vec<&str> = element.split(':').collect();
            for (place, component) in components
                .iter()
                .enumerate()
                .filter(|(_, it)| !it.is_empty())
            {
                let changed = other(component);
                let mut components = components.clone();
                components[place] = &changed;
                let name = match components.len() {
                    1 => format!("{}{number:02}", elements[0]),
                    _ => format!("{}{number:02}-{}", elements[0], place + 1),
                };
                let element = components.join(":");
                let mut elements = elements.clone();
                elements[number] = &element;
                let segment = elements.join("*");
                let mut segments = segments.clone();
                segments[at] = &segment;
                changes.push((format!("{name} of {at}"), segments.join("~")));
            }
        }
    }
    changes
}

/// The elements whose change changes no cell, and those that are said to be read but are not there.
pub(crate) fn silent(files: &[&str], elements: &[&str]) -> String {
    let mut silent = String::new();
    let mut loud: Vec<String> = Vec::new();
    for file in files {
        // Many in one file, for a conversion has its price; not all, for so has comparing.
        for changes in changes(file).chunks(40) {
            let changed: String = changes
                .iter()
                .map(|(_, changed)| changed.as_str())
                .collect();
            let facts = facts(&format!("{file}{changed}"));
            let (before, after) = facts.split_first().unwrap();
            assert_eq!(after.len(), changes.len());
            for ((name, _), after) in changes.iter().zip(after) {
                if after == before {
                    silent.push_str(&format!("{name}\n"));
                } else {
                    loud.extend(name.split(' ').next().map(str::to_owned));
                }
            }
        }
    }
    for element in elements {
        // A composite with only its first component looks like an element.
        let plain = element.strip_suffix("-1").unwrap_or(element);
        if !loud.iter().any(|name| name == *element || name == plain) {
            silent.push_str(&format!("{element} never changes a cell\n"));
        }
    }
    silent
}

const FILES: [&str; 3] = [
    include_str!("../golden/837p_all_elements.edi"),
    include_str!("../golden/837i_all_elements.edi"),
    include_str!("../golden/837d_all_elements.edi"),
];

/// Where an element is missing from this list, changing it changes a cell. What the list holds:
/// the type of entity of submitter and receiver and what kind of id they have; HL01 to HL04, PRV01 and
/// PRV02, formats of dates, and what else says nothing beyond the loop it stands in.
#[test]
fn every_element_but_these_changes_a_cell() {
    expect![[r#"
        BHT01 of 3
        NM102 of 4
        NM108 of 4
        NM102 of 6
        NM108 of 6
        HL04 of 7
        PRV01 of 8
        PRV02 of 8
        HL01 of 17
        HL04 of 17
        DMG01 of 22
        CLM10 of 28
        CLM11-5 of 28
        DTP02 of 29
        DTP02 of 30
        DTP02 of 31
        PWK05 of 32
        PRV01 of 49
        PRV02 of 49
        OI04 of 61
        DTP02 of 70
        PWK05 of 76
        DTP02 of 78
        PRV01 of 91
        PRV02 of 91
        DTP02 of 100
        SV501-1 of 104
        SV502 of 104
        DTP02 of 105
        BHT01 of 3
        NM102 of 4
        NM108 of 4
        NM102 of 6
        NM108 of 6
        HL04 of 7
        PRV01 of 8
        PRV02 of 8
        HL04 of 14
        DMG01 of 19
        HL01 of 25
        HL04 of 25
        DMG01 of 30
        PWK05 of 36
        HI01-3 of 46
        HI01-3 of 47
        HI01-3 of 49
        PRV01 of 54
        PRV02 of 54
        DTP02 of 63
        DTP02 of 68
        DTP02 of 71
        BHT01 of 3
        NM102 of 4
        NM108 of 4
        NM102 of 6
        NM108 of 6
        HL04 of 7
        PRV01 of 8
        PRV02 of 8
        HL01 of 17
        HL04 of 17
        DMG01 of 22
        DTP02 of 29
        DTP02 of 41
    "#]]
    .assert_eq(&silent(&FILES, convert::ELEMENTS_837));
}
