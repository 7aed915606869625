//! The levels that claims stand under, kept so that HL02 finds its HL01.

use std::collections::VecDeque;

use super::Level;
use crate::Limits;
use crate::loop_buffer::LoopBuffer;
use crate::segment::Hl;

/// The levels of a set. Beyond a number, and beyond a size, the oldest are forgotten, but never those
/// the current claim stands under.
pub(super) struct Levels {
    kept: Vec<Kept>,
    /// Places of those that are there, the oldest first; and places that are free.
    live: VecDeque<usize>,
    free: Vec<usize>,
    limit: usize,
    /// Bytes that may be held, and those that are.
    bytes: usize,
    held: usize,
    /// Serial number of the next level in the set.
    next: u64,
    last: Option<usize>,
    /// A segment was lost that may have been an HL, and none came since.
    doubtful: bool,
    /// Levels of this set were lost or forgotten, so one that is not there is not the nearest.
    missing: bool,
    /// The set is over: what is kept is only still looked at.
    over: bool,
}

#[derive(Default)]
struct Kept {
    buffer: LoopBuffer,
    id: Vec<u8>,
    code: Vec<u8>,
    serial: u64,
    parent: Option<(usize, u64)>,
    /// HL02 named no level, and the parent was taken by order.
    guessed: bool,
}

/// What a claim stands under.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lineage<'a> {
    pub(super) billing: Option<Level<'a>>,
    pub(super) subscriber: Option<Level<'a>>,
    pub(super) patient: Option<Level<'a>>,
    pub(super) uncertain: bool,
}

impl Levels {
    pub(super) fn new(limits: &Limits) -> Self {
        Levels {
            kept: Vec::new(),
            live: VecDeque::new(),
            free: Vec::new(),
            // A claim stands under three.
            limit: limits.levels.max(4),
            bytes: limits.levels_bytes,
            held: 0,
            next: 1,
            last: None,
            doubtful: false,
            missing: false,
            over: false,
        }
    }

    /// Keeps a level that was gathered; the buffer is exchanged for an unused one.
    pub(super) fn keep(&mut self, gathered: &mut LoopBuffer) {
        let Some(hl) = gathered.first().and_then(Hl::try_from_segment) else {
            return;
        };
        let (id, code) = (hl.id().to_vec(), hl.level_code().to_vec());
        let (parent, guessed) = self.parent_of(hl.parent_id(), &code);
        let place = self.free_place(parent);
        let Some(slot) = self.kept.get_mut(place) else {
            return;
        };
        self.live.push_back(place);
        self.held -= slot.held();
        std::mem::swap(&mut slot.buffer, gathered);
        (slot.id, slot.code, slot.parent, slot.guessed) = (id, code, parent, guessed);
        slot.serial = self.next;
        self.held += slot.held();
        self.next += 1;
        self.last = Some(place);
        while self.held > self.bytes && self.forget_one() {}
    }

    /// The set has ended.
    pub(super) fn forget(&mut self) {
        self.over = true;
    }

    /// A segment could not be read that may have been an HL.
    pub(super) fn doubt(&mut self) {
        self.doubtful = true;
        self.missing = true;
    }

    /// An HL was read.
    pub(super) fn settle(&mut self) {
        self.doubtful = false;
    }

    /// Whether the last level is the one that a claim here stands under.
    pub(super) fn is_sure(&self) -> bool {
        !self.doubtful
    }

    pub(super) fn last(&self) -> Option<&LoopBuffer> {
        self.last
            .and_then(|place| self.kept.get(place))
            .map(|kept| &kept.buffer)
    }

    pub(super) fn view_last(&self) -> Option<Level<'_>> {
        self.last
            .and_then(|place| self.kept.get(place))
            .and_then(Kept::view)
    }

    /// What a claim that comes now stands under.
    pub(super) fn lineage(&self) -> Lineage<'_> {
        let mut lineage = Lineage::default();
        for (generation, kept) in self.ancestry(self.last).enumerate() {
            lineage.uncertain |= kept.guessed;
            let slot = match kept.code.as_slice() {
                b"20" => &mut lineage.billing,
                b"22" => &mut lineage.subscriber,
                // Only a claim's own level is its patient.
                b"23" if generation == 0 => &mut lineage.patient,
                _ => continue,
            };
            if slot.is_none() {
                *slot = kept.view();
            }
        }
        lineage.uncertain |= lineage.billing.is_none() || lineage.subscriber.is_none();
        lineage
    }

    /// The first segment of a new set forgets the levels of the one before. This is put off until
    /// then, for the last claim of a set is handed out after its end.
    pub(super) fn begin_if_over(&mut self) {
        if self.over {
            for place in self.live.drain(..) {
                if let Some(kept) = self.kept.get_mut(place) {
                    kept.serial = 0;
                    kept.id.clear();
                }
                self.free.push(place);
            }
            (self.next, self.last, self.over) = (1, None, false);
            (self.doubtful, self.missing) = (false, false);
        }
    }

    /// By HL02; where it names nothing, the nearest level that may be a parent.
    fn parent_of(&self, id: &[u8], code: &[u8]) -> (Option<(usize, u64)>, bool) {
        let wanted: &[u8] = match code {
            b"22" => b"20",
            b"23" => b"22",
            _ => b"",
        };
        if !id.is_empty() {
            let near = self
                .ancestry_places(self.last)
                .find(|&place| self.is_live(place, id));
            let any = || {
                let live = (0..self.kept.len()).filter(|&place| self.is_live(place, id));
                live.max_by_key(|&place| self.kept.get(place).map(|kept| kept.serial))
            };
            if let Some(place) = near.or_else(any) {
                return (self.link(place), false);
            }
        }
        if wanted.is_empty() {
            return (None, false);
        }
        if self.missing {
            return (None, true);
        }
        let has_code = |&place: &usize| self.kept.get(place).is_some_and(|it| it.code == wanted);
        let guess = self.ancestry_places(self.last).find(has_code);
        (guess.and_then(|place| self.link(place)), true)
    }

    fn is_live(&self, place: usize, id: &[u8]) -> bool {
        self.kept
            .get(place)
            .is_some_and(|kept| kept.serial > 0 && kept.id == id)
    }

    fn link(&self, place: usize) -> Option<(usize, u64)> {
        self.kept.get(place).map(|kept| (place, kept.serial))
    }

    /// Where the next level goes: a free place, or that of the oldest the new one does not stand under.
    fn free_place(&mut self, parent: Option<(usize, u64)>) -> usize {
        if let Some(free) = self.free.pop() {
            return free;
        }
        if self.kept.len() < self.limit {
            self.kept.push(Kept::default());
            return self.kept.len() - 1;
        }
        self.missing = true;
        self.take_oldest(parent.map(|(place, _)| place))
            .unwrap_or_default()
    }

    /// Takes out the oldest level that the one at this place does not stand under.
    fn take_oldest(&mut self, place: Option<usize>) -> Option<usize> {
        let spared: Vec<usize> = self.ancestry_places(place).collect();
        let oldest = self.live.iter().position(|at| !spared.contains(at))?;
        self.live.remove(oldest)
    }

    /// Gives back the memory of a free place, else of the oldest level that the last one does not stand
    /// under; false where there is none.
    fn forget_one(&mut self) -> bool {
        let holds = |place: &usize| self.kept.get(*place).is_some_and(|kept| kept.held() > 0);
        let place = match self.free.iter().copied().find(holds) {
            Some(free) => free,
            None => {
                let Some(oldest) = self.take_oldest(self.last) else {
                    return false;
                };
                self.missing = true;
                self.free.push(oldest);
                oldest
            }
        };
        if let Some(kept) = self.kept.get_mut(place) {
            self.held -= kept.held();
            *kept = Kept::default();
        }
        true
    }

    fn ancestry(&self, place: Option<usize>) -> impl Iterator<Item = &Kept> {
        self.ancestry_places(place)
            .filter_map(|place| self.kept.get(place))
    }

    /// A level, its parent, and so on. A level forgotten in between ends it; so does depth, for a
    /// level that names itself.
    fn ancestry_places(&self, place: Option<usize>) -> impl Iterator<Item = usize> {
        let parent = |&place: &usize| {
            let (parent, serial) = self.kept.get(place)?.parent?;
            self.kept
                .get(parent)
                .filter(|kept| kept.serial == serial)
                .map(|_| parent)
        };
        std::iter::successors(place, parent).take(8)
    }
}

impl Lineage<'_> {
    /// Nobody knows what a claim stands under.
    pub(super) fn unknown() -> Self {
        Lineage {
            uncertain: true,
            ..Lineage::default()
        }
    }
}

impl Kept {
    fn held(&self) -> usize {
        self.buffer.held()
    }

    fn view(&self) -> Option<Level<'_>> {
        Level::new(self.buffer.span().ok()?, self.serial)
    }
}
