//! The head of an 837: the batch, its submitter (1000A) and receiver (1000B).

use domain::date;
use tables::{Claim, Contact, Micros, WriteError};
use x12::claim::{Header, HeaderItem, Party, PartyItem};
use x12::segment::{Bht, Per};

use super::Set;
use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::identity::text;

/// What each claim repeats of the head.
#[derive(Debug, Default)]
pub(super) struct Head {
    reference: String,
    purpose: String,
    transaction_type: String,
    submitted_ts: Option<Micros>,
    submitter: Who,
    receiver: Who,
    contacts: Vec<[String; 8]>,
}

#[derive(Debug, Default)]
struct Who {
    name: String,
    id: String,
}

impl Set {
    pub(super) fn header(
        &mut self,
        header: Header<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let mut used = 0;
        for item in header.items() {
            match item {
                HeaderItem::Bht(bht) => {
                    used += 1;
                    self.head.batch(bht, cx)?;
                }
                HeaderItem::Ref(reference) => cx.ignore(&reference.segment(), ""),
                HeaderItem::Other(segment) => cx.ignore(&segment, ""),
            }
        }
        for party in header.parties() {
            used += self.head.party(party, cx);
        }
        self.pending.add_head(used);
        Ok(())
    }
}

impl Head {
    fn batch(&mut self, bht: Bht<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        self.purpose = text(bht.purpose());
        self.reference = text(bht.reference_id());
        self.transaction_type = text(bht.transaction_type());
        self.submitted_ts = None;
        if bht.date().is_empty() && bht.time().is_empty() {
            return Ok(());
        }
        let segment = bht.segment();
        let day = date::parse_d8(bht.date())
            .map_err(|error| Fault::date(&segment, Element::Of(4, 0), error));
        let time = date::parse_time(bht.time())
            .map_err(|error| Fault::date(&segment, Element::Of(5, 0), error));
        match (day, time) {
            (Ok(day), Ok(time)) => {
                self.submitted_ts = date::micros_as_utc(day.to_datetime(time)).map(Micros);
                Ok(())
            }
            (Err(fault), _) | (_, Err(fault)) => cx.lost("bad_date", &fault),
        }
    }

    /// Takes a party; how many of its segments feed claims.
    fn party(&mut self, party: Party<'_>, cx: &mut Context<'_>) -> u64 {
        let nm1 = party.nm1();
        let who = match nm1.entity_code() {
            b"41" => &mut self.submitter,
            b"40" => &mut self.receiver,
            _ => {
                party
                    .span()
                    .segments()
                    .for_each(|segment| cx.ignore(&segment, ""));
                return 0;
            }
        };
        who.name = text(nm1.last_or_organization_name());
        who.id = text(nm1.id());
        let submits = nm1.entity_code() == b"41";
        let mut used = 1;
        for (item, segment) in party.items().zip(party.span().segments().skip(1)) {
            match item {
                PartyItem::Per(per) if submits => {
                    used += 1;
                    self.contacts.push(contact(per));
                }
                _ => cx.ignore(&segment, ""),
            }
        }
        used
    }

    /// The contacts as a list column takes them.
    pub(super) fn contacts(&self) -> Vec<Contact<'_>> {
        self.contacts.iter().map(borrowed).collect()
    }

    /// Fills a claim's columns.
    pub(super) fn fill<'a>(&'a self, row: &mut Claim<'a>) {
        row.batch_reference = opt(&self.reference);
        row.batch_purpose = opt(&self.purpose);
        row.batch_type = opt(&self.transaction_type);
        row.submitted_ts = self.submitted_ts;
        row.submitter_id = opt(&self.submitter.id);
        row.submitter_name = opt(&self.submitter.name);
        row.receiver_id = opt(&self.receiver.id);
        row.receiver_name = opt(&self.receiver.name);
    }
}

fn contact(per: Per<'_>) -> [String; 8] {
    [1, 2, 3, 4, 5, 6, 7, 8].map(|element| text(per.segment().element(element)))
}

fn borrowed(values: &[String; 8]) -> Contact<'_> {
    let [function, name, kind_1, first, kind_2, second, kind_3, third] = values;
    Contact {
        function,
        name: opt(name),
        first_qualifier: opt(kind_1),
        first: opt(first),
        second_qualifier: opt(kind_2),
        second: opt(second),
        third_qualifier: opt(kind_3),
        third: opt(third),
    }
}

pub(super) fn opt(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}
