//! `provenance`: who entered what.

use crate::declare::table;

table! {
    /// One row per thing that a Provenance, or an AuditEvent of creating or changing it, is about. Whose row it is views find
    /// by `target_reference`, which is the same text as in `reference` of other tables.
    provenance: Provenance<'a>, key = [doc_id, statement_ordinal], sort = [target_reference], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// What was entered: the feed (or another server's address), type and id.
        target_reference: Text = "Provenance.target; AuditEvent.entity.what", phi, ordered, key;
        /// When it was entered.
        recorded_ts: Opt<Instant> = "recorded";
        /// What was done: create, update, or as told.
        activity: Opt<Text> = "activity; action";
        /// NPI of who entered it.
        entered_by_npi: Opt<Text> = "agent.who";
        /// The source's number of who entered it, else what refers to them.
        entered_by: Opt<Text> = "agent.who";
        /// Their name.
        entered_by_name: Opt<Text> = "agent.who, AuditEvent.agent.name";
        /// What they are to it: author, enterer, assembler, transmitter.
        agent_type: Opt<Text> = "agent.type, agent.role";
        /// For whom they did it.
        on_behalf_of: Opt<Text> = "agent.onBehalfOf";
        /// manual where a person did it, auto where a device alone did; null where neither is told.
        entry_mode: Opt<Text> = "agent.who, agent.type";
    }
}
