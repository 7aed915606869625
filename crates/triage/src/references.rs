//! What payers say that they recovered overpayments of: texts in which claims' numbers may stand.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use lake::{Session, Wanted};

use crate::error::{Error, Result};
use crate::seeds::{ADJUSTMENTS, Seeds, of};
use crate::touched::RECOVERY;

/// Letters of one; PLB03-2 has 50. `plb_link` says the same: what is longer is none.
const LONGEST: usize = 100;

/// The references of all recoveries, as they were written.
#[derive(Default)]
pub(crate) struct References {
    texts: Vec<String>,
    /// Recoveries, with a reference or without one.
    rows: usize,
}

impl References {
    pub(crate) async fn all(session: &Session) -> Result<References> {
        #[derive(serde::Deserialize)]
        struct Row {
            reference_id: Option<String>,
        }
        let columns = BTreeSet::from(["reference_id".to_owned()]);
        let wanted = Wanted::new().or("reason_code", [RECOVERY.to_owned()]);
        let found = session.look_up(ADJUSTMENTS, &columns, &wanted).await?;
        let found: Vec<Row> = of(&found)?;
        let rows = found.len();
        let texts = found.into_iter().filter_map(|row| row.reference_id);
        let texts: BTreeSet<String> = texts.filter(|text| is_one(text)).collect();
        Ok(References {
            texts: texts.into_iter().collect(),
            rows,
        })
    }

    /// Nothing was recovered.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// A reference may be put together of several things: whatever it contains it may name.
    pub(crate) fn name_any(&self, of: &Seeds) -> Result<bool> {
        if self.texts.is_empty() {
            return Ok(false);
        }
        let numbers = Numbers::of(of.numbers.iter().chain(&of.payers))?;
        Ok(self.texts().any(|text| numbers.stand_in(text)))
    }
}

fn is_one(text: &str) -> bool {
    text.trim_matches(' ').chars().count() <= LONGEST
}

/// Numbers that are looked for in references, all at once.
pub(crate) struct Numbers(AhoCorasick);

impl Numbers {
    pub(crate) fn of<'a>(numbers: impl Iterator<Item = &'a String>) -> Result<Numbers> {
        let numbers = AhoCorasick::new(numbers).map_err(|_| Error::Rows("numbers"))?;
        Ok(Numbers(numbers))
    }

    /// Whether one of them stands anywhere in it.
    pub(crate) fn stand_in(&self, reference: &str) -> bool {
        self.0.is_match(reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_anywhere_in_a_reference() {
        let numbers = ["A17".to_owned(), "7".to_owned(), "0099".to_owned()];
        let found = Numbers::of(numbers.iter()).unwrap();
        for text in ["A17", "x A1 7", "ICN-00990", "A17 20260301"] {
            assert!(found.stand_in(text), "{text}");
        }
        for text in ["", "A1", "a1", "099"] {
            assert!(!found.stand_in(text), "{text}");
        }
        assert!(!Numbers::of([].iter()).unwrap().stand_in("A17"));
    }

    #[test]
    fn what_is_too_long_is_none() {
        assert!(is_one(&format!("  {}", "9".repeat(LONGEST))));
        assert!(is_one(&"\u{e9}".repeat(LONGEST)));
        assert!(!is_one(&"9".repeat(LONGEST + 1)));
    }
}
