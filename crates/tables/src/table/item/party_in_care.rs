//! A member of a claim's care team.

use crate::declare::record;

record! {
    /// Somebody who took part in what a claim bills.
    PartyInCare<'a> {
        /// The number that lines refer to it by.
        sequence: Opt<Int> = "careTeam.sequence";
        /// Its role.
        role: Opt<Text> = "careTeam.role";
        /// NPI.
        npi: Opt<Text> = "careTeam.provider";
        /// The source's number.
        id: Opt<Text> = "careTeam.provider";
        /// Name.
        name: Opt<Text> = "careTeam.provider", phi;
        /// Specialty or qualification.
        specialty: Opt<Text> = "careTeam.qualification, specialty";
    }
}
