//! `location`: what sources say of where care is given.

use crate::declare::table;

table! {
    /// One row per statement about a place: the assigned location of a visit, a Location, a healthCareFacility.
    location: Location<'a>, key = [doc_id, statement_ordinal], sort = [location_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The place: facility, then unit.
        location_key: Text, ordered, key;
        /// The source's number or name of it.
        location_id: Opt<Text> = "PL.1; Location.identifier";
        /// Its facility, by name.
        facility: Opt<Text> = "PL.4; managingOrganization; serviceProviderOrganization";
        /// The facility's NPI.
        facility_npi: Opt<Text> = "Location.identifier us-npi";
        /// Name.
        location_name: Opt<Text> = "PL.9; name";
        /// Building.
        building: Opt<Text> = "PL.7";
        /// Place of service (CMS).
        pos_code: Opt<Text> = "type";
        /// Kind of place, as told.
        location_type: Opt<Text> = "PL.6; type";
        /// The place that it is part of.
        part_of: Opt<Text> = "partOf";
        /// Whether it is in use.
        status: Opt<Text> = "PL.5; status";
    }
}
