//! Remittance advice remark codes: which of them refines what an umbrella code means.
//!
//! Codes stand one by one in `data/rarc.csv`, never by pattern: neighbours mean unrelated things.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::carc::{Meaning, is_umbrella};
use crate::word::{Category, Class};

/// What a remark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Tells the category of a denial whose CARC alone does not.
    Refines(Category),
    /// MA130: the claim was never decided; no denial, no appeal, a new claim is needed.
    Unprocessable,
    /// Takes away the right to appeal.
    NotAppealable,
    /// Tells something and decides nothing.
    Alert,
}

impl Kind {
    /// The word in tables and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Refines(_) => "refines",
            Kind::Unprocessable => "unprocessable",
            Kind::NotAppealable => "not_appealable",
            Kind::Alert => "alert",
        }
    }

    /// The category that it gives.
    #[must_use]
    pub fn category(self) -> Option<Category> {
        match self {
            Kind::Refines(category) => Some(category),
            _ => None,
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// LQ02, or an element of MIA or MOA.
    pub rarc: String,
    /// What it does.
    pub kind: Kind,
    /// In our own words.
    pub label: String,
    /// `verified`: seen at a source. `own`: from knowledge of the field.
    pub verified: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    rarc: String,
    kind: String,
    category: String,
    label: String,
    #[serde(rename = "eff_from")]
    _eff_from: String,
    #[serde(rename = "eff_to")]
    _eff_to: String,
    verified: String,
}

static LIST: LazyLock<HashMap<String, Remark>> =
    LazyLock::new(|| read(include_str!("../data/rarc.csv")).expect("the shipped list is tested"));

/// What the list knows of a remark code.
#[must_use]
pub fn remark(rarc: &str) -> Option<&'static Remark> {
    LIST.get(rarc)
}

/// Every remark of the list, by code: what SQL joins with.
#[must_use]
pub fn remarks() -> Vec<&'static Remark> {
    let mut all: Vec<_> = LIST.values().collect();
    all.sort_by_key(|r| &r.rarc);
    all
}

/// The category of a denial after its remarks. Only umbrella codes are refined; the line's first
/// remark that decides does it, else the claim's first. Alerts never decide, nor do codes that the list
/// has not: they may be alerts.
#[must_use]
pub fn refine<'a>(
    carc: &str,
    meaning: Meaning,
    line: impl IntoIterator<Item = &'a str>,
    claim: impl IntoIterator<Item = &'a str>,
) -> Option<Category> {
    if meaning.class != Class::Denial || !is_umbrella(carc) {
        return meaning.category;
    }
    let decided = |rarc: &str| remark(rarc).and_then(|r| r.kind.category());
    let of_line = line.into_iter().find_map(decided);
    of_line
        .or_else(|| claim.into_iter().find_map(decided))
        .or(meaning.category)
}

fn read(text: &str) -> Result<HashMap<String, Remark>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Row = row.map_err(|e| e.to_string())?;
        let kind = match (row.kind.as_str(), Category::parse(&row.category)) {
            ("refines", Some(category)) => Kind::Refines(category),
            ("unprocessable", None) => Kind::Unprocessable,
            ("not_appealable", None) => Kind::NotAppealable,
            ("alert", None) => Kind::Alert,
            _ => return Err(format!("{}: expected a kind and its category", row.rarc)),
        };
        let remark = Remark {
            rarc: row.rarc.clone(),
            kind,
            label: row.label,
            verified: row.verified,
        };
        if list.insert(row.rarc.clone(), remark).is_some() {
            return Err(format!("{} stands twice", row.rarc));
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carc::{Funding, classify};

    fn check(carc: &str, line: &[&str], claim: &[&str], expected: &str) {
        let meaning = classify("CO", carc, Funding::ForService);
        let found = refine(carc, meaning, line.iter().copied(), claim.iter().copied());
        assert_eq!(
            found.map_or("", Category::as_str),
            expected,
            "{carc} {line:?} {claim:?}"
        );
    }

    #[test]
    fn the_shipped_list_reads() {
        assert!(read(include_str!("../data/rarc.csv")).is_ok());
        assert!(remarks().len() > 90);
    }

    #[test]
    fn a_remark_refines_an_umbrella_code_only() {
        check("16", &[], &[], "INFO");
        check("16", &["MA27"], &[], "PATIENT");
        check("96", &["N130"], &[], "NONCOV");
        check("50", &["N115"], &[], "MEDNEC");
        check("A1", &["N54"], &[], "AUTH");
        check("197", &["MA27"], &[], "AUTH");
        check("45", &["MA27"], &[], "");
    }

    #[test]
    fn the_line_comes_first_and_alerts_never_decide() {
        check("16", &["N54"], &["MA27"], "AUTH");
        check("16", &["MA01", "N123", "N54"], &["MA27"], "AUTH");
        check("16", &["MA01"], &["MA27"], "PATIENT");
        check("16", &[], &["MA18", "MA27"], "PATIENT");
        check("16", &["M76", "N54"], &[], "CODING");
    }

    #[test]
    fn codes_stand_one_by_one() {
        for unknown in ["N540", "N541", "N549", "N99999"] {
            assert!(remark(unknown).is_none(), "{unknown}");
            check("16", &[unknown], &["MA27"], "PATIENT");
        }
        check("16", &["N473"], &[], "DOC");
        check("16", &["N479"], &[], "COB");
        check("16", &["N418"], &[], "COB");
        check("16", &["M53"], &[], "INFO");
        check("16", &["N362"], &[], "LIMIT");
    }

    #[test]
    fn ma130_is_a_kind_of_its_own() {
        assert_eq!(remark("MA130").map(|r| r.kind), Some(Kind::Unprocessable));
        check("16", &["MA130"], &[], "INFO");
    }
}
