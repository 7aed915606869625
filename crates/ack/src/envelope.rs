//! The headers of interchanges and groups, in the codes of TA105 and AK905.

use domain::date;
use x12::segment::{Gs, Isa};

use crate::found::{Group, Interchange};

/// An interchange by its ISA. X12 005010, interchange note codes 005 to 020.
pub(crate) fn interchange(member: Option<&str>, isa: &Isa<'_>) -> Interchange {
    let mut notes = vec![];
    let mut expect = |holds: bool, code: &'static str| {
        if !holds {
            notes.push(code);
        }
    };
    let is_wide = |number: usize, width: usize| isa.segment().raw_element(number).len() == width;
    let is_qualifier = |q: &[u8]| q.len() == 2 && q.iter().all(u8::is_ascii_alphanumeric);
    let digits = |text: &[u8], n: usize| text.len() == n && text.iter().all(u8::is_ascii_digit);
    let authorization = isa.authorization_qualifier();
    expect(matches!(authorization, [b'0', b'0'..=b'8']), "010");
    expect(is_wide(2, 10), "011");
    expect(matches!(isa.security_qualifier(), b"00" | b"01"), "012");
    expect(is_wide(4, 10), "013");
    expect(is_qualifier(isa.sender_qualifier()), "005");
    expect(!isa.sender_id().is_empty() && is_wide(6, 15), "006");
    expect(is_qualifier(isa.receiver_qualifier()), "007");
    expect(!isa.receiver_id().is_empty() && is_wide(8, 15), "008");
    expect(date::parse_yymmdd(isa.date()).is_ok(), "014");
    let is_time = digits(isa.time(), 4) && date::parse_time(isa.time()).is_ok();
    expect(is_time, "015");
    // Until 00402 it names who keeps the standard, U; since then it separates repetitions.
    let version = isa.version();
    let separator = isa.repetition_separator();
    let is_old = version < &b"00402"[..];
    expect(!is_old || separator == b"U", "016");
    expect(digits(version, 5), "017");
    expect(
        digits(isa.control_number(), 9) || isa.control_number().is_empty(),
        "018",
    );
    expect(matches!(isa.acknowledgment_requested(), b"0" | b"1"), "019");
    expect(matches!(isa.usage(), b"I" | b"P" | b"T"), "020");
    Interchange {
        member: member.map(str::to_owned),
        sender: [isa.sender_qualifier().to_vec(), isa.sender_id().to_vec()],
        receiver: [
            isa.receiver_qualifier().to_vec(),
            isa.receiver_id().to_vec(),
        ],
        dated: [isa.date().to_vec(), isa.time().to_vec()],
        version: version.to_vec(),
        control: isa.control_number().to_vec(),
        wants_ta1: isa.acknowledgment_requested() == b"1",
        test: isa.is_test(),
        notes,
        groups: vec![],
        loose_sets: 0,
        answers: false,
    }
}

/// A group by its GS. X12 005010X231A1, AK905 6: its control number.
pub(crate) fn group(gs: &Gs<'_>) -> Group {
    let control = gs.control_number();
    let mut errors = vec![];
    // That there is none the reader says.
    let is_number = control.len() <= 9 && control.iter().all(u8::is_ascii_digit);
    if !is_number {
        errors.push("6");
    }
    Group {
        functional_id: gs.functional_id().to_vec(),
        parties: [gs.sender().to_vec(), gs.receiver().to_vec()],
        control: control.to_vec(),
        version: gs.version().to_vec(),
        declared: None,
        errors,
        sets: vec![],
    }
}

/// The functional group that sets of a number go into; `None` where it is not known here.
pub(crate) fn functional_id(set: &[u8]) -> Option<&'static [u8]> {
    Some(match set {
        b"835" => b"HP",
        b"837" => b"HC",
        b"277" => b"HN",
        b"999" | b"997" => b"FA",
        _ => return None,
    })
}
