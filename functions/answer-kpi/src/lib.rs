//! `answer-kpi`: KPIs and SQL over HTTP, for whoever the API's authorizer let in.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /kpi` | the catalogue |
//! | `GET /kpi/{id}?month=2026-03&by=payer` | one KPI, over a month or `from` and `to`; the shape of docs/json/kpi.json |
//! | `POST /sql` with `{"sql": "select …"}` | the rows, as an array of objects; for members of one group only |
//!
//! Every question leaves a row of audit before anything is read. What is asked and answered is content: the
//! log names the route, the status and how long it took.

mod ask;
mod http;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aws::lambda::{Failure, Handler};
use aws::{Account, Environment};
use jiff::Timestamp;
use pipeline::Context;
use serde_json::Value;

use crate::http::{Answer, Request, Route};

/// Rows that one answer holds, and bytes: Lambda answers with at most six megabytes.
const ROWS: u64 = 50_000;
const BYTES: usize = 4 << 20;

/// API Gateway waits for thirty seconds.
const TIME: Duration = Duration::from_secs(25);

/// What this function alone is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whose members may ask in SQL: it shows columns with PHI.
    pub sql_group: String,
    /// The claim that names a person's groups.
    pub groups_claim: String,
    /// Bytes that a question may hold.
    pub memory: usize,
}

impl Settings {
    /// Reads them.
    pub fn read(env: &mut Environment<'_>) -> Settings {
        let megabytes = env.number("CLAIMLAKE_MEMORY_MB", (64, 10_240), 1_024);
        let named = |value: Option<String>, usual: &str| value.unwrap_or_else(|| usual.to_owned());
        Settings {
            sql_group: named(env.optional("CLAIMLAKE_SQL_GROUP"), "phi"),
            groups_claim: named(env.optional("CLAIMLAKE_GROUPS_CLAIM"), "cognito:groups"),
            memory: usize::try_from(megabytes << 20).unwrap_or(usize::MAX),
        }
    }
}

/// The handler.
#[derive(Debug)]
pub struct AnswerKpi {
    context: Context,
    warehouse: lake::Warehouse,
    options: lake::Options,
    settings: Settings,
}

impl AnswerKpi {
    /// The handler of a stack.
    ///
    /// # Errors
    /// The warehouse can't be named.
    pub fn new(account: &Account, settings: Settings) -> aws::Result<AnswerKpi> {
        let warehouse = lake::Warehouse::stored(account.warehouse(), &account.tables());
        let warehouse = warehouse.map_err(|_| aws::Error::Missing("an address of the tables"))?;
        let logs = Arc::new(lake::DeltaLogs::new(warehouse.clone()));
        // The one place of a function that may be written to; it is encrypted, and gone with it.
        let spill = Some(PathBuf::from("/tmp"));
        Ok(AnswerKpi::over(
            account.context(logs),
            warehouse,
            settings,
            spill,
        ))
    }

    /// The handler over whatever holds the tables.
    #[must_use]
    pub fn over(
        context: Context,
        warehouse: lake::Warehouse,
        settings: Settings,
        spill: Option<PathBuf>,
    ) -> AnswerKpi {
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let options = lake::Options {
            threads,
            memory: settings.memory,
            rows: ROWS,
            bytes: BYTES,
            time: TIME,
            spill,
            ..lake::Options::default()
        };
        AnswerKpi {
            context,
            warehouse,
            options,
            settings,
        }
    }

    async fn answer(&self, request: &Request) -> Result<Answer, Failure> {
        if request.who.is_empty() {
            // The authorizer lets nobody in without; this function does not count on it.
            return Ok(Answer::refused(
                401,
                "expected a token that says who asks, but found none",
            ));
        }
        match &request.route {
            Route::Catalogue => Ok(ask::catalogue()),
            Route::Kpi(id) => {
                ask::note(&self.context, request, id, None).await?;
                ask::kpi(self, id, request).await
            }
            Route::Sql if !request.groups.contains(&self.settings.sql_group) => {
                ask::note(&self.context, request, "sql refused", None).await?;
                let group = &self.settings.sql_group;
                Ok(Answer::refused(
                    403,
                    &format!(
                        "expected a member of the group {group} to ask in SQL, but found another"
                    ),
                ))
            }
            Route::Sql => match http::statement(request) {
                Ok(statement) => {
                    ask::note(&self.context, request, "sql", Some(&statement)).await?;
                    ask::sql(self, &statement, request).await
                }
                Err(refused) => Ok(refused),
            },
            Route::Unknown => Ok(Answer::refused(
                404,
                "expected GET /kpi, GET /kpi/{id} or POST /sql, but found another route",
            )),
        }
    }
}

impl Handler for AnswerKpi {
    async fn handle(&self, event: Value, _: Timestamp) -> Result<Value, Failure> {
        let request = http::request(event, &self.settings.groups_claim)?;
        let answer = match self.answer(&request).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(error = aws::lambda::chain(&error), "no answer");
                Answer::refused(
                    500,
                    "expected the tables to answer, but found an error; its time stands in the log",
                )
            }
        };
        let route = request.route.name();
        tracing::info!(route, status = answer.status, "answered");
        Ok(answer.into_event())
    }
}
