//! No bytes make the reader panic, hang, lose count or fill the memory: seeded cuts, flips and
//! splices, and the bombs that XML is known for.

mod any_bytes;

use std::io::Read;
use std::time::{Duration, Instant};

use any_bytes::{SMALL, Told, read};
use ccda::{Damage, Error, Limits, Reader};

const DOCUMENT: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<templateId root="2.16.840.1.113883.10.20.22.1.2"/><id root="1" extension="D"/><effectiveTime value="20260301"/>
<recordTarget><patientRole><id root="1.3" extension="M"/><patient><name><given>A</given><family>B &amp; C</family></name></patient></patientRole></recordTarget>
<component><structuredBody><component><section><templateId root="2.16.840.1.113883.10.20.22.2.5.1"/><code code="11450-4"/><title>P</title>
<text><table><tr ID="r1"><td>Asthma<br/></td></tr></table></text>
<entry><act classCode="ACT"><templateId root="2.16.840.1.113883.10.20.22.4.3"/><entryRelationship><observation negationInd="true"><templateId root="2.16.840.1.113883.10.20.22.4.4"/>
<effectiveTime><low value="20250101"/><high nullFlavor="UNK"/></effectiveTime><value xsi:type="CD" code="1"><originalText><reference value="#r1"/></originalText></value></observation></entryRelationship></act></entry>
<!-- no --><entry><substanceAdministration><templateId root="2.16.840.1.113883.10.20.22.4.16"/><effectiveTime xsi:type="PIVL_TS"/><doseQuantity value="1"/></substanceAdministration></entry>
<component><section><code code="8716-3"/><text><![CDATA[x]]></text><entry/></section></component>
</section></component></structuredBody></component></ClinicalDocument>
"##;

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

fn small() -> Limits {
    Limits {
        tree_bytes: 300,
        tree_nodes: 12,
        head_bytes: 90,
        head_nodes: 6,
        attributes: 3,
        markup_bytes: 120,
        depth: 9,
        narrative_bytes: 20,
        narrative_ids: 1,
        preamble_bytes: 100,
        prefixes: 3,
        name_bytes: 20,
    }
}

#[test]
fn the_sample_is_sound() {
    let told = read(DOCUMENT.as_bytes(), Limits::default());
    assert_eq!((told.records, told.entries), (4, 3));
    assert_eq!((told.damaged, told.error), (vec![], None));
}

/// Several records may be found in one window; what was replaced in it is told before the first of them.
#[test]
fn replaced_bytes_belong_to_what_is_told_next() {
    let mut bytes = b"<section xmlns=\"urn:hl7-org:v3\"><code code=\"8726-3".to_vec();
    bytes.extend([0xab; 120]);
    bytes.extend(b"\"/><text>V</text><entry><observation><templateId root=\"1\"/>");
    for end in 0..=bytes.len() {
        read(&bytes[..end], Limits::default());
        read(&bytes[..end], SMALL);
    }
}

#[test]
fn cut_anywhere() {
    for end in 0..DOCUMENT.len() {
        read(&DOCUMENT.as_bytes()[..end], Limits::default());
        read(&DOCUMENT.as_bytes()[end..], Limits::default());
    }
}

#[test]
fn flipped_spliced_and_doubled() {
    let mut random = Random(3);
    let pieces: [&[u8]; 14] = [
        b"<",
        b">",
        b"</",
        b"/>",
        b"\"",
        b"&",
        b"&#x0;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<?",
        b"<!DOCTYPE a",
        b"</text>",
        b"<section>",
    ];
    let rounds = if cfg!(debug_assertions) {
        2_000
    } else {
        30_000
    };
    for _ in 0..rounds {
        let mut bytes = DOCUMENT.as_bytes().to_vec();
        for _ in 0..=random.below(6) {
            let (at, to) = (random.below(bytes.len()), random.below(bytes.len()));
            match random.below(6) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => bytes
                    .splice(at..at, pieces[random.below(14)].iter().copied())
                    .for_each(drop),
                2 => drop(bytes.drain(at.min(to)..at.max(to).min(at.min(to) + 30))),
                3 => bytes.extend_from_within(at.min(to)..at.max(to)),
                4 => bytes
                    .splice(at..at, DOCUMENT.bytes().take(to))
                    .for_each(drop),
                _ => bytes.truncate(at),
            }
            if bytes.is_empty() {
                break;
            }
        }
        read(&bytes[..], Limits::default());
        read(&bytes[..], small());
    }
}

#[test]
fn nothing_but_noise() {
    let mut random = Random(7);
    for _ in 0..500 {
        let noise: Vec<u8> = (0..random.below(400))
            .map(|_| u8::try_from(random.below(256)).unwrap())
            .collect();
        read(&noise[..], Limits::default());
        for mark in [&b"\xff\xfe"[..], b"\xfe\xff", b"<?xml encoding='latin1'?>"] {
            read(&[mark, &noise].concat()[..], Limits::default());
        }
        let told = read(
            &[DOCUMENT.as_bytes(), &noise, DOCUMENT.as_bytes()].concat()[..],
            Limits::default(),
        );
        assert!(told.entries >= 3);
    }
}

/// A stream of some bytes, a piece many times, and some bytes.
fn long(before: &str, piece: &str, times: u64, after: &str) -> impl Read + use<> {
    struct Again(Vec<u8>, usize);
    impl Read for Again {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let took = self.0.get(self.1..).unwrap_or_default().read(into)?;
            self.1 = (self.1 + took) % self.0.len();
            Ok(took)
        }
    }
    // Large blocks, so that the test measures the reader.
    let block = piece.repeat(1 + 65_536 / piece.len());
    let total = piece.len() as u64 * times;
    let again = Again(block.into_bytes(), 0).take(total);
    std::io::Cursor::new(before.to_owned().into_bytes())
        .chain(again)
        .chain(std::io::Cursor::new(after.to_owned().into_bytes()))
}

/// Most memory the process ever held, in MB; 0 where that can't be known.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) >> 10
}

fn bomb(name: &str, stream: impl Read) -> Told {
    let start = Instant::now();
    let told = read(stream, Limits::default());
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{name} took {:?}",
        start.elapsed()
    );
    assert!(peak() < 150, "{name}: {} MB", peak());
    told
}

const OPEN: &str = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1"/><recordTarget><patientRole/></recordTarget><component><structuredBody><component><section><code code="1"/>"#;
const CLOSE: &str =
    "<entry><act/></entry></section></component></structuredBody></component></ClinicalDocument>";
const GIGABYTE: u64 = 1 << 30;

#[test]
fn document_types_are_refused() {
    let laughs = r#"<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY a "&lol;&lol;"><!ENTITY b "&a;&a;">]><ClinicalDocument xmlns="urn:hl7-org:v3">&b;</ClinicalDocument>"#;
    let quadratic = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\">]><ClinicalDocument>{}</ClinicalDocument>",
        "a".repeat(100_000),
        "&a;".repeat(100_000)
    );
    let external =
        r#"<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><ClinicalDocument/>"#;
    let inside = r#"<!doctype x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ClinicalDocument>&a;</ClinicalDocument>"#;
    for text in [laughs, &quadratic, external, inside] {
        let mut reader = Reader::new(text.as_bytes(), Limits::default());
        assert!(matches!(reader.next_event(), Err(Error::Doctype { .. })));
    }
    let endless = bomb(
        "endless doctype",
        long("<!DOCTYPE x [", "<!ENTITY a 'b'>", 1 << 24, ""),
    );
    assert!(endless.error.unwrap().contains("document type"));
}

#[test]
fn entities_are_never_expanded() {
    let text = format!(
        "{OPEN}<entry><act><text>{}</text></act></entry>{CLOSE}",
        "&lol;".repeat(1_000)
    );
    let told = read(text.as_bytes(), Limits::default());
    assert_eq!((told.entries, told.damaged), (2, vec![]));
}

/// The entry with the bomb is told as damaged, or read where nothing of it is kept; the next one is
/// read in any case.
fn bomb_in_entry(
    name: &str,
    (before, piece, times, after): (&str, &str, u64, &str),
    damage: Option<Damage>,
) {
    let before = format!("{OPEN}<entry><act>{before}");
    let after = format!("{after}</act></entry>{CLOSE}");
    let told = bomb(name, long(&before, piece, times, &after));
    assert_eq!(
        told.damaged,
        damage.into_iter().collect::<Vec<_>>(),
        "{name}"
    );
    assert_eq!(told.entries, if damage.is_some() { 1 } else { 2 }, "{name}");
}

#[test]
fn too_much_text() {
    let long = Some(Damage::TooLong);
    bomb_in_entry("text", ("<text>", "text ", GIGABYTE / 5, "</text>"), long);
    bomb_in_entry(
        "ampersands",
        ("<text>", "&amp;", 10_000_000, "</text>"),
        long,
    );
    bomb_in_entry("cdata", ("<![CDATA[", "text>", GIGABYTE / 20, "]]>"), long);
    bomb_in_entry("comment", ("<!--", "text>", GIGABYTE / 20, "-->"), None);
    bomb_in_entry("instruction", ("<?a ", "text>", GIGABYTE / 20, "?>"), None);
}

#[test]
fn too_much_markup() {
    let long = Some(Damage::TooLong);
    bomb_in_entry(
        "attribute",
        ("<code code='", "text>", GIGABYTE / 50, "'/>"),
        long,
    );
    bomb_in_entry("attributes", ("<code ", "a='' ", GIGABYTE / 50, "/>"), long);
    bomb_in_entry(
        "elements",
        ("", "<id/>", 2_000_000, ""),
        Some(Damage::TooMany),
    );
    let deep = "<a>".repeat(100_000);
    bomb_in_entry("depth", (&deep, "</a>", 100_000, ""), Some(Damage::TooDeep));
}

#[test]
fn a_narrative_without_end() {
    let before = format!("{OPEN}<text>");
    let after = format!("</text><entry><act/></entry>{CLOSE}");
    let told = bomb(
        "narrative",
        long(&before, "<p ID='x'>some text</p>", 1_000_000, &after),
    );
    assert_eq!((told.entries, told.damaged), (2, vec![]));
    let told = bomb("ids", long(&before, "<p ID='x'>", 1_000_000, &after));
    assert_eq!((told.entries, told.damaged), (2, vec![]));
}

fn long_text(before: &str, piece: &str, times: usize) -> String {
    format!("{before}{}", piece.repeat(times))
}

#[test]
fn bombs_around_entries() {
    let told = bomb(
        "sections",
        long(
            &long_text(OPEN, "<component><section><text>x</text>", 20_000),
            "</section></component>",
            20_000,
            CLOSE,
        ),
    );
    assert_eq!((told.entries, told.damaged), (1, vec![Damage::TooDeep]));
    let told = bomb(
        "header",
        long(
            "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>",
            "text ",
            GIGABYTE / 50,
            "</title></ClinicalDocument>",
        ),
    );
    assert_eq!(told.damaged, [Damage::TooLong]);
    let told = bomb("nothing", long("", " ", GIGABYTE, ""));
    assert!(told.error.is_some());
    let told = bomb(
        "another document",
        long("<a>", "<b>text</b>", GIGABYTE, "</a>"),
    );
    assert!(told.error.is_some());
    let told = bomb(
        "namespaces",
        long(
            &format!("{OPEN}<entry "),
            "xmlns:a='b' ",
            60_000,
            &format!("/>{CLOSE}"),
        ),
    );
    assert_eq!(told.damaged.len(), 1);
    let told = bomb(
        "base64",
        long(
            &OPEN.replace(
                "<structuredBody><component><section><code code=\"1\"/>",
                "<nonXMLBody><text mediaType='a/b'>",
            ),
            "JVBERi0x",
            GIGABYTE / 20,
            "</text></nonXMLBody></component></ClinicalDocument>",
        ),
    );
    assert_eq!((told.records, told.damaged), (2, vec![]));
}
