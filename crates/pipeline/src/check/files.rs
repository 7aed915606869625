//! The ledger against plans, pending entries, claims and manifests: I1 accounted, I3 committed.

use convert::Records;
use store::key;

use super::{Books, Findings};
use crate::context::Context;
use crate::error::Result;
use crate::ledger::{FileState, Ledger};
use crate::manifest;
use crate::pending::Entry;
use crate::read::{self, File};

/// Bytes of a file's line at most.
const LINE_BYTES: usize = 4096;

pub(super) async fn check(ctx: &Context, books: &Books, found: &mut Findings) -> Result<()> {
    for file in books.files.values() {
        check_state(books, file, found);
        check_line(file, found);
        check_claim(books, file, found);
        check_receipts(ctx, file, found).await?;
    }
    for (id, entry) in &books.pending {
        check_entry(books, id, entry, found);
    }
    for (place, body) in &books.converting {
        let file = body
            .get("file_id")
            .and_then(|id| id.as_str())
            .and_then(|id| books.files.get(id));
        if file.and_then(claim_place).as_deref() != Some(place) {
            let says = "expected the ledger to name this claim, but found not";
            found.note("I3 committed", format!("claim {place}"), says);
        }
    }
    check_accounts(ctx, books, found).await
}

/// The line says what the plans up to HEAD did.
fn check_state(books: &Books, File { file_id, ledger }: &File, found: &mut Findings) {
    let planned = books.taken.get(file_id).and_then(|taken| taken.last());
    let planned = planned.map(|(n, conversion)| (*n, conversion.generation, conversion.attempt));
    let taken = ledger
        .taken
        .as_ref()
        .map(|taken| (taken.batch, taken.generation, taken.attempt));
    if planned != taken {
        let says =
            format!("expected (batch, generation, attempt) {planned:?}, but found {taken:?}");
        found.note("I3 committed", file_id, says);
    }
    let retracted = books.retracted.get(file_id).copied().unwrap_or(false);
    if retracted != ledger.retraction.is_some() {
        let says = format!("expected retracted to be {retracted}, but found the contrary");
        found.note("I3 committed", file_id, says);
    }
    if ledger.state() == FileState::Quarantined && ledger.refusal.is_none() {
        found.note(
            "I1 accounted",
            file_id,
            "expected a reason of quarantine, but found none",
        );
    }
    if let Some(id) = &ledger.pending {
        let entry = books.pending.get(id);
        if !matches!(entry, Some(Entry::File { file_id: of, .. }) if of == file_id) {
            found.note(
                "I3 committed",
                file_id,
                "expected its pending entry, but found none",
            );
        }
    }
}

fn check_line(File { file_id, ledger }: &File, found: &mut Findings) {
    let size = serde_json::to_string(ledger).map_or(usize::MAX, |text| text.len());
    if size > LINE_BYTES {
        let says = format!("expected a line of at most 4 KB, but found {size} bytes");
        found.note("I3 committed", file_id, says);
    }
}

fn check_claim(books: &Books, file: &File, found: &mut Findings) {
    if let Some(place) = claim_place(file)
        && !books.converting.contains_key(&place)
    {
        let says = "expected its claim among those converting, but found none";
        found.note("I3 committed", file.file_id.clone(), says);
    }
}

fn claim_place(File { file_id, ledger }: &File) -> Option<String> {
    let Ledger {
        work,
        generation,
        attempt,
        ..
    } = ledger;
    let until = work.as_ref()?.lease.until.as_microsecond();
    Some(key::converting(until, &format!("{file_id}-{generation}-{attempt}")).sort)
}

async fn check_receipts(ctx: &Context, file: &File, found: &mut Findings) -> Result<()> {
    let dealt_with = file.ledger.state() != FileState::Converting
        && (file.ledger.taken.is_some() || file.ledger.refusal.is_some());
    if dealt_with
        && read::all(ctx, &key::receipts(&file.file_id))
            .await?
            .is_empty()
    {
        found.note(
            "I3 committed",
            &*file.file_id,
            "expected a receipt, but found none",
        );
    }
    Ok(())
}

fn check_entry(books: &Books, id: &str, entry: &Entry, found: &mut Findings) {
    let Entry::File {
        file_id,
        generation,
        attempt,
        ..
    } = entry
    else {
        return;
    };
    let fits = books.files.get(file_id).is_some_and(|file| {
        let ledger = &file.ledger;
        ledger.pending.as_deref() == Some(id)
            && (ledger.generation, ledger.attempt) == (*generation, *attempt)
    });
    if !fits {
        let says = "expected the ledger to name this pending entry, but found not";
        found.note("I3 committed", id, says);
    }
}

/// Mapped + rejected + ignored = read, for every file and unit that a plan took.
async fn check_accounts(ctx: &Context, books: &Books, found: &mut Findings) -> Result<()> {
    for (_, conversion) in books.taken.values().flatten() {
        let (file_id, generation) = (&conversion.file_id, conversion.generation);
        let attempt = conversion.attempt;
        let Some(manifest) = manifest::load(ctx, file_id, generation, attempt).await? else {
            continue;
        };
        account(manifest.report.records, file_id, found);
        let ignored = manifest.report.ignored.values().sum::<u64>();
        if ignored != manifest.report.records.ignored {
            let says = format!(
                "expected the {} ignored records by name, but found {ignored}",
                manifest.report.records.ignored
            );
            found.note("I1 accounted", file_id, says);
        }
        let mut units = 0;
        for line in manifest::units(ctx, file_id, generation, attempt).await? {
            units += 1;
            if let Some(set) = line?.set {
                account(set.records, &set.unit_id, found);
            }
        }
        if units != manifest.tally.units {
            let says = format!("expected {} units, but found {units}", manifest.tally.units);
            found.note("I1 accounted", file_id, says);
        }
    }
    Ok(())
}

fn account(records: Records, at: &str, found: &mut Findings) {
    let Records {
        read,
        mapped,
        rejected,
        ignored,
    } = records;
    if mapped + rejected + ignored != read {
        let says = format!(
            "expected {read} records read, but found {mapped} mapped, {rejected} rejected, \
             {ignored} ignored"
        );
        found.note("I1 accounted", at, says);
    }
}
