//! ORM, OML, OMG, OMP, RDE, RDS and RGV: orders, by ORC with OBR, RXO or RXE. Results repeat them, and end in them too.

use hl7v2::Segment;
use tables::{ClinicalOrder, Table, WriteError};

use super::person::Person;
use super::place;
use super::said::Said;
use super::told::{EI, Told};
use crate::context::{Context, at};

/// An order with the segments that say what it is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order<'m> {
    pub(super) orc: Option<Segment<'m>>,
    /// OBR, RXO, RXE, else RXD or RXG.
    pub(super) detail: Option<Segment<'m>>,
    pub(super) tq1: Option<Segment<'m>>,
}

impl<'m> Order<'m> {
    /// The segment that stands for it.
    pub(super) fn first(&self) -> Option<Segment<'m>> {
        self.orc.or(self.detail)
    }

    fn obr(&self) -> Option<Segment<'m>> {
        self.detail.filter(|detail| detail.id() == b"OBR")
    }

    /// Its key: the placer's number, else the filler's.
    pub(super) fn key(&self, told: &Told<'m>) -> Option<&'m str> {
        let of = |segment: Option<Segment<'m>>, field: usize| {
            told.key_of(segment?.field(field).first(), EI)
        };
        of(self.orc, 2)
            .or_else(|| of(self.obr(), 2))
            .or_else(|| of(self.orc, 3))
            .or_else(|| of(self.obr(), 3))
    }
}

/// The orders of a message: an ORC begins one, and so does an OBR, RXO or RXE that has no ORC before it.
pub(super) fn orders<'m>(told: &Told<'m>) -> Vec<Order<'m>> {
    let mut orders: Vec<Order<'m>> = Vec::new();
    let none = Order {
        orc: None,
        detail: None,
        tq1: None,
    };
    for segment in told.message.segments() {
        match segment.id() {
            b"ORC" => orders.push(Order {
                orc: Some(segment),
                ..none
            }),
            // A dispense tells what was ordered only where nothing else does.
            b"RXD" | b"RXG" if orders.last().is_some_and(|last| last.detail.is_some()) => {}
            b"OBR" | b"RXO" | b"RXE" | b"RXD" | b"RXG" => match orders.last_mut() {
                // What the pharmacy made of an order (RXE) says more than what was asked for (RXO).
                Some(last)
                    if last
                        .detail
                        .is_none_or(|detail| detail.id() == b"RXO" && segment.id() == b"RXE") =>
                {
                    last.detail = Some(segment);
                }
                _ => orders.push(Order {
                    detail: Some(segment),
                    ..none
                }),
            },
            b"TQ1" => {
                if let Some(last) = orders.last_mut() {
                    last.tq1.get_or_insert(segment);
                }
            }
            _ => {}
        }
    }
    orders
}

/// Writes a row for each order.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    orders(told)
        .iter()
        .try_for_each(|order| one(told, order, cx))
}

fn one<'m>(told: &mut Told<'m>, order: &Order<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(first) = order.first() else {
        return Ok(());
    };
    let mut said = told.take(first);
    let Some(order_key) = order.key(told) else {
        let fault = said.missing((2, 1), "a number of the order");
        return told.refuse(first, &fault, cx);
    };
    let mut row = ClinicalOrder {
        order_key,
        encounter_key: told.encounter,
        patient_key: told.patient,
        // What is told by ORC is an order, and no plan or proposal (HL7 2.8 chapter 4.5.1).
        intent: Some("order"),
        ..ClinicalOrder::default()
    };
    for segment in [order.detail, order.tq1].into_iter().flatten() {
        told.used(segment);
    }
    if let Some(detail) = order.detail {
        detailed(told, said.of(detail), &mut row);
    }
    if let Some(orc) = order.orc {
        common(told, said.of(orc), &mut row);
    }
    if let Some(tq1) = order.tq1 {
        let said = said.of(tq1);
        row.scheduled_ts = said.instant("scheduled_ts", (7, 0)).or(row.scheduled_ts);
        row.priority = said.text("priority", (9, 1)).map(priority).or(row.priority);
    }
    row.status = status(row.control_code, row.status_code, told);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ClinicalOrder::META, &said);
    row.stated.deleted = row.control_code == Some("DE");
    let unit = cx.place.origin();
    let origin = at(&unit, place(first.position()), incomplete);
    cx.out
        .clinical_order()
        .append(&ClinicalOrder { origin, ..row })
}

/// ORC.
fn common<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut ClinicalOrder<'m>) {
    let orc = said.segment;
    row.control_code = said.text("control_code", (1, 0));
    row.placer_order_number = said
        .text("placer_order_number", (2, 1))
        .or(row.placer_order_number);
    row.filler_order_number = said
        .text("filler_order_number", (3, 1))
        .or(row.filler_order_number);
    row.order_group = said.text("order_group", (4, 1));
    row.status_code = said.text("status_code", (5, 0));
    row.scheduled_ts = said.instant("scheduled_ts", (7, 4)).or(row.scheduled_ts);
    row.priority = said.text("priority", (7, 6)).map(priority).or(row.priority);
    let mut ordered = said.moment("ordered_ts", (9, 0));
    if ordered.instant.is_none() {
        ordered = said.moment("ordered_ts", (15, 0));
    }
    (row.ordered_ts, row.ordered_date) = (ordered.instant, ordered.date);
    let orderer = Person::of(orc.field(12), told.words);
    if orderer.is_known() {
        (row.ordering_npi, row.ordering_id) = (orderer.npi, orderer.id);
        row.ordering_name = orderer.name(told.words);
    }
}

/// OBR, RXO or RXE: what is ordered.
fn detailed<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut ClinicalOrder<'m>) {
    let detail = said.segment;
    let columns = ["code", "code_system", "code_text"];
    let what = match detail.id() {
        b"OBR" => said.coded(columns, 4),
        b"RXE" | b"RXD" => said.coded(columns, 2),
        b"RXG" => said.coded(columns, 4),
        _ => said.coded(columns, 1),
    };
    (row.code, row.code_system, row.code_text) = (what.code, what.system, what.text);
    if detail.id() != b"OBR" {
        row.order_kind = Some("medication");
        return;
    }
    row.placer_order_number = said.text("placer_order_number", (2, 1));
    row.filler_order_number = said.text("filler_order_number", (3, 1));
    row.priority = said.text("priority", (5, 0)).map(priority);
    row.scheduled_ts = said.instant("scheduled_ts", (36, 0));
    row.reason_code = said.coded(["reason_code"; 3], 31).code;
    row.order_kind = Some(section(said.text("order_kind", (24, 0))));
    let orderer = Person::of(detail.field(16), told.words);
    (row.ordering_npi, row.ordering_id) = (orderer.npi, orderer.id);
    row.ordering_name = orderer.name(told.words);
}

/// HL7 table 0074: diagnostic service sections.
pub(super) fn section(code: Option<&str>) -> &'static str {
    match code.unwrap_or_default() {
        "BG" | "BLB" | "CG" | "CH" | "CP" | "GE" | "HM" | "ICU" | "IMM" | "LAB" | "MB" | "MCB"
        | "MYC" | "OSL" | "SP" | "SR" | "TX" | "URN" | "VR" | "PAR" => "lab",
        "CT" | "CTH" | "CUS" | "IMG" | "MRI" | "NMR" | "NMS" | "OUS" | "RAD" | "RUS" | "RX"
        | "VUS" | "XRC" => "imaging",
        "EC" | "EN" | "NRS" | "OTH" | "PF" | "PHY" | "PT" | "RC" | "RT" | "AU" => "procedure",
        "PHR" => "medication",
        _ => "other",
    }
}

/// HL7 tables 0027 and 0485.
fn priority(code: &str) -> &str {
    match code {
        "S" => "stat",
        "A" => "asap",
        "R" | "P" | "T" => "routine",
        "U" => "urgent",
        code => code,
    }
}

/// ORC-1 (table 0119) where it changes the order, else ORC-5 (table 0038); a result says itself how far it is.
fn status(control: Option<&str>, told: Option<&str>, message: &Told<'_>) -> Option<&'static str> {
    match control {
        Some("CA" | "OC" | "CR" | "OR") => return Some("cancelled"),
        Some("DC" | "OD" | "DR") => return Some("cancelled"),
        Some("HD" | "OH" | "HR") => return Some("on_hold"),
        _ => {}
    }
    match told {
        Some("CM") => Some("completed"),
        Some("CA" | "DC" | "RP") => Some("cancelled"),
        Some("HD") => Some("on_hold"),
        Some("IP" | "A") => Some("in_progress"),
        Some("ER") => Some("entered_in_error"),
        Some("SC") => Some("active"),
        _ if control == Some("NW") || control == Some("SN") => Some("active"),
        _ if message.message.kind().code() == "ORU" => Some("in_progress"),
        _ => None,
    }
}
