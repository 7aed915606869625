//! Where in a document the reader is: the open elements, and the part that is being gathered.

use std::collections::VecDeque;

use memchr::memmem;

use crate::event::{Damage, Damaged, End, SectionEnd};
use crate::namespace::Bindings;
use crate::narrative::Narrative;
use crate::section::{Presence, Section};
use crate::tokens::{Oddity, Sink, Token};
use crate::tree::Tree;
use crate::{Defect, Element, Error, Limits, Position, Problem};

pub(super) struct State {
    pub(super) limits: Limits,
    pub(super) open: Vec<Frame>,
    /// Names of the open elements, one behind the other.
    pub(super) names: String,
    /// How many elements are open beyond the depth that is looked at.
    pub(super) deep: u64,
    pub(super) bindings: Bindings,
    /// Finds what binds a prefix; most tags have nothing of it.
    pub(super) xmlns: memmem::Finder<'static>,
    /// The header, or the entry in hand.
    pub(super) tree: Tree,
    /// The sections that are open, and behind them memory of others.
    pub(super) sections: Vec<OpenSection>,
    pub(super) open_sections: usize,
    pub(super) body: Body,
    pub(super) document: Document,
    pub(super) records: u64,
    pub(super) documents: u32,
    /// Of the part in hand.
    pub(super) begun: Option<Position>,
    /// Where and how the part in hand went wrong.
    pub(super) fault: Option<Fault>,
    pub(super) steps: VecDeque<Step>,
    /// Defects found before anything could be told.
    pub(super) early: Vec<Defect>,
    /// Something was told: the stream is a document.
    pub(super) told: bool,
    pub(super) error: Option<Error>,
    /// What makes the rest of the stream unreadable, and where.
    pub(super) broken: Option<(Damage, u64)>,
    pub(super) stray: bool,
}

/// What is known of the document in hand.
#[derive(Default)]
pub(super) struct Document {
    pub(super) open: bool,
    /// It begins with something else than ClinicalDocument.
    pub(super) fragment: bool,
    /// It is in no namespace, and is read as if it were in that of HL7.
    pub(super) lenient: bool,
    pub(super) header_told: bool,
    pub(super) body: bool,
    pub(super) sections: u32,
    /// Entries outside of sections.
    pub(super) entries: u32,
}

/// `nonXMLBody/text`.
#[derive(Default)]
pub(super) struct Body {
    pub(super) media_type: String,
    pub(super) representation: String,
    pub(super) bytes: u64,
    pub(super) reference: bool,
}

/// A section that has begun.
#[derive(Default)]
pub(super) struct OpenSection {
    pub(super) head: Tree,
    pub(super) narrative: Narrative,
    pub(super) position: Position,
    pub(super) told: bool,
    pub(super) has_text: bool,
    pub(super) entries: u32,
    /// Its narrative has been found to be badly nested.
    pub(super) bad_narrative: bool,
}

/// An open element.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Where its name begins among the names.
    pub(super) name: usize,
    pub(super) place: Place,
}

/// What an element is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Around a document.
    Wrapper,
    /// ClinicalDocument.
    Document,
    /// In the header.
    Header,
    /// `component`, `structuredBody`.
    Structure,
    Section,
    /// In the head of a section.
    SectionHead,
    /// `text` of a section.
    NarrativeRoot,
    Narrative,
    /// `entry`.
    EntryRoot,
    Entry,
    /// `nonXMLBody`.
    NonXml,
    NonXmlText,
    /// What is not read.
    Ignored,
}

/// What is to be told. Owned, so that the event is made last.
pub(super) enum Step {
    Header(Position),
    /// By its place among the sections.
    SectionStart(usize),
    Entry(Position),
    SectionEnd(SectionEnd),
    Unstructured(Position),
    Damaged(Damaged),
    Defect(Defect),
    End(End),
}

impl Step {
    /// Whether it counts as a record, as its event does.
    fn is_record(&self) -> bool {
        matches!(
            self,
            Step::Header(_) | Step::Entry(_) | Step::Unstructured(_) | Step::Damaged(_)
        )
    }
}

/// What is known of a fault.
pub(super) struct Fault {
    pub(super) damage: Damage,
    pub(super) path: String,
    pub(super) templates: Vec<&'static str>,
}

/// Most defects that are kept until it is known whether the stream is a document at all.
const EARLY: usize = 64;

impl OpenSection {
    pub(super) fn clear(&mut self) {
        self.head.clear();
        self.narrative.clear();
        self.position = Position::default();
        self.told = false;
        self.has_text = false;
        self.entries = 0;
        self.bad_narrative = false;
    }

    pub(super) fn view(&self, depth: usize) -> Option<Section<'_>> {
        let narrative = match (self.has_text, self.narrative.is_empty()) {
            (false, _) => Presence::Absent,
            (true, true) => Presence::Empty,
            (true, false) => Presence::Present,
        };
        let element = Element::root(&self.head, Some(&self.narrative))?;
        let depth = u32::try_from(depth).unwrap_or(u32::MAX);
        Some(Section::new(element, self.position, depth, narrative))
    }
}

impl State {
    pub(super) fn new(limits: Limits) -> Self {
        State {
            limits,
            open: Vec::new(),
            names: String::new(),
            deep: 0,
            bindings: Bindings::default(),
            xmlns: memmem::Finder::new(b"xmlns"),
            tree: Tree::default(),
            sections: Vec::new(),
            open_sections: 0,
            body: Body::default(),
            document: Document::default(),
            records: 0,
            documents: 0,
            begun: None,
            fault: None,
            steps: VecDeque::new(),
            early: Vec::new(),
            told: false,
            error: None,
            broken: None,
            stray: false,
        }
    }

    /// The innermost open section.
    pub(super) fn section(&self) -> Option<&OpenSection> {
        self.sections.get(self.open_sections.checked_sub(1)?)
    }

    pub(super) fn section_mut(&mut self) -> Option<&mut OpenSection> {
        self.sections.get_mut(self.open_sections.checked_sub(1)?)
    }

    /// What the element in hand is in.
    pub(super) fn place(&self) -> Option<Place> {
        self.open.last().map(|frame| frame.place)
    }

    pub(super) fn position(&self) -> Position {
        let section = self.section();
        Position {
            record: self.records,
            byte: 0,
            document: self.documents,
            section: section.map_or(0, |section| section.position.section),
            entry: 0,
        }
    }

    pub(super) fn position_at(&self, byte: u64) -> Position {
        Position {
            byte,
            ..self.position()
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    pub(super) fn tell(&mut self, step: Step) {
        if !self.told {
            self.told = true;
            let early = self.early.drain(..).map(Step::Defect);
            self.steps.extend(early);
        }
        self.steps.push_back(step);
    }

    /// Tells of a defect, once it is known that the stream is a document.
    pub(super) fn found(&mut self, problem: Problem, byte: u64) {
        let position = self.begun.map_or_else(
            || self.position_at(byte),
            |begun| Position { byte, ..begun },
        );
        let defect = Defect { position, problem };
        if self.told {
            self.steps.push_back(Step::Defect(defect));
        } else if self.early.len() < EARLY {
            self.early.push(defect);
        }
    }

    /// The record that is told next, or the last one if none waits.
    pub(super) fn told_next(&self) -> u64 {
        let waiting = self.steps.iter().filter(|step| step.is_record()).count();
        let begun = u64::from(self.begun.is_some());
        match u64::try_from(waiting) {
            Ok(waiting) if waiting > 0 => (self.records + 1).saturating_sub(waiting + begun),
            _ => self.records,
        }
    }

    /// Tells of a defect before everything else that is to be told.
    pub(super) fn found_first(&mut self, problem: Problem, position: Position) {
        let defect = Defect { position, problem };
        if self.told {
            self.steps.push_front(Step::Defect(defect));
        } else {
            self.early.insert(0, defect);
        }
    }

    fn text(&mut self, text: &str, byte: u64) {
        if self.deep > 0 {
            return;
        }
        let Some(place) = self.place() else {
            self.outside(text, byte);
            return;
        };
        match place {
            Place::Header | Place::Entry | Place::EntryRoot => self.gather_text(text),
            Place::SectionHead => self.head_text(text),
            Place::Narrative | Place::NarrativeRoot => self.narrate(text, byte),
            Place::NonXmlText => {
                let said = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
                self.body.bytes += u64::try_from(said.count()).unwrap_or(u64::MAX);
            }
            _ => {}
        }
    }

    fn gather_text(&mut self, text: &str) {
        if self.tree.damage.is_some() {
            return;
        }
        if self.tree.bytes() + text.len() > self.limits.tree_bytes {
            self.damage(Damage::TooLong);
            return;
        }
        self.tree.text(text);
        self.check_size();
    }

    fn head_text(&mut self, text: &str) {
        let limit = self.limits.head_bytes;
        let Some(section) = self.section_mut() else {
            return;
        };
        let head = &mut section.head;
        if head.damage.is_some() {
            return;
        }
        if head.bytes() + text.len() > limit {
            head.damage = Some(Damage::TooLong);
        } else {
            head.text(text);
        }
    }

    fn narrate(&mut self, text: &str, byte: u64) {
        let (others, _) = self.other_narratives();
        let limit = self.limits.narrative_bytes.saturating_sub(others);
        let Some(section) = self.section_mut() else {
            return;
        };
        let was_full = section.narrative.full;
        section.narrative.push(text, limit);
        if section.narrative.full && !was_full {
            self.found(Problem::NarrativeTooLong, byte);
        }
    }

    /// Bytes and ids that are kept of the sections around the innermost one.
    pub(super) fn other_narratives(&self) -> (usize, usize) {
        let outer = self
            .sections
            .iter()
            .take(self.open_sections.saturating_sub(1));
        outer.fold((0, 0), |(bytes, ids), section| {
            let (b, i) = section.narrative.size();
            (bytes + b, ids + i)
        })
    }

    /// Text outside of documents.
    fn outside(&mut self, text: &str, byte: u64) {
        if !self.stray && text.bytes().any(|byte| !byte.is_ascii_whitespace()) {
            self.stray = true;
            self.found(Problem::StrayText, byte);
        }
        self.search(byte);
    }

    /// Gives up where no document begins.
    pub(super) fn search(&mut self, byte: u64) {
        if !self.told && !self.document.open && byte > self.limits.preamble_bytes {
            self.error = Some(Error::NoDocument { searched: byte });
        }
    }

    /// Looks whether the tree in hand has grown too large.
    pub(super) fn check_size(&mut self) {
        if self.tree.damage.is_some() {
            return;
        }
        if self.tree.bytes() > self.limits.tree_bytes {
            self.damage(Damage::TooLong);
        } else if self.tree.count() > self.limits.tree_nodes {
            self.damage(Damage::TooMany);
        }
    }
}

impl Sink for State {
    fn token(&mut self, token: Token<'_>, byte: u64) -> bool {
        match token {
            Token::Start(tag, empty) => self.start(tag, empty, byte),
            Token::End(name) => self.end(name, byte),
            Token::Text(text) => self.text(text, byte),
            Token::Odd(text, oddity) => {
                if !self.open.is_empty() {
                    self.found(
                        match oddity {
                            Oddity::Entity => Problem::Entity,
                            Oddity::Ampersand => Problem::Ampersand,
                        },
                        byte,
                    );
                }
                self.text(text, byte);
            }
            Token::TooLong("", _) => self.damage(Damage::TooLong),
            Token::TooLong(name, empty) => self.start_too_long(name, empty, byte),
            Token::Doctype if !self.told => self.error = Some(Error::Doctype { byte }),
            Token::Doctype => self.break_at(Damage::Doctype, byte),
            Token::Broken(true) => self.break_at(Damage::Cut, byte),
            Token::Broken(false) => self.break_at(Damage::NotWellFormed, byte),
        }
        self.steps.is_empty() && self.error.is_none() && self.broken.is_none()
    }
}
