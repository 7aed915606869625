//! Which guide a transaction set follows.

use std::fmt;

use crate::segment::{Gs, St};

/// The kind of a transaction set, by ST01 and the guide in GS08 (ST03 where GS08 names none).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 835, health care claim payment and advice.
    Remittance,
    /// 837 of the professional guide.
    ClaimProfessional,
    /// 837 of the institutional guide.
    ClaimInstitutional,
    /// 837 of the dental guide.
    ClaimDental,
    /// 277 of the guide for claim acknowledgments.
    ClaimAcknowledgment,
    /// 277 of the guide for answers to a question about a claim's status; also of claims that are pending.
    ClaimStatus,
    /// 277 of the guide for requests for additional information.
    InformationRequest,
    /// 276, the question about a claim's status.
    ClaimInquiry,
    /// 270, the question about eligibility and benefits.
    EligibilityInquiry,
    /// 271, the answer to it.
    Eligibility,
    /// 278, review of services; BHT02 tells a request from an answer.
    Authorization,
    /// 275, what supports a claim.
    Attachment,
    /// 999, implementation acknowledgment.
    Acknowledgment,
    /// 997, its forerunner.
    FunctionalAcknowledgment,
    /// Any other number; also an 837 whose guide is not known.
    Other(SetNumber),
}

/// A set number as sent in ST01: three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetNumber {
    bytes: [u8; 3],
    len: u8,
}

impl SetNumber {
    /// What does not look like a set number is `unknown`, so that content can't slip into names.
    fn of(text: &[u8]) -> Self {
        let plausible = text.len() == 3 && text.iter().all(u8::is_ascii_digit);
        let text = if plausible { text } else { b"" };
        let mut bytes = [0; 3];
        for (to, from) in bytes.iter_mut().zip(text) {
            *to = *from;
        }
        SetNumber {
            bytes,
            len: u8::try_from(text.len()).unwrap_or(0),
        }
    }

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(number) if !number.is_empty() => number,
            _ => "unknown",
        }
    }
}

impl Kind {
    /// The kind of a set.
    #[must_use]
    pub fn of(st: &St<'_>, gs: Option<&Gs<'_>>) -> Kind {
        Kind::by_number(
            st.set_id(),
            &[gs.map_or(&b""[..], |gs| gs.version()), st.version()],
        )
    }

    pub(crate) fn by_number(set_id: &[u8], guides: &[&[u8]]) -> Kind {
        match set_id {
            b"835" => Kind::Remittance,
            b"999" => Kind::Acknowledgment,
            b"997" => Kind::FunctionalAcknowledgment,
            b"276" => Kind::ClaimInquiry,
            b"270" => Kind::EligibilityInquiry,
            b"271" => Kind::Eligibility,
            b"278" => Kind::Authorization,
            b"275" => Kind::Attachment,
            b"277" => guides
                .iter()
                .find_map(|guide| status_kind(guide))
                .unwrap_or(Kind::Other(SetNumber::of(set_id))),
            b"837" => guides
                .iter()
                .find_map(|guide| claim_kind(guide))
                .unwrap_or(Kind::Other(SetNumber::of(set_id))),
            _ => Kind::Other(SetNumber::of(set_id)),
        }
    }

    /// `835`, `837P`, `837I`, `837D`, `277CA`, `277`, `277RFAI`, `276`, `270`, `271`, `278`, `275`, `999`, `997`,
    /// or the number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Kind::Remittance => "835",
            Kind::ClaimProfessional => "837P",
            Kind::ClaimInstitutional => "837I",
            Kind::ClaimDental => "837D",
            Kind::ClaimAcknowledgment => "277CA",
            Kind::ClaimStatus => "277",
            Kind::InformationRequest => "277RFAI",
            Kind::ClaimInquiry => "276",
            Kind::EligibilityInquiry => "270",
            Kind::Eligibility => "271",
            Kind::Authorization => "278",
            Kind::Attachment => "275",
            Kind::Acknowledgment => "999",
            Kind::FunctionalAcknowledgment => "997",
            Kind::Other(number) => number.as_str(),
        }
    }
}

/// The guide's number follows the version's six digits; addenda (A1, A2) follow it.
fn claim_kind(guide: &[u8]) -> Option<Kind> {
    match guide.get(6..10)? {
        // 005010, 004010, 006020 and 008020.
        b"X222" | b"X098" | b"X323" => Some(Kind::ClaimProfessional),
        b"X223" | b"X096" | b"X324" => Some(Kind::ClaimInstitutional),
        b"X224" | b"X097" | b"X325" => Some(Kind::ClaimDental),
        _ => None,
    }
}

fn status_kind(guide: &[u8]) -> Option<Kind> {
    match guide.get(6..10)? {
        // 005010, its data reporting sister, and 004040.
        b"X214" | b"X364" | b"X167" => Some(Kind::ClaimAcknowledgment),
        // 005010 and 004010; of claims that are pending, 005010.
        b"X212" | b"X093" | b"X228" => Some(Kind::ClaimStatus),
        // 005010, 006020 and 004050.
        b"X213" | b"X313" | b"X150" => Some(Kind::InformationRequest),
        _ => None,
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(set: &str, gs08: &str, st03: &str) -> String {
        Kind::by_number(set.as_bytes(), &[gs08.as_bytes(), st03.as_bytes()]).to_string()
    }

    #[test]
    fn the_guide_decides_between_claims() {
        assert_eq!(kind("837", "005010X222A1", ""), "837P");
        assert_eq!(kind("837", "005010X223A2", ""), "837I");
        assert_eq!(kind("837", "005010X224A3", ""), "837D");
        assert_eq!(kind("837", "004010X098A1", ""), "837P");
        assert_eq!(kind("837", "004010X096A1", ""), "837I");
        assert_eq!(kind("837", "005010", "005010X223A2"), "837I");
        assert_eq!(kind("837", "005010", ""), "837");
        assert_eq!(kind("835", "004010X091A1", ""), "835");
    }

    #[test]
    fn the_guide_decides_between_answers() {
        assert_eq!(kind("277", "005010X214", ""), "277CA");
        assert_eq!(kind("277", "", "005010X214"), "277CA");
        assert_eq!(kind("277", "005010X212", ""), "277");
        assert_eq!(kind("277", "005010X228", ""), "277");
        assert_eq!(kind("277", "006020X313", ""), "277RFAI");
        assert_eq!(kind("277", "", "005010X213"), "277RFAI");
        assert_eq!(kind("277", "005010", ""), "277");
        assert_eq!(kind("999", "005010X231A1", ""), "999");
        assert_eq!(kind("997", "004010", ""), "997");
    }

    #[test]
    fn other_sets_go_by_number_and_nonsense_is_not_repeated() {
        for number in ["270", "271", "275", "276", "278"] {
            assert_eq!(kind(number, "005010X279A1", ""), number);
        }
        assert_eq!(kind("820", "005010X218", ""), "820");
        assert_eq!(kind("834", "", "005010X220A1"), "834");
        for nonsense in ["", "SMITH JOHN", "LEE", "8350", "27O"] {
            assert_eq!(kind(nonsense, "", ""), "unknown");
        }
    }
}
