//! 278: services that a payer is asked to review, and what it decides: `authorization`.
//!
//! X12 TR3 005010X217; 005010X215 and X216 by the same loops. A row for each event and each service; levels above
//! them tell who asks whom about whom, and each row repeats that.

mod review;

use tables::{Authorization, WriteError};
use x12::SetStart;
use x12::section::{Item, Section};

use crate::context::{Context, at, int};
use crate::items::given;
use crate::texts::Texts;
use crate::x12_277::hierarchy;
use crate::x12_sections::{Above, Facts, Header, Opening, Role, Sections};

/// What is known of the set in hand, level after level.
#[derive(Debug, Default)]
pub(crate) struct Set {
    guide: String,
    opening: Opening,
    above: Above,
    texts: Texts,
    /// Levels so far, refused ones included: an ordinal is a place, not a count of rows.
    level_ordinal: u32,
    /// Of the event that services belong to.
    event_ordinal: Option<u32>,
}

impl Sections for Set {
    fn start(&mut self, _: &SetStart<'_>, guide: &str) {
        *self = Set {
            guide: guide.to_owned(),
            ..Set::default()
        };
    }

    fn header(&mut self, header: Header<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if self.texts.load(header.span.segments()) {
            cx.latin1(header.position())?;
        }
        for item in header.items() {
            match item {
                Item::Bht(bht) => self.opening = Opening::read(bht, cx)?,
                item => cx.ignore(&item.segment(), ""),
            }
        }
        Ok(())
    }

    fn section(
        &mut self,
        section: Section<'_>,
        damaged: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.level_ordinal = self.level_ordinal.saturating_add(1);
        if self.texts.load(section.span().segments()) {
            cx.latin1(section.first().position())?;
        }
        let Some(hl) = section.hl() else {
            return Ok(());
        };
        let role = Role::of(hl.level_code());
        let fits = self.above.enter(role, &hl);
        if !fits {
            hierarchy(&hl.segment(), cx)?;
        }
        cx.tally.mapped(1);
        match role {
            Role::Event => self.event_ordinal = Some(self.level_ordinal),
            Role::Service => {}
            _ => self.event_ordinal = None,
        }
        // Of a level of a kind that no guide has, more is told than its party.
        let reviews = matches!(role, Role::Event | Role::Service | Role::Unknown);
        // A level above them may refuse; some senders say there what belongs into an event.
        let tells = section.items().any(|item| {
            matches!(
                item,
                Item::Aaa(_) | Item::Um(_) | Item::Hcr(_) | Item::Hi(_) | Item::Trn(_)
            )
        });
        let mut facts = Facts::default();
        let mut review = review::Review::default();
        let mut party = false;
        for item in section.items() {
            let of_party = matches!(
                item,
                Item::Nm1(_) | Item::N3(_) | Item::N4(_) | Item::Per(_) | Item::Prv(_)
            );
            if !reviews && self.above.take(role, item, &mut party, &self.texts, cx)? {
                cx.tally.mapped(1);
            } else if (!reviews && (of_party || !tells))
                || matches!(item, Item::Amt(_) | Item::Iii(_))
            {
                cx.ignore(&item.segment(), "");
            } else if review.take(item) {
                cx.tally.mapped(1);
            } else {
                facts.take(item, &self.texts, cx)?;
            }
        }
        if !reviews && !tells {
            return Ok(());
        }
        let contacts = self.above.contacts();
        let codes = facts.health_codes();
        let message = facts.message();
        let causes = review.related_causes(&self.texts);
        let mut row = self.row(role);
        row.contacts = &contacts;
        row.codes = &codes;
        row.message = given(&message);
        row.related_causes = given(&causes);
        let mut incomplete = damaged || !fits || facts.damaged;
        incomplete |= !review.fill(&self.texts, &mut row, cx)?;
        review::facts(&facts, &mut row);
        let unit = cx.place.origin();
        row.origin = at(&unit, hl.segment().position(), incomplete);
        cx.out.authorization().append(&row)
    }

    fn skip(&mut self, sections: u32) {
        self.level_ordinal = self.level_ordinal.saturating_add(sections);
        if sections > 0 {
            // It may have been an event.
            self.event_ordinal = None;
        }
    }
}

impl Set {
    /// What all rows of the level that was entered share.
    fn row(&self, role: Role) -> Authorization<'_> {
        let Above {
            source,
            receiver,
            subscriber,
            dependent,
            ..
        } = &self.above;
        let event = self.event_ordinal.filter(|_| role == Role::Service);
        Authorization {
            transaction: match self.opening.purpose.as_str() {
                "11" => "response",
                "01" | "13" | "36" => "request",
                _ => "unknown",
            },
            level: role.as_str(),
            level_ordinal: int(self.level_ordinal),
            event_ordinal: event.map(int),
            guide: given(&self.guide),
            purpose: given(&self.opening.purpose),
            report_reference: given(&self.opening.reference),
            reported_ts: self.opening.reported_ts,
            transaction_type: given(&self.opening.transaction_type),
            payer_role: given(&source.role),
            payer_id: given(&source.id),
            payer_name: given(&source.name),
            requester_role: given(&receiver.role),
            requester_npi: given(&receiver.npi),
            requester_other_id: given(&receiver.other_id),
            requester_name: given(&receiver.name),
            member_id: given(&subscriber.id),
            subscriber_last_name: given(&subscriber.last_name),
            subscriber_first_name: given(&subscriber.first_name),
            subscriber_birth_date: subscriber.birth_date,
            subscriber_sex: given(&subscriber.sex),
            dependent_last_name: given(&dependent.last_name),
            dependent_first_name: given(&dependent.first_name),
            dependent_id: given(&dependent.id),
            dependent_birth_date: dependent.birth_date,
            dependent_sex: given(&dependent.sex),
            relationship: given(&self.above.patient().relationship),
            ..Authorization::default()
        }
    }
}

/// Every element of a 278 that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BHT02", "BHT03", "BHT04", "BHT05", "BHT06",
    "NM101", "NM102", "NM103", "NM104", "NM105", "NM107", "NM108", "NM109",
    "N301", "N302", "N401", "N402", "N403", "N404",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08", "PRV01", "PRV03",
    "TRN01", "TRN02", "TRN03", "TRN04", "REF01", "REF02", "REF03",
    "DMG02", "DMG03", "INS02", "HI01-1", "HI01-2", "HI01-4", "DTP01", "DTP03", "AAA01", "AAA03", "AAA04",
    "UM01", "UM02", "UM03", "UM04-1", "UM04-2", "UM05-1", "UM05-2", "UM06", "UM07", "UM08", "UM09", "UM10",
    "HCR01", "HCR02", "HCR03", "HCR04", "CL101", "CL102", "CL103",
    "SV101-1", "SV101-2", "SV101-3", "SV101-4", "SV101-5", "SV101-6", "SV101-8", "SV102", "SV103", "SV104",
    "SV201", "SV202-1", "SV202-2", "SV202-3", "SV203", "SV204", "SV205",
    "SV301-1", "SV301-2", "SV302", "SV306", "TOO01", "TOO02", "TOO03-1", "TOO03-2",
    "HSD01", "HSD02", "HSD03", "HSD04", "HSD05", "HSD06", "HSD07", "HSD08",
    "PWK01", "PWK02", "PWK06", "MSG01",
];
