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
    assert_eq!(
        (header.len, header.wrapped, header.assumed_component),
        (105, false, false)
    );
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
fn wrapped_lines() {
    let (first, second) = PADDED.split_at(80);
    let text = format!("{first}\r\n{second}");
    let header = parse(text.as_bytes(), false).unwrap();
    assert!(header.wrapped);
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
