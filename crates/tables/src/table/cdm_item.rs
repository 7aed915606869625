//! `cdm_item`: the charge master.

use crate::declare::table;

table! {
    /// One row per statement about an item of the charge master: a CDM with one of its PRC.
    cdm_item: CdmItem<'a>, key = [doc_id, statement_ordinal], sort = [cdm_code], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// Code of the charge master.
        cdm_code: Text = "CDM-1, MFE-4", ordered, key;
        /// Its words.
        description: Opt<Text> = "CDM-3, CDM-4";
        /// Procedure.
        hcpcs_code: Opt<Text> = "CDM-7", bounds;
        /// cpt, hcpcs, or as told.
        hcpcs_system: Opt<Text> = "CDM-7.3";
        /// Revenue code.
        revenue_code: Opt<Text> = "CDM-7 of that list";
        /// Whether it is in use: A, I.
        active: Opt<Text> = "CDM-8";
        /// Facility or department that the price holds for.
        facility: Opt<Text> = "PRC-2";
        /// Department.
        department_id: Opt<Text> = "PRC-3";
        /// Kind of patient.
        patient_class: Opt<Text> = "PRC-4";
        /// Price of one unit.
        price: Opt<Money> = "PRC-5";
        /// First day.
        eff_from: Opt<Day> = "PRC-11, MFE-3";
        /// Last day.
        eff_to: Opt<Day> = "PRC-12";
        /// MAD add, MUP update, MDC deactivate, MAC reactivate, MDL delete.
        action_code: Opt<Text> = "MFE-1";
    }
}
