//! An NM1 segment.

use crate::declare::record;

record! {
    /// A person or organisation in a role.
    Entity<'a> {
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
    }
}
