//! The list reads, and the codes whose meaning depends on the group.

use super::*;

fn check(group: &str, carc: &str, class: &str, category: &str) {
    let found = classify(group, carc, Funding::ForService);
    let said = found.category.map_or("", Category::as_str);
    assert_eq!(
        (found.class.as_str(), said),
        (class, category),
        "{group}-{carc}"
    );
}

#[test]
fn the_shipped_list_reads() {
    assert!(read(include_str!("../../data/carc.csv")).is_ok());
    // 281 codes, five groups each.
    let all = adjustments();
    assert_eq!(all.len() % GROUPS.len(), 0);
    assert!(all.len() > 1_300, "{}", all.len());
    for found in all {
        assert!(!found.label.is_empty(), "{}", found.carc);
        assert!(["verified", "own"].contains(&found.verified.as_str()));
        assert!(["", "yes", "partly", "no"].contains(&found.avoidable.as_str()));
        assert!(["", "yes", "partly", "no"].contains(&found.recoverable.as_str()));
        let denial = found.meaning.class == Class::Denial;
        assert_eq!(denial, found.meaning.category.is_some(), "{}", found.carc);
    }
}

#[test]
fn the_group_decides_for_patient_share_and_fee_schedules() {
    check("PR", "1", "patient_share", "");
    check("CO", "1", "contractual", "");
    check("PI", "2", "contractual", "");
    check("OA", "3", "cob_info", "");
    check("CO", "45", "contractual", "");
    check("PR", "45", "patient_share", "");
    check("PR", "122", "patient_share", "");
    check("PR", "253", "contractual", "");
    check("OA", "100", "cob_info", "");
    check("CO", "100", "denial", "CONTRACT");
    check("PR", "100", "denial", "CONTRACT");
    check("OA", "209", "cob_info", "");
    check("OA", "23", "cob_info", "");
    check("CO", "59", "reduction", "");
    check("CO", "186", "reduction", "");
    check("CO", "B11", "informational", "");
    check("CR", "197", "informational", "");
    check("OA", "257", "pended", "");
}

#[test]
fn denials_stay_denials_whoever_bears_them() {
    check("PR", "27", "denial", "ELIG");
    check("CO", "27", "denial", "ELIG");
    check("CO", "197", "denial", "AUTH");
    check("OA", "18", "denial", "DUP");
    check("PI", "50", "denial", "MEDNEC");
    assert!(classify("OA", "18", Funding::ForService).duplicate);
    assert!(classify("CO", "B13", Funding::ForService).duplicate);
    assert!(!classify("CO", "B20", Funding::ForService).duplicate);
}

#[test]
fn capitation_is_the_payers_setting() {
    check("CO", "24", "denial", "CONTRACT");
    let found = classify("CO", "24", Funding::Capitated);
    assert_eq!((found.class, found.category), (Class::Contractual, None));
    let other = classify("CO", "197", Funding::Capitated);
    assert_eq!(other.class, Class::Denial);
}

#[test]
fn what_the_list_does_not_know_is_a_flagged_denial() {
    for (group, carc) in [
        ("CO", "999"),
        ("CO", "P7"),
        ("XX", "45"),
        ("", ""),
        ("co", "45"),
    ] {
        let found = classify(group, carc, Funding::ForService);
        assert!(found.unmapped, "{group}-{carc}");
        assert_eq!(found.category, Some(Category::Other));
    }
}

#[test]
fn umbrella_codes() {
    for carc in ["16", "96", "50", "107", "A1", "226", "252"] {
        assert!(is_umbrella(carc), "{carc}");
    }
    assert!(!is_umbrella("197"));
    assert!(!is_umbrella("999"));
}

#[test]
fn a_wrong_list_says_what_is_wrong() {
    let head = include_str!("../../data/carc.csv").lines().next().unwrap();
    let said = |row: &str| read(&format!("{head}\n{row}\n")).unwrap_err();
    assert_eq!(
        said("4,,denial,NONE,,,,x,,,,,,,own"),
        "4: expected a category, but found \"NONE\""
    );
    assert_eq!(
        said("4,,lost,,,,,x,,,,,,,own"),
        "4: expected a class, but found \"lost\""
    );
    assert_eq!(
        said("4,,contractual,DUP,,,,x,,,,,,,own"),
        "4: expected no category, but found \"DUP\""
    );
}
