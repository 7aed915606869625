//! Segments that hold many amounts and quantities: MIA, MOA, TS2, TS3. Each becomes an item of a list
//! column, named by its element.

use tables::{Amount, Count, WriteError};
use x12::Segment;

use crate::context::Context;
use crate::fault::{self, Element};

/// Elements that are amounts, and those that are counts or rates, with their names.
pub(crate) struct Layout {
    pub(crate) amounts: &'static [(usize, &'static str)],
    pub(crate) quantities: &'static [(usize, &'static str)],
}

/// Inpatient adjudication; its remarks are read apart.
#[rustfmt::skip]
pub(crate) const MIA: Layout = Layout {
    amounts: &[
        (2, "MIA02"), (4, "MIA04"), (6, "MIA06"), (7, "MIA07"), (8, "MIA08"), (9, "MIA09"),
        (10, "MIA10"), (11, "MIA11"), (12, "MIA12"), (13, "MIA13"), (14, "MIA14"), (16, "MIA16"),
        (17, "MIA17"), (18, "MIA18"), (19, "MIA19"), (24, "MIA24"),
    ],
    quantities: &[(1, "MIA01"), (3, "MIA03"), (15, "MIA15")],
};

/// Outpatient adjudication; its remarks are read apart.
pub(crate) const MOA: Layout = Layout {
    amounts: &[(2, "MOA02"), (8, "MOA08"), (9, "MOA09")],
    quantities: &[(1, "MOA01")],
};

impl Layout {
    /// The elements that were sent; false where one could not be taken.
    pub(crate) fn read<'a>(
        &self,
        segment: Segment<'a>,
        amounts: &mut Vec<Amount<'a>>,
        quantities: &mut Vec<Count<'a>>,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let mut whole = true;
        for &(element, qualifier) in self.amounts {
            match fault::money(&segment, Element::Of(element, 0), segment.element(element)) {
                Ok(Some(amount)) => amounts.push(Amount { qualifier, amount }),
                Ok(None) => {}
                Err(fault) => {
                    whole = false;
                    cx.lost("bad_amount", &fault)?;
                }
            }
        }
        for &(element, qualifier) in self.quantities {
            match fault::quantity(&segment, Element::Of(element, 0), segment.element(element)) {
                Ok(Some(quantity)) => quantities.push(Count {
                    qualifier,
                    quantity,
                }),
                Ok(None) => {}
                Err(fault) => {
                    whole = false;
                    cx.lost("bad_quantity", &fault)?;
                }
            }
        }
        Ok(whole)
    }
}
