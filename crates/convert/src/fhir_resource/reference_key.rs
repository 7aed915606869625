//! `reference_key`: what resources stand for that others refer to, and which were deleted.

use domain::Digest;
use fhir::Target;
use tables::{ReferenceKey, Statement, Table, WriteError};

use super::ahead::Held;
use super::told::{Done, Servers, Told};
use crate::context::{Context, MessagePlace, at};
use crate::identity::join;

/// Writes a row for a resource that others may refer to.
pub(super) fn write(told: &mut Told<'_>, cx: &mut Context<'_>) -> Done {
    let (Some(facts), Some(reference)) = (told.found.facts, told.reference) else {
        return Ok(());
    };
    let row = ReferenceKey {
        target_reference: reference,
        kind: facts.kind,
        target_key: facts.key.as_deref(),
        npi: facts.npi.as_deref(),
        target_name: facts.name.as_deref(),
        code: facts.code.as_deref(),
        code_system: facts.code_system.as_deref(),
        code_text: facts.code_text.as_deref(),
        rxnorm: facts.rxnorm.as_deref(),
        ndc: facts.ndc.as_deref(),
        lot_number: facts.lot_number.as_deref(),
        stated: told.statement(ReferenceKey::META),
        ..ReferenceKey::default()
    };
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, false);
    cx.out
        .reference_key()
        .append(&ReferenceKey { origin, ..row })?;
    Ok(())
}

/// An entry without a resource: one that was deleted takes back what was said of it (FHIR R4, http.html#history and
/// #transaction), whatever its type. A row without a key does: the table of the type has no row of what is unknown.
pub(super) fn without_resource(
    held: &Held,
    servers: Servers<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let target = held.url.as_deref().map(Target::of);
    let deleted = match target.filter(|_| held.method.as_deref() == Some("DELETE")) {
        Some(Target::Relative(resource)) => Some((servers.own, resource)),
        Some(Target::Absolute { base, resource }) => Some((Some(base), resource)),
        _ => None,
    };
    let Some((base, resource)) = deleted else {
        cx.tally.ignored("entry without a resource", 1);
        return Ok(());
    };
    let foreign = base.filter(|base| servers.is_foreign(base));
    let own = format!("{}/{}", resource.kind, resource.id);
    let reference = join(&[foreign.unwrap_or(servers.source), &own]);
    let time = held.sent.map(|sent| sent.0.to_string()).unwrap_or_default();
    let digest = Digest::of(&[
        super::FORMAT.as_bytes(),
        b"DELETE",
        reference.as_bytes(),
        time.as_bytes(),
    ]);
    cx.enter_message(MessagePlace {
        doc_id: digest.to_string(),
        event_time: held.sent,
        is_test: false,
    });
    let unit = cx.place.origin();
    let origin = at(&unit, held.position, false);
    cx.out.reference_key().append(&ReferenceKey {
        origin,
        stated: Statement {
            format: super::FORMAT,
            message_type: resource.kind,
            message_id: Some(resource.id),
            ordinal: 1,
            stated: held.sent,
            deleted: true,
            reference: Some(&reference),
            ..Statement::default()
        },
        target_reference: &reference,
        kind: resource.kind,
        ..ReferenceKey::default()
    })?;
    cx.tally.mapped(1);
    Ok(())
}
