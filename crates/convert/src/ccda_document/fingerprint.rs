//! What makes two documents the same one: what they say, whatever blanks, prefixes and order of attributes they say
//! it with.

use ccda::datatype::Ii;
use ccda::{Element, Event, Header, Namespace, Position};
use domain::Digest;
use sha2::{Digest as _, Sha256};

use super::said;
use super::told::key;
use crate::identity::{doc_id, join, short};
use crate::survey::Unit;

/// A document in pass one.
#[derive(Debug)]
pub(super) struct Found {
    unit: Unit,
    set: String,
    version: String,
    hasher: Sha256,
    closed: bool,
}

impl Found {
    /// A document that begins here.
    pub(super) fn begin(member: Option<&str>, position: Position) -> Found {
        Found {
            unit: Unit {
                member: member.map(str::to_owned),
                kind: super::FORMAT.to_owned(),
                set: position.document,
                byte: position.byte,
                ..Unit::default()
            },
            set: String::new(),
            version: String::new(),
            hasher: Sha256::new(),
            closed: false,
        }
    }

    /// The next of its parts.
    pub(super) fn push(&mut self, event: &Event<'_>) {
        if self.unit.record == 0 && event.records() > 0 {
            self.unit.record = event.position().record;
        }
        match event {
            Event::Header(header) => {
                self.head(*header);
                self.part(b"header");
                self.element(header.element());
            }
            Event::SectionStart(section) => {
                self.part(b"section");
                self.hasher.update(section.depth().to_be_bytes());
                self.part(match section.narrative() {
                    ccda::Presence::Absent => b"absent",
                    ccda::Presence::Empty => b"empty",
                    ccda::Presence::Present => b"present",
                });
                self.element(section.element());
            }
            Event::Entry(entry) => {
                self.part(b"entry");
                self.element(entry.element());
            }
            Event::SectionEnd(_) => self.part(b"end"),
            Event::Unstructured(body) => {
                self.part(b"unstructured");
                self.part(body.media_type.as_bytes());
                self.part(body.representation.as_bytes());
                self.hasher.update(body.bytes.to_be_bytes());
                self.hasher.update([u8::from(body.reference)]);
            }
            Event::Damaged(damaged) => {
                self.unit.incomplete = true;
                self.part(b"damaged");
                self.part(damaged.part.as_str().as_bytes());
                self.hasher.update(damaged.bytes.to_be_bytes());
            }
            Event::End(end) => self.closed = end.closed,
            Event::Defect(_) => {}
        }
    }

    /// The unit.
    pub(super) fn finish(mut self) -> Unit {
        self.unit.incomplete |= !self.closed;
        let hash = Digest::cut(self.hasher).to_string();
        let mut unit = self.unit;
        unit.doc_key = join(&[super::FORMAT, &self.set, &self.version, &hash]);
        unit.doc_id = doc_id(&unit.doc_key, &hash);
        unit.content_hash = hash;
        unit
    }

    fn head(&mut self, header: Header<'_>) {
        let of = |id: Option<Ii<'_>>| id.and_then(key).map(|key| short(key.as_bytes()));
        let id = of(header.id());
        self.set = of(header.set_id())
            .or_else(|| id.clone())
            .unwrap_or_default();
        let version = header.version_number().and_then(|number| number.text());
        self.version = short(version.unwrap_or_default().as_bytes());
        self.unit.st_control = id.unwrap_or_default();
        self.unit.envelope_time = header
            .effective_time()
            .and_then(|time| said::moment(time.start().present()?, None)?.instant)
            .map(|at| at.0);
        if let Some(custodian) = header.custodian() {
            let name = custodian.name().and_then(|name| name.text());
            let id = custodian.ids().find_map(key);
            let sender = id.or_else(|| name.map(str::to_owned)).unwrap_or_default();
            self.unit.sender = short(sender.as_bytes());
        }
    }

    fn part(&mut self, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.hasher.update(length.to_be_bytes());
        self.hasher.update(bytes);
    }

    /// An element with all that is in it; a list of what is open instead of recursion.
    fn element(&mut self, root: Element<'_>) {
        let mut open = vec![(root, false)];
        while let Some((element, is_end)) = open.pop() {
            if is_end {
                self.hasher.update([1]);
                continue;
            }
            self.hasher.update([0]);
            self.start(element);
            open.push((element, true));
            let first = open.len();
            open.extend(element.elements().map(|inner| (inner, false)));
            if let Some(inner) = open.get_mut(first..) {
                inner.reverse();
            }
        }
    }

    fn start(&mut self, element: Element<'_>) {
        self.hasher.update([space(element.namespace())]);
        self.part(element.name().as_bytes());
        let mut attributes: Vec<_> = element
            .attributes()
            .filter(|(namespace, _, _)| *namespace != Namespace::Xsi)
            .map(|(namespace, name, value)| (space(namespace), name, value.trim()))
            .collect();
        attributes.sort_unstable();
        for (namespace, name, value) in attributes {
            self.hasher.update([namespace]);
            self.part(name.as_bytes());
            self.part(value.as_bytes());
        }
        self.part(element.xsi_type().unwrap_or_default().as_bytes());
        for text in element.texts().filter(|text| !text.is_empty()) {
            self.part(text.as_bytes());
        }
        // The words that a code of the entry has in the narrative.
        let reference = element
            .attribute("value")
            .filter(|value| value.starts_with('#'));
        if let Some(words) = reference.and_then(|reference| element.referenced(reference)) {
            self.part(words.as_bytes());
        }
    }
}

fn space(namespace: Namespace) -> u8 {
    match namespace {
        Namespace::Hl7 => 1,
        Namespace::Sdtc => 2,
        Namespace::Xsi => 3,
        Namespace::None => 4,
        Namespace::Other => 5,
    }
}
