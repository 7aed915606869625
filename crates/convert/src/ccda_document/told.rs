//! What a document says of itself, and what all its rows share: keys, times, numbers.

use bumpalo::Bump;
use ccda::datatype::{Ii, IvlTs};
use ccda::entry::Statement;
use ccda::template_name;
use domain::Digest;
use jiff::civil::Date;
use tables::{ClinicalNote, Micros, TableMeta};
use x12::Position;

use super::said::{Said, Stretch};
use super::section::Open;
use super::{FORMAT, Seen};
use crate::authority;
use crate::identity::join;

/// The visit that a document is of.
#[derive(Debug, Clone, Default)]
pub(super) struct Visit<'w> {
    /// By its first number.
    pub(super) key: Option<&'w str>,
    /// By each of its numbers.
    pub(super) keys: Vec<&'w str>,
    /// First and last day, where they are told.
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) location: Option<&'w str>,
}

/// A row of `clinical_note`, which waits for the sections.
#[derive(Debug)]
pub(super) struct Note<'w> {
    pub(super) row: ClinicalNote<'w>,
    pub(super) position: Position,
    pub(super) incomplete: bool,
}

/// Ordinals of statements, by table.
#[derive(Debug, Default)]
pub(crate) struct Ordinals(Vec<(&'static str, i32)>);

impl Ordinals {
    pub(super) fn next(&mut self, table: &'static str) -> i32 {
        if let Some((_, rows)) = self.0.iter_mut().find(|(name, _)| *name == table) {
            *rows += 1;
            return *rows;
        }
        self.0.push((table, 1));
        1
    }
}

/// A document being mapped.
#[derive(Debug)]
pub(super) struct Told<'w> {
    pub(super) words: &'w Bump,
    /// The feed: who gives numbers that no authority gives.
    pub(super) source: &'w str,
    /// `ClinicalDocument.code`.
    pub(super) kind: &'w str,
    /// The document's id here: what acts are known by where nobody is named.
    pub(super) document: &'w str,
    /// `ClinicalDocument.setId`, else its id: the same for all versions.
    pub(super) set: Option<&'w str>,
    /// `ClinicalDocument.id`.
    pub(super) id: Option<&'w str>,
    /// Minutes east of UTC, as the document's own time has them: they hold for every time of it that names none.
    pub(super) zone: Option<i16>,
    /// `ClinicalDocument.effectiveTime`.
    pub(super) stated: Option<Micros>,
    pub(super) stated_assumed: bool,
    /// Nobody where the document is of a group.
    pub(super) patient: Option<&'w str>,
    pub(super) visit: Option<Visit<'w>>,
    pub(super) note: Option<Note<'w>>,
    /// Sections that have begun and not ended.
    pub(super) open: Vec<Open>,
    /// LOINC codes of sections that say something.
    pub(super) sections: Vec<String>,
    /// Keys of providers that have a row.
    pub(super) seen: Seen,
    pub(super) ordinals: Ordinals,
    /// Where all of it stands, for a document inside of another record.
    inside: Option<Inside>,
}

/// Where a document stands that is inside of another record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    /// Of the record around it.
    pub(crate) position: Position,
    /// Where the document's own bytes begin in the file as unpacked; `None` where they stand there in other bytes.
    pub(crate) offset: Option<u64>,
    /// Which it is in its unit.
    pub(crate) ordinals: [u32; 3],
}

/// What an entry has to do with the visit of its document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Belonging<'e> {
    pub(super) encounter: Option<&'e str>,
    pub(super) is_history: bool,
}

impl<'w> Told<'w> {
    pub(super) fn new(words: &'w Bump, source: &str) -> Told<'w> {
        Told {
            words,
            source: words.alloc_str(source),
            kind: "ClinicalDocument",
            document: "",
            set: None,
            id: None,
            zone: None,
            stated: None,
            stated_assumed: false,
            patient: None,
            visit: None,
            note: None,
            open: Vec::new(),
            sections: Vec::new(),
            seen: Seen::new(),
            ordinals: Ordinals::default(),
            inside: None,
        }
    }

    /// The same for a document inside of another record.
    pub(super) fn inside(self, inside: Inside, ordinals: Ordinals) -> Told<'w> {
        Told {
            ordinals,
            inside: Some(inside),
            ..self
        }
    }

    /// A place as rows, rejects and issues have it: in the file, whatever is around the document.
    pub(super) fn place(&self, position: ccda::Position) -> Position {
        let Some(inside) = self.inside else {
            return super::place(position);
        };
        let byte = inside
            .offset
            .map(|offset| offset.saturating_add(position.byte));
        Position {
            byte: byte.unwrap_or(inside.position.byte),
            ..inside.position
        }
    }

    /// How many records these are in the accounting; those of a document inside of another record are part of that.
    pub(super) fn records(&self, records: u64) -> u64 {
        match self.inside {
            Some(_) => 0,
            None => records,
        }
    }

    /// A statement to be read for a row.
    pub(super) fn said<'e>(
        &self,
        words: &'e Bump,
        position: ccda::Position,
        statement: Statement<'_>,
    ) -> Said<'e> {
        let template = statement
            .template_ids()
            .find_map(|id| id.root().and_then(template_name));
        let name = template.unwrap_or_else(|| ccda::element_name(statement.element().name()));
        Said::new(words, self.place(position), self.zone, name)
    }

    /// What a statement of a table says of itself: as of the document, else as of the author's own time.
    pub(super) fn statement<'e>(
        &mut self,
        table: &TableMeta,
        said: &Said<'_>,
        authored: Option<Micros>,
    ) -> tables::Statement<'e>
    where
        'w: 'e,
    {
        tables::Statement {
            format: FORMAT,
            message_type: self.kind,
            message_id: self.id,
            ordinal: self.ordinals.next(table.name),
            stated: authored.or(self.stated),
            zone_assumed: said.assumed || authored.is_none() && self.stated_assumed,
            cleared: None,
            deleted: false,
            ..tables::Statement::default()
        }
    }

    /// The key of a number of a person or visit: who gives it, else the feed.
    pub(super) fn own_key(&self, id: Ii<'_>) -> Option<&'w str> {
        let key = match (key(id), id.extension()) {
            (Some(key), _) => key,
            (None, Some(extension)) => join(&[self.source, extension]),
            (None, None) => return None,
        };
        Some(self.words.alloc_str(&key))
    }

    /// The visit that an act is of. The visit's own number decides, else the day: what a document tells of other days
    /// is history, and no service of its visit.
    pub(super) fn belonging<'e>(
        &self,
        encounters: impl Iterator<Item = Ii<'e>>,
        when: Stretch,
        words: &'e Bump,
    ) -> Belonging<'e>
    where
        'w: 'e,
    {
        let mut named = None;
        for id in encounters {
            let Some(own) = key(id) else {
                continue;
            };
            match self.is_visit(&own) {
                Some(visit) => return visit,
                None => named = named.or_else(|| Some(&*words.alloc_str(&own))),
            }
        }
        match (&self.visit, named) {
            (_, Some(_)) => Belonging {
                encounter: named,
                is_history: true,
            },
            (Some(visit), None) if visit.holds(when) => self.of_visit(),
            _ => Belonging {
                encounter: None,
                is_history: true,
            },
        }
    }

    /// Of the visit, if this is its key.
    pub(super) fn is_visit<'e>(&self, key: &str) -> Option<Belonging<'e>>
    where
        'w: 'e,
    {
        let visit = self.visit.as_ref()?;
        visit.keys.contains(&key).then(|| self.of_visit())
    }

    /// Of the document's visit; history where it is of none.
    pub(super) fn of_visit<'e>(&self) -> Belonging<'e>
    where
        'w: 'e,
    {
        let visit = self.visit.as_ref();
        Belonging {
            encounter: visit.and_then(|visit| visit.key),
            is_history: visit.is_none(),
        }
    }
}

impl Visit<'_> {
    /// Whether something began on a day of the visit. One without an end goes on.
    fn holds(&self, when: Stretch) -> bool {
        let day = when.start.date.or(when.end.date);
        let from = self.from.or(self.to);
        match (day, from) {
            (Some(day), Some(from)) => from <= day && self.to.is_none_or(|to| day <= to),
            _ => false,
        }
    }
}

/// Who gives a number, and the number; the root alone where it is the number. `None` where nobody is named.
pub(super) fn key(id: Ii<'_>) -> Option<String> {
    let assigner = id.root().or_else(|| id.assigning_authority_name());
    let assigner = assigner.map(authority::name);
    match (assigner, id.extension()) {
        (Some(assigner), Some(extension)) => Some(authority::key(Some(assigner), "", extension)),
        (Some(_), None) => Some(authority::key(Some(authority::URI), "", id.root()?)),
        (None, _) => None,
    }
}

/// The number itself, as columns of a source's own numbers have it: of a root alone the root.
pub(super) fn own<'i>(ids: impl Iterator<Item = Ii<'i>>) -> Option<&'i str> {
    let mut ids = ids.filter(|id| id.root() != Some(Ii::SSN) && key(*id).is_some());
    ids.find_map(|id| id.extension().or_else(|| id.root()))
}

/// The key of the first number of several.
pub(super) fn first<'i, 'e>(ids: impl Iterator<Item = Ii<'i>>, words: &'e Bump) -> Option<&'e str> {
    let mut ids = ids.filter(|id| id.root() != Some(Ii::SSN));
    ids.find_map(key).map(|key| &*words.alloc_str(&key))
}

/// What an act without a number is known by: whose it is, what, and when. The longest words are known by their digest.
pub(super) fn unnumbered<'e>(
    told: &Told<'_>,
    what: &[Option<&str>],
    when: Stretch,
    words: &'e Bump,
) -> &'e str {
    let at = when.start.instant.or(when.end.instant);
    let at = at.map(|at| at.0.to_string()).unwrap_or_default();
    let of = told.patient.or(told.id).unwrap_or(told.document);
    let mut parts = vec!["entry", of];
    parts.extend(what.iter().map(|part| part.unwrap_or_default()));
    parts.push(&at);
    let joined = join(&parts);
    match joined.len() {
        0..=200 => words.alloc_str(&joined),
        _ => words.alloc_str(&join(&[
            "entry",
            &Digest::of(&[joined.as_bytes()]).to_string(),
        ])),
    }
}

/// When the author of an entry wrote it.
pub(super) fn authored<'e>(statement: Statement<'e>, said: &mut Said<'e>) -> Option<Micros> {
    let time: Option<IvlTs<'e>> = statement.authors().find_map(|author| author.time());
    said.instant("author/time", time)
}
