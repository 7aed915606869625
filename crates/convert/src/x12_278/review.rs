//! Loops 2000E and 2000F: what is asked for (UM, SV1, SV2, SV3), and what was decided (HCR).

use tables::{Authorization, WriteError};
use x12::section::Item;
use x12::segment::{Cl1, Hcr, Procedure, Sv1, Sv2, Sv3, Um};

use crate::context::Context;
use crate::fault;
use crate::texts::Texts;
use crate::x12_sections::{Facts, joined, money, quantity};

/// Segments that a level has once.
#[derive(Default)]
pub(super) struct Review<'a> {
    um: Option<Um<'a>>,
    hcr: Option<Hcr<'a>>,
    cl1: Option<Cl1<'a>>,
    service: Option<Service<'a>>,
}

#[derive(Clone, Copy)]
enum Service<'a> {
    Professional(Sv1<'a>),
    Institutional(Sv2<'a>),
    Dental(Sv3<'a>),
}

impl<'a> Review<'a> {
    /// Takes a segment that a level has once; false for any other, and for the same again.
    pub(super) fn take(&mut self, item: Item<'a>) -> bool {
        match item {
            Item::Um(um) => once(&mut self.um, um),
            Item::Hcr(hcr) => once(&mut self.hcr, hcr),
            Item::Cl1(cl1) => once(&mut self.cl1, cl1),
            Item::Sv1(sv1) => once(&mut self.service, Service::Professional(sv1)),
            Item::Sv2(sv2) => once(&mut self.service, Service::Institutional(sv2)),
            Item::Sv3(sv3) => once(&mut self.service, Service::Dental(sv3)),
            _ => false,
        }
    }

    /// UM05, by spaces.
    pub(super) fn related_causes(&self, texts: &Texts) -> String {
        self.um
            .map(|um| joined(um.related_causes(), texts))
            .unwrap_or_default()
    }

    /// Fills the row; false where a value could not be taken.
    pub(super) fn fill(
        &self,
        texts: &'a Texts,
        row: &mut Authorization<'a>,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        if let Some(um) = self.um {
            row.request_category = texts.opt(um.request_category());
            row.certification_type = texts.opt(um.certification_type());
            row.service_type = texts.opt(um.service_type());
            row.facility_code = texts.opt(um.facility().component(1));
            row.facility_qualifier = texts.opt(um.facility().component(2));
            row.level_of_service = texts.opt(um.level_of_service());
            row.health_condition = texts.opt(um.health_condition());
            row.prognosis = texts.opt(um.prognosis());
            row.release = texts.opt(um.release());
            row.delay_reason = texts.opt(um.delay_reason());
        }
        if let Some(hcr) = self.hcr {
            row.action_code = texts.opt(hcr.action());
            row.certification_number = texts.opt(hcr.certification_number());
            row.decision_reason = texts.opt(hcr.reason());
            row.second_opinion = texts.opt(hcr.second_opinion());
        }
        if let Some(cl1) = self.cl1 {
            row.admission_type = texts.opt(cl1.admission_type());
            row.admission_source = texts.opt(cl1.admission_source());
            row.patient_status = texts.opt(cl1.patient_status());
        }
        match self.service {
            Some(service) => service.fill(texts, row, cx),
            None => Ok(true),
        }
    }
}

/// Keeps the first.
fn once<T>(cell: &mut Option<T>, value: T) -> bool {
    let first = cell.is_none();
    if first {
        *cell = Some(value);
    }
    first
}

impl<'a> Service<'a> {
    fn fill(
        self,
        texts: &'a Texts,
        row: &mut Authorization<'a>,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let (segment, procedure, at, charge, units) = match self {
            Service::Professional(sv1) => {
                row.unit = texts.opt(sv1.unit());
                (sv1.segment(), sv1.procedure(), 1, 2, 4)
            }
            Service::Institutional(sv2) => {
                row.revenue_code = texts.opt(sv2.revenue_code());
                row.unit = texts.opt(sv2.unit());
                (sv2.segment(), sv2.procedure(), 2, 3, 5)
            }
            Service::Dental(sv3) => (sv3.segment(), sv3.procedure(), 1, 2, 6),
        };
        fault::check_procedure(&segment, at, cx)?;
        name(procedure, texts, row);
        let charge = money(&segment, charge, &mut row.charge_amount, cx)?;
        Ok(quantity(&segment, units, &mut row.units, cx)? && charge)
    }
}

fn name<'a>(procedure: Procedure<'a>, texts: &'a Texts, row: &mut Authorization<'a>) {
    row.procedure_qualifier = texts.opt(procedure.qualifier());
    row.hcpcs_code = texts.opt(procedure.code());
    row.mod1 = texts.opt(procedure.modifier(1));
    row.mod2 = texts.opt(procedure.modifier(2));
    row.mod3 = texts.opt(procedure.modifier(3));
    row.mod4 = texts.opt(procedure.modifier(4));
    row.code_end = texts.opt(procedure.code_end());
}

/// Fills what repeats.
pub(super) fn facts<'a>(facts: &'a Facts<'a>, row: &mut Authorization<'a>) {
    let days = |qualifier| facts.period(qualifier).map(|it| (it.from, it.to));
    let first = |qualifier| days(qualifier).and_then(|(from, _)| from);
    if let Some((from, to)) = days("472") {
        (row.service_from, row.service_to) = (from, to.or(from));
    }
    row.admission_date = first("435");
    row.discharge_date = first("096");
    row.issue_date = first("102");
    row.effective_from = first("007");
    row.effective_to = days("007").and_then(|(_, to)| to).or(first("036"));
    row.previous_certification = facts.reference("BB");
    row.administrative_reference = facts.reference("NT");
    row.referral_number = facts.reference("9F");
    // An answer repeats the asker's as 2, and has 1 of its own.
    let asked = match row.transaction {
        "response" => "2",
        _ => "1",
    };
    if let Some(trace) = facts.traces.iter().find(|it| it.trace_type == asked) {
        row.inquiry_trace = trace.number;
        row.trace_originator = trace.originator;
    }
    if let Some(refusal) = facts.refusals.first() {
        row.valid = refusal.valid;
        row.reject_reason = refusal.reason;
        row.follow_up = refusal.follow_up;
    }
    row.deliveries = &facts.deliveries;
    row.teeth = &facts.teeth;
    row.refs = &facts.refs;
    row.dates = &facts.dates;
    row.traces = &facts.traces;
    row.refusals = &facts.refusals;
    row.attachments = &facts.attachments;
    row.parties = &facts.parties;
}
