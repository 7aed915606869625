//! Where each segment of a set stands in the loops of its guide, and what is wrong with the order.

use x12::{Kind, Segment};

use crate::guide::{self, Guide, Loop, Member, Need, Place};

/// Follows one set through its guide. Memory is the depth of the guide.
#[derive(Debug, Default)]
pub(crate) struct Walker {
    guide: Option<&'static Guide>,
    since_5010: bool,
    /// The set and the loops that are open, the innermost last.
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    /// Its place in the guide.
    at: usize,
    /// Where the last of its own segments stands in it.
    last: usize,
    /// A bit for each of its segments that was seen.
    seen: u64,
    /// Loops inside it that were seen, and how often.
    within: Vec<(usize, u32)>,
    /// Nothing but its first segment was seen.
    fresh: bool,
}

/// Where a segment stands, for those who show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    pub(crate) depth: usize,
    pub(crate) begins: Option<&'static str>,
    pub(crate) first: bool,
}

/// A fault of the order. X12 005010X231A1, IK3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// The segment that is meant: the one in hand, or a missing one.
    pub(crate) segment: Vec<u8>,
    /// The loop that it belongs to, where one is known.
    pub(crate) within: Option<&'static str>,
    /// IK304: 1 unknown, 2 unexpected, 3 missing, 4 loop too often, 6 not in this set, 7 out of order.
    pub(crate) code: &'static str,
}

impl Walker {
    /// A set begins. `version` is the guide that GS08 or ST03 names.
    pub(crate) fn start(&mut self, kind: Kind, version: &[u8]) {
        self.guide = guide::of(kind);
        self.since_5010 = !version.starts_with(b"004");
        self.open.clear();
        self.open.push(Open::new(0, 0));
    }

    /// Takes the next segment: the loop it stands in, and what is wrong with its place.
    pub(crate) fn segment(
        &mut self,
        segment: &Segment<'_>,
        misplaced: &mut Vec<Misplaced>,
    ) -> Option<&'static str> {
        let guide = self.guide?;
        let innermost = self.open.len().checked_sub(1)?;
        if let Some(open) = self.open.last_mut() {
            open.fresh = false;
        }
        for depth in (0..=innermost).rev() {
            if depth == innermost && self.belongs(guide, depth, segment, misplaced) {
                return self.named(guide, depth);
            }
            let around = self.open.get(depth)?.at;
            let inner = guide
                .loops
                .iter()
                .position(|inner| inner.within.contains(&around) && inner.begins(segment));
            if let Some(inner) = inner {
                self.close(guide, depth + 1, misplaced);
                self.begin(guide, inner, misplaced);
                return self.named(guide, depth + 1);
            }
            if depth < innermost && self.belongs(guide, depth, segment, misplaced) {
                if is_behind_loops(segment.id()) {
                    self.close(guide, depth + 1, misplaced);
                }
                return self.named(guide, depth);
            }
        }
        self.stray(guide, segment, misplaced)
    }

    /// A segment can't be read that seems to be this one; empty where nobody can tell. It is not missed.
    pub(crate) fn damaged(&mut self, id: &[u8]) {
        let Some(guide) = self.guide else {
            return;
        };
        for open in self.open.iter_mut().rev() {
            let known = guide
                .loops
                .get(open.at)
                .map_or(&[][..], |around| &around.segments);
            let mut found = id.is_empty();
            for (bit, member) in known.iter().enumerate() {
                if id.is_empty() || member.id.as_bytes() == id {
                    open.seen |= 1 << bit;
                    found = true;
                }
            }
            if found {
                return;
            }
        }
    }

    /// The set ends: what it should have had.
    pub(crate) fn end(&mut self, misplaced: &mut Vec<Misplaced>) {
        if let Some(guide) = self.guide {
            self.close(guide, 0, misplaced);
        }
    }

    /// What the guide asks of a segment's elements, beyond the standard.
    pub(crate) fn demands(
        &self,
        id: &[u8],
    ) -> (&'static [Place], &'static [(Place, Vec<&'static str>)]) {
        let demands = self.guide.and_then(|guide| guide.demands(id));
        let needed = demands.filter(|_| self.since_5010);
        (
            needed.map_or(&[], |demands| demands.needed.as_slice()),
            demands.map_or(&[], |demands| demands.codes.as_slice()),
        )
    }

    /// How deep the loop in hand is: 0 in the set itself; and its id, where the segment taken last began it.
    pub(crate) fn stands(&self) -> Stands {
        let open = self.open.last();
        let begun = open.filter(|open| open.fresh && self.open.len() > 1);
        Stands {
            depth: self.open.len().saturating_sub(1),
            begins: begun.and_then(|open| number(self.guide?.loops.get(open.at)?)),
            first: begun.is_some(),
        }
    }

    pub(crate) fn is_known(&self) -> bool {
        self.guide.is_some()
    }

    fn named(&self, guide: &'static Guide, depth: usize) -> Option<&'static str> {
        let id = guide.loops.get(self.open.get(depth)?.at)?.id;
        // The set and what follows its loops have no number.
        id.starts_with(|first: char| first.is_ascii_digit())
            .then_some(id)
    }

    /// Whether a segment is one of an open loop's own; if so, it is counted there.
    fn belongs(
        &mut self,
        guide: &'static Guide,
        depth: usize,
        segment: &Segment<'_>,
        misplaced: &mut Vec<Misplaced>,
    ) -> bool {
        let innermost = depth + 1 == self.open.len();
        let Some(open) = self.open.get_mut(depth) else {
            return false;
        };
        let Some(around) = guide.loops.get(open.at) else {
            return false;
        };
        let Some(position) = around.position(segment.id()) else {
            return false;
        };
        // The first segment of a loop begins another one.
        if position == 0 && depth > 0 {
            return false;
        }
        if position < open.last || (!innermost && !is_behind_loops(segment.id())) {
            misplaced.push(Misplaced {
                segment: segment.id().to_vec(),
                within: number(around),
                code: "7",
            });
        }
        open.last = open.last.max(position);
        for (bit, member) in around.segments.iter().enumerate() {
            if member.is(segment) {
                open.seen |= 1 << bit;
            }
        }
        true
    }

    fn begin(&mut self, guide: &'static Guide, at: usize, misplaced: &mut Vec<Misplaced>) {
        let begun = guide.loops.get(at);
        if let (Some(around), Some(begun)) = (self.open.last_mut(), begun) {
            let times = around.count(at);
            if begun.most.is_some_and(|most| times > most) {
                misplaced.push(Misplaced {
                    segment: begun.first(),
                    within: number(begun),
                    code: "4",
                });
            }
        }
        self.open.push(Open::new(at, 1));
    }

    /// A segment that has no place where it stands.
    fn stray(
        &mut self,
        guide: &'static Guide,
        segment: &Segment<'_>,
        misplaced: &mut Vec<Misplaced>,
    ) -> Option<&'static str> {
        let id = x12::segment_name(segment.id());
        let known = guide
            .loops
            .iter()
            .any(|other| other.position(segment.id()).is_some());
        misplaced.push(Misplaced {
            segment: segment.id().to_vec(),
            within: None,
            code: match (id, known) {
                ("unknown", _) => "1",
                (_, true) => "2",
                (_, false) => "6",
            },
        });
        // What follows belongs to the loop that it would begin.
        let begun = guide
            .loops
            .iter()
            .position(|other| !other.id.is_empty() && other.begins(segment))?;
        let mut path = vec![begun];
        while let Some(outer) = guide.loops.get(*path.last()?)?.within.first() {
            path.push(*outer);
        }
        path.reverse();
        let same = self
            .open
            .iter()
            .zip(&path)
            .take_while(|(open, at)| open.at == **at)
            .count();
        self.close(
            guide,
            same.min(path.len().saturating_sub(1)).max(1),
            misplaced,
        );
        for at in path.get(self.open.len()..).unwrap_or_default() {
            if let Some(around) = self.open.last_mut() {
                around.count(*at);
            }
            // That the loops around it are missing is said once, by the segment itself.
            let all = if *at == begun { 1 } else { u64::MAX };
            self.open.push(Open::new(*at, all));
        }
        self.named(guide, self.open.len().checked_sub(1)?)
    }

    /// Closes the loops from `depth` on, and notes what they lack.
    fn close(&mut self, guide: &'static Guide, depth: usize, misplaced: &mut Vec<Misplaced>) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else {
                return;
            };
            let Some(closed) = guide.loops.get(open.at) else {
                continue;
            };
            // Of a loop that nothing but a stray segment opened nothing is asked.
            if open.seen == u64::MAX {
                continue;
            }
            for (bit, member) in closed.segments.iter().enumerate() {
                if open.seen & (1 << bit) == 0 && self.needs(member) {
                    misplaced.push(Misplaced {
                        segment: member.id.as_bytes().to_vec(),
                        within: number(closed),
                        code: "3",
                    });
                }
            }
            for (at, inner) in guide.loops.iter().enumerate() {
                let missing = inner.required
                    && inner.within.contains(&open.at)
                    && !open.within.iter().any(|(seen, _)| *seen == at);
                if missing {
                    misplaced.push(Misplaced {
                        segment: inner.first(),
                        within: number(inner),
                        code: "3",
                    });
                }
            }
        }
    }

    fn needs(&self, member: &Member) -> bool {
        match member.need {
            Need::Always => true,
            Need::Since5010 => self.since_5010,
            Need::Never => false,
        }
    }
}

/// What closes a loop from behind the loops inside it.
fn is_behind_loops(id: &[u8]) -> bool {
    matches!(id, b"IK5" | b"AK5" | b"AK9")
}

impl Open {
    fn new(at: usize, seen: u64) -> Open {
        Open {
            at,
            last: 0,
            seen,
            within: vec![],
            fresh: true,
        }
    }

    /// One more of a loop inside: how many that makes.
    fn count(&mut self, at: usize) -> u32 {
        if let Some((_, times)) = self.within.iter_mut().find(|(seen, _)| *seen == at) {
            *times = times.saturating_add(1);
            return *times;
        }
        self.within.push((at, 1));
        1
    }
}

fn number(of: &Loop) -> Option<&'static str> {
    of.id
        .starts_with(|first: char| first.is_ascii_digit())
        .then_some(of.id)
}
