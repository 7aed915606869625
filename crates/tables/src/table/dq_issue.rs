//! `dq_issue`: what is odd but was taken.

use crate::declare::table;

table! {
    /// One row per thing that is wrong with data that was taken all the same.
    dq_issue: DqIssue<'a>, key = [file_id, generation, member, record, rule_id, position] {
        /// Where it is.
        origin: Origin;
        /// Which check.
        rule_id: Text;
        /// interchange, group, set, segment, row.
        level: Text;
        /// Name of the segment.
        segment_id: Text;
        /// Element as 03 or 01-2; empty where it is the whole segment.
        position: Text;
        /// What was expected.
        expected: Text;
        /// What was found: counts and codes of ours, never content.
        found: Text;
        /// error, warning.
        severity: Text;
    }
}
