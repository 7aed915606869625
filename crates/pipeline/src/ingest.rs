//! Ingest: a landed object becomes parts, a manifest and a pending entry, or a duplicate, or is
//! quarantined. It decides nothing about what counts.

use convert::{Input, Refusal, Report, Survey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Expect, ObjectRef, Op, key};
use tables::{Part, Writers};

use crate::claim::{self, Claim, Claimed, Delivery};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::hashing::Hashing;
use crate::ledger::{FileState, Refused, Tally, json};
use crate::manifest::{self, Manifest};
use crate::pending::{self, Entry};

/// What became of a landed object. Bad content is one of these, never an error.
#[derive(Debug)]
pub enum Outcome {
    /// It was converted and waits for a round.
    Done {
        /// Its id.
        file_id: String,
        /// Its accounting.
        report: Report,
    },
    /// These bytes of this source were known.
    Duplicate {
        /// Its id.
        file_id: String,
        /// Where the file stands.
        state: FileState,
        /// This very object was taken before: it was delivered twice, not dropped twice.
        again: bool,
    },
    /// Nothing of it can be taken.
    Quarantined {
        /// Its id.
        file_id: String,
        /// A short name that does not change.
        code: String,
        /// What was expected and what was found, without content.
        reason: String,
    },
}

/// The receipt of a landed object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When it was dealt with.
    pub at: Timestamp,
    /// What landed.
    pub object: ObjectRef,
    /// Who dealt with it.
    pub by: String,
}

/// Ingests a landed object. `contract` is empty where its content says what it is.
///
/// # Errors
/// Deliver it again: [`Error::Busy`] while somebody else converts the same file.
pub async fn ingest(ctx: &Context, object: &ObjectRef, contract: &str) -> Result<Outcome> {
    let (file_id, size, survey) = pass_one(ctx, object, contract).await?;
    let delivery = Delivery {
        file_id: &file_id,
        object,
        contract,
        size,
    };
    match claim::deliver(ctx, &delivery).await? {
        Claimed::Known(state) => {
            let again = !note_receipt(ctx, &file_id, object).await?;
            Ok(Outcome::Duplicate {
                file_id,
                state,
                again,
            })
        }
        Claimed::Won(claim) => convert_claimed(ctx, *claim, survey).await,
    }
}

/// Converts a known file again under a claim that was won.
pub(crate) async fn convert_again(ctx: &Context, claim: Claim) -> Result<Outcome> {
    if let Some(refusal) = gave_up(ctx, &claim) {
        return quarantine(ctx, &claim, refusal, Report::default()).await;
    }
    let read = pass_one(ctx, &claim.work.object, &claim.contract).await;
    let (file_id, _, survey) = match read {
        Ok(read) => read,
        // Deleted after it was claimed for the first time: nobody will ever convert it.
        Err(Error::Store(store::Error::Landing(std::io::ErrorKind::NotFound)))
            if claim.generation == 1 =>
        {
            let refusal = Refusal {
                code: "gone".to_owned(),
                reason: "expected the landed object, but found it deleted".to_owned(),
            };
            return quarantine(ctx, &claim, refusal, Report::default()).await;
        }
        Err(error) => {
            claim::release(ctx, &claim).await;
            return Err(error);
        }
    };
    if file_id != claim.file_id {
        claim::release(ctx, &claim).await;
        return Err(Error::Damaged(format!(
            "the landed object of {}",
            claim.file_id
        )));
    }
    convert_claimed(ctx, claim, survey).await
}

/// Hashes and surveys an object, reading it once.
async fn pass_one(
    ctx: &Context,
    object: &ObjectRef,
    contract: &str,
) -> Result<(String, u64, Survey)> {
    let bytes = ctx.landing.open(object).await?;
    let (ctx, source, contract) = (ctx.clone(), object.source.clone(), contract.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Hashing::new(bytes, &[&source, &contract]);
        let survey = ctx.converter.survey(&mut bytes, &ctx.limits)?;
        let (file_id, size) = bytes.finish()?;
        Ok((file_id, size, survey))
    });
    let read: std::io::Result<_> = read.await.map_err(|_| Error::Stopped)?;
    read.map_err(|error| Error::Convert(convert::ConvertError::Read(error)))
}

async fn convert_claimed(ctx: &Context, claim: Claim, survey: Survey) -> Result<Outcome> {
    ctx.at("ingest.claimed").await;
    if let Some(refusal) = gave_up(ctx, &claim) {
        return quarantine(ctx, &claim, refusal, Report::default()).await;
    }
    let done = convert_and_hand_over(ctx, &claim, survey).await;
    if done.is_err() {
        claim::release(ctx, &claim).await;
    }
    done
}

/// A file that stops whoever converts it is not tried for ever.
fn gave_up(ctx: &Context, claim: &Claim) -> Option<Refusal> {
    let stopped = claim.stopped;
    (stopped >= ctx.bounds.stops).then(|| Refusal {
        code: "stopped".to_owned(),
        reason: format!(
            "expected a conversion to end, but found that {stopped} stopped in the middle, as when memory or \
             time runs out"
        ),
    })
}

async fn convert_and_hand_over(ctx: &Context, claim: &Claim, survey: Survey) -> Result<Outcome> {
    if let Some(refusal) = &survey.refusal {
        let report = Report {
            format: survey.format.clone(),
            ..Report::default()
        };
        return quarantine(ctx, claim, refusal.clone(), report).await;
    }
    let (survey, mut report, parts) = pass_two(ctx, claim, survey).await?;
    ctx.at("ingest.converted").await;
    let too_many = u64::try_from(parts.len()).unwrap_or(u64::MAX) > ctx.bounds.file_parts;
    let refusal = report.refusal.clone().or_else(|| {
        too_many.then(|| Refusal {
            code: "too_many_parts".to_owned(),
            reason: format!(
                "expected at most {} parts, but found {}",
                ctx.bounds.file_parts,
                parts.len()
            ),
        })
    });
    if let Some(refusal) = refusal {
        return quarantine(ctx, claim, refusal, report).await;
    }
    let tally = tally(ctx, &survey, &report, parts.len());
    let Claim {
        file_id,
        generation,
        attempt,
        ..
    } = claim;
    let (generation, attempt) = (*generation, *attempt);
    let sets = std::mem::take(&mut report.sets);
    let packed = manifest::pack(file_id, generation, survey.units, sets)?;
    let manifest = Manifest {
        file_id: file_id.clone(),
        generation,
        attempt,
        parts,
        report,
        tally: tally.clone(),
    };
    // Side by side: nothing names any of it before the entry below does.
    futures::future::try_join(
        sync(ctx, manifest.parts.clone()),
        manifest::put(ctx, &manifest, packed),
    )
    .await?;
    ctx.at("ingest.manifest").await;
    let restores = claim.work.restores;
    let entry = Entry::File {
        file_id: file_id.clone(),
        generation,
        attempt,
        restores,
        tally,
    };
    pend(ctx, claim, &entry).await?;
    ctx.at("ingest.pending").await;
    Ok(Outcome::Done {
        file_id: file_id.clone(),
        report: manifest.report,
    })
}

/// The parts survive a power cut from here on.
async fn sync(ctx: &Context, parts: Vec<Part>) -> Result<()> {
    let files = ctx.parts.clone();
    let synced = tokio::task::spawn_blocking(move || files.sync(&parts)).await;
    let synced = synced.map_err(|_| Error::Stopped)?;
    synced.map_err(|error| Error::Convert(tables::WriteError::from(error).into()))
}

fn tally(ctx: &Context, survey: &Survey, report: &Report, parts: usize) -> Tally {
    Tally {
        format: report.format.clone(),
        converter: ctx.converter.version().to_owned(),
        records: report.records,
        units: u64::try_from(survey.units.len()).unwrap_or(u64::MAX),
        parts: u64::try_from(parts).unwrap_or(u64::MAX),
        rejects: report.rejects,
        dq_issues: report.dq_issues,
    }
}

/// Writes every part, in a thread that may block, while the lease is kept alive.
async fn pass_two(
    ctx: &Context,
    claim: &Claim,
    survey: Survey,
) -> Result<(Survey, Report, Vec<Part>)> {
    let mut bytes = ctx.landing.open(&claim.work.object).await?;
    let (blocking, owned) = (ctx.clone(), claim.clone());
    let mut task = tokio::task::spawn_blocking(move || {
        let (ctx, claim) = (blocking, owned);
        let short = manifest::short(&claim.file_id);
        let prefix = format!("{short}-{}-{}", claim.generation, claim.attempt);
        let now = ctx.clock.now().as_millisecond();
        let mut out = Writers::new(ctx.parts.clone(), prefix).at(now);
        let input = Input {
            source_system: &claim.source_system,
            contract: &claim.contract,
            file_id: &claim.file_id,
            generation: claim.generation,
        };
        let report = ctx
            .converter
            .convert(&mut bytes, &survey, &input, &ctx.limits, &mut out)
            .map_err(unless_there)?;
        let parts = out.finish().map_err(|error| unless_there(error.into()))?;
        Ok((survey, report, parts))
    });
    loop {
        match tokio::time::timeout(ctx.bounds.renew_every, &mut task).await {
            Ok(done) => return done.map_err(|_| Error::Stopped)?,
            Err(_) => claim::renew(ctx, claim).await?,
        }
    }
}

/// A part is there already: somebody had this very attempt, and the state forgot it in a power cut. The
/// next attempt writes parts of its own.
fn unless_there(error: convert::ConvertError) -> Error {
    match error {
        convert::ConvertError::Write(tables::WriteError::Io(error))
            if error.kind() == std::io::ErrorKind::AlreadyExists =>
        {
            Error::Changed("the claim")
        }
        error => Error::Convert(error),
    }
}

/// The file becomes pending and is listed there, in one transaction with its receipt.
async fn pend(ctx: &Context, claim: &Claim, entry: &Entry) -> Result<()> {
    let id = ctx.arrival();
    let receipt = receipt(ctx, &claim.file_id, &claim.work.object).await?;
    let change = |ledger: &mut crate::ledger::Ledger| {
        ledger.pending = Some(id.clone());
        ledger.refusal = None;
    };
    let ops = || {
        Ok(receipt
            .iter()
            .cloned()
            .chain([pending::put(&id, entry)?])
            .collect())
    };
    claim::end(ctx, claim, change, ops).await
}

async fn quarantine(
    ctx: &Context,
    claim: &Claim,
    refusal: Refusal,
    report: Report,
) -> Result<Outcome> {
    let Refusal { code, reason } = refusal;
    let refused = Refused {
        code: code.clone(),
        reason: reason.clone(),
        format: report.format,
        records: report.records,
    };
    let receipt = receipt(ctx, &claim.file_id, &claim.work.object).await?;
    let change = |ledger: &mut crate::ledger::Ledger| ledger.refusal = Some(refused.clone());
    claim::end(ctx, claim, change, || Ok(receipt.clone())).await?;
    Ok(Outcome::Quarantined {
        file_id: claim.file_id.clone(),
        code,
        reason,
    })
}

/// The operations that note a receipt; none where it is noted.
async fn receipt(ctx: &Context, file_id: &str, object: &ObjectRef) -> Result<Vec<Op>> {
    let key = key::receipt(file_id, object);
    if ctx.state.get(&key).await?.is_some() {
        return Ok(Vec::new());
    }
    let by = ctx.holders.me().to_string();
    let body = json(&Receipt {
        at: ctx.clock.now(),
        object: object.clone(),
        by,
    })?;
    let known = serde_json::json!({ "file_id": file_id });
    let mut ops = vec![Op::Put {
        key,
        body,
        expect: Expect::Absent,
    }];
    // Under another contract the same object is another file.
    let key = key::object(object);
    if ctx.state.get(&key).await?.is_none() {
        ops.push(Op::Put {
            key,
            body: known,
            expect: Expect::Absent,
        });
    }
    Ok(ops)
}

/// Notes the receipt of an object whose file is dealt with; false if it was noted before.
async fn note_receipt(ctx: &Context, file_id: &str, object: &ObjectRef) -> Result<bool> {
    let ops = receipt(ctx, file_id, object).await?;
    if ops.is_empty() {
        return Ok(false);
    }
    match ctx.state.transact(ops).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}
