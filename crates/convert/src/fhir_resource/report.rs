//! DiagnosticReport: an examination that was done.

use fhir::resource::DiagnosticReport as Resource;

use super::coded::{RESULTS, SERVICES, any};
use super::order;
use super::service::{self, Act};
use super::told::{Done, Found, Told};
use crate::context::Context;
use crate::service_key::{self, Act as ActOf};

/// Writes a row. One that is not final says so by its status: nothing of it is to be charged yet.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("issued", it.issued.as_ref());
    let (start, end) = told.span(
        "effective[x]",
        it.effective_date_time.as_ref(),
        it.effective_period.as_ref(),
    );
    told.stated_by("effective[x]", it.effective_date_time.as_ref());
    let filler = order::typed(&it.identifier, "FILL");
    let any = || it.identifier.iter().find_map(|it| super::told::number(it));
    let (key, number) = told.identity_by(filler.or_else(any))?;
    let status_code = told.status(it.status.as_ref());
    let performer = told.first_person(it.performer.iter().chain(&it.results_interpreter));
    let act = Act {
        key,
        number,
        of: ActOf::Examination,
        kind: Some(kind(&it)),
        what: told.coded(it.code.as_ref(), SERVICES),
        start,
        end,
    };
    let mut row = service::row(told, &act);
    row.order_key = told.first_link(&it.based_on).either();
    row.filler_order_number = filler
        .map(|(value, _)| value)
        .or_else(|| order::filler_of(told, &it.based_on));
    if !it.identifier.is_empty() {
        let examined = told.coded(it.code.as_ref(), RESULTS).code;
        let own = service_key::of_examination(key, examined);
        row.service_key = told.words.alloc_str(&own);
    }
    row.status = status(status_code);
    row.status_code = status_code;
    row.performer_npi = performer.npi;
    row.performer_id = performer.id;
    row.performer_name = performer.name;
    row.result_references = told.references(&it.result);
    row.documented_ts = told.instant("issued", it.issued.as_ref());
    service::append(told, row, cx)
}

/// HL7 table 0074, LOINC class codes of US Core.
fn kind(it: &Resource<'_>) -> &'static str {
    let imaging = [
        "RAD",
        "CT",
        "MR",
        "NMR",
        "NMS",
        "RUS",
        "OUS",
        "VUS",
        "CUS",
        "RX",
        "XRC",
        "NRS",
        "LP29684-5",
        "LP29708-2",
        "imaging",
    ];
    let lab = [
        "LAB",
        "CH",
        "HM",
        "MB",
        "PAT",
        "SP",
        "CP",
        "BLB",
        "IMM",
        "TX",
        "VR",
        "CG",
        "GE",
        "MCB",
        "MYC",
        "PAR",
        "SR",
        "LP29693-6",
        "LP7839-6",
        "laboratory",
    ];
    if any(&it.category, &imaging) {
        return "imaging";
    }
    if any(&it.category, &lab) {
        return "lab";
    }
    "other"
}

/// Value set diagnostic-report-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "final" | "amended" | "corrected" | "appended" => "completed",
        "registered" | "partial" | "preliminary" | "modified" => "in_progress",
        "cancelled" => "not_done",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
