//! What a provider level adjustment is for: the reason codes of PLB03-1 (005010X221A1), as data.
//! `denial_rules` 4.12.
//!
//! The code says what the money is for, the sign of the amount which way it goes: nothing here depends on
//! a sign.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlbReason {
    /// PLB03-1, 05-1, 07-1 ….
    pub code: String,
    /// What the money is for, in one word of ours: `overpayment_recovery`, `forward_balance` ….
    pub kind: String,
    /// In our own words.
    pub label: String,
    /// `verified`: seen at a source. `own`: from knowledge of the field. `verify`: somebody should look.
    pub verified: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    kind: String,
    label: String,
    verified: String,
}

static LIST: LazyLock<HashMap<String, PlbReason>> =
    LazyLock::new(|| read(include_str!("../data/plb.csv")).expect("the shipped list is tested"));

/// What a code is for; `None` where the list has not got it.
#[must_use]
pub fn plb_reason(code: &str) -> Option<&'static PlbReason> {
    LIST.get(code)
}

/// Every code, in order: what SQL joins with.
#[must_use]
pub fn plb_reasons() -> Vec<&'static PlbReason> {
    let mut all: Vec<_> = LIST.values().collect();
    all.sort_by_key(|reason| &reason.code);
    all
}

fn read(text: &str) -> Result<HashMap<String, PlbReason>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Row = row.map_err(|e| e.to_string())?;
        let wrong = |what: &str| format!("{}: expected {what}", row.code);
        if !is_word(&row.kind) {
            return Err(wrong("a kind in lower case"));
        }
        let reason = PlbReason {
            code: row.code.clone(),
            kind: row.kind.clone(),
            label: row.label.clone(),
            verified: row.verified.clone(),
        };
        if list.insert(row.code.clone(), reason).is_some() {
            return Err(wrong("no other row of this code"));
        }
    }
    Ok(list)
}

fn is_word(kind: &str) -> bool {
    !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_the_guide_uses_them_for() {
        let kind = |code| plb_reason(code).map(|reason| reason.kind.as_str());
        assert_eq!(kind("WO"), Some("overpayment_recovery"));
        assert_eq!(kind("FB"), Some("forward_balance"));
        assert_eq!(kind("L6"), Some("interest"));
        assert_eq!(kind("72"), Some("authorized_return"));
        assert_eq!(kind("IR"), Some("tax_withholding"));
        assert_eq!(kind("LE"), Some("levy"));
        // What is paid for capitation is not the interest on it.
        assert_eq!(kind("CT"), Some("capitation"));
        assert_eq!(kind("CR"), Some("capitation_interest"));
        assert_eq!(kind("wo"), None);
        assert_eq!(kind("ZZ"), None);
    }

    #[test]
    fn each_code_is_listed_once_with_its_source() {
        let all = plb_reasons();
        assert_eq!(all.len(), 42);
        for reason in all {
            assert!(
                ["verified", "own", "verify"].contains(&reason.verified.as_str()),
                "{}",
                reason.code
            );
            assert_eq!(reason.code.len(), 2, "{}", reason.code);
            assert!(!reason.label.is_empty(), "{}", reason.code);
        }
        let twice = "code,kind,label,verified\nWO,a,x,own\nWO,b,x,own\n";
        assert_eq!(
            read(twice).unwrap_err(),
            "WO: expected no other row of this code"
        );
        let shouted = "code,kind,label,verified\nWO,Taken Back,x,own\n";
        assert_eq!(
            read(shouted).unwrap_err(),
            "WO: expected a kind in lower case"
        );
    }
}
