//! The catalogue: each file of `queries/` that is a KPI, with its definition.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Things.
    Count,
    /// Money.
    Dollars,
    /// How long something took. A row of the query is then a number of days (numerator) and how many took so long
    /// (denominator); the answer's value is the median.
    Days,
}

/// What a KPI counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// First answers to claims.
    #[default]
    Answers,
    /// Answers to claims, also where they are not the first.
    Remits,
    /// Claims that were submitted for the first time.
    Submissions,
    /// Initial denials that ended.
    Resolutions,
    /// Denials that ended.
    Recoveries,
    /// Initial denials.
    Denials,
    /// Cases that wait for somebody.
    Worklist,
    /// Claims that were submitted, for the first time or again.
    Sent,
    /// Payments.
    Payments,
    /// What was paid and taken back.
    Takebacks,
}

impl Counted {
    /// The query for how many are left out, and why.
    pub(crate) fn query(self) -> &'static str {
        match self {
            Counted::Answers => include_str!("../../../queries/answer/left_out_answers.sql"),
            Counted::Remits => include_str!("../../../queries/answer/left_out_remits.sql"),
            Counted::Submissions => {
                include_str!("../../../queries/answer/left_out_submissions.sql")
            }
            Counted::Sent => include_str!("../../../queries/answer/left_out_sent.sql"),
            Counted::Payments => include_str!("../../../queries/answer/left_out_payments.sql"),
            Counted::Takebacks => include_str!("../../../queries/answer/left_out_takebacks.sql"),
            Counted::Resolutions => {
                include_str!("../../../queries/answer/left_out_resolutions.sql")
            }
            Counted::Recoveries => include_str!("../../../queries/answer/left_out_recoveries.sql"),
            Counted::Denials => include_str!("../../../queries/answer/left_out_denials.sql"),
            Counted::Worklist => include_str!("../../../queries/answer/left_out_worklist.sql"),
        }
    }
}

/// A KPI, as the comment at the head of its file defines it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// Short id, as `K33`.
    pub id: String,
    /// Name, as `initial_denial_rate`.
    #[serde(rename = "kpi")]
    pub name: String,
    /// For headings.
    pub title: String,
    /// What it tells, in a sentence.
    pub purpose: String,
    /// What one row of the query is, at its finest.
    pub grain: String,
    /// What the value is: ratio, share, days.
    pub unit: String,
    /// lower, higher, neither.
    pub better: String,
    /// What is counted, one phrase a measure.
    pub numerator: String,
    /// Of what.
    pub denominator: String,
    /// What counts though one may doubt it.
    pub includes: Vec<String>,
    /// What does not count though one may expect it.
    pub excludes: Vec<String>,
    /// Stored tables and catalogues that the query reads.
    pub reads: Vec<String>,
    /// Parameters by name.
    pub params: Params,
    /// Of what the answer tells what was left out.
    #[serde(default)]
    pub left_out: Counted,
    /// Dimensions that every row has, asked for or not.
    #[serde(default)]
    pub always: Vec<String>,
    /// Dimensions that can be asked for.
    pub dimensions: Vec<String>,
    /// Measures in order, with what they count.
    pub measures: Vec<(String, Unit)>,
    /// The measure by whose numerator rows are ordered, greatest first.
    #[serde(default)]
    pub order: Option<String>,
    /// Whose definition it is.
    pub source: String,
    /// The query.
    #[serde(skip)]
    pub sql: &'static str,
}

/// The parameters of a KPI.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// First day.
    pub from: String,
    /// First day after.
    pub to: String,
}

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        pub(crate) const FILES: &[(&str, &str)] = &[
            $(($path, include_str!(concat!("../../../queries/", $path)))),*
        ];
    };
}

files! {
    "claims/K31_claim_acceptance_rate.sql",
    "claims/K32_first_pass_resolution.sql",
    "claims/K33_initial_denial_rate.sql",
    "claims/K34_remittance_denial_rate.sql",
    "claims/K35_line_denial_rate.sql",
    "claims/K39_denial_reasons.sql",
    "claims/K42_front_end_rejection_rate.sql",
    "claims/K43_rebill_rate.sql",
    "claims/K62_payer_turnaround.sql",
    "claims/K63_posting_lag.sql",
    "claims/K64_era_balance_rate.sql",
    "claims/K67_take_back_rate.sql",
    "denials/K37_overturn_rate.sql",
    "denials/K38_denial_days.sql",
    "denials/K40_avoidable_share.sql",
    "denials/K41_recovery_rate.sql",
    "denials/K72_worklist.sql",
}

/// How far the data of each feed reach.
pub(crate) const DATA_THROUGH: &str = include_str!("../../../queries/answer/data_through.sql");

static CATALOGUE: LazyLock<Vec<Kpi>> = LazyLock::new(|| {
    let read = FILES.iter().map(|(file, sql)| read(file, sql));
    read.collect::<Result<_>>()
        .expect("every file of the catalogue is tested")
});

/// Every KPI.
#[must_use]
pub fn catalogue() -> &'static [Kpi] {
    &CATALOGUE
}

/// A KPI by id or name, in upper or lower case.
///
/// # Errors
/// [`Error::Request`] with the ids there are.
pub fn find(name: &str) -> Result<&'static Kpi> {
    let named =
        |kpi: &&Kpi| kpi.id.eq_ignore_ascii_case(name) || kpi.name.eq_ignore_ascii_case(name);
    catalogue().iter().find(named).ok_or_else(|| {
        let ids: Vec<&str> = catalogue().iter().map(|kpi| kpi.id.as_str()).collect();
        Error::Request(format!(
            "expected one of {}, but found another KPI",
            ids.join(", ")
        ))
    })
}

/// The definition: the comment lines at the head of the file are TOML.
pub(crate) fn read(file: &'static str, sql: &'static str) -> Result<Kpi> {
    let head = sql.lines().map_while(|line| line.strip_prefix("--"));
    let head: Vec<&str> = head
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let failed = |what: String| Error::Catalogue { file, what };
    let mut kpi: Kpi =
        toml::from_str(&head.join("\n")).map_err(|e| failed(e.message().to_owned()))?;
    if !file.contains(&format!("/{}_{}.sql", kpi.id, kpi.name)) {
        return Err(failed(format!(
            "expected a file of this name, but found {}_{}",
            kpi.id, kpi.name
        )));
    }
    kpi.sql = sql;
    Ok(kpi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_and_reads() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../queries");
        let mut found = vec![];
        for folder in std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()) {
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            // What is no KPI: definitions, what every answer holds, cases, postings, queues, links, worth.
            let others = [
                "views",
                "answer",
                "life",
                "one_claim",
                "posting",
                "queues",
                "link",
                "worth",
            ];
            if others.contains(&name.as_str()) {
                continue;
            }
            for file in std::fs::read_dir(&folder).unwrap() {
                found.push(format!(
                    "{name}/{}",
                    file.unwrap().file_name().to_str().unwrap()
                ));
            }
        }
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|f| f.0).collect();
        assert_eq!(found, listed);
        assert_eq!(catalogue().len(), listed.len());
    }

    #[test]
    fn every_kpi_has_its_hand_computed_answers() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/kpi");
        for kpi in catalogue() {
            let file = format!("{folder}/{}.slt", kpi.id);
            assert!(std::path::Path::new(&file).exists(), "{file}");
        }
    }

    #[test]
    fn is_found_by_id_and_name() {
        assert_eq!(find("k33").unwrap().id, "K33");
        assert_eq!(find("Line_Denial_Rate").unwrap().id, "K35");
        assert_eq!(
            find("K99").unwrap_err().to_string(),
            "expected one of K31, K32, K33, K34, K35, K39, K42, K43, K62, K63, K64, K67, K37, K38, K40, K41, K72, but found another KPI"
        );
    }

    #[test]
    fn unknown_fields_are_refused() {
        let said = read(
            "claims/x.sql",
            "-- id = \"K1\"\n-- colour = \"red\"\n\nselect 1",
        );
        assert!(
            said.unwrap_err()
                .to_string()
                .contains("unknown field `colour`")
        );
    }
}
