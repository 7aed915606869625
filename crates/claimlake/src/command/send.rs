//! `send`: a function's handler on this machine, given the event that AWS would give it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use aws::lambda::{self, Handler as _};
use jiff::{SignedDuration, Timestamp};
use pipeline::Context;
use serde_json::{Value, json};
use store::{ObjectRef, WakeUps};

use crate::answer::Sent;
use crate::args::{Function, Send};
use crate::home::Opened;
use crate::screen::Screen;

/// How long Lambda lets a function run.
const TIME: SignedDuration = SignedDuration::from_mins(15);

/// The bucket's name in events of this machine.
const LANDING: &str = "landing";

/// Wake-ups of this process: nobody else hears them.
#[derive(Debug, Default)]
struct Bus {
    commit: AtomicBool,
    batch: AtomicBool,
    /// Events of what a function landed, as the bucket would send them.
    landed: Mutex<Vec<Value>>,
}

impl Bus {
    fn landed(&self) -> MutexGuard<'_, Vec<Value>> {
        self.landed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl WakeUps for Bus {
    async fn commit(&self) -> store::Result<()> {
        self.commit.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn batch(&self) -> store::Result<()> {
        self.batch.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl Bus {
    /// Whom it woke; the committer first, because it wakes others.
    fn woken(&self) -> Option<Function> {
        let functions = [
            (&self.commit, Function::CommitTables),
            (&self.batch, Function::TriageDenials),
        ];
        let mut woken = functions.into_iter();
        let woken = woken.find(|(wakes, _)| wakes.swap(false, Ordering::Relaxed));
        woken.map(|(_, function)| function)
    }
}

pub(crate) async fn run(args: &Send, opened: Opened, screen: &Screen) -> Result<()> {
    let text = std::fs::read(&args.event)
        .with_context(|| format!("expected to read {}, but could not", args.event.display()))?;
    let event: Value = serde_json::from_slice(&text).context("expected an event in JSON")?;
    let Some(function) = args.function.or_else(|| of(&event)) else {
        bail!(
            "expected an event that names its function, but found another; `--function` names it"
        );
    };
    let bus = Arc::new(Bus::default());
    let mut sent = Sent {
        function: name(function).to_owned(),
        answer: handle(function, event, &args.event, &opened, &bus).await?,
        woke: vec![],
    };
    let landed = std::mem::take(&mut *bus.landed());
    for told in landed {
        handle(Function::Ingest, told, &args.event, &opened, &bus).await?;
        sent.woke.push(name(Function::Ingest).to_owned());
    }
    while let Some(function) = bus.woken() {
        let wake = json!({"claimlake": "sweep"});
        handle(function, wake, &args.event, &opened, &bus).await?;
        sent.woke.push(name(function).to_owned());
    }
    if screen.is_json() {
        return Ok(screen.json(&sent)?);
    }
    screen.line(&format!("{}: {}", sent.function, sent.answer))?;
    for woken in &sent.woke {
        screen.line(&format!("{woken}: woken, and done"))?;
    }
    Ok(())
}

fn name(function: Function) -> &'static str {
    match function {
        Function::Ingest => "ingest",
        Function::CommitTables => "commit-tables",
        Function::TriageDenials => "triage-denials",
        Function::AnswerKpi => "answer-kpi",
        Function::MaintainTables => "maintain-tables",
        Function::MirrorState => "mirror-state",
    }
}

/// Whom an event is for, where it says so: a schedule's `sweep` is for three.
fn of(event: &Value) -> Option<Function> {
    if event.get("requestContext").is_some() {
        return Some(Function::AnswerKpi);
    }
    match lambda::asked(event) {
        Some("reconcile") => return Some(Function::Ingest),
        Some("maintain") => return Some(Function::MaintainTables),
        Some("remind") => return Some(Function::TriageDenials),
        _ => {}
    }
    let source = event.pointer("/Records/0/eventSource");
    if source.and_then(Value::as_str) == Some("aws:dynamodb") {
        return Some(Function::MirrorState);
    }
    let queue = lambda::messages(event)?.first()?.event_source_arn.clone()?;
    let queue = queue.rsplit(':').next()?.to_lowercase();
    Some(match queue.ends_with(".fifo") {
        true if queue.contains("-batches") => Function::TriageDenials,
        true => Function::CommitTables,
        false => Function::Ingest,
    })
}

async fn handle(
    function: Function,
    event: Value,
    path: &Path,
    opened: &Opened,
    bus: &Arc<Bus>,
) -> Result<Value> {
    let context = opened.context.clone();
    let deadline = context.clock.now().saturating_add(TIME)?;
    let wake_ups: Arc<dyn WakeUps> = bus.clone();
    Ok(match function {
        Function::Ingest => {
            let event = land(event, path, &context).await?;
            let place = ingest::Place {
                bucket: LANDING.to_owned(),
                prefix: String::new(),
                versioned: false,
                sources: Default::default(),
            };
            let ingest = ingest::Ingest::over(context, place, wake_ups);
            ingest.handle(event, deadline).await?
        }
        Function::CommitTables => {
            let commit = commit_tables::CommitTables::over(context, wake_ups);
            commit.handle(event, deadline).await?
        }
        Function::TriageDenials => {
            let (warehouse, spill) = (opened.warehouse.clone(), Some(opened.spill.clone()));
            let settings = triage_denials::Settings::read(&mut aws::Environment::new(&|_| None));
            let triage = triage_denials::TriageDenials::over(context, warehouse, settings, spill);
            triage.handle(event, deadline).await?
        }
        Function::AnswerKpi => {
            let settings = answer_kpi::Settings::read(&mut aws::Environment::new(&|_| None));
            let (warehouse, spill) = (opened.warehouse.clone(), Some(opened.spill.clone()));
            let answer = answer_kpi::AnswerKpi::over(context, warehouse, settings, spill);
            answer.handle(event, deadline).await?
        }
        Function::MaintainTables => {
            let (warehouse, spill) = (opened.warehouse.clone(), Some(opened.spill.clone()));
            let settings = maintain_tables::Settings::read(&mut aws::Environment::new(&|_| None));
            let maintain = maintain_tables::MaintainTables::over(
                context, warehouse, settings, spill, wake_ups,
            );
            maintain.handle(event, deadline).await?
        }
        Function::MirrorState => {
            let mirror = mirror_state::MirrorState::over(context.landing.clone());
            let landed = mirror.land(event).await?;
            let now = context.clock.now();
            bus.landed()
                .extend(landed.iter().map(|object| told(object, now)));
            json!({"files": landed.len()})
        }
    })
}

/// The message by which the bucket tells of an object.
fn told(object: &ObjectRef, now: Timestamp) -> Value {
    let key = url::form_urlencoded::byte_serialize(object.key.as_bytes());
    let record = json!({
        "eventTime": now.to_string(),
        "userIdentity": {},
        "requestParameters": {},
        "s3": {"bucket": {"name": LANDING}, "object": {"key": key.collect::<String>()}},
    });
    let body = json!({"Records": [record]}).to_string();
    json!({"Records": [{"messageId": "landed", "eventSource": "aws:sqs", "body": body}]})
}

/// Lands the objects that the messages of an event tell of, and lets the event name what landed.
async fn land(mut event: Value, path: &Path, context: &Context) -> Result<Value> {
    let Some(messages) = event.get_mut("Records").and_then(Value::as_array_mut) else {
        return Ok(event);
    };
    let mut landed = BTreeMap::new();
    for message in messages {
        let body = message.get("body").and_then(Value::as_str);
        let Some(Ok(mut body)) = body.map(serde_json::from_str::<Value>) else {
            continue;
        };
        let records = body.get_mut("Records").and_then(Value::as_array_mut);
        for record in records.into_iter().flatten() {
            land_one(record, path, context, &mut landed).await?;
        }
        if let Some(message) = message.as_object_mut() {
            message.insert("body".to_owned(), body.to_string().into());
        }
    }
    Ok(event)
}

/// An event that names a version twice is one object that is told of twice.
async fn land_one(
    record: &mut Value,
    path: &Path,
    context: &Context,
    landed: &mut BTreeMap<(String, String), String>,
) -> Result<()> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let Some(object) = record
        .pointer_mut("/s3/object")
        .and_then(Value::as_object_mut)
    else {
        return Ok(());
    };
    let named = (text(object.get("key")), text(object.get("versionId")));
    let key = ingest::decoded(&named.0).map_err(anyhow::Error::from)?;
    let Ok(known) = aws::object("", &key, "") else {
        return Ok(());
    };
    let file = key.rsplit('/').next().unwrap_or_default();
    if let (false, Some(found)) = (landed.contains_key(&named), beside(path, file)) {
        let mut bytes = std::fs::File::open(found)?;
        let put = context.landing.put(&known.source, file, &mut bytes).await?;
        landed.insert(named.clone(), put.key);
    }
    if let Some(key) = landed.get(&named) {
        let encoded = url::form_urlencoded::byte_serialize(key.as_bytes());
        object.insert("key".to_owned(), encoded.collect::<String>().into());
    }
    object.remove("versionId");
    if let Some(bucket) = record.pointer_mut("/s3/bucket/name") {
        *bucket = LANDING.into();
    }
    Ok(())
}

/// A file of this name beside the event, or in the folder `sample` there. None is an object that was
/// deleted before anybody read it.
fn beside(event: &Path, name: &str) -> Option<PathBuf> {
    let folder = event.parent()?;
    let places = [folder.join(name), folder.join("sample").join(name)];
    places.into_iter().find(|place| place.is_file())
}
