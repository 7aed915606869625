//! An NM1 loop of a benefit, an event or a service.

use crate::declare::record;

record! {
    /// Who else has to do with it, with its address and how to reach it.
    Party<'a> {
        /// The role: PRP primary payer, SEP secondary payer, P3 primary care provider, SJ service provider.
        entity: Text = "NM101";
        /// 1 a person, 2 another.
        entity_type: Opt<Text> = "NM102";
        /// Last name, or the organisation's.
        name: Opt<Text> = "NM103", phi;
        /// First name.
        first_name: Opt<Text> = "NM104", phi;
        /// Middle name.
        middle_name: Opt<Text> = "NM105", phi;
        /// Suffix.
        suffix: Opt<Text> = "NM107", phi;
        /// What kind of identifier.
        id_qualifier: Opt<Text> = "NM108";
        /// The identifier.
        id: Opt<Text> = "NM109", phi;
        /// Street.
        address1: Opt<Text> = "N301", phi;
        /// Second line of the address.
        address2: Opt<Text> = "N302", phi;
        /// City.
        city: Opt<Text> = "N401", phi;
        /// State.
        state: Opt<Text> = "N402";
        /// Postal code.
        postal_code: Opt<Text> = "N403", phi;
        /// Country.
        country: Opt<Text> = "N404";
        /// Whom to ask there.
        contact: Opt<Text> = "PER02", phi;
        /// What kind of number the contact's is: TE, UR, EM.
        contact_qualifier: Opt<Text> = "PER03";
        /// The contact's number or address.
        contact_number: Opt<Text> = "PER04", phi;
        /// What the provider is to the service.
        provider_code: Opt<Text> = "PRV01";
        /// Taxonomy, or another identifier of the provider.
        taxonomy: Opt<Text> = "PRV03";
    }
}
