//! A home on this machine, filled by files in whatever order, and evaluated on whatever day.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pipeline::{Bounds, Context, Formats, LocalObjects, LocalParts};
use serde_json::Value;
use store::{Clock, FixedClock, Folder, Holders as _, Processes, Sqlite, State};
use triage::Body;

use crate::x12::payer;

pub(crate) struct World {
    folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    context: Context,
    warehouse: lake::Warehouse,
    /// Keys that are looked up together.
    pub(crate) together: usize,
    files: usize,
}

/// A case, as `lives.txt` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) number: String,
    pub(crate) line: String,
    pub(crate) claim: String,
    pub(crate) says: String,
    /// Where the work stands, and all that people are shown.
    state: String,
    body: Value,
}

/// What is known at last: cases by id, and cents by control number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) cases: BTreeMap<String, Case>,
    pub(crate) net: BTreeMap<String, i64>,
}

impl World {
    pub(crate) fn new() -> World {
        World::over(|state| state)
    }

    /// The same where everything that is asked of the state goes through something else.
    pub(crate) fn over(through: impl FnOnce(Arc<dyn State>) -> Arc<dyn State>) -> World {
        let folder = tempfile::tempdir().unwrap();
        let home = store::Home::open(folder.path()).unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
        let tables = home.warehouse().join("tables");
        std::fs::create_dir_all(&tables).unwrap();
        let warehouse = lake::Warehouse::folder(&tables).unwrap();
        let holders = Arc::new(Processes::here());
        let landing = Folder::open(home.landing(), clock.clone()).unwrap();
        let context = Context {
            state: through(Arc::new(Sqlite::open(&home.state()).unwrap())),
            landing: Arc::new(landing.held_by(holders.me())),
            warehouse: Arc::new(LocalObjects::new(home.warehouse()).unwrap()),
            parts: Arc::new(LocalParts::new(tables)),
            tables: Arc::new(lake::DeltaLogs::new(warehouse.clone())),
            clock: clock.clone(),
            holders,
            converter: Arc::new(Formats),
            limits: convert::Limits::default(),
            bounds: Bounds::default(),
            faults: None,
        };
        World {
            folder,
            clock,
            context,
            warehouse,
            together: triage::TOGETHER,
            files: 0,
        }
    }

    /// Files come, and count.
    pub(crate) async fn receive(&mut self, files: &[String]) {
        for text in files {
            self.files += 1;
            let name = format!("{}.edi", self.files);
            let mut bytes = text.as_bytes();
            let object = self.context.landing.put("clinic", &name, &mut bytes).await;
            let outcome = pipeline::ingest(&self.context, &object.unwrap(), "").await;
            let outcome = outcome.unwrap();
            let is_taken = !matches!(outcome, pipeline::Outcome::Quarantined { .. });
            assert!(is_taken, "{outcome:?}: {text}");
        }
        pipeline::run_until_quiet(&self.context).await.unwrap();
    }

    fn options(&self) -> lake::Options {
        lake::Options {
            include_test: true,
            spill: Some(self.folder.path().join("spill")),
            ..lake::Options::default()
        }
    }

    async fn session(&self) -> lake::Session {
        let options = self.options();
        let session = lake::Session::at_head(&self.context, &self.warehouse, &options);
        session.await.unwrap()
    }

    /// It becomes this day.
    pub(crate) fn pass(&self, day: Date) {
        let now = noon(day);
        self.clock.advance(self.clock.now().duration_until(now));
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// It becomes this day, and what is new is evaluated.
    pub(crate) async fn triage(&mut self, day: Date) -> triage::Triaged {
        self.pass(day);
        let state = &*self.context.state;
        let head = pipeline::head(&self.context).await.unwrap().unwrap().n;
        assert!(triage::is_due(state, &*self.clock, head).await.unwrap());
        let options = self.options();
        let lake = triage::Lake {
            context: &self.context,
            warehouse: &self.warehouse,
            options: &options,
            together: self.together,
            until: None,
        };
        let done = triage::triage(&lake).await.unwrap();
        assert!(!triage::is_due(state, &*self.clock, head).await.unwrap());
        done
    }

    /// What is known now; every invariant holds.
    pub(crate) async fn known(&self) -> Known {
        let session = self.session().await;
        let state = &*self.context.state;
        assert!(pipeline::check(&self.context).await.unwrap().is_empty());
        assert_eq!(triage::verify(&session, state).await.unwrap(), []);
        let net = session.sql(NET).await.unwrap().collect().await.unwrap();
        let net: Vec<Net> = serde_json::from_slice(&lake::json(&net).unwrap()).unwrap();
        let net = net.into_iter().map(|net| (net.number, net.cents));
        Known {
            cases: self.cases().await,
            net: net.collect(),
        }
    }

    /// The cases that are kept, by id.
    pub(crate) async fn cases(&self) -> BTreeMap<String, Case> {
        let items = work::items(&*self.context.state).await.unwrap();
        let items = items.into_iter().map(|filed| filed.item);
        items
            .filter(|item| !item.is_gone())
            .map(|item| (item.id.clone(), case(&item)))
            .collect()
    }
}

fn noon(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap()
}

#[derive(serde::Deserialize)]
struct Net {
    number: String,
    cents: i64,
}

/// What payers paid for a claim, less what they recovered of it.
const NET: &str = "
    with paid as (
        select patient_control_number as number, paid_amount as amount
        from remit_claim where standing <> 'predetermination'
        union all
        select answer.patient_control_number as number, recovery.paid_effect as amount
        from provider_level_adjustment as recovery
        inner join remit_claim as answer
            on answer.doc_id = recovery.remit_doc_id
            and answer.clp_ordinal = recovery.remit_clp_ordinal
        where recovery.adjustment_kind = 'overpayment_recovery'
    )
    select number, cast(sum(amount) * 100 as bigint) as cents from paid group by number";

fn case(item: &work::Item) -> Case {
    let body: Body = serde_json::from_value(item.facts.body.clone()).unwrap();
    let mut shown = item.facts.body.clone();
    // Which file says so is another one in each order.
    for step in shown["steps"].as_array_mut().unwrap() {
        step["file_id"] = Value::Null;
        step["record"] = Value::Null;
    }
    Case {
        number: body.patient_control_number.clone(),
        line: body.line.clone(),
        claim: body.claim_case_id.clone(),
        says: says(item, &body),
        state: item.human.state.as_str().to_owned(),
        body: shown,
    }
}

fn says(item: &work::Item, body: &Body) -> String {
    let money = |cents: i64| match cents % 100 {
        0 => (cents / 100).to_string(),
        _ => domain::Cents(cents).to_string(),
    };
    let mut text = String::new();
    let letters = "NSMK".chars();
    let mut at = letters.filter(|letter| body.payer.as_deref() == Some(payer(*letter).1));
    match at.next() {
        Some('N') => {}
        found => text += &format!("at {} ", found.unwrap_or('?')),
    }
    text += &format!(
        "{} {} {} {}: {} now {} open {}",
        body.kind,
        body.line.replace("2026-01-05", "D"),
        body.category,
        body.carc,
        money(body.denied_amount),
        money(body.current_denied_amount),
        money(item.facts.open_amount),
    );
    if body.recovered_amount != 0 {
        text += &format!(" back {}", money(body.recovered_amount));
    }
    if body.recurrences > 0 {
        text += &format!(" again {}", body.recurrences);
    }
    if let Some(resolution) = &body.resolution {
        text += &format!(" {resolution}");
    }
    if let Some(parent) = &body.parent {
        text += &format!(" after {parent}");
    }
    let words = [
        (!item.facts.appealable, " no appeal"),
        (body.unmapped, " unmapped"),
        (body.unbalanced, " unbalanced"),
        (item.facts.is_test, " test"),
    ];
    text.extend(words.iter().filter(|(is, _)| *is).map(|(_, word)| *word));
    text
}

/// Parents by what they are, not by their ids.
pub(crate) fn named(known: &Known) -> Vec<Case> {
    let category = |id: &str| {
        let parent = known.cases.get(id);
        parent.map_or("?", |parent| parent.body["category"].as_str().unwrap())
    };
    let cases = known.cases.values().cloned();
    cases
        .map(|mut case| {
            if let Some(parent) = case.body["parent"].as_str() {
                case.says = case.says.replace(parent, category(parent));
            }
            case
        })
        .collect()
}
