//! Tests of `entry`.

use super::*;
use crate::{Event, Limits, Reader};

/// Gives what an entry says to a check; `T(n)` stands for a template of C-CDA.
fn with(statement: &str, check: impl FnOnce(Content<'_>)) {
    let mut parts = statement.split("T(");
    let mut statement = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap();
        statement.push_str(&format!(
            r#"<templateId root="2.16.840.1.113883.10.20.22.4.{number}" extension="2015-08-01"/>{rest}"#
        ));
    }
    let input = format!(
        r#"<entry xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{statement}</entry>"#
    );
    let mut reader = Reader::new(input.as_bytes(), Limits::default());
    let mut check = Some(check);
    while let Some(event) = reader.next_event().unwrap() {
        match event {
            Event::Entry(entry) => (check.take().unwrap())(entry.content().unwrap()),
            Event::Defect(defect) => panic!("{defect}"),
            _ => {}
        }
    }
    assert!(check.is_none(), "an entry came");
}

macro_rules! expect {
    ($content:expr, $kind:ident) => {
        match $content {
            Content::$kind(it) => it,
            other => panic!("{other:?}"),
        }
    };
}

#[test]
fn a_problem_in_its_concern() {
    with(
        r#"<act classCode="ACT" moodCode="EVN">T(3)<statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation negationInd="false">T(4)<value xsi:type="CD" code="1" codeSystem="2.16.840.1.113883.6.96"><translation code="E11.9" codeSystem="2.16.840.1.113883.6.90"/></value>
        <entryRelationship><observation>T(6)<value xsi:type="CD" code="55561003"/></observation></entryRelationship></observation></entryRelationship></act>"#,
        |content| {
            let concern = expect!(content, ProblemConcern);
            assert_eq!(concern.statement().status_code().present(), Some("active"));
            let problem = concern.problems().next().unwrap();
            assert_eq!(problem.statement().negation_ind().present(), Some(false));
            assert_eq!(
                problem.value().unwrap().code_of("2.16.840.1.113883.6.90"),
                Some("E11.9")
            );
            assert_eq!(problem.statuses().count(), 1);
        },
    );
}

#[test]
fn diagnoses_of_every_kind() {
    for template in ["80", "33", "34", "51", "65"] {
        with(
            &format!(
                "<act>T({template})<entryRelationship><observation>T(4)</observation></entryRelationship></act>"
            ),
            |content| assert_eq!(expect!(content, Diagnosis).problems().count(), 1),
        );
    }
}

#[test]
fn a_procedure_with_a_device_in_a_visit() {
    let body = r#"<code code="80146002"/><targetSiteCode code="66754008"/><methodCode code="M"/>
        <participant typeCode="DEV"><participantRole>T(37)<id root="2.16.840.1.113883.3.3719" extension="(01)0064"/><playingDevice><code code="90412006"/></playingDevice><scopingEntity><id root="1.5"/></scopingEntity></participantRole></participant>
        <entryRelationship typeCode="COMP"><encounter><id root="7" extension="V1"/></encounter></entryRelationship>
        <entryRelationship typeCode="RSON"><observation>T(19)</observation></entryRelationship>"#;
    with(
        &format!("<procedure moodCode='EVN'>T(14){body}</procedure>"),
        |content| {
            let procedure = expect!(content, Procedure);
            assert_eq!(procedure.statement().mood_code(), Some("EVN"));
            let device = procedure.product_instances().next().unwrap();
            assert_eq!(device.udi(), Some("(01)0064"));
            assert_eq!(device.device_code().unwrap().code(), Some("90412006"));
            assert_eq!(device.maker_ids().count(), 1);
            assert_eq!(
                procedure.encounter_ids().next().unwrap().extension(),
                Some("V1")
            );
            assert_eq!(procedure.indications().count(), 1);
            let statement = procedure.statement();
            assert_eq!(
                statement.target_site_codes().count() + statement.method_codes().count(),
                2
            );
        },
    );
    with("<act>T(12)</act>", |content| {
        assert_eq!(expect!(content, ProcedureAct).indications().count(), 0)
    });
    with(
        "<observation>T(13)<value xsi:type='INT' value='1'/></observation>",
        |content| {
            assert_eq!(expect!(content, ProcedureObservation).values().count(), 1);
        },
    );
}

#[test]
fn an_immunization_and_a_refusal() {
    with(
        r#"<substanceAdministration moodCode="EVN" negationInd="true">T(52)<effectiveTime value="20251001"/><repeatNumber value="2"/><routeCode nullFlavor="UNK"/><doseQuantity value="0.5" unit="mL"/>
        <consumable><manufacturedProduct>T(54)<manufacturedMaterial><code code="141" codeSystem="2.16.840.1.113883.12.292"/><lotNumberText>L1</lotNumberText></manufacturedMaterial><manufacturerOrganization><name>Maker</name></manufacturerOrganization></manufacturedProduct></consumable>
        <entryRelationship typeCode="RSON"><observation>T(53)<code code="PATOBJ"/></observation></entryRelationship></substanceAdministration>"#,
        |content| {
            let it = expect!(content, Immunization);
            assert_eq!(it.statement().negation_ind().present(), Some(true));
            let product = it.product().unwrap();
            assert_eq!(product.code().unwrap().code(), Some("141"));
            assert_eq!(product.lot_number_text(), Some("L1"));
            assert_eq!(
                product.manufacturer().unwrap().name().unwrap().text(),
                Some("Maker")
            );
            assert_eq!(it.dose_quantity().unwrap().single().unit(), Some("mL"));
            assert_eq!(it.repeat_number().unwrap().value().present(), Some(2));
            assert_eq!(
                it.route_code().unwrap().null_flavor().unwrap().as_str(),
                "UNK"
            );
            assert_eq!(it.refusal_reasons().next().unwrap().code(), Some("PATOBJ"));
        },
    );
}

#[test]
fn a_medication_and_what_holds_it() {
    let medication = r#"<substanceAdministration moodCode="INT">T(16)<effectiveTime xsi:type="IVL_TS"><low value="2025"/><high nullFlavor="NA"/></effectiveTime><effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime><rateQuantity nullFlavor="UNK"/></substanceAdministration>"#;
    with(medication, |content| {
        let it = expect!(content, Medication);
        assert_eq!(
            it.duration().unwrap().start().present().unwrap().year(),
            2025
        );
        assert_eq!(it.frequency().unwrap().period().unwrap().unit(), Some("h"));
        assert_eq!(
            it.rate_quantity().unwrap().null_flavor().unwrap().as_str(),
            "UNK"
        );
        assert!(it.dose_quantity().is_none());
    });
    let held = format!("<act>T(35)<entryRelationship>{medication}</entryRelationship></act>");
    with(&held, |content| {
        assert_eq!(expect!(content, MedicationWrapper).medications().count(), 1);
    });
}

#[test]
fn results_and_vital_signs() {
    with(
        r#"<organizer>T(1)<component><observation>T(2)<value xsi:type="PQ" value="13" unit="g/dL"/><interpretationCode code="N"/></observation></component><component><observation>T(2)<value xsi:type="PQ" nullFlavor="NAV"/></observation></component></organizer>"#,
        |content| {
            let results: Vec<_> = expect!(content, ResultOrganizer).results().collect();
            assert_eq!(
                results[0].interpretation_codes().next().unwrap().code(),
                Some("N")
            );
            let null = results[1].values().next().unwrap();
            assert_eq!(null.text().null_flavor().unwrap().as_str(), "NAV");
            assert!(!results[0].is_vital_sign());
        },
    );
    with(
        "<organizer>T(26)<component><observation>T(27)</observation></component></organizer>",
        |content| {
            let all = expect!(content, VitalSignsOrganizer);
            assert!(all.vital_signs().next().unwrap().is_vital_sign());
        },
    );
}

#[test]
fn a_visit() {
    with(
        r#"<encounter moodCode="EVN">T(49)<sdtc:dischargeDispositionCode code="01"/><participant typeCode="LOC"><participantRole>T(32)<playingEntity><name>Clinic</name></playingEntity></participantRole></participant>
        <entryRelationship><act>T(80)<entryRelationship><observation>T(4)</observation></entryRelationship></act></entryRelationship></encounter>"#,
        |content| {
            let visit = expect!(content, Encounter);
            assert_eq!(
                visit.discharge_disposition_code().unwrap().code(),
                Some("01")
            );
            assert_eq!(
                visit.locations().next().unwrap().name().unwrap().text(),
                Some("Clinic")
            );
            assert_eq!(visit.diagnoses().flat_map(|it| it.problems()).count(), 1);
        },
    );
}

#[test]
fn a_coverage() {
    with(
        r#"<act>T(60)<entryRelationship typeCode="COMP"><sequenceNumber value="1"/><act>T(61)<code code="12"/>
        <performer typeCode="PRF">T(87)<assignedEntity><code code="PAYOR"/><representedOrganization><name>Payer</name></representedOrganization></assignedEntity></performer>
        <performer><assignedEntity><code code="GUAR"/></assignedEntity></performer>
        <participant typeCode="COV"><participantRole><id root="1" extension="M1"/><code code="SELF"/></participantRole></participant>
        <participant typeCode="HLD"><participantRole><id root="1" extension="S1"/></participantRole></participant>
        <entryRelationship typeCode="REFR"><act><id root="A"/></act></entryRelationship></act></entryRelationship></act>"#,
        |content| {
            let coverage = expect!(content, Coverage);
            let (rank, policy) = coverage.policies().next().unwrap();
            assert_eq!(rank.unwrap().value().present(), Some(1));
            let payer = policy.payer().unwrap().assigned_entity().unwrap();
            assert_eq!(
                payer
                    .represented_organization()
                    .unwrap()
                    .name()
                    .unwrap()
                    .text(),
                Some("Payer")
            );
            assert!(policy.guarantor().is_some());
            let member = policy.covered_party().unwrap();
            assert_eq!(member.ids().next().unwrap().extension(), Some("M1"));
            assert_eq!(member.code().unwrap().code(), Some("SELF"));
            assert_eq!(
                policy.holder().unwrap().ids().next().unwrap().extension(),
                Some("S1")
            );
            assert_eq!(policy.references().count(), 1);
        },
    );
}

#[test]
fn supplies_plans_notes_and_the_rest() {
    with(
        "<supply>T(50)<quantity value='2'/><participant typeCode='PRD'><participantRole><playingDevice/></participantRole></participant></supply>",
        |content| {
            let supply = expect!(content, Supply);
            assert_eq!(supply.quantity().unwrap().value().present(), Some("2"));
            assert_eq!(supply.product_instances().count(), 1);
        },
    );
    for (class, template) in [
        ("act", 39),
        ("encounter", 40),
        ("procedure", 41),
        ("observation", 44),
        ("substanceAdministration", 42),
        ("supply", 43),
    ] {
        with(
            &format!("<{class} moodCode='RQO'>T({template})T(14)</{class}>"),
            |content| {
                let planned = expect!(content, Planned);
                assert_eq!(
                    (planned.class(), planned.statement().mood_code()),
                    (class, Some("RQO"))
                );
            },
        );
    }
    with(
        "<act>T(202)<entryRelationship><encounter><id root='7'/></encounter></entryRelationship></act>",
        |content| {
            assert_eq!(expect!(content, Note).encounter_ids().count(), 1);
        },
    );
    with("<act nullFlavor='NI'>T(30)</act>", |content| {
        assert_eq!(
            expect!(content, Other).null_flavor().unwrap().as_str(),
            "NI"
        );
    });
}
