//! Elements of list columns: segments that repeat under a qualifier, in their loop's row.

pub(super) mod adjudication;
pub(super) mod amount;
pub(super) mod attachment;
pub(super) mod contact;
pub(super) mod count;
pub(super) mod delivery;
pub(super) mod entity;
pub(super) mod health_code;
pub(super) mod identifier;
pub(super) mod line_adjudication;
pub(super) mod note;
pub(super) mod organisation;
pub(super) mod party;
pub(super) mod party_in_care;
pub(super) mod period;
pub(super) mod reference;
pub(super) mod refusal;
pub(super) mod sequenced_code;
pub(super) mod syntax_error;
pub(super) mod tooth;
pub(super) mod trace;
