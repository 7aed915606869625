//! Cases of a stack: what changes in its state stands in its tables, without anybody asking for it.

use serde_json::{Value, json};

use super::account::Stack;
use crate::denials::lives;
use crate::emulator::Emulator;

#[test]
fn what_changes_in_the_state_is_in_the_tables() {
    let Some(stack) = Stack::deploy(Emulator::start(), "cases") else {
        return;
    };
    stack.hurry();
    stack.connect("mirror-state", true);
    let files = lives();
    let named = files.iter().enumerate();
    let named = named.map(|(at, text)| (format!("clinic/{at}.835"), text.clone().into_bytes()));
    stack.put(named.collect());
    stack.settle(files.len());
    let listed = stack.json(&["denials", "--all"]);
    let listed = listed["cases"].as_array().unwrap();
    let open: Vec<&Value> = listed
        .iter()
        .filter(|case| case["state"] == "NEW")
        .collect();
    let [open] = open.as_slice() else {
        panic!("expected one open case, but found {}", open.len());
    };
    let id = open["id"].as_str().unwrap();
    stack.json(&["denials", "assign", id, "--to", "ana", "--as", "ben"]);
    let asked = "select case_id, state, owner, denied_amount, recovered_amount from denial order by case_id";
    let mut expected: Vec<Value> = listed
        .iter()
        .map(|case| {
            let is_open = case["id"] == id;
            json!({
                "case_id": case["id"],
                "state": if is_open { json!("ASSIGNED") } else { case["state"].clone() },
                "owner": is_open.then_some("ana"),
                "denied_amount": case["denied_amount"],
                "recovered_amount": case["recovered_amount"],
            })
        })
        .collect();
    expected.sort_by_key(|row| row["case_id"].to_string());
    stack.until("the cases", || {
        stack.json(&["sql", asked]) == json!(expected)
    });
    let events = "select count(*) as n from work_event";
    let before = stack.json(&["sql", events]);
    assert_eq!(before[0]["n"], 4, "three were opened, one was assigned");
    // All of it once more counts once.
    assert_eq!(stack.json(&["mirror", "rebuild"])["files"], 1);
    assert_eq!(stack.json(&["sql", asked]), json!(expected));
    assert_eq!(stack.json(&["sql", events]), before);
    assert!(
        stack
            .keys("LandingBucket")
            .iter()
            .any(|key| key.starts_with("claimlake/")),
        "they landed under our own source"
    );
    // The batches that these rows came in change no case.
    let again = stack.json(&["denials", "--all"]);
    assert_eq!(again["cases"].as_array().unwrap().len(), listed.len());
    stack.assert_sound();
}
