//! Loop 2410: the drug of a line.

use domain::ndc;
use tables::{ClaimLine, Reference, WriteError};
use x12::claim::{Drug, DrugItem};

use super::claim::Lists;
use super::service::units;
use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::items;
use crate::texts::Texts;

/// Fills the line; false where a value could not be taken. A line has one drug; of more the first
/// counts.
pub(super) fn fill<'a>(
    drug: Drug<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    if row.ndc.is_some() {
        cx.ignore(&drug.lin().segment(), ", repeated");
        drug.items().for_each(|item| match item {
            DrugItem::Ctp(ctp) => cx.ignore(&ctp.segment(), ""),
            DrugItem::Ref(reference) => cx.ignore(&reference.segment(), ""),
            DrugItem::Other(segment) => cx.ignore(&segment, ""),
        });
        return Ok(true);
    }
    let lin = drug.lin();
    let is_ndc = lin.qualifier() == b"N4";
    if is_ndc {
        row.ndc = texts.opt(lin.id());
        if row.ndc.is_some_and(|ndc| ndc::normalise(ndc).is_none()) {
            let words = "expected an NDC of 11 digits, but found another form";
            cx.lost(
                "bad_ndc",
                &Fault::new(&lin.segment(), Element::Of(3, 0), "6", words),
            )?;
        }
    } else if !lin.id().is_empty() {
        // Another catalogue's number is no NDC. It is kept as it was sent.
        lists.refs.push(Reference {
            qualifier: texts.get(lin.qualifier()),
            value: texts.opt(lin.id()),
            description: None,
        });
    }
    cx.tally.mapped(1);
    let mut whole = true;
    for item in drug.items() {
        match item {
            DrugItem::Ctp(ctp) if !is_ndc => {
                cx.ignore(&ctp.segment(), "");
                continue;
            }
            DrugItem::Ctp(ctp) => {
                row.ndc_unit = texts.opt(ctp.unit());
                whole &= units(&ctp.segment(), 4, &mut row.ndc_quantity, cx)?;
            }
            DrugItem::Ref(segment) => {
                let reference = items::reference(segment, texts);
                if matches!(reference.qualifier, "XZ" | "VY") {
                    row.prescription_number = row.prescription_number.or(reference.value);
                }
                lists.refs.push(reference);
            }
            DrugItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}
