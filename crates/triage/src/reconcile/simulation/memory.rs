//! State in memory, shared by all who act: each call waits for its turn, may fail before or after it took effect, and
//! every write is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::state::{refuse_unfit, refuse_unfit_key};
use store::{
    Change, Clock, Error, Expect, Holder, Holders, Item, Key, Op, Result, State, conformance, key,
};

use super::Dice;
use super::witness::{Asked, Witness};

/// A version and a body, which is shared by whoever looks at it.
pub(super) type Stands = (u64, Arc<Value>);

/// What stands under keys, and which writes are to be mirrored.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    pub(super) items: BTreeMap<Key, Stands>,
    changes: Vec<Change>,
    nth: u64,
}

impl Memory {
    pub(super) fn partition(&self, partition: &str) -> impl Iterator<Item = (&Key, &Value)> {
        let from = key_at(partition, "");
        let all = self.items.range(from..);
        let here = all.take_while(move |(key, _)| key.partition == partition);
        here.map(|(key, (_, body))| (key, &**body))
    }

    fn apply(&mut self, ops: &[Op]) -> Result<u64> {
        let version = |key: &Key| self.items.get(key).map(|(version, _)| *version);
        let holds = ops.iter().all(|op| {
            let (Op::Put { key, expect, .. }
            | Op::Delete { key, expect }
            | Op::Check { key, expect }) = op;
            match expect {
                Expect::Absent => version(key).is_none(),
                Expect::Present => version(key).is_some(),
                Expect::Version(expected) => version(key) == Some(*expected),
            }
        });
        if !holds {
            return Err(Error::Conflict);
        }
        let mut last = 0;
        for op in ops {
            match op {
                Op::Put { key, body, .. } => {
                    last = version_after(&self.items, key);
                    self.items
                        .insert(key.clone(), (last, Arc::new(body.clone())));
                    let of_work = [key::WORK, key::WORK_EVENT];
                    if of_work.iter().any(|of| key.partition.starts_with(of)) {
                        self.nth += 1;
                        self.changes.push(Change {
                            nth: self.nth,
                            key: key.clone(),
                        });
                    }
                }
                Op::Delete { key, .. } => drop(self.items.remove(key)),
                Op::Check { .. } => {}
            }
        }
        Ok(last)
    }
}

fn key_at(partition: &str, sort: &str) -> Key {
    Key {
        partition: partition.to_owned(),
        sort: sort.to_owned(),
    }
}

fn version_after(items: &BTreeMap<Key, Stands>, key: &Key) -> u64 {
    items.get(key).map_or(0, |(version, _)| *version) + 1
}

/// What all who act share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(super) memory: Mutex<Memory>,
    pub(super) dice: Mutex<Dice>,
    pub(super) witness: Mutex<Witness>,
    /// Whether the next call may go on: set by the scheduler, one call at a time.
    turn: Mutex<Turn>,
    /// What time it is, and by how much each machine's clock is wrong.
    time: Mutex<(Timestamp, BTreeMap<u64, SignedDuration>)>,
    /// Whoever ended without letting go, if that can be known.
    gone: Mutex<BTreeSet<String>>,
    /// One call in so many fails.
    away: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nobody is scheduled, and nothing fails.
    Free,
    One,
    None,
}

impl Shared {
    pub(super) fn new(dice: Dice, now: Timestamp, away: u64) -> Arc<Shared> {
        Arc::new(Shared {
            memory: Mutex::default(),
            dice: Mutex::new(dice),
            witness: Mutex::default(),
            turn: Mutex::new(Turn::Free),
            time: Mutex::new((now, BTreeMap::new())),
            gone: Mutex::default(),
            away,
        })
    }

    pub(super) fn below(&self, bound: u64) -> u64 {
        self.dice.lock().unwrap().below(bound)
    }

    /// One call may go on.
    pub(super) fn gives_turn(&self) {
        *self.turn.lock().unwrap() = Turn::One;
    }

    /// From here on everybody goes on at once, and nothing fails.
    pub(super) fn calms_down(&self) {
        *self.turn.lock().unwrap() = Turn::Free;
    }

    pub(super) fn is_calm(&self) -> bool {
        *self.turn.lock().unwrap() == Turn::Free
    }

    pub(super) fn now(&self) -> Timestamp {
        self.time.lock().unwrap().0
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.time.lock().unwrap().0 += time;
    }

    /// A machine's clock is wrong by so much from now on.
    pub(super) fn jumps(&self, machine: u64, by: SignedDuration) {
        self.time.lock().unwrap().1.insert(machine, by);
    }

    /// All clocks are right again.
    pub(super) fn sets_clocks(&self) {
        self.time.lock().unwrap().1.clear();
    }

    pub(super) fn dies(&self, name: String) {
        self.gone.lock().unwrap().insert(name);
    }
}

/// The state, clock and name of one process.
#[derive(Debug, Clone)]
pub(crate) struct Process {
    pub(crate) shared: Arc<Shared>,
    pub(super) name: String,
    pub(super) machine: u64,
}

impl Process {
    /// Somebody will say this.
    pub(crate) fn expects(&self, said: &str) {
        let mut witness = self.shared.witness.lock().unwrap();
        witness.asked.insert(said.to_owned(), Asked::Unknown);
    }

    /// Waits until it is its turn. Of several that wait in one process some other one may be first.
    pub(super) async fn turn(&self) {
        std::future::poll_fn(|waits| {
            let mut turn = self.shared.turn.lock().unwrap();
            let passes = *turn == Turn::One && self.shared.below(4) == 0;
            match *turn {
                Turn::Free => return Poll::Ready(()),
                Turn::One if !passes => {
                    *turn = Turn::None;
                    return Poll::Ready(());
                }
                _ => {}
            }
            waits.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    pub(super) fn answers(&self) -> Result<()> {
        match self.shared.is_calm() || self.shared.below(self.shared.away) != 0 {
            true => Ok(()),
            false => Err(Error::Unavailable("away".into())),
        }
    }

    async fn write(&self, ops: &[Op]) -> Result<u64> {
        refuse_unfit(ops)?;
        self.turn().await;
        self.answers()?;
        let written = {
            let mut memory = self.shared.memory.lock().unwrap();
            let before = ops.iter().map(Op::key);
            let before =
                before.filter_map(|key| Some((key.clone(), memory.items.get(key)?.clone())));
            let before = before.collect();
            let written = memory.apply(ops);
            if written.is_ok() {
                let mut witness = self.shared.witness.lock().unwrap();
                witness.sees(&self.name, &before, &memory, ops);
            }
            written
        };
        // It is so, whether it will be known or not.
        self.turn().await;
        self.answers()?;
        written
    }
}

#[async_trait]
impl State for Process {
    async fn get(&self, key: &Key) -> Result<Option<Item>> {
        refuse_unfit_key(key)?;
        self.turn().await;
        self.answers()?;
        let memory = self.shared.memory.lock().unwrap();
        let found = memory.items.get(key);
        Ok(found.map(|(version, body)| Item {
            key: key.clone(),
            version: *version,
            body: Value::clone(body),
        }))
    }

    async fn put(&self, key: &Key, body: Value, expect: Expect) -> Result<u64> {
        let key = key.clone();
        self.write(&[Op::Put { key, body, expect }]).await
    }

    async fn transact(&self, ops: Vec<Op>) -> Result<()> {
        self.write(&ops).await.map(drop)
    }

    async fn query(&self, partition: &str, after: Option<&str>, limit: usize) -> Result<Vec<Item>> {
        let of = |memory: &Memory| -> Vec<Item> {
            let from = key_at(partition, after.unwrap_or_default());
            let all = memory
                .items
                .range((Bound::Excluded(from), Bound::Unbounded));
            let here = all.take_while(|(key, _)| key.partition == partition);
            let here = here.take(limit).map(|(key, (version, body))| Item {
                key: key.clone(),
                version: *version,
                body: Value::clone(body),
            });
            here.collect()
        };
        // Most partitions of items are empty: nobody has to wait to see that.
        if of(&self.shared.memory.lock().unwrap()).is_empty() && self.shared.below(16) > 0 {
            return Ok(vec![]);
        }
        self.turn().await;
        self.answers()?;
        Ok(of(&self.shared.memory.lock().unwrap()))
    }

    async fn changes(&self, limit: usize) -> Result<Vec<Change>> {
        self.turn().await;
        self.answers()?;
        let memory = self.shared.memory.lock().unwrap();
        Ok(memory.changes.iter().take(limit).cloned().collect())
    }

    async fn strike_changes(&self, through: u64) -> Result<()> {
        self.turn().await;
        self.answers()?;
        let mut memory = self.shared.memory.lock().unwrap();
        memory.changes.retain(|change| change.nth > through);
        Ok(())
    }
}

impl Clock for Process {
    fn now(&self) -> Timestamp {
        let time = self.shared.time.lock().unwrap();
        time.0 + time.1.get(&self.machine).copied().unwrap_or_default()
    }
}

impl Holders for Process {
    fn me(&self) -> Holder {
        Holder(self.name.clone())
    }

    fn is_gone(&self, holder: &Holder) -> bool {
        self.shared.gone.lock().unwrap().contains(&holder.0)
    }
}

#[test]
fn it_is_a_state() {
    let shared = Shared::new(Dice(0), Timestamp::UNIX_EPOCH, 1);
    let process = |name: &str| Process {
        shared: shared.clone(),
        name: name.to_owned(),
        machine: 0,
    };
    conformance::run(&process("one"), &process("other"), &super::runs);
}
