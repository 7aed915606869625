//! Tests of `reader`.

use super::*;

/// The events as text: one a line, with bundle, entry, record and byte.
fn told(input: impl AsRef<[u8]>) -> String {
    told_within(input.as_ref(), Limits::default())
}

fn told_within(input: &[u8], limits: Limits) -> String {
    // In steps as short as they get, nothing else may come out.
    let text = told_of(input, limits);
    assert_eq!(text, told_of(Slow(input), limits), "read byte by byte");
    text
}

/// Hands out one byte at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let end = into.len().min(1);
        self.0.read(&mut into[..end])
    }
}

fn told_of(input: impl Read, limits: Limits) -> String {
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
        let line = match &event {
            Event::BundleStart(bundle) => format!("Bundle {} {}", bundle.kind, bundle.id),
            Event::BundleEnd(end) => format!("end {} {} {}", end.kind, end.entries, end.trailer),
            Event::Entry(entry) => {
                assert_eq!(p.record, records, "the record is the count so far");
                of_entry(entry)
            }
            Event::Damaged(it) => {
                format!(
                    "{:?} {} {} {}",
                    it.damage,
                    it.kind,
                    it.bytes,
                    it.damage.code()
                )
            }
            Event::Noise(noise) => format!("noise {} {}", noise.bytes, noise.records),
            Event::Defect(it) => format!("! {} {}: {it}", it.severity, it.code),
        };
        text.push_str(&format!(
            "{}.{} r{} b{} | {line}\n",
            p.bundle, p.entry, p.record, p.byte
        ));
    }
    text.push_str(&format!("{records} records\n"));
    text
}

fn of_entry(entry: &Entry<'_>) -> String {
    let mut line = match &entry.resource {
        Some(resource) => format!("{} {:?}", resource.kind(), resource.id()),
        None => "none".to_owned(),
    };
    let parts = [
        entry.full_url.as_deref(),
        entry.method,
        entry.url.as_deref(),
        entry.status,
        entry.search_mode,
    ];
    for part in parts.into_iter().flatten() {
        line.push(' ');
        line.push_str(part);
    }
    line
}

fn check(input: impl AsRef<[u8]>, expected: &str) {
    let lines =
        |text: &str| -> String { text.lines().map(|it| format!("{}\n", it.trim())).collect() };
    let told = lines(&told(input));
    let expected = lines(expected);
    assert_eq!(told.trim(), expected.trim(), "\n{told}");
}

const P: &str = r#"{"resourceType":"Patient","id":"p"}"#;
const O: &str = r#"{"id":"o","resourceType":"Observation"}"#;

#[test]
fn lines() {
    check(
        format!("{P}\n{O}\r\n\n{P}"),
        r#"0.0 r1 b0 | Patient Some("p")
        0.0 r2 b36 | Observation Some("o")
        0.0 r3 b78 | Patient Some("p")
        3 records"#,
    );
}

#[test]
fn one_after_the_other_however_they_are_separated() {
    for separator in ["", " ", "\n", ",\n", "\u{1e}", "\n\n"] {
        let text = told(format!("\u{feff}{P}{separator}{O}{separator}{P}"));
        assert!(text.ends_with("3 records\n"), "{text}");
        assert_eq!(
            text.contains("a comma"),
            separator.starts_with(','),
            "{text}"
        );
    }
    check(
        format!("[{P},\n{O}]"),
        r#"0.0 r1 b1 | Patient Some("p")
        0.0 r2 b38 | Observation Some("o")
        2 records"#,
    );
}

#[test]
fn bundles() {
    check(
        r#"{"resourceType":"Bundle","id":"b","type":"history","link":[{"a":[1]}],"total":-1.5,"entry":[
        {"fullUrl":"http:\/\/a\/Patient\/p","resource":{"resourceType":"Patient","id":"p"},"search":{"mode":"match"}},
        {"request":{"method":"DELETE","url":"Patient/9"},"response":{"status":"204"}}
        ,{"resource":{"text":{"div":"a \"{[ b\\"},"resourceType":"Patient"},"request":{"method":"POST"}}
        ]}"#,
        r#"1.0 r1 b0 | Bundle history b
        1.1 r2 b101 | Patient Some("p") http://a/Patient/p match
        1.2 r3 b220 | none DELETE Patient/9 204
        1.3 r4 b307 | Patient None POST
        1.0 r1 b413 | end history 3 true
        4 records"#,
    );
}

#[test]
fn a_bundle_says_what_it_is_wherever() {
    check(
        format!(
            r#"{{"entry":[{{"resource":{P}}}],"type":"searchset","resourceType":"Bundle"}}{O}"#
        ),
        r#"1.0 r1 b0 | Bundle  
        1.1 r2 b10 | Patient Some("p")
        1.0 r1 b103 | end searchset 1 true
        0.0 r3 b103 | Observation Some("o")
        3 records"#,
    );
    check(
        r#"{"resourceType":"Bundle"}"#,
        r#"1.0 r1 b0 | Bundle
        1.0 r1 b0 | ! error required: record 1, byte 0: expected a Bundle.type of the standard, but found none
        1.0 r1 b25 | end  0 true
        1 records"#,
    );
}

#[test]
fn bundles_in_bundles() {
    let inner =
        format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"resource":{P}}}]}}"#);
    check(
        format!(
            r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{inner},"fullUrl":"u"}},{{"resource":{O}}}]}}"#
        ),
        r#"1.0 r1 b0 | Bundle collection 
        2.0 r2 b66 | Bundle batch 
        2.1 r3 b115 | Patient Some("p")
        2.0 r2 b165 | end batch 1 true
        1.2 r4 b181 | Observation Some("o")
        1.0 r1 b235 | end collection 2 true
        4 records"#,
    );
    let mut deep = P.to_owned();
    for _ in 0..6 {
        deep = format!(
            r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"resource":{deep}}}]}}"#
        );
    }
    let text = told(deep);
    assert!(
        text.contains("TooDeep Bundle") && text.ends_with("5 records\n"),
        "{text}"
    );
}

#[test]
fn what_was_cut_or_broken_costs_itself_only() {
    for broken in [
        r#"{"resourceType":"Patient","id":"a"#,
        r#"{"resourceType":"Patient","id":"a,"active":true}"#,
        r#"{"resourceType":"Patient","name":[{"family":"x"}"#,
        r#"{"resourceType":"Patient","id" "a"}"#,
        r#"{"resourceType":"Patient","id":"a","x":["#,
        "{ this is not json",
        "<p>neither</p>",
    ] {
        let text = told(format!("{P}\n{broken}\n{O}\n{P}"));
        assert_eq!(text.matches("Observation").count(), 1, "{broken}\n{text}");
        assert!(text.ends_with("4 records\n"), "{broken}\n{text}");
    }
}

#[test]
fn what_breaks_in_a_bundle_costs_its_entry() {
    let start = r#"{"resourceType":"Bundle","type":"batch","entry":["#;
    for broken in [
        r#"{"fullUrl":"a","resource":{"resourceType":"Patient","id":"a"}"#,
        r#"{"fullUrl":"a","resource":{"resourceType":"Patient","id":"a}}"#,
        r#"[{"fullUrl":"a"}]"#,
        r#"{"fullUrl":"a","resource":{"id":"a"}}"#,
    ] {
        let good = format!(r#"{{"fullUrl":"g","resource":{O}}}"#);
        let text = told(format!("{start}{good},{broken},{good}]}}"));
        assert_eq!(text.matches("Observation").count(), 2, "{broken}\n{text}");
        assert!(
            text.contains("unknown") || text.contains("Cut Patient"),
            "{broken}\n{text}"
        );
        assert!(text.ends_with("4 records\n"), "{broken}\n{text}");
    }
}

#[test]
fn a_cut_bundle_tells_what_it_has() {
    check(
        format!(
            r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"resource":{P}}},{{"resource":{{"resourceType":"Pa"#
        ),
        r#"1.0 r1 b0 | Bundle batch 
        1.1 r2 b49 | Patient Some("p")
        1.2 r3 b98 | Cut unknown 31 structure
        1.0 r1 b129 | ! error structure: record 1, byte 129: expected the end of the Bundle or array, but found the end of the stream
        1.0 r1 b129 | end batch 2 false
        3 records"#,
    );
}

#[test]
fn what_is_too_long_or_too_deep_is_passed_over() {
    let limits = Limits {
        resource_bytes: 200 << 10,
        ..Limits::default()
    };
    let long = format!(
        r#"{{"resourceType":"Binary","id":"b","data":"{}"}}"#,
        "A\\\\{".repeat(100_000)
    );
    let text = told_of(format!("{P}\n{long}\n{O}").as_bytes(), limits);
    assert!(text.contains("TooLong Binary 400044 too-long"), "{text}");
    assert!(
        text.contains("Observation") && text.ends_with("3 records\n"),
        "{text}"
    );
    let text = told_of(
        format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"resource":{long}}},{{"resource":{O}}}]}}"#).as_bytes(),
        limits,
    );
    assert!(
        text.contains("TooLong") && text.contains("Observation"),
        "{text}"
    );
    let deep = format!(
        r#"{{"resourceType":"Basic","id":"x","a":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let text = told(format!("{P}\n{deep}\n{O}"));
    assert!(
        text.contains("TooDeep Basic") && text.ends_with("3 records\n"),
        "{text}"
    );
    let text = told_of("[".repeat(100_000).as_bytes(), Limits::default());
    assert!(text.starts_with("error: expected a resource"), "{text}");
}

#[test]
fn encodings() {
    let mut bytes = format!("{P}\n").into_bytes();
    bytes.extend_from_slice(b"{\"resourceType\":\"Patient\",\"x\":\"\xFF\"}\n");
    bytes.extend_from_slice(O.as_bytes());
    check(
        bytes,
        r#"0.0 r1 b0 | Patient Some("p")
        0.0 r2 b36 | Encoding Patient 34 structure
        0.0 r3 b71 | Observation Some("o")
        3 records"#,
    );
    let wide: Vec<u8> = P.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xFF\xFE"[..], &wide].concat();
    for bytes in [wide, marked] {
        assert!(told(bytes).starts_with("error: "), "UTF-16");
    }
    let text = told(r#"{"resourceType":"Patient","id":"p","name":"\ud800"}"#);
    assert!(text.ends_with("1 records\n"), "{text}");
}

#[test]
fn what_is_no_fhir() {
    for (input, expected) in [
        ("", "expected a resource, but found an empty stream"),
        (
            " \n\u{feff} ",
            "expected a resource in the first 6 bytes, but found neither JSON nor XML",
        ),
        (
            "a,b\n1,2\n",
            "expected a resource in the first 8 bytes, but found neither JSON nor XML",
        ),
        (
            r#"{"a":1}"#,
            "expected a resource in the first 7 bytes, but found JSON without a resourceType",
        ),
        (
            "<a><b/></a>",
            "expected a resource in the first 11 bytes, but found XML of another namespace",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            "byte 0: expected an element of FHIR, but found a document type",
        ),
    ] {
        assert_eq!(told(input), format!("error: {expected}\n"));
    }
}

#[test]
fn what_stands_around() {
    check(
        format!("HTTP/1.1 200 OK\nX: {{y}}\n\n{P}\nbye\n"),
        r#"0.0 r1 b0 | noise 24 2
        0.0 r3 b24 | Patient Some("p")
        0.0 r4 b60 | noise 4 1
        4 records"#,
    );
}

#[test]
fn defects() {
    check(
        "{\"resourceType\":\"Invented\",\"a\":1}\n{\"resourceType\":\"Patient\",\"id\":\"a\"}{\"resourceType\":\"Patient\",\"id\":\"b\"}",
        r#"0.0 r1 b0 | unknown None
        0.0 r1 b0 | ! error not-supported: record 1, byte 0: expected a resourceType of FHIR R4 or R5, but found another one
        0.0 r1 b0 | ! warning required: record 1, byte 0: expected an id or a fullUrl, but found none
        0.0 r2 b34 | Patient Some("a")
        0.0 r3 b69 | Patient Some("b")
        0.0 r3 b69 | ! warning structure: record 3, byte 69: expected one resource in a line, but found another
        3 records"#,
    );
}

/// A line of a gigabyte, or nearly, that nobody holds.
struct Long {
    given: u64,
    size: u64,
    end: &'static [u8],
}

impl Read for Long {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let start = br#"{"resourceType":"Binary","id":"1","data":""#;
        if self.given == 0 {
            into[..start.len()].copy_from_slice(start);
            self.given = 1;
            return Ok(start.len());
        }
        if self.given < self.size {
            into.fill(b'A');
            self.given += into.len() as u64;
            return Ok(into.len());
        }
        self.end.read(into)
    }
}

#[test]
fn a_line_that_fills_the_memory_of_who_holds_it() {
    let size = if cfg!(debug_assertions) {
        1 << 28
    } else {
        1 << 30
    };
    let end = b"\"}\n{\"resourceType\":\"Patient\",\"id\":\"p\"}\n";
    let mut reader = Reader::new(
        Long {
            given: 0,
            size,
            end,
        },
        Limits::default(),
    );
    let Some(Event::Damaged(damaged)) = reader.next_event().unwrap() else {
        panic!("too long");
    };
    assert_eq!((damaged.damage, damaged.kind), (Damage::TooLong, "Binary"));
    assert!(damaged.bytes > size);
    let Some(Event::Entry(entry)) = reader.next_event().unwrap() else {
        panic!("the next line");
    };
    assert_eq!(entry.resource.unwrap().id(), Some("p"));
    let Form::Json(walk) = &reader.form else {
        panic!("JSON");
    };
    assert!(walk.held() < 70 << 20, "{}", walk.held());
}

#[test]
fn nothing_is_shown() {
    let mut reader = Reader::new(P.as_bytes(), Limits::default());
    let event = reader.next_event().unwrap().unwrap();
    let shown = format!("{event:?}");
    assert!(
        shown.contains("Patient") && !shown.contains("\"p\""),
        "{shown}"
    );
}

#[test]
fn what_parameters_carry_comes_behind_them() {
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"fullUrl":"u","resource":{O}}}]}}"#
    );
    let inner = format!(r#"{{"resourceType":"Parameters","parameter":[{{"resource":{P}}}]}}"#);
    check(
        format!(
            r#"{{"resourceType":"Parameters","parameter":[{{"name":"a","valueString":"{{["}},{{"name":"b","resource":{P}}},{{"part":[{{"part":[{{"resource":{O}}}]}},{{"resource":{bundle}}}]}},{{"resource":{{"id":"x"}}}},{{"resource":{inner}}}]}}{P}"#
        ),
        r#"0.0 r1 b0 | Parameters None
        0.0 r2 b74 | Patient Some("p")
        0.0 r3 b152 | Observation Some("o")
        0.0 r4 b268 | Observation Some("o") u
        0.0 r5 b340 | NoType unknown 23 required
        0.0 r6 b418 | Patient Some("p")
        0.0 r7 b471 | Patient Some("p")
        7 records"#,
    );
    let deleted = r#"{"request":{"method":"DELETE","url":"Patient/1"}}"#;
    let alone = format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{deleted}]}}"#);
    let carried =
        format!(r#"{{"resourceType":"Parameters","parameter":[{{"resource":{alone}}}]}}"#);
    let mut reader = Reader::new(carried.as_bytes(), Limits::default());
    let mut methods = vec![];
    while let Some(event) = reader.next_event().unwrap() {
        if let Event::Entry(entry) = event {
            methods.push(entry.method.map(str::to_owned));
        }
    }
    assert_eq!(methods, [None, Some("DELETE".to_owned())]);
    check(
        r#"<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="a"/><resource><Patient><id value="p"/></Patient></resource></parameter><parameter><part><resource><Basic><id value="b"/></Basic></resource></part></parameter></Parameters>"#,
        r#"0.0 r1 b0 | Parameters None
        0.0 r2 b0 | Patient Some("p")
        0.0 r3 b0 | Basic Some("b")
        3 records"#,
    );
}
