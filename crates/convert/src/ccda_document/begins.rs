//! How a clinical document is known: by its first element, or by one further on where something is put before it.

/// Roots of fragments that the reader takes.
const FRAGMENTS: &[&str] = &[
    "component",
    "structuredBody",
    "section",
    "entry",
    "act",
    "encounter",
    "observation",
    "organizer",
    "procedure",
    "substanceAdministration",
    "supply",
];

/// Whether what begins like this is a clinical document or a part of one.
pub(crate) fn is_document(start: &[u8]) -> bool {
    let text = text(start);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let Some(root) = root(text) else {
        return false;
    };
    if root == "ClinicalDocument" {
        return true;
    }
    let is_hl7 = text.contains("urn:hl7-org:v3");
    if FRAGMENTS.contains(&root) {
        // Without a namespace these names are anybody's.
        let is_act = || {
            ["<templateId", "classCode="]
                .iter()
                .any(|name| text.contains(name))
        };
        return is_hl7 || !text.contains("xmlns=") && is_act();
    }
    // In an envelope.
    is_hl7
        && ["<ClinicalDocument", ":ClinicalDocument"]
            .iter()
            .any(|name| text.contains(name))
}

/// What can be read of it as text; of UTF-16 the characters that names are made of.
fn text(start: &[u8]) -> String {
    let low = |skip: usize| -> Vec<u8> {
        let pairs = start.chunks_exact(2);
        pairs.filter_map(|pair| pair.get(skip).copied()).collect()
    };
    match start {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => ascii(&low(0)),
        [0xfe, 0xff, ..] | [0, b'<', ..] => ascii(&low(1)),
        [0xef, 0xbb, 0xbf, rest @ ..] => ascii(rest),
        _ => ascii(start),
    }
}

fn ascii(bytes: &[u8]) -> String {
    let text = bytes.iter().map(|byte| match byte {
        0..0x80 => char::from(*byte),
        _ => '\u{feff}',
    });
    text.collect()
}

/// The name of the first element, without its prefix; what stands before it is passed over. XML 1.0, 2.8: prolog.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        let rest = text.strip_prefix('<')?;
        // A declaration names the root. Its reader refuses it.
        if let Some(declared) = rest.strip_prefix("!DOCTYPE") {
            return declared
                .split([' ', '\t', '\r', '\n', '>', '['])
                .find(|word| !word.is_empty())?
                .rsplit(':')
                .next();
        }
        let end = match rest {
            _ if rest.starts_with('?') => "?>",
            _ if rest.starts_with("!--") => "-->",
            _ => {
                let name = rest
                    .split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
                    .next()?;
                return name.rsplit(':').next();
            }
        };
        let at = rest.find(end)?;
        text = rest.get(at + end.len()..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn documents_and_their_parts() {
        for start in [
            "<ClinicalDocument>",
            "\u{feff}<?xml version='1.0'?>\n<!-- <x> -->\n<cda:ClinicalDocument xmlns:cda='urn:hl7-org:v3'>",
            "<!DOCTYPE ClinicalDocument [<!ENTITY a 'b'>]><ClinicalDocument>",
            "<section xmlns='urn:hl7-org:v3'>",
            "<entry><act><templateId root='1'/></act></entry>",
            "<component><section><entry><act classCode='ACT'/>",
            "<s:Envelope xmlns:s='x'><ClinicalDocument xmlns='urn:hl7-org:v3'>",
        ] {
            assert!(is_document(start.as_bytes()), "{start}");
            let wide: Vec<u8> = start.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(is_document(&wide), "{start}");
            let wide: Vec<u8> = start.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert!(is_document(&wide), "{start}");
        }
    }

    #[test]
    fn others() {
        for start in [
            "",
            "<",
            "<?xml",
            "<!--",
            "ISA*00*",
            "MSH|^~\\&|<ClinicalDocument xmlns='urn:hl7-org:v3'>",
            "<entry xmlns='http://www.w3.org/2005/Atom'>",
            "<component>",
            "<Bundle xmlns='http://hl7.org/fhir'><section>",
            "<Observation xmlns='http://hl7.org/fhir'>",
        ] {
            assert!(!is_document(start.as_bytes()), "{start}");
        }
    }
}
