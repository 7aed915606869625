//! One `check`: a file's rows as text.

use super::*;

const TEST: Contract = Contract {
    name: "test",
    row: "One row.",
    table: "row",
    columns: &[
        Column::must("id", Kind::Text, "", ""),
        Column::must("class", Kind::OneOf(&["a", "b"]), "", ""),
        Column::may("day", Kind::Date, "", ""),
        Column::may("flag", Kind::Flag, "", ""),
    ],
    key: &["id"],
    rules: &[],
};

/// Every kind that `TEST` has not, and every rule.
const TERMS: Contract = Contract {
    name: "terms",
    row: "One term.",
    table: "term",
    columns: &[
        Column::must("days", Kind::Whole(1, 3660), "", ""),
        Column::may("amount", Kind::Money, "", ""),
        Column::may("account", Kind::Alias, "", ""),
        Column::may("class", Kind::Text, "", ""),
        Column::may("payer", Kind::Text, "", ""),
        Column::may("from", Kind::Date, "", ""),
        Column::may("to", Kind::Date, "", ""),
        Column::may("on", Kind::Date, "", ""),
        Column::may("by", Kind::Text, "", ""),
    ],
    key: &["payer"],
    rules: &[
        Rule::Either("class", "payer"),
        Rule::Later("from", "to"),
        Rule::Together("on", "by"),
    ],
};

fn read(
    contract: Contract,
    file: &[u8],
    limits: Limits,
    say: fn(&Row<'_>) -> String,
) -> Result<Vec<String>, Error> {
    let mut rows = contract.read(file, limits)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next_row()? {
        found.push(match row.check() {
            Ok(()) => say(&row),
            Err(error) => error.to_string(),
        });
    }
    Ok(found)
}

fn say(row: &Row<'_>) -> String {
    format!(
        "{}@{}: {:?} {:?} {:?} {:?}",
        row.number,
        row.byte,
        row.value("id").unwrap_or_default(),
        row.value("class").unwrap_or_default(),
        row.value("day").unwrap_or_default(),
        row.flag("flag")
    )
}

fn check(file: &[u8], expected: &[&str]) {
    assert!(TEST.is_header(file));
    assert_eq!(read(TEST, file, Limits::default(), say).unwrap(), expected);
}

#[test]
fn columns_are_found_by_name_in_any_order_and_case() {
    check(
        b"id,class,day,flag\n1,a,2026-01-02,yes\n",
        &["2@18: \"1\" \"a\" \"2026-01-02\" true"],
    );
    check(
        b"Flag, CLASS ,Other,ID\r\n0,B,x,7\r\n",
        &["2@23: \"7\" \"B\" \"\" false"],
    );
    check(b"class,id\na,1\n", &["2@9: \"1\" \"a\" \"\" false"]);
}

#[test]
fn any_delimiter_a_byte_order_mark_quotes_and_blank_lines() {
    for delimiter in [",", ";", "|", "\t"] {
        let file = "\u{feff}id,class\n\n\"x, \"\"y\"\"\nz\",a\n".replace(',', delimiter);
        let id = format!("x{delimiter} \\\"y\\\"\\nz").replace('\t', "\\t");
        check(
            file.as_bytes(),
            &[&format!("2@13: \"{id}\" \"a\" \"\" false")],
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
            "10@85: \"1\" \"a\" \"\" false",
        ],
    );
}

#[test]
fn another_header_is_another_contract() {
    assert!(!TEST.is_header(b"id,klass\n1,a\n"));
    assert!(!TEST.is_header(b""));
    let error = read(TEST, b"id,klass\n1,a\n", Limits::default(), say).unwrap_err();
    let words = "expected a header with the columns of test, but found another";
    assert_eq!(error.to_string(), words);
}

#[test]
fn a_quote_without_its_end_is_not_held() {
    let mut file = b"id,class\n\"".to_vec();
    file.resize(100_000, b'x');
    let limits = Limits { row_bytes: 1_000 };
    let error = read(TEST, &file, limits, say).unwrap_err();
    let words = "line 2: expected a row of at most 1000 bytes, but found a longer one";
    assert_eq!(error.to_string(), words);
}

#[test]
fn numbers_amounts_aliases_and_what_holds_between_columns() {
    let long = "x".repeat(1_001);
    let rows = [
        "7,12.5,main 0042,a,,2026-01-01,2026-01-02,2026-01-01,ana",
        "0,,,a,,,,,",
        "3661,,,a,,,,,",
        "+7,,,a,,,,,",
        "7.0,,,a,,,,,",
        "7,1.005,,a,,,,,",
        "7,$5,,a,,,,,",
        "7,\"1,000.00\",,a,,,,,",
        "7,,000123456,a,,,,,",
        "7,,,,,,,,",
        "7,,,a,b,,,,",
        "7,,,a,,2026-01-02,2026-01-02,,",
        "7,,,a,,,2026-01-02,,",
        "7,,,a,,,,2026-01-02,",
        "7,,,a,,,,,ana",
        &format!("7,,,{long},,,,,"),
    ];
    let file = format!(
        "days,amount,account,class,payer,from,to,on,by\n{}\n",
        rows.join("\n")
    );
    let say = |row: &Row<'_>| format!("{:?} {:?}", row.whole("days"), row.money("amount"));
    let found = read(TERMS, file.as_bytes(), Limits::default(), say).unwrap();
    let expected = [
        "Some(7) Some(Cents(1250))",
        "line 3, column days: expected a whole number from 1 to 3660, but found another value",
        "line 4, column days: expected a whole number from 1 to 3660, but found another value",
        "line 5, column days: expected a whole number from 1 to 3660, but found another value",
        "line 6, column days: expected a whole number from 1 to 3660, but found another value",
        "line 7, column amount: expected an amount with at most two decimals, but found another value",
        "line 8, column amount: expected an amount with at most two decimals, but found another value",
        "line 9, column amount: expected an amount with at most two decimals, but found another value",
        "line 10, column account: expected a name or the last 4 digits, but found more digits",
        "line 11, column class: expected a value here or in payer, but found nothing",
        "line 12, column class: expected nothing, because payer has a value, but found one",
        "line 13, column to: expected a later day than from, but found another",
        "Some(7) None",
        "line 15, column by: expected a value, because on has one, but found nothing",
        "line 16, column on: expected a value, because by has one, but found nothing",
        "line 17, column class: expected at most 1000 bytes, but found more",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_says_the_same_is_written_the_same() {
    let file = b"days,amount,payer\n007,+100, Acme \n7,100.00,Acme\n";
    let say = |row: &Row<'_>| {
        ["days", "amount", "payer", "class"]
            .map(|c| row.normal(c))
            .join("|")
    };
    let found = read(TERMS, file, Limits::default(), say).unwrap();
    assert_eq!(found, ["7|100.00|Acme|", "7|100.00|Acme|"]);
    let file = b"id,class,flag\n1,A,Yes\n1,a,1\n1,a,\n";
    let say = |row: &Row<'_>| ["class", "flag"].map(|c| row.normal(c)).join("|");
    let found = read(TEST, file, Limits::default(), say).unwrap();
    assert_eq!(found, ["a|1", "a|1", "a|0"]);
}

#[test]
fn a_file_is_of_the_contract_that_it_names_most_columns_of() {
    let head = b"id,class,days,payer,on,by\n";
    assert_eq!((TEST.named(head), TERMS.named(head)), (Some(2), Some(5)));
    assert_eq!(TERMS.named(b"id,class,payer\n"), None);
}
