//! What a case is worth (denial_rules.md 4.7): expected dollars less the time that it takes.
//!
//! Whole cents and per mille: the arithmetic can be done again by hand from what is shown.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::word::Category;

/// Per mille of a charge that is expected where nothing better is known.
const EXPECTED: i64 = 350;
/// Cents that a minute of work costs.
const MINUTE: i64 = 75;

/// What a case is worth, with every factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// Cents that would come if it were won.
    pub expected: i64,
    /// Where that is from: `charge`, a share of what is denied.
    pub basis: String,
    /// Chance to win, per mille.
    pub chance: i64,
    /// Where that is from: `prior`, before any outcome of one's own.
    pub chance_basis: String,
    /// Minutes that it takes.
    pub minutes: i64,
    /// Cents that they cost.
    pub cost: i64,
    /// `expected` × `chance` − `cost`, in cents, rounded towards zero.
    pub net: i64,
}

#[derive(Debug, Deserialize)]
struct Row {
    category: String,
    chance: i64,
    minutes: i64,
    #[serde(rename = "verified")]
    _verified: String,
}

static LIST: LazyLock<HashMap<Category, (i64, i64)>> = LazyLock::new(|| {
    read(include_str!("../data/category.csv")).expect("the shipped list is tested")
});

/// What a case of this category is worth while so many cents are open.
#[must_use]
pub fn worth(category: Category, open: i64) -> Worth {
    let (chance, minutes) = LIST.get(&category).copied().unwrap_or_default();
    let expected = share(open, EXPECTED);
    let cost = minutes * MINUTE;
    Worth {
        expected,
        basis: "charge".to_owned(),
        chance,
        chance_basis: "prior".to_owned(),
        minutes,
        cost,
        net: share(expected, chance).saturating_sub(cost),
    }
}

/// So many thousandths of an amount, rounded towards zero.
fn share(amount: i64, per_mille: i64) -> i64 {
    let share = i128::from(amount) * i128::from(per_mille) / 1_000;
    i64::try_from(share).unwrap_or(i64::MAX)
}

fn read(text: &str) -> Result<HashMap<Category, (i64, i64)>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Row = row.map_err(|e| e.to_string())?;
        let category = Category::parse(&row.category);
        let category =
            category.ok_or_else(|| format!("expected a category, but found {}", row.category))?;
        list.insert(category, (row.chance, row.minutes));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_a_chance_and_minutes() {
        for category in Category::ALL {
            let (chance, minutes) = LIST[&category];
            assert!((1..1_000).contains(&chance) && minutes > 0, "{category}");
        }
    }

    #[test]
    fn worth_is_what_one_reckons_by_hand() {
        // $150 denied for a missing authorization: $52.50 expected, four in ten, 35 minutes for $26.25.
        let found = worth(Category::Auth, 15_000);
        assert_eq!(
            (found.expected, found.cost, found.net),
            (5_250, 2_625, -525)
        );
        assert!(worth(Category::Info, i64::MAX).net > 0);
        let found = worth(Category::Info, 100_000);
        assert_eq!(
            (found.expected, found.cost, found.net),
            (35_000, 750, 29_000)
        );
    }
}
