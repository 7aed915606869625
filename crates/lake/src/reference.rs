//! The catalogues of `rules` as tables, so that SQL and Rust can't differ in what a code means.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, StringArray};
use arrow::record_batch::RecordBatch;

use crate::error::Result;
use crate::exclusion::batch;

/// The catalogues: name, what one row is, rows.
pub(crate) fn catalogues() -> Result<[(&'static str, &'static str, RecordBatch); 5]> {
    Ok([
        (
            "carc",
            "One row per group code and claim adjustment reason code: class and category of the adjustment, labels in our own words.",
            carc()?,
        ),
        (
            "rarc",
            "One row per remark code that does something: what, and the category it gives to an umbrella code.",
            rarc()?,
        ),
        (
            "ack",
            "One row per code of an acknowledgment: claim status categories (list STC; of one letter: all others that begin so), answers to sets and groups (999) and to interchanges (TA1), and what came of the thing that was sent.",
            ack()?,
        ),
        (
            "plb",
            "One row per reason code of a provider level adjustment: what the money is for, in our own words. Which way it goes is told by its sign.",
            plb()?,
        ),
        (
            "holiday",
            "One row per federal holiday: a day on which banks are closed.",
            holiday()?,
        ),
    ])
}

fn text<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn carc() -> Result<RecordBatch> {
    let all = rules::adjustments();
    let category = all
        .iter()
        .map(|a| a.meaning.category.map(rules::Category::as_str));
    let flag = |of: fn(&rules::Adjustment) -> bool| {
        Arc::new(BooleanArray::from_iter(all.iter().map(|a| Some(of(a))))) as ArrayRef
    };
    batch(vec![
        ("group_code", text(all.iter().map(|a| a.group))),
        ("carc", text(all.iter().map(|a| a.carc.as_str()))),
        ("class", text(all.iter().map(|a| a.meaning.class.as_str()))),
        (
            "class_if_capitated",
            text(all.iter().map(|a| a.class_if_capitated.as_str())),
        ),
        ("category", Arc::new(StringArray::from_iter(category))),
        ("umbrella", flag(|a| a.umbrella)),
        ("duplicate", flag(|a| a.meaning.duplicate)),
        ("label", text(all.iter().map(|a| a.label.as_str()))),
        ("dept", text(all.iter().map(|a| a.dept.as_str()))),
        ("avoidable", text(all.iter().map(|a| a.avoidable.as_str()))),
        (
            "recoverable",
            text(all.iter().map(|a| a.recoverable.as_str())),
        ),
        (
            "first_action",
            text(all.iter().map(|a| a.first_action.as_str())),
        ),
        ("verified", text(all.iter().map(|a| a.verified.as_str()))),
    ])
}

fn rarc() -> Result<RecordBatch> {
    let all = rules::remarks();
    let category = all
        .iter()
        .map(|r| r.kind.category().map(rules::Category::as_str));
    batch(vec![
        ("rarc", text(all.iter().map(|r| r.rarc.as_str()))),
        ("kind", text(all.iter().map(|r| r.kind.as_str()))),
        ("category", Arc::new(StringArray::from_iter(category))),
        ("label", text(all.iter().map(|r| r.label.as_str()))),
        ("verified", text(all.iter().map(|r| r.verified.as_str()))),
    ])
}

fn ack() -> Result<RecordBatch> {
    let all = rules::acknowledgments();
    batch(vec![
        ("list", text(all.iter().map(|code| code.list.as_str()))),
        ("code", text(all.iter().map(|code| code.code.as_str()))),
        (
            "outcome",
            text(all.iter().map(|code| code.outcome.as_str())),
        ),
        ("label", text(all.iter().map(|code| code.label.as_str()))),
        (
            "verified",
            text(all.iter().map(|code| code.verified.as_str())),
        ),
    ])
}

fn holiday() -> Result<RecordBatch> {
    let days = rules::holidays().map(domain::date::days);
    batch(vec![("day", Arc::new(Date32Array::from_iter_values(days)))])
}

fn plb() -> Result<RecordBatch> {
    let all = rules::plb_reasons();
    batch(vec![
        ("code", text(all.iter().map(|reason| reason.code.as_str()))),
        ("kind", text(all.iter().map(|reason| reason.kind.as_str()))),
        (
            "label",
            text(all.iter().map(|reason| reason.label.as_str())),
        ),
        (
            "verified",
            text(all.iter().map(|reason| reason.verified.as_str())),
        ),
    ])
}
