//! A PER segment.

use crate::declare::record;

record! {
    /// Whom to ask.
    Contact<'a> {
        /// What for.
        function: Text = "PER01";
        /// Who.
        name: Opt<Text> = "PER02", phi;
        /// What kind of number the first is.
        first_qualifier: Opt<Text> = "PER03";
        /// The first number or address.
        first: Opt<Text> = "PER04", phi;
        /// What kind of number the second is.
        second_qualifier: Opt<Text> = "PER05";
        /// The second number or address.
        second: Opt<Text> = "PER06", phi;
        /// What kind of number the third is.
        third_qualifier: Opt<Text> = "PER07";
        /// The third number or address.
        third: Opt<Text> = "PER08", phi;
    }
}
