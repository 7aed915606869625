//! Bounds of the flows, each with its reason. Those on what is in a file are `convert::Limits`.

use std::time::Duration;

/// The bounds. [`Bounds::default`] is what production uses; tests make them small.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Entries in one plan: a plan is one JSON object, and a round should take seconds.
    pub plan_entries: usize,
    /// Parts in one plan: each is a line of a table's log.
    pub plan_parts: u64,
    /// Units in one plan, which are held in memory while it is decided which of them live. The first
    /// entry is always taken, so a larger file is a plan of its own.
    pub plan_units: u64,
    /// Parts of one file. More of them would never fit into a plan.
    pub file_parts: u64,
    /// Items asked for at a time.
    pub page: usize,
    /// Requests to state and tables under way at once.
    pub at_once: usize,
    /// How often a change that others keep getting ahead of is tried again.
    pub tries: usize,
    /// Conversions of one file that may outlast their lease, as when memory or time runs out, before no other is
    /// begun.
    pub stops: u32,
    /// How often a lease is given another term while its conversion goes on: a third of its length.
    pub renew_every: Duration,
    /// Bytes of a reason that a person gave: a ledger's line has at most 4 KB.
    pub reason: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            plan_entries: 1_000,
            plan_parts: 10_000,
            plan_units: 250_000,
            file_parts: 10_000,
            page: 1_000,
            at_once: 32,
            tries: 100,
            stops: 5,
            renew_every: Duration::from_secs(5 * 60),
            reason: 1_000,
        }
    }
}
