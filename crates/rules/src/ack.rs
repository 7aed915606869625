//! What acknowledgments mean: claim status categories (STC01-1), and the codes by which a 999 and a TA1
//! accept or refuse. `denial_rules` 4.3.1 in data.
//!
//! Categories come and go: of one that the list has not, its first letter tells what it is of.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What came of a thing that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AckOutcome {
    /// It is there, and nothing is said of it yet.
    Received,
    /// It goes on.
    Accepted,
    /// Some of its parts go on.
    PartiallyAccepted,
    /// It was refused before anybody decided on it.
    Rejected,
    /// No decision yet.
    Pending,
    /// The payer waits for information.
    InfoRequested,
    /// Decided.
    Finalized,
    /// No answer could be given.
    Error,
}

impl AckOutcome {
    /// Every outcome.
    pub const ALL: [AckOutcome; 8] = [
        AckOutcome::Received,
        AckOutcome::Accepted,
        AckOutcome::PartiallyAccepted,
        AckOutcome::Rejected,
        AckOutcome::Pending,
        AckOutcome::InfoRequested,
        AckOutcome::Finalized,
        AckOutcome::Error,
    ];

    /// The word in tables and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AckOutcome::Received => "received",
            AckOutcome::Accepted => "accepted",
            AckOutcome::PartiallyAccepted => "partially_accepted",
            AckOutcome::Rejected => "rejected",
            AckOutcome::Pending => "pending",
            AckOutcome::InfoRequested => "info_requested",
            AckOutcome::Finalized => "finalized",
            AckOutcome::Error => "error",
        }
    }

    fn parse(word: &str) -> Option<AckOutcome> {
        AckOutcome::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AckList {
    /// STC01-1, STC10-1, STC11-1.
    Stc,
    /// IK501 and AK901.
    Ik5,
    /// TA104.
    Ta1,
}

impl AckList {
    /// The word in tables and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AckList::Stc => "STC",
            AckList::Ik5 => "999",
            AckList::Ta1 => "TA1",
        }
    }

    fn parse(word: &str) -> Option<AckList> {
        [AckList::Stc, AckList::Ik5, AckList::Ta1]
            .into_iter()
            .find(|it| it.as_str() == word)
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AckCode {
    /// Whose code it is.
    pub list: AckList,
    /// The code; of one letter in the list of categories: all others that begin so.
    pub code: String,
    /// What it means.
    pub outcome: AckOutcome,
    /// In our own words.
    pub label: String,
    /// `verified`: seen at a source. `own`: from knowledge of the field.
    pub verified: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    list: String,
    code: String,
    outcome: String,
    label: String,
    verified: String,
}

static LIST: LazyLock<HashMap<(AckList, String), AckCode>> =
    LazyLock::new(|| read(include_str!("../data/ack.csv")).expect("the shipped list is tested"));

/// What a code means; `None` where nobody can tell.
#[must_use]
pub fn acknowledgment(list: AckList, code: &str) -> Option<AckOutcome> {
    let find = |code: &str| LIST.get(&(list, code.to_owned()));
    let family = || match list {
        AckList::Stc => find(code.get(..1)?),
        AckList::Ik5 | AckList::Ta1 => None,
    };
    find(code).or_else(family).map(|found| found.outcome)
}

/// Every code, by list and code: what SQL joins with.
#[must_use]
pub fn acknowledgments() -> Vec<&'static AckCode> {
    let mut all: Vec<_> = LIST.values().collect();
    all.sort_by_key(|code| (code.list, &code.code));
    all
}

fn read(text: &str) -> Result<HashMap<(AckList, String), AckCode>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Row = row.map_err(|e| e.to_string())?;
        let wrong = |what: &str| format!("{} {}: expected {what}", row.list, row.code);
        let code = AckCode {
            list: AckList::parse(&row.list).ok_or_else(|| wrong("a list"))?,
            outcome: AckOutcome::parse(&row.outcome).ok_or_else(|| wrong("an outcome"))?,
            code: row.code.clone(),
            label: row.label.clone(),
            verified: row.verified.clone(),
        };
        if list.insert((code.list, code.code.clone()), code).is_some() {
            return Err(wrong("no other row of this code"));
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_what_the_guides_say() {
        let stc = |code| acknowledgment(AckList::Stc, code).map(AckOutcome::as_str);
        assert_eq!(stc("A1"), Some("received"));
        assert_eq!(stc("A2"), Some("accepted"));
        for code in ["A3", "A6", "A7", "A8"] {
            assert_eq!(stc(code), Some("rejected"), "{code}");
        }
        assert_eq!(stc("A4"), Some("error"));
        assert_eq!(stc("F2"), Some("finalized"));
        // By their first letter.
        assert_eq!(stc("P3"), Some("pending"));
        assert_eq!(stc("R17"), Some("info_requested"));
        assert_eq!(stc("A9"), Some("received"));
        assert_eq!(stc("Z1"), None);
        assert_eq!(stc(""), None);
    }

    #[test]
    fn files_are_accepted_in_whole_in_part_or_not() {
        let ik5 = |code| acknowledgment(AckList::Ik5, code).map(AckOutcome::as_str);
        assert_eq!(ik5("E"), Some("accepted"));
        assert_eq!(ik5("P"), Some("partially_accepted"));
        for code in ["R", "M", "W", "X"] {
            assert_eq!(ik5(code), Some("rejected"), "{code}");
        }
        assert_eq!(ik5("RX"), None);
        assert_eq!(
            acknowledgment(AckList::Ta1, "R"),
            Some(AckOutcome::Rejected)
        );
    }

    #[test]
    fn each_code_is_listed_once_with_its_source() {
        let all = acknowledgments();
        assert_eq!(all.len(), 33);
        assert!(
            all.iter()
                .all(|code| ["verified", "own"].contains(&code.verified.as_str()))
        );
        let twice =
            "list,code,outcome,label,verified\nSTC,A1,received,x,own\nSTC,A1,received,x,own\n";
        assert_eq!(
            read(twice).unwrap_err(),
            "STC A1: expected no other row of this code"
        );
    }
}
