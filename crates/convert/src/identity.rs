//! What makes two documents the same one: document keys.
//!
//! An 835 is one payment of a payer to a payee, whatever envelope it comes in. Any other set has no
//! number that its senders keep unique, so it is known by what it says, and between whom.

use domain::{Cents, Digest, id};
use x12::remittance::Head;
use x12::{Damaged, Segment};

use crate::fault::{Element, Fault};

/// Bytes of a value that identifies something. The guides allow 50 at most, and 60 for names; a file
/// keeps some of them for each of its units, and each row repeats them.
const VALUE_BYTES: usize = 80;

/// The two who are told apart in the head of an 835.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Party {
    #[default]
    None,
    Payer,
    Payee,
    Other,
}

/// The parts of an 835's head that identify it. Fed with the segments of the set; what is behind the
/// head, or may be, does not count.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    head: Head,
    party: Party,
    payer_n104: String,
    payer_2u: String,
    payer_name: String,
    payee_npi: String,
    payee_tax_id: String,
    payee_name: String,
    /// TRN02.
    pub(crate) trace_number: String,
    /// TRN03.
    originator_id: String,
    /// BPR16, as sent.
    pub(crate) date: String,
    /// BPR04 = NON, or BPR02 = 0: such notices repeat one trace number.
    unpaid: bool,
    seen: Seen,
    /// Values that are too long to be kept: of each only a digest is.
    long: Vec<Fault>,
}

#[derive(Debug, Default)]
struct Seen {
    bpr: bool,
    trn: bool,
    payer: bool,
    payee: bool,
}

impl Identity {
    /// Takes the next segment of the set. Of what comes twice the first counts.
    pub(crate) fn push(&mut self, segment: &Segment<'_>) {
        if !self.head.holds(segment) {
            return;
        }
        match segment.id() {
            b"BPR" if !self.seen.bpr => {
                self.seen.bpr = true;
                let nothing = Cents::parse(segment.element(2)) == Ok(Cents::ZERO);
                self.unpaid = nothing || segment.element(4) == b"NON";
                self.date = self.value(segment, 16);
            }
            b"TRN" if !self.seen.trn => {
                self.seen.trn = true;
                self.trace_number = self.value(segment, 2);
                self.originator_id = self.value(segment, 3);
            }
            b"N1" => self.party(segment),
            b"REF" => self.reference(segment),
            _ => {}
        }
    }

    /// The next segment can't be read.
    pub(crate) fn damage(&mut self, damaged: &Damaged) {
        if self.head.damage(damaged) {
            self.party = Party::Other;
        }
    }

    /// What is wrong with the values that were found.
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.long
    }

    fn value(&mut self, segment: &Segment<'_>, element: usize) -> String {
        let value = segment.element(element);
        if value.len() > VALUE_BYTES {
            self.long.push(Fault::new(
                segment,
                Element::Of(element, 0),
                "5",
                format!("expected at most {VALUE_BYTES} bytes, but found more"),
            ));
        }
        // A separator has no business in these values. Where one is all the same, it is kept as the usual
        // one, so that a payment is the same one whichever its file uses.
        let delimiters = segment.delimiters();
        let usual = |byte: &u8| match *byte {
            byte if byte == delimiters.component => b':',
            byte if Some(byte) == delimiters.repetition => b'^',
            byte => byte,
        };
        short(&value.iter().map(usual).collect::<Vec<u8>>())
    }

    fn party(&mut self, segment: &Segment<'_>) {
        self.party = match segment.element(1) {
            b"PR" if !self.seen.payer => Party::Payer,
            b"PE" if !self.seen.payee => Party::Payee,
            _ => Party::Other,
        };
        match self.party {
            Party::Payer => {
                self.seen.payer = true;
                self.payer_name = self.value(segment, 2);
                self.payer_n104 = self.value(segment, 4);
            }
            Party::Payee => {
                self.seen.payee = true;
                self.payee_name = self.value(segment, 2);
                match segment.element(3) {
                    b"XX" => self.payee_npi = self.value(segment, 4),
                    b"FI" => self.payee_tax_id = self.value(segment, 4),
                    _ => {}
                }
            }
            Party::None | Party::Other => {}
        }
    }

    fn reference(&mut self, segment: &Segment<'_>) {
        match (self.party, segment.element(1)) {
            (Party::Payer, b"2U") if self.payer_2u.is_empty() => {
                self.payer_2u = self.value(segment, 2);
            }
            (Party::Payee, b"TJ") if self.payee_tax_id.is_empty() => {
                self.payee_tax_id = self.value(segment, 2);
            }
            _ => {}
        }
    }

    /// The payer, and which kind of identifier that is.
    pub(crate) fn payer(&self) -> (String, &'static str) {
        for (value, kind) in [
            (&self.payer_n104, "N104"),
            (&self.payer_2u, "2U"),
            (&self.originator_id, "TRN03"),
        ] {
            if !value.is_empty() {
                return (value.clone(), kind);
            }
        }
        (id::fold_name(&self.payer_name), "NAME")
    }

    /// The payee: NPI, else tax id, else folded name.
    pub(crate) fn payee(&self) -> String {
        for value in [&self.payee_npi, &self.payee_tax_id] {
            if !value.is_empty() {
                return value.clone();
            }
        }
        id::fold_name(&self.payee_name)
    }

    /// The payee's NPI, if told.
    pub(crate) fn payee_npi(&self) -> Option<&str> {
        Some(self.payee_npi.as_str()).filter(|npi| !npi.is_empty())
    }

    /// The payee's tax id, if told.
    pub(crate) fn payee_tax_id(&self) -> Option<&str> {
        Some(self.payee_tax_id.as_str()).filter(|tax_id| !tax_id.is_empty())
    }

    /// The document key.
    pub(crate) fn key(&self, test: bool, content_hash: &str) -> String {
        let (payer, kind) = self.payer();
        let payee = self.payee();
        let hash = if self.unpaid { content_hash } else { "" };
        join(&[
            "835",
            kind,
            &payer,
            &payee,
            &self.trace_number,
            &self.originator_id,
            &self.date,
            usage(test),
            hash,
        ])
    }
}

/// The document key of any other set.
pub(crate) fn key_by_content(
    kind: &str,
    sender: &str,
    receiver: &str,
    test: bool,
    content_hash: &str,
) -> String {
    join(&[kind, sender, receiver, usage(test), content_hash])
}

/// The document's id.
pub(crate) fn doc_id(doc_key: &str, content_hash: &str) -> String {
    Digest::of(&[doc_key.as_bytes(), content_hash.as_bytes()]).to_string()
}

/// Values as one text, so that no two lists of different values are the same.
pub(crate) fn join(values: &[&str]) -> String {
    let bytes: usize = values.iter().map(|value| value.len() + 1).sum();
    let mut joined = String::with_capacity(bytes);
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            joined.push('|');
        }
        if memchr::memchr2(b'|', b'\\', value.as_bytes()).is_none() {
            joined.push_str(value);
            continue;
        }
        for c in value.chars() {
            if matches!(c, '|' | '\\') {
                joined.push('\\');
            }
            joined.push(c);
        }
    }
    joined
}

fn usage(test: bool) -> &'static str {
    if test { "T" } else { "P" }
}

/// A value as text that is kept and compared: of a long one a digest.
pub(crate) fn short(bytes: &[u8]) -> String {
    if bytes.len() > VALUE_BYTES {
        return format!("sha256:{}", Digest::of(&[bytes]));
    }
    text(bytes)
}

/// A value as text, as [`crate::texts::Texts`] takes it.
pub(crate) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}
