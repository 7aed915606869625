//! An N1 loop.

use crate::declare::record;

record! {
    /// Payer or payee of a remittance, with its address.
    Organisation<'a> {
        /// The role.
        entity: Text = "N101";
        /// Its name.
        name: Opt<Text> = "N102";
        /// What kind of identifier.
        id_qualifier: Opt<Text> = "N103";
        /// The identifier.
        id: Opt<Text> = "N104";
        /// Street.
        address1: Opt<Text> = "N301";
        /// Second line of the address.
        address2: Opt<Text> = "N302";
        /// City.
        city: Opt<Text> = "N401";
        /// State.
        state: Opt<Text> = "N402";
        /// Postal code.
        postal_code: Opt<Text> = "N403";
        /// Country.
        country: Opt<Text> = "N404";
    }
}
