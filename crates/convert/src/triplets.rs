//! The triplets of a CAS segment, in 835 and 837 alike.

use domain::{Cents, Quantity};
use x12::segment::Cas;

use crate::fault::{self, Element, Fault};

/// One adjustment.
#[derive(Clone, Copy, Default)]
pub(crate) struct Adjustment<'a> {
    pub(crate) ordinal: u8,
    pub(crate) reason: &'a [u8],
    pub(crate) amount: Cents,
    pub(crate) quantity: Option<Quantity>,
}

/// Reads them into `to`. One bad triplet is a fault of the whole segment.
pub(crate) fn read<'a, 't>(
    cas: Cas<'a>,
    to: &'t mut [Adjustment<'a>; 6],
) -> Result<&'t [Adjustment<'a>], Fault> {
    let segment = cas.segment();
    if cas.group_code().is_empty() {
        return Err(Fault::missing(&segment, Element::Of(1, 0), "a group code"));
    }
    if cas.surplus() > 0 {
        return Err(Fault::new(
            &segment,
            Element::Of(20, 0),
            "3",
            "expected at most 6 adjustments, but found more",
        ));
    }
    let mut count = 0;
    for (slot, triplet) in to.iter_mut().zip(cas.triplets()) {
        let first = triplet.first_element();
        if triplet.reason.is_empty() {
            return Err(Fault::missing(
                &segment,
                Element::Of(first, 0),
                "a reason code",
            ));
        }
        *slot = Adjustment {
            ordinal: triplet.ordinal,
            reason: triplet.reason,
            amount: fault::required_money(&segment, Element::Of(first + 1, 0), triplet.amount)?,
            quantity: fault::quantity(&segment, Element::Of(first + 2, 0), triplet.quantity)?,
        };
        count += 1;
    }
    if count == 0 {
        return Err(Fault::missing(&segment, Element::Of(2, 0), "a reason code"));
    }
    Ok(to.get(..count).unwrap_or_default())
}
