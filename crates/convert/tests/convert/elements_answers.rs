//! What of a 277, 999 and TA1 ends in a cell: every element of the golden files is changed, one after the
//! other.

use expect_test::expect;

use crate::elements_837::silent;

/// Paperwork stands in requests for information alone.
fn of_answers() -> Vec<&'static str> {
    let all = convert::ELEMENTS_277.iter().copied();
    all.filter(|it| !it.starts_with("PWK")).collect()
}

/// What the list holds: HL01 to HL04, kinds of identifiers and entities, formats of dates, and what else
/// says nothing beyond the loop it stands in.
#[test]
fn every_element_of_a_277_but_these_changes_a_cell() {
    let files = [
        include_str!("../golden/277ca_all_elements.edi"),
        include_str!("../golden/277_all_elements.edi"),
    ];
    expect![[r#"
        BHT01 of 3
        BHT02 of 3
        BHT06 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        TRN01 of 7
        DTP02 of 8
        DTP02 of 9
        HL04 of 10
        NM101 of 11
        NM102 of 11
        NM108 of 11
        TRN01 of 12
        HL04 of 18
        NM101 of 19
        NM102 of 19
        TRN01 of 20
        HL01 of 27
        NM101 of 28
        NM102 of 28
        NM105 of 28
        NM107 of 28
        NM108 of 28
        TRN01 of 29
        STC04 of 36
        DTP02 of 38
        HL01 of 39
        NM101 of 40
        NM102 of 40
        NM108 of 40
        TRN01 of 41
        DTP02 of 45
        STC04 of 47
        BHT01 of 3
        BHT02 of 3
        BHT06 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        HL04 of 7
        NM101 of 8
        NM102 of 8
        NM108 of 8
        HL04 of 9
        NM101 of 10
        NM102 of 10
        NM108 of 10
        HL01 of 11
        HL04 of 11
        NM101 of 12
        NM102 of 12
        NM108 of 12
        TRN01 of 13
        HL04 of 21
        NM101 of 22
        NM102 of 22
        NM108 of 22
        HL01 of 23
        NM101 of 24
        NM102 of 24
        TRN01 of 25
        TRN01 of 28
    "#]]
    .assert_eq(&silent(&files, &of_answers()));
}

#[test]
fn every_element_of_a_999_but_these_changes_a_cell() {
    let files = [include_str!("../golden/999_all_elements.edi")];
    expect![[r#"
        CTX05-2 of 7
        CTX06-1 of 7
        CTX06-2 of 7
    "#]]
    .assert_eq(&silent(&files, convert::ELEMENTS_999));
}

#[test]
fn every_element_of_a_ta1_changes_a_cell() {
    let files = [include_str!("../golden/ta1_all_elements.edi")];
    expect![[r#""#]].assert_eq(&silent(&files, convert::ELEMENTS_TA1));
}
