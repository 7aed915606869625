//! An item of a claim, or a detail of one: what Claim, ClaimResponse and ExplanationOfBenefit have alike.

use domain::{Cents, Quantity};
use fhir::datatype::{
    CodeableConcept, Decimal, Decimals, FhirDateTime, Money, Period, Quantity as Measured,
    Reference,
};
use jiff::civil::Date;
use tables::PartyInCare;

use super::coded::{ANY, Coded};
use super::told::{Halt, Told};

/// Systems of what items bill.
const BILLED: &[&str] = &["cpt", "hcpcs", "cdt", "ndc"];

/// An item as it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item<'m> {
    /// Numbers of item, detail and subDetail.
    pub(super) sequence: [Option<&'m Decimal<'m>>; 3],
    pub(super) revenue: Option<&'m CodeableConcept<'m>>,
    pub(super) product: Option<&'m CodeableConcept<'m>>,
    pub(super) modifier: &'m [CodeableConcept<'m>],
    pub(super) date: Option<&'m FhirDateTime<'m>>,
    pub(super) period: Option<&'m Period<'m>>,
    pub(super) place: Option<&'m CodeableConcept<'m>>,
    pub(super) location: Option<&'m Reference<'m>>,
    pub(super) quantity: Option<&'m Measured<'m>>,
    pub(super) unit_price: Option<&'m Money<'m>>,
    pub(super) net: Option<&'m Money<'m>>,
    pub(super) diagnoses: Option<Decimals<'m>>,
    pub(super) care_team: Option<Decimals<'m>>,
    pub(super) encounter: Option<&'m Reference<'m>>,
}

/// The same as columns take it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line<'m> {
    pub(super) sequence: [Option<i32>; 3],
    pub(super) revenue: Option<&'m str>,
    pub(super) what: Coded<'m>,
    pub(super) ndc: Option<&'m str>,
    pub(super) modifiers: Option<&'m str>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) pos_code: Option<&'m str>,
    pub(super) location: Option<&'m str>,
    pub(super) units: Option<Quantity>,
    pub(super) unit_price: Option<Cents>,
    pub(super) net: Option<Cents>,
    pub(super) diagnoses: Option<&'m str>,
    pub(super) performer_npi: Option<&'m str>,
    pub(super) performer_id: Option<&'m str>,
    pub(super) encounter: Option<&'m str>,
    pub(super) encounter_reference: Option<&'m str>,
}

/// How amounts are read: to the cent, or as a payer shows them.
pub(super) type Amount<'m> =
    fn(&mut Told<'m>, &'static str, Option<&'m Money<'m>>) -> Result<Option<Cents>, Halt>;

/// Reads an item.
pub(super) fn read<'m>(
    told: &mut Told<'m>,
    it: &Item<'m>,
    team: &[PartyInCare<'m>],
    amount: Amount<'m>,
) -> Result<Line<'m>, Halt> {
    let [item, detail, sub_detail] = it.sequence;
    let from = it.date.or_else(|| it.period?.start.as_ref());
    let performer = it.care_team.and_then(|all| {
        let first = all.iter().next()?.as_u64()?;
        let number =
            |party: &&PartyInCare<'m>| party.sequence.and_then(|it| u64::try_from(it).ok());
        team.iter().find(|party| number(party) == Some(first))
    });
    let numbers = |all: Option<Decimals<'m>>| {
        let all: Vec<&'m str> = all
            .iter()
            .flat_map(Decimals::iter)
            .map(|it| it.as_str())
            .collect();
        told.joined(all, ",")
    };
    let diagnoses = numbers(it.diagnoses);
    let encounter = told.link(it.encounter);
    Ok(Line {
        sequence: [
            told.whole("item.sequence", item),
            told.whole("item.detail.sequence", detail),
            told.whole("item.detail.subDetail.sequence", sub_detail),
        ],
        revenue: told
            .within(it.revenue, "revenue")
            .or_else(|| told.coded(it.revenue, ANY).code),
        what: told.coded(it.product, BILLED),
        ndc: told.within(it.product, "ndc"),
        modifiers: told.codes(it.modifier, &["cpt", "hcpcs"]),
        from: told.day("item.serviced[x]", from),
        to: told.day(
            "item.servicedPeriod.end",
            it.period.and_then(|it| it.end.as_ref()),
        ),
        pos_code: told.coded(it.place, &["pos"]).code,
        location: told.location(it.location),
        units: told.quantity("item.quantity", it.quantity),
        unit_price: amount(told, "item.unitPrice", it.unit_price)?,
        net: amount(told, "item.net", it.net)?,
        diagnoses,
        performer_npi: performer.and_then(|it| it.npi),
        performer_id: performer.and_then(|it| it.id),
        encounter: encounter.key.or(told.encounter.key),
        encounter_reference: encounter.reference.or(told.encounter.reference),
    })
}
