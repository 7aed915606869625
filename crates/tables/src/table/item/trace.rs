//! A TRN segment.

use crate::declare::record;

record! {
    /// A number that a question and its answer are matched by.
    Trace<'a> {
        /// 1 the sender's own, 2 the one that is answered.
        trace_type: Text = "TRN01";
        /// The number.
        number: Opt<Text> = "TRN02", phi;
        /// Who gave it.
        originator: Opt<Text> = "TRN03";
        /// Which part of that organisation.
        originator_part: Opt<Text> = "TRN04";
    }
}
