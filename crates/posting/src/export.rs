//! Writes exports: document by document, a new one whenever one is long enough.

use std::collections::{BTreeMap, BTreeSet};

use object_store::path::Path;
use object_store::{ObjectStore as _, PutMode, PutOptions};
use pipeline::Context;
use store::{Expect, Op, key};

use crate::book::{Export, Listed, Page, Standing, exports, standing};
use crate::error::{Error, Result};
use crate::mode::{self, Mode};
use crate::row::{Row, Sheet};

/// Rows after which an export ends, with the document that they are of: some ten megabytes of CSV, which are
/// held in memory until they are kept.
pub const LONGEST: u64 = 50_000;

/// Documents in one item of the list: some 100 KB.
const PAGE: usize = 500;

/// Writes exports. What was begun and not finished is as if it had never been.
pub struct Writer<'a> {
    ctx: &'a Context,
    switch: Expect,
    standing: BTreeMap<String, Standing>,
    /// Payments of which a document is exported that does not count any more.
    outdated: BTreeSet<String>,
    taken: BTreeSet<String>,
    next: u64,
    longest: u64,
    begun: Option<Begun>,
    written: Vec<Export>,
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

struct Begun {
    sheet: Sheet,
    documents: Vec<Listed>,
}

impl<'a> Writer<'a> {
    /// Looks what is exported already.
    ///
    /// # Errors
    /// [`Error::Shadow`] where posting is off; state.
    pub async fn open(ctx: &'a Context) -> Result<Writer<'a>> {
        let (mode, switch) = mode::kept(&*ctx.state).await?;
        if mode != Mode::On {
            return Err(Error::Shadow);
        }
        // The number before the documents: who exports meanwhile takes it, and this writer's is refused.
        let next = next(ctx).await?;
        let standing = standing(&*ctx.state).await?;
        let outdated = outdated(&standing, |_| false);
        Ok(Writer {
            ctx,
            switch,
            standing,
            outdated,
            taken: BTreeSet::new(),
            next,
            longest: LONGEST,
            begun: None,
            written: vec![],
        })
    }

    /// The same with exports of so many rows.
    #[must_use]
    pub fn with_longest(self, longest: u64) -> Writer<'a> {
        Writer { longest, ..self }
    }

    /// Which documents count now. Where one is exported that does not, another content of its payment waits
    /// until that was taken back; where both count, a person said so. Unless it is told, none is taken to.
    #[must_use]
    pub fn counting(mut self, counts: impl Fn(&str) -> bool) -> Writer<'a> {
        self.outdated = outdated(&self.standing, counts);
        self
    }

    /// Whether a document is exported already.
    #[must_use]
    pub fn has(&self, listed: &Listed) -> bool {
        self.standing.contains_key(&listed.doc_id) || self.taken.contains(&listed.doc_id)
    }

    /// Whether a document is to be exported.
    #[must_use]
    pub fn wants(&self, listed: &Listed) -> bool {
        !self.has(listed) && !self.outdated.contains(&listed.payment)
    }

    /// Takes a document with all of its rows. One whose rows do not add up to the cent is not taken.
    ///
    /// # Errors
    /// As for [`Writer::finish`].
    pub async fn document(&mut self, listed: Listed, rows: &[Row]) -> Result<bool> {
        let paid = rows
            .iter()
            .try_fold(0_i64, |sum, row| sum.checked_add(row.payment));
        let adds_up = paid == Some(listed.amount) && rows.iter().all(Row::balances);
        if !adds_up || !self.wants(&listed) {
            return Ok(false);
        }
        let begun = match &mut self.begun {
            Some(begun) => begun,
            none => none.insert(Begun {
                sheet: Sheet::new()?,
                documents: vec![],
            }),
        };
        for row in rows {
            let fields = row.fields(self.next, begun.sheet.rows + 1);
            begun.sheet.append(fields.iter().map(String::as_str))?;
        }
        self.taken.insert(listed.doc_id.clone());
        begun.documents.push(listed);
        if begun.sheet.rows >= self.longest {
            self.end().await?;
        }
        Ok(true)
    }

    /// Ends the last export. What it returns is exported; nothing of it is delivered yet.
    ///
    /// # Errors
    /// [`Error::Changed`] where somebody else exported meanwhile, or switched posting off; state, warehouse.
    /// Exports that were ended before hold.
    pub async fn finish(mut self) -> Result<Vec<Export>> {
        self.end().await?;
        Ok(self.written)
    }

    async fn end(&mut self) -> Result<()> {
        let Some(Begun { sheet, documents }) = self.begun.take() else {
            return Ok(());
        };
        let export = take(self.ctx, self.switch, self.next, None, sheet, documents).await?;
        self.next += 1;
        self.written.push(export);
        Ok(())
    }
}

/// Payments of documents that are exported and do not count any more.
#[must_use]
pub fn outdated(
    standing: &BTreeMap<String, Standing>,
    counts: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let outdated = standing.iter().filter(|(doc_id, _)| !counts(doc_id));
    outdated
        .map(|(_, found)| found.listed.payment.clone())
        .collect()
}

/// The number that the next export takes.
pub(crate) async fn next(ctx: &Context) -> Result<u64> {
    let last = exports(&*ctx.state).await?.pop();
    Ok(last.map_or(1, |last| last.n + 1))
}

/// Where the CSV of an export is kept.
pub(crate) fn kept(attempt: &str) -> Path {
    Path::from(format!("postings/{attempt}.csv"))
}

/// Keeps the rows and the list, then takes the number: in this order, so that nothing is exported whose rows
/// are not kept.
pub(crate) async fn take(
    ctx: &Context,
    switch: Expect,
    n: u64,
    reverses: Option<u64>,
    sheet: Sheet,
    documents: Vec<Listed>,
) -> Result<Export> {
    let amount = documents
        .iter()
        .try_fold(0_i64, |sum, listed| sum.checked_add(listed.amount));
    let export = Export {
        n,
        attempt: ctx.arrival(),
        at: ctx.clock.now(),
        reverses,
        documents: u64::try_from(documents.len()).unwrap_or(u64::MAX),
        rows: sheet.rows,
        amount: amount.ok_or(Error::Damaged("the amount of an export"))?,
        delivered: false,
    };
    let create = PutOptions::from(PutMode::Create);
    let path = kept(&export.attempt);
    ctx.warehouse
        .put_opts(&path, sheet.finish()?.into(), create)
        .await?;
    ctx.at("postings.kept").await;
    for (page, documents) in documents.chunks(PAGE).enumerate() {
        let documents = documents.to_vec();
        let body = body(&Page { documents })?;
        let key = key::posted(&export.attempt, page);
        ctx.state.put(&key, body, Expect::Absent).await?;
    }
    ctx.at("postings.listed").await;
    let ops = vec![
        Op::Put {
            key: key::posting(n),
            body: body(&export)?,
            expect: Expect::Absent,
        },
        Op::Check {
            key: key::posting_mode(),
            expect: switch,
        },
    ];
    match ctx.state.transact(ops).await {
        Ok(()) => {}
        Err(error) if error.is_conflict() => return Err(Error::Changed),
        Err(error) => return Err(error.into()),
    }
    // The copy must not survive a power cut that the number does not.
    ctx.state.sync().await?;
    ctx.at("postings.taken").await;
    Ok(export)
}

pub(crate) fn body<T: serde::Serialize>(value: &T) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::Damaged("a value of ours"))
}
