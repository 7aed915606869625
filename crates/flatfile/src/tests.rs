//! One `check`: a file's rows as text.

use super::*;

const TEST: Contract = Contract {
    name: "test",
    columns: &[
        Column {
            name: "id",
            kind: Kind::Text,
            required: true,
        },
        Column {
            name: "class",
            kind: Kind::OneOf(&["a", "b"]),
            required: true,
        },
        Column {
            name: "day",
            kind: Kind::Date,
            required: false,
        },
        Column {
            name: "flag",
            kind: Kind::Flag,
            required: false,
        },
    ],
};

fn read(file: &[u8], limits: Limits) -> Result<Vec<String>, Error> {
    let mut rows = TEST.read(file, limits)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next_row()? {
        found.push(match row.check() {
            Ok(()) => format!(
                "{}@{}: {:?} {:?} {:?} {:?}",
                row.number,
                row.byte,
                row.value(0).unwrap_or_default(),
                row.value(1).unwrap_or_default(),
                row.value(2).unwrap_or_default(),
                row.flag(3)
            ),
            Err(error) => error.to_string(),
        });
    }
    Ok(found)
}

fn check(file: &[u8], expected: &[&str]) {
    assert!(TEST.is_header(file));
    assert_eq!(read(file, Limits::default()).unwrap(), expected);
}

#[test]
fn columns_are_found_by_name_in_any_order_and_case() {
    check(
        b"id,class,day,flag\n1,a,2026-01-02,yes\n",
        &["2@18: \"1\" \"a\" \"2026-01-02\" Some(true)"],
    );
    check(
        b"Flag, CLASS ,Other,ID\r\n0,B,x,7\r\n",
        &["2@23: \"7\" \"B\" \"\" Some(false)"],
    );
    check(b"class,id\na,1\n", &["2@9: \"1\" \"a\" \"\" None"]);
}

#[test]
fn any_delimiter_a_byte_order_mark_quotes_and_blank_lines() {
    for delimiter in [",", ";", "|", "\t"] {
        let file = "\u{feff}id,class\n\n\"x, \"\"y\"\"\nz\",a\n".replace(',', delimiter);
        let id = format!("x{delimiter} \\\"y\\\"\\nz").replace('\t', "\\t");
        check(
            file.as_bytes(),
            &[&format!("2@13: \"{id}\" \"a\" \"\" None")],
        );
    }
}

#[test]
fn a_row_says_line_column_and_what_was_expected() {
    check(
        b"id,class,day,flag\n,a,,\n1,c,,\n1,a,2026-02-30,\n1,a,1/2/26,\n1,a,,maybe\n1,a\n1,a,,,\n\xff,a,,\n1,a,,\n",
        &[
            "line 2, column id: expected a value, but found nothing",
            "line 3, column class: expected one of a, b, but found another value",
            "line 4, column day: expected a date CCYY-MM-DD, but found one that does not exist",
            "line 5, column day: expected a date CCYY-MM-DD, but found another form",
            "line 6, column flag: expected one of true, false, yes, no, 1, 0, but found another value",
            "line 7: expected 4 fields, but found 2",
            "line 8: expected 4 fields, but found 5",
            "line 9, column id: expected text in UTF-8, but found other bytes",
            "10@85: \"1\" \"a\" \"\" None",
        ],
    );
}

#[test]
fn another_header_is_another_contract() {
    assert!(!TEST.is_header(b"id,klass\n1,a\n"));
    assert!(!TEST.is_header(b""));
    let error = read(b"id,klass\n1,a\n", Limits::default()).unwrap_err();
    let words = "expected a header with the columns of test, but found another";
    assert_eq!(error.to_string(), words);
}

#[test]
fn a_quote_without_its_end_is_not_held() {
    let mut file = b"id,class\n\"".to_vec();
    file.resize(100_000, b'x');
    let limits = Limits { row_bytes: 1_000 };
    let error = read(&file, limits).unwrap_err();
    let words = "line 2: expected a row of at most 1000 bytes, but found a longer one";
    assert_eq!(error.to_string(), words);
}
