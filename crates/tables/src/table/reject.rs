//! `reject`: what was refused.

use crate::declare::table;

table! {
    /// One row per refused loop, segment or row, with position and the standard's own error code, never its
    /// content. The sum of `segments` is what was rejected.
    reject: Reject<'a>, key = [file_id, generation, member, record, element_position] {
        /// Where it is: its first record.
        origin: Origin;
        /// interchange, group, set, loop, segment, row, or resource.
        level: Text;
        /// Position of the interchange, or of the batch of messages, in the member, from 1.
        interchange: Int;
        /// Position of the group in its interchange, from 1.
        group_ordinal: Int;
        /// Position of the set in its group, of the message in the member, from 1.
        set_ordinal: Int;
        /// Position in the set (ST is 1) or message (MSH is 1), or the row.
        segment: Long;
        /// Name of the segment or resource at fault; for a file with columns, the column.
        segment_id: Text;
        /// Element or field at fault as 03 or 01-2, or a path as period.start; empty where it is the whole segment.
        element_position: Text;
        /// Position in the set of the segment at fault.
        at_segment: Long;
        /// The standard's own code for what is wrong.
        code: Text;
        /// Whose code it is: TA105, IK304, IK403, IK502, AK905, HL70357 (ERR-3), issue-type, csv, json.
        code_list: Text;
        /// Segments or rows it holds.
        segments: Long;
        /// What was expected, and what form was found.
        expected: Text;
    }
}
