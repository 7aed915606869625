//! Sessions: what counts, why the rest does not, and what a statement may do.

use std::collections::BTreeMap;
use std::sync::Arc;

use lake::{Kind, Options, Session};
use pipeline::{Head, LocalParts};
use tables::{ExcludedUnit, Part, Writers};

use crate::commit::{Home, file_id};
use crate::rows::{flags, lines, table, text};

impl Home {
    /// A part of `excluded_unit`: scope, unit's ordinal, file, generation, reason, active.
    fn log(&self, batch: i64, entries: &[(&str, u32, u64, i32, &str, bool)]) -> Part {
        let files = Arc::new(LocalParts::new(self.folder.path()));
        let mut writers = Writers::new(files, format!("batch-{batch}"));
        for (scope, ordinal, file, generation, reason, active) in entries {
            let file_id = file_id(*file);
            let unit = format!("{}-{generation}-{ordinal:06}", &file_id[..24]);
            let row = ExcludedUnit {
                batch,
                scope,
                unit_id: (*scope == "unit").then_some(unit.as_str()),
                file_id: &file_id,
                generation: *generation,
                reason,
                active: *active,
                since: 1,
            };
            writers.excluded_unit().append(&row).unwrap();
        }
        writers.finish().unwrap().remove(0)
    }
}

fn head(n: u64, claims: u64, log: u64) -> Head {
    let versions = [("remit_claim", claims), ("excluded_unit", log)];
    Head {
        n,
        versions: versions.map(|(t, v)| (t.to_owned(), v)).into(),
    }
}

#[tokio::test]
async fn what_is_excluded_is_shown_raw_with_its_reason_only() {
    let home = Home::new();
    home.logs.ensure().await.unwrap();
    // File 1: four claims; file 2 was replayed; file 3 has a test claim, its fifth.
    let parts = [
        home.part(1, 1, 4),
        home.part(2, 1, 2),
        home.part(2, 2, 2),
        home.part(3, 1, 5),
    ];
    home.logs
        .commit("remit_claim", 1, &parts, &[])
        .await
        .unwrap();
    let excluded = [
        ("unit", 2, 1, 1, "duplicate", true),
        ("file", 0, 2, 1, "replayed", true),
    ];
    home.logs
        .commit("excluded_unit", 1, &[home.log(1, &excluded)], &[])
        .await
        .unwrap();
    let ended = [
        ("unit", 2, 1, 1, "duplicate", false),
        ("unit", 3, 1, 1, "held", true),
    ];
    home.logs
        .commit("excluded_unit", 2, &[home.log(2, &ended)], &[])
        .await
        .unwrap();

    let raw =
        "select tier, excluded, count(*) from raw.remit_claim group by 1, 2 order by 2 nulls first";
    assert_eq!(home.ask(&head(0, 1, 0), raw).await, ["recent - 13"]);
    assert_eq!(
        home.ask(&head(1, 1, 1), raw).await,
        ["recent - 10", "recent duplicate 1", "recent replayed 2"]
    );
    assert_eq!(
        home.ask(&head(2, 1, 2), raw).await,
        ["recent - 10", "recent held 1", "recent replayed 2"]
    );
    let plain = "select count(*), sum(paid_amount) from remit_claim";
    assert_eq!(home.ask(&head(1, 1, 1), plain).await, ["9 21.00"]);
    let left = "select doc_id from remit_claim where doc_id like 'doc1-%' order by 1";
    assert_eq!(
        home.ask(&head(2, 1, 2), left).await,
        ["doc1-000001", "doc1-000002", "doc1-000004"]
    );
    assert_eq!(
        home.ask(
            &head(2, 1, 2),
            "select scope, reason, generation from excluded_unit order by 1"
        )
        .await,
        ["file replayed 1", "unit held 1"]
    );
    let options = Options {
        include_test: true,
        ..Options::default()
    };
    let session = Session::open(&home.warehouse, &head(2, 1, 2), &options)
        .await
        .unwrap();
    let found = session
        .sql("select count(*) from remit_claim")
        .await
        .unwrap()
        .collect()
        .await;
    assert_eq!(lines(&found.unwrap()), ["10"]);
}

#[tokio::test]
async fn filters_on_partition_columns_and_nulls_find_their_rows() {
    let home = Home::new();
    home.logs.ensure().await.unwrap();
    home.logs
        .commit("remit_claim", 1, &[home.part(1, 1, 4)], &[])
        .await
        .unwrap();
    let head = head(1, 1, 0);
    let count = async |filter: &str| {
        let sql = format!("select count(*) from raw.remit_claim where {filter}");
        home.ask(&head, &sql).await
    };
    assert_eq!(count("tier = 'recent'").await, ["4"]);
    assert_eq!(count("tier = 'base'").await, ["0"]);
    assert_eq!(count("check_date is null").await, ["4"]);
    assert_eq!(count("paid_amount > 3.00").await, ["1"]);
    assert_eq!(count("doc_id = 'doc1-000003'").await, ["1"]);
    assert_eq!(count("doc_id = 'doc9-000003'").await, ["0"]);
    assert_eq!(
        home.ask(
            &head,
            "select min(paid_amount), max(paid_amount) from raw.remit_claim"
        )
        .await,
        ["1.00 4.00"]
    );
}

async fn empty(options: &Options) -> Session {
    let home = Home::new();
    let head = Head {
        n: 0,
        versions: BTreeMap::new(),
    };
    Session::open(&home.warehouse, &head, options)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_statement_reads_and_nothing_else() {
    let session = empty(&Options::default()).await;
    for text in [
        "select 1",
        "with a as (select 1 as b) select b from a;",
        "explain select count(*) from remit_claim",
        "show tables",
        "describe remit_claim",
        "show columns from raw.remit_claim",
    ] {
        let answer = session
            .sql(text)
            .await
            .unwrap_or_else(|e| panic!("{text}: {e}"));
        answer
            .collect()
            .await
            .unwrap_or_else(|e| panic!("{text}: {e}"));
    }
    for text in [
        "",
        "select 1; select 2",
        "copy (select 1) to '/tmp/x.csv'",
        "create table x as select 1",
        "create external table x stored as csv location '/etc/passwd'",
        "create view x as select 1",
        "insert into remit_claim select * from remit_claim",
        "drop view remit_claim",
        "set datafusion.execution.target_partitions = 64",
        "explain analyze insert into remit_claim select * from remit_claim",
        "explain copy (select 1) to '/tmp/x.csv'",
        "select 1 into x",
        "select * from '/etc/passwd'",
        "select * from read_csv('/etc/passwd')",
        "select * from live.remit_claim",
        "prepare x as select 1",
        "delete from remit_claim",
        "selec 1",
    ] {
        let said = match session.sql(text).await {
            Err(error) => error,
            Ok(answer) => answer.collect().await.expect_err(text),
        };
        assert_eq!(said.kind(), Kind::Statement, "{text}: {said}");
    }
}

#[tokio::test]
async fn what_goes_wrong_with_a_value_is_told_without_the_value() {
    let name = table(
        "remit_claim",
        vec![
            ("patient_last_name", text(["ROE"])),
            ("is_test", flags([false])),
        ],
    );
    let options = Options::default();
    let session = Session::in_memory(vec![name], &options).await.unwrap();
    for text in [
        "select cast(patient_last_name as int) from raw.remit_claim",
        "select cast(patient_last_name as date) from raw.remit_claim",
        "select 1 / (length(patient_last_name) - 3) from raw.remit_claim",
    ] {
        let said = match session.sql(text).await {
            Err(error) => error,
            Ok(answer) => answer.collect().await.expect_err(text),
        };
        assert_eq!(said.kind(), Kind::Statement, "{text}: {said}");
        assert!(said.to_string().starts_with("expected "), "{said}");
        assert!(!said.to_string().contains("ROE"), "{said}");
    }
}

#[tokio::test]
async fn an_answer_is_bounded_in_bytes() {
    let session = empty(&Options {
        bytes: 10_000,
        ..Options::default()
    })
    .await;
    for (times, fits) in [(1_000, true), (4_000, false)] {
        let sql = format!("select repeat('x', {times}) from generate_series(1, 5)");
        let found = session.sql(&sql).await.unwrap().collect().await;
        assert_eq!(found.is_ok(), fits, "{times}");
        if let Err(error) = found {
            assert_eq!(error.kind(), Kind::Limit);
        }
    }
}

#[tokio::test]
async fn rows_time_and_memory_are_bounded_aloud() {
    let few = empty(&Options {
        rows: 10,
        ..Options::default()
    })
    .await;
    let many = few
        .sql("select * from generate_series(1, 11)")
        .await
        .unwrap()
        .collect()
        .await;
    assert_eq!(
        many.unwrap_err().to_string(),
        "expected at most 10 rows, but found more"
    );
    let enough = few
        .sql("select * from generate_series(1, 10)")
        .await
        .unwrap()
        .collect()
        .await;
    assert_eq!(lines(&enough.unwrap()).len(), 10);
    let hasty = empty(&Options {
        time: std::time::Duration::from_millis(1),
        ..Options::default()
    })
    .await;
    let long = "select count(*) from generate_series(1, 30000000) a join generate_series(1, 30000000) b on a.value % 1000 = b.value % 7";
    let said = hasty.sql(long).await.unwrap().collect().await.unwrap_err();
    assert_eq!(said.kind(), Kind::Limit);
    let small = empty(&Options {
        memory: 1 << 20,
        ..Options::default()
    })
    .await;
    let sorted = "select value from generate_series(1, 3000000) order by value % 977";
    let said = small
        .sql(sorted)
        .await
        .unwrap()
        .collect()
        .await
        .unwrap_err();
    assert_eq!(said.kind(), Kind::Limit, "{said}");
}

#[tokio::test]
async fn every_stored_column_is_in_its_view() {
    let session = empty(&Options::default()).await;
    for meta in tables::ALL {
        if meta.name == "excluded_unit" {
            continue;
        }
        for schema in ["", "raw."] {
            let answer = session
                .sql(&format!("select * from {schema}{}", meta.name))
                .await
                .unwrap();
            for field in meta.schema().fields() {
                assert!(
                    answer.schema.column_with_name(field.name()).is_some(),
                    "{schema}{} lacks {}",
                    meta.name,
                    field.name()
                );
            }
        }
    }
}
