//! docs/coverage.md: which elements of which transaction end in a cell, from the lists that the tests beside
//! this one prove element by element.

use std::collections::BTreeMap;

const HEAD: &str = "# Coverage

Written from the lists in `crates/convert/src` (`UPDATE_EXPECT=1 cargo test -p convert coverage` rewrites it). An element stands here when changing it in a golden file changes a cell of a table, which is tested for each of them. What is read and not here decides where a segment belongs (HL01 to HL04, qualifiers of dates) or says nothing beyond its loop. Segments of these transactions that are not here are counted as ignored, by name; so are whole sets of any other number.

Loops that own a row and can't be taken are rejected with their position and the standard's code; the rest of their set is taken.
";

/// Name, guides, tables, elements.
type Part<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

fn page() -> String {
    let parts: [Part<'_>; 9] = [
        (
            "835",
            "005010X221A1; 004010X091A1 as far as it agrees",
            "remit_payment, remit_provider_summary, remit_claim, remit_line, remit_adjustment, remit_remark, provider_level_adjustment",
            convert::ELEMENTS_835,
        ),
        (
            "837P, 837I, 837D",
            "005010X222A1, 005010X223A2, 005010X224A2; 004010X098A1, X096A1, X097A1 as far as they agree",
            "claim, claim_line, claim_party, claim_diagnosis, claim_other_payer, claim_cob_adjustment",
            convert::ELEMENTS_837,
        ),
        (
            "277CA, 277",
            "005010X214, 005010X364, 004040X167; 005010X212, 005010X228, 004010X093; requests for information 006020X313, 005010X213, 004050X150",
            "claim_ack",
            convert::ELEMENTS_277,
        ),
        ("276", "005010X212", "claim_inquiry", convert::ELEMENTS_276),
        (
            "270, 271",
            "005010X279A1; 004010X092A1 as far as it agrees",
            "eligibility_check",
            convert::ELEMENTS_271,
        ),
        (
            "278",
            "005010X217; 005010X215, 005010X216 by the same loops",
            "authorization",
            convert::ELEMENTS_278,
        ),
        (
            "275",
            "006020X314; 005010X210, 004050X151 as far as they agree. What BIN and BDS hold is not stored",
            "attachment",
            convert::ELEMENTS_275,
        ),
        (
            "999, 997",
            "005010X231A1; 004010",
            "claim_ack",
            convert::ELEMENTS_999,
        ),
        (
            "TA1",
            "005010 and before",
            "claim_ack",
            convert::ELEMENTS_TA1,
        ),
    ];
    let mut page = HEAD.to_owned();
    for (name, guides, tables, elements) in parts {
        page += &format!("\n## {name}\n\nGuides: {guides}. Tables: {tables}.\n\n");
        page += "| segment | elements |\n| --- | --- |\n";
        let mut segments: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for element in elements {
            let digits = element.find('-').unwrap_or(element.len()) - 2;
            let (segment, number) = element.split_at(digits);
            segments.entry(segment).or_default().push(number);
        }
        for (segment, mut numbers) in segments {
            numbers.sort_unstable();
            page += &format!("| {segment} | {} |\n", numbers.join(", "));
        }
    }
    page
}

#[test]
fn the_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");
    let page = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/coverage.md: run UPDATE_EXPECT=1 cargo test -p convert coverage"
    );
}

/// What is listed once is enough.
#[test]
fn no_element_stands_twice() {
    for elements in [
        convert::ELEMENTS_835,
        convert::ELEMENTS_837,
        convert::ELEMENTS_277,
        convert::ELEMENTS_276,
        convert::ELEMENTS_271,
        convert::ELEMENTS_278,
        convert::ELEMENTS_275,
        convert::ELEMENTS_999,
        convert::ELEMENTS_TA1,
    ] {
        let mut sorted = elements.to_vec();
        sorted.sort_unstable();
        let twice: Vec<_> = sorted
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
