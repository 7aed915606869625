//! Why a claim was refused before anybody decided on it: category of a 277CA's status (STC01-2), else of whom
//! it is about (STC01-3). `denial_rules` 4.3.1 in data.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::word::Category;

#[derive(Debug, Deserialize)]
struct Row {
    list: String,
    code: String,
    category: String,
    #[serde(rename = "label")]
    _label: String,
    #[serde(rename = "verified")]
    _verified: String,
}

static LIST: LazyLock<HashMap<(String, String), Category>> = LazyLock::new(|| {
    read(include_str!("../data/rejection.csv")).expect("the shipped list is tested")
});

/// The category of a rejection; INFO where neither list says more.
#[must_use]
pub fn rejection(status: Option<&str>, entity: Option<&str>) -> Category {
    let find = |list: &str, code: Option<&str>| {
        let code = code?.trim_start_matches('0');
        LIST.get(&(list.to_owned(), code.to_owned())).copied()
    };
    let of_entity = || find("entity", entity);
    find("status", status)
        .or_else(of_entity)
        .unwrap_or(Category::Info)
}

fn read(text: &str) -> Result<HashMap<(String, String), Category>, String> {
    let mut list = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        let row: Row = row.map_err(|e| e.to_string())?;
        let category = Category::parse(&row.category);
        let category = category.ok_or_else(|| format!("{}: expected a category", row.code))?;
        list.insert((row.list, row.code), category);
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_decides_then_the_entity() {
        assert_eq!(rejection(Some("718"), Some("IL")), Category::Timely);
        assert_eq!(rejection(Some("54"), None), Category::Dup);
        assert_eq!(rejection(Some("187"), Some("QC")), Category::Info);
        assert_eq!(rejection(Some("125"), Some("QC")), Category::Patient);
        assert_eq!(rejection(Some("153"), Some("85")), Category::Cred);
        assert_eq!(rejection(Some("021"), None), Category::Info);
        assert_eq!(rejection(None, None), Category::Info);
    }
}
