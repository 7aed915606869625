//! `show`: a file for human eyes.

use serde_json::Value;

use crate::harness::{Home, sample};

fn golden(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../convert/tests/golden");
    format!("{folder}/{name}")
}

#[test]
fn loops_are_indented_and_each_segment_says_what_it_became() {
    let home = Home::new();
    let text = home.run(&["show", &golden("835_e01_paid_with_coinsurance.edi")]);
    let titles: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("->") || line.trim_start().starts_with("1000"))
        .collect();
    assert_eq!(
        titles,
        [
            "      BPR payment  -> remit_payment",
            "      1000A N1 party",
            "      1000B N1 party",
            "        2100 CLP claim payment  -> remit_claim",
            "          2110 SVC service payment  -> remit_line",
            "            CAS adjustments  -> remit_adjustment",
            "            CAS adjustments  -> remit_adjustment",
        ]
    );
    assert!(!home.path().exists(), "nothing is landed");
}

#[test]
fn what_is_wrong_stands_where_it_is() {
    let home = Home::new();
    let file = golden("bad_835_cas_amount_three_decimals.edi");
    let text = home.run(&["show", &file]);
    let at = text.find("CAS adjustments  rejected").unwrap();
    let (cas, _) = text[at..].split_once("\n    ").unwrap_or((&text[at..], ""));
    assert!(cas.starts_with("CAS"), "{cas}");
    assert!(
        text[at..].contains("! IK403 5 CAS03: expected at most 2 decimals, but found 3"),
        "{text}"
    );
    // A segment that is left out wherever it stands.
    let text = home.run(&["show", &golden("835_unknown_segments.edi")]);
    assert!(text.contains("ignored: segment"), "{text}");
}

#[test]
fn one_set_of_a_file_with_many() {
    let home = Home::new();
    let file = golden("835_among_other_sets.edi");
    let all: Value = home.json(&["show", &file]);
    let kinds: Vec<&str> = all["sets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| set["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["835", "834", "TA1"]);
    let records: u64 = all["sets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| set["read"].as_u64().unwrap())
        .sum();
    // Envelopes beside; the trailers are not shown.
    let entries = all["entries"].as_array().unwrap().len();
    assert!(
        u64::try_from(entries).unwrap() > records - 3,
        "{entries} of {records}"
    );

    let one: Value = home.json(&["show", &file, "--set", "2"]);
    for entry in one["entries"].as_array().unwrap() {
        assert!(
            ["envelope", "ignored"].contains(&entry["became"].as_str().unwrap()),
            "{entry}"
        );
    }
    let wrong = home.output(&["show", &file, "--set", "9"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&wrong.stderr),
        "claimlake: expected a set from 1 to 3, but found another number\n"
    );
}

#[test]
fn the_page_shows_content_as_text() {
    let home = Home::new();
    let inbox = home.inbox("page");
    let text = std::fs::read_to_string(golden("835_e01_paid_with_coinsurance.edi")).unwrap();
    let name = "<script>alert(1)</script>";
    let path = inbox.join("a.edi");
    std::fs::write(&path, text.replace("ACME HEALTH", name)).unwrap();
    let page = home.run(&["show", path.to_str().unwrap(), "--html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains(name));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(
        page.matches("<article").count(),
        page.matches("</article>").count()
    );
    assert!(page.contains("remit_adjustment"));
}

#[test]
fn loops_have_the_numbers_of_their_guide() {
    let home = Home::new();
    let told: Value = home.json(&["show", &golden("837p_levels.edi")]);
    let loops: Vec<&str> = told["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["loop"].as_str())
        .collect();
    let first = [
        "1000A", "1000B", "2000A", "2010AA", "2000A", "2010AA", "2000B", "2010BA", "2010BB",
        "2300", "2400",
    ];
    assert!(loops.starts_with(&first), "{loops:?}");
    let patient = ["2000C", "2010CA", "2300", "2400"];
    assert!(loops.windows(4).any(|four| four == patient), "{loops:?}");
}

/// A segment that is left out says so where it stands, also where others of its name are taken.
#[test]
fn what_is_left_out_is_told_segment_by_segment() {
    let home = Home::new();
    for name in ["bad_837_unknown_segments.edi", "835_unknown_segments.edi"] {
        let told: Value = home.json(&["show", &golden(name)]);
        let ignored = |entry: &&Value| entry["became"] == "ignored";
        let shown = told["entries"].as_array().unwrap().iter().filter(ignored);
        let shown = u64::try_from(shown.count()).unwrap();
        let counted: u64 = told["sets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|set| set["ignored"].as_u64().unwrap())
            .sum();
        assert!(counted > 0, "{name}");
        assert_eq!(shown, counted, "{name}");
    }
}

/// Terminals act on control characters; a file may hold any.
#[test]
fn control_characters_are_not_handed_on() {
    let home = Home::new();
    let inbox = home.inbox("control");
    let text = std::fs::read_to_string(golden("835_e01_paid_with_coinsurance.edi")).unwrap();
    let path = inbox.join("a.edi");
    std::fs::write(&path, text.replace("ACME HEALTH", "ACME\u{1b}[31m")).unwrap();
    let shown = home.run(&["show", path.to_str().unwrap()]);
    assert!(
        !shown.contains('\u{1b}') && shown.contains("ACME\u{fffd}[31m"),
        "{shown}"
    );
}

#[test]
fn what_is_no_x12_is_told() {
    let home = Home::new();
    let path = sample().join("not-a-remittance.txt");
    let output = home.output(&["show", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        says.starts_with("claimlake: no_interchange: expected"),
        "{says}"
    );
}
