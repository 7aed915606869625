//! What every mapping works with: where it is, where rows go, and the accounting.

use tables::{DqIssue, Micros, Origin, Reject, UnitOrigin, WriteError, Writers};
use x12::{Position, Segment};

use crate::fault::{Element, Fault, name};
use crate::survey::Unit;
use crate::tally::Tally;
use crate::{Input, limits::Limits};

/// The part of rows' origin that stays the same within a unit.
#[derive(Debug, Default)]
pub(crate) struct Place {
    source_system: String,
    file_id: String,
    generation: i32,
    /// `None` between units.
    unit: Option<Unit>,
    unit_id: String,
    /// Of a unit of many messages, the one in hand.
    message: Option<MessagePlace>,
    member: Option<domain::Phi<String>>,
}

impl Place {
    fn new(input: &Input<'_>) -> Place {
        Place {
            source_system: input.source_system.to_owned(),
            file_id: input.file_id.to_owned(),
            generation: i32::try_from(input.generation).unwrap_or(i32::MAX),
            ..Place::default()
        }
    }

    /// What all rows here share.
    pub(crate) fn origin(&self) -> UnitOrigin<'_> {
        let unit = self.unit.as_ref();
        let message = self.message.as_ref();
        UnitOrigin {
            source_system: &self.source_system,
            file_id: &self.file_id,
            member: self
                .member
                .as_ref()
                .map(|name| domain::Phi(name.expose().as_str())),
            unit_id: unit.map(|_| self.unit_id.as_str()),
            doc_id: match message {
                Some(message) => Some(&message.doc_id),
                None => unit.map(|unit| unit.doc_id.as_str()),
            },
            generation: self.generation,
            event_time: match message {
                Some(message) => message.event_time,
                None => unit.and_then(|unit| unit.envelope_time).map(Micros),
            },
            is_test: match message {
                Some(message) => message.is_test,
                None => unit.is_some_and(|unit| unit.test),
            },
        }
    }

    /// The feed.
    pub(crate) fn source_system(&self) -> &str {
        &self.source_system
    }

    /// The unit's id, of the unit that was entered last.
    pub(crate) fn unit_id(&self) -> &str {
        &self.unit_id
    }
}

/// What rows of one message share, where a unit is a run of messages: each of them is a document.
#[derive(Debug, Clone)]
pub(crate) struct MessagePlace {
    pub(crate) doc_id: String,
    pub(crate) event_time: Option<Micros>,
    pub(crate) is_test: bool,
}

/// Where a row stands.
pub(crate) fn at<'a>(unit: &'a UnitOrigin<'a>, position: Position, incomplete: bool) -> Origin<'a> {
    Origin {
        unit,
        record: i64::try_from(position.record).unwrap_or(i64::MAX),
        byte: i64::try_from(position.byte).unwrap_or(i64::MAX),
        incomplete,
    }
}

/// An ordinal as a column takes it.
pub(crate) fn int(ordinal: impl TryInto<i32>) -> i32 {
    ordinal.try_into().unwrap_or(i32::MAX)
}

/// A count as a column takes it.
pub(crate) fn long(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How much is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A loop with everything in it.
    Loop,
    /// A segment, whose loop is then incomplete.
    Segment,
    /// A row of a delimited file.
    Row,
    /// A resource of FHIR.
    Resource,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Something is lost.
    Error,
    /// Nothing is lost, but something is odd.
    Warning,
}

/// Something odd about data that is taken all the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issue<'a> {
    /// Which check: a name that does not change.
    pub(crate) rule_id: &'a str,
    /// interchange, group, set, loop, segment, row.
    pub(crate) level: &'a str,
    /// Name of the segment.
    pub(crate) segment_id: &'a str,
    /// Which element of it.
    pub(crate) element: Element,
    /// What was expected; never content.
    pub(crate) expected: &'a str,
    /// What was found; never content.
    pub(crate) found: &'a str,
    /// How bad it is.
    pub(crate) severity: Severity,
}

/// Everything that a mapping writes to.
#[derive(Debug)]
pub(crate) struct Context<'c> {
    /// Rows go here. A row borrows `place`, so these are fields and not methods.
    pub(crate) out: &'c mut Writers,
    /// Where we are.
    pub(crate) place: Place,
    /// What became of the records.
    pub(crate) tally: Tally,
    /// The bounds.
    pub(crate) limits: &'c Limits,
    latin1_told: bool,
}

impl<'c> Context<'c> {
    pub(crate) fn new(input: &Input<'_>, limits: &'c Limits, out: &'c mut Writers) -> Context<'c> {
        Context {
            out,
            place: Place::new(input),
            tally: Tally::default(),
            limits,
            latin1_told: false,
        }
    }

    /// From here on rows come from this member of the file.
    pub(crate) fn enter_member(&mut self, name: Option<&str>) {
        self.place.member = name.map(|name| domain::Phi(name.to_owned()));
    }

    /// From here on rows belong to this unit.
    pub(crate) fn enter_unit(&mut self, unit: &Unit) {
        let Place {
            file_id,
            generation,
            ..
        } = &self.place;
        let short = file_id.get(..24).unwrap_or(file_id);
        self.place.unit_id = format!("{short}-{generation}-{:06}", unit.ordinal);
        self.place.unit = Some(unit.clone());
        self.place.message = None;
        self.latin1_told = false;
    }

    /// From here on rows belong to no unit.
    pub(crate) fn leave_unit(&mut self) {
        self.place.unit = None;
        self.place.message = None;
    }

    /// From here on rows come from this message of the unit.
    pub(crate) fn enter_message(&mut self, message: MessagePlace) {
        self.place.message = Some(message);
        self.latin1_told = false;
    }

    /// From here on rows belong to the unit as a whole.
    pub(crate) fn leave_message(&mut self) {
        self.place.message = None;
    }

    /// Leaves out a segment by the standard's name of it.
    pub(crate) fn ignore_named(&mut self, name: &str, record: u64) {
        let member = self.place.member.as_ref().map(|name| name.expose().clone());
        self.tally
            .ignored_at(&format!("segment {name}"), (member, record));
    }

    /// Leaves out a segment that feeds nothing. `how` says more than its name, or is empty.
    pub(crate) fn ignore(&mut self, segment: &Segment<'_>, how: &str) {
        let name = format!("segment {}{how}", name(segment));
        let member = self.place.member.as_ref().map(|name| name.expose().clone());
        self.tally
            .ignored_at(&name, (member, segment.position().record));
    }

    /// Refuses `segments` records from `start` on because of a fault. They count as rejected.
    pub(crate) fn reject(
        &mut self,
        what: Refused,
        start: Position,
        segments: u64,
        fault: &Fault,
    ) -> Result<(), WriteError> {
        let list = if what == Refused::Row { "csv" } else { "IK403" };
        self.reject_as(what, start, segments, fault, list)
    }

    /// The same with a code of another list.
    pub(crate) fn reject_as(
        &mut self,
        what: Refused,
        start: Position,
        segments: u64,
        fault: &Fault,
        code_list: &str,
    ) -> Result<(), WriteError> {
        self.tally.rejected(segments);
        let unit = self.place.origin();
        self.out.reject().append(&Reject {
            origin: at(&unit, start, true),
            level: match what {
                Refused::Loop => "loop",
                Refused::Segment => "segment",
                Refused::Row => "row",
                Refused::Resource => "resource",
            },
            interchange: int(start.interchange),
            group_ordinal: int(start.group),
            set_ordinal: int(start.set),
            segment: i64::from(start.segment),
            segment_id: &fault.segment_id,
            element_position: &fault.element.to_string(),
            at_segment: i64::from(fault.position.segment),
            code: fault.code,
            code_list,
            segments: long(segments),
            expected: &fault.expected,
        })
    }

    /// What was read of a segment; where it could not be, the segment is refused.
    pub(crate) fn taken<T>(&mut self, read: Result<T, Fault>) -> Result<Option<T>, WriteError> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(fault) => {
                self.reject(Refused::Segment, fault.position, 1, &fault)?;
                Ok(None)
            }
        }
    }

    /// Notes something odd.
    pub(crate) fn issue(
        &mut self,
        at_position: Position,
        issue: &Issue<'_>,
    ) -> Result<(), WriteError> {
        let unit = self.place.origin();
        self.out.dq_issue().append(&DqIssue {
            origin: at(&unit, at_position, false),
            rule_id: issue.rule_id,
            level: issue.level,
            segment_id: issue.segment_id,
            position: &issue.element.to_string(),
            expected: issue.expected,
            found: issue.found,
            severity: match issue.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
        })
    }

    /// Notes a value that could not be taken where the row can do without it: the column is null.
    pub(crate) fn lost(&mut self, rule_id: &str, fault: &Fault) -> Result<(), WriteError> {
        let words = fault
            .expected
            .strip_prefix("expected ")
            .unwrap_or(&fault.expected);
        let (expected, found) = words
            .split_once(", but found ")
            .unwrap_or((words, fault.code));
        self.issue(
            fault.position,
            &Issue {
                rule_id,
                level: "element",
                segment_id: &fault.segment_id,
                element: fault.element,
                expected,
                found,
                severity: Severity::Error,
            },
        )
    }

    /// Notes, once a unit, that its text is taken as Latin-1.
    pub(crate) fn latin1(&mut self, position: Position) -> Result<(), WriteError> {
        if std::mem::replace(&mut self.latin1_told, true) {
            return Ok(());
        }
        self.issue(
            position,
            &Issue {
                rule_id: "text_encoding",
                level: "set",
                segment_id: "",
                element: Element::default(),
                expected: "text in UTF-8",
                found: "other bytes, taken as Latin-1",
                severity: Severity::Warning,
            },
        )
    }
}
