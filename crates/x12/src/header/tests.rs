//! Tests of `header`.

use super::*;

const PADDED: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00501*000000001*0*P*:~";

fn parse_str(text: &str) -> Result<(char, char, char, Option<char>), &'static str> {
    parse(text.as_bytes(), true).map(|header| {
        let d = header.delimiters;
        let character = char::from;
        (
            character(d.element),
            character(d.component),
            character(d.terminator),
            d.repetition.map(character),
        )
    })
}

#[test]
fn a_conforming_one() {
    assert_eq!(parse_str(PADDED), Ok(('*', ':', '~', Some('^'))));
    let header = parse(PADDED.as_bytes(), false).unwrap();
    assert_eq!((header.len, header.assumed_component), (105, false));
}

#[test]
fn without_padding() {
    let text = "ISA|00||00||ZZ|A|ZZ|B|260301|1200|^|00501|1|0|T|>\nGS|HC";
    assert_eq!(parse_str(text), Ok(('|', '>', '\n', Some('^'))));
}

#[test]
fn an_alphanumeric_or_old_repetition_is_none() {
    assert_eq!(parse_str(&PADDED.replace("*^*", "*U*")).unwrap().3, None);
    assert_eq!(
        parse_str(&PADDED.replace("*00501*", "*00401*")).unwrap().3,
        None
    );
    assert_eq!(
        parse_str(&PADDED.replace("*:~", "*^~")),
        Ok(('*', '^', '~', None))
    );
}

#[test]
fn newlines_as_terminators() {
    assert_eq!(parse_str(&PADDED.replace('~', "\r\nGS*")).unwrap().2, '\r');
    assert_eq!(parse_str(&PADDED.replace('~', "\nGS*")).unwrap().2, '\n');
    // A tilde as component separator, by the length of 106.
    assert_eq!(
        parse_str(&PADDED.replace(":~", "~\nGS*HC~")),
        Ok(('*', '~', '\n', Some('^')))
    );
}

#[test]
fn without_isa16() {
    assert_eq!(
        parse_str(&PADDED.replace(":~", "~GS*HC~")),
        Ok(('*', ':', '~', Some('^')))
    );
    assert_eq!(
        parse_str(&PADDED.replace(":~", "\nGS*HC\n")),
        Ok(('*', ':', '\n', Some('^')))
    );
    let trimmed = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*T*~\nGS*HC*A~\nST*";
    assert_eq!(parse_str(trimmed), Ok(('*', ':', '~', Some('^'))));
}

#[test]
fn without_isa16_at_the_full_length() {
    // An empty ISA16 with its padding: 106 bytes up to the newline, as of a conforming ISA.
    for newline in ["\n", "\r\n"] {
        for next in ["GS*HC*A", "TA1*1"] {
            let text = PADDED.replace(":~", &format!("~{newline}{next}~{newline}ST*"));
            assert_eq!(parse_str(&text), Ok(('*', ':', '~', Some('^'))), "{text}");
        }
    }
}

#[test]
fn a_tab_between_elements() {
    let text = PADDED.replace('*', "\t");
    assert_eq!(parse_str(&text), Ok(('\t', ':', '~', Some('^'))));
    for blank in [" ", "\n", "\r"] {
        let text = PADDED.replace('*', blank);
        assert_eq!(parse_str(&text), Err("no separator after ISA"));
    }
    // Between components it would be taken for padding.
    assert_eq!(
        parse_str(&PADDED.replace(":~", "\t~")),
        Ok(('*', ':', '~', Some('^')))
    );
}

#[test]
fn what_looks_like_one_and_can_not_be_read() {
    let nearly = |text: &str| is_nearly(text.as_bytes());
    assert!(nearly(&PADDED.replace("00501", "005X1")));
    assert!(nearly(&PADDED.replace('*', "|").replace("00501", "")));
    assert!(!nearly("ISA*M**MI*123~N3*1 STREET~"));
    assert!(!nearly(
        "ISA is what we send, and is it so, or is it not so"
    ));
    assert!(!nearly("ISA"));
}

#[test]
fn wrapped_lines() {
    let (first, second) = PADDED.split_at(80);
    let text = format!("{first}\r\n{second}");
    let header = parse(text.as_bytes(), false).unwrap();
    assert_eq!(header.len, text.len() - 1);
    assert_eq!(header.delimiters.terminator, b'~');
}

#[test]
fn words_that_end_in_isa() {
    let name =
        "ISA*M**MI*123~N3*1 STREET~N4*CITY*CA*90210~DMG*D8*19700101*F~HL*3*2*23*0~PAT*19~NM1*QC*1";
    assert_eq!(parse_str(name), Err("an element that is too long"));
    assert_eq!(parse_str("ISA*00*"), Err("fewer elements"));
    assert_eq!(parse_str("ISA"), Err("the end of the stream"));
    assert_eq!(parse_str("ISABEL"), Err("no separator after ISA"));
    assert_eq!(
        parse_str(&PADDED.replace("00501", "     ")),
        Err("no version in ISA12")
    );
    assert_eq!(
        parse_str(&PADDED.replace(":~", ":X")),
        Err("no terminator after ISA16")
    );
    let trimmed = PADDED.replace("          ", "");
    assert!(parse(trimmed.as_bytes(), true).is_ok());
    assert_eq!(
        parse(trimmed.as_bytes(), false),
        Err("a word that ends in ISA")
    );
}
