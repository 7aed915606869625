//! The header: the document itself, its patient, its visit and who took part; and notes that are entries.

use bumpalo::Bump;
use ccda::Header;
use ccda::entry::Note as NoteEntry;
use ccda::header::{Authenticator, RelatedDocument};
use tables::{ClinicalNote, Provider, Table, WriteError};

use super::coded::Coded;
use super::document::{At, Outcome};
use super::person::Person;
use super::said::{Said, note_fault};
use super::told::{Note, Told, authored, first, key, own};
use super::{CODES, encounter, patient};
use crate::authority::of_provider;
use crate::context::{Context, Refused, at};

/// Providers of one document that have a row: a stay of a year has some hundreds.
const PROVIDERS: usize = 10_000;

/// Writes what the header says. It is rejected where no row comes of it.
pub(super) fn write<'h, 'w>(
    header: Header<'h>,
    told: &mut Told<'w>,
    words: &'h Bump,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let spot = At {
        position: header.position(),
        words,
    };
    let mut said = itself(header, told, words);
    let mut outcomes = vec![patients(header, spot, told, cx)?];
    if let Some(visit) = header.encompassing_encounter() {
        outcomes.push(encounter::write_visit(visit, spot, told, cx)?);
    }
    providers(header, &said, told, cx)?;
    outcomes.push(note(header, &mut said, told, cx)?);
    let is_mapped = outcomes
        .iter()
        .any(|outcome| matches!(outcome, Outcome::Mapped));
    let mut faults = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Refused(fault) => Some(fault),
        _ => None,
    });
    if is_mapped {
        cx.tally.mapped(1);
        return faults.try_for_each(|fault| note_fault(fault, cx));
    }
    let fault = faults.next().cloned();
    let fault = fault.unwrap_or_else(|| said.missing("id", "a number of the document"));
    let position = told.place(header.position());
    cx.reject_as(Refused::Segment, position, told.records(1), &fault, CODES)
}

/// What the document says of itself.
fn itself<'h>(header: Header<'h>, told: &mut Told<'_>, words: &'h Bump) -> Said<'h> {
    let kind = header.code().and_then(|code| code.code());
    told.kind = told.words.alloc_str(kind.unwrap_or("ClinicalDocument"));
    let id = header.id().and_then(key);
    told.id = id.map(|id| &*told.words.alloc_str(&id));
    let set = header.set_id().and_then(key);
    told.set = set.map(|set| &*told.words.alloc_str(&set)).or(told.id);
    let time = header.effective_time();
    let start = time.and_then(|time| time.start().present());
    told.zone = start.and_then(|start| start.offset_minutes());
    let position = told.place(header.position());
    let mut said = Said::new(words, position, told.zone, "ClinicalDocument");
    told.stated = said.instant("effectiveTime", time);
    told.stated_assumed = said.assumed;
    said
}

/// The patients: one, but for documents of a group, whose entries are then nobody's.
fn patients<'h>(
    header: Header<'h>,
    spot: At<'h>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    // Who provides primary care is told of the document's event, and is the patient's.
    let performers = header.service_events().flat_map(|event| event.performers());
    let mut primary =
        performers.filter(|one| one.function_code().and_then(|code| code.code()) == Some("PCP"));
    let primary = primary.find_map(|one| Person::of(one.assigned_entity(), spot.words).npi);
    let mut all = Outcome::Ignored;
    let mut keys = Vec::new();
    for role in header.patient_roles() {
        let (outcome, patient) = patient::write(role, primary, spot, told, cx)?;
        keys.push(patient);
        if !matches!(all, Outcome::Mapped) {
            all = outcome;
        }
    }
    if let [one] = keys.as_slice() {
        told.patient = *one;
    }
    Ok(all)
}

/// Writes a row for each who is named with a number, once.
fn providers<'h>(
    header: Header<'h>,
    said: &Said<'h>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let words = said.words;
    for author in header.authors() {
        provider(
            Person::of(author.assigned_author(), words),
            "author",
            said,
            told,
            cx,
        )?;
    }
    let signers = header
        .legal_authenticator()
        .into_iter()
        .chain(header.authenticators());
    for signer in signers {
        provider(
            Person::of(signer.assigned_entity(), words),
            "author",
            said,
            told,
            cx,
        )?;
    }
    if let Some(custodian) = header.custodian() {
        let custodian = Person::of_organization(custodian, words);
        provider(custodian, "custodian", said, told, cx)?;
    }
    for performer in header.service_events().flat_map(|event| event.performers()) {
        let role = match performer.function_code().and_then(|code| code.code()) {
            Some("PCP") => "primary care",
            _ => "performing",
        };
        provider(
            Person::of(performer.assigned_entity(), words),
            role,
            said,
            told,
            cx,
        )?;
    }
    Ok(())
}

/// Writes who is named with a number, once a document.
pub(super) fn provider(
    person: Person<'_>,
    role: &str,
    said: &Said<'_>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let Some(provider_key) = person.key() else {
        return Ok(());
    };
    if told.seen.len() >= PROVIDERS || !told.seen.insert(provider_key.to_owned()) {
        return Ok(());
    }
    let stated = told.statement(Provider::META, said, None);
    let unit = cx.place.origin();
    cx.out.provider().append(&Provider {
        origin: at(&unit, said.position, false),
        stated,
        provider_key,
        npi: person.npi,
        provider_id: person.id,
        entity_type: Some(if person.is_person { "1" } else { "2" }),
        provider_name: person.family,
        given_name: person.given,
        role: Some(role),
        taxonomy_code: person.taxonomy,
        specialty: person.specialty,
        organisation: person.organisation.filter(|_| person.is_person),
        identifiers: &of_provider(person.npi, person.id, person.assigner),
        ..Provider::default()
    })
}

/// The document's row, which is written when its sections are known.
fn note<'h, 'w>(
    header: Header<'h>,
    said: &mut Said<'h>,
    told: &mut Told<'w>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let Some(document_id) = told.set else {
        let fault = said.missing("id", "a number of the document");
        return Ok(Outcome::Refused(fault));
    };
    let keep = |text: Option<&str>| text.map(|text| &*told.words.alloc_str(text));
    let kind = Coded::of(header.code(), &[], said.words);
    let title = header.title().and_then(|title| title.words());
    let written = header
        .authors()
        .find(|author| Person::of(author.assigned_author(), said.words).is_person);
    let written = written.or_else(|| header.authors().next());
    let author = Person::of(
        written.and_then(|author| author.assigned_author()),
        said.words,
    );
    let parent = parent(header);
    let mut signatures = header
        .legal_authenticator()
        .into_iter()
        .chain(header.authenticators());
    let (signed, cosigned) = (signatures.next(), signatures.next());
    let signer = Person::of(
        signed.and_then(|signed| signed.assigned_entity()),
        said.words,
    );
    let events = header
        .service_events()
        .find_map(|event| event.effective_time());
    let mut row = ClinicalNote {
        note_key: document_id,
        document_id: keep(own(header.set_id().into_iter().chain(header.id()))),
        version: version(header, said),
        parent_document_id: parent.and_then(|parent| first(parent.ids(), told.words)),
        encounter_key: told.visit.as_ref().and_then(|visit| visit.key),
        patient_key: told.patient,
        doc_type: keep(kind.code),
        doc_type_system: keep(kind.system),
        doc_type_text: keep(kind.text.or(title)),
        status: Some(status(signed, parent)),
        status_code: keep(signed.and_then(|signed| signed.signature_code()?.code())),
        author_npi: keep(author.npi),
        author_id: keep(author.id),
        author_name: keep(author.name(said.words)),
        activity_ts: said.instant("documentationOf/serviceEvent/effectiveTime", events),
        authored_ts: said.instant("author/time", written.and_then(|author| author.time())),
        signed_ts: said.instant("legalAuthenticator/time", signed.and_then(|it| it.time())),
        signer_id: keep(signer.npi.or(signer.id)),
        cosigned_ts: said.instant("authenticator/time", cosigned.and_then(|it| it.time())),
        ..ClinicalNote::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ClinicalNote::META, said, None);
    told.note = Some(Note {
        row,
        position: said.position,
        incomplete,
    });
    Ok(Outcome::Mapped)
}

fn version(header: Header<'_>, said: &mut Said<'_>) -> Option<i32> {
    let text = header.version_number()?.text()?;
    let version = text.parse().ok();
    if version.is_none() {
        let words = "expected a whole number, but found other characters";
        said.fault("versionNumber", "value", words);
    }
    version
}

/// What the document stands for, else what it adds to.
fn parent(header: Header<'_>) -> Option<RelatedDocument<'_>> {
    let of = |code: &str| {
        header
            .related_documents()
            .find(|it| it.type_code() == Some(code))
    };
    of("RPLC").or_else(|| of("APND"))
}

/// CDA R2, 4.2.2.8: what was legally authenticated is final; what is to be signed is not yet.
fn status(signed: Option<Authenticator<'_>>, parent: Option<RelatedDocument<'_>>) -> &'static str {
    let Some(signed) = signed else {
        return "unknown";
    };
    match signed.signature_code().and_then(|code| code.code()) {
        Some("I" | "X") => "preliminary",
        _ if parent.is_some() => "amended",
        _ => "final",
    }
}

/// Writes a note that is an entry of a document (Note Activity): it has a number, an author and a time of its own.
pub(super) fn write_note<'e>(
    note: NoteEntry<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let statement = note.statement();
    let mut said = told.said(spot.words, spot.position, statement);
    let Some(note_key) = first(statement.ids(), spot.words) else {
        return Ok(Outcome::Refused(said.missing("id", "a number of the note")));
    };
    // The kind of note is a translation of the code for any note.
    let code = statement.code();
    let kind = code.and_then(|code| code.translations().next()).or(code);
    let kind = Coded::of(kind, &[], spot.words);
    let writer = statement
        .authors()
        .next()
        .and_then(|author| author.assigned_author());
    let author = Person::of(writer, spot.words);
    let written = authored(statement, &mut said);
    let when = said.stretch("effectiveTime", statement.effective_time());
    let belonging = told.belonging(note.encounter_ids(), when, spot.words);
    let mut row = ClinicalNote {
        note_key,
        document_id: own(statement.ids()),
        parent_document_id: told.id,
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        doc_type: kind.code,
        doc_type_system: kind.system,
        doc_type_text: kind.text,
        status: statement
            .status_code()
            .present()
            .map(|status| match status {
                "completed" => "final",
                "active" => "preliminary",
                "aborted" | "cancelled" => "error",
                _ => "unknown",
            }),
        status_code: statement.status_code().present(),
        author_npi: author.npi,
        author_id: author.id,
        author_name: author.name(spot.words),
        activity_ts: when.start.instant,
        authored_ts: written,
        content_type: statement.text().and_then(|text| text.media_type()),
        ..ClinicalNote::default()
    };
    let incomplete = said.note(cx)?;
    provider(author, "author", &said, told, cx)?;
    row.stated = told.statement(ClinicalNote::META, &said, written);
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .clinical_note()
        .append(&ClinicalNote { origin, ..row })?;
    Ok(Outcome::Mapped)
}
