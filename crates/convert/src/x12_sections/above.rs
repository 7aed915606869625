//! The levels that what is asked or told stands under: what each row repeats of them.

use jiff::civil::Date;
use tables::{Contact, WriteError};
use x12::section::Item;
use x12::segment::{Dmg, Hl, Nm1};

use crate::context::Context;
use crate::items::{self, given};
use crate::texts::Texts;

/// What a level is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// 20: who is asked.
    Source,
    /// 21: who asks.
    Receiver,
    /// 22: the subscriber; the patient too, where no level 23 follows.
    Subscriber,
    /// 23: the dependent.
    Dependent,
    /// EV: the patient's event.
    Event,
    /// SS: a service of it.
    Service,
    /// Another.
    Unknown,
}

/// How many roles have a place of their own.
const DEPTHS: usize = 7;

impl Role {
    pub(crate) fn of(code: &[u8]) -> Role {
        match code {
            b"20" => Role::Source,
            b"21" => Role::Receiver,
            b"22" => Role::Subscriber,
            b"23" => Role::Dependent,
            b"EV" => Role::Event,
            b"SS" => Role::Service,
            _ => Role::Unknown,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Role::Source => "source",
            Role::Receiver => "receiver",
            Role::Subscriber => "subscriber",
            Role::Dependent => "dependent",
            Role::Event => "event",
            Role::Service => "service",
            Role::Unknown => "unknown",
        }
    }

    fn depth(self) -> usize {
        match self {
            Role::Source => 0,
            Role::Receiver => 1,
            Role::Subscriber => 2,
            Role::Dependent => 3,
            Role::Event => 4,
            Role::Service => 5,
            Role::Unknown => 6,
        }
    }
}

/// What is known of the levels above.
#[derive(Debug, Default)]
pub(crate) struct Above {
    /// HL01 of the last level of each depth; empty where there was none since one further up.
    ids: [Vec<u8>; DEPTHS],
    pub(crate) source: Named,
    pub(crate) receiver: Named,
    pub(crate) subscriber: Person,
    pub(crate) dependent: Person,
    contacts: Vec<Words>,
}

/// Who is asked, or who asks.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) role: String,
    pub(crate) id: String,
    pub(crate) npi: String,
    pub(crate) other_id: String,
    pub(crate) name: String,
}

/// A subscriber or a dependent.
#[derive(Debug, Default)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    pub(crate) middle_name: String,
    pub(crate) suffix: String,
    pub(crate) birth_date: Option<Date>,
    pub(crate) sex: String,
    pub(crate) relationship: String,
    /// N301, N302, N401 to N404.
    pub(crate) address: [String; 6],
}

/// PER01 to PER08, and of which level.
type Words = (usize, [String; 8]);

impl Named {
    pub(crate) fn of(nm1: Nm1<'_>, texts: &Texts) -> Named {
        let text = |bytes| texts.get(bytes).to_owned();
        let mut named = Named {
            role: text(nm1.entity_code()),
            id: text(nm1.id()),
            name: text(nm1.last_or_organization_name()),
            ..Named::default()
        };
        match nm1.id_qualifier() {
            b"XX" => named.npi.clone_from(&named.id),
            _ => named.other_id.clone_from(&named.id),
        }
        named
    }
}

impl Above {
    /// A level begins, and those below its kind are forgotten. False where HL02 does not name the nearest level
    /// above it.
    pub(crate) fn enter(&mut self, role: Role, hl: &Hl<'_>) -> bool {
        let depth = role.depth();
        let (above, below) = self.ids.split_at_mut(depth);
        let nearest = above.iter().rev().find(|id| !id.is_empty());
        let fits = match nearest {
            Some(id) => id.as_slice() == hl.parent_id(),
            None => role == Role::Source && hl.parent_id().is_empty(),
        };
        below.iter_mut().for_each(Vec::clear);
        if let Some(own) = below.first_mut() {
            own.extend_from_slice(hl.id());
        }
        self.contacts.retain(|(of, _)| *of < depth);
        if role <= Role::Source {
            self.source = Named::default();
        }
        if role <= Role::Receiver {
            self.receiver = Named::default();
        }
        if role <= Role::Subscriber {
            self.subscriber = Person::default();
        }
        if role <= Role::Dependent {
            self.dependent = Person::default();
        }
        fits
    }

    fn person(&mut self, role: Role) -> Option<&mut Person> {
        match role {
            Role::Subscriber => Some(&mut self.subscriber),
            Role::Dependent => Some(&mut self.dependent),
            _ => None,
        }
    }

    /// The patient of the level that was entered.
    pub(crate) fn patient(&self) -> &Person {
        let [_, _, _, dependent, ..] = &self.ids;
        match dependent.is_empty() {
            true => &self.subscriber,
            false => &self.dependent,
        }
    }

    /// Takes what a segment says of who the level is of; false where it says nothing of that. `party` is whether
    /// its NM1 came.
    pub(crate) fn take(
        &mut self,
        role: Role,
        item: Item<'_>,
        party: &mut bool,
        texts: &Texts,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let text = |bytes| texts.get(bytes).to_owned();
        let segment = item.segment();
        match item {
            // A level is of one party.
            Item::Nm1(nm1) if !*party => {
                *party = true;
                match role {
                    Role::Source => self.source = Named::of(nm1, texts),
                    Role::Receiver => self.receiver = Named::of(nm1, texts),
                    _ => {
                        let Some(person) = self.person(role) else {
                            return Ok(false);
                        };
                        person.id = text(nm1.id());
                        person.last_name = text(nm1.last_or_organization_name());
                        person.first_name = text(nm1.first_name());
                        person.middle_name = text(nm1.middle_name());
                        person.suffix = text(nm1.suffix());
                    }
                }
            }
            Item::Per(_) if matches!(role, Role::Source | Role::Receiver) => {
                let words = std::array::from_fn(|at| text(segment.element(at + 1)));
                self.contacts.push((role.depth(), words));
            }
            Item::N3(_) | Item::N4(_) => {
                let Some(person) = self.person(role) else {
                    return Ok(false);
                };
                let (first, count) = if matches!(item, Item::N3(_)) {
                    (0, 2)
                } else {
                    (2, 4)
                };
                let cells = person.address.iter_mut().skip(first).take(count);
                for (at, cell) in (1..).zip(cells) {
                    *cell = text(segment.element(at));
                }
            }
            Item::Dmg(dmg) => {
                let Some(person) = self.person(role) else {
                    return Ok(false);
                };
                person.sex = text(dmg.sex());
                person.birth_date = birth_date(dmg, cx)?;
            }
            Item::Ins(ins) => {
                let Some(person) = self.person(role) else {
                    return Ok(false);
                };
                person.relationship = text(ins.relationship());
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How to reach the source, or who asks.
    pub(crate) fn contacts(&self) -> Vec<Contact<'_>> {
        self.contacts
            .iter()
            .map(|(_, words)| {
                let [function, rest @ ..] = words;
                let [name, q1, n1, q2, n2, q3, n3] = rest.each_ref().map(|word| given(word));
                Contact {
                    function,
                    name,
                    first_qualifier: q1,
                    first: n1,
                    second_qualifier: q2,
                    second: n2,
                    third_qualifier: q3,
                    third: n3,
                }
            })
            .collect()
    }
}

/// DMG02; one that can't be taken is null.
fn birth_date(dmg: Dmg<'_>, cx: &mut Context<'_>) -> Result<Option<Date>, WriteError> {
    items::day(&dmg.segment(), 2, cx)
}
