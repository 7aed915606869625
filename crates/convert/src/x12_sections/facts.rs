//! What repeats in a level or a detail under qualifiers: lists of its row.

use std::borrow::Cow;

use domain::{Cents, Quantity};
use tables::{
    Amount, Attachment, Delivery, HealthCode, Party, Period, Reference, Refusal, Tooth, Trace,
    WriteError,
};
use x12::Segment;
use x12::section::Item;
use x12::segment::{Dtp, Hi, Hsd, Nm1};

use crate::context::Context;
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// The lists, as their segments come.
#[derive(Default)]
pub(crate) struct Facts<'a> {
    pub(crate) refs: Vec<Reference<'a>>,
    pub(crate) dates: Vec<Period<'a>>,
    pub(crate) traces: Vec<Trace<'a>>,
    pub(crate) refusals: Vec<Refusal<'a>>,
    pub(crate) deliveries: Vec<Delivery<'a>>,
    pub(crate) amounts: Vec<Amount<'a>>,
    pub(crate) circumstances: Vec<Reference<'a>>,
    pub(crate) attachments: Vec<Attachment<'a>>,
    pub(crate) teeth: Vec<Tooth<'a>>,
    pub(crate) parties: Vec<Party<'a>>,
    codes: Vec<(Cow<'a, str>, HealthCode<'a>)>,
    messages: Vec<&'a str>,
    /// A value could not be taken.
    pub(crate) damaged: bool,
}

impl<'a> Facts<'a> {
    /// Takes a segment, and counts it.
    pub(crate) fn take(
        &mut self,
        item: Item<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        match item {
            Item::Ref(segment) => self.refs.push(items::reference(segment, texts)),
            Item::Dtp(dtp) => self.date(dtp, texts, cx)?,
            Item::Trn(trn) => self.traces.push(Trace {
                trace_type: texts.get(trn.trace_type()),
                number: texts.opt(trn.trace_number()),
                originator: texts.opt(trn.originator_id()),
                originator_part: texts.opt(trn.originator_code()),
            }),
            Item::Aaa(aaa) => self.refusals.push(Refusal {
                valid: texts.opt(aaa.valid()),
                reason: texts.opt(aaa.reject_reason()),
                follow_up: texts.opt(aaa.follow_up()),
            }),
            Item::Hsd(hsd) => self.delivery(hsd, texts, cx)?,
            Item::Amt(amt) => match cx.taken(items::amount(amt, texts))? {
                Some(amount) => self.amounts.push(amount),
                None => {
                    self.damaged = true;
                    return Ok(());
                }
            },
            Item::Hi(hi) => self.codes(hi, texts, cx)?,
            Item::Iii(iii) => self.circumstances.push(Reference {
                qualifier: texts.get(iii.code_list()),
                value: texts.opt(iii.code()),
                description: texts.opt(iii.message()),
            }),
            Item::Pwk(pwk) => self.attachments.push(items::attachment(pwk, texts)),
            Item::Too(too) => {
                let mut surfaces = too.surfaces().map(|it| texts.opt(it));
                let mut next = || surfaces.next().flatten();
                self.teeth.push(Tooth {
                    code_list: texts.opt(too.code_list()),
                    tooth: texts.opt(too.tooth()),
                    surface1: next(),
                    surface2: next(),
                    surface3: next(),
                    surface4: next(),
                    surface5: next(),
                    status: None,
                });
            }
            Item::Msg(msg) => self.messages.push(texts.get(msg.text())),
            // They hold parties together, and say nothing else.
            Item::Other(segment) if matches!(segment.id(), b"LS" | b"LE") => {}
            Item::Nm1(nm1) => self.parties.push(party(nm1, texts)),
            item => {
                if !self.of_party(item, texts) {
                    cx.ignore(&item.segment(), "");
                    return Ok(());
                }
            }
        }
        cx.tally.mapped(1);
        Ok(())
    }

    /// What a segment says of the last party; false where it says nothing, or there is none.
    fn of_party(&mut self, item: Item<'a>, texts: &'a Texts) -> bool {
        let Some(party) = self.parties.last_mut() else {
            return false;
        };
        let segment = item.segment();
        match item {
            Item::N3(n3) => {
                party.address1 = texts.opt(n3.line_1());
                party.address2 = texts.opt(n3.line_2());
            }
            Item::N4(n4) => {
                party.city = texts.opt(n4.city());
                party.state = texts.opt(n4.state());
                party.postal_code = texts.opt(n4.postal_code());
                party.country = texts.opt(n4.country());
            }
            // The first is taken; more of them are rare.
            Item::Per(per) if party.contact_number.is_none() => {
                party.contact = texts.opt(per.name());
                party.contact_qualifier = texts.opt(segment.element(3));
                party.contact_number = texts.opt(segment.element(4));
            }
            Item::Prv(prv) => {
                party.provider_code = texts.opt(prv.provider_code());
                party.taxonomy = texts.opt(prv.taxonomy());
            }
            _ => return false,
        }
        true
    }

    fn date(
        &mut self,
        dtp: Dtp<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let (period, fault) = items::period(dtp, texts);
        self.dates.push(period);
        match fault {
            Some(fault) => cx.lost("bad_date", &fault),
            None => Ok(()),
        }
    }

    fn delivery(
        &mut self,
        hsd: Hsd<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let segment = hsd.segment();
        let mut delivery = Delivery {
            quantity_qualifier: texts.opt(hsd.quantity_qualifier()),
            unit: texts.opt(hsd.unit()),
            time_period: texts.opt(hsd.time_period()),
            pattern: texts.opt(hsd.pattern()),
            time: texts.opt(hsd.time()),
            ..Delivery::default()
        };
        for (element, cell) in [
            (2, &mut delivery.quantity),
            (4, &mut delivery.per_unit),
            (6, &mut delivery.periods),
        ] {
            self.damaged |= !quantity(&segment, element, cell, cx)?;
        }
        self.deliveries.push(delivery);
        Ok(())
    }

    fn codes(
        &mut self,
        hi: Hi<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        for value in hi.values() {
            let ordinal = usize::from(value.ordinal);
            if value.code().is_empty() {
                let fault = Fault::missing(&hi.segment(), Element::Of(ordinal, 2), "a code");
                cx.lost("missing_code", &fault)?;
                continue;
            }
            let days = match value.date_format() {
                b"RD8" => domain::date::parse_rd8(value.date()).map(|(from, to)| (from, Some(to))),
                _ => domain::date::parse_d8(value.date()).map(|day| (day, None)),
            };
            let (from, to) = match days {
                Ok((from, to)) => (Some(from), to),
                Err(_) if value.date().is_empty() => (None, None),
                Err(error) => {
                    let fault = Fault::date(&hi.segment(), Element::Of(ordinal, 4), error);
                    cx.lost("bad_date", &fault)?;
                    (None, None)
                }
            };
            let code = HealthCode {
                qualifier: texts.get(value.qualifier()),
                from,
                to,
                ..HealthCode::default()
            };
            self.codes
                .push((items::plain(texts.get(value.code())), code));
        }
        Ok(())
    }

    /// HI.
    pub(crate) fn health_codes(&self) -> Vec<HealthCode<'_>> {
        self.codes
            .iter()
            .map(|(code, it)| HealthCode { code, ..*it })
            .collect()
    }

    /// MSG, a line each.
    pub(crate) fn message(&self) -> String {
        self.messages.join("\n")
    }

    /// True if nothing came.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [
            self.refs.len(),
            self.dates.len(),
            self.traces.len(),
            self.refusals.len(),
            self.deliveries.len(),
            self.amounts.len(),
            self.circumstances.len(),
            self.attachments.len(),
            self.teeth.len(),
            self.parties.len(),
            self.codes.len(),
            self.messages.len(),
        ];
        lists.iter().all(|len| *len == 0)
    }

    /// First of these references.
    pub(crate) fn reference(&self, qualifier: &str) -> Option<&'a str> {
        let found = self.refs.iter().find(|it| it.qualifier == qualifier);
        found.and_then(|it| it.value)
    }

    /// First of these dates.
    pub(crate) fn period(&self, qualifier: &str) -> Option<&Period<'a>> {
        self.dates.iter().find(|it| it.qualifier == qualifier)
    }
}

fn party<'a>(nm1: Nm1<'a>, texts: &'a Texts) -> Party<'a> {
    Party {
        entity: texts.get(nm1.entity_code()),
        entity_type: texts.opt(nm1.entity_type()),
        name: texts.opt(nm1.last_or_organization_name()),
        first_name: texts.opt(nm1.first_name()),
        middle_name: texts.opt(nm1.middle_name()),
        suffix: texts.opt(nm1.suffix()),
        id_qualifier: texts.opt(nm1.id_qualifier()),
        id: texts.opt(nm1.id()),
        ..Party::default()
    }
}

/// Values by spaces.
pub(crate) fn joined<'s>(values: impl Iterator<Item = &'s [u8]>, texts: &Texts) -> String {
    let mut text = String::new();
    for value in values.filter(|value| !value.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(texts.get(value));
    }
    text
}

/// Takes a quantity; false, and null, where it could not be taken.
pub(crate) fn quantity(
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

/// Takes an amount; false, and null, where it could not be taken.
pub(crate) fn money(
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
