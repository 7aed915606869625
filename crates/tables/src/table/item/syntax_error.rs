//! An IK3, with one of its IK4.

use crate::declare::record;

record! {
    /// An error in a segment, or in an element of it.
    SyntaxError<'a> {
        /// The segment.
        segment_id: Text = "IK301";
        /// Its position in the set, ST is 1.
        position: Opt<Long> = "IK302";
        /// Its loop.
        loop_id: Opt<Text> = "IK303";
        /// What is wrong with it.
        segment_code: Opt<Text> = "IK304";
        /// The element.
        element: Opt<Int> = "IK401-1";
        /// The component.
        component: Opt<Int> = "IK401-2";
        /// The repetition.
        repetition: Opt<Int> = "IK401-3";
        /// Its number in the data element dictionary.
        reference: Opt<Text> = "IK402";
        /// What is wrong with it.
        element_code: Opt<Text> = "IK403";
        /// What was sent.
        bad_value: Opt<Text> = "IK404", phi;
        /// What the error depends on, and which claim it is in, as the receiver tells it.
        context: Opt<Text> = "CTX", phi;
    }
}
