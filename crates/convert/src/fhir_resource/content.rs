//! What a resource says, whatever blanks it is written with.

use domain::Digest;
use sha2::{Digest as _, Sha256};

/// Digest of a JSON text without the blanks between its tokens.
pub(super) fn digest(json: &str) -> Digest {
    let mut hasher = Sha256::new();
    // Text between quotes stays as it is; quotes come in pairs but for those that are escaped.
    let mut in_text = false;
    let mut escaped = false;
    let mut start = 0;
    let bytes = json.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b' ' | b'\t' | b'\r' | b'\n' if !in_text => {
                hasher.update(bytes.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    hasher.update(bytes.get(start..).unwrap_or_default());
    Digest::cut(hasher)
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn blanks_between_tokens_do_not_count_and_those_in_texts_do() {
        let plain = digest(r#"{"a":"b c","d":[1,2]}"#);
        assert_eq!(digest("{ \"a\" :\t\"b c\",\r\n \"d\": [1, 2] }\n"), plain);
        assert_ne!(digest(r#"{"a":"bc","d":[1,2]}"#), plain);
        assert_ne!(digest(r#"{"a":"b  c","d":[1,2]}"#), plain);
        assert_eq!(
            digest(r#"{"a":"\" \\" , "b":1}"#),
            digest(r#"{"a":"\" \\","b":1}"#)
        );
        assert_ne!(digest(r#"{"a":"\" x"}"#), digest(r#"{"a":"\"x"}"#));
    }
}
