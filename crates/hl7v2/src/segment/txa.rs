//! TXA: transcription document header.

use crate::datatype::{Dtm, Ei, Ppn, Xcn};

segment! {
    /// Transcription document header.
    Txa, "TXA";
    /// TXA-1.
    code set_id = 1;
    /// TXA-2.
    code document_type = 2;
    /// TXA-3.
    code content_presentation = 3;
    /// TXA-4.
    one activity = 4: Dtm;
    /// TXA-5.
    each activity_providers = 5: Xcn;
    /// TXA-6.
    one origination = 6: Dtm;
    /// TXA-7.
    one transcription = 7: Dtm;
    /// TXA-8.
    each edits = 8: Dtm;
    /// TXA-9.
    each originators = 9: Xcn;
    /// TXA-10.
    each assigned_authenticators = 10: Xcn;
    /// TXA-11.
    each transcriptionists = 11: Xcn;
    /// TXA-12.
    one document = 12: Ei;
    /// TXA-13.
    one parent_document = 13: Ei;
    /// TXA-14.
    each placer_orders = 14: Ei;
    /// TXA-15.
    one filler_order = 15: Ei;
    /// TXA-16.
    text file_name = 16;
    /// TXA-17: DI dictated, DO documented, IP in progress, IN incomplete, PA pre-authenticated, AU authenticated, LA legally.
    code completion_status = 17;
    /// TXA-18.
    code confidentiality_status = 18;
    /// TXA-19.
    code availability_status = 19;
    /// TXA-20.
    code storage_status = 20;
    /// TXA-21.
    text change_reason = 21;
    /// TXA-22.
    each authentications = 22: Ppn;
    /// TXA-23.
    each copies_to = 23: Xcn;
}
