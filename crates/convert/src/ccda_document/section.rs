//! Sections: what an entry means depends on which it is in.

use ccda::{Presence, Section, SectionEnd};

use super::told::Told;

/// Sections that a document may tell of in `clinical_note`: there are some eighty in the standard.
const SECTIONS: usize = 200;

/// A section that has begun.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// By the standard, without the word section; of the section around it where it has none.
    pub(super) name: Option<&'static str>,
    code: Option<String>,
    says: bool,
}

/// Begins a section.
pub(super) fn begin(section: Section<'_>, told: &mut Told<'_>) {
    let around = told.open.last().and_then(|open| open.name);
    let code = section.code().and_then(|code| code.code());
    told.open.push(Open {
        name: section.name().map(short).or(around),
        code: code.filter(|code| is_loinc(code)).map(str::to_owned),
        says: section.narrative() == Presence::Present && section.null_flavor().is_none(),
    });
}

/// Ends it, and notes that it is there if it says something.
pub(super) fn end(end: SectionEnd, told: &mut Told<'_>) {
    let Some(open) = told.open.pop() else {
        return;
    };
    let Some(code) = open.code.filter(|_| open.says || end.entries > 0) else {
        return;
    };
    if !told.sections.contains(&code) && told.sections.len() < SECTIONS {
        told.sections.push(code);
    }
}

/// The section that an entry is in.
pub(super) fn name(told: &Told<'_>) -> Option<&'static str> {
    told.open.last().and_then(|open| open.name)
}

/// What an entry that feeds nothing is called in the accounting.
pub(super) fn ignored(told: &Told<'_>) -> String {
    match (told.open.last(), name(told)) {
        (_, Some(name)) => format!("entry {name}"),
        (Some(_), None) => "entry of another section".to_owned(),
        (None, None) => "entry without a section".to_owned(),
    }
}

fn short(name: &'static str) -> &'static str {
    let name = name.strip_suffix(" (entries required)").unwrap_or(name);
    name.strip_suffix(" Section").unwrap_or(name)
}

/// Digits, a hyphen and a check digit.
fn is_loinc(code: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    code.split_once('-').is_some_and(|(number, check)| {
        (1..=7).contains(&number.len()) && check.len() == 1 && digits(number) && digits(check)
    })
}
