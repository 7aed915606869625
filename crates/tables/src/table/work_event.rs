//! `work_event`: what was done with cases, mirrored.

use crate::declare::table;

table! {
    /// One row per event of a case: what was done with it, by whom, and why. It never changes; the same event may
    /// come several times.
    work_event: WorkEvent<'a>, key = [nth, doc_id, record], month = event_ts, sort = [case_id] {
        /// Where it is: a line of a file of our own.
        origin: Origin;
        /// The case.
        case_id: Text, ordered, key;
        /// Its place among the case's events, from 1; the case's version after it.
        nth: Long;
        /// opened, changed, vanished, moved, stepped, assigned, snoozed, woken, noted, ended, alerted.
        action: Text;
        /// When.
        event_ts: Instant;
        /// Who: a person, or `claimlake`.
        actor: Text;
        /// In which role.
        actor_role: Opt<Text>;
        /// Whether no person did it.
        automated_flag: Flag;
        /// The state before it; null for the first.
        from_state: Opt<Text>;
        /// The state after it.
        to_state: Text;
        /// What the person said.
        said: Opt<Text>, phi;
        /// Minutes that it took.
        minutes_spent: Opt<Int>;
        /// Who got it.
        assigned_to: Opt<Text>;
        /// Until when it was put off.
        snoozed_until: Opt<Day>;
        /// What was sent to appeal.
        packet: Opt<Text>, phi;
        /// Why it was filed after its day.
        good_cause: Opt<Text>, phi;
        /// The control number of the claim that was sent again.
        sent_claim: Opt<Text>, phi;
        /// Whether the patient signed that they pay.
        waiver_flag: Flag;
        /// Why it was proposed to write it off.
        write_off: Opt<Text>;
        /// The case that it was before it moved, or became.
        moved: Opt<Text>;
        /// How near a deadline was that somebody was reminded of: 30_days, 14_days, 7_days, 3_days, 1_day, missed.
        alerted_stage: Opt<Text>;
        /// That deadline.
        alerted_deadline: Opt<Day>;
        /// Digest of the case before it.
        digest_before: Opt<Text>;
        /// Digest of the case after it.
        digest_after: Text;
    }
}
