//! What is gathered becomes an event, or is told as damaged.

use super::state::{Fault, Place, State, Step};
use crate::datatype::Ii;
use crate::entry::Statement;
use crate::event::{Damage, Damaged, Part};
use crate::names::{element_name, template_name};
use crate::{Element, Error, Position, Problem};

/// Most names of templates that a damaged part tells.
const TEMPLATES: usize = 8;

impl State {
    /// The header is whole: at the document's component, or its end.
    pub(super) fn tell_header(&mut self, byte: u64) {
        if self.document.header_told {
            return;
        }
        self.document.header_told = true;
        if self.fault.is_some() {
            self.tell_damaged(Part::Header, byte);
            return;
        }
        while self.tree.open() > 0 {
            self.tree.end();
        }
        let position = self.begun.take().unwrap_or_default();
        self.tell(Step::Header(position));
        let root = Element::root(&self.tree, None);
        let has = |path: &[&str]| root.is_some_and(|root| root.descend(path).is_some());
        let (id, patient) = (has(&["id"]), has(&["recordTarget", "patientRole"]));
        if !id {
            self.found(Problem::NoDocumentId, position.byte);
        }
        if !patient {
            self.found(Problem::NoRecordTarget, position.byte);
        }
    }

    /// The head of the innermost section is whole.
    pub(super) fn tell_section(&mut self) {
        let Some(at) = self.open_sections.checked_sub(1) else {
            return;
        };
        let Some(section) = self.sections.get_mut(at) else {
            return;
        };
        if section.told {
            return;
        }
        section.told = true;
        let position = section.position;
        let damage = section.head.damage;
        while section.head.open() > 0 {
            section.head.end();
        }
        let has_code =
            Element::root(&section.head, None).is_some_and(|it| it.child("code").is_some());
        self.tell(Step::SectionStart(at));
        if let Some(damage) = damage {
            self.records += 1;
            let damaged = Damaged {
                position: Position {
                    record: self.records,
                    ..position
                },
                part: Part::Section,
                damage,
                bytes: 0,
                path: self.path(),
                templates: Vec::new(),
            };
            self.tell(Step::Damaged(damaged));
        } else if !has_code {
            self.found(Problem::NoSectionCode, position.byte);
        }
    }

    /// The entry in hand is whole.
    pub(super) fn tell_entry(&mut self, after: u64) {
        if self.fault.is_some() {
            self.tell_damaged(Part::Entry, after);
            return;
        }
        let position = self.begun.take().unwrap_or_default();
        self.tell(Step::Entry(position));
        let root = Element::root(&self.tree, None);
        let own = root.and_then(Statement::try_from_element).is_some();
        let mut inside = root.into_iter().flat_map(|root| root.elements());
        if !own && !inside.any(|one| Statement::try_from_element(one).is_some()) {
            self.steps.push_back(Step::Defect(crate::Defect {
                position,
                problem: Problem::NoStatement,
            }));
        }
    }

    pub(super) fn tell_body(&mut self, after: u64) {
        if self.fault.is_some() {
            self.tell_damaged(Part::Unstructured, after);
            return;
        }
        let position = self.begun.take().unwrap_or_default();
        self.tell(Step::Unstructured(position));
    }

    fn tell_damaged(&mut self, part: Part, after: u64) {
        let position = self.begun.take().unwrap_or_default();
        let Some(fault) = self.fault.take() else {
            return;
        };
        self.tell(Step::Damaged(Damaged {
            position,
            part,
            damage: fault.damage,
            bytes: after.saturating_sub(position.byte),
            path: fault.path,
            templates: fault.templates,
        }));
    }

    /// What is in hand is too large in some way: it will be told as damaged, once it has ended.
    pub(super) fn damage(&mut self, damage: Damage) {
        match self.place() {
            Some(Place::Section | Place::SectionHead) => {
                if let Some(section) = self.section_mut() {
                    section.head.damage.get_or_insert(damage);
                }
            }
            Some(Place::Narrative | Place::NarrativeRoot) => {
                if let Some(section) = self.section_mut() {
                    section.narrative.full = true;
                }
            }
            _ if self.begun.is_some() && self.fault.is_none() => {
                self.fault = Some(self.fault(damage));
                self.tree.damage = Some(damage);
            }
            // What is below is not read: sections, perhaps.
            Some(Place::Structure) => {
                self.records += 1;
                let damaged = Damaged {
                    position: self.position(),
                    part: Part::Section,
                    damage,
                    bytes: 0,
                    path: self.path(),
                    templates: Vec::new(),
                };
                self.tell(Step::Damaged(damaged));
            }
            _ => {}
        }
    }

    /// From here on nothing can be read.
    pub(super) fn break_at(&mut self, damage: Damage, byte: u64) {
        if self.broken.is_some() {
            return;
        }
        if self.told {
            self.broken = Some((damage, byte));
            if self.fault.is_none() {
                self.fault = Some(self.fault(damage));
            }
            return;
        }
        self.error = Some(if self.document.open {
            let found = match damage {
                Damage::Cut => "the end of the stream",
                Damage::TooMany => "too many namespaces",
                _ => "tags that do not match, or are none",
            };
            Error::NotWellFormed { byte, found }
        } else {
            Error::NoDocument { searched: byte }
        });
    }

    /// The stream has ended as it should, or inside of a document.
    pub(super) fn finish(&mut self, byte: u64) {
        if !self.open.is_empty() && self.document.open {
            self.break_at(Damage::Cut, byte);
        } else if !self.told && self.error.is_none() {
            let says = self.stray || !self.open.is_empty() || byte > 3;
            self.error = Some(match says {
                true => Error::NoDocument { searched: byte },
                false => Error::Empty,
            });
        }
    }

    /// All that is left, and the ends that are missing.
    pub(super) fn tell_rest(&mut self, after: u64) {
        let Some((damage, byte)) = self.broken else {
            return;
        };
        let (path, templates) = self
            .fault
            .take()
            .map_or_else(Default::default, |fault| (fault.path, fault.templates));
        let position = match self.begun.take() {
            Some(begun) => begun,
            None => {
                self.records += 1;
                self.position_at(byte)
            }
        };
        self.tell(Step::Damaged(Damaged {
            position,
            part: Part::Rest,
            damage,
            bytes: after.saturating_sub(position.byte),
            path,
            templates,
        }));
        // A head that was not told is part of the rest; what was told has an end.
        while let Some(section) = self.section() {
            if section.told {
                self.end_section(after, false);
            } else {
                self.open_sections -= 1;
            }
        }
        if self.document.open {
            self.tell_end(after, false);
        }
    }

    fn fault(&self, damage: Damage) -> Fault {
        let mut templates = Vec::new();
        let root = Element::root(&self.tree, None).filter(|_| self.begun.is_some());
        let named = root.into_iter().flat_map(|root| root.descendants());
        for element in named.filter(|element| element.name() == "templateId") {
            let name = Ii::new(element).root().and_then(template_name);
            if let Some(name) = name.filter(|name| !templates.contains(name)) {
                templates.push(name);
            }
            if templates.len() >= TEMPLATES {
                break;
            }
        }
        Fault {
            damage,
            path: self.path(),
            templates,
        }
    }

    /// Names of the open elements; in brackets those of sections and templates.
    fn path(&self) -> String {
        let mut path = String::new();
        let mut sections = self.sections.iter();
        let mut ends = self.open.iter().skip(1).map(|frame| frame.name);
        let in_tree = self.open.len().saturating_sub(self.tree.open());
        for (at, frame) in self.open.iter().enumerate() {
            let end = ends.next().unwrap_or(self.names.len());
            let name = self.names.get(frame.name..end).unwrap_or_default();
            if at > 0 {
                path.push('/');
            }
            path.push_str(element_name(name.rsplit(':').next().unwrap_or(name)));
            let known = match frame.place {
                Place::Section => sections.next().and_then(|section| section.view(0)?.name()),
                Place::Entry | Place::EntryRoot | Place::Header if at >= in_tree => {
                    self.template_of(at - in_tree)
                }
                _ => None,
            };
            if let Some(known) = known {
                path.push('[');
                path.push_str(known);
                path.push(']');
            }
        }
        path
    }

    /// The template of an open element of the tree in hand.
    fn template_of(&self, at: usize) -> Option<&'static str> {
        let element = Element::at(&self.tree, self.tree.open_node(at)?)?;
        let mut ids = element.template_ids();
        ids.find_map(|id| id.root().and_then(template_name))
    }
}
