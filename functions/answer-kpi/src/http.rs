//! Requests and answers of an HTTP API (payload format 2.0), whose authorizer has checked the token.

use std::collections::BTreeSet;

use aws::lambda::Failure;
use aws_lambda_events::event::apigw::ApiGatewayV2httpRequest;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

/// Bytes of a statement: an item of the audit holds it.
const STATEMENT: usize = 64 << 10;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Catalogue,
    Kpi(String),
    Sql,
    Unknown,
}

impl Route {
    /// As the log names it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Route::Catalogue => "GET /kpi",
            Route::Kpi(_) => "GET /kpi/{id}",
            Route::Sql => "POST /sql",
            Route::Unknown => "another",
        }
    }
}

/// A request of somebody who is known.
pub(crate) struct Request {
    pub(crate) route: Route,
    /// Who: the token's subject.
    pub(crate) who: String,
    pub(crate) groups: BTreeSet<String>,
    query: Vec<(String, String)>,
    body: String,
    base64: bool,
}

impl Request {
    /// A parameter; given twice, the values stand in it with a comma between.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The names of parameters that are none of these.
    pub(crate) fn other_than(&self, known: &[&str]) -> bool {
        self.query
            .iter()
            .any(|(name, _)| !known.contains(&name.as_str()))
    }
}

/// The request of an event.
pub(crate) fn request(event: Value, groups_claim: &str) -> Result<Request, Failure> {
    let other = Failure::Event("a request of an HTTP API, payload 2.0");
    let event: ApiGatewayV2httpRequest = serde_json::from_value(event).map_err(|_| other)?;
    let context = event.request_context;
    let claims = context
        .authorizer
        .and_then(|by| by.jwt)
        .map(|jwt| jwt.claims);
    let claims = claims.unwrap_or_default();
    let claim = |name: &str| claims.get(name).cloned();
    let path = event.raw_path.unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let route = match (context.http.method.as_str(), parts.as_slice()) {
        ("GET", ["kpi"]) => Route::Catalogue,
        ("GET", ["kpi", id]) => Route::Kpi((*id).to_owned()),
        ("POST", ["sql"]) => Route::Sql,
        _ => Route::Unknown,
    };
    let query = event.query_string_parameters.iter();
    Ok(Request {
        route,
        who: claim("sub")
            .or_else(|| claim("client_id"))
            .unwrap_or_default(),
        groups: claim(groups_claim)
            .map(|groups| listed(&groups))
            .unwrap_or_default(),
        query: query
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: event.body.unwrap_or_default(),
        base64: event.is_base64_encoded,
    })
}

/// API Gateway makes a text of a claim that is a list: `[phi coder]`. What is no list has commas, if anything.
fn listed(text: &str) -> BTreeSet<String> {
    let is_list = text.starts_with('[');
    let between = |c: char| c == ',' || (is_list && c == ' ');
    let name = |part: &str| part.trim().trim_matches(['[', ']', '"']).to_owned();
    let names = text.split(between).map(name);
    names.filter(|name| !name.is_empty()).collect()
}

/// The statement of a request's body.
pub(crate) fn statement(request: &Request) -> Result<String, Answer> {
    #[derive(Deserialize)]
    struct Body {
        sql: String,
    }
    let bytes = match request.base64 {
        true => BASE64_STANDARD.decode(&request.body).unwrap_or_default(),
        false => request.body.clone().into_bytes(),
    };
    let body: Body = serde_json::from_slice(&bytes).map_err(|_| {
        Answer::refused(
            400,
            "expected a body {\"sql\": \"select …\"}, but found another",
        )
    })?;
    match body.sql.len() {
        0..=STATEMENT => Ok(body.sql),
        _ => Err(Answer::refused(
            413,
            "expected a statement of at most 65536 bytes, but found a longer one",
        )),
    }
}

/// What is answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    body: String,
}

impl Answer {
    /// What was asked for, as JSON.
    pub(crate) fn json(body: String) -> Answer {
        Answer { status: 200, body }
    }

    /// Why it is not answered.
    pub(crate) fn refused(status: u16, why: &str) -> Answer {
        let body = json!({"error": why}).to_string();
        Answer { status, body }
    }

    /// As API Gateway takes it. Nobody on the way keeps what may be content.
    pub(crate) fn into_event(self) -> Value {
        json!({
            "statusCode": self.status,
            "headers": {
                "content-type": "application/json",
                "cache-control": "no-store",
                "x-content-type-options": "nosniff",
            },
            "body": self.body,
            "isBase64Encoded": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_however_they_are_written() {
        for text in [
            "[phi coder]",
            "phi,coder",
            "[\"phi\",\"coder\"]",
            "coder, phi",
        ] {
            let groups = listed(text);
            assert_eq!(
                groups,
                BTreeSet::from(["coder".to_owned(), "phi".to_owned()]),
                "{text}"
            );
        }
        assert!(listed("[]").is_empty() && listed("").is_empty());
        assert!(!listed("[physician]").contains("phi"));
        assert!(!listed("phi training,coder").contains("phi"));
    }

    fn event(method: &str, path: &str) -> Value {
        json!({
            "version": "2.0",
            "rawPath": path,
            "rawQueryString": "",
            "headers": {},
            "queryStringParameters": {"by": "payer,month", "month": "2026-03"},
            "requestContext": {
                "http": {"method": method, "path": path},
                "authorizer": {"jwt": {"claims": {"sub": "u-1", "cognito:groups": "[phi]"}, "scopes": null}},
            },
            "isBase64Encoded": false,
        })
    }

    #[test]
    fn requests_name_their_route_and_who_asks() {
        let route = |method, path| {
            request(event(method, path), "cognito:groups")
                .unwrap()
                .route
        };
        assert_eq!(route("GET", "/kpi"), Route::Catalogue);
        assert_eq!(route("GET", "/kpi/"), Route::Catalogue);
        assert_eq!(route("GET", "/kpi/K33"), Route::Kpi("K33".to_owned()));
        assert_eq!(route("POST", "/sql"), Route::Sql);
        for (method, path) in [
            ("GET", "/sql"),
            ("POST", "/kpi"),
            ("GET", "/kpi/a/b"),
            ("GET", "/"),
        ] {
            assert_eq!(route(method, path), Route::Unknown, "{method} {path}");
        }
        let asked = request(event("GET", "/kpi/K33"), "cognito:groups").unwrap();
        assert_eq!(asked.who, "u-1");
        assert!(asked.groups.contains("phi"));
        assert_eq!(asked.parameter("month"), Some("2026-03"));
        assert!(asked.other_than(&["month"]) && !asked.other_than(&["month", "by"]));
        assert!(request(json!({"Records": []}), "cognito:groups").is_err());
    }

    #[test]
    fn a_statement_stands_in_the_body() {
        let mut asked = request(event("POST", "/sql"), "cognito:groups").unwrap();
        assert_eq!(statement(&asked).unwrap_err().status, 400);
        asked.body = json!({"sql": "select 1"}).to_string();
        assert_eq!(statement(&asked).unwrap(), "select 1");
        asked.body = BASE64_STANDARD.encode(&asked.body);
        asked.base64 = true;
        assert_eq!(statement(&asked).unwrap(), "select 1");
        asked.base64 = false;
        asked.body = json!({"sql": "x".repeat(STATEMENT + 1)}).to_string();
        assert_eq!(statement(&asked).unwrap_err().status, 413);
    }
}
