//! The accounting: every record read is mapped, rejected or ignored by name.

use std::collections::BTreeMap;

use crate::report::Records;

/// Different names of ignored records that are told apart. The names of segments are content, and a
/// hostile file has as many as it likes.
const NAMES: usize = 500;

/// What became of the records, so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Since the last [`Tally::cut`]: of the unit, or of what lies between units.
    current: Records,
    total: Records,
    ignored: BTreeMap<String, u64>,
}

impl Tally {
    /// These fed a row.
    pub(crate) fn mapped(&mut self, records: u64) {
        self.current.mapped += records;
        self.current.read += records;
    }

    /// These were refused.
    pub(crate) fn rejected(&mut self, records: u64) {
        self.current.rejected += records;
        self.current.read += records;
    }

    /// These were left out.
    pub(crate) fn ignored(&mut self, name: &str, records: u64) {
        if records == 0 {
            return;
        }
        self.current.ignored += records;
        self.current.read += records;
        if let Some(count) = self.ignored.get_mut(name) {
            *count += records;
            return;
        }
        let name = if self.ignored.len() < NAMES {
            name
        } else {
            "others"
        };
        *self.ignored.entry(name.to_owned()).or_default() += records;
    }

    /// What came since the last cut.
    pub(crate) fn cut(&mut self) -> Records {
        let current = std::mem::take(&mut self.current);
        self.total.read += current.read;
        self.total.mapped += current.mapped;
        self.total.rejected += current.rejected;
        self.total.ignored += current.ignored;
        current
    }

    /// Everything.
    pub(crate) fn finish(mut self) -> (Records, BTreeMap<String, u64>) {
        self.cut();
        (self.total, self.ignored)
    }
}
