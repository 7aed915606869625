//! SV1, SV2 and SV3: what a line is for, and what is charged for it.

use domain::{Cents, Quantity};
use tables::{ClaimLine, WriteError};
use x12::claim::{Line, LineItem};
use x12::segment::{Procedure, Sv1, Sv2, Sv3};
use x12::{Kind, Segment};

use super::joined;
use crate::context::Context;
use crate::fault::{self, Element, Fault};
use crate::texts::Texts;

/// SV1, SV2 or SV3, with the charge that a line can't be without.
pub(super) struct Service<'a> {
    of: Of<'a>,
    pub(super) charge: Cents,
}

#[derive(Clone, Copy)]
enum Of<'a> {
    Sv1(Sv1<'a>),
    Sv2(Sv2<'a>),
    Sv3(Sv3<'a>),
}

impl<'a> Service<'a> {
    /// The first of the line.
    pub(super) fn find(line: &Line<'a>, kind: Kind) -> Result<Service<'a>, Fault> {
        let found = line.items().find_map(|item| match item {
            LineItem::Sv1(sv1) => Some((Of::Sv1(sv1), 2)),
            LineItem::Sv2(sv2) => Some((Of::Sv2(sv2), 3)),
            LineItem::Sv3(sv3) => Some((Of::Sv3(sv3), 2)),
            _ => None,
        });
        let Some((of, element)) = found else {
            let (id, what) = match kind {
                Kind::ClaimInstitutional => ("SV2", "an SV2 segment"),
                Kind::ClaimDental => ("SV3", "an SV3 segment"),
                _ => ("SV1", "an SV1 segment"),
            };
            let mut fault = Fault::missing(&line.lx().segment(), Element::default(), what);
            fault.segment_id = id.to_owned();
            fault.code = "3";
            return Err(fault);
        };
        let mut service = Service {
            of,
            charge: Cents::ZERO,
        };
        let segment = service.segment();
        service.charge =
            fault::required_money(&segment, Element::Of(element, 0), segment.element(element))?;
        Ok(service)
    }

    pub(super) fn segment(&self) -> Segment<'a> {
        match self.of {
            Of::Sv1(sv1) => sv1.segment(),
            Of::Sv2(sv2) => sv2.segment(),
            Of::Sv3(sv3) => sv3.segment(),
        }
    }

    /// SV107 or SV311, by spaces.
    pub(super) fn pointers(&self, texts: &Texts) -> Option<String> {
        match self.of {
            Of::Sv1(sv1) => joined(sv1.diagnosis_pointers(), texts),
            Of::Sv2(_) => None,
            Of::Sv3(sv3) => joined(sv3.diagnosis_pointers(), texts),
        }
    }

    /// SV304, by spaces.
    pub(super) fn areas(&self, texts: &Texts) -> Option<String> {
        match self.of {
            Of::Sv1(_) | Of::Sv2(_) => None,
            Of::Sv3(sv3) => joined(sv3.oral_cavity_areas(), texts),
        }
    }

    /// Fills the row; false where a value could not be taken.
    pub(super) fn fill(
        &self,
        texts: &'a Texts,
        row: &mut ClaimLine<'a>,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let segment = self.segment();
        let element = match self.of {
            Of::Sv1(_) | Of::Sv3(_) => 1,
            Of::Sv2(_) => 2,
        };
        fault::check_procedure(&segment, element, cx)?;
        match self.of {
            Of::Sv1(sv1) => {
                procedure(sv1.procedure(), texts, row);
                row.unit_measure = texts.opt(sv1.unit());
                row.pos_code = texts.opt(sv1.place_of_service());
                row.emergency = texts.opt(sv1.emergency());
                row.epsdt = texts.opt(sv1.epsdt());
                row.family_planning = texts.opt(sv1.family_planning());
                row.copay_status = texts.opt(sv1.copay_status());
                units(&segment, 4, &mut row.units, cx)
            }
            Of::Sv2(sv2) => {
                row.revenue_code = texts.opt(sv2.revenue_code());
                procedure(sv2.procedure(), texts, row);
                row.unit_measure = texts.opt(sv2.unit());
                let noncovered = money(&segment, 7, &mut row.noncovered_amount, cx)?;
                Ok(units(&segment, 5, &mut row.units, cx)? && noncovered)
            }
            Of::Sv3(sv3) => {
                procedure(sv3.procedure(), texts, row);
                row.pos_code = texts.opt(sv3.place_of_service());
                row.placement_status = texts.opt(sv3.placement_status());
                units(&segment, 6, &mut row.units, cx)
            }
        }
    }
}

fn procedure<'a>(procedure: Procedure<'a>, texts: &'a Texts, row: &mut ClaimLine<'a>) {
    row.procedure_qualifier = texts.opt(procedure.qualifier());
    row.hcpcs_code = texts.opt(procedure.code());
    row.mod1 = texts.opt(procedure.modifier(1));
    row.mod2 = texts.opt(procedure.modifier(2));
    row.mod3 = texts.opt(procedure.modifier(3));
    row.mod4 = texts.opt(procedure.modifier(4));
    row.procedure_description = texts.opt(procedure.description());
}

/// A quantity the row can do without; false where it could not be taken.
pub(super) fn units(
    segment: &Segment<'_>,
    element: usize,
    cell: &mut Option<Quantity>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    match fault::quantity(segment, Element::Of(element, 0), segment.element(element)) {
        Ok(quantity) => *cell = quantity,
        Err(fault) => {
            cx.lost("bad_quantity", &fault)?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// An amount the row can do without; false where it could not be taken.
pub(super) fn money(
    segment: &Segment<'_>,
    element: usize,
    cell: &mut Option<Cents>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    match fault::money(segment, Element::Of(element, 0), segment.element(element)) {
        Ok(amount) => *cell = amount,
        Err(fault) => {
            cx.lost("bad_amount", &fault)?;
            return Ok(false);
        }
    }
    Ok(true)
}
