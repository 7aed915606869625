//! What a resource says, whatever blanks it is written with.

use domain::Digest;
use sha2::{Digest as _, Sha256};

/// Digest of a JSON text without the blanks between its tokens.
pub(super) fn digest(json: &str) -> Digest {
    let mut hasher = Sha256::new();
    let bytes = json.as_bytes();
    // From here on nothing was hashed yet; what is between tokens has been looked at up to there.
    let (mut start, mut looked) = (0, 0);
    let mut in_text = false;
    let mut escaped = None;
    // Text between quotes stays as it is; quotes come in pairs but for those that are escaped.
    for at in memchr::memchr2_iter(b'"', b'\\', bytes).chain([bytes.len()]) {
        if escaped == Some(at) {
            continue;
        }
        if in_text && bytes.get(at) == Some(&b'\\') {
            escaped = Some(at + 1);
            continue;
        }
        if !in_text {
            for (place, byte) in bytes.iter().enumerate().take(at).skip(looked) {
                if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                    hasher.update(bytes.get(start..place).unwrap_or_default());
                    start = place + 1;
                }
            }
        }
        looked = at + 1;
        in_text ^= bytes.get(at) == Some(&b'"');
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
