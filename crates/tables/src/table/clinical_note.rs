//! `clinical_note`: what was written of patients, without its words.

use crate::declare::table;

table! {
    /// One row per statement about a document: a TXA, a DocumentReference, a Composition, a C-CDA document. Its text
    /// stays where it was dropped.
    clinical_note: ClinicalNote<'a>, key = [doc_id, statement_ordinal], sort = [note_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The document: who gave the number (else the feed), and the number.
        note_key: Text, phi, ordered, key;
        /// Number of the document.
        document_id: Opt<Text> = "TXA-12; masterIdentifier; setId, id", phi;
        /// Version of it.
        version: Opt<Int> = "versionNumber";
        /// The document that it adds to or stands for.
        parent_document_id: Opt<Text> = "TXA-13; relatesTo; relatedDocument", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// Kind of document.
        doc_type: Opt<Text> = "TXA-2; type; code";
        /// loinc, or as told.
        doc_type_system: Opt<Text> = "TXA-2; type; code";
        /// In words.
        doc_type_text: Opt<Text> = "type.text; title";
        /// draft, preliminary, final, amended, error, deprecated, unknown.
        status: Opt<Text> = "TXA-17; docStatus, status";
        /// As told.
        status_code: Opt<Text> = "TXA-17; docStatus, status";
        /// Author's NPI.
        author_npi: Opt<Text> = "TXA-9, TXA-5; author";
        /// The source's number of the author.
        author_id: Opt<Text> = "TXA-9, TXA-5; author";
        /// The author's name.
        author_name: Opt<Text> = "TXA-9, TXA-5; author", phi;
        /// When what it tells was done.
        activity_ts: Opt<Instant> = "TXA-4; context.period; serviceEvent";
        /// When it was written.
        authored_ts: Opt<Instant> = "TXA-6; date; author time";
        /// When it was signed.
        signed_ts: Opt<Instant> = "TXA-22.15; attester; legalAuthenticator time";
        /// Who signed: NPI, else the source's number.
        signer_id: Opt<Text> = "TXA-22; authenticator; legalAuthenticator";
        /// When it was signed by a second one.
        cosigned_ts: Opt<Instant> = "second TXA-22; attester; authenticator";
        /// Where its text is, in the source's words.
        text_uri: Opt<Text> = "TXA-16; attachment.url", phi;
        /// Kind of content.
        content_type: Opt<Text> = "TXA-3; attachment.contentType; nonXMLBody";
        /// Sections it has: LOINC codes with spaces between.
        sections: Opt<Text> = "section.code";
    }
}
