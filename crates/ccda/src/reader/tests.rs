//! Tests of `reader`.

use super::*;

/// The events as text: one a line, with records and ordinals.
fn told(input: impl AsRef<[u8]>) -> String {
    told_within(input.as_ref(), Limits::default())
}

fn told_within(input: impl Read, limits: Limits) -> String {
    let mut text = String::new();
    let mut records = 0;
    let mut reader = Reader::new(input, limits);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => return format!("{text}error: {error}\n"),
        };
        records += event.records();
        let p = event.position();
        let at = format!("{}.{}.{} r{}", p.document, p.section, p.entry, p.record);
        let line = match event {
            Event::Header(header) => {
                let id = header.id().and_then(|id| id.extension().or(id.root()));
                format!("header {}", id.unwrap_or("-"))
            }
            Event::SectionStart(section) => {
                let name = section.name().unwrap_or("-");
                format!(
                    "section {name} {:?} {}",
                    section.narrative(),
                    section.depth()
                )
            }
            Event::Entry(entry) => {
                let statement = entry.statement().map_or("-", |it| it.element().name());
                let code = entry.statement().and_then(|it| it.code());
                let words = code.and_then(|code| code.words()).unwrap_or("-");
                format!("entry {statement} {words}")
            }
            Event::SectionEnd(end) => format!("section end {} {}", end.entries, end.closed),
            Event::Unstructured(body) => format!(
                "unstructured {} {} {} {}",
                body.media_type, body.representation, body.bytes, body.reference
            ),
            Event::Damaged(it) => format!(
                "{} {:?} {} b{} {} {:?} {}",
                it.part.as_str(),
                it.damage,
                it.damage.code(),
                it.position.byte,
                it.bytes,
                it.templates,
                it.path
            ),
            Event::Defect(defect) => format!("! {}: {defect}", defect.code()),
            Event::End(end) => format!("end {} {}", end.sections, end.closed),
        };
        text.push_str(&format!("{at} | {line}\n"));
    }
    text.push_str(&format!("{records} records\n"));
    text
}

const HEAD: &str = r#"<id root="1" extension="D1"/><recordTarget><patientRole/></recordTarget>"#;
const PROBLEMS: &str = r#"<code code="11450-4"/>"#;

fn document(body: &str) -> String {
    format!(
        r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc">{HEAD}<component><structuredBody>{body}</structuredBody></component></ClinicalDocument>"#
    )
}

fn section(inside: &str) -> String {
    document(&format!(
        "<component><section>{PROBLEMS}{inside}</section></component>"
    ))
}

fn act(word: &str) -> String {
    format!(r#"<entry><act><code displayName="{word}"/></act></entry>"#)
}

/// Only the lines of a kind, without their place.
fn lines(told: &str, kinds: &[&str]) -> Vec<String> {
    told.lines()
        .map(|line| line.split_once("| ").map_or(line, |(_, line)| line))
        .filter(|line| kinds.iter().any(|kind| line.starts_with(kind)))
        .map(str::to_owned)
        .collect()
}

fn problems(input: impl AsRef<[u8]>) -> Vec<String> {
    lines(&told(input), &["!", "error"])
}

fn entries(input: impl AsRef<[u8]>) -> Vec<String> {
    lines(&told(input), &["entry"])
}

#[test]
fn a_document_in_order() {
    let inner = format!(
        "<component><section><code code='8716-3'/>{}</section></component>",
        act("c")
    );
    let body = format!(
        "<component><section>{PROBLEMS}<title>P</title><text>Words</text>{}{}{inner}</section></component>\
         <component><section><code code='48768-6'/><text> <br/> </text></section></component>",
        act("a"),
        act("b"),
    );
    assert_eq!(
        told(document(&body)),
        "\
1.0.0 r1 | header D1
1.1.0 r1 | section Problem Section Present 0
1.1.1 r2 | entry act a
1.1.2 r3 | entry act b
1.2.0 r3 | section Vital Signs Section Absent 1
1.2.1 r4 | entry act c
1.2.0 r4 | section end 1 true
1.1.0 r4 | section end 2 true
1.3.0 r4 | section Payers Section Empty 0
1.3.0 r4 | section end 0 true
1.0.0 r4 | end 3 true
4 records
"
    );
}

#[test]
fn bytes_are_those_of_the_stream() {
    let input = section(&act("x"));
    let find = |what: &str| input.find(what).unwrap() as u64;
    let mut reader = Reader::new(input.as_bytes(), Limits::default());
    let mut bytes = vec![];
    while let Some(event) = reader.next_event().unwrap() {
        bytes.push(event.position().byte);
    }
    let ends = [find("</section"), find("</ClinicalDocument")];
    assert_eq!(
        bytes,
        [0, find("<section"), find("<entry"), ends[0], ends[1]]
    );
}

#[test]
fn prefixes_are_whatever_the_document_says() {
    let input = section(&act("x"))
        .replace('<', "<n1:")
        .replace("<n1:/", "</n1:")
        .replace("xmlns=", "xmlns:n1=");
    assert_eq!(entries(&input), ["entry act x"]);
    assert!(problems(&input).is_empty());
}

#[test]
fn other_namespaces_are_not_taken_for_hl7() {
    let input = section(r#"<entry xmlns="urn:other"><act/></entry>"#);
    assert!(entries(input).is_empty());
    let input = section(r#"<entry><x:act xmlns:x="urn:other"/></entry>"#);
    assert_eq!(entries(input), ["entry - -"]);
}

#[test]
fn a_document_in_no_namespace() {
    let input = section(&act("x")).replace(r#" xmlns="urn:hl7-org:v3""#, "");
    assert_eq!(entries(&input), ["entry act x"]);
    assert_eq!(
        problems(&input),
        [
            "! structure: record 1, byte 0: expected the namespace urn:hl7-org:v3, but found none, and assumed it"
        ]
    );
}

#[test]
fn fragments() {
    let entry = r#"<entry xmlns="urn:hl7-org:v3"><act/></entry>"#;
    assert_eq!(
        told(entry),
        "1.0.1 r1 | entry act -\n1.0.0 r1 | end 0 true\n1 records\n"
    );
    let section = r#"<component xmlns="urn:hl7-org:v3"><section nullFlavor="NI"><code code="11450-4"/></section></component>"#;
    assert_eq!(lines(&told(section), &["section"]).len(), 2);
    let statement = r#"<observation xmlns="urn:hl7-org:v3"><code displayName="x"/></observation>"#;
    assert_eq!(entries(statement), ["entry observation x"]);
    // The name alone makes no document.
    assert_eq!(
        told("<component type='desktop'><id>x</id></component>"),
        "error: expected a ClinicalDocument in 48 bytes, but found none\n"
    );
}

#[test]
fn a_document_in_an_envelope() {
    let input = format!(
        "<Envelope xmlns='urn:soap'><Body>{}</Body></Envelope>",
        section(&act("x"))
    );
    assert_eq!(entries(input), ["entry act x"]);
}

#[test]
fn several_documents_in_one_stream() {
    let one = section(&act("x"));
    let input = format!("\u{feff}<?xml version='1.0'?>\n{one}\n<?xml version='1.0'?>{one}\n");
    let told = told(input);
    assert_eq!(lines(&told, &["end"]), ["end 1 true", "end 1 true"]);
    assert!(told.contains("2.1.1 r4 | entry act x"), "{told}");
    assert!(lines(&told, &["!"]).is_empty(), "{told}");
}

#[test]
fn text_around_documents() {
    let input = format!("From: a gateway\n\n{}\nbye", section(""));
    let after = input.len() - "\nbye".len();
    let says = "expected a ClinicalDocument, but found text";
    assert_eq!(
        problems(input),
        [
            format!("! structure: record 0, byte 0: {says}"),
            format!("! structure: record 1, byte {after}: {says}"),
        ]
    );
}

#[test]
fn no_document_at_all() {
    for (input, says) in [
        ("", "expected a ClinicalDocument, but found an empty stream"),
        (
            "\u{feff}",
            "expected a ClinicalDocument, but found an empty stream",
        ),
        (
            "{}",
            "expected a ClinicalDocument in 2 bytes, but found none",
        ),
        (
            "%PDF-1.4 <<",
            "expected a ClinicalDocument in 9 bytes, but found none",
        ),
        (
            "<Bundle xmlns='http://hl7.org/fhir'/>",
            "expected a ClinicalDocument in 37 bytes, but found none",
        ),
        (
            "<a></b>",
            "expected a ClinicalDocument in 3 bytes, but found none",
        ),
        (
            "<ClinicalDocument xmlns='urn:hl7-org:v3'><id></ClinicalDocument>",
            "byte 45: expected well-formed XML, but found tags that do not match, or are none",
        ),
        (
            "<ClinicalDocument xmlns='urn:hl7-org:v3'><id",
            "byte 41: expected well-formed XML, but found the end of the stream",
        ),
        (
            "<!DOCTYPE a><a/>",
            "byte 0: expected a ClinicalDocument, but found a document type declaration",
        ),
    ] {
        assert_eq!(told(input), format!("error: {says}\n"), "{input}");
    }
    let far = format!("{}<ClinicalDocument/>", " ".repeat(140_000));
    assert!(told(far).starts_with("error: "));
}

#[test]
fn missing_parts() {
    let input = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><title/></ClinicalDocument>"#;
    assert_eq!(
        problems(input),
        [
            "! required: record 1, byte 0: expected ClinicalDocument/id, but found none",
            "! required: record 1, byte 0: expected recordTarget/patientRole, but found none",
            "! required: record 1, byte 49: expected structuredBody or nonXMLBody, but found none"
        ]
    );
    let input = document("<component><section><entry/></section></component>");
    assert_eq!(
        problems(input),
        [
            "! required: record 1, byte 181: expected section/code, but found none",
            "! required: record 2, byte 190: expected a clinical statement, but found none"
        ]
    );
}

#[test]
fn a_body_that_is_no_xml() {
    let body = |text: &str| {
        section("")
            .replace("structuredBody>", "nonXMLBody>")
            .replace(
                &format!("<component><section>{PROBLEMS}</section></component>"),
                text,
            )
    };
    let told = told(body(
        "<text mediaType='application/pdf' representation='B64'>JVBE\n Ri0=</text>",
    ));
    assert!(
        told.contains("1.0.0 r2 | unstructured application/pdf B64 8 false"),
        "{told}"
    );
    let reference = body("<text mediaType='image/png'><reference value='a.png'/></text>");
    assert_eq!(
        lines(&self::told(reference), &["unstr"]),
        ["unstructured image/png  0 true"]
    );
}

#[test]
fn codes_find_their_words_in_the_narrative() {
    let entry = |id: &str| {
        format!(
            "<entry><act><code><originalText><reference value='{id}'/></originalText></code></act></entry>"
        )
    };
    let text = "<text><table><tr ID='r1'><td>Type  2</td><td ID='c1'>dia<sub>be</sub>tes</td></tr></table><content ID='e'/></text>";
    let input = section(&format!(
        "{text}{}{}{}{}",
        entry("#r1"),
        entry("#c1"),
        entry("#e"),
        entry("c1")
    ));
    assert_eq!(
        entries(input),
        [
            "entry act Type 2 diabetes",
            "entry act diabetes",
            "entry act -",
            "entry act -"
        ]
    );
}

#[test]
fn references_and_cdata() {
    let code = |text: &str| {
        section(&format!(
            "<entry><act><code><originalText>{text}</originalText></code></act></entry>"
        ))
    };
    assert_eq!(
        entries(code("a &lt;&#66;&#x43; <!-- no --><![CDATA[<&d>]]>")),
        ["entry act a <BC <&d>"]
    );
    assert!(problems(code("&amp;")).is_empty());
    for (text, words, found) in [
        (
            "a&nbsp;b",
            "a\u{fffd}b",
            "expected a predefined entity, but found another one, and replaced it",
        ),
        (
            "a&#0;b",
            "a\u{fffd}b",
            "expected a predefined entity, but found another one, and replaced it",
        ),
        (
            "R&D dept; x",
            "R&D dept; x",
            "expected a reference, but found an ampersand alone",
        ),
        (
            "R & D",
            "R & D",
            "expected a reference, but found an ampersand alone",
        ),
    ] {
        assert_eq!(entries(code(text)), [format!("entry act {words}")]);
        assert_eq!(problems(code(text)).len(), 1, "{text}");
        assert!(problems(code(text))[0].ends_with(found), "{text}");
    }
}

#[test]
fn attributes_with_flaws() {
    let input = section(&act("a &lt; &amp; b"));
    assert_eq!(entries(&input), ["entry act a < & b"]);
    assert_eq!(problems(section(&act("R&D"))).len(), 1);
    let unquoted = section("<entry><act><code displayName='x' code=5/></act></entry>");
    assert_eq!(entries(&unquoted), ["entry act x"]);
    assert!(problems(&unquoted)[0].contains("expected attributes with quoted values"));
    let doubled = section("<entry><act><code displayName='x' displayName='y'/></act></entry>");
    assert_eq!(entries(&doubled), ["entry act x"]);
}

#[test]
fn a_narrative_written_as_html() {
    for text in [
        "<text><b>a<i>b</b></i></text>",
        "<text>a<br>b<br>c</text>",
        "<text></td>a</text>",
        &format!("<text>{}</text>", "<p>".repeat(500)),
    ] {
        let told = told(section(&format!("{text}{}", act("x"))));
        assert_eq!(lines(&told, &["entry"]), ["entry act x"], "{text}");
        assert_eq!(lines(&told, &["!"]).len(), 1, "{told}");
        assert!(
            told.contains("expected nested tags, but found others"),
            "{told}"
        );
    }
}

#[test]
fn what_breaks_in_the_middle() {
    let input = section(&format!(
        "{}<entry><act><templateId root='2.16.840.1.113883.10.20.22.4.3'/><code></act></entry>{}",
        act("a"),
        act("b")
    ));
    let at = input.find("<entry><act><templateId").unwrap();
    let rest = input.len() - at;
    assert_eq!(
        told(&input),
        format!("\
1.0.0 r1 | header D1
1.1.0 r1 | section Problem Section Absent 0
1.1.1 r2 | entry act a
1.1.2 r3 | rest NotWellFormed structure b{at} {rest} [\"Problem Concern Act\"] ClinicalDocument/component/structuredBody/component/section[Problem Section]/entry/act[Problem Concern Act]/code
1.1.0 r3 | section end 2 false
1.0.0 r3 | end 1 false
3 records
")
    );
    let swallowed = section("<entry><act <code/></act></entry>");
    assert!(told(swallowed).contains("rest NotWellFormed"));
}

#[test]
fn what_is_cut() {
    let input = section(&act("a"));
    let end = input.find("</act>").unwrap() + 2;
    let told = told(&input.as_bytes()[..end]);
    assert!(told.contains("1.1.1 r2 | rest Cut structure"), "{told}");
    assert!(
        told.ends_with("section end 1 false\n1.0.0 r2 | end 1 false\n2 records\n"),
        "{told}"
    );
    let told = self::told(input.replace("</ClinicalDocument>", "<!DOCTYPE x>"));
    assert!(told.contains("rest Doctype not-supported"), "{told}");
}

#[test]
fn names_of_nobody_are_not_repeated() {
    let told = told(section("<entry><Lee><Smith></Lee></entry>"));
    assert!(told.contains("entry/unknown/unknown"), "{told}");
    assert!(!told.contains("Smith"), "{told}");
}

fn small() -> Limits {
    Limits {
        tree_bytes: 400,
        tree_nodes: 40,
        attributes: 8,
        markup_bytes: 2_000,
        depth: 12,
        ..Limits::default()
    }
}

#[test]
fn an_entry_beyond_a_limit_is_damaged_and_the_next_one_is_not() {
    let many = "<x/>".repeat(50);
    let deep = "<x>".repeat(20) + &"</x>".repeat(20);
    let wide: String = (0..20).map(|at| format!(" a{at}='1'")).collect();
    for (inside, damage) in [
        ("y".repeat(1_000), "TooLong"),
        (
            "<![CDATA[".to_owned() + &"y".repeat(3_000) + "]]>",
            "TooLong",
        ),
        (format!("<code code='{}'/>", "y".repeat(1_000)), "TooLong"),
        (
            format!("<code code='{}>'/>", "y".repeat(200_000)),
            "TooLong",
        ),
        (
            format!("<code a='{}'></code>", "y".repeat(200_000)),
            "TooLong",
        ),
        (many, "TooMany"),
        (format!("<code{wide}/>"), "TooMany"),
        (deep, "TooDeep"),
    ] {
        let bad = format!(
            "<entry><act><templateId root='2.16.840.1.113883.10.20.22.4.3'/>{inside}</act></entry>"
        );
        let input = section(&format!("{}{bad}{}", act("a"), act("b")));
        let told = told_within(input.as_bytes(), small());
        assert_eq!(
            lines(&told, &["entry act"]),
            ["entry act a", "entry act b"],
            "{damage}: {told}"
        );
        let at = input.find(&bad).unwrap();
        let says = format!(
            "entry {damage} too-long b{at} {} [\"Problem Concern Act\"]",
            bad.len()
        );
        assert!(told.contains(&says), "{says}: {told}");
        assert!(told.ends_with("| end 1 true\n4 records\n"), "{told}");
    }
}

#[test]
fn a_header_beyond_a_limit() {
    let input =
        section(&act("a")).replace("<id ", &format!("<title>{}</title><id ", "y".repeat(1_000)));
    let told = told_within(input.as_bytes(), small());
    assert!(
        told.starts_with("1.0.0 r1 | header TooLong too-long b0 "),
        "{told}"
    );
    assert_eq!(lines(&told, &["entry act"]), ["entry act a"]);
}

#[test]
fn the_head_of_a_section_beyond_a_limit() {
    let limits = Limits {
        head_bytes: 100,
        ..Limits::default()
    };
    let input = section(&format!("<title>{}</title>{}", "y".repeat(1_000), act("a")));
    let told = told_within(input.as_bytes(), limits);
    assert!(
        told.contains("1.1.0 r2 | section TooLong too-long"),
        "{told}"
    );
    assert!(told.contains("1.1.1 r3 | entry act a"), "{told}");
}

#[test]
fn a_narrative_beyond_the_limit() {
    let limits = Limits {
        narrative_bytes: 50,
        ..Limits::default()
    };
    let input = section(&format!("<text>{}</text>{}", "y".repeat(1_000), act("a")));
    let told = told_within(input.as_bytes(), limits);
    assert_eq!(lines(&told, &["entry act", "!"]).len(), 2, "{told}");
    assert!(told.contains("! too-long: "), "{told}");
}

#[test]
fn long_comments_are_passed_over() {
    let input = section(&format!("<!-- {} -->{}", "<a> - ".repeat(5_000), act("a")));
    assert_eq!(
        lines(&told_within(input.as_bytes(), small()), &["entry act"]),
        ["entry act a"]
    );
}

#[test]
fn encodings() {
    let words = "Zürich 😀";
    let input = format!("<?xml version='1.0' encoding='X'?>{}", section(&act(words)));
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{input}")
            .encode_utf16()
            .flat_map(unit)
            .collect()
    };
    for bytes in [
        utf16(u16::to_le_bytes, true),
        utf16(u16::to_be_bytes, true),
        utf16(u16::to_le_bytes, false),
    ] {
        assert_eq!(entries(bytes), [format!("entry act {words}")]);
    }
    let latin: Vec<u8> = input
        .replace("'X'", "'ISO-8859-1'")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    assert_eq!(entries(&latin), ["entry act Zürich ?"]);
    // Offsets are those of the stream, not of what it was decoded to.
    let told = told([&latin[..], b"<x"].concat());
    assert!(
        told.contains(&format!("Cut structure b{} 2 ", latin.len())),
        "{told}"
    );
    assert_eq!(
        problems(&input),
        [
            "! not-supported: record 0, byte 0: expected a known encoding, but found another one, and assumed UTF-8"
        ]
    );
}

#[test]
fn bytes_that_are_no_utf_8() {
    let mut input = section(&act("Z?rich")).into_bytes();
    let at = input.iter().position(|byte| *byte == b'?').unwrap();
    input[at] = 0xfc;
    assert_eq!(entries(&input), ["entry act Z\u{fffd}rich"]);
    assert!(problems(&input)[0].starts_with("! value: "));
}

#[test]
fn however_the_bytes_come() {
    struct Slowly<'a>(&'a [u8], usize);
    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let take = into.len().min(self.1);
            self.0.read(&mut into[..take])
        }
    }
    // Longer than several windows, with every kind of markup at their ends.
    let entry = "<entry><act><!-- c --><code displayName='é &amp; b'><originalText>x &lt; <![CDATA[y]]></originalText></code></act></entry>";
    let input = section(&entry.repeat(3_000));
    let whole = told(&input);
    assert_eq!(lines(&whole, &["entry"]).len(), 3_000);
    assert!(lines(&whole, &["!"]).is_empty());
    for step in [1, 7, 4_096, 65_537] {
        assert_eq!(
            told_within(Slowly(input.as_bytes(), step), Limits::default()),
            whole
        );
    }
}
