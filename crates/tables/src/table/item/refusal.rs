//! An AAA segment.

use crate::declare::record;

record! {
    /// Why what was asked for could not be answered.
    Refusal<'a> {
        /// Y the request is valid, N it is not.
        valid: Opt<Text> = "AAA01";
        /// Why, such as 75 subscriber not found.
        reason: Opt<Text> = "AAA03";
        /// What to do, such as C correct and send again.
        follow_up: Opt<Text> = "AAA04";
    }
}
