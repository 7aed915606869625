//! Claim adjustment reason codes: which class and category a triplet of CAS has.
//!
//! `data/carc.csv` has one row a code, and one more for each group that changes what the code means.
//! Dates of validity are kept for those who show the list; they don't decide. A number never gets
//! another meaning, and a payer who sends a retired one still means it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::word::{Category, Class, GROUPS};

/// How the payer pays this provider, a setting of the payer (`payers.csv`), effective-dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Funding {
    /// A payment for each service.
    ForService,
    /// A fixed payment a head: a zero on the claim is the contract, not a refusal.
    Capitated,
}

/// What one triplet of a CAS segment means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// What the amount is.
    pub class: Class,
    /// Why it was refused; only of denials.
    pub category: Option<Category>,
    /// The code says that the claim or line was received before.
    pub duplicate: bool,
    /// The list has no such code, or no such group.
    pub unmapped: bool,
}

/// One line of the list: a code under one group, with what a biller wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// CAS01.
    pub group: &'static str,
    /// CAS02, 05, 08, …
    pub carc: String,
    /// What it means where the payer pays for the service.
    pub meaning: Meaning,
    /// What it is where the payer pays by capitation.
    pub class_if_capitated: Class,
    /// The code alone says little: a remark refines the category.
    pub umbrella: bool,
    /// In our own words.
    pub label: String,
    /// The department it comes from: PA patient access, HIM coding, CDI clinical documentation, UM
    /// utilisation, BO billing office, CR credentialing, CT contracting, CC charge capture, LAB
    /// laboratory, CMP compliance, QA quality.
    pub dept: String,
    /// `yes`, `partly`, `no`.
    pub avoidable: String,
    /// `yes`, `partly`, `no`.
    pub recoverable: String,
    /// What to do first.
    pub first_action: String,
    /// `verified`: the number was seen in a published list. `own`: from knowledge of the field.
    pub verified: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    carc: String,
    group: String,
    class: String,
    category: String,
    if_capitated: String,
    duplicate: String,
    umbrella: String,
    label: String,
    dept: String,
    avoidable: String,
    recoverable: String,
    first_action: String,
    #[serde(rename = "eff_from")]
    _eff_from: String,
    #[serde(rename = "eff_to")]
    _eff_to: String,
    verified: String,
}

/// The code that stands for all: a row with it applies to its group whatever the code.
const ANY_CODE: &str = "*";

static LIST: LazyLock<HashMap<(String, &'static str), Adjustment>> =
    LazyLock::new(|| read(include_str!("../data/carc.csv")).expect("the shipped list is tested"));

/// What a triplet means: group code and reason code of the CAS, and how the payer pays.
#[must_use]
pub fn classify(group: &str, carc: &str, funding: Funding) -> Meaning {
    let Some(found) = find(group, carc) else {
        return Meaning {
            class: Class::Denial,
            category: Some(Category::Other),
            duplicate: false,
            unmapped: true,
        };
    };
    let mut meaning = found.meaning;
    if funding == Funding::Capitated && found.class_if_capitated != meaning.class {
        meaning.class = found.class_if_capitated;
        meaning.category = None;
    }
    meaning
}

/// Whether the code is one that a remark refines.
#[must_use]
pub fn is_umbrella(carc: &str) -> bool {
    find("CO", carc).is_some_and(|found| found.umbrella)
}

/// Every known pair of group and code, by code, then group: what SQL joins with.
#[must_use]
pub fn adjustments() -> Vec<&'static Adjustment> {
    let mut all: Vec<_> = LIST.values().collect();
    all.sort_by_key(|a| (a.carc.len(), &a.carc, a.group));
    all
}

fn find(group: &str, carc: &str) -> Option<&'static Adjustment> {
    let group = GROUPS.into_iter().find(|g| *g == group)?;
    LIST.get(&(carc.to_owned(), group))
}

/// The rows of the file, spread over the groups: a row for one group, else the group's row for any
/// code, else the code's row for any group.
fn read(text: &str) -> Result<HashMap<(String, &'static str), Adjustment>, String> {
    let rows: Vec<Row> = csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| e.to_string())?;
    let mut by_key: HashMap<(&str, &str), &Row> = HashMap::new();
    for row in &rows {
        if by_key.insert((&row.carc, &row.group), row).is_some() {
            return Err(format!("{} {} stands twice", row.group, row.carc));
        }
    }
    let mut list = HashMap::new();
    for row in &rows {
        if row.carc == ANY_CODE || !row.group.is_empty() {
            continue;
        }
        for group in GROUPS {
            let keys = [(row.carc.as_str(), group), (ANY_CODE, group)];
            let own = keys.iter().find_map(|key| by_key.get(key));
            let chosen = own.copied().unwrap_or(row);
            let found = adjustment(group, &row.carc, chosen)?;
            list.insert((row.carc.clone(), group), found);
        }
    }
    Ok(list)
}

fn adjustment(group: &'static str, carc: &str, row: &Row) -> Result<Adjustment, String> {
    let class = |word: &str| {
        Class::parse(word).ok_or_else(|| format!("{carc}: expected a class, but found {word:?}"))
    };
    let flag = |word: &str| match word {
        "" => Ok(false),
        "yes" => Ok(true),
        _ => Err(format!(
            "{carc}: expected yes or nothing, but found {word:?}"
        )),
    };
    let known = class(&row.class)?;
    let category = match (known, row.category.as_str()) {
        (Class::Denial, word) => Some(
            Category::parse(word)
                .ok_or_else(|| format!("{carc}: expected a category, but found {word:?}"))?,
        ),
        (_, "") => None,
        (_, word) => return Err(format!("{carc}: expected no category, but found {word:?}")),
    };
    Ok(Adjustment {
        group,
        carc: carc.to_owned(),
        meaning: Meaning {
            class: known,
            category,
            duplicate: flag(&row.duplicate)?,
            unmapped: false,
        },
        class_if_capitated: match row.if_capitated.as_str() {
            "" => known,
            word => class(word)?,
        },
        umbrella: flag(&row.umbrella)?,
        label: row.label.clone(),
        dept: row.dept.clone(),
        avoidable: row.avoidable.clone(),
        recoverable: row.recoverable.clone(),
        first_action: row.first_action.clone(),
        verified: row.verified.clone(),
    })
}

#[cfg(test)]
mod tests;
