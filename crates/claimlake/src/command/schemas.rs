//! The JSON Schemas of every `--json`, from the types that are printed. Hidden: docs/json/ holds them.

use anyhow::Result;
use schemars::schema_for;
use serde_json::json;

use crate::answer::{
    Changed, Checked, ClaimLife, DenialChanged, DenialList, DenialShown, Dropped, FileList,
    FileShown, KpiList, LinksDecided, LowBalanceList, Maintained, Mirrored, PostingList,
    PostingModeShown, PostingsWritten, QueueList, RejectList, Sent, Swept, TableList,
};
use crate::command::ack::Acknowledged;
use crate::command::deadline::DenialReminded;
use crate::command::demo::Told;
use crate::command::show::Shown;
use crate::screen::Screen;

pub(crate) fn run(screen: &Screen) -> Result<()> {
    let rows = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "SqlRows",
        "description": "`claimlake sql --json`: one object a row, its keys the columns. Decimals are numbers written with all their digits; a null column is null.",
        "type": "array",
        "items": { "type": "object" }
    });
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let day = json!({ "type": "string", "format": "date" });
    let answer = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer",
        "description": "`claimlake kpi K33 --json`. Numerators and denominators are exact decimals in text; value is their quotient rounded to six places, null where the denominator is 0. Of a measure in days the numerator is their sum, the denominator how many things took them, and value the median. `to` is exclusive.",
        "type": "object",
        "additionalProperties": false,
        "required": ["kpi", "from", "to", "data_through", "left_out", "rows"],
        "properties": {
            "kpi": text,
            "from": day,
            "to": day,
            "data_through": { "type": "object", "additionalProperties": maybe, "description": "Greatest business date by feed." },
            "left_out": { "type": "object", "additionalProperties": { "type": "integer" }, "description": "What is in neither numerator nor denominator, by reason." },
            "rows": { "type": "array", "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["dimensions", "measure", "numerator", "denominator", "value", "basis"],
                "properties": {
                    "dimensions": { "type": "object", "additionalProperties": maybe },
                    "measure": text,
                    "numerator": text,
                    "denominator": text,
                    "value": maybe,
                    "basis": { "enum": ["measured", "estimated", "config"] }
                }
            } }
        }
    });
    Ok(screen.json(&json!({
        "ack": schema_for!(Acknowledged),
        "check": schema_for!(Checked),
        "claim": schema_for!(ClaimLife),
        "demo": schema_for!(Told),
        "denials": schema_for!(DenialList),
        "denials-change": schema_for!(DenialChanged),
        "denials-low-balances": schema_for!(LowBalanceList),
        "denials-remind": schema_for!(DenialReminded),
        "denials-show": schema_for!(DenialShown),
        "drop": schema_for!(Dropped),
        "files": schema_for!(FileList),
        "files-change": schema_for!(Changed),
        "files-show": schema_for!(FileShown),
        "kpi": answer,
        "kpi-list": schema_for!(KpiList),
        "maintain": schema_for!(Maintained),
        "mirror": schema_for!(Mirrored),
        "postings": schema_for!(PostingList),
        "postings-mode": schema_for!(PostingModeShown),
        "postings-written": schema_for!(PostingsWritten),
        "queue": schema_for!(QueueList),
        "rejects": schema_for!(RejectList),
        "show": schema_for!(Shown),
        "sql": rows,
        "unmatched-decided": schema_for!(LinksDecided),
        "send": schema_for!(Sent),
        "sweep": schema_for!(Swept),
        "tables": schema_for!(TableList),
    }))?)
}
