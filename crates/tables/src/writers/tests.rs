//! What is written is what is read, and its statistics are true.

use std::io;
use std::sync::Mutex;

use arrow::compute::concat_batches;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::sample::Seed;

type Files = Arc<Mutex<BTreeMap<(String, String), Vec<u8>>>>;

#[derive(Debug, Default, Clone)]
struct Memory(Files);

struct Open(Files, (String, String), Vec<u8>);

impl PartFiles for Memory {
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>> {
        let key = (table.to_owned(), path.to_owned());
        if self.0.lock().unwrap().contains_key(&key) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(Box::new(Open(Arc::clone(&self.0), key, Vec::new())))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.2.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.lock().unwrap().insert(self.1, self.2);
        Ok(())
    }
}

fn read(memory: &Memory, part: &Part) -> RecordBatch {
    let bytes = memory.0.lock().unwrap()[&(part.table.clone(), part.path.clone())].clone();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), part.size);
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap();
    let schema = builder.schema().clone();
    let batches: Vec<_> = builder.build().unwrap().map(Result::unwrap).collect();
    concat_batches(&schema, &batches).unwrap()
}

fn write(rows: usize, seed: u64) -> (Memory, Vec<Part>, BTreeMap<&'static str, RecordBatch>) {
    let memory = Memory::default();
    let mut writers = Writers::new(Arc::new(memory.clone()), "p".to_owned()).at(7);
    let (mut expected, mut seed) = (Expected::default(), Seed(seed | 1));
    for _ in 0..rows {
        sample_row(&mut writers, &mut expected, &mut seed).unwrap();
    }
    (memory, writers.finish().unwrap(), expected.finish())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_table_is_read_back_as_it_was_written(rows in 1usize..60, seed in any::<u64>()) {
        let (memory, parts, mut expected) = write(rows, seed);
        prop_assert_eq!(parts.len(), ALL.len());
        for part in parts {
            let expected = expected.remove(part.table.as_str()).unwrap();
            prop_assert_eq!(part.rows, u64::try_from(rows).unwrap());
            prop_assert_eq!(part.modified_ms, 7);
            let found = read(&memory, &part);
            for (field, found) in expected.schema().fields().iter().zip(found.columns()) {
                let name = (part.table.as_str(), field.name());
                prop_assert!(**found == *expected[field.name().as_str()], "{:?}", name);
            }
            prop_assert_eq!(found.num_columns(), expected.num_columns());
        }
    }
}

#[test]
fn parts_roll_at_their_size_and_lose_nothing() {
    let memory = Memory::default();
    let mut writers = Writers::new(Arc::new(memory.clone()), "p".to_owned()).rolling_at(1);
    let row = crate::ExcludedUnit {
        batch: 1,
        ..crate::ExcludedUnit::default()
    };
    for _ in 0..(2 * BATCH_ROWS + 1) {
        writers.excluded_unit().append(&row).unwrap();
    }
    let parts = writers.finish().unwrap();
    let rows: Vec<_> = parts.iter().map(|part| part.rows).collect();
    assert_eq!(rows, [4_096, 4_096, 1]);
    assert_eq!(
        parts[2].path,
        "tier=recent/month=__HIVE_DEFAULT_PARTITION__/p-000003.parquet"
    );
}

#[test]
fn large_rows_do_not_wait() {
    use crate::table::Reference;
    let mut writers = Writers::new(Arc::new(Memory::default()), "part".to_owned());
    let value = "x".repeat(1_000);
    let reference = Reference {
        value: Some(&value),
        ..Reference::default()
    };
    let refs = vec![reference; 1_000];
    let small = table::RemitClaim::default();
    let large = table::RemitClaim {
        refs: &refs,
        ..small
    };
    for row in 0..200 {
        let is_large = (40..60).contains(&row);
        writers
            .remit_claim()
            .append(if is_large { &large } else { &small })
            .unwrap();
        let writer = writers.remit_claim();
        let bytes = <table::RemitClaim<'static> as Record>::memory(&writer.columns);
        // Two bounds, and what comes before the next look.
        assert!(bytes <= (2 + LOOK_ROWS) * BATCH_BYTES, "{row}: {bytes}");
        assert!(
            row < 45 || !is_large || bytes <= 2 * BATCH_BYTES,
            "{row}: {bytes}"
        );
    }
    assert_eq!(writers.remit_claim().rows(), 200);
}

#[test]
fn a_part_is_never_overwritten() {
    let memory = Memory::default();
    for expected in [true, false] {
        let mut writers = Writers::new(Arc::new(memory.clone()), "p".to_owned());
        writers
            .excluded_unit()
            .append(&crate::ExcludedUnit::default())
            .unwrap();
        assert_eq!(writers.finish().is_ok(), expected);
    }
}

#[test]
fn statistics_are_exact_and_say_nothing_of_people() {
    let (_, parts, expected) = write(50, 42);
    for part in parts {
        let stats: Value = serde_json::from_str(&part.stats).unwrap();
        assert_eq!(stats["numRecords"], 50);
        let meta = ALL.iter().find(|meta| meta.name == part.table).unwrap();
        for column in meta.columns() {
            let nulls = expected[part.table.as_str()][column.name].null_count();
            let flat = !column.data_type.is_nested();
            assert_eq!(
                stats["nullCount"].get(column.name).is_some(),
                flat,
                "{}",
                column.name
            );
            if flat {
                assert_eq!(stats["nullCount"][column.name], nulls);
            }
            if column.phi || !flat {
                assert_eq!(stats["minValues"].get(column.name), None, "{}", column.name);
            }
        }
    }
}

#[test]
fn bounds_are_written_digit_by_digit() {
    let memory = Memory::default();
    let mut writers = Writers::new(Arc::new(memory), "p".to_owned());
    for (amount, day) in [(-123_456_789_012_345_678, 1), (999_999_999_999_999_999, 28)] {
        let row = crate::ProviderLevelAdjustment {
            amount: domain::Cents(amount),
            check_date: Some(jiff::civil::date(2026, 2, day)),
            reason_code: "W\"O",
            reference_id: Some("SMITH"),
            ..crate::ProviderLevelAdjustment::default()
        };
        writers.provider_level_adjustment().append(&row).unwrap();
    }
    let stats = writers.finish().unwrap().remove(0).stats;
    for expected in [
        r#""amount":-1234567890123456.78"#,
        r#""amount":9999999999999999.99"#,
        r#""check_date":"2026-02-01""#,
        r#""check_date":"2026-02-28""#,
        r#""reason_code":"W\"O""#,
        r#""plb_ordinal":0"#,
    ] {
        assert!(stats.contains(expected), "{expected} in {stats}");
    }
    for absent in ["SMITH", "is_test\":f", "event_time\":\""] {
        assert!(!stats.contains(absent), "{absent} in {stats}");
    }
}

/// What identifies a person in one table does so in every other.
#[test]
fn a_column_is_phi_in_all_tables_or_in_none() {
    let mut flags: BTreeMap<&str, std::collections::BTreeSet<bool>> = BTreeMap::new();
    for table in ALL {
        for column in (table.columns)() {
            flags.entry(column.name).or_default().insert(column.phi);
        }
    }
    let differ: Vec<_> = flags
        .iter()
        .filter(|(_, set)| set.len() > 1)
        .map(|(name, _)| *name)
        .collect();
    // Of a payment they are payer and payee, of a claim persons.
    assert_eq!(differ, ["parties"]);
}

/// A folded part has the rows it was given, in parts by tier and month, says how it is sorted, and has the
/// statistics of any other part.
#[test]
fn a_folded_part_is_what_it_was_given() {
    for table in ALL {
        let (_, _, expected) = write(40, 7);
        let rows = &expected[table.name];
        let memory = Memory::default();
        let mut out = crate::Folded::new(
            Arc::new(memory.clone()),
            table,
            "fold-1-x".to_owned(),
            40,
            7,
        );
        out.append("base", None, &rows.slice(0, 5)).unwrap();
        out.append("base", Some("2026-03"), &rows.slice(5, 10))
            .unwrap();
        out.append("base", Some("2026-03"), &rows.slice(15, 5))
            .unwrap();
        out.append("aside", Some("2026-03"), &rows.slice(20, 20))
            .unwrap();
        let parts = out.finish().unwrap();
        let places: Vec<&str> = parts.iter().map(|part| &*part.path).collect();
        let expected = [
            "tier=base/month=__HIVE_DEFAULT_PARTITION__/fold-1-x-000001.parquet",
            "tier=base/month=2026-03/fold-1-x-000002.parquet",
            "tier=aside/month=2026-03/fold-1-x-000003.parquet",
        ];
        assert_eq!(places, expected);
        for (part, (from, count)) in parts.iter().zip([(0, 5), (5, 15), (20, 20)]) {
            assert_eq!(part.rows, u64::try_from(count).unwrap());
            let found = read(&memory, part);
            assert_eq!(
                found.columns(),
                rows.slice(from, count).columns(),
                "{}",
                table.name
            );
            let stats: Value = serde_json::from_str(&part.stats).unwrap();
            assert_eq!(stats["numRecords"], count);
        }
        let bytes =
            memory.0.lock().unwrap()[&(table.name.to_owned(), parts[1].path.clone())].clone();
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap();
        let group = reader.metadata().row_group(0);
        let sorted: Vec<String> = group
            .sorting_columns()
            .unwrap()
            .iter()
            .map(|by| {
                group
                    .column(usize::try_from(by.column_idx).unwrap())
                    .column_path()
                    .string()
            })
            .collect();
        assert_eq!(sorted, table.order().collect::<Vec<_>>(), "{}", table.name);
    }
}

#[test]
fn row_groups_get_smaller_where_many_tables_fill_up() {
    let writers = Writers::new(Arc::new(Memory::default()), "p".to_owned());
    let target = &*writers.target;
    assert_eq!(target.group(0), GROUP_BYTES, "alone");
    target.holds(0, 3 * GROUP_BYTES);
    assert_eq!(target.group(0), GROUP_BYTES, "the fourth");
    target.holds(0, GROUP_BYTES / 2);
    assert_eq!(target.group(0), GROUP_BYTES / 2, "what is left");
    assert_eq!(target.group(GROUP_BYTES / 2), GROUP_BYTES, "one's own");
    target.holds(0, 2 * GROUP_BYTES);
    assert_eq!(target.group(0), LEAST_GROUP_BYTES, "more than all");
}

#[test]
fn what_folds_go_by_are_columns() {
    for table in ALL {
        let columns = table.columns();
        let of = |name: &str| columns.iter().find(|column| column.name == name).unwrap();
        for name in table.order() {
            let _ = of(name);
        }
        if let Some(month) = table.month {
            assert!(
                ["date", "timestamp"].contains(&&*of(month).kind),
                "{}",
                table.name
            );
        }
    }
}
