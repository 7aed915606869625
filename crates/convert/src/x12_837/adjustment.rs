//! CAS of an 837: `claim_cob_adjustment`.

use tables::{ClaimCobAdjustment, WriteError};
use x12::segment::Cas;

use crate::context::{Context, Refused, at};
use crate::texts::Texts;
use crate::triplets::{self, Adjustment};

/// Which loop the adjustments stand in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) clm_ordinal: i32,
    pub(super) line_ordinal: Option<i32>,
    pub(super) payer_ordinal: i32,
    pub(super) payer_id: Option<&'a str>,
}

/// Writes a row per triplet. One bad triplet refuses the segment; false then.
pub(super) fn write(
    cas: Cas<'_>,
    cas_ordinal: i32,
    owner: Owner<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let mut found = [Adjustment::default(); 6];
    let read = match triplets::read(cas, &mut found) {
        Ok(read) => read,
        Err(fault) => {
            cx.reject(Refused::Segment, cas.segment().position(), 1, &fault)?;
            return Ok(false);
        }
    };
    let unit = cx.place.origin();
    for triplet in read {
        cx.out.claim_cob_adjustment().append(&ClaimCobAdjustment {
            origin: at(&unit, cas.segment().position(), false),
            clm_ordinal: owner.clm_ordinal,
            line_ordinal: owner.line_ordinal,
            payer_ordinal: owner.payer_ordinal,
            payer_id: owner.payer_id,
            cas_ordinal,
            triplet_ordinal: i32::from(triplet.ordinal),
            group_code: texts.get(cas.group_code()),
            carc: texts.get(triplet.reason),
            amount: triplet.amount,
            quantity: triplet.quantity,
        })?;
    }
    cx.tally.mapped(1);
    Ok(true)
}
