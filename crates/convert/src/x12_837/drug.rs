//! Loop 2410: the drug of a line.

use tables::{ClaimLine, WriteError};
use x12::claim::{Drug, DrugItem};

use super::claim::Lists;
use super::ignored;
use super::service::units;
use crate::context::Context;
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
        cx.tally.ignored("segment LIN, repeated", 1);
        drug.items().for_each(|item| match item {
            DrugItem::Ctp(ctp) => ignored(&ctp.segment(), cx),
            DrugItem::Ref(reference) => ignored(&reference.segment(), cx),
            DrugItem::Other(segment) => ignored(&segment, cx),
        });
        return Ok(true);
    }
    row.ndc = texts.opt(drug.lin().id());
    cx.tally.mapped(1);
    let mut whole = true;
    for item in drug.items() {
        match item {
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
                ignored(&segment, cx);
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}
