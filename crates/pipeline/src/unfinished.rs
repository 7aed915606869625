//! Work that was begun and that nobody does any more. A process that died lost nothing, but its files are
//! in no view until somebody takes them up: a sweep, or the next drop.

use std::collections::BTreeSet;

use store::key;

use crate::context::Context;
use crate::error::Result;
use crate::pending;
use crate::read;
use crate::sweep;

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unfinished {
    /// Of what: an id of ours.
    pub at: String,
    /// What was expected and what was found.
    pub says: String,
}

/// What waits to be taken up. While others are at work, what they wait with for a round is among it.
///
/// # Errors
/// Those of the ports.
pub async fn unfinished(ctx: &Context) -> Result<Vec<Unfinished>> {
    let mut found = Vec::new();
    let mut note = |at: String, says: &str| {
        let says = says.to_owned();
        found.push(Unfinished { at, says });
    };
    let mut claimed = BTreeSet::new();
    for read::File { file_id, ledger } in read::files(ctx).await? {
        if sweep::is_over(ctx, &ledger) {
            let says = "expected a claim that somebody works on, but found one that nobody does";
            note(file_id, says);
        }
        claimed.extend(ledger.work.map(|work| work.object));
    }
    for (id, _) in pending::all(ctx).await? {
        let says = "expected a round to have taken it, but found it pending";
        note(format!("pending {id}"), says);
    }
    // What is claimed is told of above, or is being worked on however long ago it landed.
    for object in sweep::abandoned(ctx, jiff::Timestamp::MIN).await? {
        if !claimed.contains(&object) {
            // Its name is content; the state knows it by this.
            let at = key::object(&object).partition;
            let says = "expected what landed to be in the ledger, but found it left behind";
            note(at, says);
        }
    }
    found.sort();
    Ok(found)
}
