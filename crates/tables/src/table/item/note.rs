//! An NTE segment.

use crate::declare::record;

record! {
    /// A note.
    Note<'a> {
        /// What it is about.
        qualifier: Text = "NTE01";
        /// What it says.
        text: Text = "NTE02", phi;
    }
}
