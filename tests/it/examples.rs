//! The worked examples, each an 835 of its own: every answer is the one written by hand, in whatever order
//! the files come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::harness::{Home, assert_same};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../events/examples")
        .canonicalize()
        .unwrap()
}

/// What is dropped (not the script, its answers or its page), by name.
fn files() -> Vec<PathBuf> {
    let dropped = |path: &PathBuf| {
        let ending = path.extension().and_then(|e| e.to_str());
        ending.is_some_and(|e| ["edi", "csv"].contains(&e))
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(dropped)
        .collect();
    files.sort();
    assert_eq!(files.len(), 17);
    files
}

fn answers() -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join("answers.json")).unwrap()).unwrap()
}

const CLAIMS: &str = "
    select
        claim.doc_id,
        claim.trace_number,
        claim.patient_control_number,
        claim.outcome,
        claim.standing,
        denial.category,
        denial.liability,
        cast(claim.paid_amount as varchar) as paid_amount,
        cast(claim.denied_amount as varchar) as denied_amount,
        cast(claim.patient_share_amount as varchar) as patient_share_amount,
        cast(claim.contractual_amount as varchar) as contractual_amount,
        claim.is_first_adjudication,
        claim.is_current,
        claim.reversed_by_doc_id as reversed_by,
        claim.reverses_doc_id as reverses,
        claim.claim_balances and claim.lines_balance and claim.charges_add_up
            and coalesce(claim.patient_share_adds_up, true) as balances
    from remit_claim as claim
    left join (
        select doc_id, clp_ordinal, min(category) as category, min(liability) as liability
        from remit_adjustment where class = 'denial' group by doc_id, clp_ordinal
    ) as denial on denial.doc_id = claim.doc_id and denial.clp_ordinal = claim.clp_ordinal";

fn assert_answers(home: &Home) {
    let answers = answers();
    let rows = home.json(&["sql", CLAIMS]);
    let found: BTreeMap<&str, &Map<String, Value>> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["trace_number"].as_str().unwrap(),
                row.as_object().unwrap(),
            )
        })
        .collect();
    let claims = answers["claims"].as_object().unwrap();
    assert_eq!(found.len(), claims.len());
    let example = |name: &str| found[claims[name]["trace_number"].as_str().unwrap()];
    for (name, wanted) in claims {
        let row = example(name);
        assert_eq!(row["balances"], true, "{name}");
        for (what, value) in wanted.as_object().unwrap() {
            // An example is named by its file there, and by its document here.
            let value = match (what.as_str(), value.as_str()) {
                ("reversed_by" | "reverses", Some(other)) => &example(other)["doc_id"],
                _ => value,
            };
            let answer = row.get(what).unwrap_or(&Value::Null);
            assert_eq!(answer, value, "{name} {what}");
        }
    }
    let of_a1 = found
        .values()
        .filter(|row| row["patient_control_number"] == "A1");
    let net_paid: i64 = of_a1.map(|row| cents(&row["paid_amount"])).sum();
    assert_eq!(net_paid, cents(&answers["net_paid_of_a1"]));
    assert_money(home, &answers);
    let k33 = home.json(&["kpi", "K33", "--from", "2026-01-01", "--to", "2026-03-01"]);
    for row in k33["rows"].as_array().unwrap() {
        let pair = &answers["k33"][row["measure"].as_str().unwrap()];
        assert_eq!(row["numerator"], pair[0], "{row}");
        assert_eq!(row["denominator"], pair[1], "{row}");
    }
    assert_eq!(k33["rows"].as_array().unwrap().len(), 3);
}

/// An amount with two decimals, as cents.
fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Every payment balances, and what E8 could not take back is carried forward.
fn assert_money(home: &Home, answers: &Value) {
    assert_eq!(
        home.value("select count(*) from remit_payment where balanced_flag"),
        16
    );
    let rows = home.json(&[
        "sql",
        "select balance.direction, cast(balance.balance as varchar) as balance,
            plb.link_method, plb.ref_patient_control_number, plb.ref_payer_claim_control_number,
            plb.ref_service_date, claim.trace_number
        from forward_balance as balance
        inner join provider_level_adjustment as plb on plb.doc_id = balance.doc_id
        left join raw.remit_claim as claim
            on claim.doc_id = plb.remit_doc_id and claim.clp_ordinal = plb.remit_clp_ordinal",
    ]);
    let wanted = serde_json::json!([{
        "direction": "carried_forward",
        "balance": answers["forward_balance"],
        "link_method": "parsed_reference",
        "ref_patient_control_number": "A1",
        "ref_payer_claim_control_number": "P1",
        "ref_service_date": "2026-01-05",
        "trace_number": "EXE08",
    }]);
    assert_eq!(rows, wanted);
}

#[test]
fn every_example_comes_to_what_was_written_by_hand() {
    let files = files();
    let one = Home::new();
    let dropped = one.drop_paths(&files);
    for file in dropped["files"].as_array().unwrap() {
        assert_eq!(file["status"], "committed", "{file}");
        assert_eq!(file["records"]["rejected"], 0, "{file}");
    }
    assert_answers(&one);
    one.assert_sound();

    // The correction and the reversal before what they answer, in rounds of their own.
    let other = Home::new();
    for some in files.rchunks(4) {
        let backwards: Vec<PathBuf> = some.iter().rev().cloned().collect();
        other.drop_paths(&backwards);
    }
    assert_answers(&other);
    other.assert_sound();
    assert_same(&one.tables(), &other.tables(), "the other order");
}
