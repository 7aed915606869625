//! Tests of `header`.

use crate::{Event, Header, Limits, Reader};

const DOCUMENT: &str = r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:s="urn:hl7-org:sdtc">
<templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>
<id root="1.2" extension="D1"/><code code="34133-9"/><title>Summary</title>
<effectiveTime value="20260301120000-0500"/><confidentialityCode code="N"/><languageCode code="en-US"/>
<setId root="1.2" extension="S1"/><versionNumber value="2"/>
<recordTarget><patientRole><id root="1.3" extension="MRN1" assigningAuthorityName="Clinic"/><id nullFlavor="UNK"/>
<addr use="HP"><streetAddressLine>1 Elm St</streetAddressLine><streetAddressLine/><city>Town</city><state>OR</state><postalCode>97005</postalCode></addr>
<telecom use="HP" value="tel:+1"/><patient><name use="L"><given>Ada</given><given qualifier="CL">A</given><family>Doe</family></name>
<administrativeGenderCode code="F"/><birthTime value="19750501"/><s:deceasedInd value="true"/><s:deceasedTime value="2025"/>
<languageCommunication><languageCode code="en"/></languageCommunication></patient>
<providerOrganization><id root="2.16.840.1.113883.4.6" extension="1234567893"/><name>Clinic</name></providerOrganization></patientRole></recordTarget>
<author><time value="20260301"/><assignedAuthor><id root="1"/><id root="2.16.840.1.113883.4.6" extension="1111111112"/><assignedPerson><name>Dr. X</name></assignedPerson></assignedAuthor></author>
<author><assignedAuthor><assignedAuthoringDevice><softwareName>EHR</softwareName></assignedAuthoringDevice></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><name>Keeper</name></representedCustodianOrganization></assignedCustodian></custodian>
<legalAuthenticator><time value="20260302"/><signatureCode code="S"/><assignedEntity><id root="9"/></assignedEntity></legalAuthenticator>
<authenticator><time nullFlavor="UNK"/></authenticator>
<inFulfillmentOf><order><id root="5" extension="O1"/></order></inFulfillmentOf>
<documentationOf><serviceEvent classCode="PCPR"><effectiveTime><low value="2025"/></effectiveTime><performer typeCode="PRF"/></serviceEvent></documentationOf>
<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2" extension="D0"/><setId root="1.2" extension="S1"/><versionNumber value="1"/></parentDocument></relatedDocument>
<componentOf><encompassingEncounter><id root="7" extension="V1"/><code code="AMB"><translation code="99213"/></code><effectiveTime value="20260301"/><s:dischargeDispositionCode code="01"/>
<responsibleParty><assignedEntity><id root="8"/></assignedEntity></responsibleParty><encounterParticipant typeCode="ATND"><assignedEntity/></encounterParticipant>
<location><healthCareFacility><id root="10"/><location><name>Ward</name></location></healthCareFacility></location></encompassingEncounter></componentOf>
<component><structuredBody/></component></ClinicalDocument>"#;

fn with(check: impl FnOnce(Header<'_>)) {
    let mut reader = Reader::new(DOCUMENT.as_bytes(), Limits::default());
    match reader.next_event().unwrap() {
        Some(Event::Header(header)) => check(header),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_document() {
    with(|header| {
        assert_eq!(header.id().unwrap().extension(), Some("D1"));
        assert_eq!(header.set_id().unwrap().extension(), Some("S1"));
        assert_eq!(header.version_number().unwrap().value().present(), Some(2));
        assert_eq!(header.title().unwrap().words(), Some("Summary"));
        let made = header.effective_time().unwrap().value().present().unwrap();
        assert_eq!((made.hour(), made.offset_minutes()), (Some(12), Some(-300)));
        assert_eq!(header.confidentiality_code().unwrap().code(), Some("N"));
        assert_eq!(header.language_code().unwrap().code(), Some("en-US"));
        assert_eq!(
            header.template_ids().next().unwrap().extension(),
            Some("2015-08-01")
        );
        assert_eq!(header.order_ids().next().unwrap().extension(), Some("O1"));
        let related = header.related_documents().next().unwrap();
        assert_eq!(related.type_code(), Some("RPLC"));
        assert_eq!(related.ids().next().unwrap().extension(), Some("D0"));
        assert_eq!(related.version_number().unwrap().value().present(), Some(1));
    });
}

#[test]
fn the_patient() {
    with(|header| {
        let role = header.patient_roles().next().unwrap();
        let ids: Vec<_> = role
            .ids()
            .map(|id| (id.extension(), id.null_flavor().is_some()))
            .collect();
        assert_eq!(ids, [(Some("MRN1"), false), (None, true)]);
        assert_eq!(
            role.ids().next().unwrap().assigning_authority_name(),
            Some("Clinic")
        );
        let addr = role.addrs().next().unwrap();
        assert_eq!(
            addr.street_address_lines().collect::<Vec<_>>(),
            ["1 Elm St"]
        );
        assert_eq!((addr.city(), addr.country()), (Some("Town"), None));
        let patient = role.patient().unwrap();
        let name = patient.names().next().unwrap();
        assert_eq!(
            name.given().map(|part| part.text()).collect::<Vec<_>>(),
            ["Ada", "A"]
        );
        assert_eq!(name.given().nth(1).unwrap().qualifier(), Some("CL"));
        assert_eq!(name.family().next().unwrap().text(), "Doe");
        assert_eq!(
            patient.administrative_gender_code().unwrap().code(),
            Some("F")
        );
        assert_eq!(
            patient
                .birth_time()
                .unwrap()
                .value()
                .present()
                .unwrap()
                .year(),
            1975
        );
        assert_eq!(
            patient.deceased_ind().unwrap().value().present(),
            Some(true)
        );
        assert_eq!(
            patient
                .deceased_time()
                .unwrap()
                .value()
                .present()
                .unwrap()
                .year(),
            2025
        );
        assert_eq!(patient.language_codes().next().unwrap().code(), Some("en"));
        assert_eq!(
            role.provider_organization().unwrap().npi(),
            Some("1234567893")
        );
    });
}

#[test]
fn who_took_part() {
    with(|header| {
        let authors: Vec<_> = header
            .authors()
            .filter_map(|author| author.assigned_author())
            .collect();
        assert_eq!(authors[0].npi(), Some("1111111112"));
        assert_eq!(authors[0].name().unwrap().text(), Some("Dr. X"));
        assert_eq!(
            (authors[1].npi(), authors[1].software_name()),
            (None, Some("EHR"))
        );
        let signed = header.legal_authenticator().unwrap();
        assert_eq!(signed.signature_code().unwrap().code(), Some("S"));
        assert_eq!(
            signed.time().unwrap().value().present().unwrap().day(),
            Some(2)
        );
        let other = header.authenticators().next().unwrap();
        assert_eq!(
            other
                .time()
                .unwrap()
                .value()
                .null_flavor()
                .unwrap()
                .as_str(),
            "UNK"
        );
        assert_eq!(
            header.custodian().unwrap().name().unwrap().text(),
            Some("Keeper")
        );
    });
}

#[test]
fn the_visit() {
    with(|header| {
        let event = header.service_events().next().unwrap();
        assert_eq!(event.class_code(), Some("PCPR"));
        assert_eq!(event.performers().next().unwrap().type_code(), Some("PRF"));
        let visit = header.encompassing_encounter().unwrap();
        assert_eq!(visit.ids().next().unwrap().extension(), Some("V1"));
        assert_eq!(visit.code().unwrap().codings().count(), 2);
        assert_eq!(
            visit.discharge_disposition_code().unwrap().code(),
            Some("01")
        );
        assert!(
            visit
                .responsible_party()
                .unwrap()
                .assigned_entity()
                .is_some()
        );
        assert_eq!(
            visit.participants().next().unwrap().type_code(),
            Some("ATND")
        );
        let place = visit.location().unwrap();
        assert_eq!(place.name().unwrap().text(), Some("Ward"));
        assert_eq!(place.ids().next().unwrap().root(), Some("10"));
    });
}

#[test]
fn content_is_not_shown() {
    with(|header| {
        let shown = format!("{header:?} {:?}", header.patient_roles().next());
        for secret in ["MRN1", "Doe", "Elm"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(
            shown
                .contains("ClinicalDocument[Continuity of Care Document]/recordTarget/patientRole"),
            "{shown}"
        );
    });
}
