//! What the verdicts of a plan mean for units: which come, which go. The preparer decides by it, and
//! whoever keeps the books writes by it.

use std::collections::BTreeMap;

use store::key;

use crate::context::Context;
use crate::error::Result;
use crate::manifest::{self, unit_id};
use crate::plan::{Conversion, Verdict};
use crate::projection::Projected;
use crate::reason::Decision;

/// What changes in one document, before it is judged.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Units that are new, as they will be.
    pub(crate) come: BTreeMap<String, Projected>,
    /// Units of generations that no longer count.
    pub(crate) go: Vec<String>,
    /// Decisions by content.
    pub(crate) decided: BTreeMap<String, Decision>,
}

/// Touched documents by partition.
pub(crate) type Overlay = BTreeMap<String, Touched>;

/// Reads the manifests that the verdicts speak of.
pub(crate) async fn overlay<'a>(
    ctx: &Context,
    verdicts: impl Iterator<Item = &'a Verdict>,
) -> Result<Overlay> {
    let mut overlay = Overlay::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Committed {
                conversion,
                replaces,
                hidden,
                ..
            } => {
                if let Some(old) = replaces {
                    go(ctx, &mut overlay, old).await?;
                }
                come(ctx, &mut overlay, conversion, !hidden).await?;
            }
            Verdict::Retracted {
                hides: Some(old), ..
            } => go(ctx, &mut overlay, old).await?,
            Verdict::Decided {
                doc,
                content_hash,
                decision,
            } => {
                let touched = overlay.entry(doc.clone()).or_default();
                touched
                    .decided
                    .insert(content_hash.clone(), decision.clone());
            }
            Verdict::Retracted { hides: None, .. } | Verdict::Refused { .. } | Verdict::Void => {}
        }
    }
    Ok(overlay)
}

async fn come(ctx: &Context, overlay: &mut Overlay, new: &Conversion, live: bool) -> Result<()> {
    let Conversion {
        file_id,
        generation,
        attempt,
    } = new;
    for line in manifest::units(ctx, file_id, *generation, *attempt).await? {
        let unit = line?.unit;
        let id = unit_id(file_id, *generation, unit.ordinal);
        let projected = Projected {
            live,
            ..Projected::of(file_id, *generation, &unit)
        };
        overlay
            .entry(key::doc(&unit.doc_key))
            .or_default()
            .come
            .insert(id, projected);
    }
    Ok(())
}

async fn go(ctx: &Context, overlay: &mut Overlay, old: &Conversion) -> Result<()> {
    let Conversion {
        file_id,
        generation,
        attempt,
    } = old;
    for line in manifest::units(ctx, file_id, *generation, *attempt).await? {
        let unit = line?.unit;
        let id = unit_id(file_id, *generation, unit.ordinal);
        let touched = overlay.entry(key::doc(&unit.doc_key)).or_default();
        // It came in this very plan.
        match touched.come.get_mut(&id) {
            Some(unit) => unit.live = false,
            None => touched.go.push(id),
        }
    }
    Ok(())
}
