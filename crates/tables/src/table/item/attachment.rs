//! A PWK segment.

use crate::declare::record;

record! {
    /// Paperwork that goes with a claim or line.
    Attachment<'a> {
        /// What kind of report.
        report_type: Text = "PWK01";
        /// How it travels.
        transmission: Text = "PWK02";
        /// What the paper is found by.
        control_number: Opt<Text> = "PWK06", phi;
    }
}
