//! Cases of all claims, with what people are shown of them.

use std::collections::BTreeMap;

use domain::Digest;
use jiff::civil::Date;
use rules::denial::{
    AnswerLine, Case, CaseKey, Explained, Happened, Kind, Resolution, Step, overdue, replay,
    take_back, told,
};
use rules::{Action, Asked, Deadline, Of, Terms, deadlines, worth};
use serde::{Deserialize, Serialize};
use work::Facts;

use crate::life::{ClaimKey, ClaimOf, Group, Sent, groups, sent};
use crate::read::{AnswerRow, Known};
use crate::recovery::{Kept, give, silence};

/// What stands for the control number where no claim is known.
const NO_CLAIM: &str = "none";

/// A case, evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// Digest of what it is known by: claim, payer, kind, line and category; no file, envelope or position.
    pub id: String,
    /// What is known of it; the body is a [`Body`].
    pub facts: Facts,
}

/// What people are shown of a case. Amounts are cents.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// As [`rules::denial::Kind`] has it.
    pub kind: String,
    /// What the cases of one claim share, whatever line, payer and kind they are of.
    #[serde(default)]
    pub claim_case_id: String,
    /// Category.
    pub category: String,
    /// What became of it, or of a part of it.
    pub resolution: Option<String>,
    /// CLP01 or CLM01; `none` where no claim is known.
    pub patient_control_number: String,
    /// The provider that is paid, or bills, by NPI.
    pub billing_npi: Option<String>,
    /// The payer.
    pub payer: Option<String>,
    /// In which class `payers.csv` has it.
    pub payer_class: Option<String>,
    /// primary, secondary, tertiary, unknown.
    pub payer_order: String,
    /// The line, or `claim`.
    pub line: String,
    /// The procedure, or the revenue code, of the line.
    #[serde(default)]
    pub procedure: Option<String>,
    /// The reason that leads.
    pub carc: String,
    /// Remarks.
    pub rarc: Vec<String>,
    /// Group, reason and cents.
    pub adjustments: Vec<Adjustment>,
    /// A reason is in no list.
    pub unmapped: bool,
    /// The payer's first adjudication of the claim opened it.
    #[serde(default)]
    pub is_initial: bool,
    /// As first denied, taken or left undecided.
    pub denied_amount: i64,
    /// What was expected of that.
    #[serde(default)]
    pub expected_amount: i64,
    /// As the answer that holds denies it; nothing where no dollars are refused.
    pub current_denied_amount: i64,
    /// What came back.
    pub recovered_amount: i64,
    /// How often it was denied again.
    pub recurrences: u32,
    /// Id of the case that it took the place of.
    pub parent: Option<String>,
    /// Check date, or day of the report, on which it began.
    pub opened_on: Option<String>,
    /// On which it was denied for the last time.
    pub denied_on: Option<String>,
    /// On which it ended.
    pub ended_on: Option<String>,
    /// The remittance does not add up: nothing of it is posted.
    pub unbalanced: bool,
    /// What its worth is reckoned from.
    pub worth: rules::Worth,
    /// Until when what may be done, with the rules that say so: the earliest first, which is the one shown.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// The rule that gave the first of them.
    pub deadline_rule: Option<String>,
    /// What happened, in order; of very many only the first and the last.
    pub steps: Vec<Told>,
    /// Steps that are left out between them.
    pub steps_left_out: u64,
}

impl std::fmt::Debug for Body {
    /// The rest is content.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body")
            .field("kind", &self.kind)
            .field("category", &self.category)
            .finish_non_exhaustive()
    }
}

/// A group and reason with what it explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// CAS01.
    pub group: String,
    /// The reason.
    pub carc: String,
    /// Cents.
    pub amount: i64,
}

/// One thing that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// opened, recurred, reopened, changed, taken_back, or how it ended.
    pub happened: String,
    /// The day, as the answer or report has it.
    pub on: Option<String>,
    /// Cents that are denied from then on.
    pub current_denied_amount: i64,
    /// The file that said so, and the position in it.
    pub file_id: Option<String>,
    /// Segment number of the CLP.
    pub record: Option<i64>,
}

/// What is known of an answer or report that a case names.
struct Source {
    on: Option<String>,
    file_id: Option<String>,
    record: Option<i64>,
    unbalanced: bool,
    is_first: bool,
}

/// What cases of a claim's number are found by, whatever else is known of the claim: it tells nothing of the number.
#[must_use]
pub fn subject(number: &str) -> String {
    let digest = Digest::of(&[b"claim", number.as_bytes()]).to_string();
    digest.get(..20).unwrap_or(&digest).to_owned()
}

/// What cases are found by that are of no claim: no number is like it.
pub(crate) fn subject_of_none() -> String {
    subject("")
}

/// Where sources are found: by what a life names them.
type Sources = BTreeMap<String, Source>;

/// Every case there is, by id, as it is known on this day.
pub(crate) fn cases(known: &Known, as_of: Date) -> Vec<Evaluated> {
    let mut all: BTreeMap<String, Evaluated> = BTreeMap::new();
    let mut groups = groups(known);
    give(&mut groups, known);
    let kept = silence(known, as_of);
    let sources = sources(known, &groups);
    let terms = &known.terms;
    for group in &groups {
        let mut found = replay(&group.life);
        found.extend(take_back(&group.life, as_of));
        let waits = |on| terms.waits(payer(&group.of), on);
        found.extend(overdue(&group.life, waits, as_of));
        for case in found {
            let evaluated = of_answers(group, &case, &sources, terms);
            all.insert(evaluated.id.clone(), evaluated);
        }
    }
    for claim in sent(known) {
        for case in told(&claim.statuses) {
            let evaluated = of_statuses(&claim, &case, &sources, terms);
            all.insert(evaluated.id.clone(), evaluated);
        }
    }
    for kept in &kept {
        for case in &kept.cases {
            let evaluated = of_recoupments(kept, case, &sources, terms);
            all.insert(evaluated.id.clone(), evaluated);
        }
    }
    all.into_values().collect()
}

/// The payer as its terms name it: they hold for its tests too.
fn payer(of: &ClaimOf) -> &str {
    let payer = of.payer_key.as_str();
    let plain = payer.strip_prefix("test ").filter(|_| of.claim.is_test);
    plain.unwrap_or(payer)
}

fn sources(known: &Known, groups: &[Group]) -> Sources {
    let mut sources = Sources::new();
    for group in groups {
        for (row, answer) in group.rows.iter().zip(&group.life.answers) {
            let source = Source {
                on: row.check_date.clone(),
                file_id: Some(row.file_id.clone()),
                record: Some(row.record),
                unbalanced: row.unbalanced || known.payments.contains(&row.doc_id),
                is_first: row.is_first_adjudication,
            };
            sources.insert(answer.id.clone(), source);
        }
    }
    for row in &known.recoveries {
        let source = Source {
            on: row.check_date.clone(),
            file_id: Some(row.file_id.clone()),
            record: Some(row.record),
            unbalanced: row.unbalanced,
            is_first: false,
        };
        sources.insert(row.name(), source);
    }
    for row in &known.statuses {
        let id = crate::life::named(&(row.by_doc_id.clone(), row.by_ordinal));
        let on = row.sent_at.get(..10).map(str::to_owned);
        sources.entry(id).or_insert(Source {
            on,
            file_id: None,
            record: None,
            unbalanced: false,
            is_first: false,
        });
    }
    sources
}

/// What all cases of a claim share.
fn claim_id(claim: &ClaimKey) -> String {
    let test = if claim.is_test { "test" } else { "" };
    let member = claim.member.as_deref().unwrap_or_default();
    let day = claim.day.as_deref().unwrap_or_default();
    short(&["claim", test, &claim.provider, &claim.number, member, day])
}

fn short(of: &[&str]) -> String {
    let of: Vec<&[u8]> = of.iter().map(|text| text.as_bytes()).collect();
    let digest = Digest::of(&of).to_string();
    digest.get(..20).unwrap_or(&digest).to_owned()
}

fn id(of: &ClaimOf, member: Option<&str>, key: &CaseKey) -> String {
    let claim = &of.claim;
    let test = if claim.is_test { "test" } else { "" };
    let day = claim.day.as_deref().unwrap_or_default();
    short(&[
        test,
        &of.payer_key,
        &claim.provider,
        &claim.number,
        member.unwrap_or_default(),
        day,
        key.kind.as_str(),
        &key.line,
        key.category.as_str(),
    ])
}

fn of_answers(group: &Group, case: &Case, sources: &Sources, terms: &Terms) -> Evaluated {
    let mut answers = group.life.answers.iter();
    let at = answers.position(|answer| answer.id == case.denied_by);
    // What an adjustment of the provider took is told of no answer but the claim.
    let at = at.or(group.rows.len().checked_sub(1));
    let answer = at.and_then(|at| group.life.answers.get(at));
    let line =
        answer.and_then(|answer| answer.lines.iter().find(|line| line.line == case.key.line));
    let last = at.and_then(|at| group.rows.get(at));
    let named = |of: fn(&AnswerRow) -> Option<String>| last.and_then(of);
    let id = |key: &CaseKey| id(&group.of, group.member(), key);
    let number = named(|row| Some(row.patient_control_number.clone()));
    let order = named(|row| Some(row.payer_order.clone()));
    let body = Body {
        claim_case_id: claim_id(&group.of.claim),
        patient_control_number: number.unwrap_or_default(),
        billing_npi: named(|row| row.payee_npi.clone()),
        payer: named(|row| row.payer_name.clone()),
        payer_class: named(|row| Some(row.payer_class.clone())),
        payer_order: order.unwrap_or_else(|| "unknown".to_owned()),
        procedure: line
            .map(|line| line.code.clone())
            .filter(|code| !code.is_empty()),
        parent: case.parent.as_ref().map(id),
        ..body(case, line, sources)
    };
    let claimed = Claimed {
        claim: &group.of.claim,
        subject: subject(&group.of.claim.number),
        served: at.and_then(|at| group.served.get(at).cloned().flatten()),
        payer: payer(&group.of),
        plans: [
            named(|row| row.group_number.clone()),
            named(|row| row.filing_indicator.clone()),
        ],
    };
    evaluated(id(&case.key), case, body, claimed, terms)
}

fn of_statuses(claim: &Sent, case: &Case, sources: &Sources, terms: &Terms) -> Evaluated {
    let last = claim.rows.last();
    let order = last.map(|row| row.payer_order.clone());
    let body = Body {
        claim_case_id: claim_id(&claim.of.claim),
        patient_control_number: last
            .map(|row| row.patient_control_number.clone())
            .unwrap_or_default(),
        billing_npi: last.and_then(|row| row.billing_npi.clone()),
        payer: last.and_then(|row| row.payer_name.clone()),
        payer_class: last.map(|row| row.payer_class.clone()),
        payer_order: order.unwrap_or_else(|| "unknown".to_owned()),
        parent: None,
        ..body(case, None, sources)
    };
    let claimed = Claimed {
        claim: &claim.of.claim,
        subject: subject(&claim.of.claim.number),
        served: last.and_then(|row| row.service_from.clone()),
        payer: last.map_or("", |row| &row.payer_key),
        plans: [
            last.and_then(|row| row.group_number.clone()),
            last.and_then(|row| row.filing_indicator.clone()),
        ],
    };
    evaluated(id(&claim.of, None, &case.key), case, body, claimed, terms)
}

fn of_recoupments(kept: &Kept<'_>, case: &Case, sources: &Sources, terms: &Terms) -> Evaluated {
    let of = ClaimOf {
        payer_key: kept.payer_key.to_owned(),
        claim: ClaimKey {
            is_test: kept.is_test,
            provider: kept.payee_id.to_owned(),
            number: NO_CLAIM.to_owned(),
            member: None,
            day: None,
        },
    };
    let mut rows = kept.rows.iter();
    let last = rows.find(|row| row.name() == case.denied_by);
    let body = Body {
        // Nothing but the reference puts them together.
        claim_case_id: short(&["reference", kept.payer_key, kept.payee_id, &case.key.line]),
        patient_control_number: NO_CLAIM.to_owned(),
        billing_npi: last.and_then(|row| row.payee_npi.clone()),
        payer: last.and_then(|row| row.payer_name.clone()),
        payer_class: last.map(|row| row.payer_class.clone()),
        payer_order: "unknown".to_owned(),
        ..body(case, None, sources)
    };
    let id = id(&of, None, &case.key);
    let claimed = Claimed {
        claim: &of.claim,
        subject: subject_of_none(),
        served: None,
        payer: payer(&of),
        plans: [None, None],
    };
    evaluated(id, case, body, claimed, terms)
}

/// What so many cents of a case are a part of.
fn asked(case: &Case, line: Option<&AnswerLine>, amount: i64) -> Of {
    match (case.key.kind, line) {
        // What is left to the next payer was allowed by the first.
        (Kind::TakeBack | Kind::SilentRecoupment | Kind::SecondaryOverdue, _) => Of::Allowed,
        (_, Some(line)) => Of::Charge {
            charge: line.charge,
            settled: line.paid.saturating_add(line.patient_share),
            refused: line.refused.iter().map(|refused| refused.amount).sum(),
        },
        (_, None) => Of::Charge {
            charge: amount,
            settled: 0,
            refused: amount,
        },
    }
}

/// The line is that of the answer that denies it, or stands for the whole claim; none where what is open is all that
/// is known.
fn body(case: &Case, line: Option<&AnswerLine>, sources: &Sources) -> Body {
    let worth = |amount| worth(case.key.category, amount, asked(case, line, amount));
    let on = |id: &str| sources.get(id).and_then(|source| source.on.clone());
    // What is taken or waited for is denied by nobody.
    let denied = |current: i64| match case.key.kind.refuses() {
        true => current,
        false => 0,
    };
    let told = |step: &Step| {
        let source = sources.get(&step.by);
        Told {
            happened: said(step.happened).to_owned(),
            on: on(&step.by),
            current_denied_amount: denied(step.current),
            file_id: source.and_then(|source| source.file_id.clone()),
            record: source.and_then(|source| source.record),
        }
    };
    let adjustments = case.explained.iter().map(|explained| Adjustment {
        group: explained.group.clone(),
        carc: explained.carc.clone(),
        amount: explained.amount,
    });
    Body {
        kind: case.key.kind.as_str().to_owned(),
        claim_case_id: String::new(),
        category: case.key.category.to_string(),
        resolution: case
            .resolution
            .map(|resolution| resolution.as_str().to_owned()),
        patient_control_number: String::new(),
        billing_npi: None,
        payer: None,
        payer_class: None,
        payer_order: String::new(),
        line: case.key.line.clone(),
        procedure: None,
        carc: case.carc.clone(),
        rarc: case.rarcs.clone(),
        adjustments: adjustments.collect(),
        unmapped: case.unmapped,
        is_initial: sources
            .get(&case.opened_by)
            .is_some_and(|source| source.is_first),
        denied_amount: case.amounts.denied,
        expected_amount: worth(case.amounts.denied).expected,
        current_denied_amount: denied(case.amounts.current),
        recovered_amount: case.amounts.recovered,
        recurrences: case.recurrences,
        parent: None,
        opened_on: on(&case.opened_by),
        denied_on: on(&case.denied_by),
        ended_on: case.ended_by.as_deref().and_then(on),
        unbalanced: sources
            .get(&case.denied_by)
            .is_some_and(|source| source.unbalanced),
        worth: worth(case.amounts.open),
        deadlines: vec![],
        deadline_rule: None,
        steps: ends(&case.steps).map(told).collect(),
        steps_left_out: u64::try_from(case.steps.len().saturating_sub(2 * STEPS)).unwrap_or(0),
    }
}

/// Steps that are shown of the beginning, and of the end: an item holds 350 KB.
const STEPS: usize = 100;

fn ends(steps: &[Step]) -> impl Iterator<Item = &Step> {
    let last = steps.len().saturating_sub(STEPS);
    let shown = steps.iter().enumerate();
    let shown = shown.filter(move |(at, _)| *at < STEPS || *at >= last);
    shown.map(|(_, step)| step)
}

fn said(happened: Happened) -> &'static str {
    match happened {
        Happened::Opened => "opened",
        Happened::Recurred => "recurred",
        Happened::Reopened => "reopened",
        Happened::Changed => "changed",
        Happened::TakenBack => "taken_back",
        Happened::Ended(resolution) => resolution.as_str(),
    }
}

/// What a case's deadlines are reckoned from, beside the case.
struct Claimed<'a> {
    claim: &'a ClaimKey,
    subject: String,
    /// First day of service.
    served: Option<String>,
    /// As the views know it.
    payer: &'a str,
    /// The plan's group, and its kind.
    plans: [Option<String>; 2],
}

fn evaluated(
    id: String,
    case: &Case,
    mut body: Body,
    claimed: Claimed<'_>,
    terms: &Terms,
) -> Evaluated {
    let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Date>().ok());
    let denied_on = day(&body.denied_on);
    let upheld = case.resolution == Some(Resolution::Upheld);
    // What was upheld may be appealed at the next level.
    if case.is_open || upheld {
        let plans: Vec<String> = claimed.plans.into_iter().flatten().collect();
        let asked = Asked {
            kind: case.key.kind,
            appealable: case.appealable,
            level: level(case),
            payer: claimed.payer,
            payer_class: body.payer_class.as_deref().unwrap_or("unknown"),
            plans: &plans,
            denied_on,
            served_on: day(&claimed.served),
        };
        body.deadlines = deadlines(&asked, terms);
        body.deadline_rule = body.deadlines.first().map(Deadline::rule);
    }
    let days = &body.deadlines;
    let appeal = days.iter().find(|found| found.action == Action::Appeal);
    let of_patient = |explained: &Explained| explained.group == "PR";
    let facts = Facts {
        subject: claimed.subject,
        is_open: case.is_open,
        is_test: claimed.claim.is_test,
        open_amount: case.amounts.open,
        priority: body.worth.net,
        deadline: days.first().map(|found| found.day),
        appeal_deadline: appeal.map(|found| found.day),
        appealable: case.appealable,
        patients: !case.explained.is_empty() && case.explained.iter().all(of_patient),
        denied_again: case.recurrences,
        denied_on,
        upheld,
        body: serde_json::to_value(&body).unwrap_or_default(),
    };
    Evaluated { id, facts }
}

/// The level that an appeal would be of now.
fn level(case: &Case) -> u32 {
    let upheld = Happened::Ended(Resolution::Upheld);
    let times = case.steps.iter().filter(|step| step.happened == upheld);
    u32::try_from(times.count())
        .unwrap_or(u32::MAX)
        .saturating_add(1)
}
