//! What a resource says of itself, and what all its rows share: keys, times, numbers.

use std::collections::HashSet;
use std::rc::Rc;

use bumpalo::Bump;
use fhir::datatype::{Identifier, List, Meta, Reference, Text};
use fhir::{Fault as FormFault, Resource};
use serde::Deserialize;
use tables::{Micros, Statement, TableMeta, WriteError};
use x12::Position;

use super::known::{Facts, Known};
use crate::authority;
use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::identity::join;

/// Why a resource is not mapped to its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// A part could not be written.
    Write(WriteError),
    /// Nothing is read of it.
    Ignored,
    /// What it says can't be taken.
    Refused(Fault),
}

impl From<WriteError> for Halt {
    fn from(error: WriteError) -> Self {
        Halt::Write(error)
    }
}

/// What mapping a resource comes to.
pub(super) type Done = Result<(), Halt>;

/// A resource as it was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'m> {
    pub(super) resource: Resource<'m>,
    pub(super) position: Position,
    pub(super) servers: Servers<'m>,
    pub(super) meta: Option<&'m Meta<'m>>,
    pub(super) words: &'m Bump,
    /// The resources of the member, as far as they are known.
    pub(super) known: &'m Known,
    /// Those that are contained in this one.
    pub(super) contained: &'m Known,
    /// What others refer to it by.
    pub(super) reference: Option<&'m str>,
    /// What they want to know of it.
    pub(super) facts: Option<&'m Facts>,
}

impl<'m> Found<'m> {
    /// Reads it as what it says it is.
    pub(super) fn read<T: Deserialize<'m>>(&self) -> Result<T, Halt> {
        self.resource.read().map_err(|fault| self.refuse(&fault))
    }

    fn refuse(&self, fault: &FormFault) -> Halt {
        let expected = format!("expected {}, but found another form", fault.expected());
        self.fault("", fault.code, expected)
    }

    fn fault(&self, path: &'static str, code: &'static str, expected: String) -> Halt {
        Halt::Refused(fault(
            self.position,
            self.resource.kind(),
            path,
            code,
            expected,
        ))
    }
}

fn fault(
    position: Position,
    kind: &'static str,
    path: &'static str,
    code: &'static str,
    expected: String,
) -> Fault {
    Fault {
        position,
        segment_id: kind.to_owned(),
        element: match path {
            "" => Element::default(),
            path => Element::Path(path),
        },
        code,
        expected,
    }
}

/// Whose resources are at hand.
///
/// A feed is one server, so that `Patient/1` of a bulk export and `https://…/Patient/1` of a search are the same: the
/// feed stands for the address of the first entry of a Bundle. Another address in the same Bundle, or in a reference
/// out of it, is another server and stands for itself. Without any fullUrl nobody tells whose address a reference
/// has, and it is the feed's own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Servers<'m> {
    /// The feed.
    pub(super) source: &'m str,
    /// Address of the Bundle's first entry.
    pub(super) home: Option<&'m str>,
    /// Address of this entry.
    pub(super) own: Option<&'m str>,
}

impl Servers<'_> {
    /// Whether an address is another server's.
    pub(super) fn is_foreign(&self, base: &str) -> bool {
        self.home.is_some_and(|home| home != base)
    }
}

/// What a row refers to: the key, where it is known, and how the reference has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Link<'m> {
    pub(super) key: Option<&'m str>,
    pub(super) reference: Option<&'m str>,
}

impl<'m> Link<'m> {
    /// The key, else the reference: for columns that are the source's own numbers.
    pub(super) fn either(self) -> Option<&'m str> {
        self.key.or(self.reference)
    }
}

/// A resource being mapped.
#[derive(Debug)]
pub(super) struct Told<'m> {
    pub(super) found: Found<'m>,
    pub(super) words: &'m Bump,
    /// Its id.
    pub(super) id: Option<&'m str>,
    /// What others refer to it by.
    pub(super) reference: Option<&'m str>,
    /// meta.lastUpdated, else what the resource itself says.
    pub(super) stated: Option<Micros>,
    /// Entered in error.
    pub(super) deleted: bool,
    pub(super) patient: Link<'m>,
    pub(super) encounter: Link<'m>,
    pub(super) faults: Vec<Fault>,
    /// A time was taken without knowing its zone.
    pub(super) assumed: bool,
    /// Something of the resource could not be taken.
    lost: bool,
    /// Rows of each table so far.
    rows: Vec<(&'static str, i32)>,
}

impl<'m> Told<'m> {
    pub(super) fn new(found: &Found<'m>) -> Told<'m> {
        let mut told = Told {
            found: *found,
            words: found.words,
            id: found.resource.id(),
            reference: found.reference,
            stated: None,
            deleted: false,
            patient: Link::default(),
            encounter: Link::default(),
            faults: Vec::new(),
            assumed: false,
            lost: false,
            rows: Vec::new(),
        };
        let updated = found.meta.and_then(|meta| meta.last_updated.as_ref());
        told.stated = told.instant("meta.lastUpdated", updated);
        told.assumed = false;
        told
    }

    /// Whom and which visit it is about.
    pub(super) fn about(
        &mut self,
        patient: Option<&'m Reference<'m>>,
        encounter: Option<&'m Reference<'m>>,
    ) {
        self.patient = self.link(patient);
        self.encounter = self.link(encounter);
    }

    /// Takes back what it says, if that is its status.
    pub(super) fn status(&mut self, status: Option<&'m Text<'m>>) -> Option<&'m str> {
        let status = text(status);
        self.deleted |= status == Some("entered-in-error");
        status
    }

    /// What a statement of a table says of itself.
    pub(super) fn statement(&mut self, table: &TableMeta) -> Statement<'m> {
        let ordinal = match self.rows.iter_mut().find(|(name, _)| *name == table.name) {
            Some((_, rows)) => {
                *rows += 1;
                *rows
            }
            None => {
                self.rows.push((table.name, 1));
                1
            }
        };
        Statement {
            format: super::FORMAT,
            message_type: self.found.resource.kind(),
            message_id: self.id,
            ordinal,
            stated: self.stated,
            zone_assumed: self.assumed,
            cleared: None,
            deleted: self.deleted,
            reference: self.reference,
            patient_reference: self.patient.reference,
            encounter_reference: self.encounter.reference,
        }
    }

    /// The key of what somebody numbers: who gives the number, else the feed, and the number.
    pub(super) fn key(&self, assigner: Option<&str>, number: &str) -> &'m str {
        let key = authority::key(assigner, self.found.servers.source, number);
        self.words.alloc_str(&key)
    }

    /// What the resource is known by: its first number in use, else what others refer to it by.
    pub(super) fn identity(
        &self,
        identifiers: &'m List<Identifier<'m>>,
    ) -> Result<(&'m str, Option<&'m str>), Halt> {
        self.identity_by(identifiers.iter().find_map(|it| number(it)))
    }

    /// The same of a number that was chosen.
    pub(super) fn identity_by(
        &self,
        number: Option<(&'m str, Option<&'m str>)>,
    ) -> Result<(&'m str, Option<&'m str>), Halt> {
        if let Some((value, assigner)) = number {
            return Ok((self.key(assigner, value), Some(authority::name(value))));
        }
        match self.reference {
            Some(reference) => Ok((reference, self.id)),
            None => Err(self.refuse("id", "required", "an id or an identifier, but found none")),
        }
    }

    /// Refuses the resource.
    pub(super) fn refuse(&self, path: &'static str, code: &'static str, expected: &str) -> Halt {
        self.found.fault(path, code, format!("expected {expected}"))
    }

    /// Notes what is wrong with a value that the row can do without.
    pub(super) fn fault(&mut self, path: &'static str, code: &'static str, expected: String) {
        let kind = self.found.resource.kind();
        self.faults
            .push(fault(self.found.position, kind, path, code, expected));
    }

    /// Notes what could not be taken; true if there was something in the resource.
    pub(super) fn note(&mut self, cx: &mut Context<'_>) -> Result<bool, WriteError> {
        for fault in std::mem::take(&mut self.faults) {
            let rule = match fault.code {
                "required" => "missing_field",
                "code-invalid" => "bad_code",
                "not-supported" => "other_currency",
                _ => "bad_value",
            };
            cx.lost(rule, &fault)?;
            self.lost = true;
        }
        Ok(self.lost)
    }

    /// Texts with spaces between, each once; `None` where there are none.
    pub(super) fn joined(
        &self,
        texts: impl IntoIterator<Item = &'m str>,
        between: &str,
    ) -> Option<&'m str> {
        let mut known = HashSet::new();
        let all: Vec<&str> = texts
            .into_iter()
            .filter(|text| known.insert(*text))
            .collect();
        match all.as_slice() {
            [] => None,
            [one] => Some(one),
            all => Some(self.words.alloc_str(&all.join(between))),
        }
    }
}

/// What others refer to a resource by: server, type and id; without an id the address of its entry.
pub(super) fn own_reference(
    resource: Resource<'_>,
    full_url: Option<&str>,
    servers: Servers<'_>,
) -> Option<String> {
    match (resource.id(), full_url) {
        (Some(id), _) if !id.is_empty() => {
            let own = format!("{}/{id}", resource.kind());
            let foreign = servers.own.filter(|base| servers.is_foreign(base));
            Some(join(&[foreign.unwrap_or(servers.source), &own]))
        }
        (_, Some(url)) if !url.is_empty() => Some(join(&[servers.source, url])),
        _ => None,
    }
}

/// A text without the blanks around it, where something is left.
pub(super) fn text<'m>(text: Option<&'m Text<'m>>) -> Option<&'m str> {
    text.map(|text| text.as_str().trim())
        .filter(|text| !text.is_empty())
}

/// A number in use, and who gave it: its system, else its assigner's number, else the assigner's name.
pub(super) fn number<'m>(it: &'m Identifier<'m>) -> Option<(&'m str, Option<&'m str>)> {
    if text(it.usage.as_ref()) == Some("old") {
        return None;
    }
    Some((text(it.value.as_ref())?, assigner(it)))
}

/// Who gave a number.
pub(super) fn assigner<'m>(it: &'m Identifier<'m>) -> Option<&'m str> {
    let system = text(it.system.as_ref()).map(authority::name);
    system.or_else(|| {
        let by = it.assigner.as_deref()?;
        let number = by
            .identifier
            .as_deref()
            .and_then(|it| text(it.value.as_ref()));
        number.or_else(|| text(by.display.as_ref()))
    })
}

/// Facts that are shared between what holds them.
pub(super) type Shared = Rc<Facts>;
