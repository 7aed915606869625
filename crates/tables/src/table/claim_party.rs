//! `claim_party`: who a claim is about and from.

use super::{Contact, Reference};
use crate::declare::table;

table! {
    /// One row per NM1 loop that a claim has or inherits: billing provider, subscriber, patient, payer,
    /// providers, other subscribers and payers, providers of lines.
    claim_party: ClaimParty<'a>, key = [doc_id, clm_ordinal, party_ordinal], month = event_time {
        /// Where it is. An inherited party has the position of its own NM1.
        origin: Origin;
        /// The claim: position of its CLM in the document, from 1.
        clm_ordinal: Int, ordered;
        /// Position among the claim's parties, from 1.
        party_ordinal: Int, ordered;
        /// The loop, as 2010AA.
        loop_id: Text;
        /// Position of the other payer (2320) it belongs to, from 1.
        other_payer_ordinal: Opt<Int>;
        /// The line: position of its LX in the claim, from 1; null where it is the claim's.
        line_ordinal: Opt<Int>, ordered;
        /// The role.
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
        /// The provider's NPI.
        npi: Opt<Text> = "NM109 with XX";
        /// Tax id.
        tax_id: Opt<Text> = "REF*EI, REF*SY", phi;
        /// Taxonomy.
        taxonomy: Opt<Text> = "PRV03";
        /// Birth date.
        birth_date: Opt<Day> = "DMG02", phi;
        /// Sex.
        sex: Opt<Text> = "DMG03";
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
        /// References.
        refs: List<Reference> = "REF";
        /// Whom to ask.
        contacts: List<Contact> = "PER";
    }
}
