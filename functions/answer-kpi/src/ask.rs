//! Questions to the lake.

use std::str::FromStr as _;

use aws::lambda::Failure;
use jiff::civil::Date;
use lake::{Kind, Session};
use pipeline::Context;
use serde_json::json;
use store::{Expect, key};

use crate::http::{Answer, Request};
use crate::{AnswerKpi, BYTES};

/// The parameters of a KPI.
const PARAMETERS: [&str; 5] = ["month", "from", "to", "by", "include_test"];

/// Notes who asked what, before anything is read: a question without a row of audit is not answered.
pub(crate) async fn note(
    context: &Context,
    request: &Request,
    asked: &str,
    statement: Option<&str>,
) -> Result<(), Failure> {
    let now = context.clock.now();
    let day = now.strftime("%Y-%m-%d").to_string();
    let key = key::audit(&day, &context.arrival());
    let body = json!({"at": now, "who": request.who, "asked": asked, "statement": statement});
    context.state.put(&key, body, Expect::Absent).await?;
    Ok(())
}

/// What there is to ask.
pub(crate) fn catalogue() -> Answer {
    let kpis: Vec<_> = kpi::catalogue()
        .iter()
        .map(|kpi| {
            json!({
                "kpi": kpi.id,
                "title": kpi.title,
                "purpose": kpi.purpose,
                "dimensions": kpi.dimensions,
            })
        })
        .collect();
    Answer::json(json!({"kpis": kpis}).to_string())
}

/// One KPI.
pub(crate) async fn kpi(of: &AnswerKpi, id: &str, request: &Request) -> Result<Answer, Failure> {
    let Ok(kpi) = kpi::find(id) else {
        return Ok(Answer::refused(
            404,
            "expected the number of a KPI, as K33, but found another",
        ));
    };
    let wanted = match wanted(request) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(Answer::refused(400, &why)),
    };
    let session = match session(of, request).await {
        Ok(session) => session,
        Err(error) => return Ok(failed(&error)),
    };
    match kpi::answer(&session, kpi, &wanted).await {
        Ok(answer) => Ok(Answer::json(json!(answer).to_string())),
        Err(kpi::Error::Request(why)) => Ok(Answer::refused(400, &why)),
        Err(kpi::Error::Lake(error)) => Ok(failed(&error)),
        Err(error) => Err(pipeline::Error::tables(error).into()),
    }
}

fn wanted(request: &Request) -> Result<kpi::Request, String> {
    if request.other_than(&PARAMETERS) {
        let known = PARAMETERS.join(", ");
        return Err(format!(
            "expected parameters among {known}, but found another"
        ));
    }
    let day = |name: &str| match request.parameter(name) {
        Some(text) => Date::from_str(text)
            .map(Some)
            .map_err(|_| format!("expected {name} as CCYY-MM-DD, but found another text")),
        None => Ok(None),
    };
    let (from, to) = match (request.parameter("month"), day("from")?, day("to")?) {
        (Some(month), None, None) => kpi::month(month).map_err(|error| error.to_string())?,
        (None, Some(from), Some(to)) => (from, to),
        _ => return Err("expected month, or from and to, but found neither or both".to_owned()),
    };
    let by = request.parameter("by").unwrap_or_default().split(',');
    Ok(kpi::Request {
        from,
        to,
        by: by.filter(|by| !by.is_empty()).map(str::to_owned).collect(),
    })
}

/// Rows of a statement.
pub(crate) async fn sql(
    of: &AnswerKpi,
    statement: &str,
    request: &Request,
) -> Result<Answer, Failure> {
    let rows = async {
        let session = session(of, request).await?;
        session.sql(statement).await?.collect().await
    };
    let batches = match rows.await {
        Ok(batches) => batches,
        Err(error) => return Ok(failed(&error)),
    };
    match lake::json(&batches)
        .ok()
        .and_then(|rows| String::from_utf8(rows).ok())
    {
        Some(body) if body.len() <= BYTES => Ok(Answer::json(body)),
        Some(_) => Ok(Answer::refused(
            413,
            "expected an answer of at most 4 MB of JSON, but found a larger one",
        )),
        None => Ok(Answer::refused(
            400,
            "expected columns that JSON can hold, but found others",
        )),
    }
}

async fn session(of: &AnswerKpi, request: &Request) -> lake::Result<Session> {
    let options = lake::Options {
        include_test: request.parameter("include_test") == Some("true"),
        ..of.options.clone()
    };
    Session::at_head(&of.context, &of.warehouse, &options).await
}

/// Why the lake did not answer, to who asked: what is wrong with a statement repeats it, so that the log
/// hears only of which kind it was.
fn failed(error: &lake::Error) -> Answer {
    let status = match error.kind() {
        Kind::Statement => 400,
        Kind::Limit => 413,
        Kind::Storage | Kind::Damaged => {
            tracing::error!(error = aws::lambda::chain(error), "no answer");
            503
        }
    };
    Answer::refused(status, &error.to_string())
}
