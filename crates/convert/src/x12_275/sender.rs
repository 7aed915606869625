//! What a 275 says before its first LX: whose claim it is, and who sends it to whom.

use jiff::civil::Date;
use tables::{Contact, Period, Reference, WriteError};
use x12::section::Item;

use crate::context::Context;
use crate::items::{self, given};
use crate::texts::Texts;
use crate::x12_sections::Named;

/// What each row repeats.
#[derive(Debug, Default)]
pub(super) struct Sender {
    pub(super) payer: Named,
    pub(super) submitter: Named,
    pub(super) provider: Named,
    pub(super) patient: Named,
    pub(super) first_name: String,
    contacts: Vec<[String; 8]>,
    refs: Vec<[String; 3]>,
    dates: Vec<(String, Option<Date>, Option<Date>, String)>,
}

impl Sender {
    /// Takes a segment; false where it says nothing of them.
    pub(super) fn take(
        &mut self,
        item: Item<'_>,
        texts: &Texts,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let segment = item.segment();
        let word = |at: usize| texts.get(segment.element(at)).to_owned();
        match item {
            Item::Nm1(nm1) => {
                let cell = match nm1.entity_code() {
                    b"PR" | b"40" => &mut self.payer,
                    b"41" => &mut self.submitter,
                    b"1P" | b"85" => &mut self.provider,
                    b"QC" | b"IL" => {
                        self.first_name = word(4);
                        &mut self.patient
                    }
                    _ => return Ok(false),
                };
                *cell = Named::of(nm1, texts);
            }
            Item::Per(_) => self.contacts.push(std::array::from_fn(|at| word(at + 1))),
            Item::Ref(_) => self.refs.push(std::array::from_fn(|at| word(at + 1))),
            Item::Dtp(dtp) => {
                let (period, fault) = items::period(dtp, texts);
                let time = period.time.unwrap_or_default().to_owned();
                let qualifier = period.qualifier.to_owned();
                self.dates.push((qualifier, period.from, period.to, time));
                if let Some(fault) = fault {
                    cx.lost("bad_date", &fault)?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn contacts(&self) -> Vec<Contact<'_>> {
        let contacts = self.contacts.iter().map(|words| {
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
        });
        contacts.collect()
    }

    pub(super) fn refs(&self) -> Vec<Reference<'_>> {
        let refs = self
            .refs
            .iter()
            .map(|[qualifier, value, description]| Reference {
                qualifier,
                value: given(value),
                description: given(description),
            });
        refs.collect()
    }

    pub(super) fn dates(&self) -> Vec<Period<'_>> {
        let dates = self.dates.iter().map(|(qualifier, from, to, time)| Period {
            qualifier,
            from: *from,
            to: *to,
            time: given(time),
        });
        dates.collect()
    }
}
