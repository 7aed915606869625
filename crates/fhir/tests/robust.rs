//! No bytes make the reader panic, hang or lose count: seeded cuts, flips and splices.

mod any_bytes;
mod typed;

use any_bytes::read;
use fhir::Limits;

const LINES: &str = r#"{"resourceType":"Patient","id":"p","name":[{"family":"x","given":["y\"z"]}],"birthDate":"2000-01-01"}
{"resourceType":"Encounter","id":"e","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},"contained":[{"resourceType":"Location","id":"l"}]}
"#;

const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"transaction","entry":[
 {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Claim","id":"c","item":[{"sequence":1,"net":{"value":1.50,"currency":"USD"}}]},"request":{"method":"POST","url":"Claim"}},
 {"resource":{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Condition","id":"d","code":{"text":"x"}}}]}},
 {"request":{"method":"DELETE","url":"Patient/1"}}]}"#;

const XML: &str = r#"<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"><type value="batch"/><entry><fullUrl value="u"/><resource>
<Patient><id value="p"/><text><div xmlns="http://www.w3.org/1999/xhtml">a &amp; b</div></text><name><given value="a"/><given value="b&quot;"/></name></Patient>
</resource><request><method value="PUT"/></request></entry></Bundle>"#;

const PARAMETERS: &str = r#"{"resourceType":"Parameters","parameter":[{"name":"a","resource":{"resourceType":"Patient","id":"p"}},
 {"name":"b","part":[{"resource":{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Basic","id":"b"}}]}},{"valueString":"{["}]}]}
"#;

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

#[test]
fn cut_anywhere() {
    for sample in [LINES, BUNDLE, XML, PARAMETERS] {
        for end in 0..sample.len() {
            read(&sample.as_bytes()[..end], Limits::default());
            read(&sample.as_bytes()[end..], Limits::default());
        }
    }
}

#[test]
fn flipped_spliced_and_doubled() {
    let mut random = Random(3);
    let small = Limits {
        resource_bytes: 60,
        depth: 3,
        bundles: 1,
        preamble_bytes: 50,
        searches: 2,
        element_bytes: 10,
    };
    let rounds = if cfg!(debug_assertions) {
        6_000
    } else {
        60_000
    };
    for round in 0..rounds {
        let mut bytes = [LINES, BUNDLE, XML, PARAMETERS][round % 4]
            .as_bytes()
            .to_vec();
        for _ in 0..=random.below(8) {
            let (at, to) = (random.below(bytes.len()), random.below(bytes.len()));
            match random.below(6) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => bytes[at] = b"{}[]\",:\\\n <>/&"[random.below(14)],
                2 => drop(bytes.drain(at.min(to)..at.max(to).min(at.min(to) + 30))),
                3 => bytes.extend_from_within(at.min(to)..at.max(to)),
                4 => bytes.splice(at..at, *b"\n{\"resource").for_each(drop),
                _ => bytes.splice(at..at, BUNDLE.bytes().take(to)).for_each(drop),
            }
            if bytes.is_empty() {
                break;
            }
        }
        read(&bytes, Limits::default());
        read(&bytes, small);
    }
}

#[test]
fn nothing_but_noise() {
    let mut random = Random(7);
    for _ in 0..500 {
        let bytes: Vec<u8> = (0..random.below(400))
            .map(|_| u8::try_from(random.below(256)).unwrap())
            .collect();
        read(&bytes, Limits::default());
        read(
            &[LINES.as_bytes(), &bytes, BUNDLE.as_bytes()].concat(),
            Limits::default(),
        );
    }
}

#[test]
fn the_samples_are_sound() {
    for (sample, records) in [(LINES, 2), (BUNDLE, 5), (XML, 2), (PARAMETERS, 3)] {
        assert_eq!(read(sample.as_bytes(), Limits::default()), records);
    }
}
