//! What of a 270, 271, 275, 276 and 278 ends in a cell: every element of the golden files is changed, one after
//! the other.

use expect_test::expect;

use crate::elements_837::silent;

/// What the lists hold: HL01 to HL04, kinds of identifiers and entities, formats of dates, what LS and LE say, and what
/// else says nothing beyond the loop it stands in.
#[test]
fn every_element_of_a_270_and_271_but_these_changes_a_cell() {
    let files = [
        include_str!("../golden/270_all_elements.edi"),
        include_str!("../golden/271_all_elements.edi"),
    ];
    expect![[r#"
        BHT01 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        HL04 of 6
        NM102 of 7
        NM108 of 7
        HL01 of 8
        HL04 of 8
        NM101 of 10
        NM102 of 10
        NM108 of 10
        DMG01 of 11
        DTP02 of 13
        DTP02 of 18
        HL01 of 20
        HL04 of 20
        NM101 of 22
        NM102 of 22
        NM108 of 22
        BHT01 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        HL04 of 7
        NM102 of 8
        HL04 of 9
        NM101 of 11
        NM102 of 11
        NM108 of 11
        DMG01 of 16
        DTP02 of 19
        LS01 of 31
        PER01 of 35
        PRV02 of 36
        LE01 of 38
        DTP02 of 40
        DTP02 of 41
        DTP02 of 42
        HL01 of 43
        HL04 of 43
        NM101 of 46
        NM102 of 46
        NM108 of 46
        DMG01 of 49
    "#]]
    .assert_eq(&silent(&files, convert::ELEMENTS_271));
}

#[test]
fn every_element_of_a_request_for_information_but_these_changes_a_cell() {
    let files = [include_str!("../golden/277_request_for_information.edi")];
    let of_it = ["PWK01", "PWK02", "PWK06", "STC10-2", "STC11-2"];
    expect![[r#"
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
        HL01 of 11
        NM101 of 12
        NM102 of 12
        NM108 of 12
        TRN01 of 13
        DTP02 of 19
        PWK05 of 20
        PWK05 of 24
    "#]]
    .assert_eq(&silent(&files, &of_it));
}

#[test]
fn every_element_of_a_276_but_these_changes_a_cell() {
    let files = [include_str!("../golden/276_all_elements.edi")];
    expect![[r#"
        BHT01 of 3
        BHT02 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        HL04 of 6
        NM101 of 7
        NM102 of 7
        NM108 of 7
        HL04 of 8
        NM101 of 9
        NM102 of 9
        HL01 of 10
        HL03 of 10
        HL04 of 10
        DMG01 of 11
        NM101 of 12
        NM102 of 12
        NM108 of 12
        TRN01 of 13
        DTP02 of 24
        TRN01 of 26
        HL04 of 28
        NM101 of 29
        NM102 of 29
        NM103 of 29
        NM104 of 29
        NM108 of 29
        HL01 of 30
        HL03 of 30
        DMG01 of 31
        NM101 of 32
        NM102 of 32
        TRN01 of 33
        AMT01 of 34
        AMT02 of 34
        DTP02 of 35
    "#]]
    .assert_eq(&silent(&files, convert::ELEMENTS_276));
}

#[test]
fn every_element_of_a_278_but_these_changes_a_cell() {
    let files = [include_str!("../golden/278_all_elements.edi")];
    expect![[r#"
        BHT01 of 3
        HL04 of 4
        NM102 of 5
        NM108 of 5
        HL04 of 7
        NM102 of 8
        HL04 of 9
        NM101 of 10
        NM102 of 10
        NM108 of 10
        DMG01 of 11
        HL04 of 12
        NM101 of 13
        NM102 of 13
        NM108 of 13
        DMG01 of 14
        INS01 of 15
        HL04 of 16
        DTP02 of 24
        DTP02 of 25
        DTP02 of 26
        HI01-3 of 28
        PWK05 of 31
        PER01 of 36
        PRV02 of 37
        HL01 of 38
        HL04 of 38
        DTP02 of 43
        HL01 of 46
        HL04 of 46
        HL01 of 50
        HL04 of 50
        CRC01 of 54
        CRC02 of 54
        CRC03 of 54
    "#]]
    .assert_eq(&silent(&files, convert::ELEMENTS_278));
}

#[test]
fn every_element_of_a_275_but_these_changes_a_cell() {
    let files = [include_str!("../golden/275_all_elements.edi")];
    expect![[r#""#]].assert_eq(&silent(&files, convert::ELEMENTS_275));
}
