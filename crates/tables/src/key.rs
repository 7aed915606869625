//! The keys of rows: built here and nowhere else.
//!
//! They are made of the document and the positions of loops in it, so that parent and child compute
//! them alone, in any file that carries the document. Written with leading zeros they sort as the
//! document does; why they are text is `docs/decisions/0001-keys.md`.

use std::fmt::Write;

/// Writes the key of a child: its parent's key and its position, from 1, in `width` digits.
fn child(to: &mut String, parent: &str, ordinal: u32, width: usize) {
    to.clear();
    to.push_str(parent);
    let written = write!(to, "-{ordinal:0width$}");
    debug_assert!(written.is_ok(), "writing to a string does not fail");
}

/// `remit_claim_sk`: the n-th CLP of a document; `claim_sk`: its n-th CLM.
pub fn claim(to: &mut String, doc_id: &str, ordinal: u32) {
    child(to, doc_id, ordinal, 6);
}

/// `remit_line_sk`: the n-th SVC of a claim; `claim_line_sk`: its n-th LX.
pub fn line(to: &mut String, claim_sk: &str, ordinal: u32) {
    child(to, claim_sk, ordinal, 4);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_the_document_does() {
        let (mut second, mut tenth) = (String::new(), String::new());
        claim(&mut second, "0f", 2);
        claim(&mut tenth, "0f", 10);
        assert_eq!(second, "0f-000002");
        assert!(second < tenth);
        line(&mut tenth, &second, 3);
        assert_eq!(tenth, "0f-000002-0003");
    }
}
