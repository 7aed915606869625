//! Rows of contracts: a document a row, the same however it is written; and what `docs/contracts/` says of them.

use std::path::Path;

use expect_test::expect_file;
use flatfile::{Contract, Kind, Rule};
use serde::Serialize;

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

#[test]
fn what_a_row_of_terms_says_makes_its_content_and_who_verified_it_another_document() {
    let head = "id_type,payer_id,response_days,source,verified_on,verified_by\n";
    let one = documents(&format!("{head}n104,60054,030,Manual,2026-01-05,ana\n"));
    let same = documents(
        "source|verified_by|verified_on|payer_id|id_type|response_days\nManual|ana|2026-01-05|60054|N104|30\n",
    );
    assert_eq!(one, same);
    let more = documents(&format!("{head}N104,60054,45,Manual,2026-01-05,ana\n"));
    assert_eq!(one[0].0, more[0].0);
    assert_ne!(one[0].1, more[0].1);
    let since = documents(&format!("{head}N104,60054,45,Manual,2026-02-01,ana\n"));
    assert_ne!(one[0].0, since[0].0);
}

#[test]
fn a_deposit_is_known_by_the_banks_number() {
    let head = "deposit_date,amount,account,bank_reference\n";
    let one = documents(&format!("{head}2026-02-03,+100,main 0042,R1\n"));
    let same = documents(&format!("{head}2026-02-03,100.00,main 0042,R1\n"));
    assert_eq!(one, same);
    let other = documents(&format!("{head}2026-02-03,100.01,main 0042,R1\n"));
    assert_eq!(one[0].0, other[0].0);
    assert_ne!(one[0].1, other[0].1);
}

/// A header may fit two contracts: most columns decide.
#[test]
fn a_file_is_of_the_contract_that_its_header_names() {
    let format = |header: &str| convert(header.as_bytes()).survey.format;
    let headers = [
        (
            "id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to",
            "payers",
        ),
        ("ID_TYPE;payer_id;payer_name;payer_class", "payers"),
        (
            "id_type,payer_id,payer_name,timely_filing_days,source",
            "payer_config",
        ),
        (
            "id_type,payer_id,payer_name,payer_class,timely_filing_days,source",
            "payer_config",
        ),
        (
            "payer_class,level,days,day_kind,counted_from,source",
            "appeal_rules",
        ),
        (
            "\u{feff}bank_reference\taccount\tamount\tdeposit_date",
            "bank_deposits",
        ),
        ("id_type,payer_id", "unknown"),
    ];
    for (header, expected) in headers {
        assert_eq!(format(&format!("{header}\n")), expected, "{header}");
    }
}

/// A contract, as who writes such a file reads it.
#[derive(Serialize)]
struct Told {
    contract: &'static str,
    row: &'static str,
    table: &'static str,
    file: &'static str,
    key: &'static [&'static str],
    columns: Vec<ToldColumn>,
    rules: Vec<String>,
    example: [String; 2],
}

#[derive(Serialize)]
struct ToldColumn {
    name: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    required: bool,
    means: &'static str,
    example: &'static str,
}

fn told(contract: &Contract) -> Told {
    let columns = contract.columns.iter().map(|column| {
        let (least, most) = match column.kind {
            Kind::Whole(least, most) => (Some(least), Some(most)),
            _ => (None, None),
        };
        ToldColumn {
            name: column.name,
            kind: column.kind.name(),
            one_of: match column.kind {
                Kind::OneOf(words) => Some(words),
                _ => None,
            },
            least,
            most,
            required: column.required,
            means: column.means,
            example: column.example,
        }
    });
    let rules = contract.rules.iter().map(|rule| match rule {
        Rule::Together(one, other) => {
            format!("{one} and {other} are filled together, or not at all")
        }
        Rule::Either(one, other) => format!("either {one} or {other} is filled"),
        Rule::Later(from, to) => format!("{to} is a later day than {from}"),
    });
    Told {
        contract: contract.name,
        row: contract.row,
        table: contract.table,
        file: "UTF-8 with or without byte order mark; a header line names the columns, in any order and case, others \
               are left alone; delimited by comma, semicolon, bar or tab; quoted as in RFC 4180.",
        key: contract.key,
        columns: columns.collect(),
        rules: rules.collect(),
        example: [
            line(contract.columns.iter().map(|column| column.name)),
            line(contract.columns.iter().map(|column| column.example)),
        ],
    }
}

fn line(values: impl Iterator<Item = &'static str>) -> String {
    let quoted = values.map(|value| match value.contains(',') {
        true => format!("\"{value}\""),
        false => value.to_owned(),
    });
    quoted.collect::<Vec<_>>().join(",")
}

/// `UPDATE_EXPECT=1` rewrites the files.
#[test]
fn every_contract_is_described_with_a_row_that_keeps_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/contracts");
    let mut names = vec![];
    for contract in convert::contracts() {
        let told = told(contract);
        let text = serde_json::to_string_pretty(&told).unwrap() + "\n";
        expect_file![folder.join(format!("{}.json", contract.name))].assert_eq(&text);
        let example = convert(told.example.join("\n").as_bytes());
        assert_eq!(example.survey.format, contract.name);
        assert_eq!(
            (example.report.rejects, example.report.sets.len()),
            (0, 1),
            "{}",
            contract.name
        );
        assert_eq!(
            example.report.rows.get(contract.table),
            Some(&1),
            "{}",
            contract.name
        );
        for column in contract.key {
            assert!(
                contract.columns.iter().any(|known| known.name == *column),
                "{column}"
            );
        }
        names.push(format!("{}.json", contract.name));
    }
    let files = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
}
