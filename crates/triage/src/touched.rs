//! What batches brought, by what claims are looked up by: the inverse of what cases are made of.

use std::collections::{BTreeMap, BTreeSet};

use lake::{Batch, Session, Wanted, read_parts};
use pipeline::Plan;
use serde::Deserialize;
use tables::Part;
use tables::part::RECENT;

use crate::cases::subject;
use crate::error::Result;
use crate::run::Lake;
use crate::seeds::{
    ADJUSTMENTS, AckKey, AnswerKey, CLAIMS, ClaimKey, DECISIONS, Seeds, known_by, of,
};

/// What batches touched.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one is made a run")]
pub(crate) enum Touched {
    /// Every claim: a setting of all, or more rows than are read to know which.
    Everything,
    /// These.
    Some(Seeds, Taken),
}

/// What payers took, of what batches brought and days say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Documents with adjustments that recover an overpayment.
    pub(crate) recoveries: BTreeSet<String>,
    /// What payers kept silently may be another thing: there are reversals, or it is another day.
    pub(crate) silent: bool,
}

/// Of a provider's adjustments, those that recover an overpayment.
pub(crate) const RECOVERY: &str = "WO";

/// Rows that are read to know what they touch: more are looked at as everything is, which goes on where it stopped and
/// holds less.
const READ: u64 = 200_000;
/// Of these so many at a time.
const READ_TOGETHER: u64 = 50_000;

/// The state is asked for the cases of so many claims to know which have one: more are looked at whether they have one
/// or not.
const ASKED: usize = 20_000;

/// Tables whose rows say something of every claim.
pub(crate) const SETTINGS: [&str; 3] = ["payer", "payer_config", "appeal_rule"];

#[derive(Deserialize)]
struct AdjustmentKey {
    doc_id: String,
    reason_code: String,
}

#[derive(Deserialize)]
struct UnitKey {
    unit_id: String,
    doc_id: String,
    unit_type: String,
    sender: String,
    receiver: String,
    isa_control: String,
    gs_control: String,
}

/// A group, or an interchange, by what an answer names it by: between whom it was sent, and its control number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Envelope {
    sender: String,
    receiver: String,
    is_group: bool,
    control: String,
}

impl UnitKey {
    /// Those that an answer may mean when it is about this set.
    fn envelopes(&self) -> impl Iterator<Item = Envelope> + use<> {
        // An answer to an interchange is one to whatever is in it, one to a group of claims to claims.
        let group = self
            .unit_type
            .starts_with("837")
            .then_some(&self.gs_control);
        let interchange = (self.unit_type != "TA1").then_some(&self.isa_control);
        let of = |is_group, control: &String| Envelope {
            sender: self.sender.clone(),
            receiver: self.receiver.clone(),
            is_group,
            control: control.clone(),
        };
        let group = group.map(|control| of(true, control));
        let interchange = interchange.map(|control| of(false, control));
        group.into_iter().chain(interchange)
    }
}

impl AckKey {
    /// Of a set, group or interchange, not of a claim.
    pub(crate) fn is_of_whole(&self) -> bool {
        ["set", "group", "interchange"].contains(&self.level.as_str())
    }

    /// The envelope that it answers, sent by whom it came to.
    fn answers(&self, own: &UnitKey) -> Option<Envelope> {
        let is_group = match self.level.as_str() {
            "set" | "group" => true,
            "interchange" => false,
            _ => return None,
        };
        let control = match is_group {
            true => self.answered_group.clone(),
            false => self.answered_interchange.clone(),
        };
        Some(Envelope {
            sender: own.receiver.clone(),
            receiver: own.sender.clone(),
            is_group,
            control: control?,
        })
    }
}

/// The control numbers of groups, and those of interchanges.
fn controls(of: &BTreeSet<Envelope>) -> [Vec<String>; 2] {
    [true, false].map(|is_group| {
        let of = of.iter().filter(|envelope| envelope.is_group == is_group);
        of.map(|envelope| envelope.control.clone()).collect()
    })
}

/// What plans brought and took.
#[derive(Default)]
struct Planned {
    parts: BTreeMap<&'static str, Vec<Part>>,
    /// What was here before and counts again or no more: files, and units alone.
    files: BTreeSet<String>,
    units: BTreeSet<String>,
}

/// What the batches after `from` up to `to`, at which `session` stands, say something new of.
///
/// # Errors
/// State, plans or tables.
pub(crate) async fn touched(lake: &Lake<'_>, session: &Session, from: u64) -> Result<Touched> {
    let Some(planned) = planned(lake, from, session.head().n).await? else {
        return Ok(Touched::Everything);
    };
    let mut rows = Rows::default();
    for (table, parts) in &planned.parts {
        let columns = known_by(table);
        for parts in together(parts) {
            let found = read_parts(lake.warehouse, table, parts, &columns, lake.options).await?;
            // Folded, and gone since: nobody looked for longer than what is removed is kept.
            let Some(found) = found else {
                return Ok(Touched::Everything);
            };
            rows.add(table, &found)?;
        }
    }
    let has_changed = !planned.files.is_empty() || !planned.units.is_empty();
    if has_changed && !rows.add_changed(lake, from, planned).await? {
        return Ok(Touched::Everything);
    }
    let Rows {
        mut seeds,
        whole,
        units,
        taken,
    } = rows;
    in_answered(lake, session, whole, &units, &mut seeds).await?;
    Ok(Touched::Some(seeds, taken))
}

/// None where they say something of every claim.
async fn planned(lake: &Lake<'_>, from: u64, to: u64) -> Result<Option<Planned>> {
    let mut planned = Planned::default();
    for n in from + 1..=to {
        let Some(plan) = pipeline::plan(lake.context, n).await? else {
            return Ok(None);
        };
        let Plan {
            adds,
            scopes,
            units,
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
                return Ok(None);
            }
            if let Some((name, _)) = CLAIMS.iter().find(|(name, _)| *name == table) {
                planned.parts.entry(*name).or_default().extend(added);
            }
        }
        // What came since is among the parts, whether it counts or not.
        let before = |since: u64| since <= from;
        let scopes = scopes.into_iter().filter(|scope| before(scope.since));
        planned.files.extend(scopes.map(|scope| scope.file_id));
        let units = units.into_iter().filter(|change| before(change.since));
        planned.units.extend(units.map(|change| change.unit_id));
    }
    let added = planned.parts.values().flatten().map(|part| part.rows);
    Ok((added.sum::<u64>() <= READ).then_some(planned))
}

/// Parts that are read together.
fn together(parts: &[Part]) -> impl Iterator<Item = &[Part]> {
    let mut rows = 0;
    parts.chunk_by(move |before, _| {
        rows += before.rows;
        let goes_on = rows < READ_TOGETHER;
        if !goes_on {
            rows = 0;
        }
        goes_on
    })
}

#[derive(Default)]
struct Rows {
    seeds: Seeds,
    /// Answers to sets, groups and interchanges.
    whole: Vec<AckKey>,
    /// What answers may mean that are here already.
    units: BTreeSet<Envelope>,
    taken: Taken,
}

impl Rows {
    /// What counts again or no more, as it stood before; false where that says something of every claim.
    async fn add_changed(&mut self, lake: &Lake<'_>, from: u64, planned: Planned) -> Result<bool> {
        let Some(head) = pipeline::head_of(lake.context, from).await? else {
            return Ok(false);
        };
        let before = Session::open(lake.warehouse, &head, lake.options).await?;
        let wanted = Wanted::new()
            .or("file_id", planned.files)
            .or("unit_id", planned.units);
        for table in SETTINGS {
            let columns = BTreeSet::from(["unit_id".to_owned()]);
            let found = before.look_up_stored(table, &columns, &wanted).await?;
            if found.iter().any(|batch| batch.num_rows() > 0) {
                return Ok(false);
            }
        }
        let brought = std::mem::take(&mut self.taken);
        for (table, _) in CLAIMS {
            let columns = known_by(table);
            let found = before.look_up_stored(table, &columns, &wanted).await?;
            self.add(table, &found)?;
        }
        let silent = brought.silent || self.taken.silent;
        let taken = std::mem::replace(&mut self.taken, Taken { silent, ..brought });
        // What was recovered, and of which claims, is not asked of an earlier batch.
        Ok(taken.recoveries.is_empty())
    }

    fn add(&mut self, table: &str, found: &[Batch]) -> Result<()> {
        match table {
            "remit_claim" => {
                for row in of::<AnswerKey>(found)? {
                    self.taken.silent |= row.claim_status_code == "22";
                    self.seeds.answer(&row);
                }
            }
            ADJUSTMENTS => {
                let rows = of::<AdjustmentKey>(found)?.into_iter();
                let recovers = rows.filter(|row| row.reason_code == RECOVERY);
                self.taken.recoveries.extend(recovers.map(|row| row.doc_id));
            }
            DECISIONS => of(found)?.iter().for_each(|row| self.seeds.decision(row)),
            "unit" => {
                let units = of::<UnitKey>(found)?;
                self.units.extend(units.iter().flat_map(UnitKey::envelopes));
            }
            "claim" => of(found)?.iter().for_each(|row| self.seeds.claim(row)),
            _ => {
                for row in of::<AckKey>(found)? {
                    match row.is_of_whole() {
                        true => self.whole.push(row),
                        false => self.seeds.ack(&row),
                    }
                }
            }
        }
        Ok(())
    }
}

fn is_refused(row: &AckKey) -> bool {
    row.category_code.as_deref() != Some("A")
}

/// The claims of sets that were answered as a whole. A refusal is one of the claims of the nearest of all sets that
/// go by its control numbers, so that another set may take it from them. That a set was taken says something of
/// those claims alone that have a case.
async fn in_answered(
    lake: &Lake<'_>,
    session: &Session,
    whole: Vec<AckKey>,
    units: &BTreeSet<Envelope>,
    seeds: &mut Seeds,
) -> Result<()> {
    let (refusals, acceptances): (Vec<AckKey>, Vec<AckKey>) =
        whole.into_iter().partition(is_refused);
    let mut refused = answered(session, &refusals).await?;
    let [groups, interchanges] = controls(units);
    let wanted = Wanted::new()
        .or("answered_group", groups)
        .or("answered_interchange", interchanges)
        .and_null("patient_control_number", true);
    let table = "claim_ack";
    let found = session.look_up(table, &known_by(table), &wanted).await?;
    let mut found: Vec<AckKey> = of(&found)?;
    found.retain(is_refused);
    let known = answered(session, &found).await?;
    refused.extend(known.intersection(units).cloned());
    let refused = in_sets(session, &refused).await?;
    refused.iter().for_each(|row| seeds.claim(row));
    let taken = answered(session, &acceptances).await?;
    let mut of_taken = Seeds::default();
    let taken = in_sets(session, &taken).await?;
    taken.iter().for_each(|row| of_taken.claim(row));
    // Of a replacement under another number the case goes by the first one.
    seeds.payers.extend(of_taken.payers);
    if seeds.len() + of_taken.numbers.len() > ASKED {
        seeds.numbers.extend(of_taken.numbers);
        return Ok(());
    }
    let named: Vec<(String, String)> = of_taken
        .numbers
        .into_iter()
        .map(|number| (subject(&number), number))
        .collect();
    let subjects = named.iter().map(|(subject, _)| subject.clone());
    let kept = work::about_all(&*lake.context.state, subjects).await?;
    let kept: BTreeSet<String> = kept
        .into_iter()
        .map(|kept| kept.item.facts.subject)
        .collect();
    let with_cases = named
        .into_iter()
        .filter(|(subject, _)| kept.contains(subject));
    seeds.numbers.extend(with_cases.map(|(_, number)| number));
    Ok(())
}

/// What answers to sets, groups and interchanges are about.
async fn answered(session: &Session, rows: &[AckKey]) -> Result<BTreeSet<Envelope>> {
    let wanted = Wanted::new().or("unit_id", rows.iter().map(|row| row.unit_id.clone()));
    let units = session.look_up("unit", &known_by("unit"), &wanted).await?;
    let units: Vec<UnitKey> = of(&units)?;
    let units: BTreeMap<&str, &UnitKey> = units
        .iter()
        .map(|unit| (unit.unit_id.as_str(), unit))
        .collect();
    let about = rows.iter().filter_map(|row| {
        let own = units.get(row.unit_id.as_str())?;
        row.answers(own)
    });
    Ok(about.collect())
}

/// The claims in sets that answers may mean.
async fn in_sets(session: &Session, of_sets: &BTreeSet<Envelope>) -> Result<Vec<ClaimKey>> {
    let [groups, interchanges] = controls(of_sets);
    let wanted = Wanted::new()
        .or("gs_control", groups)
        .or("isa_control", interchanges);
    let units = session.look_up("unit", &known_by("unit"), &wanted).await?;
    let units: Vec<UnitKey> = of(&units)?;
    let meant = units
        .iter()
        .filter(|unit| unit.unit_type.starts_with("837"))
        .filter(|unit| unit.envelopes().any(|envelope| of_sets.contains(&envelope)));
    let wanted = Wanted::new().or("doc_id", meant.map(|unit| unit.doc_id.clone()));
    let table = "claim";
    of(&session.look_up(table, &known_by(table), &wanted).await?)
}

/// The claims of sets that were refused as a whole.
pub(crate) async fn refused(session: &Session, mut whole: Vec<AckKey>) -> Result<Vec<ClaimKey>> {
    whole.retain(is_refused);
    in_sets(session, &answered(session, &whole).await?).await
}
