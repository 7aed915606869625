//! Policy Activity.

use super::{Participant, Statement};
use crate::header::Performer;

/// Policy Activity: one policy, its payer, member and subscriber; its code is the kind of
/// insurance.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a>(Statement<'a>);

impl<'a> Policy<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.61"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Policy(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// Payer Performer (4.87): who pays.
    #[must_use]
    pub fn payer(&self) -> Option<Performer<'a>> {
        self.performer("2.16.840.1.113883.10.20.22.4.87", "PAYOR")
    }

    /// Guarantor Performer (4.88): who answers for the bill.
    #[must_use]
    pub fn guarantor(&self) -> Option<Performer<'a>> {
        self.performer("2.16.840.1.113883.10.20.22.4.88", "GUAR")
    }

    /// Covered Party Participant (COV): the member, with the member id.
    #[must_use]
    pub fn covered_party(&self) -> Option<Participant<'a>> {
        self.participant("COV")
    }

    /// Policy Holder Participant (HLD): the subscriber, where that is not the member.
    #[must_use]
    pub fn holder(&self) -> Option<Participant<'a>> {
        self.participant("HLD")
    }

    /// `entryRelationship[@typeCode=REFR]`: the authorizations and the plan.
    pub fn references(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0
            .relationships()
            .filter(|one| one.type_code() == Some("REFR"))
            .filter_map(|one| one.statement())
    }

    fn performer(&self, template: &str, code: &str) -> Option<Performer<'a>> {
        let mut all = self.0.performers();
        let by_template = all.find(|one| one.element().follows(template));
        by_template.or_else(|| {
            self.0.performers().find(|one| {
                let role = one.assigned_entity().and_then(|entity| entity.code());
                role.is_some_and(|role| role.code() == Some(code))
            })
        })
    }

    fn participant(&self, type_code: &str) -> Option<Participant<'a>> {
        self.0
            .participants()
            .find(|one| one.type_code() == Some(type_code))
    }
}
