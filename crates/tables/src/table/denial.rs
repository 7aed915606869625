//! `denial`: cases as they are kept in the state, mirrored.

use crate::declare::table;

table! {
    /// One row per version of a case that was mirrored: what is known of a denial, and what people did with it.
    /// The same version may come several times, and says the same each time.
    denial: Denial<'a>, key = [version, doc_id, record], month = opened_on, sort = [case_id] {
        /// Where it is: a line of a file of our own.
        origin: Origin;
        /// Digest of what the case is known by.
        case_id: Text, ordered, key;
        /// Which version: as many events as the case had by then.
        version: Long;
        /// The queue that it stands in while it is open.
        queue: Text;
        /// denial, unprocessable, rejection, file_rejection, provisional, information_request.
        kind: Text;
        /// Category, as in `carc`.
        category: Text;
        /// CLP01 or CLM01.
        patient_control_number: Text, phi, ordered, key;
        /// The provider that is paid, or bills, by NPI.
        billing_npi: Opt<Text>;
        /// The payer.
        payer: Opt<Text>;
        /// In which class payers.csv has it.
        payer_class: Opt<Text>;
        /// primary, secondary, tertiary, unknown.
        payer_order: Text;
        /// The line: 6R and its number, else code, modifiers, date and occurrence; `claim` for the claim as a whole.
        line: Text, phi;
        /// Group of the reason that leads; null where an acknowledgment refused.
        group_code: Opt<Text>;
        /// The reason that leads: the largest amount's, then the smallest code; empty where an acknowledgment refused.
        carc: Text;
        /// Remarks, by spaces.
        rarcs: Text;
        /// Whether some reason is in no list.
        unmapped: Flag;
        /// Whether the payer's first adjudication of the claim opened it.
        is_initial: Flag;
        /// As first denied.
        denied_amount: Money;
        /// As the answer that holds denies it.
        current_denied_amount: Money;
        /// What can still be asked for.
        open_amount: Money;
        /// What came back.
        recovered_amount: Money;
        /// What was expected of what was first denied, before what payers allowed was looked at: an estimated share;
        /// all of what the payer had allowed before.
        expected_amount: Money;
        /// What it is worth to work on it, before any urgency, any outcome of one's own and what payers allowed.
        priority: Money;
        /// Whether something is left to do, by what was received.
        open_flag: Flag;
        /// Whether it may be appealed.
        appealable: Flag;
        /// How often it was denied again.
        recurrences: Int;
        /// What became of it by what was received, or of a part of it.
        resolution: Opt<Text>;
        /// Check date, or day of the report, on which it began.
        opened_on: Opt<Day>;
        /// On which it was denied for the last time.
        denied_on: Opt<Day>;
        /// On which it ended.
        ended_on: Opt<Day>;
        /// Day on which the right to ask ends.
        deadline: Opt<Day>;
        /// The rule that gave it.
        deadline_rule: Opt<Text>;
        /// Whether the remittance does not add up: nothing of it is posted.
        unbalanced: Flag;
        /// The case that it took the place of.
        parent: Opt<Text>;
        /// Where it stands: NEW, ASSIGNED, IN_PROGRESS ….
        state: Text;
        /// Who has it.
        owner: Opt<Text>;
        /// Until when it is put off.
        snoozed_until: Opt<Day>;
        /// Whether a person did something with it.
        touched: Flag;
        /// Minutes that people spent on it.
        minutes: Int;
        /// The level of its appeal, from 1; 0 before one.
        appeal_level: Int;
        /// The day on which its appeal was filed for the last time.
        filed_on: Opt<Day>;
        /// Why it shall be, or was, written off.
        write_off: Opt<Text>;
        /// Why it was closed, in a person's words or ours.
        closed_because: Opt<Text>, phi;
        /// What people should know of it, by spaces: changed_since, denied_since_closed, vanished.
        flags: Text;
        /// The batch that what is known is of.
        batch: Long;
    }
}
