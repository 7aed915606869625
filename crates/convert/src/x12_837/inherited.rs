//! What a claim inherits from the levels it stands under: billing provider, subscriber, patient, payer.

use domain::id;
use tables::{Claim as Row, WriteError};
use x12::Kind;
use x12::claim::{Claim, Level, LevelItem};

use super::party::{Owner, Read};
use crate::context::{Context, Issue, Severity};
use crate::fault::{Element, Fault};
use crate::texts::Texts;

/// Identifiers that are made of what was sent, where no identifier was.
#[derive(Debug, Default)]
pub(super) struct Folded {
    billing_name: String,
    payer_name: String,
}

/// The parties of the levels above a claim.
pub(super) struct Inherited<'a> {
    billing: Vec<Read<'a>>,
    subscriber: Vec<Read<'a>>,
    patient: Vec<Read<'a>>,
    folded: Folded,
}

impl<'a> Inherited<'a> {
    pub(super) fn new(claim: &Claim<'a>, kind: Kind, texts: &'a Texts) -> Inherited<'a> {
        let read = |level: Option<Level<'a>>| -> Vec<Read<'a>> {
            let parties = level.into_iter().flat_map(|level| level.parties());
            parties.map(|party| Read::new(party, kind, texts)).collect()
        };
        let mut inherited = Inherited {
            billing: read(claim.billing()),
            subscriber: read(claim.subscriber()),
            patient: read(claim.patient()),
            folded: Folded::default(),
        };
        let fold = |read: Option<&Read<'a>>| {
            id::fold_name(read.and_then(|read| read.row.name).unwrap_or_default())
        };
        inherited.folded = Folded {
            billing_name: fold(find(&inherited.billing, "85")),
            payer_name: fold(inherited.payer()),
        };
        inherited
    }

    /// Fills the claim's columns.
    pub(super) fn fill<'r>(&'r self, claim: &Claim<'r>, texts: &'r Texts, row: &mut Row<'r>)
    where
        'a: 'r,
    {
        self.billing(claim, texts, row);
        if let Some(payer) = self.payer() {
            row.payer_name = payer.row.name;
            (row.payer_id, row.payer_id_kind) = match payer.row.id {
                Some(id) => (id, "NM109"),
                None => (self.folded.payer_name.as_str(), "NAME"),
            };
        }
        let sbr = claim.subscriber().and_then(|level| level.sbr());
        if let Some(sbr) = sbr {
            row.payer_order = texts.opt(sbr.payer_order());
            row.relationship = texts.opt(sbr.relationship_code());
            row.group_number = texts.opt(sbr.group_number());
            row.group_name = texts.opt(sbr.group_name());
            row.insurance_type = texts.opt(sbr.insurance_type());
            row.filing_indicator = texts.opt(sbr.filing_indicator());
        }
        if let Some(pat) = claim.patient().and_then(|level| level.pat()) {
            row.relationship = texts.opt(pat.relationship_code()).or(row.relationship);
        }
        let subscriber = find(&self.subscriber, "IL");
        row.member_id = subscriber.and_then(|read| read.row.id);
        if let Some(patient) = self.patient(row.relationship) {
            row.patient_last_name = patient.row.name;
            row.patient_first_name = patient.row.first_name;
            row.patient_birth_date = patient.row.birth_date;
            row.patient_sex = patient.row.sex;
        }
    }

    fn billing<'r>(&'r self, claim: &Claim<'r>, texts: &'r Texts, row: &mut Row<'r>)
    where
        'a: 'r,
    {
        let level = claim.billing();
        row.billing_taxonomy = level.and_then(|level| {
            level.items().find_map(|item| match item {
                LevelItem::Prv(prv) => texts.opt(prv.taxonomy()),
                _ => None,
            })
        });
        if let Some(billing) = find(&self.billing, "85") {
            row.billing_npi = billing.row.npi;
            row.billing_tax_id = billing.row.tax_id;
            row.billing_name = billing.row.name;
            row.billing_id = row
                .billing_npi
                .or(row.billing_tax_id)
                .unwrap_or(&self.folded.billing_name);
        }
    }

    /// 2010BB; some senders put it beside the patient.
    fn payer(&self) -> Option<&Read<'a>> {
        find(&self.subscriber, "PR").or_else(|| find(&self.patient, "PR"))
    }

    /// 2010CA; the subscriber, where the patient is the subscriber (SBR02 = 18).
    fn patient(&self, relationship: Option<&str>) -> Option<&Read<'a>> {
        let told = find(&self.patient, "QC").or_else(|| find(&self.subscriber, "QC"));
        let subscriber = || find(&self.subscriber, "IL").filter(|_| relationship == Some("18"));
        told.or_else(subscriber)
    }

    /// Writes a row for each party.
    pub(super) fn write(
        &self,
        owner: Owner,
        ordinal: &mut i32,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let parties = self
            .billing
            .iter()
            .chain(&self.subscriber)
            .chain(&self.patient);
        parties
            .into_iter()
            .try_for_each(|read| read.write(owner, ordinal, cx))
    }
}

fn find<'r, 'a>(parties: &'r [Read<'a>], entity: &str) -> Option<&'r Read<'a>> {
    parties.iter().find(|read| read.row.entity == entity)
}

/// Notes what a claim should say or inherit and does not; false where the claim is incomplete for it.
pub(super) fn check(
    claim: &Claim<'_>,
    row: &Row<'_>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = claim.clm().segment();
    let mut whole = true;
    if claim.is_lineage_uncertain() {
        whole = false;
        hierarchy(claim, cx)?;
    }
    if row.patient_control_number.is_empty() {
        let fault = Fault::missing(&segment, Element::Of(1, 0), "a patient control number");
        cx.lost("missing_element", &fault)?;
    }
    for (is_missing, rule_id, what) in [
        (
            row.billing_id.is_empty(),
            "missing_billing_provider",
            "a billing provider in 2010AA",
        ),
        (
            row.payer_id.is_empty(),
            "missing_payer",
            "a payer in 2010BB",
        ),
        (
            row.patient_last_name.is_none(),
            "missing_patient",
            "a patient in 2010CA or 2010BA",
        ),
    ] {
        if is_missing {
            cx.lost(rule_id, &Fault::missing(&segment, Element::default(), what))?;
        }
    }
    Ok(whole)
}

/// X12 TR3 005010X222A1 1.4.3.2.2: HL02 names the HL01 of the level above.
fn hierarchy(claim: &Claim<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    // Where a level was lost, the nearest may be somebody else's.
    let found = match claim.billing().or(claim.subscriber()) {
        Some(_) => "none, and took the nearest",
        None => "none",
    };
    cx.issue(
        claim.clm().segment().position(),
        &Issue {
            rule_id: "hierarchy",
            level: "loop",
            segment_id: "HL",
            element: Element::Of(2, 0),
            expected: "HL02 to name a level that was sent",
            found,
            severity: Severity::Error,
        },
    )
}
