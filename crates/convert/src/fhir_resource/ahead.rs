//! A stretch of the stream that is held: what is referred to may come behind what refers to it, as the included
//! resources of a search do.

use std::mem;
use std::rc::Rc;

use fhir::datatype::FhirDateTime;
use fhir::{Bundle, Entry, Target as Address};
use tables::Micros;
use x12::Position;

use super::known::{Facts, Known, Target};
use super::told::{Servers, Shared, own_reference};
use super::value;
use crate::identity::join;
use crate::limits::Limits;

/// An entry that waits to be mapped. Holds PHI.
pub(super) struct Held {
    /// The resource.
    pub(super) json: Option<String>,
    pub(super) position: Position,
    pub(super) full_url: Option<String>,
    pub(super) method: Option<String>,
    pub(super) url: Option<String>,
    /// Bundle.timestamp.
    pub(super) sent: Option<Micros>,
    pub(super) facts: Option<Shared>,
    home: Option<Rc<str>>,
    own: Option<String>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl Held {
    /// Whose resources are around it.
    pub(super) fn servers<'h>(&'h self, source: &'h str) -> Servers<'h> {
        Servers {
            source,
            home: self.home.as_deref(),
            own: self.own.as_deref(),
        }
    }
}

/// What is held, and what is known of all that was.
#[derive(Debug)]
pub(super) struct Ahead {
    source: String,
    known: Known,
    held: Vec<Held>,
    bytes: usize,
    most: usize,
    /// Address of the Bundle's first entry.
    home: Option<Rc<str>>,
    sent: Option<Micros>,
    /// Versions come newest first (FHIR R4, http.html#history): of several the first is known.
    is_history: bool,
}

/// Resources behind which members and their insurance are known by their keys alone: what payers answer comes with few,
/// and an export of all patients may have no more in memory than what the limit is reckoned for.
const MEMBERS: usize = 10_000;

/// What an entry takes beside its text.
const ENTRY: usize = 512;

impl Ahead {
    pub(super) fn new(source: &str, limits: &Limits) -> Ahead {
        Ahead {
            source: source.to_owned(),
            known: Known::new(limits.known),
            held: Vec::new(),
            bytes: 0,
            most: limits.ahead_bytes,
            home: None,
            sent: None,
            is_history: false,
        }
    }

    /// A Bundle begins.
    pub(super) fn begin(&mut self, bundle: &Bundle<'_>) {
        self.home = None;
        self.sent = time(bundle.timestamp);
        self.is_history = bundle.kind == "history";
    }

    /// Holds one more; true if it is enough.
    pub(super) fn hold(&mut self, entry: &Entry<'_>) -> bool {
        let full_url = entry.full_url.as_deref();
        let own = full_url.and_then(|url| match Address::of(url) {
            Address::Absolute { base, .. } => Some(base),
            _ => None,
        });
        if self.home.is_none() {
            self.home = own.map(Rc::from);
        }
        let servers = Servers {
            source: &self.source,
            home: self.home.as_deref(),
            own,
        };
        let mut facts = None;
        if let Some(resource) = entry.resource {
            let reference = own_reference(resource, full_url, servers);
            let mut of = Facts::of(resource, servers, reference.as_deref());
            if let Some(facts) = &mut of
                && self.known.len() >= MEMBERS
            {
                (facts.member, facts.insured) = (None, None);
            }
            facts = of.map(Rc::new);
            let target = Target {
                reference: reference.clone(),
                facts: facts.clone(),
            };
            // What has an address of its own in the Bundle is called by its id elsewhere.
            let url = full_url.filter(|_| own.is_none());
            let url = url.map(|url| join(&[&self.source, url]));
            let reference = reference.filter(|_| facts.is_some());
            for address in url.into_iter().chain(reference) {
                if !self.is_history || self.known.get(&address).is_none() {
                    self.known.add(address, target.clone());
                }
            }
        }
        let json = entry.resource.map(|resource| resource.json().to_owned());
        self.bytes += json.as_ref().map_or(0, String::len) + ENTRY;
        self.held.push(Held {
            json,
            position: super::place(entry.position),
            full_url: full_url.map(str::to_owned),
            method: entry.method.map(str::to_owned),
            url: entry.url.as_deref().map(str::to_owned),
            sent: self.sent,
            facts,
            home: self.home.clone(),
            own: own.map(str::to_owned),
        });
        self.bytes >= self.most
    }

    /// Everything that is held.
    pub(super) fn take(&mut self) -> Vec<Held> {
        self.bytes = 0;
        mem::take(&mut self.held)
    }

    /// What is known so far.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }
}

/// A time that stands alone.
pub(super) fn time(text: &str) -> Option<Micros> {
    let text = serde_json::to_string(text).ok()?;
    let time: FhirDateTime<'_> = serde_json::from_str(&text).ok()?;
    value::moment(&time)?.instant
}
