//! 270 and 271: what is asked and told of a member's coverage: `eligibility_check`.
//!
//! X12 TR3 005010X279A1. The levels above a member tell who asks whom; each row repeats that. Levels stand in order,
//! and HL02 is checked against it.

mod benefit;

use tables::{EligibilityCheck, WriteError};
use x12::section::{Item, Section};
use x12::segment::Ins;
use x12::{Kind, Position, SetStart};

use crate::context::{Context, at, int};
use crate::items::given;
use crate::texts::Texts;
use crate::x12_277::hierarchy;
use crate::x12_sections::{Above, Facts, Header, Opening, Role, Sections};

/// What is known of the set in hand, level after level.
#[derive(Debug, Default)]
pub(crate) struct Set {
    transaction: &'static str,
    guide: String,
    opening: Opening,
    above: Above,
    texts: Texts,
    /// Levels so far, refused ones included: an ordinal is a place, not a count of rows.
    level_ordinal: u32,
}

impl Sections for Set {
    fn start(&mut self, start: &SetStart<'_>, guide: &str) {
        *self = Set {
            transaction: match start.kind {
                Kind::EligibilityInquiry => "270",
                _ => "271",
            },
            guide: guide.to_owned(),
            ..Set::default()
        };
    }

    fn header(&mut self, header: Header<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if self.texts.load(header.span.segments()) {
            cx.latin1(header.position())?;
        }
        let mut facts = Facts::default();
        let mut position = header.position();
        for item in header.items() {
            match item {
                Item::Bht(bht) => self.opening = Opening::read(bht, cx)?,
                // No guide has it here; some payers refuse so what they can't read.
                Item::Aaa(aaa) => {
                    position = aaa.segment().position();
                    facts.take(item, &self.texts, cx)?;
                }
                item => cx.ignore(&item.segment(), ""),
            }
        }
        if facts.is_empty() {
            return Ok(());
        }
        let mut row = self.row("header");
        benefit::refused(&facts, &mut row);
        let unit = cx.place.origin();
        let origin = at(&unit, position, header.damaged);
        cx.out.eligibility_check().append(&EligibilityCheck {
            origin,
            refusals: &facts.refusals,
            ..row
        })
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
        let member = matches!(role, Role::Subscriber | Role::Dependent);
        // Levels above a member have rows only where they refuse, so what else they say would be nowhere.
        let tells = member
            || section.details().next().is_some()
            || section.items().any(|item| matches!(item, Item::Aaa(_)));
        let mut facts = Facts::default();
        let mut party = false;
        let mut ins = None;
        for item in section.items() {
            if let Item::Ins(found) = item
                && tells
            {
                ins = Some(found);
                cx.tally.mapped(1);
            } else if self.above.take(role, item, &mut party, &self.texts, cx)? {
                cx.tally.mapped(1);
            } else if tells && of_level(item) {
                facts.take(item, &self.texts, cx)?;
            } else {
                cx.ignore(&item.segment(), "");
            }
        }
        let level = Level {
            role,
            ins,
            facts: &facts,
            first: hl.segment().position(),
            incomplete: damaged || !fits || facts.damaged,
        };
        let only_above = hl.child_code() == b"1" && facts.is_empty();
        let alone = tells && !only_above;
        self.rows(section, &level, alone, cx)
    }

    fn skip(&mut self, sections: u32) {
        self.level_ordinal = self.level_ordinal.saturating_add(sections);
    }
}

/// A level that was read.
struct Level<'l, 'a> {
    role: Role,
    ins: Option<Ins<'a>>,
    facts: &'l Facts<'a>,
    first: Position,
    incomplete: bool,
}

/// What a level says of itself besides who it is of.
fn of_level(item: Item<'_>) -> bool {
    matches!(
        item,
        Item::Trn(_) | Item::Ref(_) | Item::Dtp(_) | Item::Aaa(_) | Item::Hi(_)
    )
}

impl Set {
    /// Writes the rows of a level; `alone` is whether it has one where it has no details.
    fn rows(
        &self,
        section: Section<'_>,
        level: &Level<'_, '_>,
        alone: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let facts = level.facts;
        let contacts = self.above.contacts();
        let health_codes = facts.health_codes();
        let mut row = self.row(level.role.as_str());
        row.contacts = &contacts;
        row.health_codes = &health_codes;
        row.traces = &facts.traces;
        row.member_refs = &facts.refs;
        row.member_dates = &facts.dates;
        row.group_number = facts.reference("6P");
        row.plan_number = facts.reference("18");
        // In an answer 1 is the source's own number.
        let asked = |it: &&tables::Trace<'_>| self.transaction == "270" || it.trace_type == "2";
        if let Some(trace) = facts.traces.iter().find(asked) {
            row.inquiry_trace = trace.number;
            row.trace_originator = trace.originator;
        }
        if let Some(ins) = level.ins {
            row.is_subscriber = self.texts.opt(ins.is_subscriber());
            row.relationship = self.texts.opt(ins.relationship());
            row.maintenance_type = self.texts.opt(ins.maintenance_type());
            row.maintenance_reason = self.texts.opt(ins.maintenance_reason());
            row.birth_sequence = self.texts.opt(ins.birth_sequence());
        }
        let mut details = 0;
        for detail in section.details() {
            details += 1;
            row.benefit_ordinal = details + int(detail.lost_before());
            benefit::write(detail, level, &row, &self.texts, cx)?;
        }
        if details > 0 || !alone {
            return Ok(());
        }
        benefit::write_alone(level, row, cx)
    }

    /// What all rows of the level that was entered share.
    fn row(&self, level: &'static str) -> EligibilityCheck<'_> {
        let Above {
            source,
            receiver,
            subscriber,
            dependent,
            ..
        } = &self.above;
        let [address1, address2, city, state, postal_code, country] =
            self.above.patient().address.each_ref().map(|it| given(it));
        EligibilityCheck {
            transaction: self.transaction,
            level,
            level_ordinal: int(self.level_ordinal),
            guide: given(&self.guide),
            purpose: given(&self.opening.purpose),
            report_reference: given(&self.opening.reference),
            reported_ts: self.opening.reported_ts,
            transaction_type: given(&self.opening.transaction_type),
            source_role: given(&source.role),
            source_id: given(&source.id),
            source_name: given(&source.name),
            receiver_role: given(&receiver.role),
            receiver_npi: given(&receiver.npi),
            receiver_other_id: given(&receiver.other_id),
            receiver_name: given(&receiver.name),
            member_id: given(&subscriber.id),
            subscriber_last_name: given(&subscriber.last_name),
            subscriber_first_name: given(&subscriber.first_name),
            subscriber_middle_name: given(&subscriber.middle_name),
            subscriber_suffix: given(&subscriber.suffix),
            subscriber_birth_date: subscriber.birth_date,
            subscriber_sex: given(&subscriber.sex),
            dependent_last_name: given(&dependent.last_name),
            dependent_first_name: given(&dependent.first_name),
            dependent_middle_name: given(&dependent.middle_name),
            dependent_suffix: given(&dependent.suffix),
            dependent_id: given(&dependent.id),
            dependent_birth_date: dependent.birth_date,
            dependent_sex: given(&dependent.sex),
            address1,
            address2,
            city,
            state,
            postal_code,
            country,
            source_format: Some("x12"),
            is_deleted: Some(false),
            ..EligibilityCheck::default()
        }
    }
}

/// Every element of a 270 or 271 that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BHT02", "BHT03", "BHT04", "BHT05", "BHT06",
    "NM101", "NM102", "NM103", "NM104", "NM105", "NM107", "NM108", "NM109",
    "N301", "N302", "N401", "N402", "N403", "N404",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08", "PRV01", "PRV03",
    "TRN01", "TRN02", "TRN03", "TRN04", "REF01", "REF02", "REF03",
    "DMG02", "DMG03", "INS01", "INS02", "INS03", "INS04", "INS17",
    "HI01-1", "HI01-2", "DTP01", "DTP03", "AAA01", "AAA03", "AAA04",
    "EB01", "EB02", "EB03", "EB04", "EB05", "EB06", "EB07", "EB08", "EB09", "EB10", "EB11", "EB12",
    "EB13-1", "EB13-2", "EB13-3", "EB13-4", "EB13-5", "EB13-6", "EB13-8", "EB14-1", "EB14-2",
    "EQ01", "EQ02-1", "EQ02-2", "EQ02-3", "EQ02-4", "EQ02-5", "EQ02-6", "EQ03", "EQ04", "EQ05-1", "EQ05-2",
    "HSD01", "HSD02", "HSD03", "HSD04", "HSD05", "HSD06", "HSD07", "HSD08",
    "III01", "III02", "III04", "MSG01", "AMT01", "AMT02",
];
