//! LQ, MIA and MOA: `remit_remark`.

use tables::{RemitRemark, WriteError};
use x12::Position;

use super::adjustment::Owner;
use crate::context::{Context, at, int};

/// The remarks of one loop, as they are written.
#[derive(Debug)]
pub(super) struct Remarks {
    owner: Owner,
    ordinal: u32,
}

/// One remark code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Remark<'a> {
    pub(super) position: Position,
    pub(super) rarc: &'a str,
    pub(super) source_segment: &'a str,
    pub(super) code_list: Option<&'a str>,
}

impl Remarks {
    pub(super) fn new(owner: Owner) -> Remarks {
        Remarks { owner, ordinal: 0 }
    }

    pub(super) fn write(
        &mut self,
        remark: Remark<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.ordinal += 1;
        let unit = cx.place.origin();
        cx.out.remit_remark().append(&RemitRemark {
            origin: at(&unit, remark.position, false),
            clp_ordinal: self.owner.clp_ordinal,
            svc_ordinal: self.owner.svc_ordinal,
            remark_ordinal: int(self.ordinal),
            rarc: remark.rarc,
            source_segment: remark.source_segment,
            code_list: remark.code_list,
        })
    }
}
