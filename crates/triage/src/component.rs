//! The claims that hang together with those that were touched, loaded whole: everything that any view asks of them,
//! and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use lake::{Batch, Columns, Found, Session, Wanted};
use serde::Deserialize;

use crate::error::Result;
use crate::read::{Holds, Known, RecoveryRow, reads, unbalanced};
use crate::references::{Numbers, References};
use crate::seeds::{
    ADJUSTMENTS, AckKey, AnswerKey, ClaimKey, DECISIONS, DecisionKey, Seeds, known_by, of,
};
use crate::touched::SETTINGS;

/// Keys of one component. Beyond them it is no claim's life but a payer's word for "none", and all that is known is
/// evaluated.
pub(crate) const KEYS: usize = 100_000;

/// A row of `remit_claim`, as it is loaded.
#[derive(Deserialize)]
struct Answer {
    doc_id: String,
    clp_ordinal: i32,
    unit_id: String,
    check_date: Option<String>,
}

#[derive(Deserialize)]
struct OfUnit {
    unit_id: String,
}

/// A row of `claim_ack`, as it is loaded.
#[derive(Deserialize)]
struct Ack {
    unit_id: String,
    category_code: Option<String>,
    answered_group: Option<String>,
    answered_interchange: Option<String>,
}

impl Ack {
    const BESIDE: [&str; 4] = [
        "unit_id",
        "category_code",
        "answered_group",
        "answered_interchange",
    ];

    /// It says more than that the claim was taken, as `questioned.sql` has it.
    fn asks(&self) -> bool {
        let code = self.category_code.as_deref().unwrap_or_default();
        !["A", "A0", "A1", "A2"].contains(&code)
    }
}

#[derive(Deserialize)]
struct Controls {
    unit_id: String,
    gs_control: String,
    isa_control: String,
}

/// Everything that hangs together with `seeds`, over all numbers that claims are linked by; none beyond `most` keys. A
/// reference of a payer that contains one of the numbers may name other claims as well, or did: claims that go by
/// whatever else it contains are looked up too. What people decided joins an answer and the claim that it is for.
pub(crate) async fn expand(
    session: &Session,
    seeds: Seeds,
    decisions: &[DecisionKey],
    references: &References,
    most: usize,
) -> Result<Option<Seeds>> {
    let mut all = Seeds::default();
    let mut new = seeds.new_to(&mut all);
    let mut open: Vec<&str> = references.texts().collect();
    while !new.is_empty() {
        if all.len() > most {
            return Ok(None);
        }
        let Seeds {
            mut numbers,
            mut payers,
            traces,
            decided,
            answers: unnumbered,
            claims: alone,
            nameless,
            number_keys,
            member_keys,
        } = new;
        let mut found = Seeds::default();
        let of_number = |row: &&DecisionKey| {
            let number = row.patient_control_number.as_ref();
            number.is_some_and(|number| numbers.contains(number))
        };
        let decided_of_numbers = decisions.iter().filter(of_number);
        decided_of_numbers.for_each(|row| found.decision(row));
        let mut named: Vec<&str> = vec![];
        if !open.is_empty() {
            let known = Numbers::of(numbers.iter().chain(&payers))?;
            (named, open) = open.into_iter().partition(|text| known.stand_in(text));
        }
        // Parts are asked for in this round; what goes on is the numbers of claims that are there.
        for part in named.into_iter().flat_map(parts) {
            numbers.insert(part.to_owned());
            payers.insert(part.to_owned());
        }
        let numbered = || {
            Wanted::new()
                .or("patient_control_number", numbers.clone())
                .or("payer_claim_control_number", payers.clone())
        };
        let keyed = || {
            numbered()
                .or("number_key", number_keys.clone())
                .or("member_key", member_keys.clone())
        };
        let look = async |table, wanted| look(session, table, wanted).await;
        let mut answers: Vec<AnswerKey> = of(&look("remit_claim", keyed()).await?)?;
        // What has no number is known by its place, whatever else it has.
        let placed = decided.iter().chain(&unnumbered).chain(&nameless).cloned();
        let placed = Wanted::of("clp_ordinal", placed.collect());
        answers.extend(of::<AnswerKey>(&look("remit_claim", placed).await?)?);
        answers.iter().for_each(|row| found.answer(row));
        decided_of(
            decisions,
            &answers,
            unnumbered.iter().chain(&nameless),
            &mut found,
        );
        let wanted = keyed().or("trace_number", traces.clone());
        let mut claims: Vec<ClaimKey> = of(&look("claim", wanted).await?)?;
        let placed = Wanted::of("clm_ordinal", alone.union(&nameless).cloned().collect());
        claims.extend(of::<ClaimKey>(&look("claim", placed).await?)?);
        claims.iter().for_each(|row| found.claim(row));
        let wanted = numbered().or("clearinghouse_trace", traces.clone());
        let acks: Vec<AckKey> = of(&look("claim_ack", wanted).await?)?;
        acks.iter().for_each(|row| found.ack(row));
        new = found.new_to(&mut all);
    }
    Ok(Some(all))
}

/// Rows of a table by what claims are known by.
async fn look(session: &Session, table: &'static str, wanted: Wanted) -> Result<Vec<Batch>> {
    Ok(session.look_up(table, &known_by(table), &wanted).await?)
}

/// What people decided of these answers.
fn decided_of<'a>(
    decisions: &[DecisionKey],
    answers: &'a [AnswerKey],
    unnumbered: impl Iterator<Item = &'a (String, i32)>,
    found: &mut Seeds,
) {
    if decisions.is_empty() {
        return;
    }
    let here = answers.iter();
    let here = here.map(|row| (row.doc_id.as_str(), row.clp_ordinal));
    let unnumbered = unnumbered.map(|(doc, at)| (doc.as_str(), *at));
    let here: BTreeSet<(&str, i32)> = here.chain(unnumbered).collect();
    for row in decisions {
        if here.contains(&(row.remit_doc_id.as_str(), row.clp_ordinal)) {
            found.decision(row);
        }
    }
}

/// Whatever a reference may be put together of.
fn parts(reference: &str) -> impl Iterator<Item = &str> {
    let ends = move |from: usize| {
        let of = reference.get(from..).unwrap_or_default();
        let ends = of.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.filter_map(move |end| of.get(..end))
    };
    let parts = reference
        .char_indices()
        .flat_map(move |(from, _)| ends(from));
    parts.filter(|part| !part.trim_start_matches('0').is_empty())
}

/// Loads a component.
struct Loading<'a> {
    session: &'a Session,
    columns: Columns,
    found: Found,
}

impl Loading<'_> {
    /// Rows of a table, of which `beside` is read too.
    async fn rows(
        &mut self,
        table: &'static str,
        beside: &[&str],
        wanted: &Wanted,
    ) -> Result<Vec<Batch>> {
        let mut columns = self.columns.get(table).cloned().unwrap_or_default();
        columns.extend(beside.iter().map(|column| (*column).to_owned()));
        let rows = self.session.look_up(table, &columns, wanted).await?;
        self.found.entry(table).or_default().extend(rows.clone());
        Ok(rows)
    }
}

/// All that is known of the claims of an expanded component; `recoveries` are those of the whole lake that may name
/// one of them.
pub(crate) async fn load(
    session: &Session,
    of_claims: &Seeds,
    recoveries: &[RecoveryRow],
    payments: &mut Payments,
) -> Result<Known> {
    let mut loading = Loading {
        session,
        columns: reads(),
        found: Found::new(),
    };
    let numbered = || {
        Wanted::new()
            .or("patient_control_number", of_claims.numbers.clone())
            .or("payer_claim_control_number", of_claims.payers.clone())
    };
    let beside = ["doc_id", "clp_ordinal", "unit_id", "check_date"];
    let mut answers = loading.rows("remit_claim", &beside, &numbered()).await?;
    let alone = Wanted::of("clp_ordinal", of_claims.answers.clone());
    answers.extend(loading.rows("remit_claim", &beside, &alone).await?);
    let answers: Vec<Answer> = of(&answers)?;

    let wanted = numbered().or("trace_number", of_claims.traces.clone());
    let mut claims = loading.rows("claim", &["unit_id"], &wanted).await?;
    let alone = Wanted::of("clm_ordinal", of_claims.claims.clone());
    claims.extend(loading.rows("claim", &["unit_id"], &alone).await?);
    let claims: Vec<OfUnit> = of(&claims)?;

    let wanted = numbered().or("clearinghouse_trace", of_claims.traces.clone());
    let acks = loading.rows("claim_ack", &Ack::BESIDE, &wanted).await?;
    let mut acks: Vec<Ack> = of(&acks)?;

    let clps: BTreeSet<(String, i32)> = answers
        .iter()
        .map(|answer| (answer.doc_id.clone(), answer.clp_ordinal))
        .collect();
    let recoveries = naming(recoveries, &clps);
    let has_answers = !clps.is_empty();
    let of_answers = Wanted::of("clp_ordinal", clps);
    for table in ["remit_line", "remit_remark"] {
        loading.rows(table, &[], &of_answers).await?;
    }
    loading.rows("remit_adjustment", &[], &of_answers).await?;
    let docs: BTreeSet<String> = answers.iter().map(|answer| answer.doc_id.clone()).collect();
    let of_docs = Wanted::new().or("doc_id", docs);
    loading.rows("remit_payment", &[], &of_docs).await?;

    let mut units: BTreeSet<String> = answers.iter().map(|row| row.unit_id.clone()).collect();
    units.extend(acks.iter().map(|row| row.unit_id.clone()));
    let sent: BTreeSet<String> = claims.into_iter().map(|row| row.unit_id).collect();
    units.extend(sent.iter().cloned());
    let holds_claims = !sent.is_empty();
    acks.extend(load_units(&mut loading, sent, units).await?);
    let holds = Holds {
        answers: has_answers,
        questions: holds_claims && acks.iter().any(Ack::asks),
    };

    for table in SETTINGS.into_iter().chain([DECISIONS]) {
        let columns = loading.columns.get(table).cloned().unwrap_or_default();
        let rows = session.all_of(table, &columns).await?;
        loading.found.insert(table, rows);
    }
    let excerpt = session.excerpt(loading.found)?;
    let mut known = Known::of_claims(&excerpt, holds, recoveries).await?;
    let told: BTreeSet<&str> = known
        .answers
        .iter()
        .map(|row| row.doc_id.as_str())
        .collect();
    let answers = answers
        .iter()
        .filter(|answer| told.contains(answer.doc_id.as_str()));
    payments.look_at(session, answers).await?;
    known.payments.clone_from(&payments.unbalanced);
    Ok(known)
}

/// The recoveries that name one of these answers.
fn naming(recoveries: &[RecoveryRow], clps: &BTreeSet<(String, i32)>) -> Vec<RecoveryRow> {
    let names = |row: &&RecoveryRow| {
        let named = row.names();
        let named = named.and_then(|(doc, at)| Some((doc, i32::try_from(at).ok()?)));
        named.is_some_and(|named| clps.contains(&named))
    };
    recoveries.iter().filter(names).cloned().collect()
}

/// Loads units, and the answers to those that claims were sent in, which are returned. An answer names its unit by
/// control numbers, and is that of the nearest of all that have them.
async fn load_units(
    loading: &mut Loading<'_>,
    sent: BTreeSet<String>,
    mut units: BTreeSet<String>,
) -> Result<Vec<Ack>> {
    let session = loading.session;
    let columns = ["unit_id", "gs_control", "isa_control"].map(str::to_owned);
    let columns = BTreeSet::from(columns);
    let wanted = Wanted::new().or("unit_id", sent);
    let controls: Vec<Controls> = of(&session.look_up("unit", &columns, &wanted).await?)?;
    let groups = controls.iter().map(|unit| unit.gs_control.clone());
    let interchanges = controls.iter().map(|unit| unit.isa_control.clone());
    let wanted = Wanted::new()
        .or("answered_group", groups)
        .or("answered_interchange", interchanges)
        .and_null("patient_control_number", true)
        .and_null("payer_claim_control_number", true)
        .and_null("clearinghouse_trace", true);
    let answered = loading.rows("claim_ack", &Ack::BESIDE, &wanted).await?;
    let answered: Vec<Ack> = of(&answered)?;
    let groups = answered.iter().filter_map(|row| row.answered_group.clone());
    let interchanges = answered
        .iter()
        .filter_map(|row| row.answered_interchange.clone());
    let (groups, interchanges): (Vec<_>, Vec<_>) = (groups.collect(), interchanges.collect());
    units.extend(controls.into_iter().map(|unit| unit.unit_id));
    units.extend(answered.iter().map(|row| row.unit_id.clone()));
    let wanted = Wanted::new()
        .or("unit_id", units)
        .or("gs_control", groups)
        .or("isa_control", interchanges);
    loading.rows("unit", &[], &wanted).await?;
    Ok(answered)
}

/// Payments that cases may come of, at one HEAD. All that their claims come to is read, once.
#[derive(Default)]
pub(crate) struct Payments {
    seen: BTreeSet<String>,
    unbalanced: BTreeSet<String>,
}

impl Payments {
    /// Looks whether the payments of these answers add up.
    async fn look_at(
        &mut self,
        session: &Session,
        answers: impl Iterator<Item = &Answer>,
    ) -> Result<()> {
        let mut days: BTreeMap<Option<&str>, BTreeSet<String>> = BTreeMap::new();
        for answer in answers {
            if self.seen.insert(answer.doc_id.clone()) {
                let day = days.entry(answer.check_date.as_deref()).or_default();
                day.insert(answer.doc_id.clone());
            }
        }
        if !days.is_empty() {
            self.unbalanced.extend(of_payments(session, days).await?);
        }
        Ok(())
    }
}

/// Those that don't add up, of documents by day.
async fn of_payments(
    session: &Session,
    days: BTreeMap<Option<&str>, BTreeSet<String>>,
) -> Result<BTreeSet<String>> {
    let dates: BTreeSet<&str> = days.keys().copied().flatten().collect();
    let docs: BTreeSet<String> = days.values().flatten().cloned().collect();
    let mut wanted = Wanted::new().or("doc_id", docs.clone());
    if let (Some(first), Some(last), false) =
        (dates.first(), dates.last(), days.contains_key(&None))
    {
        wanted = wanted.and_days("check_date", first, last);
    }
    let of_docs = Wanted::new().or("doc_id", docs);
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut found = Found::new();
    let paid: BTreeSet<String> = columns(&["doc_id", "paid_amount"]);
    found.insert(
        "remit_claim",
        session.look_up("remit_claim", &paid, &wanted).await?,
    );
    let adjusted: BTreeSet<String> = columns(&["doc_id", "amount"]);
    let rows = session.look_up(ADJUSTMENTS, &adjusted, &of_docs).await?;
    found.insert(ADJUSTMENTS, rows);
    let payment: BTreeSet<String> = columns(&["doc_id", "payment_amount", "is_test"]);
    found.insert(
        "remit_payment",
        session.look_up("remit_payment", &payment, &of_docs).await?,
    );
    unbalanced(&session.excerpt(found)?).await
}
