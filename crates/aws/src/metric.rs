//! Numbers that alarms are made of. They are told as events of `tracing` and become metrics where somebody
//! listens: in a function as log lines in CloudWatch's embedded format, on a laptop not at all.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;

use serde_json::{Value, json};
use store::{Clock as _, SystemClock};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// The target of events that are metrics.
pub(crate) const TARGET: &str = "metric";

/// So many of something happened.
pub fn count(name: &'static str, n: u64) {
    tracing::info!(target: TARGET, name, value = n, unit = "Count");
}

/// Something took, or waited, so many seconds.
pub fn seconds(name: &'static str, n: u64) {
    tracing::info!(target: TARGET, name, value = n, unit = "Seconds");
}

/// Writes metrics to standard output as CloudWatch reads them.
pub(crate) struct Metrics {
    pub(crate) stack: String,
}

impl<S: Subscriber> Layer<S> for Metrics {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != TARGET {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        let line = embedded(&self.stack, SystemClock.now().as_millisecond(), &fields.0);
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>
fn embedded(stack: &str, at_ms: i64, fields: &BTreeMap<&'static str, Value>) -> Value {
    let name = fields
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    json!({
        "_aws": {
            "Timestamp": at_ms,
            "CloudWatchMetrics": [{
                "Namespace": "claimlake",
                "Dimensions": [["Stack"]],
                "Metrics": [{"Name": name, "Unit": fields.get("unit")}],
            }],
        },
        "Stack": stack,
        name: fields.get("value"),
    })
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_a_line_in_the_embedded_format() {
        let fields = BTreeMap::from([
            ("name", json!("Quarantined")),
            ("unit", json!("Count")),
            ("value", json!(2)),
        ]);
        assert_eq!(
            embedded("main", 1_700_000_000_000, &fields),
            json!({
                "_aws": {
                    "Timestamp": 1_700_000_000_000_i64,
                    "CloudWatchMetrics": [{
                        "Namespace": "claimlake",
                        "Dimensions": [["Stack"]],
                        "Metrics": [{"Name": "Quarantined", "Unit": "Count"}],
                    }],
                },
                "Stack": "main",
                "Quarantined": 2,
            })
        );
    }
}
