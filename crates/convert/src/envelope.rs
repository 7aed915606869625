//! What the envelopes around a set say of it.

use domain::date;
use x12::segment::{Gs, Isa};

use crate::identity::short;

/// What the envelopes around a set say of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Envelope {
    pub(crate) sender: String,
    pub(crate) receiver: String,
    pub(crate) isa_control: String,
    pub(crate) isa_time: Option<i64>,
    pub(crate) test: bool,
    pub(crate) gs_control: String,
    pub(crate) gs_time: Option<i64>,
    pub(crate) guide: String,
}

impl Envelope {
    pub(crate) fn interchange(isa: &Isa<'_>) -> Envelope {
        let who = |qualifier, id| format!("{}:{}", short(qualifier), short(id));
        let day = date::parse_yymmdd(isa.date()).ok();
        Envelope {
            sender: who(isa.sender_qualifier(), isa.sender_id()),
            receiver: who(isa.receiver_qualifier(), isa.receiver_id()),
            isa_control: short(isa.control_number()),
            isa_time: micros(day, isa.time()),
            test: isa.is_test(),
            ..Envelope::default()
        }
    }

    pub(crate) fn group(&mut self, gs: &Gs<'_>) {
        // 4010 may write the date with six digits.
        let day = date::parse_d8(gs.date())
            .or_else(|_| date::parse_yymmdd(gs.date()))
            .ok();
        self.gs_control = short(gs.control_number());
        self.gs_time = micros(day, gs.time());
        self.guide = short(gs.version());
    }

    pub(crate) fn leave_group(&mut self) {
        self.gs_control.clear();
        self.gs_time = None;
        self.guide.clear();
    }
}

fn micros(day: Option<jiff::civil::Date>, time: &[u8]) -> Option<i64> {
    date::micros_as_utc(day?.to_datetime(date::parse_time(time).ok()?))
}
