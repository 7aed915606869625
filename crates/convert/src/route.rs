//! How a drug is given, in the codes of HL7 table 0162 whatever the format: C-CDA and VXU name routes by the NCI
//! Thesaurus (value set SPL Drug Route of Administration), FHIR by SNOMED CT or v3 RouteOfAdministration.

/// Our code, then those of the NCI Thesaurus, of SNOMED CT, and of RouteOfAdministration where it has another.
const ROUTES: [(&str, &[&str]); 14] = [
    ("IM", &["C28161", "78421000"]),
    ("SC", &["C38299", "34206005", "SQ"]),
    ("ID", &["C38238", "372464004", "IDINJ"]),
    ("IV", &["C38276", "47625008", "IVINJ"]),
    ("PO", &["C38288", "26643006"]),
    ("NS", &["C38284", "46713006", "NASINHL", "NASINHLC"]),
    ("IH", &["C38216", "447694001", "IPINHL"]),
    ("TP", &["C38304", "6064005", "TOPICAL"]),
    ("TD", &["C38305", "45890007", "TRNSDERM"]),
    ("PR", &["C38295", "37161004"]),
    ("SL", &["C38300", "37839007"]),
    ("VG", &["C38313", "16857009", "VAGINSI"]),
    ("OP", &["C38287", "54485002"]),
    ("OT", &["C38192", "10547007"]),
];

/// Our code of a route, else what was told. Codes of these lists are unlike each other, so that the list need not be
/// named.
pub(crate) fn name(told: &str) -> &str {
    let found = ROUTES.iter().find(|(_, codes)| codes.contains(&told));
    found.map_or(told, |(ours, _)| ours)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn one_code_whatever_the_list() {
        for (told, ours) in [
            ("C28161", "IM"),
            ("78421000", "IM"),
            ("IM", "IM"),
            ("SQ", "SC"),
            ("IVP", "IVP"),
            ("C99999", "C99999"),
        ] {
            assert_eq!(name(told), ours, "{told}");
        }
    }

    #[test]
    fn each_code_is_of_one_route() {
        let mut seen = HashSet::new();
        for code in ROUTES.iter().flat_map(|(_, codes)| *codes) {
            assert!(seen.insert(code), "{code}");
        }
    }
}
