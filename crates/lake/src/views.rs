//! The views: every file of `queries/views/`, in an order in which each finds what it builds on.

/// A view as its file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Its name, and its file's.
    pub name: &'static str,
    /// The file.
    pub sql: &'static str,
}

impl View {
    /// What one row is: the comment at the head of the file.
    #[must_use]
    pub fn doc(&self) -> String {
        let head = self.sql.lines().map_while(|line| line.strip_prefix("--"));
        head.map(str::trim).collect::<Vec<_>>().join("\n")
    }
}

macro_rules! views {
    ($($name:literal),* $(,)?) => {
        /// Every view, bases first.
        pub const VIEWS: &[View] = &[
            $(View { name: $name, sql: include_str!(concat!("../../../queries/views/", $name, ".sql")) },)*
        ];
    };
}

views! {
    "excluded_unit",
    "link_decided",
    "payer_alias",
    "payer_identity",
    "payer_by_id",
    "replaced_number",
    "same_claim",
    "payer_number",
    "payer_seen",
    "payer_term",
    "appeal_term",
    "capitated_claim",
    "unprocessable_claim",
    "unprocessable_line",
    "unprocessable_of_claim",
    "submitted_order",
    "remit_adjustment",
    "line_amount",
    "claim_amount",
    "refused_amount",
    "told_claim",
    "answered_again",
    "remit_answer",
    "later_answer",
    "reversal",
    "claim_link",
    "undecided_claim",
    "remit_line",
    "remit_payment",
    "settled_claim",
    "remit_claim",
    "eft_match",
    "plb_link",
    "own_reversal",
    "provider_level_adjustment",
    "forward_balance",
    "ack_status",
    "answered_unit",
    "ack_link",
    "claim_ack",
    "questioned_claim",
    "first_submission",
    "counted_submission",
    "sent_claim",
    "acknowledged_claim",
    "taken_payment",
    "recouped_payment",
    "work_event",
    "denial",
    "appeal",
}

/// Views that are answered once a session, when one is first named, and kept in memory: small ones that others
/// need again and again, and that cost a look at large tables.
pub(crate) const KEPT: &[&str] = &[
    "link_decided",
    "payer_alias",
    "payer_identity",
    "payer_by_id",
    "payer_number",
    "payer_seen",
    "plb_link",
    "replaced_number",
    "reversal",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_a_view() {
        for kept in KEPT {
            assert!(VIEWS.iter().any(|view| view.name == *kept), "{kept}");
        }
    }

    #[test]
    fn every_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../queries/views");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| name.strip_suffix(".sql").map(str::to_owned))
            .collect();
        files.sort();
        let mut listed: Vec<&str> = VIEWS.iter().map(|v| v.name).collect();
        listed.sort_unstable();
        assert_eq!(files, listed);
    }

    #[test]
    fn every_view_says_what_a_row_is_and_names_its_columns() {
        for view in VIEWS {
            assert!(view.doc().starts_with("One row per "), "{}", view.name);
            assert!(!view.sql.contains("select *"), "{}", view.name);
            assert!(!view.sql.contains("SELECT"), "{}", view.name);
        }
    }
}
