//! Levels: read once for what is wrong in them, and again with each claim they feed.

use std::collections::VecDeque;

use tables::WriteError;
use x12::claim::{Level, LevelItem};

use super::Set;
use super::party::Read;
use crate::context::Context;
use crate::tally::Tally;

/// Records that wait for a claim to feed.
#[derive(Debug)]
pub(super) struct Pending {
    head: u64,
    /// Levels by ordinal. The reader forgets old levels, so these are forgotten too.
    levels: VecDeque<(u64, u64)>,
    limit: usize,
}

impl Pending {
    pub(super) fn new(limit: usize) -> Pending {
        // The reader keeps at least the levels a claim stands under.
        Pending {
            head: 0,
            levels: VecDeque::new(),
            limit: limit.max(4),
        }
    }

    pub(super) fn add_head(&mut self, records: u64) {
        self.head += records;
    }

    fn add_level(&mut self, ordinal: u64, records: u64, tally: &mut Tally) {
        if self.levels.len() >= self.limit
            && let Some((_, unused)) = self.levels.pop_front()
        {
            tally.ignored(UNUSED, unused);
        }
        self.levels.push_back((ordinal, records));
    }

    /// A claim's row was written with what these levels and the head say.
    pub(super) fn used(&mut self, levels: &[Option<Level<'_>>], tally: &mut Tally) {
        let head = std::mem::take(&mut self.head);
        if head > 0 {
            tally.mapped(head);
        }
        for level in levels.iter().flatten() {
            let found = self
                .levels
                .iter()
                .rposition(|(ordinal, _)| *ordinal == level.ordinal());
            if let Some((_, records)) = found.and_then(|at| self.levels.remove(at)) {
                tally.mapped(records);
            }
        }
    }

    /// The set has ended: what still waits has fed nothing.
    pub(super) fn finish(&mut self, tally: &mut Tally) {
        tally.ignored("head without a claim", std::mem::take(&mut self.head));
        for (_, records) in self.levels.drain(..) {
            tally.ignored(UNUSED, records);
        }
    }
}

const UNUSED: &str = "level without a claim";

impl Set {
    /// Counts a level, and notes what is wrong in it. Its rows come with its claims.
    pub(super) fn level(
        &mut self,
        level: Level<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let hl = level.hl();
        if self.texts.load(level.span().segments()) {
            cx.latin1(hl.segment().position())?;
        }
        let mut used = 1;
        for (item, segment) in level.items().zip(level.span().segments().skip(1)) {
            match (hl.level_code(), item) {
                (b"20", LevelItem::Prv(_))
                | (b"22", LevelItem::Sbr(_))
                | (b"23", LevelItem::Pat(_)) => {
                    used += 1;
                }
                _ => cx.ignore(&segment, ""),
            }
        }
        for party in level.parties() {
            let read = Read::new(party, self.kind, &self.texts);
            used += read.used();
            read.report(cx)?;
        }
        self.pending.add_level(level.ordinal(), used, &mut cx.tally);
        Ok(())
    }
}
