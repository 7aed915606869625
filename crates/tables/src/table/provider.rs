//! `provider`: what sources say of who provides care.

use super::Identifier;
use crate::declare::table;

table! {
    /// One row per statement about a practitioner, an organisation or a role.
    provider: Provider<'a>, key = [doc_id, statement_ordinal], sort = [provider_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The provider: the NPI, else who gave the number (else the feed), and the number.
        provider_key: Text, ordered, key;
        /// National provider identifier.
        npi: Opt<Text> = "XCN.1 of type NPI; identifier us-npi; id@root 2.16.840.1.113883.4.6", bounds;
        /// The source's number.
        provider_id: Opt<Text> = "XCN.1; identifier, else Resource.id; id";
        /// 1 a person, 2 an organisation.
        entity_type: Opt<Text>;
        /// Family name, or the organisation's name.
        provider_name: Opt<Text> = "XCN.2; name.family, Organization.name", phi;
        /// Given name.
        given_name: Opt<Text> = "XCN.3; name.given", phi;
        /// attending, admitting, referring, consulting, primary care, assisting, custodian, ordering, performing, author, role of a PractitionerRole, payer.
        role: Opt<Text> = "the field; PractitionerRole.code; Organization.type";
        /// Provider taxonomy (NUCC).
        taxonomy_code: Opt<Text> = "qualification, specialty, PractitionerRole.code";
        /// Specialty in words.
        specialty: Opt<Text> = "PV1-10; specialty";
        /// The organisation or department it belongs to.
        organisation: Opt<Text> = "PractitionerRole.organization, Organization.partOf";
        /// First day.
        active_from: Opt<Day> = "period.start";
        /// Last day.
        active_to: Opt<Day> = "period.end";
        /// Whether it is in use.
        active: Opt<Flag> = "active";
        /// Every number that the statement gives.
        identifiers: List<Identifier> = "identifier";
    }
}
