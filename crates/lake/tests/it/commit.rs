//! The Delta logs: each batch once, whoever commits it and how often; parts that can't be taken.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use domain::Cents;
use lake::{DeltaLogs, Options, Session, Warehouse};
use pipeline::{Head, LocalParts, Removed};
use tables::{Origin, Part, RemitClaim, UnitOrigin, Writers};

use crate::rows::lines;

/// A folder of tables, and its logs.
pub(crate) struct Home {
    pub folder: tempfile::TempDir,
    pub warehouse: Warehouse,
    pub logs: DeltaLogs,
}

impl Home {
    pub(crate) fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        let warehouse = Warehouse::folder(folder.path()).unwrap();
        let logs = DeltaLogs::new(warehouse.clone());
        Home {
            folder,
            warehouse,
            logs,
        }
    }

    /// One part of `remit_claim` for each file: its number, its generation, and how many claims.
    pub(crate) fn part(&self, file: u64, generation: i32, claims: u32) -> Part {
        let files = Arc::new(LocalParts::new(self.folder.path()));
        let file_id = file_id(file);
        let short = &file_id[..24];
        let mut writers = Writers::new(files, format!("{short}-{generation}-1"));
        for ordinal in 1..=claims {
            let unit_id = format!("{short}-{generation}-{ordinal:06}");
            let key = format!("doc{file}-{ordinal:06}");
            let unit = UnitOrigin {
                source_system: "clinic",
                file_id: &file_id,
                unit_id: Some(&unit_id),
                doc_id: Some(&key),
                generation,
                is_test: ordinal % 5 == 0,
                ..UnitOrigin::default()
            };
            let row = RemitClaim {
                origin: Origin {
                    unit: &unit,
                    record: 3,
                    byte: 200,
                    incomplete: false,
                },
                clp_ordinal: 1,
                paid_amount: Cents(i64::from(ordinal) * 100),
                claim_status_code: "1",
                patient_control_number: &key,
                ..RemitClaim::default()
            };
            writers.remit_claim().append(&row).unwrap();
        }
        writers.finish().unwrap().remove(0)
    }

    pub(crate) async fn ask(&self, head: &Head, sql: &str) -> Vec<String> {
        let session = Session::open(&self.warehouse, head, &Options::default())
            .await
            .unwrap();
        lines(&session.sql(sql).await.unwrap().collect().await.unwrap())
    }
}

pub(crate) fn file_id(file: u64) -> String {
    format!("{file:064x}").chars().rev().collect()
}

fn log_files(folder: &Path, table: &str) -> usize {
    let log = std::fs::read_dir(folder.join(table).join("_delta_log")).unwrap();
    log.filter(|e| {
        e.as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|x| x == "json")
    })
    .count()
}

#[tokio::test]
async fn a_table_is_created_once_by_many_at_once() {
    let home = Home::new();
    let makers = (0..8).map(|_| {
        let logs = DeltaLogs::new(home.warehouse.clone());
        tokio::spawn(async move { logs.ensure().await.unwrap() })
    });
    for maker in makers.collect::<Vec<_>>() {
        let versions = maker.await.unwrap();
        assert!(versions.values().all(|version| *version == 0));
    }
    for meta in tables::ALL {
        assert_eq!(log_files(home.folder.path(), meta.name), 1, "{}", meta.name);
    }
}

#[tokio::test]
async fn tables_are_made_once_and_empty() {
    let home = Home::new();
    let versions = home.logs.ensure().await.unwrap();
    assert_eq!(versions.len(), tables::ALL.len());
    assert!(versions.values().all(|v| *v == 0));
    let again = DeltaLogs::new(home.warehouse.clone())
        .ensure()
        .await
        .unwrap();
    assert_eq!(again, versions);
    let head = Head { n: 0, versions };
    assert_eq!(
        home.ask(&head, "select count(*) from raw.remit_claim")
            .await,
        ["0"]
    );
    assert_eq!(
        home.ask(&head, "select count(*) from remit_claim").await,
        ["0"]
    );
}

#[tokio::test]
async fn a_batch_is_committed_once_however_often_and_by_whomever() {
    let home = Home::new();
    home.logs.ensure().await.unwrap();
    let other = DeltaLogs::new(home.warehouse.clone());
    let (one, two) = (home.part(1, 1, 3), home.part(2, 1, 4));
    let first = home
        .logs
        .commit("remit_claim", 1, std::slice::from_ref(&one), &[])
        .await
        .unwrap();
    assert_eq!(
        other
            .commit("remit_claim", 1, std::slice::from_ref(&one), &[])
            .await
            .unwrap(),
        first
    );
    // Two at once with the same plan.
    let adds = [two];
    let (a, b) = tokio::join!(
        home.logs.commit("remit_claim", 4, &adds, &[]),
        other.commit("remit_claim", 4, &adds, &[])
    );
    assert_eq!((a.unwrap(), b.unwrap()), (2, 2));
    assert_eq!(
        home.logs
            .commit("remit_claim", 1, std::slice::from_ref(&one), &[])
            .await
            .unwrap(),
        2
    );
    assert_eq!(log_files(home.folder.path(), "remit_claim"), 3);
    let versions = BTreeMap::from([("remit_claim".to_owned(), 2)]);
    let sums = "select count(*), sum(paid_amount) from raw.remit_claim";
    assert_eq!(home.ask(&Head { n: 4, versions }, sums).await, ["7 16.00"]);
    let old = BTreeMap::from([("remit_claim".to_owned(), 1)]);
    assert_eq!(
        home.ask(
            &Head {
                n: 1,
                versions: old
            },
            sums
        )
        .await,
        ["3 6.00"]
    );
}

fn removed(part: &Part) -> Removed {
    Removed {
        path: part.path.clone(),
        rows: part.rows,
        size: part.size,
        partition_values: part.partition_values.clone(),
        removed_ms: 5,
    }
}

#[tokio::test]
async fn what_a_fold_removes_goes_once_and_only_where_it_is() {
    let home = Home::new();
    home.logs.ensure().await.unwrap();
    let other = DeltaLogs::new(home.warehouse.clone());
    let (one, two, three) = (home.part(1, 1, 3), home.part(2, 1, 4), home.part(3, 1, 5));
    let adds = [one.clone(), two.clone()];
    home.logs
        .commit("remit_claim", 1, &adds, &[])
        .await
        .unwrap();
    // Two at once with the same plan: a fold of the first part, and a file beside it.
    let folded = Part {
        path: "tier=base/month=2026-03/fold-000000000001-x-000001.parquet".to_owned(),
        partition_values: BTreeMap::from([
            ("tier".to_owned(), Some("base".to_owned())),
            ("month".to_owned(), Some("2026-03".to_owned())),
        ]),
        ..one.clone()
    };
    let root = home.folder.path().join("remit_claim");
    std::fs::create_dir_all(root.join(&folded.path).parent().unwrap()).unwrap();
    std::fs::copy(root.join(&one.path), root.join(&folded.path)).unwrap();
    let (adds, removes) = ([folded.clone(), three], [removed(&one)]);
    let (a, b) = tokio::join!(
        home.logs.commit("remit_claim", 2, &adds, &removes),
        other.commit("remit_claim", 2, &adds, &removes)
    );
    assert_eq!((a.unwrap(), b.unwrap()), (2, 2));
    let again = DeltaLogs::new(home.warehouse.clone());
    let third = again.commit("remit_claim", 2, &adds, &removes).await;
    assert_eq!(third.unwrap(), 2);
    let head = |n: u64| Head {
        n,
        versions: BTreeMap::from([("remit_claim".to_owned(), n)]),
    };
    let sums =
        "select tier, count(*), sum(paid_amount) from raw.remit_claim group by tier order by tier";
    let found = home.ask(&head(2), sums).await;
    assert_eq!(found, ["base 3 6.00", "recent 9 25.00"]);
    assert_eq!(home.ask(&head(1), sums).await, ["recent 7 16.00"]);
    let log = std::fs::read_to_string(root.join("_delta_log/00000000000000000002.json")).unwrap();
    let changes: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("\"dataChange\":true"))
        .collect();
    assert_eq!(changes.len(), 1, "only the file's part brings rows: {log}");
    // What is not there is not removed a second time: a log would take it.
    for gone in [&one, &home.part(9, 1, 1)] {
        let refused = home
            .logs
            .commit("remit_claim", 3, &[], &[removed(gone)])
            .await;
        assert_eq!(refused.unwrap_err().kind(), lake::Kind::Damaged);
    }
    assert_eq!(log_files(home.folder.path(), "remit_claim"), 3);
    assert!(
        home.logs
            .holds("remit_claim", 2, &[&folded.path, &two.path])
            .await
            .unwrap()
    );
    assert!(
        !home
            .logs
            .holds("remit_claim", 2, &[&one.path])
            .await
            .unwrap()
    );
    assert!(
        home.logs
            .holds("remit_claim", 1, &[&one.path])
            .await
            .unwrap()
    );
    // A checkpoint keeps what is live, and nothing else.
    assert_eq!(
        home.logs.checkpoint(&head(2), 1).await.unwrap(),
        ["remit_claim"]
    );
    assert_eq!(home.ask(&head(2), sums).await, found);
}

#[tokio::test]
async fn checkpoints_follow_head_and_logs_are_never_deleted() {
    let home = Home::new();
    let mut versions = home.logs.ensure().await.unwrap();
    for n in 1..=45 {
        let part = home.part(n, 1, 1);
        let version = home
            .logs
            .commit("remit_claim", n, &[part], &[])
            .await
            .unwrap();
        versions.insert("remit_claim".to_owned(), version);
        home.logs
            .head_moved(&Head {
                n,
                versions: versions.clone(),
            })
            .await
            .unwrap();
    }
    let log = home.folder.path().join("remit_claim/_delta_log");
    let checkpoints = std::fs::read_dir(&log).unwrap().filter(|e| {
        e.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".checkpoint.parquet")
    });
    assert_eq!(checkpoints.count(), 2);
    assert_eq!(log_files(home.folder.path(), "remit_claim"), 46);
    // A process that starts now knows the batch from the checkpoint.
    let fresh = DeltaLogs::new(home.warehouse.clone());
    assert_eq!(fresh.commit("remit_claim", 45, &[], &[]).await.unwrap(), 45);
    let head = Head { n: 45, versions };
    assert_eq!(
        home.ask(&head, "select count(*) from raw.remit_claim")
            .await,
        ["45"]
    );
}

#[tokio::test]
async fn a_part_that_is_not_what_its_writer_said_is_refused_in_words() {
    let home = Home::new();
    home.logs.ensure().await.unwrap();
    let part = home.part(1, 1, 3);
    let said = async |part: &Part| home.logs.validate(part).await.unwrap();
    assert_eq!(said(&part).await, None);
    let lost = Part {
        path: part.path.replace("-1-1-", "-1-2-"),
        ..part.clone()
    };
    assert_eq!(
        said(&lost).await.unwrap(),
        "expected a part, but found no file"
    );
    let short = Part {
        size: part.size + 1,
        ..part.clone()
    };
    let (more, size) = (part.size + 1, part.size);
    assert_eq!(
        said(&short).await.unwrap(),
        format!("expected a part of {more} bytes, but found {size}")
    );
    let few = Part {
        rows: 4,
        ..part.clone()
    };
    assert_eq!(said(&few).await.unwrap(), "expected 4 rows, but found 3");
    let alien = Part {
        table: "nothing".to_owned(),
        ..part.clone()
    };
    assert_eq!(
        said(&alien).await.unwrap(),
        "expected a table, but found nothing"
    );
    let from = home.folder.path().join("remit_claim").join(&part.path);
    let other = home.folder.path().join("remit_line").join(&part.path);
    std::fs::create_dir_all(other.parent().unwrap()).unwrap();
    std::fs::copy(&from, &other).unwrap();
    let moved = Part {
        table: "remit_line".to_owned(),
        ..part.clone()
    };
    assert!(said(&moved).await.unwrap().contains("columns, but found"));
    std::fs::write(&from, vec![0; usize::try_from(part.size).unwrap()]).unwrap();
    assert_eq!(
        said(&part).await.unwrap(),
        "expected a Parquet footer, but found none"
    );
}
