//! `appeal_rule`: until when payers take appeals.

use crate::declare::table;

table! {
    /// One row per row of appeal_rules.csv: how long one level of appeal is open, at one payer or at all of a
    /// class. Which of them holds on a day is told by the view `appeal_term`.
    appeal_rule: AppealRule<'a>, key = [unit_id] {
        /// Where it is.
        origin: Origin;
        /// Class of payers it holds for; null where it is of one payer.
        payer_class: Opt<Text> = "payer_class";
        /// Which kind of identifier: N104, 2U, TRN03, NAME, NM109.
        id_type: Opt<Text> = "id_type";
        /// The identifier; for NAME the folded name.
        payer_id: Opt<Text> = "payer_id";
        /// The plan it holds for, by group or policy number (REF*1L) or kind (CLP06); null for all.
        plan: Opt<Text> = "plan";
        /// Level of the appeal, from 1.
        level: Int = "level";
        /// Days it is open.
        days: Int = "days";
        /// calendar or business.
        day_kind: Text = "day_kind";
        /// denied, received, served.
        counted_from: Text = "counted_from";
        /// First day of answers it holds for; null from ever.
        eff_from: Opt<Day> = "eff_from";
        /// First day of answers it no longer holds for; null for good.
        eff_to: Opt<Day> = "eff_to";
        /// Where it stands: document and section.
        source: Text = "source";
        /// Day on which somebody looked it up there.
        verified_on: Opt<Day> = "verified_on";
        /// Who did.
        verified_by: Opt<Text> = "verified_by";
    }
}
