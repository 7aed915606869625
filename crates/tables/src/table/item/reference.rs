//! A REF segment.

use crate::declare::record;

record! {
    /// A qualified identifier.
    Reference<'a> {
        /// What it identifies.
        qualifier: Text = "REF01";
        /// The identifier.
        value: Opt<Text> = "REF02", phi;
        /// What it says besides.
        description: Opt<Text> = "REF03", phi;
    }
}
