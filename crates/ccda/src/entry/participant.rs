//! participant: who or what else belongs to a statement: a place, a person, a device.

use crate::Element;
use crate::datatype::{Ad, Cd, En, Ii, IvlTs, Tel};

/// `participant` and its `participantRole`.
#[derive(Debug, Clone, Copy)]
pub struct Participant<'a>(Element<'a>);

/// Product Instance (2.16.840.1.113883.10.20.22.4.37): one device. Its id is the UDI.
#[derive(Debug, Clone, Copy)]
pub struct ProductInstance<'a>(Participant<'a>);

impl<'a> Participant<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Participant(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@typeCode`: LOC (place), DEV (device), COV (member), HLD (policy holder) and others.
    #[must_use]
    pub fn type_code(&self) -> Option<&'a str> {
        self.0.attribute("typeCode").map(str::trim)
    }

    /// `time`.
    #[must_use]
    pub fn time(&self) -> Option<IvlTs<'a>> {
        self.0.child("time").map(IvlTs::new)
    }

    /// `participantRole`.
    #[must_use]
    pub fn role(&self) -> Option<Element<'a>> {
        self.0.child("participantRole")
    }

    /// `participantRole/id`: of a member, the member id.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        let role = self.role();
        role.into_iter()
            .flat_map(|role| role.elements())
            .filter(|child| child.name() == "id")
            .map(Ii::new)
    }

    /// `participantRole/code`: of a member, the relation to the subscriber.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.role()?.child("code").map(Cd::new)
    }

    /// `participantRole/addr`.
    #[must_use]
    pub fn addr(&self) -> Option<Ad<'a>> {
        self.role()?.child("addr").map(Ad::new)
    }

    /// `participantRole/telecom`.
    #[must_use]
    pub fn telecom(&self) -> Option<Tel<'a>> {
        self.role()?.child("telecom").map(Tel::new)
    }

    /// `participantRole/playingEntity`.
    #[must_use]
    pub fn playing_entity(&self) -> Option<Element<'a>> {
        self.role()?.child("playingEntity")
    }

    /// `participantRole/playingEntity/name`.
    #[must_use]
    pub fn name(&self) -> Option<En<'a>> {
        self.playing_entity()?.child("name").map(En::new)
    }

    /// `participantRole/playingEntity/sdtc:birthTime`.
    #[must_use]
    pub fn birth_time(&self) -> Option<IvlTs<'a>> {
        self.playing_entity()?.sdtc("birthTime").map(IvlTs::new)
    }
}

impl<'a> ProductInstance<'a> {
    /// The OID of the FDA's unique device identifiers.
    pub const FDA: &'static str = "2.16.840.1.113883.3.3719";

    /// The participant as a device, or `None` if it is something else.
    #[must_use]
    pub fn try_from_participant(participant: Participant<'a>) -> Option<Self> {
        let role = participant.role()?;
        let follows = role.follows("2.16.840.1.113883.10.20.22.4.37");
        let is = follows || role.child("playingDevice").is_some();
        is.then_some(ProductInstance(participant))
    }

    /// The participant itself.
    #[must_use]
    pub fn participant(&self) -> Participant<'a> {
        self.0
    }

    /// The unique device identifier: the id of the FDA's OID.
    #[must_use]
    pub fn udi(&self) -> Option<&'a str> {
        let mut ids = self.0.ids();
        ids.find(|id| id.root() == Some(Self::FDA))?.extension()
    }

    /// `participantRole/playingDevice/code`: what kind of device.
    #[must_use]
    pub fn device_code(&self) -> Option<Cd<'a>> {
        let role = self.0.role()?;
        role.descend(&["playingDevice", "code"]).map(Cd::new)
    }

    /// `participantRole/scopingEntity/id`: the maker.
    pub fn maker_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        let maker = self.0.role().and_then(|role| role.child("scopingEntity"));
        maker
            .into_iter()
            .flat_map(|maker| maker.elements())
            .filter(|child| child.name() == "id")
            .map(Ii::new)
    }
}
