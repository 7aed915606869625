//! A number that somebody gave.

use crate::declare::record;

record! {
    /// One of several numbers.
    Identifier<'a> {
        /// The number.
        value: Text = "CX.1; identifier.value; id@extension", phi;
        /// Its kind: MR, PI, AN, VN, DL, NPI …
        kind: Opt<Text> = "CX.5; identifier.type";
        /// Who gave it.
        assigner: Opt<Text> = "CX.4; identifier.system; id@root";
    }
}
