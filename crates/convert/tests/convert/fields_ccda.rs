//! Which paths of C-CDA end in a cell: found by changing each of those in the golden files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::memory::convert;
use crate::render;

/// Documents that are converted as one file.
const TOGETHER: usize = 40;

/// The cells of each unit of a file, without those that repeat it whole.
fn facts(file: &str) -> Vec<String> {
    let converted = convert(file.as_bytes());
    let quiet = ["file_id", "doc_id", "byte", "record", "event_time"];
    let cells = render::cells(&converted, &quiet);
    let mut facts = vec![String::new(); converted.survey.units.len()];
    for line in cells.lines() {
        let table = line.split(' ').next().unwrap();
        if ["unit", "file", "reject", "dq_issue"].contains(&table) {
            continue;
        }
        let (_, after) = line.split_once(" unit_id=").unwrap();
        let (unit, said) = after.split_once(' ').unwrap();
        let ordinal: usize = unit.rsplit('-').next().unwrap().parse().unwrap();
        facts[ordinal - 1] += &format!("{table} {said}\n");
    }
    facts
}

/// Another value of the same form.
fn other(value: &str) -> String {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match value {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        _ if digits >= 8 && (value.starts_with("19") || value.starts_with("20")) => {
            format!("{}17{}", &value[..6], &value[8..])
        }
        _ if digits == value.len() => format!("{value}1"),
        _ => format!("{value}9"),
    }
}

/// What is a name of the standard and no value.
const NAMES: &[&str] = &["templateId", "typeId", "classCode", "typeCode", "ID"];

/// The values of a document: part and path, and where it stands.
fn values(text: &str) -> Vec<(String, String, std::ops::Range<usize>)> {
    let mut values = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let before = text[at..start].trim();
        if !before.is_empty() && !open.is_empty() {
            let from = at + text[at..start].find(before).unwrap();
            let (part, path) = place(&open, text, start);
            values.push((part, path, from..from + before.len()));
        }
        let end = start + text[start..].find('>').unwrap();
        at = end + 1;
        let tag = &text[start + 1..end];
        if tag.starts_with('?') || tag.starts_with('!') {
            continue;
        }
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        open.push(name.strip_prefix("cda:").unwrap_or(name));
        let mut rest = start + 1 + name.len();
        while let Some(quote) = text[rest..end].find('"').map(|found| rest + found) {
            let close = quote + 1 + text[quote + 1..end].find('"').unwrap();
            let attribute = text[rest..quote].trim().trim_end_matches('=');
            let (part, path) = place(&open, text, start);
            if !attribute.contains(':')
                && attribute != "xmlns"
                && !NAMES.contains(&attribute)
                && !NAMES.contains(open.last().unwrap())
            {
                values.push((part, format!("{path}@{attribute}"), quote + 1..close));
            }
            rest = close + 1;
        }
        if tag.ends_with('/') {
            open.pop();
        }
    }
    values
}

/// Which part of the standard a place is in, and its path from there.
fn place(names: &[&str], text: &str, at: usize) -> (String, String) {
    let path = |from: usize| names.get(from..).unwrap_or_default().join("/");
    if let Some(entry) = names.iter().position(|name| *name == "entry") {
        return (template(text, at), path(entry + 2));
    }
    match names
        .iter()
        .position(|name| *name == "structuredBody" || *name == "nonXMLBody")
    {
        Some(body) => (
            "body".to_owned(),
            path(body).replace("structuredBody/component/", ""),
        ),
        None => ("header".to_owned(), path(1)),
    }
}

/// The template of the entry around a place: the first that is named in it.
fn template(text: &str, at: usize) -> String {
    let start = ["<entry>", "<cda:entry>"]
        .iter()
        .filter_map(|tag| text[..=at].rfind(tag));
    let entry = &text[start.max().unwrap()..];
    let root = entry.split("templateId root=\"").nth(1).unwrap_or_default();
    let name = ccda::template_name(root.split('"').next().unwrap());
    name.unwrap_or("another entry").to_owned()
}

/// Paths that end in a cell, by part.
pub(crate) fn read() -> BTreeMap<String, BTreeSet<String>> {
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for name in ["ccda_ccd", "ccda_procedure_note", "ccda_unstructured"] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.xml"))).unwrap();
        // Several documents in one file have no declarations between them.
        let text = text[text.find("ClinicalDocument").unwrap()..].to_owned();
        let text = match name {
            "ccda_procedure_note" => format!("<cda:{text}"),
            _ => format!("<{text}"),
        };
        let values = values(&text);
        for some in values.chunks(TOGETHER) {
            let mut file = text.clone();
            for (_, _, range) in some {
                let changed = other(&text[range.clone()]);
                file += &format!("{}{changed}{}", &text[..range.start], &text[range.end..]);
            }
            let facts = facts(&file);
            assert_eq!(facts.len(), some.len() + 1, "{name}");
            for ((part, path, _), fact) in some.iter().zip(&facts[1..]) {
                if *fact != facts[0] {
                    read.entry(part.clone()).or_default().insert(path.clone());
                }
            }
        }
    }
    read
}

/// What the mapping has to read, part by part (C-CDA to the tables).
const WANTED: &str = "
header: id@extension code@code effectiveTime@value setId@extension versionNumber@value
header: recordTarget/patientRole/id@extension recordTarget/patientRole/patient/birthTime@value
header: recordTarget/patientRole/patient/name/family recordTarget/patientRole/patient/administrativeGenderCode@code
header: recordTarget/patientRole/addr/postalCode author/time@value author/assignedAuthor/id@extension
header: legalAuthenticator/time@value legalAuthenticator/signatureCode@code authenticator/time@value
header: documentationOf/serviceEvent/effectiveTime/low@value relatedDocument/parentDocument/id@extension
header: componentOf/encompassingEncounter/id@extension componentOf/encompassingEncounter/code@code
header: componentOf/encompassingEncounter/effectiveTime/low@value componentOf/encompassingEncounter/effectiveTime/high@value
header: componentOf/encompassingEncounter/responsibleParty/assignedEntity/id@extension
header: componentOf/encompassingEncounter/location/healthCareFacility/id@extension
body: section/code@code nonXMLBody/text@mediaType
Problem Concern Act: entryRelationship/observation/value@code entryRelationship/observation/value/translation@code
Problem Concern Act: entryRelationship/observation/effectiveTime/low@value entryRelationship/observation/id@extension
Problem Concern Act: entryRelationship/observation/entryRelationship/observation/value@code author/time@value
Preoperative Diagnosis: entryRelationship/observation/value@code
Procedure Activity Procedure: @moodCode id@extension code/translation@code statusCode@code effectiveTime/low@value
Procedure Activity Procedure: performer/assignedEntity/id@extension targetSiteCode@code
Procedure Activity Procedure: participant/participantRole/id@extension entryRelationship/observation/value@code
Procedure Activity Act: code@code entryRelationship/encounter/id@extension
Procedure Activity Observation: code@code entryRelationship/encounter/id@extension
Immunization Activity: @moodCode @negationInd id@extension effectiveTime@value doseQuantity@value routeCode@code
Immunization Activity: consumable/manufacturedProduct/manufacturedMaterial/code@code
Immunization Activity: consumable/manufacturedProduct/manufacturedMaterial/lotNumberText
Immunization Activity: entryRelationship/observation/code@code
Medication Activity: @moodCode id@extension effectiveTime/low@value effectiveTime@value doseQuantity@value
Medication Activity: rateQuantity@value consumable/manufacturedProduct/manufacturedMaterial/code@code
Result Organizer: effectiveTime@value component/observation/code@code component/observation/value@value
Result Organizer: component/observation/value@unit component/observation/statusCode@code
Vital Signs Organizer: component/observation/value@value component/observation/effectiveTime@value
Smoking Status: value@code
Encounter Activity: id@extension code@code effectiveTime/low@value
Encounter Activity: entryRelationship/act/entryRelationship/observation/value/translation@code
Coverage Activity: entryRelationship/sequenceNumber@value entryRelationship/act/id@extension
Coverage Activity: entryRelationship/act/performer/assignedEntity/id@extension
Coverage Activity: entryRelationship/act/participant/participantRole/id@extension
Coverage Activity: entryRelationship/act/participant/time/low@value
Non-Medicinal Supply Activity: quantity@value participant/participantRole/playingDevice/code@code
Planned Observation: @moodCode id@extension code@code effectiveTime@value author/time@value
Note Activity: id@extension code/translation@code author/time@value
";

#[test]
fn every_path_that_is_wanted_changes_a_cell() {
    let read = read();
    let wanted = WANTED.lines().filter_map(|line| line.split_once(": "));
    let missing: Vec<String> = wanted
        .flat_map(|(part, paths)| paths.split(' ').map(move |path| (part, path)))
        .filter(|(part, path)| !read.get(*part).is_some_and(|paths| paths.contains(*path)))
        .map(|(part, path)| format!("{part}: {path}"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
