//! The head of an 835: `remit_payment`.

use tables::{Contact, Organisation, Period, Reference, RemitPayment, WriteError};
use x12::remittance::{Header, HeaderItem, Party, PartyItem};
use x12::segment::Bpr;

use super::Set;
use crate::context::{Context, at};
use crate::fault::{self, Element, Fault};
use crate::identity::Identity;
use crate::items;
use crate::texts::Texts;

/// What claims repeat of their payment.
#[derive(Debug, Default)]
pub(super) struct Payment {
    pub(super) identity: Identity,
    pub(super) payer_id: String,
    pub(super) payer_id_kind: &'static str,
    pub(super) payee_id: String,
    pub(super) check_date: Option<jiff::civil::Date>,
}

impl Payment {
    /// The head has ended.
    pub(super) fn settle(&mut self) {
        (self.payer_id, self.payer_id_kind) = self.identity.payer();
        self.payee_id = self.identity.payee();
        self.check_date = domain::date::parse_d8(self.identity.date.as_bytes()).ok();
    }
}

#[derive(Default)]
struct Lists<'a> {
    refs: Vec<Reference<'a>>,
    payer_refs: Vec<Reference<'a>>,
    payee_refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    parties: Vec<Organisation<'a>>,
    contacts: Vec<Contact<'a>>,
}

impl Set {
    /// Writes the payment; its BPR is known to be good.
    pub(super) fn payment(
        &mut self,
        header: Header<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let Set {
            payment,
            texts,
            incomplete,
            guide,
            ..
        } = self;
        let Some(bpr) = header.bpr() else {
            return Ok(());
        };
        let position = bpr.segment().position();
        if texts.load(header.span().segments()) {
            cx.latin1(position)?;
        }
        let texts = &*texts;
        let mut lists = Lists::default();
        let mut row = RemitPayment {
            payer_id: &payment.payer_id,
            payer_id_kind: payment.payer_id_kind,
            payee_id: &payment.payee_id,
            payee_npi: payment.identity.payee_npi(),
            payee_tax_id: payment.identity.payee_tax_id(),
            // Of a long one a digest, which claims repeat.
            trace_number: &payment.identity.trace_number,
            check_date: payment.check_date,
            guide: Some(guide.as_str()).filter(|guide| !guide.is_empty()),
            ..RemitPayment::default()
        };
        let mut trn_seen = false;
        for item in header.items() {
            head_item(item, texts, &mut row, &mut lists, &mut trn_seen, cx)?;
        }
        for fault in payment.identity.faults() {
            cx.lost("value_too_long", fault)?;
        }
        for party in header.parties() {
            party_items(party, texts, &mut row, &mut lists, cx);
        }
        for (value, rule, what) in [
            (
                row.trace_number,
                "missing_trace_number",
                "a trace number in TRN02",
            ),
            (
                row.payer_id,
                "missing_payer",
                "a payer in N104, REF*2U, TRN03 or N102",
            ),
            (
                row.payee_id,
                "missing_payee",
                "a payee in N104, REF*TJ or N102",
            ),
        ] {
            if value.is_empty() {
                cx.lost(
                    rule,
                    &Fault::missing(&bpr.segment(), Element::default(), what),
                )?;
            }
        }
        let unit = cx.place.origin();
        row.origin = at(&unit, position, *incomplete);
        row.refs = &lists.refs;
        row.payer_refs = &lists.payer_refs;
        row.payee_refs = &lists.payee_refs;
        row.dates = &lists.dates;
        row.parties = &lists.parties;
        row.contacts = &lists.contacts;
        cx.out.remit_payment().append(&row)
    }
}

fn head_item<'a>(
    item: HeaderItem<'a>,
    texts: &'a Texts,
    row: &mut RemitPayment<'a>,
    lists: &mut Lists<'a>,
    trn_seen: &mut bool,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match item {
        HeaderItem::Bpr(bpr) if row.handling_code.is_empty() && row.payment_method.is_empty() => {
            payment_elements(bpr, texts, row, cx)?;
        }
        HeaderItem::Trn(trn) if !*trn_seen => {
            *trn_seen = true;
            let trn = trn.segment();
            row.trace_type = texts.opt(trn.element(1));
            row.originator_id = texts.opt(trn.element(3));
            row.originator_division = texts.opt(trn.element(4));
        }
        HeaderItem::Cur(cur) => row.currency = texts.opt(cur.currency()),
        HeaderItem::Ref(reference) => {
            let reference = items::reference(reference, texts);
            if reference.qualifier == "EV" && row.receiver_id.is_none() {
                row.receiver_id = reference.value;
            }
            lists.refs.push(reference);
        }
        HeaderItem::Dtm(dtm) => {
            let (period, fault) = items::moment(dtm, texts);
            if let Some(fault) = fault {
                cx.lost("bad_date", &fault)?;
            }
            if period.qualifier == "405" {
                row.production_date = period.from;
            }
            lists.dates.push(period);
        }
        HeaderItem::Bpr(bpr) => {
            cx.ignore(&bpr.segment(), ", repeated");
            return Ok(());
        }
        HeaderItem::Trn(trn) => {
            cx.ignore(&trn.segment(), ", repeated");
            return Ok(());
        }
        HeaderItem::Nte(nte) => {
            cx.ignore(&nte.segment(), "");
            return Ok(());
        }
        HeaderItem::Other(segment) => {
            cx.ignore(&segment, "");
            return Ok(());
        }
    }
    cx.tally.mapped(1);
    Ok(())
}

fn payment_elements<'a>(
    bpr: Bpr<'a>,
    texts: &'a Texts,
    row: &mut RemitPayment<'a>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let segment = bpr.segment();
    row.handling_code = texts.get(bpr.handling_code());
    row.payment_amount =
        fault::required_money(&segment, Element::Of(2, 0), bpr.amount()).unwrap_or_default();
    row.credit_debit = texts.opt(bpr.credit_debit());
    row.payment_method = texts.get(bpr.method());
    if let Err(fault) = fault::day(&segment, Element::Of(16, 0), bpr.date()) {
        cx.lost("bad_date", &fault)?;
    }
    Ok(())
}

fn party_items<'a>(
    party: Party<'a>,
    texts: &'a Texts,
    row: &mut RemitPayment<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) {
    let n1 = party.n1().segment();
    let mut organisation = Organisation {
        entity: texts.get(n1.element(1)),
        name: texts.opt(n1.element(2)),
        id_qualifier: texts.opt(n1.element(3)),
        id: texts.opt(n1.element(4)),
        ..Organisation::default()
    };
    cx.tally.mapped(1);
    let refs = match organisation.entity {
        "PR" => {
            row.payer_name = row.payer_name.or(organisation.name);
            &mut lists.payer_refs
        }
        "PE" => {
            row.payee_name = row.payee_name.or(organisation.name);
            &mut lists.payee_refs
        }
        _ => &mut lists.refs,
    };
    for item in party.items() {
        match item {
            PartyItem::N3(n3) => {
                organisation.address1 = texts.opt(n3.line_1());
                organisation.address2 = texts.opt(n3.line_2());
            }
            PartyItem::N4(n4) => {
                organisation.city = texts.opt(n4.city());
                organisation.state = texts.opt(n4.state());
                organisation.postal_code = texts.opt(n4.postal_code());
                organisation.country = texts.opt(n4.country());
            }
            PartyItem::Ref(reference) => refs.push(items::reference(reference, texts)),
            PartyItem::Per(per) => lists.contacts.push(items::contact(per, texts)),
            PartyItem::N2(other) => {
                cx.ignore(&other.segment(), "");
                continue;
            }
            PartyItem::Rdm(other) => {
                cx.ignore(&other.segment(), "");
                continue;
            }
            PartyItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    lists.parties.push(organisation);
}
