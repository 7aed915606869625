//! The standard's segments and data elements, from `data/segments.csv` and `data/elements.csv`.
//!
//! X12 005010: the segment directory and the data element dictionary, as far as health care claims, their
//! payments and answers use them. Types, lengths and conditions are facts; no name or description is kept.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A data element that is not made of components.
#[derive(Debug)]
pub(crate) struct Simple {
    /// Its number in the dictionary, as IK402 names it.
    pub(crate) number: u32,
    pub(crate) kind: Kind,
    /// Fewest and most characters; of a number, digits.
    pub(crate) min: usize,
    pub(crate) max: usize,
    /// Values that it may have; empty where they are many, or kept by others.
    pub(crate) codes: Vec<&'static str>,
}

/// The type of a data element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// AN and ID.
    Text,
    /// N0.
    Whole,
    /// R.
    Decimal,
    /// DT.
    Day,
    /// TM.
    Time,
}

/// What stands at a place of a segment or composite.
#[derive(Debug)]
pub(crate) struct Slot {
    /// By the standard itself; guides ask for more.
    pub(crate) mandatory: bool,
    /// More than one may be sent, between repetition separators.
    pub(crate) repeats: bool,
    pub(crate) holds: Holds,
}

/// What a place holds.
#[derive(Debug)]
pub(crate) enum Holds {
    Simple(&'static Simple),
    Composite(&'static Layout),
}

/// The places of a segment or composite, and how they depend on each other.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) slots: Vec<Slot>,
    pub(crate) conditions: Vec<Condition>,
}

/// X12.6, relational conditions.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) rule: Rule,
    pub(crate) places: Vec<usize>,
}

/// How the places of a condition depend on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// P: all or none.
    Paired,
    /// R: at least one.
    Required,
    /// E: at most one.
    Exclusive,
    /// C: if the first, then all others.
    Conditional,
    /// L: if the first, then at least one other.
    List,
}

/// The layout of a segment; `None` for those that are not in the data.
pub(crate) fn segment(id: &[u8]) -> Option<&'static Layout> {
    SEGMENTS.get(id)
}

static ELEMENTS: LazyLock<HashMap<&'static str, Simple>> = LazyLock::new(|| {
    rows(include_str!("../data/elements.csv"))
        .filter_map(|line| {
            let [number, kind, min, max, codes] = line.as_slice() else {
                return None;
            };
            let simple = Simple {
                number: number.parse().ok()?,
                kind: match *kind {
                    "N0" => Kind::Whole,
                    "R" => Kind::Decimal,
                    "DT" => Kind::Day,
                    "TM" => Kind::Time,
                    _ => Kind::Text,
                },
                min: min.parse().ok()?,
                max: max.parse().ok()?,
                codes: codes.split_whitespace().collect(),
            };
            Some((*number, simple))
        })
        .collect()
});

const SOURCE: &str = include_str!("../data/segments.csv");

static COMPOSITES: LazyLock<HashMap<&'static str, Layout>> = LazyLock::new(|| {
    let composites = rows(SOURCE).filter(|line| line.first().is_some_and(|id| id.len() == 4));
    composites
        .filter_map(|line| {
            let (id, layout) = layout(&line, |_| None)?;
            Some((id, layout))
        })
        .collect()
});

static SEGMENTS: LazyLock<HashMap<&'static [u8], Layout>> = LazyLock::new(|| {
    rows(SOURCE)
        .filter_map(|line| {
            let (id, layout) = layout(&line, |name| COMPOSITES.get(name))?;
            Some((id.as_bytes(), layout))
        })
        .filter(|(id, _)| id.len() < 4)
        .collect()
});

/// The lines of a file of this crate, without its head. None of them has a quote or a comma in a field.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn layout(
    line: &[&'static str],
    composite: impl Fn(&str) -> Option<&'static Layout>,
) -> Option<(&'static str, Layout)> {
    let [id, elements, conditions] = line else {
        return None;
    };
    let slots = elements.split_whitespace().map(|word| {
        let name = word.trim_end_matches(['!', '^']);
        let holds = match composite(name) {
            Some(layout) => Holds::Composite(layout),
            None => Holds::Simple(ELEMENTS.get(name)?),
        };
        Some(Slot {
            mandatory: word.contains('!'),
            repeats: word.contains('^'),
            holds,
        })
    });
    Some((
        id,
        Layout {
            slots: slots.collect::<Option<_>>()?,
            conditions: conditions
                .split_whitespace()
                .map(condition)
                .collect::<Option<_>>()?,
        },
    ))
}

/// As `P0304`: the rule, then places of two digits.
fn condition(text: &str) -> Option<Condition> {
    let rule = match text.get(..1)? {
        "P" => Rule::Paired,
        "R" => Rule::Required,
        "E" => Rule::Exclusive,
        "C" => Rule::Conditional,
        "L" => Rule::List,
        _ => return None,
    };
    let digits = text.get(1..)?;
    let places = digits.as_bytes().chunks(2).map(|two| {
        let two = std::str::from_utf8(two).ok()?;
        two.parse().ok()
    });
    Some(Condition {
        rule,
        places: places.collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = |text: &'static str| rows(text).count();
        assert_eq!(ELEMENTS.len(), lines(include_str!("../data/elements.csv")));
        assert_eq!(SEGMENTS.len() + COMPOSITES.len(), lines(SOURCE));
    }

    #[test]
    fn places_know_what_they_hold() {
        let clm = segment(b"CLM").unwrap();
        assert!(clm.slots[0].mandatory);
        assert!(matches!(&clm.slots[1].holds, Holds::Simple(simple) if simple.number == 782));
        let Holds::Composite(facility) = &clm.slots[4].holds else {
            panic!("CLM05 is a composite");
        };
        assert_eq!(facility.slots.len(), 3);
        assert!(segment(b"ZZZ").is_none());
    }
}
