//! The accounting: every record read is mapped, rejected or ignored by name.

use std::collections::BTreeMap;

use crate::report::{Records, Report};

/// Different names of ignored records that are told apart. The names of segments are content, and a
/// hostile file has as many as it likes.
const NAMES: usize = 500;

/// Segments whose place is kept, for those who show a file. A file with more is shown to nobody.
const PLACES: usize = 200_000;

/// What became of the records, so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Since the last [`Tally::cut`]: of the unit, or of what lies between units.
    current: Records,
    total: Records,
    ignored: BTreeMap<String, u64>,
    places: Vec<(Option<String>, u64)>,
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

    /// This one was left out.
    pub(crate) fn ignored_at(&mut self, name: &str, place: (Option<String>, u64)) {
        self.ignored(name, 1);
        if self.places.len() < PLACES {
            self.places.push(place);
        }
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

    /// Everything, as a report of nothing else.
    pub(crate) fn finish(mut self) -> Report {
        self.cut();
        Report {
            records: self.total,
            ignored: self.ignored,
            ignored_at: self.places,
            ..Report::default()
        }
    }
}
