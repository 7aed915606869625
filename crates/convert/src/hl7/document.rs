//! MDM: documents (TXA). Their words stay where they were dropped.

use hl7v2::Repetition;
use tables::{ClinicalNote, Micros, Table, WriteError};

use super::person::Person;
use super::place;
use super::said::words;
use super::told::{EI, Told};
use crate::context::{Context, at};
use crate::moment::Moment;

/// Writes the row.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(txa) = told.message.first(b"TXA") else {
        return Ok(());
    };
    let mut said = told.take(txa);
    let Some(note_key) = told.key_of(txa.field(12).first(), EI) else {
        let fault = said.missing((12, 1), "a number of the document");
        return told.refuse(txa, &fault, cx);
    };
    let kind = said.coded(["doc_type", "doc_type_system", "doc_type_text"], 2);
    let author = match Person::of(txa.field(9), told.words) {
        author if author.is_known() => author,
        _ => Person::of(txa.field(5), told.words),
    };
    let status_code = said.text("status_code", (17, 0));
    let mut authored = said.moment("authored_ts", (6, 0));
    if authored == Moment::default() {
        authored = said.moment("authored_ts", (7, 0));
    }
    let mut signatures = txa
        .field(22)
        .repetitions()
        .filter_map(|each| signature(told, each));
    let (signed, cosigned) = (signatures.next(), signatures.next());
    let mut row = ClinicalNote {
        note_key,
        document_id: said.text("document_id", (12, 1)),
        parent_document_id: said.text("parent_document_id", (13, 1)),
        encounter_key: told.encounter,
        patient_key: told.patient,
        doc_type: kind.code,
        doc_type_system: kind.system,
        doc_type_text: kind.text,
        status: status(told.event, status_code),
        status_code,
        author_npi: author.npi,
        author_id: author.id,
        author_name: author.name(told.words),
        activity_ts: said.instant("activity_ts", (4, 0)),
        authored_ts: authored.instant,
        signed_ts: signed.and_then(|signature| signature.at),
        signer_id: signed.and_then(|signature| signature.id),
        cosigned_ts: cosigned.and_then(|signature| signature.at),
        text_uri: said.text("text_uri", (16, 0)),
        content_type: said.text("content_type", (3, 0)),
        ..ClinicalNote::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ClinicalNote::META, &said);
    row.stated.deleted = told.event == "T11";
    let unit = cx.place.origin();
    let origin = at(&unit, place(txa.position()), incomplete);
    cx.out
        .clinical_note()
        .append(&ClinicalNote { origin, ..row })
}

#[derive(Debug, Clone, Copy)]
struct Signature<'m> {
    id: Option<&'m str>,
    at: Option<Micros>,
}

/// PPN: who signed, and in its fifteenth component when.
fn signature<'m>(told: &Told<'m>, each: Repetition<'m>) -> Option<Signature<'m>> {
    let id = words(told.words, each.component(1).subcomponent(1).text());
    let at = told.time(each.component(15).subcomponent(1).text());
    (id.is_some() || at.is_some()).then_some(Signature { id, at })
}

/// HL7 table 0271; a cancelled notice takes back the document, and what adds to a document or stands for it amends it.
fn status(event: &str, code: Option<&str>) -> Option<&'static str> {
    if event == "T11" {
        return Some("error");
    }
    Some(match code? {
        "AU" | "LA" if matches!(event, "T09" | "T10") => "amended",
        "AU" | "LA" => "final",
        "DI" | "IN" | "IP" => "draft",
        "DO" | "PA" => "preliminary",
        _ => "unknown",
    })
}
