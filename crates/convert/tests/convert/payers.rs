//! payers.csv: a document a row, the same however it is written.

use crate::memory::convert;

fn documents(file: &str) -> Vec<(String, String)> {
    let survey = convert(file.as_bytes()).survey;
    assert_eq!(survey.refusal, None);
    let mut found: Vec<_> = survey
        .units
        .into_iter()
        .map(|unit| (unit.doc_key, unit.doc_id))
        .collect();
    found.sort();
    found
}

#[test]
fn order_case_and_delimiter_make_no_other_document() {
    let one = "id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to\n\
               N104,60054,Acme,commercial,,2026-01-01,\nNAME,Acme Health,Acme,other,no,,\n";
    let two = "PAYER_CLASS;payer_name;ID_TYPE;payer_id;extra;eff_from\r\n\
               Other;Acme;name;ACME  health;x;\r\ncommercial;Acme;n104;60054;;2026-01-01\r\n";
    assert_eq!(documents(one), documents(two));
}

#[test]
fn another_class_is_another_content_of_the_same_document() {
    let head = "id_type,payer_id,payer_name,payer_class\n";
    let one = documents(&format!("{head}N104,60054,Acme,commercial\n"));
    let two = documents(&format!("{head}N104,60054,Acme,bcbs\n"));
    assert_eq!(one[0].0, two[0].0);
    assert_ne!(one[0].1, two[0].1);
}
