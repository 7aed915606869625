//! What the verdicts of a plan mean for units: which come, which go. The preparer decides by it, and
//! whoever keeps the books writes by it.

use std::collections::{BTreeMap, BTreeSet};

use convert::Unit;
use futures::{StreamExt, TryStreamExt};
use store::key;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::manifest::{self, unit_id};
use crate::plan::{Conversion, Verdict};
use crate::projection::Projected;
use crate::reason::Decision;

/// What changes in one document, before it is judged.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Units that are new, as they will be, by id. Most documents have one.
    pub(crate) come: Vec<(String, Projected)>,
    /// Units of generations that no longer count.
    pub(crate) go: Vec<String>,
    /// Decisions by content.
    pub(crate) decided: BTreeMap<String, Decision>,
}

/// Touched documents by partition.
#[derive(Debug, Default)]
pub(crate) struct Overlay(pub(crate) BTreeMap<String, Touched>);

/// Reads the manifests that the verdicts speak of.
pub(crate) async fn overlay(ctx: &Context, verdicts: &[&Verdict]) -> Result<Overlay> {
    let comes: BTreeSet<&Conversion> = verdicts.iter().filter_map(|v| coming(v)).collect();
    let goes: BTreeSet<&Conversion> = verdicts.iter().filter_map(|v| going(v)).collect();
    // What comes and goes in one plan comes as what does not count.
    let gone = goes.difference(&comes).map(|old| (*old, Turn::Goes));
    let come = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Committed {
            conversion, hidden, ..
        } => Some((
            conversion,
            Turn::Comes {
                live: !hidden && !goes.contains(conversion),
            },
        )),
        _ => None,
    });
    let turns: Vec<(&Conversion, Turn)> = gone.chain(come).collect();
    let mut overlay = Overlay::default();
    let mut loaded = futures::stream::iter(turns)
        .map(async |(conversion, turn)| {
            let Conversion {
                file_id,
                generation,
                attempt,
            } = conversion;
            let units = manifest::units(ctx, file_id, *generation, *attempt).await?;
            Ok::<_, Error>((conversion, turn, units))
        })
        .buffered(ctx.bounds.at_once.max(1));
    while let Some((conversion, turn, units)) = loaded.try_next().await? {
        for line in units {
            overlay.turn(conversion, turn, &line?.unit);
        }
    }
    drop(loaded);
    for verdict in verdicts {
        if let Verdict::Decided {
            doc,
            content_hash,
            decision,
        } = verdict
        {
            let touched = overlay.0.entry(doc.clone()).or_default();
            touched
                .decided
                .insert(content_hash.clone(), decision.clone());
        }
    }
    Ok(overlay)
}

/// What happens to all units of a generation.
#[derive(Clone, Copy)]
enum Turn {
    Comes { live: bool },
    Goes,
}

impl Overlay {
    fn turn(
        &mut self,
        Conversion {
            file_id,
            generation,
            ..
        }: &Conversion,
        turn: Turn,
        unit: &Unit,
    ) {
        let id = unit_id(file_id, *generation, unit.ordinal);
        let touched = self.0.entry(key::doc(&unit.doc_key)).or_default();
        match turn {
            Turn::Comes { live } => {
                let projected = Projected {
                    live,
                    ..Projected::of(file_id, *generation, unit)
                };
                touched.come.push((id, projected));
            }
            Turn::Goes => touched.go.push(id),
        }
    }
}

fn coming(verdict: &Verdict) -> Option<&Conversion> {
    match verdict {
        Verdict::Committed { conversion, .. } => Some(conversion),
        _ => None,
    }
}

fn going(verdict: &Verdict) -> Option<&Conversion> {
    match verdict {
        Verdict::Committed { replaces, .. } => replaces.as_ref(),
        Verdict::Retracted { hides, .. } => hides.as_ref(),
        _ => None,
    }
}
