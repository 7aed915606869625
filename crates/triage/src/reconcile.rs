//! What is evaluated meets what is kept: cases are opened, renewed, moved and closed, each in one transaction.
//! Nothing here reads claims, so that it is simulated by seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _};
use store::Op;
use work::{Facts, Filed, Renewal, Renewed, renew};

use crate::cases::{Body, Evaluated, cases};
use crate::cursor::{Held, LANES};
use crate::error::{Error, Result};
use crate::read::Known;
use crate::run::{Pass, QUEUE, Triaged};

/// How often a case is looked at again that people keep changing meanwhile.
const TRIES: usize = 10;
/// Writes after which the lease is renewed: far fewer than its fifteen minutes are enough for.
const CHUNK: usize = 2_000;

/// One pass over claims, under the lease.
pub(crate) struct Reconcile<'h, 'a> {
    held: &'h mut Held<'a>,
    pass: Pass,
    done: &'h mut Triaged,
}

/// What a pass keeps until it has looked at everything that it looks at.
#[derive(Default)]
pub(crate) struct Left {
    /// Cases that there are.
    found: BTreeSet<String>,
    /// Those of them that are not kept yet.
    new: BTreeMap<String, Write>,
    /// Kept ones that are not of the claims that they were kept of.
    missing: BTreeMap<String, Filed>,
}

/// What came of a write.
enum Wrote {
    /// The case is as it was.
    Nothing,
    /// It is written.
    It,
    /// It was to be closed, and somebody had it in hand by then.
    Touched(Box<Filed>),
}

impl<'h, 'a> Reconcile<'h, 'a> {
    pub(crate) fn new(
        held: &'h mut Held<'a>,
        pass: Pass,
        done: &'h mut Triaged,
    ) -> Reconcile<'h, 'a> {
        Reconcile { held, pass, done }
    }

    /// Writes the cases that are known, and gathers the others: `known` is all that there is of the claims that
    /// `kept` is of.
    pub(crate) async fn gather(
        &mut self,
        known: &Known,
        kept: Vec<Filed>,
        left: &mut Left,
    ) -> Result<()> {
        self.held.renew().await?;
        let found = cases(known, self.pass.day);
        self.done.cases += u64::try_from(found.len()).unwrap_or(u64::MAX);
        let mut kept: BTreeMap<String, Filed> = kept
            .into_iter()
            .filter(|filed| filed.item.queue == QUEUE)
            .map(|filed| (filed.item.id.clone(), filed))
            .collect();
        let mut known = vec![];
        for Evaluated { id, facts } in found {
            let before = kept.remove(&id);
            let is_known = before.as_ref().is_some_and(|before| !before.item.is_gone());
            let write = (self.renewal(id.clone(), Some(facts)), before);
            left.found.insert(id.clone());
            match is_known {
                true => known.push(write),
                false => drop(left.new.insert(id, write)),
            }
        }
        left.missing.extend(kept);
        self.write(known).await.map(drop)
    }

    /// Writes what is new, and what nothing speaks of any more. What people did goes along where a case is known by
    /// another key now.
    pub(crate) async fn finish(&mut self, left: Left) -> Result<()> {
        let Left {
            found,
            new,
            missing,
        } = left;
        let missing = missing.into_values();
        let missing = missing.filter(|before| !found.contains(&before.item.id));
        let (mut touched, untouched): (Vec<Filed>, Vec<Filed>) =
            missing.partition(|before| before.item.human.touched);
        // Whoever takes one in hand meanwhile shows here, and keeps it under its new key.
        let untouched = untouched.into_iter().map(|before| self.nothing(before));
        touched.extend(self.write(untouched.collect()).await?);
        let mut new = New::of(new.into_values().collect());
        let mut writes = vec![];
        for mut before in touched {
            loop {
                let to = match before.item.is_vanished() {
                    true => None,
                    false => new.nearest(&before),
                };
                let Some((to, onto)) = to else {
                    writes.push(self.nothing(before));
                    break;
                };
                let Some((again, other)) = self.moved(before, to, onto).await? else {
                    self.done.written += 1;
                    break;
                };
                before = again;
                writes.push(other);
            }
        }
        writes.extend(new.left());
        self.write(writes).await.map(drop)
    }

    fn renewal(&self, id: String, facts: Option<Facts>) -> Renewal {
        Renewal {
            id,
            queue: QUEUE.to_owned(),
            facts,
            n: self.pass.n,
        }
    }

    /// That nothing speaks of it any more.
    fn nothing(&self, before: Filed) -> Write {
        (self.renewal(before.item.id.clone(), None), Some(before))
    }

    /// Writes them, and returns those that were to be closed and that somebody took in hand meanwhile.
    async fn write(&mut self, writes: Vec<Write>) -> Result<Vec<Filed>> {
        let mut touched = vec![];
        let mut writes = writes.into_iter().peekable();
        while writes.peek().is_some() {
            let mut lanes: Vec<Vec<Write>> = (0..LANES).map(|_| vec![]).collect();
            for (at, write) in writes.by_ref().take(CHUNK).enumerate() {
                if let Some(lane) = lanes.get_mut(at % LANES) {
                    lane.push(write);
                }
            }
            let lanes = lanes.into_iter().enumerate();
            let lanes = lanes.filter(|(_, writes)| !writes.is_empty());
            let this = &*self;
            let mut lanes = futures::stream::iter(lanes)
                .map(|(lane, writes)| this.lane(lane, writes))
                .buffer_unordered(LANES);
            let mut written = 0;
            while let Some((wrote, found)) = lanes.try_next().await? {
                written += wrote;
                touched.extend(found);
            }
            drop(lanes);
            self.done.written += written;
            self.held.renew().await?;
        }
        // Lanes end in any order.
        touched.sort_by(|one, other| one.item.id.cmp(&other.item.id));
        Ok(touched)
    }

    /// Writes one after the other: how many were, and which were touched.
    async fn lane(&self, lane: usize, writes: Vec<Write>) -> Result<(u64, Vec<Filed>)> {
        let (mut written, mut touched) = (0, vec![]);
        for (renewal, before) in writes {
            match self.keep(lane, renewal, before).await? {
                Wrote::Nothing => {}
                Wrote::It => written += 1,
                Wrote::Touched(filed) => touched.push(*filed),
            }
        }
        Ok((written, touched))
    }

    /// Writes one case, if it is another one than before.
    async fn keep(
        &self,
        lane: usize,
        renewal: Renewal,
        mut before: Option<Filed>,
    ) -> Result<Wrote> {
        let is_touched = |filed: &Filed| filed.item.human.touched;
        let was_touched = before.as_ref().is_some_and(is_touched);
        for _ in 0..TRIES {
            let known = before.as_ref().map(|filed| &filed.item);
            let Renewed::Write(item, event) = renew(known, &renewal, self.held.ports.clock.now())
            else {
                return Ok(Wrote::Nothing);
            };
            let ops = work::ops(before.as_ref(), &item, &event)?;
            if self.commit(lane, ops).await? {
                return Ok(Wrote::It);
            }
            before = work::item(self.held.ports.state, &renewal.id).await?;
            if renewal.facts.is_none() && !was_touched {
                match before {
                    Some(filed) if is_touched(&filed) => {
                        return Ok(Wrote::Touched(Box::new(filed)));
                    }
                    found => before = found,
                }
            }
        }
        Err(Error::Store(store::Error::Conflict))
    }

    /// Moves one case with what people did to the key that it is known by now, in one transaction. Somebody may act
    /// on it meanwhile. Where somebody has that one in hand too by then, both are returned, as they are.
    async fn moved(
        &self,
        mut before: Filed,
        to: Renewal,
        mut onto: Option<Filed>,
    ) -> Result<Option<(Filed, Write)>> {
        /// One at a time: any lane is free.
        const LANE: usize = 0;
        let state = self.held.ports.state;
        for _ in 0..TRIES {
            let there = onto.as_ref().map(|onto| &onto.item);
            let now = self.held.ports.clock.now();
            let Some([(old, leaves), (new, arrives)]) = work::moves(&before.item, there, &to, now)
            else {
                return Ok(None);
            };
            let mut ops = work::ops(Some(&before), &old, &leaves)?;
            ops.extend(work::ops(onto.as_ref(), &new, &arrives)?);
            if self.commit(LANE, ops).await? {
                return Ok(None);
            }
            onto = work::item(state, &to.id).await?;
            before = match work::item(state, &before.item.id).await? {
                Some(again) => again,
                None => break,
            };
            if onto.as_ref().is_some_and(|onto| !onto.item.is_gone()) {
                return Ok(Some((before, (to, onto))));
            }
        }
        Err(Error::Store(store::Error::Conflict))
    }

    /// Whether it is written; it is not where somebody acted meanwhile. [`Error::Busy`] where another run took the
    /// lease.
    async fn commit(&self, lane: usize, mut ops: Vec<Op>) -> Result<bool> {
        ops.push(self.held.fence(lane));
        match self.held.ports.state.transact(ops).await {
            Ok(()) => Ok(true),
            Err(error) if error.is_conflict() => self.held.stands(lane).await.map(|()| false),
            Err(error) => Err(error.into()),
        }
    }
}

/// A case to be written, and what is kept under its key.
type Write = (Renewal, Option<Filed>);

/// New cases, by claim and line; each is given away once.
struct New {
    writes: Vec<Option<Write>>,
    of_line: BTreeMap<Line, Vec<(usize, Body)>>,
}

/// Whether it is a test, the provider, the claim's number and line; and the claim itself, where it has no number:
/// what people did on one claim never comes to another.
type Line = (bool, Option<String>, String, String, Option<String>);

fn line_of(facts: &Facts) -> Option<(Line, Body)> {
    let body: Body = serde_json::from_value(facts.body.clone()).ok()?;
    let number = body.patient_control_number.clone();
    // Zeros are no number: nothing but the claim itself is the same claim.
    let is_none = number.trim_start_matches('0').is_empty();
    let claim = is_none.then(|| body.claim_case_id.clone());
    let line = (
        facts.is_test,
        body.billing_npi.clone(),
        number,
        body.line.clone(),
        claim,
    );
    Some((line, body))
}

impl New {
    fn of(writes: Vec<Write>) -> New {
        let mut of_line: BTreeMap<Line, Vec<(usize, Body)>> = BTreeMap::new();
        for (at, (renewal, _)) in writes.iter().enumerate() {
            if let Some((line, body)) = renewal.facts.as_ref().and_then(line_of) {
                of_line.entry(line).or_default().push((at, body));
            }
        }
        let writes = writes.into_iter().map(Some).collect();
        New { writes, of_line }
    }

    /// The one that a case is most like which nothing speaks of any more: of the same claim and line; then of the
    /// same kind, category, and leading reason. They stand in the order of their ids.
    fn nearest(&mut self, before: &Filed) -> Option<Write> {
        let (line, old) = line_of(&before.item.facts)?;
        let here = self.of_line.get(&line)?.iter();
        let left = here.filter(|(at, _)| self.writes.get(*at).is_some_and(Option::is_some));
        let best = left.max_by_key(|(at, new)| {
            let alike = [
                new.kind == old.kind,
                new.category == old.category,
                new.carc == old.carc,
            ];
            (alike.iter().filter(|same| **same).count(), Reverse(*at))
        });
        let at = best?.0;
        self.writes.get_mut(at)?.take()
    }

    fn left(self) -> impl Iterator<Item = Write> {
        self.writes.into_iter().flatten()
    }
}

#[cfg(test)]
pub(crate) mod simulation;
#[cfg(test)]
mod tests;
