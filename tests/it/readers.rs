//! Parquet and Delta as engines read them that are not ours.

use serde_json::Value;

use crate::harness::{Home, sample_files};

#[test]
fn polars_deltalake_and_duckdb_agree_with_us() {
    // `./test` installs the readers and says where; plain `cargo test` says that it skips.
    let Ok(python) = std::env::var("CLAIMLAKE_READERS") else {
        println!(
            "SKIPPED: CLAIMLAKE_READERS names no Python with Polars, deltalake and DuckDB; run ./test"
        );
        return;
    };
    let home = Home::new();
    home.drop_paths(&sample_files());
    agree(&home, &python);
    // The same rows in other parts, below other tiers and months.
    assert!(home.fold_all() > 0);
    agree(&home, &python);
}

fn agree(home: &Home, python: &str) {
    let script =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/readers/agree.py");
    let output = std::process::Command::new(python)
        .arg(script)
        .arg(home.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    let answers = answers.as_object().unwrap();
    assert!(answers.len() > 10);
    for (table, answer) in answers {
        assert_eq!(answer["deltalake"], answer["polars"], "{table}");
        assert_eq!(answer["deltalake"], answer["duckdb"], "{table}");
        let mut asked = vec!["cast(count(*) as varchar)".to_owned()];
        let columns = answer["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c.as_str().unwrap());
        asked.extend(columns.map(|c| format!("cast(sum({c}) as varchar)")));
        let named: Vec<String> = asked
            .iter()
            .enumerate()
            .map(|(i, e)| format!("{e} as c{i:03}"))
            .collect();
        let ours = home.json(&[
            "sql",
            &format!("select {} from raw.{table}", named.join(", ")),
        ]);
        let ours = ours[0].as_object().unwrap();
        let theirs = answer["deltalake"].as_array().unwrap();
        for (i, value) in theirs.iter().enumerate() {
            let mine = ours
                .get(&format!("c{i:03}"))
                .cloned()
                .unwrap_or(Value::Null);
            assert_eq!(&mine, value, "{table} {}", asked[i]);
        }
    }
}
