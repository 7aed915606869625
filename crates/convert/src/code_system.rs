//! Codes with their system, in one way to write them whatever the format: names of systems and the form of codes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use domain::ndc;

const DATA: &str = include_str!("../data/code_systems.csv");

/// How each format names a system, with our name. Names of HL7 v2 are compared in capitals.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in DATA.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut columns = line.split(',');
        let ours = columns.next().unwrap_or_default();
        for name in columns.flat_map(|column| column.split(' ')) {
            names.insert(name, ours);
        }
    }
    names.remove("");
    names
});

/// Our name of a system, else what it was called.
pub(crate) fn name(told: &str) -> &str {
    if let Some(ours) = NAMES.get(told) {
        return ours;
    }
    let oid = told.strip_prefix("urn:oid:").unwrap_or(told);
    if let Some(ours) = NAMES.get(oid) {
        return ours;
    }
    // Versions stand behind a hyphen or a year: ICD-10-CM is in the list as it is, CPT-2019 is not.
    let capitals = told.to_ascii_uppercase();
    match NAMES.get(capitals.as_str()) {
        Some(ours) => ours,
        None => oid,
    }
}

/// A code in the one way to write it (formats, types): ICD in capitals and without its dot, NDC as 11 digits where
/// that can be known, CPT and HCPCS in capitals; others as told.
pub(crate) fn normal<'c>(code: &'c str, system: Option<&str>) -> Cow<'c, str> {
    match system {
        Some("icd10cm" | "icd10" | "icd9cm" | "icd10pcs" | "icd9pcs")
            if code
                .bytes()
                .any(|byte| byte == b'.' || byte.is_ascii_lowercase()) =>
        {
            Cow::Owned(code.replace('.', "").to_ascii_uppercase())
        }
        Some("cpt" | "hcpcs") if code.bytes().any(|byte| byte.is_ascii_lowercase()) => {
            Cow::Owned(code.to_ascii_uppercase())
        }
        Some("ndc") => ndc::normalise(code).unwrap_or(Cow::Borrowed(code)),
        _ => Cow::Borrowed(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_whatever_the_format() {
        for (told, ours) in [
            ("C4", "cpt"),
            ("http://www.ama-assn.org/go/cpt", "cpt"),
            ("2.16.840.1.113883.6.12", "cpt"),
            ("urn:oid:2.16.840.1.113883.6.96", "snomed"),
            ("I10", "icd10cm"),
            ("icd-10-cm", "icd10cm"),
            ("ln", "loinc"),
            ("99LOCAL", "99LOCAL"),
            ("urn:oid:1.2.3", "1.2.3"),
        ] {
            assert_eq!(name(told), ours, "{told}");
        }
    }

    #[test]
    fn one_form_of_a_code() {
        for (system, told, code) in [
            (Some("icd10cm"), "e11.9", "E119"),
            (Some("ndc"), "0002-1433-80", "00002143380"),
            (Some("ndc"), "0002143380", "0002143380"),
            (Some("hcpcs"), "j1885", "J1885"),
            (Some("loinc"), "718-7", "718-7"),
            (None, "E11.9", "E11.9"),
        ] {
            assert_eq!(normal(told, system), code, "{told}");
        }
    }

    #[test]
    fn each_name_is_of_one_system() {
        let mut seen = HashMap::new();
        for line in DATA.lines().filter(|line| !line.starts_with('#')).skip(1) {
            assert_eq!(line.split(',').count(), 4, "{line}");
            let (ours, rest) = line.split_once(',').unwrap();
            for name in rest
                .split(',')
                .flat_map(|column| column.split(' '))
                .filter(|name| !name.is_empty())
            {
                assert_eq!(seen.insert(name, ours), None, "{name}");
            }
        }
    }
}
