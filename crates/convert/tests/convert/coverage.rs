//! docs/coverage.md: which elements of which transaction end in a cell, from the lists that the tests beside
//! this one prove element by element.

use std::collections::BTreeMap;

const HEAD: &str = "# Coverage

Written from the lists in `crates/convert/src` (`UPDATE_EXPECT=1 cargo test -p convert coverage` rewrites it). An element stands here when changing it in a golden file changes a cell of a table, which is tested for each of them. What is read and not here decides where a segment belongs (HL01 to HL04, qualifiers of dates) or says nothing beyond its loop. Segments of these transactions that are not here are counted as ignored, by name; so are whole sets of any other number.

Loops that own a row and can't be taken are rejected with their position and the standard's code; the rest of their set is taken.
";

const HL7: &str = "
## HL7 v2

Versions 2.3 to 2.8. Messages: ADT, BAR, SIU, DFT, ORM, OML, OMG, OMP, OMI, ORU, OUL, RDE, RDS, RGV, RAS, VXU, MDM, MFN (charge master), ACK. Every message has a row in message; of any other kind that is all, and its segments are counted as ignored by the kind's name. Tables: message, patient, patient_link, coverage, provider, location, encounter, diagnosis, service_documented, appointment, charge, account_txn, clinical_order, observation, med_admin, immunization, clinical_note, cdm_item, z_segment.

A component stands here where changing it in a golden file changes a cell, which is how this list is made. Z-segments are kept whole. Not read: the content of documents (OBX of MDM, OBX-5 of types ED and RP, texts of more than 2,000 bytes), NTE, NK1, GT1, specimens, what was dispensed (RXD) but as what was ordered, and whatever is not in the list; they are counted as ignored by name where a whole segment is. Social security numbers are never kept. A message that is a part of one (DSC, ADD, or MSH-14 where the file holds what it continues) is refused by that name: no interface of healthcare is known to send such to files, and a half is not to be taken for the whole.

| segment | components |
| --- | --- |
";

const CCDA: &str = "
## C-CDA

C-CDA 2.1, and 1.1 where its templates are the same; documents, several of them in one file, and fragments of them. Tables: patient, provider, location, encounter, clinical_note, diagnosis, service_documented, immunization, med_admin, clinical_order, observation, coverage, supply_use; in a 275 too.

A path stands here where changing it in a golden file changes a cell, which is how this list is made: of the header from its own elements on, of an entry from its statement on. Where a value may stand in several places (translations, several ids), each of them counts. What an entry is follows from its template, its mood and its section, which are not repeated here. Acts of other days than the visit's, or of another visit's number, have is_history. Not read: narratives but for the words that a code refers to, allergies, family history, advance directives, functional and mental status, goals, health concerns, medication lists (what is only taken; planned drugs are orders), bodies that are no XML; their entries are counted as ignored by the name of the section. Social security numbers are never kept.

| part | paths |
| --- | --- |
";

const FHIR: &str = "
## FHIR

R4, R4B and R5, JSON and XML: Bundles of every type, newline-delimited exports, arrays, single resources. Tables: patient, patient_link, provider, location, coverage, appointment, encounter, diagnosis, clinical_order, service_documented, observation, med_admin, immunization, clinical_note, supply_use, charge, account_txn, consent, care_mgmt_activity, billed_claim, billed_line, payer_view_claim, payer_view_line, eligibility_check, provenance, reference_key.

A path stands here where changing it in a golden file changes a cell, which is how this list is made; elements of R5 that are named otherwise are read beside those of R4 and stand here where the golden file of R5 has them. Every resource is mapped, rejected or ignored by its name: what is not here is ignored (AllergyIntolerance, Goal, QuestionnaireResponse …). What a Parameters carries, in its parts and in Bundles of its own too, comes as entries of their own behind it. A CoverageEligibilityResponse is told in the codes of X12 271. An AuditEvent of looking at something is ignored. Not read: the content of attachments and texts of more than 2,000 bytes, what a PaymentReconciliation was allocated to, lines of an Invoice, balances of an Account, and the members of a CareTeam but the first. Social security numbers are never kept. Amounts are in US dollars: one in another currency is null, with an issue.

| resource | paths |
| --- | --- |
";

/// Name, guides, tables, elements.
type Part<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

fn page() -> String {
    let parts: [Part<'_>; 9] = [
        (
            "835",
            "005010X221A1; 004010X091A1 as far as it agrees",
            "remit_payment, remit_provider_summary, remit_claim, remit_line, remit_adjustment, remit_remark, provider_level_adjustment",
            convert::ELEMENTS_835,
        ),
        (
            "837P, 837I, 837D",
            "005010X222A1, 005010X223A2, 005010X224A2; 004010X098A1, X096A1, X097A1 as far as they agree",
            "claim, claim_line, claim_party, claim_diagnosis, claim_other_payer, claim_cob_adjustment",
            convert::ELEMENTS_837,
        ),
        (
            "277CA, 277",
            "005010X214, 005010X364, 004040X167; 005010X212, 005010X228, 004010X093; requests for information 006020X313, 005010X213, 004050X150",
            "claim_ack",
            convert::ELEMENTS_277,
        ),
        ("276", "005010X212", "claim_inquiry", convert::ELEMENTS_276),
        (
            "270, 271",
            "005010X279A1; 004010X092A1 as far as it agrees",
            "eligibility_check",
            convert::ELEMENTS_271,
        ),
        (
            "278",
            "005010X217; 005010X215, 005010X216 by the same loops",
            "authorization",
            convert::ELEMENTS_278,
        ),
        (
            "275",
            "006020X314; 005010X210, 004050X151 as far as they agree. What BIN and BDS hold is not stored, but clinical documents in it, as they are, in base64 or as MIME entities (base64, quoted-printable, several parts), are read as C-CDA is. Of more than 4 MiB only length and digest are told, and the segment is refused",
            "attachment; those of C-CDA",
            convert::ELEMENTS_275,
        ),
        (
            "999, 997",
            "005010X231A1; 004010",
            "claim_ack",
            convert::ELEMENTS_999,
        ),
        (
            "TA1",
            "005010 and before",
            "claim_ack",
            convert::ELEMENTS_TA1,
        ),
    ];
    let mut page = HEAD.to_owned();
    for (name, guides, tables, elements) in parts {
        page += &format!("\n## {name}\n\nGuides: {guides}. Tables: {tables}.\n\n");
        page += "| segment | elements |\n| --- | --- |\n";
        let mut segments: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for element in elements {
            let digits = element.find('-').unwrap_or(element.len()) - 2;
            let (segment, number) = element.split_at(digits);
            segments.entry(segment).or_default().push(number);
        }
        for (segment, mut numbers) in segments {
            numbers.sort_unstable();
            page += &format!("| {segment} | {} |\n", numbers.join(", "));
        }
    }
    page + &hl7() + &ccda() + &fhir()
}

/// The part of HL7 v2.
fn hl7() -> String {
    let mut page = HL7.to_owned();
    for (segment, fields) in crate::fields_hl7::read() {
        let mut numbers: Vec<&str> = fields
            .iter()
            .filter_map(|field| field.split_once('-'))
            .map(|(_, number)| number)
            .collect();
        numbers.sort_by_key(|number| {
            let (field, component) = number.split_once('.').unwrap();
            (
                field.parse::<u32>().unwrap(),
                component.parse::<u32>().unwrap(),
            )
        });
        page += &format!("| {segment} | {} |\n", numbers.join(", "));
    }
    page
}

/// The part of C-CDA.
fn ccda() -> String {
    let mut page = CCDA.to_owned();
    for (part, paths) in crate::fields_ccda::read() {
        let paths: Vec<String> = paths.into_iter().collect();
        page += &format!("| {part} | {} |\n", paths.join(", "));
    }
    page
}

/// The part of FHIR.
fn fhir() -> String {
    let mut page = FHIR.to_owned();
    for (resource, paths) in crate::fields_fhir::read() {
        let paths: Vec<&str> = paths
            .iter()
            .filter_map(|path| path.split_once('.'))
            .map(|(_, path)| path)
            .collect();
        page += &format!("| {resource} | {} |\n", paths.join(", "));
    }
    page
}

#[test]
fn the_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");
    let page = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/coverage.md: run UPDATE_EXPECT=1 cargo test -p convert coverage"
    );
}

/// What is listed once is enough.
#[test]
fn no_element_stands_twice() {
    for elements in [
        convert::ELEMENTS_835,
        convert::ELEMENTS_837,
        convert::ELEMENTS_277,
        convert::ELEMENTS_276,
        convert::ELEMENTS_271,
        convert::ELEMENTS_278,
        convert::ELEMENTS_275,
        convert::ELEMENTS_999,
        convert::ELEMENTS_TA1,
    ] {
        let mut sorted = elements.to_vec();
        sorted.sort_unstable();
        let twice: Vec<_> = sorted
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
