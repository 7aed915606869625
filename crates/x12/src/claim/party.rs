//! A party: NM1 with what follows it, wherever in an 837 it stands.

use crate::segment::{Dmg, Dtp, N2, N3, N4, Nm1, Per, Prv, Ref, Segment};
use crate::{Kind, Span};

/// A loop that begins with NM1.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    nm1: Nm1<'a>,
    span: Span<'a>,
    place: Place,
}

/// Where in an 837 a party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 1000.
    Header,
    /// 2010A.
    Billing,
    /// 2010B.
    Subscriber,
    /// 2010C.
    Patient,
    /// 2310.
    Claim,
    /// 2330.
    OtherSubscriber,
    /// 2420.
    Line,
    /// Under a level of unknown code.
    Unknown,
}

/// A segment of a party.
#[derive(Debug, Clone, Copy)]
pub enum PartyItem<'a> {
    /// Additional name.
    N2(N2<'a>),
    /// Street.
    N3(N3<'a>),
    /// City.
    N4(N4<'a>),
    /// Birth date and sex.
    Dmg(Dmg<'a>),
    /// Specialty.
    Prv(Prv<'a>),
    /// Further ids.
    Ref(Ref<'a>),
    /// Contacts.
    Per(Per<'a>),
    /// Dates: of the other payer's payment, in 2330B.
    Dtp(Dtp<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Party<'a> {
    pub(super) fn new(span: Span<'a>, place: Place) -> Option<Self> {
        let nm1 = Nm1::try_from_segment(span.first()?)?;
        Some(Party { nm1, span, place })
    }

    /// NM1.
    #[must_use]
    pub fn nm1(&self) -> Nm1<'a> {
        self.nm1
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    /// The segments after NM1.
    pub fn items(&self) -> impl Iterator<Item = PartyItem<'a>> + use<'a> {
        self.segments().map(PartyItem::of)
    }

    /// The same, as they stand.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        let of_claim = self.place == Place::Claim;
        let rest = self.span.rest().segments();
        rest.filter(move |segment| !(of_claim && is_of_claim(segment)))
    }

    /// All segments up to the next loop, NM1 included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }

    /// The guide's id of the loop, such as `2310B`; of a party that the guide does not know at this
    /// place, the id without its letter.
    #[must_use]
    pub fn loop_id(&self, kind: Kind) -> &'static str {
        let code = self.nm1.entity_code();
        match self.place {
            Place::Header => header_loop(code),
            Place::Billing => billing_loop(code),
            Place::Subscriber => subscriber_loop(code),
            Place::Patient => patient_loop(code),
            Place::Claim => claim_loop(code, kind),
            Place::OtherSubscriber => other_loop(code, kind),
            Place::Line => line_loop(code, kind),
            Place::Unknown => "2010",
        }
    }
}

/// Segments of loop 2300 that no party has. Some senders put them behind the claim's providers.
const OF_CLAIM: &[&[u8]] = &[
    b"DTP", b"CL1", b"PWK", b"CN1", b"AMT", b"QTY", b"K3", b"NTE", b"CR1", b"CR2", b"CR3", b"CRC",
    b"HI", b"HCP", b"DN1", b"DN2",
];

/// True for a segment behind a party of a claim (2310) that says something of the claim.
pub(super) fn is_of_claim(segment: &Segment<'_>) -> bool {
    OF_CLAIM.contains(&segment.id())
}

fn header_loop(code: &[u8]) -> &'static str {
    match code {
        b"41" => "1000A",
        b"40" => "1000B",
        _ => "1000",
    }
}

fn billing_loop(code: &[u8]) -> &'static str {
    match code {
        b"85" => "2010AA",
        b"87" => "2010AB",
        b"PE" => "2010AC",
        _ => "2010A",
    }
}

fn subscriber_loop(code: &[u8]) -> &'static str {
    match code {
        b"IL" => "2010BA",
        b"PR" => "2010BB",
        // 004010X098: credit card holder, responsible party.
        b"AO" => "2010BC",
        b"QD" => "2010BD",
        // Where the subscriber is the patient, some senders say so.
        b"QC" => "2010CA",
        _ => "2010B",
    }
}

fn patient_loop(code: &[u8]) -> &'static str {
    match code {
        b"QC" => "2010CA",
        _ => "2010C",
    }
}

/// 2310: 005010X222A1, X223A2, X224A2.
fn claim_loop(code: &[u8], kind: Kind) -> &'static str {
    match (kind, code) {
        (Kind::ClaimInstitutional, b"71") => "2310A",
        (Kind::ClaimInstitutional, b"72") => "2310B",
        (Kind::ClaimInstitutional, b"ZZ") => "2310C",
        (Kind::ClaimInstitutional, b"82") => "2310D",
        (Kind::ClaimInstitutional, b"77" | b"FA") => "2310E",
        (Kind::ClaimInstitutional, b"DN") => "2310F",
        (Kind::ClaimInstitutional, _) => "2310",
        (_, b"DN" | b"P3") => "2310A",
        (_, b"82") => "2310B",
        (_, b"77" | b"FA" | b"LI" | b"TL") => "2310C",
        (Kind::ClaimDental, b"DD") => "2310D",
        (Kind::ClaimDental, b"DQ") => "2310E",
        (_, b"DQ") => "2310D",
        (_, b"PW") => "2310E",
        (_, b"45") => "2310F",
        _ => "2310",
    }
}

/// 2330.
fn other_loop(code: &[u8], kind: Kind) -> &'static str {
    match (kind, code) {
        (_, b"IL") => "2330A",
        (_, b"PR") => "2330B",
        (Kind::ClaimInstitutional, b"71") => "2330C",
        (Kind::ClaimInstitutional, b"72") => "2330D",
        (Kind::ClaimInstitutional, b"ZZ") => "2330E",
        (Kind::ClaimInstitutional, b"77" | b"FA") => "2330F",
        (Kind::ClaimInstitutional, b"82") => "2330G",
        (Kind::ClaimInstitutional, b"DN") => "2330H",
        (Kind::ClaimInstitutional, b"85") => "2330I",
        (Kind::ClaimInstitutional, _) => "2330",
        (_, b"DN" | b"P3") => "2330C",
        (_, b"82") => "2330D",
        (Kind::ClaimDental, b"DQ") => "2330E",
        (Kind::ClaimDental, b"85") => "2330F",
        (Kind::ClaimDental, b"77") => "2330G",
        (Kind::ClaimDental, b"DD") => "2330H",
        (_, b"77" | b"FA" | b"LI" | b"TL") => "2330E",
        (_, b"DQ") => "2330F",
        (_, b"85") => "2330G",
        _ => "2330",
    }
}

/// 2420.
fn line_loop(code: &[u8], kind: Kind) -> &'static str {
    match (kind, code) {
        (Kind::ClaimInstitutional, b"72") => "2420A",
        (Kind::ClaimInstitutional, b"ZZ") => "2420B",
        (Kind::ClaimInstitutional, b"82") => "2420C",
        (Kind::ClaimInstitutional, b"DN") => "2420D",
        (Kind::ClaimInstitutional, _) => "2420",
        (_, b"82") => "2420A",
        (Kind::ClaimDental, b"DD") => "2420B",
        (Kind::ClaimDental, b"DQ") => "2420C",
        (Kind::ClaimDental, b"77") => "2420D",
        (Kind::ClaimDental, _) => "2420",
        (_, b"QB") => "2420B",
        (_, b"77" | b"FA" | b"LI" | b"TL") => "2420C",
        (_, b"DQ") => "2420D",
        (_, b"DK") => "2420E",
        (_, b"DN" | b"P3") => "2420F",
        (_, b"PW") => "2420G",
        (_, b"45") => "2420H",
        _ => "2420",
    }
}

impl<'a> PartyItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"N2" => N2::try_from_segment(segment).map(PartyItem::N2),
            b"N3" => N3::try_from_segment(segment).map(PartyItem::N3),
            b"N4" => N4::try_from_segment(segment).map(PartyItem::N4),
            b"DMG" => Dmg::try_from_segment(segment).map(PartyItem::Dmg),
            b"PRV" => Prv::try_from_segment(segment).map(PartyItem::Prv),
            b"REF" => Ref::try_from_segment(segment).map(PartyItem::Ref),
            b"PER" => Per::try_from_segment(segment).map(PartyItem::Per),
            b"DTP" => Dtp::try_from_segment(segment).map(PartyItem::Dtp),
            _ => None,
        };
        item.unwrap_or(PartyItem::Other(segment))
    }
}
