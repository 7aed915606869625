//! `attachment`: documents that were sent to support a claim.

use super::{Contact, Period, Reference};
use crate::declare::table;

table! {
    /// One row per binary segment of a 275, and one without for an LX that has none. What it holds is not stored: it
    /// stands in the file, where the row says. A clinical document in it has rows in the tables of C-CDA, with the same
    /// doc_id and record.
    attachment: SentAttachment<'a>, key = [doc_id, lx_ordinal, binary_ordinal], month = event_time, sort = [attachment_control_number] {
        /// Where its BIN or BDS is; where there is none, the LX.
        origin: Origin;
        /// Position of the LX in the set, from 1; 0 of what stands before the first.
        lx_ordinal: Int, ordered;
        /// Position of the BIN or BDS in its LX, from 1; 0 where there is none.
        binary_ordinal: Int;
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// 02 unasked, 11 an answer to a 277.
        purpose: Opt<Text> = "BGN01";
        /// The sender's number of the set.
        report_reference: Opt<Text> = "BGN02";
        /// Day of the set.
        report_date: Opt<Day> = "BGN03";
        /// The number that the claim, or the payer's request, has for it.
        attachment_control_number: Opt<Text> = "TRN02", phi, ordered, key;
        /// 1 the claim's number, 2 the request's.
        trace_type: Opt<Text> = "TRN01";
        /// The payer.
        payer_id: Opt<Text> = "NM109 of NM1*PR, NM1*40";
        /// Its name.
        payer_name: Opt<Text> = "NM103 of NM1*PR, NM1*40";
        /// Who sends it.
        submitter_id: Opt<Text> = "NM109 of NM1*41";
        /// Its name.
        submitter_name: Opt<Text> = "NM103 of NM1*41";
        /// The provider's NPI.
        provider_npi: Opt<Text> = "NM109 of NM1*1P, NM1*85 with XX";
        /// Another identifier of the provider.
        provider_other_id: Opt<Text> = "NM109 of NM1*1P, NM1*85, else", phi;
        /// The provider's name.
        provider_name: Opt<Text> = "NM103 of NM1*1P, NM1*85", phi;
        /// Member.
        member_id: Opt<Text> = "NM109 of NM1*QC", phi;
        /// Patient's last name.
        patient_last_name: Opt<Text> = "NM103 of NM1*QC", phi;
        /// Patient's first name.
        patient_first_name: Opt<Text> = "NM104 of NM1*QC", phi;
        /// The claim: CLM01.
        patient_control_number: Opt<Text> = "REF*EJ", phi, ordered, key;
        /// The payer's number of the claim.
        payer_claim_control_number: Opt<Text> = "REF*1K", phi, ordered, key;
        /// Type of bill.
        type_of_bill: Opt<Text> = "REF*BLT";
        /// Medical record.
        medical_record_number: Opt<Text> = "REF*EA", phi;
        /// First day of service.
        service_from: Opt<Day> = "DTP*472";
        /// Last day of service.
        service_to: Opt<Day> = "DTP*472";
        /// Day it was submitted.
        submitted_date: Opt<Day> = "DTP*368";
        /// Category of the status that is answered.
        category_code: Opt<Text> = "STC01-1";
        /// What was asked for, mostly a LOINC code.
        status_code: Opt<Text> = "STC01-2";
        /// The list it is from: LOI is LOINC.
        status_list: Opt<Text> = "STC01-4";
        /// What else was asked for, by spaces.
        further_codes: Opt<Text> = "STC10-2, STC11-2";
        /// What kind of report.
        report_type: Opt<Text> = "CAT01";
        /// What it is: HL an HL7 document, IA an image, TX text.
        report_format: Opt<Text> = "CAT02";
        /// Version of that.
        report_version: Opt<Text> = "CAT03";
        /// Which of several objects.
        object_reference: Opt<Text> = "OOI01";
        /// What kind of object.
        object_type: Opt<Text> = "OOI02";
        /// The object's name.
        object_value: Opt<Text> = "OOI03", phi;
        /// Security level.
        security_level: Opt<Text> = "EFI01";
        /// Media type, as told.
        media_type: Opt<Text> = "EFI07";
        /// Name of the file, as told.
        file_name: Opt<Text> = "EFI11", phi;
        /// BIN or BDS; null where there is none that can be read.
        segment: Opt<Text> = "BIN, BDS";
        /// ASC as it is, B64 base64.
        filter: Opt<Text> = "BDS01";
        /// How many bytes the data has, as it stands.
        byte_length: Opt<Long> = "BIN01, BDS02";
        /// Where the data begins, in the file as unpacked.
        byte_offset: Opt<Long>;
        /// First 16 bytes of the SHA-256 of the data as it stands, in hexadecimal digits.
        content_digest: Opt<Text> = "BIN02, BDS03";
        /// What it looks like, base64 and MIME taken off: ccda, xml, pdf, hl7v2; null where it looks like none, or is too long to be read.
        format: Opt<Text> = "BIN02, BDS03";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Whom to ask.
        contacts: List<Contact> = "PER";
    }
}
