//! Every KPI plans on an empty lake, reads what it says it reads, and orders its rows totally.

use std::collections::BTreeSet;

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::DataFrame;
use datafusion::scalar::ScalarValue;
use lake::{Keeps, Options, Session};

async fn session(keeps: Keeps) -> Session {
    let options = Options {
        keeps,
        ..Options::default()
    };
    Session::in_memory(vec![], &options).await.unwrap()
}

async fn plan(session: &Session, sql: &str) -> DataFrame {
    let day = |n| ScalarValue::Date32(Some(n));
    session
        .query(sql, vec![("from", day(0)), ("to", day(1))])
        .await
        .unwrap()
}

fn scanned(plan: &LogicalPlan) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            found.insert(scan.table_name.table().to_owned());
        }
        Ok(TreeNodeRecursion::Continue)
    })
    .unwrap();
    found
}

#[tokio::test]
async fn reads_are_the_tables_that_the_plan_scans() {
    // What is answered when it is planned is not in the plan any more.
    let session = session(Keeps::Nothing).await;
    for kpi in kpi::catalogue() {
        let frame = plan(&session, kpi.sql).await;
        let plan = frame.into_optimized_plan().unwrap();
        let reads: BTreeSet<String> = kpi.reads.iter().cloned().collect();
        assert_eq!(scanned(&plan), reads, "{}", kpi.id);
    }
}

#[tokio::test]
async fn rows_are_ordered_by_everything_that_tells_them_apart() {
    let session = session(Keeps::All).await;
    for kpi in kpi::catalogue() {
        let frame = plan(&session, kpi.sql).await;
        let (_, order) = kpi.sql.rsplit_once("order by").unwrap();
        let ordered: BTreeSet<&str> = order
            .split(',')
            .map(|c| c.trim().rsplit('.').next().unwrap())
            .collect();
        let mut expected: BTreeSet<&str> = kpi.dimensions.iter().map(String::as_str).collect();
        expected.extend(kpi.always.iter().map(String::as_str));
        expected.insert("measure");
        assert_eq!(ordered, expected, "{}", kpi.id);
        let columns: BTreeSet<&str> = frame
            .schema()
            .fields()
            .iter()
            .map(|f| f.name().as_str())
            .collect();
        expected.extend(["numerator", "denominator", "basis"]);
        assert_eq!(columns, expected, "{}", kpi.id);
    }
}

#[test]
fn sql_is_written_the_same_way_everywhere() {
    for kpi in kpi::catalogue() {
        assert!(
            !kpi.sql.contains("select *"),
            "{}: every column is named",
            kpi.id
        );
        for keyword in ["SELECT", "FROM", "WHERE", "GROUP BY", "JOIN"] {
            assert!(
                !kpi.sql.contains(keyword),
                "{}: keywords are lower-case",
                kpi.id
            );
        }
    }
}
