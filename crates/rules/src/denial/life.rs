//! What is known of one claim at one payer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answer::Answered;

/// One payer's answers to one claim, and what is known of it from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PayerLife {
    /// In the order of business: check date, envelope time, control numbers, content, position.
    pub answers: Vec<Answered>,
    /// Answers that were taken back by a reversal which is none of these: it came under another number.
    pub taken_back: Vec<TakenBack>,
    /// Answers of other payers that hold and paid something.
    pub elsewhere: Vec<PaidElsewhere>,
    /// What the payer recovered, or gave back of it, by an adjustment of the provider (PLB reason WO) that names
    /// the claim; in the order of business.
    pub recoveries: Vec<Recovery>,
    /// What other payers answered, in the order of business.
    pub others: Vec<Heard>,
}

/// An answer that was taken back from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// Its place.
    pub answer: usize,
    /// How many answers come before the reversal.
    pub after: usize,
    /// Names the reversal for whoever asked.
    pub by: String,
    /// The reversal's check date.
    pub on: Option<Date>,
    /// It answers a void or a replacement that we sent ourselves.
    pub is_ours: bool,
}

/// What another payer paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidElsewhere {
    /// Names it for whoever asked.
    pub id: String,
    /// How many of this payer's answers come before it.
    pub after: usize,
    /// Cents by line; the whole claim is one of them.
    pub paid: BTreeMap<String, i64>,
}

/// An adjustment of the provider that takes an overpayment back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Names it for whoever asked.
    pub id: String,
    /// The check date.
    pub on: Option<Date>,
    /// How many of the claim's answers come before it.
    pub after: usize,
    /// PLB04 in cents: what is taken; below zero it is given, often because a reversal is to be collected later.
    pub amount: i64,
}

/// Another payer's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Names it for whoever asked.
    pub id: String,
    /// The check date.
    pub on: Option<Date>,
}
