//! Start tags: what begins with them.

use quick_xml::events::BytesStart;

use super::attributes::{Flaw, attribute, attributes};
use super::state::{Body, Document, Frame, OpenSection, Place, State};
use crate::entry::statement::is_statement;
use crate::event::Damage;
use crate::namespace::split;
use crate::{Namespace, Position, Problem};

impl State {
    pub(super) fn start(&mut self, tag: &BytesStart<'_>, empty: bool, byte: u64) {
        if self.deep > 0 || self.open.len() >= self.limits.depth {
            self.start_deep(empty);
            return;
        }
        let full = tag.name().0;
        if full.len() > self.limits.name_bytes {
            self.break_at(Damage::TooLong, byte);
            return;
        }
        let raw = tag.attributes_raw();
        // `xmlns=''` is the shortest of them; many tags have no attribute at all.
        let binds = raw.len() > 7 && self.xmlns.find(raw.as_bytes()).is_some();
        if binds && !self.bind(tag) {
            self.break_at(Damage::TooMany, byte);
            return;
        }
        let (prefix, name) = split(full);
        let mut namespace = self.bindings.resolve(prefix);
        let place = self.enter(namespace, name, byte);
        if self.document.lenient && namespace == Namespace::None {
            namespace = Namespace::Hl7;
        }
        self.push(full, place);
        let flaw = self.gather(place, namespace, name, tag);
        match flaw {
            Flaw::None => {}
            Flaw::TooMany => self.damage(Damage::TooMany),
            // XML 1.0, 3.1: no attribute has a `<`. This tag has swallowed another one.
            Flaw::Bad(Problem::Attribute) if raw.contains('<') => {
                self.break_at(Damage::NotWellFormed, byte);
            }
            Flaw::Bad(problem) => self.found(problem, byte),
        }
        self.check_size();
        if empty && self.error.is_none() && !self.is_broken() {
            self.end(full, byte);
        }
    }

    /// An element of which only the name could be read.
    pub(super) fn start_too_long(&mut self, full: &str, empty: bool, byte: u64) {
        if self.deep > 0 || self.open.len() >= self.limits.depth {
            self.start_deep(empty);
            return;
        }
        let (prefix, name) = split(full);
        let namespace = self.bindings.resolve(prefix);
        let place = self.enter(namespace, name, byte);
        self.push(full, place);
        let none = BytesStart::new(full);
        self.gather(place, namespace, name, &none);
        self.damage(Damage::TooLong);
        if empty && self.error.is_none() && !self.is_broken() {
            self.end(full, byte);
        }
    }

    fn start_deep(&mut self, empty: bool) {
        if self.deep == 0 {
            self.damage(Damage::TooDeep);
        }
        if !empty {
            self.deep += 1;
        }
    }

    fn push(&mut self, name: &str, place: Place) {
        let start = self.names.len();
        self.names.push_str(name);
        self.open.push(Frame { name: start, place });
    }

    /// Binds prefixes; false if there are too many.
    fn bind(&mut self, tag: &BytesStart<'_>) -> bool {
        let depth = self.open.len();
        let mut all = tag.attributes();
        all.with_checks(false);
        for attribute in all.flatten().take(self.limits.attributes) {
            let prefix = match split(attribute.key.0) {
                ("xmlns", prefix) => prefix,
                ("", "xmlns") => "",
                _ => continue,
            };
            let limit = self.limits.prefixes;
            if prefix.len() > self.limits.name_bytes {
                return false;
            }
            if !self.bindings.bind(prefix, &attribute.value, depth, limit) {
                return false;
            }
        }
        true
    }

    /// What an element is, by what it is in; begins what begins with it.
    fn enter(&mut self, namespace: Namespace, name: &str, byte: u64) -> Place {
        let lenient = self.document.lenient && namespace == Namespace::None;
        let hl7 = namespace == Namespace::Hl7 || lenient;
        match self.place() {
            None => self.enter_root(namespace, name, byte),
            Some(Place::Wrapper) if namespace == Namespace::Hl7 && name == "ClinicalDocument" => {
                self.begin_document(false, false, byte);
                Place::Document
            }
            Some(Place::Wrapper) => {
                self.search(byte);
                Place::Wrapper
            }
            Some(Place::Document) if hl7 && name == "component" => {
                self.tell_header(byte);
                Place::Structure
            }
            Some(Place::Document) if self.document.header_told => Place::Ignored,
            Some(Place::Document | Place::Header) => Place::Header,
            Some(Place::Structure) if hl7 => self.enter_structure(name, byte),
            Some(Place::Section) if hl7 => self.enter_section(name, byte),
            Some(Place::Section) => self.enter_section("", byte),
            Some(Place::SectionHead) => Place::SectionHead,
            Some(Place::NarrativeRoot | Place::Narrative) => {
                // HTML leaves line breaks open.
                if name == "br" && self.top_name() == "br" {
                    self.pop_narrative();
                    self.bad_narrative(byte);
                }
                Place::Narrative
            }
            Some(Place::EntryRoot | Place::Entry) => Place::Entry,
            Some(Place::NonXml) if name == "text" => {
                self.body = Body::default();
                self.begin_part(byte);
                Place::NonXmlText
            }
            Some(Place::NonXmlText) => {
                self.body.reference |= name == "reference";
                Place::Ignored
            }
            Some(Place::Structure | Place::NonXml | Place::Ignored) => Place::Ignored,
        }
    }

    fn enter_root(&mut self, namespace: Namespace, name: &str, byte: u64) -> Place {
        let none = namespace == Namespace::None;
        let hl7 = namespace == Namespace::Hl7 || none;
        match name {
            "ClinicalDocument" if hl7 => {
                self.begin_document(false, none, byte);
                Place::Document
            }
            "component" | "structuredBody" | "section" | "entry" if hl7 => {
                self.begin_document(true, none, byte);
                self.enter_structure(name, byte)
            }
            _ if is_statement(namespace, name) => {
                self.begin_document(true, false, byte);
                self.begin_entry(byte)
            }
            _ => {
                self.search(byte);
                Place::Wrapper
            }
        }
    }

    fn enter_structure(&mut self, name: &str, byte: u64) -> Place {
        match name {
            "component" => Place::Structure,
            "structuredBody" => {
                self.document.body = true;
                Place::Structure
            }
            "section" => self.begin_section(byte),
            "entry" => self.begin_entry(byte),
            "nonXMLBody" => {
                self.document.body = true;
                Place::NonXml
            }
            _ => Place::Ignored,
        }
    }

    fn enter_section(&mut self, name: &str, byte: u64) -> Place {
        match name {
            "component" => {
                self.tell_section();
                Place::Structure
            }
            "section" => {
                self.tell_section();
                self.begin_section(byte)
            }
            "entry" => {
                self.tell_section();
                self.begin_entry(byte)
            }
            "text" => match self.section_mut() {
                Some(section) => {
                    section.has_text = true;
                    Place::NarrativeRoot
                }
                None => Place::Ignored,
            },
            _ => match self.section() {
                Some(section) if !section.told => Place::SectionHead,
                _ => Place::Ignored,
            },
        }
    }

    fn begin_document(&mut self, fragment: bool, lenient: bool, byte: u64) {
        self.documents = self.documents.saturating_add(1);
        self.document = Document {
            open: true,
            fragment,
            lenient,
            ..Document::default()
        };
        self.stray = false;
        self.open_sections = 0;
        if !fragment {
            self.tree.clear();
            self.begin_part(byte);
            if lenient {
                self.found(Problem::Namespace, byte);
            }
        }
    }

    /// What begins a fragment in no namespace is a document only now.
    fn found_fragment(&mut self, byte: u64) {
        let document = &self.document;
        let first = document.sections == 0 && document.entries == 0;
        if first && document.fragment && document.lenient {
            self.found(Problem::Namespace, byte);
        }
    }

    /// A record begins: header, entry, or body that is no XML.
    fn begin_part(&mut self, byte: u64) {
        self.records += 1;
        self.begun = Some(self.position_at(byte));
        self.fault = None;
    }

    fn begin_section(&mut self, byte: u64) -> Place {
        self.found_fragment(byte);
        self.document.sections = self.document.sections.saturating_add(1);
        let position = Position {
            section: self.document.sections,
            ..self.position_at(byte)
        };
        if self.sections.len() <= self.open_sections {
            self.sections.push(OpenSection::default());
        }
        self.open_sections += 1;
        if let Some(section) = self.section_mut() {
            section.clear();
            section.position = position;
        }
        Place::Section
    }

    fn begin_entry(&mut self, byte: u64) -> Place {
        self.found_fragment(byte);
        let counter = match self.open_sections {
            0 => &mut self.document.entries,
            count => match self.sections.get_mut(count - 1) {
                Some(section) => &mut section.entries,
                None => &mut self.document.entries,
            },
        };
        *counter = counter.saturating_add(1);
        let entry = *counter;
        self.tree.clear();
        self.begin_part(byte);
        if let Some(begun) = &mut self.begun {
            begun.entry = entry;
        }
        Place::EntryRoot
    }

    /// Puts an element into what it belongs to.
    fn gather(
        &mut self,
        place: Place,
        namespace: Namespace,
        name: &str,
        tag: &BytesStart<'_>,
    ) -> Flaw {
        let (limits, depth) = (self.limits, self.open.len());
        match place {
            Place::Document | Place::Header | Place::EntryRoot | Place::Entry => {
                if self.tree.damage.is_some() {
                    return Flaw::None;
                }
                self.tree.start(namespace, name);
                attributes(&mut self.tree, &self.bindings, &limits, tag)
            }
            Place::Section | Place::SectionHead => {
                let Some(section) = self.sections.get_mut(self.open_sections.wrapping_sub(1))
                else {
                    return Flaw::None;
                };
                let head = &mut section.head;
                if head.damage.is_some() {
                    return Flaw::None;
                }
                head.start(namespace, name);
                let flaw = attributes(head, &self.bindings, &limits, tag);
                if head.bytes() > limits.head_bytes || flaw == Flaw::TooMany {
                    head.damage = Some(Damage::TooLong);
                } else if head.count() > limits.head_nodes {
                    head.damage = Some(Damage::TooMany);
                }
                flaw
            }
            Place::NarrativeRoot | Place::Narrative => {
                let id = attribute(tag, "ID").or_else(|| attribute(tag, "id"));
                let id = id.filter(|id| id.len() <= limits.name_bytes);
                let (_, others) = self.other_narratives();
                let limit = limits.narrative_ids.saturating_sub(others);
                if let Some(section) = self.section_mut() {
                    let narrative = &mut section.narrative;
                    narrative.start(name, id.as_deref(), depth, limit);
                }
                Flaw::None
            }
            Place::NonXmlText => {
                let given = |name| attribute(tag, name).unwrap_or_default().into_owned();
                self.body.media_type = given("mediaType");
                self.body.representation = given("representation");
                Flaw::None
            }
            _ => Flaw::None,
        }
    }
}
