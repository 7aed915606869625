//! The levels that a claim of a 277 stands under: what each row repeats of them.

use jiff::civil::Date;
use tables::ClaimAck;
use x12::segment::{Hl, Nm1};
use x12::status::{Answer, AnswerItem};

use crate::items::{self, given};
use crate::texts::Texts;

/// What a level is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// 20: who tells.
    Source,
    /// 21: who sent the claims, in a batch.
    Batch,
    /// 19: the provider whose claims they are.
    Provider,
    /// 22: the subscriber; the patient too, where no level 23 follows.
    Subscriber,
    /// PT or 23: the patient.
    Patient,
    /// Another.
    #[default]
    Unknown,
}

impl Role {
    pub(super) fn of(code: &[u8]) -> Role {
        match code {
            b"20" => Role::Source,
            b"21" => Role::Batch,
            b"19" => Role::Provider,
            b"22" => Role::Subscriber,
            b"PT" | b"23" => Role::Patient,
            _ => Role::Unknown,
        }
    }

    /// What is answered in such a level.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Role::Source => "source",
            Role::Batch => "batch",
            Role::Provider => "provider",
            Role::Subscriber | Role::Patient => "claim",
            Role::Unknown => "unknown",
        }
    }

    fn depth(self) -> usize {
        match self {
            Role::Source => 0,
            Role::Batch => 1,
            Role::Provider => 2,
            Role::Subscriber => 3,
            Role::Patient | Role::Unknown => 4,
        }
    }
}

/// What is known of the levels above.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// HL01 of the last level of each depth; empty where there was none since one further up.
    ids: [Vec<u8>; 5],
    source: Source,
    batch: Batch,
    provider: Provider,
    subscriber_id: String,
    member_id: String,
    patient: Patient,
}

#[derive(Debug, Default)]
struct Source {
    role: String,
    id: String,
    name: String,
    trace: String,
    received: Option<Date>,
    processed: Option<Date>,
}

#[derive(Debug, Default)]
struct Batch {
    submitter_id: String,
    submitter_name: String,
    reference: String,
}

#[derive(Debug, Default)]
struct Provider {
    npi: String,
    other_id: String,
    name: String,
}

#[derive(Debug, Default)]
struct Patient {
    last_name: String,
    first_name: String,
}

impl Above {
    /// A level begins, and those below its kind are forgotten. False where HL02 does not name the nearest
    /// level above it.
    pub(super) fn enter(&mut self, role: Role, hl: &Hl<'_>) -> bool {
        let depth = role.depth();
        let (above, below) = self.ids.split_at_mut(depth);
        let nearest = above.iter().rev().find(|id| !id.is_empty());
        let fits = match nearest {
            Some(id) => id.as_slice() == hl.parent_id(),
            None => role == Role::Source && hl.parent_id().is_empty(),
        };
        for id in below.iter_mut() {
            id.clear();
        }
        if let Some(own) = below.first_mut() {
            own.extend_from_slice(hl.id());
        }
        match role {
            Role::Source => {
                *self = Above {
                    ids: std::mem::take(&mut self.ids),
                    ..Above::default()
                }
            }
            Role::Batch => {
                (self.batch, self.provider) = Default::default();
                self.forget_patient();
            }
            Role::Provider => {
                self.provider = Provider::default();
                self.forget_patient();
            }
            Role::Subscriber => self.forget_patient(),
            Role::Patient | Role::Unknown => {
                self.patient = Patient::default();
                // Of the level 22 above, where there is one; never of the patient before.
                let [_, _, _, subscriber, _] = &self.ids;
                self.member_id.clear();
                if !subscriber.is_empty() {
                    self.member_id.push_str(&self.subscriber_id);
                }
            }
        }
        fits
    }

    fn forget_patient(&mut self) {
        self.subscriber_id.clear();
        self.member_id.clear();
        self.patient = Patient::default();
    }

    /// The party of the level that was entered.
    pub(super) fn party(&mut self, role: Role, nm1: Nm1<'_>, texts: &Texts) {
        let text = |bytes| texts.get(bytes).to_owned();
        let (id, name) = (text(nm1.id()), text(nm1.last_or_organization_name()));
        match role {
            Role::Source => {
                self.source.role = text(nm1.entity_code());
                (self.source.id, self.source.name) = (id, name);
            }
            Role::Batch => (self.batch.submitter_id, self.batch.submitter_name) = (id, name),
            Role::Provider => {
                self.provider.name = name;
                match nm1.id_qualifier() {
                    b"XX" => self.provider.npi = id,
                    _ => self.provider.other_id = id,
                }
            }
            Role::Subscriber | Role::Patient | Role::Unknown => {
                // The dependent of a subscriber has no number of its own.
                if role == Role::Subscriber {
                    self.subscriber_id.clone_from(&id);
                }
                if !id.is_empty() {
                    self.member_id = id;
                }
                self.patient = Patient {
                    last_name: name,
                    first_name: text(nm1.first_name()),
                };
            }
        }
    }

    /// What the first answer of the level says for all that stand under it.
    pub(super) fn answered(&mut self, role: Role, answer: Answer<'_>, texts: &Texts) {
        for item in answer.items() {
            match (role, item) {
                (Role::Source, AnswerItem::Trn(trn)) => {
                    self.source.trace = texts.get(trn.trace_number()).to_owned();
                }
                (Role::Source, AnswerItem::Dtp(dtp)) => match dtp.qualifier() {
                    b"050" => self.source.received = items::period(dtp, texts).0.from,
                    b"009" => self.source.processed = items::period(dtp, texts).0.from,
                    _ => {}
                },
                (Role::Batch, AnswerItem::Trn(trn)) => {
                    self.batch.reference = texts.get(trn.trace_number()).to_owned();
                }
                _ => {}
            }
        }
    }

    /// Fills a row of the level that was entered.
    pub(super) fn fill<'a>(&'a self, role: Role, row: &mut ClaimAck<'a>) {
        row.reporter_role = given(&self.source.role);
        row.reporter_id = given(&self.source.id);
        row.reporter_name = given(&self.source.name);
        row.source_trace = given(&self.source.trace);
        row.received_date = self.source.received;
        row.process_date = self.source.processed;
        row.submitter_id = given(&self.batch.submitter_id);
        row.submitter_name = given(&self.batch.submitter_name);
        row.batch_reference = given(&self.batch.reference);
        row.provider_npi = given(&self.provider.npi);
        row.provider_other_id = given(&self.provider.other_id);
        row.provider_name = given(&self.provider.name);
        if matches!(role, Role::Subscriber | Role::Patient | Role::Unknown) {
            row.member_id = given(&self.member_id);
            row.patient_last_name = given(&self.patient.last_name);
            row.patient_first_name = given(&self.patient.first_name);
        }
    }
}
