//! NM1 loops: `claim_party`.

use jiff::civil::Date;
use tables::{ClaimParty, Contact, Reference, WriteError};
use x12::claim::{Party, PartyItem};
use x12::segment::{Dmg, Dtp};
use x12::{Kind, Position, Segment};

use crate::context::{Context, at};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// Which claim, line or other payer a party belongs to, and which of the claim's parties it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owner {
    pub(super) clm_ordinal: i32,
    pub(super) line_ordinal: Option<i32>,
    pub(super) other_payer_ordinal: Option<i32>,
}

/// A party as its own loop tells it.
pub(super) struct Read<'a> {
    pub(super) row: ClaimParty<'a>,
    pub(super) refs: Vec<Reference<'a>>,
    contacts: Vec<Contact<'a>>,
    /// DTP*573 of 2330B.
    pub(super) adjudication_date: Option<Date>,
    position: Position,
    used: u64,
    unused: Vec<Segment<'a>>,
    faults: Vec<Fault>,
}

impl<'a> Read<'a> {
    pub(super) fn new(party: Party<'a>, kind: Kind, texts: &'a Texts) -> Read<'a> {
        let nm1 = party.nm1();
        let mut read = Read {
            row: ClaimParty {
                loop_id: party.loop_id(kind),
                entity: texts.get(nm1.entity_code()),
                entity_type: texts.opt(nm1.entity_type()),
                name: texts.opt(nm1.last_or_organization_name()),
                first_name: texts.opt(nm1.first_name()),
                middle_name: texts.opt(nm1.middle_name()),
                suffix: texts.opt(nm1.suffix()),
                id_qualifier: texts.opt(nm1.id_qualifier()),
                id: texts.opt(nm1.id()),
                ..ClaimParty::default()
            },
            refs: Vec::new(),
            contacts: Vec::new(),
            adjudication_date: None,
            position: nm1.segment().position(),
            used: 1,
            unused: Vec::new(),
            faults: Vec::new(),
        };
        match nm1.id_qualifier() {
            b"XX" => read.row.npi = read.row.id,
            // 4010: employer's number, social security number.
            b"24" | b"34" => read.row.tax_id = read.row.id,
            _ => {}
        }
        for (item, segment) in party.items().zip(party.segments()) {
            if read.item(item, texts) {
                read.used += 1;
            } else {
                read.unused.push(segment);
            }
        }
        read
    }

    /// Takes a segment; false where it feeds nothing.
    fn item(&mut self, item: PartyItem<'a>, texts: &'a Texts) -> bool {
        let row = &mut self.row;
        match item {
            PartyItem::N3(n3) => {
                row.address1 = texts.opt(n3.line_1());
                row.address2 = texts.opt(n3.line_2());
            }
            PartyItem::N4(n4) => {
                row.city = texts.opt(n4.city());
                row.state = texts.opt(n4.state());
                row.postal_code = texts.opt(n4.postal_code());
                row.country = texts.opt(n4.country());
            }
            PartyItem::Dmg(dmg) => self.demographics(dmg, texts),
            PartyItem::Prv(prv) => row.taxonomy = texts.opt(prv.taxonomy()),
            PartyItem::Ref(reference) => {
                let reference = items::reference(reference, texts);
                if matches!(reference.qualifier, "EI" | "SY") {
                    row.tax_id = row.tax_id.or(reference.value);
                }
                self.refs.push(reference);
            }
            PartyItem::Per(per) => self.contacts.push(items::contact(per, texts)),
            PartyItem::Dtp(dtp) if row.loop_id == "2330B" => return self.date(dtp, texts),
            PartyItem::Dtp(_) | PartyItem::N2(_) | PartyItem::Other(_) => return false,
        }
        true
    }

    fn demographics(&mut self, dmg: Dmg<'a>, texts: &'a Texts) {
        self.row.sex = texts.opt(dmg.sex());
        match fault::day(&dmg.segment(), Element::Of(2, 0), dmg.birth_date()) {
            Ok(day) => self.row.birth_date = day,
            Err(fault) => self.faults.push(fault),
        }
    }

    fn date(&mut self, dtp: Dtp<'a>, texts: &'a Texts) -> bool {
        if dtp.qualifier() != b"573" {
            return false;
        }
        let (period, fault) = items::period(dtp, texts);
        self.adjudication_date = period.from;
        self.faults.extend(fault);
        true
    }

    /// How many of its segments feed a row.
    pub(super) fn used(&self) -> u64 {
        self.used
    }

    /// Notes what is wrong, and counts the segments that feed nothing.
    pub(super) fn report(&self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        self.unused
            .iter()
            .for_each(|segment| cx.ignore(segment, ""));
        self.faults
            .iter()
            .try_for_each(|fault| cx.lost("bad_date", fault))
    }

    /// Writes the party of a claim that has it or inherits it.
    pub(super) fn write(
        &self,
        owner: Owner,
        ordinal: &mut i32,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        *ordinal += 1;
        let unit = cx.place.origin();
        cx.out.claim_party().append(&ClaimParty {
            origin: at(&unit, self.position, false),
            clm_ordinal: owner.clm_ordinal,
            party_ordinal: *ordinal,
            other_payer_ordinal: owner.other_payer_ordinal,
            line_ordinal: owner.line_ordinal,
            refs: &self.refs,
            contacts: &self.contacts,
            ..self.row
        })
    }

    /// Writes a party of the claim itself, with its accounting.
    pub(super) fn write_own(
        &self,
        owner: Owner,
        ordinal: &mut i32,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.report(cx)?;
        cx.tally.mapped(self.used);
        self.write(owner, ordinal, cx)
    }
}
