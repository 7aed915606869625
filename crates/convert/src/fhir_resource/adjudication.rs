//! Figures and reasons of an adjudication.

use domain::Cents;
use fhir::datatype::{CodeableConcept, Decimal, Money};
use fhir::resource::claim_response::{Adjudication as Said, Total};
use tables::Adjudication;

use super::coded::{ANY, system};
use super::told::{Halt, Told, text};
use super::value::{units, written};

/// Which figure each category is, the surest first: code systems adjudication, C4BBAdjudication, and the variables of
/// CMS, whose codes are addresses that end so.
const FIGURES: [(Figure, &[&str]); 7] = [
    (
        Figure::Submitted,
        &[
            "submitted",
            "line_sbmtd_chrg_amt",
            "rev_cntr_tot_chrg_amt",
            "clm_line_sbmt_chrg_amt",
            "clm_sbmt_chrg_amt",
        ],
    ),
    (
        Figure::Allowed,
        &[
            "eligible",
            "allowed",
            "line_alowd_chrg_amt",
            "clm_line_alowd_chrg_amt",
            "clm_alowd_chrg_amt",
        ],
    ),
    (
        Figure::Paid,
        &[
            "benefit",
            "paidtoprovider",
            "line_nch_pmt_amt",
            "line_prvdr_pmt_amt",
            "rev_cntr_prvdr_pmt_amt",
            "clm_line_prvdr_pmt_amt",
            "clm_line_cvrd_pd_amt",
            "cvrd_d_plan_pd_amt",
        ],
    ),
    (
        Figure::Deductible,
        &[
            "deductible",
            "line_bene_ptb_ddctbl_amt",
            "rev_cntr_cash_ddctbl_amt",
            "clm_line_mdcr_ddctbl_amt",
        ],
    ),
    (Figure::Copay, &["copay", "ptnt_pay_amt"]),
    (
        Figure::Coinsurance,
        &[
            "coinsurance",
            "line_coinsrnc_amt",
            "rev_cntr_coinsrnc_wge_adjstd_c",
            "clm_line_mdcr_coinsrnc_amt",
        ],
    ),
    (
        Figure::Noncovered,
        &[
            "noncovered",
            "rev_cntr_ncvrd_chrg_amt",
            "clm_line_ncvrd_chrg_amt",
        ],
    ),
];

/// A figure that has a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Submitted,
    Allowed,
    Paid,
    Deductible,
    Copay,
    Coinsurance,
    Noncovered,
}

/// What an adjudication says.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures<'m> {
    /// Every figure.
    pub(super) all: Vec<Adjudication<'m>>,
    /// Claim adjustment reason codes.
    pub(super) carcs: Vec<&'m str>,
    /// Remittance advice remark codes.
    pub(super) rarcs: Vec<&'m str>,
    /// Amounts by the place of their category in `FIGURES`.
    known: Vec<(Figure, usize, Cents)>,
}

impl<'m> Figures<'m> {
    /// The figure with a column of its own: of several categories for it the surest, of several such the first.
    pub(super) fn get(&self, figure: Figure) -> Option<Cents> {
        let of = self.known.iter().filter(|(it, ..)| *it == figure);
        of.min_by_key(|(_, rank, _)| *rank)
            .map(|(_, _, amount)| *amount)
    }

    /// Takes figures of a line or claim.
    pub(super) fn take(&mut self, told: &mut Told<'m>, all: &'m [Said<'m>]) -> Result<(), Halt> {
        for said in all {
            let mut row = self.figure(
                told,
                "adjudication",
                said.category.as_ref(),
                said.amount.as_ref(),
            )?;
            let number = said
                .value
                .as_ref()
                .or_else(|| said.quantity.as_ref()?.value.as_ref());
            number_of(&mut row, number);
            for coding in said.reason.iter().flat_map(CodeableConcept::codings) {
                let code = text(coding.code.as_ref());
                match system(coding) {
                    Some("carc") => self.carcs.extend(code),
                    Some("rarc") => self.rarcs.extend(code),
                    _ => {}
                }
            }
            let reason = told.coded(said.reason.as_ref(), &["carc", "rarc"]);
            (row.reason, row.reason_system) = (reason.either(), reason.system);
            self.all.push(row);
        }
        Ok(())
    }

    /// Takes totals of a claim.
    pub(super) fn take_totals(
        &mut self,
        told: &mut Told<'m>,
        all: &'m [Total<'m>],
    ) -> Result<(), Halt> {
        for said in all {
            let row = self.figure(told, "total", said.category.as_ref(), said.amount.as_ref())?;
            self.all.push(row);
        }
        Ok(())
    }

    fn figure(
        &mut self,
        told: &mut Told<'m>,
        path: &'static str,
        category: Option<&'m CodeableConcept<'m>>,
        amount: Option<&'m Money<'m>>,
    ) -> Result<Adjudication<'m>, Halt> {
        let (amount, as_told) = told.shown_money(path, amount)?;
        if let (Some((figure, rank)), Some(amount)) = (which(category), amount) {
            self.known.push((figure, rank, amount));
        }
        Ok(Adjudication {
            category: told.coded(category, ANY).either(),
            amount,
            told: as_told,
            ..Adjudication::default()
        })
    }
}

/// A figure that is no amount.
fn number_of<'m>(row: &mut Adjudication<'m>, number: Option<&Decimal<'m>>) {
    let Some(number) = written(number) else {
        return;
    };
    match units(number) {
        Ok(units) => row.value = Some(units),
        Err(_) => row.told = row.told.or(Some(number)),
    }
}

/// Which figure a category is, and how surely.
fn which(category: Option<&CodeableConcept<'_>>) -> Option<(Figure, usize)> {
    let codes = category?
        .codings()
        .filter_map(|coding| text(coding.code.as_ref()));
    let codes: Vec<String> = codes
        .map(|code| code.rsplit('/').next().unwrap_or(code).to_ascii_lowercase())
        .collect();
    FIGURES.iter().find_map(|(figure, names)| {
        let rank = names
            .iter()
            .position(|name| codes.iter().any(|code| code == name))?;
        Some((*figure, rank))
    })
}
