//! What to do about a refusal, in plain words: for each kind, category and reason (CARC).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// What one row of the list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// `kind`, `category` or `carc`.
    pub kind: String,
    /// The kind, category or reason.
    pub code: String,
    /// What it means.
    pub means: String,
    /// What to do first.
    pub first_action: String,
    /// What to look for.
    pub evidence: String,
    /// Who or what brought it about.
    pub caused_by: String,
    /// What would have stopped it.
    pub prevention: String,
    /// Where that is from.
    pub source: String,
    /// `verified`: seen at a source. `own`: from knowledge of the field.
    pub verified: String,
}

static LIST: LazyLock<HashMap<(String, String), Guidance>> = LazyLock::new(|| {
    read(include_str!("../data/guidance.csv")).expect("the shipped list is tested")
});

/// What to do about a refusal: what its kind says where it is no plain denial, else its reason, else its
/// category.
#[must_use]
pub fn guidance(kind: &str, category: &str, carc: &str) -> Option<&'static Guidance> {
    let find = |of: &str, code: &str| LIST.get(&(of.to_owned(), code.to_owned()));
    find("kind", kind)
        .or_else(|| find("carc", carc))
        .or_else(|| find("category", category))
}

fn read(text: &str) -> Result<HashMap<(String, String), Guidance>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Guidance = row.map_err(|e| e.to_string())?;
        let key = (row.kind.clone(), row.code.clone());
        if list.insert(key, row).is_some() {
            return Err("expected each code once, but found one twice".to_owned());
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::denial::Kind;
    use crate::{Category, adjustments};

    #[test]
    fn every_kind_category_and_reason_has_words_of_its_own() {
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Denial) {
            assert!(
                guidance(kind.as_str(), "", "").is_some(),
                "{}",
                kind.as_str()
            );
        }
        for category in Category::ALL {
            assert!(guidance("", category.as_str(), "").is_some(), "{category}");
        }
        let mut said = BTreeSet::new();
        for adjustment in adjustments().into_iter().filter(|a| a.carc != "*") {
            let found = guidance("", "", &adjustment.carc);
            let found = found.unwrap_or_else(|| panic!("{}", adjustment.carc));
            said.insert((&found.means, &found.code));
        }
        let means: BTreeSet<&String> = said.iter().map(|(means, _)| *means).collect();
        assert_eq!(means.len(), said.len(), "no two reasons mean the same");
    }

    #[test]
    fn nothing_is_left_empty() {
        for row in LIST.values() {
            let cells = [
                &row.means,
                &row.first_action,
                &row.caused_by,
                &row.prevention,
                &row.source,
            ];
            assert!(
                cells.iter().all(|cell| cell.len() > 2),
                "{} {}",
                row.kind,
                row.code
            );
            assert!(
                ["own", "verified"].contains(&&*row.verified),
                "{}",
                row.code
            );
        }
    }
}
