//! CAS: `remit_adjustment`.

use tables::{RemitAdjustment, WriteError};
use x12::segment::Cas;

use crate::context::{Context, Refused, at, int};
use crate::texts::Texts;
use crate::triplets::{self, Adjustment};

/// Which loop a CAS stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    pub(super) clp_ordinal: i32,
    pub(super) svc_ordinal: Option<i32>,
}

/// Writes a row per triplet. One bad triplet refuses the segment, for with it the loop no longer
/// balances; false then.
pub(super) fn write(
    cas: Cas<'_>,
    cas_ordinal: u32,
    owner: Owner,
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
        cx.out.remit_adjustment().append(&RemitAdjustment {
            origin: at(&unit, cas.segment().position(), false),
            clp_ordinal: owner.clp_ordinal,
            svc_ordinal: owner.svc_ordinal,
            cas_ordinal: int(cas_ordinal),
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
