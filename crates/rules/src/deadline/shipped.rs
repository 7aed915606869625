//! What is shipped: by class of payer, each rule with its source. No organisation has confirmed any of it.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Action, DayKind, Since};

/// A rule of the list.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) payer_class: String,
    pub(super) action: Action,
    /// Of an appeal, from 1.
    pub(super) level: Option<u32>,
    pub(super) days: i32,
    pub(super) day_kind: DayKind,
    pub(super) counted_from: Since,
    pub(super) eff_from: Option<Date>,
    pub(super) eff_to: Option<Date>,
    pub(super) source: String,
    /// verified: read in its source by us; verify, own: not yet.
    pub(super) verified: String,
}

impl Row {
    /// Whether it holds on a day.
    pub(super) fn holds(&self, on: Date) -> bool {
        self.eff_from.is_none_or(|first| first <= on) && self.eff_to.is_none_or(|end| on < end)
    }
}

pub(super) static RULES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    super::read(include_str!("../../data/appeal.csv")).expect("the shipped list is tested")
});
