//! DocumentReference and Composition: documents, without their text.

use fhir::resource::{Composition, DocumentReference};
use tables::{ClinicalNote, Table};

use super::coded::{RESULTS, any};
use super::told::{Done, Found, Told, text};
use crate::context::{Context, at};

/// Writes a row for a DocumentReference.
pub(super) fn reference(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: DocumentReference<'_> = found.read()?;
    let told = &mut Told::new(found);
    let context = it.context.first();
    let encounter = context.and_then(|it| it.encounter.first());
    told.about(it.subject.as_ref(), encounter);
    if encounter.is_none() {
        // R5: the context is a list of references.
        let own = it.context.iter().find_map(|it| text(it.reference.as_ref()));
        told.encounter = told.link_to(own);
    }
    told.stated_by("date", it.date.as_ref());
    let master = it
        .master_identifier
        .as_ref()
        .and_then(|it| super::told::number(it));
    let (note_key, number) = match master {
        Some((value, assigner)) => (told.key(assigner, value), Some(value)),
        None => told.identity(&it.identifier)?,
    };
    let doc_type = told.coded(it.kind.as_ref(), RESULTS);
    let author = told.first_person(&it.author);
    let status = told.status(it.status.as_ref());
    let doc_status = told.status(it.doc_status.as_ref());
    let attachment = it.content.iter().find_map(|it| it.attachment.as_ref());
    let signed = it.attester.iter().filter(|it| {
        it.mode
            .as_ref()
            .is_some_and(|mode| any([mode], &["legal", "professional"]))
    });
    let signed: Vec<_> = signed.collect();
    let signer = told.person(
        it.authenticator
            .as_ref()
            .or_else(|| signed.first()?.party.as_ref()),
    );
    let related = it.relates_to.first();
    let activity = context
        .and_then(|it| it.period.as_ref())
        .or(it.period.as_ref());
    let (activity, _) = told.span("context.period", None, activity);
    let row = ClinicalNote {
        note_key,
        document_id: number,
        parent_document_id: related.and_then(|it| told.link(it.target.as_ref()).either()),
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        doc_type: doc_type.code,
        doc_type_system: doc_type.system,
        doc_type_text: doc_type.text.or_else(|| text(it.description.as_ref())),
        status: normal(doc_status, status),
        status_code: doc_status.or(status),
        author_npi: author.npi,
        author_id: author.id,
        author_name: author.name,
        activity_ts: activity.instant,
        authored_ts: told.instant("date", it.date.as_ref()),
        signed_ts: told.instant(
            "attester.time",
            signed.first().and_then(|it| it.time.as_ref()),
        ),
        signer_id: signer.npi.or(signer.id),
        cosigned_ts: told.instant(
            "attester.time",
            signed.get(1).and_then(|it| it.time.as_ref()),
        ),
        text_uri: attachment.and_then(|it| text(it.url.as_ref())),
        content_type: attachment.and_then(|it| text(it.content_type.as_ref())),
        ..ClinicalNote::default()
    };
    append(told, row, cx)
}

/// Writes a row for a Composition.
pub(super) fn composition(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Composition<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.first(), it.encounter.as_ref());
    told.stated_by("date", it.date.as_ref());
    let (note_key, number) = told.identity(&it.identifier)?;
    let doc_type = told.coded(it.kind.as_ref(), RESULTS);
    let author = told.first_person(&it.author);
    let status = told.status(it.status.as_ref());
    // Value set composition-attestation-mode: one of them may be the author's own.
    let signed = it.attester.iter().filter(|it| {
        it.mode
            .as_ref()
            .is_some_and(|mode| any([mode], &["legal", "professional", "official"]))
    });
    let signed: Vec<_> = signed.collect();
    let signer = told.person(signed.first().and_then(|it| it.party.as_ref()));
    let related = it.relates_to.first();
    let parent = related.and_then(|it| {
        let target = it
            .target_reference
            .as_ref()
            .or(it.resource_reference.as_ref());
        let number = it
            .target_identifier
            .as_ref()
            .and_then(|it| text(it.value.as_ref()));
        told.link(target).either().or(number)
    });
    let event = it.event.first().and_then(|it| it.period.as_ref());
    let (activity, _) = told.span("event.period", None, event);
    let row = ClinicalNote {
        note_key,
        document_id: number,
        parent_document_id: parent,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        doc_type: doc_type.code,
        doc_type_system: doc_type.system,
        doc_type_text: doc_type.text.or_else(|| text(it.title.as_ref())),
        status: normal(status, None),
        status_code: status,
        author_npi: author.npi,
        author_id: author.id,
        author_name: author.name,
        activity_ts: activity.instant,
        authored_ts: told.instant("date", it.date.as_ref()),
        signed_ts: told.instant(
            "attester.time",
            signed.first().and_then(|it| it.time.as_ref()),
        ),
        signer_id: signer.npi.or(signer.id),
        cosigned_ts: told.instant(
            "attester.time",
            signed.get(1).and_then(|it| it.time.as_ref()),
        ),
        ..ClinicalNote::default()
    };
    append(told, row, cx)
}

fn append<'m>(told: &mut Told<'m>, mut row: ClinicalNote<'m>, cx: &mut Context<'_>) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(ClinicalNote::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out
        .clinical_note()
        .append(&ClinicalNote { origin, ..row })?;
    Ok(())
}

/// Value sets composition-status and document-reference-status: what is said of the document, else of its entry.
fn normal(document: Option<&str>, entry: Option<&str>) -> Option<&'static str> {
    if entry == Some("entered-in-error") {
        return Some("error");
    }
    Some(match document.or(entry)? {
        "preliminary" | "registered" | "partial" => "preliminary",
        "final" | "current" => "final",
        "amended" | "corrected" | "appended" => "amended",
        "entered-in-error" => "error",
        "superseded" | "deprecated" | "cancelled" => "deprecated",
        "draft" => "draft",
        _ => "unknown",
    })
}
