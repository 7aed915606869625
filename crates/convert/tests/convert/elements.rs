//! Every element that is said to be read ends in a cell: changing it changes one.

use crate::memory::{Converted, convert};
use crate::render;

/// Facts without keys: those depend on the content as a whole.
fn facts(converted: &Converted, of: &str) -> String {
    let (rejects, issues) = (converted.report.rejects, converted.report.dq_issues);
    assert_eq!((rejects, issues), (0, 0), "{of}");
    let quiet = ["file_id", "unit_id", "byte", "record"];
    let cells = render::cells(converted, &quiet);
    let lines = cells
        .lines()
        .filter(|line| !line.starts_with("unit ") && !line.starts_with("file "));
    lines.collect::<Vec<_>>().join("\n")
}

/// Another value of the same form.
fn other(value: &str) -> String {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let number = value
        .trim_start_matches('-')
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.');
    match value.len() {
        8 if digits && value.starts_with("20") => format!("{}15", &value[..6]),
        17 if value.contains('-') => format!("{}15", &value[..15]),
        12 if digits && value.starts_with("20") => format!("{}15", &value[..10]),
        _ if number && value.starts_with('-') => format!("-1{}", &value[1..]),
        _ if number && value.len() < 8 => format!("1{value}"),
        _ => "ZZ9".to_owned(),
    }
}

/// The file with that element of the first segment that has it changed; `None` where none has it.
fn change(file: &str, element: &str) -> Option<String> {
    let (name, component) = match element.split_once('-') {
        Some((name, component)) => (name, Some(component.parse::<usize>().unwrap())),
        None => (element, None),
    };
    let (id, number) = name.split_at(name.len() - 2);
    let number: usize = number.parse().unwrap();
    let mut segments: Vec<String> = file.split('~').map(str::to_owned).collect();
    for segment in &mut segments {
        let trimmed = segment.trim_start();
        let mut elements: Vec<String> = trimmed.split('*').map(str::to_owned).collect();
        if elements[0] != id || elements.get(number).is_none_or(|value| value.is_empty()) {
            continue;
        }
        let changed = match component {
            None => other(&elements[number]),
            Some(component) => {
                let mut parts: Vec<String> =
                    elements[number].split(':').map(str::to_owned).collect();
                let Some(part) = parts.get_mut(component - 1).filter(|part| !part.is_empty())
                else {
                    continue;
                };
                *part = other(part);
                parts.join(":")
            }
        };
        elements[number] = changed;
        *segment = elements.join("*");
        return Some(segments.join("~"));
    }
    None
}

fn check(files: &[&str], elements: &[&str]) {
    let before: Vec<String> = files
        .iter()
        .map(|file| facts(&convert(file.as_bytes()), "golden"))
        .collect();
    let mut silent = Vec::new();
    for element in elements {
        let found = files
            .iter()
            .zip(&before)
            .find_map(|(file, before)| change(file, element).map(|changed| (changed, before)));
        match found {
            None => silent.push(format!("{element} is in no golden file")),
            Some((changed, before)) => {
                if facts(&convert(changed.as_bytes()), element) == *before {
                    silent.push(format!("{element} changes nothing"));
                }
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_element_of_835_changes_a_cell() {
    check(
        &[include_str!("../golden/835_all_elements.edi")],
        convert::ELEMENTS_835,
    );
}
