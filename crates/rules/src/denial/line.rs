//! What a line is known by in every answer to its claim.

use std::collections::BTreeMap;

/// The line of what was adjusted at the claim, not at a line of it.
pub const WHOLE_CLAIM: &str = "claim";

/// What an answer says of a line, as far as it is known by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineId<'a> {
    /// REF*6R.
    pub control_number: Option<&'a str>,
    /// SVC06-2 where the payer decided on another code, else SVC01-2.
    pub code: &'a str,
    /// SVC01-3 to SVC01-6, in their order.
    pub modifiers: [Option<&'a str>; 4],
    /// First day of service, as written in tables.
    pub date: Option<&'a str>,
}

/// Lines of one answer by their names, in order: the control number, else code, modifiers, day, and which one
/// it is among lines that are alike (denial_rules.md 4.5). A control number that two lines share names neither.
#[must_use]
pub fn identify(lines: &[LineId<'_>]) -> Vec<String> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        if let Some(number) = line.control_number {
            *numbers.entry(number).or_default() += 1;
        }
    }
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    lines
        .iter()
        .map(|line| {
            let own = line.control_number.filter(|n| numbers.get(n) == Some(&1));
            if let Some(number) = own {
                return format!("6R {number}");
            }
            let modifiers: Vec<&str> = line.modifiers.iter().flatten().copied().collect();
            let mut name = line.code.to_owned();
            if !modifiers.is_empty() {
                name = format!("{name}:{}", modifiers.join(":"));
            }
            if let Some(date) = line.date {
                name = format!("{name} {date}");
            }
            let nth = alike.entry(name.clone()).or_default();
            *nth += 1;
            format!("{name} #{nth}")
        })
        .collect()
}
