//! Segments and elements by names of ours, from `data/x12_names.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<(&'static str, &'static str), &'static str>> =
    LazyLock::new(|| read(include_str!("../../../data/x12_names.csv")));

/// No field has a comma or a quote, which a test sees to; so the text can be borrowed.
fn read(text: &'static str) -> HashMap<(&'static str, &'static str), &'static str> {
    let rows = text.lines().skip(1).filter_map(|line| {
        let (segment, rest) = line.split_once(',')?;
        let (element, name) = rest.split_once(',')?;
        Some(((segment, element), name))
    });
    rows.collect()
}

/// A segment's name; empty where there is none.
pub(crate) fn segment(id: &str) -> &'static str {
    NAMES.get(&(id, "")).copied().unwrap_or_default()
}

/// An element's name, by its number as `03` or `01-2`; empty where there is none.
pub(crate) fn element(id: &str, number: &str) -> &'static str {
    let found = NAMES.get(&(id, number)).copied();
    let whole = || {
        number
            .split_once('-')
            .and_then(|(whole, _)| NAMES.get(&(id, whole)))
    };
    found.or_else(|| whole().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_three_fields() {
        let text = include_str!("../../../data/x12_names.csv");
        assert_eq!(text.lines().next(), Some("segment,element,name"));
        for line in text.lines() {
            assert_eq!(line.split(',').count(), 3, "{line}");
            assert!(!line.contains('"'), "{line}");
        }
        assert_eq!(NAMES.len() + 1, text.lines().count(), "none stands twice");
    }

    #[test]
    fn names_are_found() {
        assert_ne!(segment("CLP"), "");
        assert_ne!(element("CLP", "03"), "");
        assert_ne!(element("SVC", "01-2"), "");
        assert_eq!(element("CLP", "99"), "");
        assert_eq!(segment("ZZZ"), "");
    }
}
