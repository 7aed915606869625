//! The data dictionary, from the declarations.

use std::fmt::Write;

use crate::meta::TableMeta;
use crate::writers::ALL;

/// `docs/data-dictionary.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Data dictionary\n\n\
         Written from the declarations in `crates/tables/src/table` \
         (`UPDATE_EXPECT=1 cargo test -p tables` rewrites it). \
         Every table also has the partition columns `tier` (recent, base, history, aside) and `month`. \
         What depends on another document or on a setting is in the views, not here.\n",
    );
    for table in ALL {
        let written = section(&mut text, table);
        debug_assert!(written.is_ok(), "writing to a string does not fail");
    }
    text
}

fn section(text: &mut String, table: &TableMeta) -> std::fmt::Result {
    write!(
        text,
        "\n## {}\n\n{}\n\nKey: `{}`. Folded rows are sorted by `{}`",
        table.name,
        table.doc(),
        table.key.join(", "),
        table.order().collect::<Vec<_>>().join(", ")
    )?;
    match table.month {
        Some(column) => write!(text, ", within the month of `{column}`.\n\n")?,
        None => text.push_str(".\n\n"),
    }
    text.push_str("| column | type | meaning | source |\n| --- | --- | --- | --- |\n");
    for column in table.columns() {
        let null = if column.nullable { ", null" } else { "" };
        let phi = if column.phi { " **PHI**" } else { "" };
        writeln!(
            text,
            "| {} | {}{null} | {}{phi} | {} |",
            column.name,
            column.kind,
            column.doc.replace('|', "\\|"),
            column.source
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_data_dictionary_is_current() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/data-dictionary.md");
        expect_test::expect_file![file].assert_eq(&markdown());
    }

    #[test]
    fn every_table_and_column_says_what_it_is() {
        for table in ALL {
            assert!(!table.doc().is_empty(), "{}", table.name);
            let columns = table.columns();
            for column in &columns {
                assert!(!column.doc.is_empty(), "{}.{}", table.name, column.name);
            }
            for key in table.key {
                assert!(
                    columns.iter().any(|c| c.name == *key),
                    "{}.{key}",
                    table.name
                );
            }
        }
    }
}
