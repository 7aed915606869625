//! docs/json/ says what `--json` prints: written by the program from its own types, tested to be current.

use crate::harness::Home;

#[test]
fn schemas_are_current() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json");
    let printed = Home::new().run(&["json-schemas"]);
    let schemas: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&printed).unwrap();
    assert!(schemas.len() > 8);
    for (name, schema) in schemas {
        let path = folder.join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == text,
            "{}: run UPDATE_EXPECT=1 cargo test --workspace schemas",
            path.display()
        );
    }
}
