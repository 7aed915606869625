//! The loops of a guide, from `data/guides.csv`, and what guides ask of elements beyond the standard:
//! those that must be there, from `data/needed.csv` (since 005010), and the values that some may have, from
//! `data/codes.csv` (the union of both versions).
//!
//! 005010X221A1, X222A1, X223A2, X224A2, X214, X212, X231A1; 004010 where it has loops of its own. A loop
//! begins with its first segment, told apart by a qualifier where several begin alike. `!` is required, `+`
//! required since 005010; `R` and `S` are a loop's own use.

use std::collections::HashMap;
use std::sync::LazyLock;

use x12::{Kind, Segment};

use crate::dictionary::rows;

/// A guide: its loops, the set itself first.
#[derive(Debug)]
pub(crate) struct Guide {
    pub(crate) loops: Vec<Loop>,
    demands: HashMap<&'static str, Demands>,
}

/// Element and component of a segment; component 0 is the element itself.
pub(crate) type Place = (usize, usize);

/// What a guide asks of a segment's elements.
#[derive(Debug, Default)]
pub(crate) struct Demands {
    pub(crate) needed: Vec<Place>,
    pub(crate) codes: Vec<(Place, Vec<&'static str>)>,
}

/// A loop of a guide.
#[derive(Debug)]
pub(crate) struct Loop {
    /// As `2010AA`; empty for the set itself.
    pub(crate) id: &'static str,
    /// Places in [`Guide::loops`] of the loops that it stands in.
    pub(crate) within: Vec<usize>,
    pub(crate) required: bool,
    /// How often it may stand in the loop around it; `None` where no number is set.
    pub(crate) most: Option<u32>,
    /// In order. The first begins the loop.
    pub(crate) segments: Vec<Member>,
}

/// A segment of a loop.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) id: &'static str,
    /// Qualifiers that the required one of them has, or that begin the loop.
    pub(crate) qualifiers: Vec<&'static str>,
    pub(crate) need: Need,
}

/// Whether a segment must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Always,
    Since5010,
    Never,
}

/// The guide of a set; `None` for those that are not in the data.
pub(crate) fn of(kind: Kind) -> Option<&'static Guide> {
    match kind {
        // A 277 or 837 of a guide that nobody here knows goes by its bare number.
        Kind::Other(_) => None,
        known => GUIDES.get(known.as_str()),
    }
}

static GUIDES: LazyLock<HashMap<&'static str, Guide>> = LazyLock::new(|| {
    let mut guides: HashMap<&'static str, Guide> = HashMap::new();
    for line in rows(include_str!("../data/guides.csv")) {
        let [name, id, within, used, most, segments] = line.as_slice() else {
            continue;
        };
        let guide = guides.entry(name).or_insert_with(|| Guide {
            loops: vec![],
            demands: HashMap::new(),
        });
        let place = |id: &str| guide.loops.iter().position(|other| other.id == id);
        let made = Loop {
            id,
            within: within.split('/').filter_map(place).collect(),
            required: *used == "R",
            most: most.parse().ok(),
            segments: segments.split_whitespace().map(Member::of).collect(),
        };
        guide.loops.push(made);
    }
    for line in rows(NEEDED) {
        let [names, id, elements] = line.as_slice() else {
            continue;
        };
        for name in names.split('/') {
            let Some(guide) = guides.get_mut(name) else {
                continue;
            };
            let places = elements.split_whitespace().filter_map(place);
            guide.demands.entry(id).or_default().needed.extend(places);
        }
    }
    for line in rows(CODES) {
        let [names, id, at, codes] = line.as_slice() else {
            continue;
        };
        for name in names.split('/') {
            let (Some(guide), Some(at)) = (guides.get_mut(name), place(at)) else {
                continue;
            };
            let codes = codes.split_whitespace().collect();
            guide.demands.entry(id).or_default().codes.push((at, codes));
        }
    }
    guides
});

const NEEDED: &str = include_str!("../data/needed.csv");
const CODES: &str = include_str!("../data/codes.csv");

/// As `05` or `05-2`.
fn place(text: &str) -> Option<Place> {
    let (element, component) = text.split_once('-').unwrap_or((text, "0"));
    Some((element.parse().ok()?, component.parse().ok()?))
}

impl Member {
    fn of(word: &'static str) -> Member {
        let need = match word.as_bytes().last() {
            Some(b'!') => Need::Always,
            Some(b'+') => Need::Since5010,
            _ => Need::Never,
        };
        let word = word.trim_end_matches(['!', '+']);
        let (id, qualifiers) = word.split_once('*').unwrap_or((word, ""));
        Member {
            id,
            qualifiers: qualifiers.split('/').filter(|q| !q.is_empty()).collect(),
            need,
        }
    }

    /// Whether this is the segment, by its id and its qualifier.
    pub(crate) fn is(&self, segment: &Segment<'_>) -> bool {
        let qualifier = match self.id {
            "HL" => segment.element(3),
            _ => segment.element(1),
        };
        let told = |known: &&str| known.as_bytes() == qualifier;
        self.id.as_bytes() == segment.id()
            && (self.qualifiers.is_empty() || self.qualifiers.iter().any(told))
    }
}

impl Loop {
    /// Whether a segment begins it.
    pub(crate) fn begins(&self, segment: &Segment<'_>) -> bool {
        self.segments.first().is_some_and(|first| first.is(segment))
    }

    /// The segment that begins it.
    pub(crate) fn first(&self) -> Vec<u8> {
        let first = self.segments.first().map_or("", |first| first.id);
        first.as_bytes().to_vec()
    }

    /// Where in the loop a segment stands, if it has one of this id.
    pub(crate) fn position(&self, id: &[u8]) -> Option<usize> {
        self.segments
            .iter()
            .position(|member| member.id.as_bytes() == id)
    }
}

impl Guide {
    /// What the guide asks of a segment and the standard does not.
    pub(crate) fn demands(&self, id: &[u8]) -> Option<&Demands> {
        self.demands.get(std::str::from_utf8(id).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loop_stands_in_one_that_is_known() {
        for line in rows(include_str!("../data/guides.csv")) {
            let guide = &GUIDES[line[0]];
            let made = guide.loops.iter().find(|made| made.id == line[1]).unwrap();
            let around = line[2].split('/').filter(|_| !line[1].is_empty());
            assert_eq!(made.within.len(), around.count(), "{line:?}");
            assert!(!made.segments.is_empty(), "{line:?}");
        }
    }

    #[test]
    fn what_is_asked_for_belongs_to_a_segment_of_a_guide() {
        let needed = rows(NEEDED).map(|line| (line[0], line[1]));
        for (names, id) in needed.chain(rows(CODES).map(|line| (line[0], line[1]))) {
            for name in names.split('/') {
                let guide = &GUIDES[name];
                let known = |made: &Loop| made.position(id.as_bytes()).is_some();
                assert!(guide.loops.iter().any(known), "{name} {id}");
                assert!(guide.demands(id.as_bytes()).is_some(), "{name} {id}");
            }
        }
        let clm = GUIDES["837P"].demands(b"CLM").unwrap();
        assert!(clm.needed.contains(&(5, 2)));
        assert!(
            clm.codes
                .iter()
                .any(|(at, codes)| *at == (6, 0) && codes == &["N", "Y"])
        );
    }
}
