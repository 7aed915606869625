//! A TOO or DN2 segment.

use crate::declare::record;

record! {
    /// A tooth: of a line with its surfaces, of a claim with its status.
    Tooth<'a> {
        /// The list that numbers it, as JP.
        code_list: Opt<Text> = "TOO01, DN206";
        /// The tooth.
        tooth: Opt<Text> = "TOO02, DN201";
        /// Its first surface.
        surface1: Opt<Text> = "TOO03-1";
        /// Its second surface.
        surface2: Opt<Text> = "TOO03-2";
        /// Its third surface.
        surface3: Opt<Text> = "TOO03-3";
        /// Its fourth surface.
        surface4: Opt<Text> = "TOO03-4";
        /// Its fifth surface.
        surface5: Opt<Text> = "TOO03-5";
        /// E to be extracted, M missing.
        status: Opt<Text> = "DN202";
    }
}
