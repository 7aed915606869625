//! What the state is asked for by each change of a case: round trips, and units as DynamoDB reckons them.
//!
//! A read costs a unit for each 4 KB of an item, and a query for each 4 KB of all it finds; a write a unit for each
//! KB of what stood or stands there, in a transaction twice as much. An item is as long as its names and values.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::civil::{Date, date};
use serde_json::Value;
use store::{Change, Expect, Item, Key, Op, State};
use work::{Act, Actor, Filed, Request};

use crate::lives::{Event, lives};
use crate::world::World;
use crate::x12::interchanges;

/// Names of attributes, a version, and who wrote it last.
const BESIDE: usize = 20 + 4 + 60;
const READ: usize = 4 << 10;
const WRITTEN: usize = 1 << 10;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Asked {
    reads: usize,
    writes: usize,
    read_units: usize,
    write_units: usize,
}

/// A state whose requests are counted.
#[derive(Debug)]
struct Counted {
    state: Arc<dyn State>,
    asked: Mutex<Asked>,
    /// Only what is asked of cases.
    cases: Mutex<Asked>,
}

fn length(key: &Key, body: &Value) -> usize {
    BESIDE + key.partition.len() + key.sort.len() + body.to_string().len()
}

fn is_of_cases(partition: &str) -> bool {
    ["WORK", "QUEUE"].iter().any(|of| partition.starts_with(of))
}

impl Counted {
    fn add(&self, of_cases: bool, more: Asked) {
        let add = |to: &Mutex<Asked>| {
            let mut to = to.lock().unwrap();
            to.reads += more.reads;
            to.writes += more.writes;
            to.read_units += more.read_units;
            to.write_units += more.write_units;
        };
        add(&self.asked);
        if of_cases {
            add(&self.cases);
        }
    }

    fn read(&self, partition: &str, found: &[Item]) {
        let bytes: usize = found.iter().map(|item| length(&item.key, &item.body)).sum();
        let read_units = bytes.div_ceil(READ).max(1);
        let reads = 1;
        let more = Asked {
            reads,
            read_units,
            ..Asked::default()
        };
        self.add(is_of_cases(partition), more);
    }

    /// Units of one write: of what stood there or of what stands there, whichever is larger.
    async fn units(&self, key: &Key, body: Option<&Value>) -> store::Result<usize> {
        let stood = self.state.get(key).await?;
        let stood = stood.map_or(0, |item| length(key, &item.body));
        let stands = body.map_or(0, |body| length(key, body));
        Ok(stood.max(stands).div_ceil(WRITTEN).max(1))
    }

    fn taken(&self) -> Asked {
        std::mem::take(&mut self.cases.lock().unwrap())
    }
}

#[async_trait]
impl State for Counted {
    async fn get(&self, key: &Key) -> store::Result<Option<Item>> {
        let found = self.state.get(key).await?;
        self.read(&key.partition, found.as_slice());
        Ok(found)
    }

    async fn put(&self, key: &Key, body: Value, expect: Expect) -> store::Result<u64> {
        let more = Asked {
            writes: 1,
            write_units: self.units(key, Some(&body)).await?,
            ..Asked::default()
        };
        self.add(is_of_cases(&key.partition), more);
        self.state.put(key, body, expect).await
    }

    async fn transact(&self, ops: Vec<Op>) -> store::Result<()> {
        let mut units = 0;
        for op in &ops {
            let body = match op {
                Op::Put { body, .. } => Some(body),
                Op::Delete { .. } | Op::Check { .. } => None,
            };
            units += 2 * self.units(op.key(), body).await?;
        }
        let of_cases = ops.iter().any(|op| is_of_cases(&op.key().partition));
        let more = Asked {
            writes: 1,
            write_units: units,
            ..Asked::default()
        };
        self.add(of_cases, more);
        self.state.transact(ops).await
    }

    async fn query(
        &self,
        partition: &str,
        after: Option<&str>,
        limit: usize,
    ) -> store::Result<Vec<Item>> {
        let found = self.state.query(partition, after, limit).await?;
        self.read(partition, &found);
        Ok(found)
    }

    async fn changes(&self, limit: usize) -> store::Result<Vec<Change>> {
        self.state.changes(limit).await
    }
}

const TODAY: Date = date(2026, 2, 10);

/// A claim that is refused, and later on answered otherwise: something of it is paid.
fn refused() -> Vec<String> {
    let mut life = lives().into_iter().find(|life| life.name == "A03").unwrap();
    let mut again: Event = life.events.last().unwrap().clone();
    again.day = date(2026, 2, 20);
    let adjustment = &mut again.lines[0].adjustments[0];
    adjustment.amount -= 5_000;
    life.events.push(again);
    let files = interchanges(&[life]);
    files
        .iter()
        .map(|interchange| interchange.whole())
        .collect()
}

async fn only_case(state: &dyn State) -> Filed {
    let mut found = work::items(state).await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[tokio::test]
async fn a_change_of_a_case_costs_few_units() {
    let mut counted = None;
    let mut world = World::over(|state| {
        let over = Arc::new(Counted {
            state,
            asked: Mutex::default(),
            cases: Mutex::default(),
        });
        counted = Some(over.clone());
        over
    });
    let state = counted.unwrap();
    let mut files = refused();
    let later = files.pop().unwrap();
    files.push(crate::payers());
    world.receive(&files).await;
    state.taken();
    world.triage(TODAY).await;
    let mut told = vec![("opened", state.taken())];
    let mut act = async |what, act: Act, said: fn(&mut Request)| {
        let id = only_case(&*state).await.item.id;
        let by = Actor {
            name: "ann".to_owned(),
            role: Some("manager".to_owned()),
        };
        let mut request = Request::new(act, by, world_time(), TODAY);
        said(&mut request);
        state.taken();
        work::act(&*state, &id, None, &request).await.unwrap();
        told.push((what, state.taken()));
    };
    let owner = "ben".to_owned();
    act("assigned", Act::Assign { owner }, |_| {}).await;
    let to = |to| Act::Step { to };
    act("started", to(work::State::InProgress), |_| {}).await;
    act("noted", Act::Note, |request| {
        request.reason = Some("called the payer, who wants records".to_owned());
    })
    .await;
    let proposed = |request: &mut Request| request.write_off = Some("unsupported".to_owned());
    act("moved", to(work::State::WriteoffProposed), proposed).await;
    act("moved back", to(work::State::InProgress), |_| {}).await;

    let day = only_case(&*state).await.item.facts.deadline.unwrap();
    world.pass(day);
    state.taken();
    let reminded = work::remind(&*state, triage::QUEUE, world.clock()).await;
    assert_eq!(reminded.unwrap().alerts.len(), 1);
    told.push(("reminded of, alone in the queue", state.taken()));

    world.receive(&[later]).await;
    let before = only_case(&*state).await.version;
    state.taken();
    world.triage(day).await;
    told.push(("renewed, on another day", state.taken()));
    assert!(only_case(&*state).await.version > before);

    let mut act = async |what, to, said: fn(&mut Request)| {
        let id = only_case(&*state).await.item.id;
        let by = Actor {
            name: "ann".to_owned(),
            role: Some("manager".to_owned()),
        };
        let mut request = Request::new(Act::Step { to }, by, world_time(), TODAY);
        said(&mut request);
        state.taken();
        work::act(&*state, &id, None, &request).await.unwrap();
        told.push((what, state.taken()));
    };
    act(
        "proposed to be written off",
        work::State::WriteoffProposed,
        proposed,
    )
    .await;
    act("approved", work::State::WriteoffApproved, |_| {}).await;
    act("closed", work::State::Closed, |_| {}).await;

    println!("| a case is | reads | writes | read units | write units |");
    for (what, asked) in &told {
        println!(
            "MEASURED | {what} | {} | {} | {} | {} |",
            asked.reads, asked.writes, asked.read_units, asked.write_units
        );
        assert_eq!(
            asked.writes, 1,
            "{what}: all that belongs together is one transaction"
        );
        assert!(asked.write_units <= 24, "{what}: {asked:?}");
    }
}

fn world_time() -> jiff::Timestamp {
    "2026-02-10T12:00:00Z".parse().unwrap()
}
