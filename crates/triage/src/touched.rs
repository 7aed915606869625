//! What batches brought, by what claims are looked up by: the inverse of what cases are made of.

use std::collections::{BTreeMap, BTreeSet};

use lake::{Batch, Session, Wanted, read_parts};
use pipeline::Plan;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tables::Part;
use tables::part::RECENT;

use crate::error::Result;
use crate::read::from_json;
use crate::run::Lake;

/// What claims are looked up by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seeds {
    /// CLM01 and CLP01. Zeros are none.
    pub(crate) numbers: BTreeSet<String>,
    /// The payer's: CLP07, REF*F8, REF*1K.
    pub(crate) payers: BTreeSet<String>,
    /// The clearinghouse's: REF*D9.
    pub(crate) traces: BTreeSet<String>,
    /// CLPs that have no number, by document and ordinal.
    pub(crate) answers: BTreeSet<(String, i32)>,
    /// CLMs that have none.
    pub(crate) claims: BTreeSet<(String, i32)>,
}

/// What batches touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// A setting of all claims, or more than is looked up one by one.
    Everything,
    /// These.
    Some(Seeds, Taken),
}

/// What payers took, of what batches brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Documents with adjustments that recover an overpayment.
    pub(crate) recoveries: BTreeSet<String>,
    /// There are reversals.
    pub(crate) reversals: bool,
}

/// Of a provider's adjustments, those that recover an overpayment.
pub(crate) const RECOVERY: &str = "WO";
pub(crate) const ADJUSTMENTS: &str = "provider_level_adjustment";

/// More keys than this are not looked up one by one: at 2,000 at a time that takes about as long as reading
/// everything of ten million claims (docs/performance.md).
pub(crate) const LOOKED_UP: usize = 20_000;

/// Tables whose rows say something of every claim.
pub(crate) const SETTINGS: [&str; 3] = ["payer", "payer_config", "appeal_rule"];
/// Tables whose rows belong to claims, and what these are known by.
const CLAIMS: [(&str, &[&str]); 4] = [
    (
        "remit_claim",
        &[
            "doc_id",
            "clp_ordinal",
            "patient_control_number",
            "payer_claim_control_number",
            "claim_status_code",
        ],
    ),
    (ADJUSTMENTS, &["doc_id", "reason_code"]),
    (
        "claim",
        &[
            "doc_id",
            "clm_ordinal",
            "patient_control_number",
            "payer_claim_control_number",
            "trace_number",
        ],
    ),
    (
        "claim_ack",
        &[
            "level",
            "category_code",
            "patient_control_number",
            "payer_claim_control_number",
            "clearinghouse_trace",
            "answered_interchange",
            "answered_group",
        ],
    ),
];

/// The columns of one of [`CLAIMS`].
pub(crate) fn known_by(table: &str) -> BTreeSet<String> {
    let found = CLAIMS.iter().find(|(name, _)| *name == table);
    let columns = found.map_or(&[][..], |(_, columns)| columns);
    columns.iter().map(|column| (*column).to_owned()).collect()
}

#[derive(Deserialize)]
pub(crate) struct AnswerKey {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i32,
    patient_control_number: String,
    payer_claim_control_number: Option<String>,
    claim_status_code: String,
}

#[derive(Deserialize)]
struct AdjustmentKey {
    doc_id: String,
    reason_code: String,
}

#[derive(Deserialize)]
pub(crate) struct ClaimKey {
    pub(crate) doc_id: String,
    pub(crate) clm_ordinal: i32,
    patient_control_number: String,
    payer_claim_control_number: Option<String>,
    trace_number: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct AckKey {
    level: String,
    category_code: Option<String>,
    patient_control_number: Option<String>,
    payer_claim_control_number: Option<String>,
    clearinghouse_trace: Option<String>,
    answered_interchange: Option<String>,
    answered_group: Option<String>,
}

#[derive(Deserialize)]
struct UnitKey {
    doc_id: String,
}

/// A number that claims are known by. The views say the same: zeros are none.
fn number(text: Option<&str>) -> Option<String> {
    let is_number = |text: &&str| !text.trim_start_matches('0').is_empty();
    text.filter(is_number).map(str::to_owned)
}

impl Seeds {
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn len(&self) -> usize {
        let numbers = self.numbers.len() + self.payers.len() + self.traces.len();
        numbers + self.answers.len() + self.claims.len()
    }

    pub(crate) fn answer(&mut self, row: &AnswerKey) {
        let own = number(Some(&row.patient_control_number));
        let payers = number(row.payer_claim_control_number.as_deref());
        if own.is_none() && payers.is_none() {
            self.answers.insert((row.doc_id.clone(), row.clp_ordinal));
        }
        self.numbers.extend(own);
        self.payers.extend(payers);
    }

    pub(crate) fn claim(&mut self, row: &ClaimKey) {
        let own = number(Some(&row.patient_control_number));
        let payers = number(row.payer_claim_control_number.as_deref());
        let trace = number(row.trace_number.as_deref());
        if own.is_none() && payers.is_none() && trace.is_none() {
            self.claims.insert((row.doc_id.clone(), row.clm_ordinal));
        }
        self.numbers.extend(own);
        self.payers.extend(payers);
        self.traces.extend(trace);
    }

    pub(crate) fn ack(&mut self, row: &AckKey) {
        self.numbers
            .extend(number(row.patient_control_number.as_deref()));
        self.payers
            .extend(number(row.payer_claim_control_number.as_deref()));
        self.traces
            .extend(number(row.clearinghouse_trace.as_deref()));
    }

    /// What is in these and not in `known`, which takes it.
    pub(crate) fn new_to(self, known: &mut Seeds) -> Seeds {
        fn new<T: Ord + Clone>(found: BTreeSet<T>, known: &mut BTreeSet<T>) -> BTreeSet<T> {
            let new = found
                .into_iter()
                .filter(|value| known.insert(value.clone()));
            new.collect()
        }
        Seeds {
            numbers: new(self.numbers, &mut known.numbers),
            payers: new(self.payers, &mut known.payers),
            traces: new(self.traces, &mut known.traces),
            answers: new(self.answers, &mut known.answers),
            claims: new(self.claims, &mut known.claims),
        }
    }
}

/// Sets, groups and interchanges that are answered as a whole.
#[derive(Default)]
struct Answered {
    groups: BTreeSet<String>,
    interchanges: BTreeSet<String>,
}

impl Answered {
    fn add(&mut self, row: &AckKey) {
        match row.level.as_str() {
            "set" | "group" => self.groups.extend(row.answered_group.clone()),
            "interchange" => self.interchanges.extend(row.answered_interchange.clone()),
            _ => {}
        }
    }
}

/// What the batches after `from` up to `to`, at which `session` stands, say something new of.
///
/// # Errors
/// State, plans or tables.
pub(crate) async fn touched(lake: &Lake<'_>, session: &Session, from: u64) -> Result<Touched> {
    let to = session.head().n;
    let mut parts: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
    let (mut files, mut units) = (BTreeSet::new(), BTreeSet::new());
    for n in from + 1..=to {
        let Some(plan) = pipeline::plan(lake.context, n).await? else {
            return Ok(Touched::Everything);
        };
        let Plan {
            adds,
            scopes,
            units: changes,
            ..
        } = plan;
        for (table, added) in adds {
            let recent = |part: &Part| part.partition_values.get("tier").cloned().flatten();
            let added = added
                .into_iter()
                .filter(|part| recent(part).as_deref() == Some(RECENT));
            let added: Vec<Part> = added.collect();
            if added.is_empty() {
                continue;
            }
            if SETTINGS.contains(&table.as_str()) {
                return Ok(Touched::Everything);
            }
            if let Some((name, _)) = CLAIMS.iter().find(|(name, _)| *name == table) {
                parts.entry(*name).or_default().extend(added);
            }
        }
        // What came since is among the parts, whether it counts or not.
        let before = |since: u64| since <= from;
        let scopes = scopes.into_iter().filter(|scope| before(scope.since));
        files.extend(scopes.map(|scope| scope.file_id));
        let changes = changes.into_iter().filter(|change| before(change.since));
        units.extend(changes.map(|change| change.unit_id));
    }
    let mut rows = Rows::default();
    for (table, parts) in &parts {
        let columns = known_by(table);
        let found = read_parts(lake.warehouse, table, parts, &columns, lake.options).await?;
        // Folded, and gone since: nobody looked for longer than what is removed is kept.
        let Some(found) = found else {
            return Ok(Touched::Everything);
        };
        rows.add(table, &found)?;
    }
    if !files.is_empty() || !units.is_empty() {
        let Some(head) = pipeline::head_of(lake.context, from).await? else {
            return Ok(Touched::Everything);
        };
        let before = Session::open(lake.warehouse, &head, lake.options).await?;
        let wanted = Wanted::new().or("file_id", files).or("unit_id", units);
        for table in SETTINGS {
            let columns = BTreeSet::from(["unit_id".to_owned()]);
            let found = before.look_up_stored(table, &columns, &wanted).await?;
            if found.iter().any(|batch| batch.num_rows() > 0) {
                return Ok(Touched::Everything);
            }
        }
        let brought = rows.taken.clone();
        for (table, _) in CLAIMS {
            let found = before
                .look_up_stored(table, &known_by(table), &wanted)
                .await?;
            rows.add(table, &found)?;
        }
        // What was recovered, and of which claims, is not asked of an earlier batch.
        if rows.taken.recoveries != brought.recoveries {
            return Ok(Touched::Everything);
        }
    }
    let Rows {
        mut seeds,
        whole,
        taken,
    } = rows;
    in_answered(session, &whole, &mut seeds).await?;
    match seeds.len() > LOOKED_UP {
        true => Ok(Touched::Everything),
        false => Ok(Touched::Some(seeds, taken)),
    }
}

#[derive(Default)]
struct Rows {
    seeds: Seeds,
    /// Answers to sets, groups and interchanges.
    whole: Vec<AckKey>,
    taken: Taken,
}

impl Rows {
    fn add(&mut self, table: &str, found: &[Batch]) -> Result<()> {
        match table {
            "remit_claim" => {
                for row in of::<AnswerKey>(found)? {
                    self.taken.reversals |= row.claim_status_code == "22";
                    self.seeds.answer(&row);
                }
            }
            ADJUSTMENTS => {
                let rows = of::<AdjustmentKey>(found)?.into_iter();
                let recovers = rows.filter(|row| row.reason_code == RECOVERY);
                self.taken.recoveries.extend(recovers.map(|row| row.doc_id));
            }
            "claim" => of(found)?.iter().for_each(|row| self.seeds.claim(row)),
            _ => {
                for row in of::<AckKey>(found)? {
                    match row.level.as_str() {
                        "set" | "group" | "interchange" => self.whole.push(row),
                        _ => self.seeds.ack(&row),
                    }
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn of<T: DeserializeOwned>(found: &[Batch]) -> Result<Vec<T>> {
    from_json(found, "keys")
}

/// The claims of sets that were refused as a whole. That a set was taken says something of its claims only where
/// it was refused before.
async fn in_answered(session: &Session, whole: &[AckKey], seeds: &mut Seeds) -> Result<()> {
    let is_refused = |row: &&AckKey| row.category_code.as_deref() != Some("A");
    let (mut refused, mut taken) = (Answered::default(), Answered::default());
    whole
        .iter()
        .filter(is_refused)
        .for_each(|row| refused.add(row));
    whole
        .iter()
        .filter(|row| !is_refused(row))
        .for_each(|row| taken.add(row));
    let wanted = Wanted::new()
        .or("answered_group", taken.groups)
        .or("answered_interchange", taken.interchanges)
        .and_null("patient_control_number", true);
    let found = session
        .look_up("claim_ack", &known_by("claim_ack"), &wanted)
        .await?;
    let found: Vec<AckKey> = of(&found)?;
    found
        .iter()
        .filter(is_refused)
        .for_each(|row| refused.add(row));
    let wanted = Wanted::new()
        .or("gs_control", refused.groups)
        .or("isa_control", refused.interchanges);
    let columns = BTreeSet::from(["doc_id".to_owned()]);
    let units = session.look_up("unit", &columns, &wanted).await?;
    let units: Vec<UnitKey> = of(&units)?;
    let wanted = Wanted::new().or("doc_id", units.into_iter().map(|unit| unit.doc_id));
    let claims = session
        .look_up("claim", &known_by("claim"), &wanted)
        .await?;
    of(&claims)?.iter().for_each(|row| seeds.claim(row));
    Ok(())
}

impl Seeds {
    /// At most so many at a time, in an order that nothing else decides. What has no number comes first.
    pub(crate) fn chunks(self, of: usize) -> Vec<Seeds> {
        let numbers: Vec<String> = self.numbers.iter().cloned().collect();
        let rest = Seeds {
            numbers: BTreeSet::new(),
            ..self
        };
        let first = (!rest.is_empty()).then_some(rest);
        let chunks = numbers.chunks(of.max(1)).map(|numbers| Seeds {
            numbers: numbers.iter().cloned().collect(),
            ..Seeds::default()
        });
        first.into_iter().chain(chunks).collect()
    }
}
