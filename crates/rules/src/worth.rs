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
/// So many outcomes weigh as much as what is believed before any.
const PRIOR: i64 = 20;
/// Cents. What is expected to bring less, and costs as much as it is worth, is a low balance.
const LOW: i64 = 2_500;

/// What became of cases of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of which something came back.
    pub won: i64,
    /// That ended.
    pub of: i64,
}

/// What a case's dollars are a part of. Cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of a charge: a payer allows a part of it.
    Charge {
        /// The line's, or the claim's; nothing where it is not known.
        charge: i64,
        /// What the payer allowed of it already: what it paid, and what it left to the patient.
        settled: i64,
        /// What it refused of it, for whatever reason.
        refused: i64,
    },
    /// Of what a payer had allowed: it paid and took it back, or left it to the next payer.
    Allowed,
}

/// How closely what was allowed before is like what a case asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Like {
    /// The payer's, for the procedure.
    Procedure,
    /// The payer's, for all that it paid.
    Payer,
}

/// What a payer allowed of what it was charged, in cents, over so many lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// What it was allowed for.
    pub like: Like,
    /// How many lines it paid.
    pub lines: i64,
    /// What it allowed of them.
    pub allowed: i64,
    /// What they were charged with.
    pub charged: i64,
}

/// What a case is worth, with every factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// Cents that would come if it were won.
    pub expected: i64,
    /// Where that is from: `charge`, a share of what is open; `allowed_procedure`, `allowed_payer`, what the payer
    /// allowed of such charges before; `allowed_before`, what it had allowed of this one.
    pub basis: String,
    /// Cents that can be asked for: no more is expected.
    #[serde(default)]
    pub open: i64,
    /// Cents that they are a part of; nothing where that is not known, or they were allowed before.
    #[serde(default)]
    pub charge: i64,
    /// Cents of it that are allowed already.
    #[serde(default)]
    pub settled: i64,
    /// Cents of it that are refused for this or another reason.
    #[serde(default)]
    pub refused: i64,
    /// Chance to win, per mille.
    pub chance: i64,
    /// Where that is from: `prior`, before any outcome of one's own; `outcomes`, with them.
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
pub fn worth(category: Category, open: i64, of: Of) -> Worth {
    let (chance, minutes) = LIST.get(&category).copied().unwrap_or_default();
    let (expected, basis, [charge, settled, refused]) = match of {
        Of::Charge {
            charge,
            settled,
            refused,
        } => (share(open, EXPECTED), "charge", [charge, settled, refused]),
        Of::Allowed => (open, "allowed_before", [0; 3]),
    };
    let cost = minutes * MINUTE;
    Worth {
        expected,
        basis: basis.to_owned(),
        open,
        charge,
        settled,
        refused,
        chance,
        chance_basis: "prior".to_owned(),
        minutes,
        cost,
        net: share(expected, chance).saturating_sub(cost),
    }
}

impl Worth {
    /// The same where it is known what the payer allows of such charges: that part of the charge, less what it allowed
    /// already, for all that is refused of it alike. Where it allowed more already than that, what is open is taken to
    /// be allowed at that rate.
    #[must_use]
    pub fn allowed(self, found: Option<Allowed>) -> Worth {
        let Some(found) = found.filter(|found| found.charged > 0 && self.charge > 0) else {
            return self;
        };
        let basis = match found.like {
            Like::Procedure => "allowed_procedure",
            Like::Payer => "allowed_payer",
        };
        let left = part(self.charge, found.allowed, found.charged).saturating_sub(self.settled);
        let expected = match left > 0 {
            true => part(left, self.open, self.refused.max(self.open).max(1)),
            false => part(self.open, found.allowed, found.charged),
        };
        let expected = expected.clamp(0, self.open.max(0));
        Worth {
            expected,
            basis: basis.to_owned(),
            net: share(expected, self.chance).saturating_sub(self.cost),
            ..self
        }
    }

    /// The same with what became of one's own cases like it: the chance is (won + 20 × prior) / (ended + 20).
    #[must_use]
    pub fn learned(self, tally: Tally) -> Worth {
        if tally.of <= 0 {
            return self;
        }
        let won = tally.won.saturating_mul(1_000);
        let chance = won.saturating_add(PRIOR * self.chance) / tally.of.saturating_add(PRIOR);
        Worth {
            chance,
            chance_basis: "outcomes".to_owned(),
            net: share(self.expected, chance).saturating_sub(self.cost),
            ..self
        }
    }

    /// Little would come of it, and that is not worth the time: it is dealt with by the lot.
    #[must_use]
    pub fn is_low_balance(&self) -> bool {
        self.net <= 0 && self.expected < LOW
    }
}

/// So many thousandths of an amount, rounded towards zero.
fn share(amount: i64, per_mille: i64) -> i64 {
    part(amount, per_mille, 1_000)
}

/// `amount` × `of` / `all`, rounded towards zero; `all` is more than nothing.
fn part(amount: i64, of: i64, all: i64) -> i64 {
    let part = i128::from(amount) * i128::from(of) / i128::from(all);
    i64::try_from(part).unwrap_or(i64::MAX)
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

    /// All of the charge is open.
    fn whole(category: Category, open: i64) -> Worth {
        let of = Of::Charge {
            charge: open,
            settled: 0,
            refused: open,
        };
        worth(category, open, of)
    }

    #[test]
    fn every_category_has_a_chance_and_minutes() {
        for category in Category::ALL {
            let (chance, minutes) = LIST[&category];
            assert!((1..1_000).contains(&chance) && minutes > 0, "{category}");
        }
    }

    #[test]
    fn worth_is_what_one_reckons_by_hand() {
        let worth = whole;
        // $150 denied for a missing authorization: $52.50 expected, four in ten, 35 minutes for $26.25.
        let found = worth(Category::Auth, 15_000);
        assert_eq!(
            (found.expected, found.cost, found.net),
            (5_250, 2_625, -525)
        );
        assert!(!found.is_low_balance());
        assert!(worth(Category::Info, i64::MAX).net > 0);
        let found = worth(Category::Info, 100_000);
        assert_eq!(
            (found.expected, found.cost, found.net),
            (35_000, 750, 29_000)
        );
    }

    #[test]
    fn chances_are_learned_of_outcomes() {
        let worth = whole;
        // AUTH: 400 of a thousand, before any.
        let before = worth(Category::Auth, 100_000);
        assert_eq!(before.clone().learned(Tally::default()), before);
        // Nine of ten came back: (9 + 20 × 0.4) / (10 + 20) = 17 / 30.
        let found = before.clone().learned(Tally { won: 9, of: 10 });
        assert_eq!(
            (found.chance, found.chance_basis.as_str()),
            (566, "outcomes")
        );
        // $1,000 denied: $350 expected, of which 566 of a thousand are $198.10; 35 minutes cost $26.25.
        assert_eq!((found.expected, found.net), (35_000, 17_185));
        // None of 180 did: (0 + 8) / 200.
        let found = before.learned(Tally { won: 0, of: 180 });
        assert_eq!((found.chance, found.net), (40, 1_400 - 2_625));
        assert!(!found.is_low_balance(), "more than $25 would come of it");
        let many = worth(Category::Auth, 1).learned(Tally {
            won: i64::MAX,
            of: i64::MAX,
        });
        assert!((0..=1_000).contains(&many.chance));
    }

    #[test]
    fn what_a_payer_allowed_before_is_expected_again() {
        // $200 charged, of which $120 were refused without authorization, and $20 paid.
        let of = |settled, refused| Of::Charge {
            charge: 20_000,
            settled,
            refused,
        };
        let before = worth(Category::Auth, 12_000, of(2_000, 12_000));
        assert_eq!((before.expected, before.basis.as_str()), (4_200, "charge"));
        let seen = |allowed, charged| Allowed {
            like: Like::Procedure,
            lines: 9,
            allowed,
            charged,
        };
        assert_eq!(before.clone().allowed(None), before);
        assert_eq!(before.clone().allowed(Some(seen(0, 0))), before);
        // 55 of a hundred are $110, of which $20 came; four in ten of $90 are $36; 35 minutes cost $26.25.
        let found = before.clone().allowed(Some(seen(55_000, 100_000)));
        assert_eq!(
            (found.expected, found.net, found.basis.as_str()),
            (9_000, 975, "allowed_procedure")
        );
        // One of two came back: (1 + 8) / 22 of $90, in either order.
        let tally = Tally { won: 1, of: 2 };
        let both = found.learned(tally);
        assert_eq!((both.chance, both.net), (409, 3_681 - 2_625));
        let other = before.clone().learned(tally);
        assert_eq!(other.allowed(Some(seen(55_000, 100_000))), both);
        // No more than is open: the contract's part of the charge was taken off before.
        let found = before.clone().allowed(Some(seen(80, 100)));
        assert_eq!(found.expected, 12_000);
        let found = before.clone().allowed(Some(seen(i64::MAX, 1)));
        assert_eq!(found.expected, 12_000);
        // More was allowed already than a tenth of the charge: a tenth of what is open.
        let found = before.allowed(Some(seen(10, 100)));
        assert_eq!(found.expected, 1_200);
        // Two reasons refuse $120 and $60: of $90 that are left, two thirds are this one's.
        let found = worth(Category::Auth, 12_000, of(2_000, 18_000));
        assert_eq!(found.allowed(Some(seen(55, 100))).expected, 6_000);
        // What is not known to be of a charge is a share of what is open.
        let unknown = Of::Charge {
            charge: 0,
            settled: 0,
            refused: 0,
        };
        let found = worth(Category::Auth, 10_000, unknown);
        assert_eq!(found.clone().allowed(Some(seen(55, 100))), found);
        assert_eq!(found.expected, 3_500);
        // What was allowed before comes whole.
        let taken = worth(Category::Auth, 5_000, Of::Allowed);
        let told = (taken.expected, taken.basis.as_str());
        assert_eq!(told, (5_000, "allowed_before"));
        assert_eq!(taken.clone().allowed(Some(seen(45, 100))), taken);
    }

    #[test]
    fn little_that_is_not_worth_the_time_is_a_low_balance() {
        let worth = whole;
        // $20 denied for information: $7 expected, $5.95 of it with 0.85, and ten minutes cost $7.50.
        assert!(worth(Category::Info, 2_000).is_low_balance());
        // $70: $24.50, of which $20.82, less $7.50.
        assert!(!worth(Category::Info, 7_000).is_low_balance());
        // $150 without authorization is worth nothing either, but $52.50 would come of it.
        assert!(!worth(Category::Auth, 15_000).is_low_balance());
    }
}
