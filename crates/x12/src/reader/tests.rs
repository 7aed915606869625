//! Tests of `reader`.

use super::*;

const ISA: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00501*000000001*0*P*:~";
const GS: &str = "GS*HP*PAYER*CLINIC*20260301*1200*1*X*005010X221A1~";

/// The events as text: one a line, with records and ordinals.
fn told(input: impl AsRef<[u8]>) -> String {
    told_within(input.as_ref(), Limits::default())
}

fn told_within(input: &[u8], limits: Limits) -> String {
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
        let at = format!(
            "{}.{}.{}.{} r{} b{}",
            p.interchange, p.group, p.set, p.segment, p.record, p.byte
        );
        let line = match event {
            Event::Preamble(noise) => format!("preamble {}", noise.bytes),
            Event::InterchangeStart(isa) => format!("ISA {}", text_of(isa.control_number())),
            Event::GroupStart(gs) => format!("GS {}", text_of(gs.control_number())),
            Event::SetStart(start) => {
                format!("ST {} {}", start.kind, text_of(start.st.control_number()))
            }
            Event::Segment(segment) => {
                assert_eq!(p.record, records, "the record is the count so far");
                text_of(segment.as_bytes())
            }
            Event::Outside(segment) => format!("outside {}", text_of(segment.as_bytes())),
            Event::SetEnd(end) => format!("SE {} {}", end.segments, end.trailer),
            Event::GroupEnd(end) => format!("GE {} {}", end.sets, end.trailer),
            Event::InterchangeEnd(end) => format!("IEA {} {}", end.groups, end.trailer),
            Event::Damaged(damaged) => {
                format!(
                    "{:?} {} {}",
                    damaged.damage,
                    damaged.bytes,
                    damaged.damage.code()
                )
            }
            Event::Noise(noise) => {
                format!(
                    "{:?} {} bytes, {} records, {} sets, {} claims, {} interchanges",
                    noise.place,
                    noise.bytes,
                    noise.records,
                    noise.sets,
                    noise.claims,
                    noise.interchanges
                )
            }
            Event::Defect(defect) => {
                format!(
                    "! {} {} {}: {defect}",
                    defect.level.as_str(),
                    defect.code_list.as_str(),
                    defect.code
                )
            }
        };
        text.push_str(&format!("{at} | {line}\n"));
    }
    text.push_str(&format!("{records} records\n"));
    text
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Only the lines that tell what went wrong.
fn problems(input: impl AsRef<[u8]>) -> Vec<String> {
    let keep = |line: &&str| line.contains("| !") || line.starts_with("error");
    told(input)
        .lines()
        .filter(keep)
        .map(|line| line.split("| ").last().unwrap().to_owned())
        .collect()
}

fn file(body: &str) -> String {
    format!("{ISA}{GS}{body}")
}

#[test]
fn a_file_in_order() {
    let file = file("ST*835*0001~BPR*I*80~SE*3*0001~GE*1*1~IEA*1*000000001~");
    assert_eq!(
        told(file),
        "\
1.0.0.0 r1 b0 | ISA 000000001
1.1.0.0 r2 b106 | GS 1
1.1.1.1 r3 b156 | ST 835 0001
1.1.1.2 r4 b168 | BPR*I*80
1.1.1.3 r5 b177 | SE 3 true
1.1.0.0 r6 b187 | GE 1 true
1.0.0.0 r7 b194 | IEA 1 true
7 records
"
    );
}

#[test]
fn several_of_everything() {
    let other = ISA
        .replace('*', "|")
        .replace(":~", ">\n")
        .replace("000000001", "000000002");
    let file = format!(
        "{ISA}TA1*1~{GS}ST*835*1~SE*2*1~ST*270*2~SE*2*2~GE*2*1~{}ST*837*1~SE*2*1~GE*1*2~IEA*2*1~\n{other}\
         GS|HC|A|B|20260301|1200|7|X|005010X223A2\nST|837|1\nSE|2|1\nGE|1|7\nIEA|1|2",
        GS.replace("*1*X*005010X221A1", "*2*X*005010X222A1"),
    );
    assert_eq!(
        told(file),
        "\
1.0.0.0 r1 b0 | ISA 000000001
1.0.0.0 r2 b106 | outside TA1*1
1.1.0.0 r3 b112 | GS 1
1.1.1.1 r4 b162 | ST 835 1
1.1.1.2 r5 b171 | SE 2 true
1.1.2.1 r6 b178 | ST 270 2
1.1.2.2 r7 b187 | SE 2 true
1.1.0.0 r8 b194 | GE 2 true
1.2.0.0 r9 b201 | GS 2
1.2.1.1 r10 b251 | ST 837P 1
1.2.1.2 r11 b260 | SE 2 true
1.2.0.0 r12 b267 | GE 1 true
1.0.0.0 r13 b274 | IEA 2 true
2.0.0.0 r14 b283 | ISA 000000002
2.1.0.0 r15 b389 | GS 7
2.1.1.1 r16 b430 | ST 837I 1
2.1.1.2 r17 b439 | SE 2 true
2.1.0.0 r18 b446 | GE 1 true
2.0.0.0 r19 b453 | IEA 1 true
19 records
"
    );
}

#[test]
fn counts_and_control_numbers() {
    let file = file("ST*835*0001~BPR*I*80~SE*4*1~GE*x*2~IEA**7~");
    assert_eq!(
        problems(file),
        [
            "! set IK502 3: record 5, byte 177: expected SE02 equal to ST02, but found another one",
            "! set IK502 4: record 5, byte 177: expected SE01 to be 3, the segments counted, but found 4",
            "! group AK905 4: record 6, byte 184: expected GE02 equal to GS06, but found another one",
            "! group AK905 5: record 6, byte 184: expected GE01 to be 1, the sets counted, but found no number",
            "! interchange TA105 001: record 7, byte 191: expected IEA02 equal to ISA13, but found another one",
            "! interchange TA105 021: record 7, byte 191: expected IEA01 to be 1, the groups counted, but found no number",
        ]
    );
    assert_eq!(
        problems(self::file("ST*835*1~SE*02*1~GE*1*001~IEA*01*1~")),
        [""; 0]
    );
}

#[test]
fn missing_trailers() {
    assert_eq!(
        told(file(&format!("ST*835*1~BPR*1~ST*835*2~{GS}{}", ISA.replace("001*0*P", "002*0*P")))),
        "\
1.0.0.0 r1 b0 | ISA 000000001
1.1.0.0 r2 b106 | GS 1
1.1.1.1 r3 b156 | ST 835 1
1.1.1.2 r4 b165 | BPR*1
1.1.1.3 r5 b171 | ! set IK502 2: record 5, byte 171: expected SE, but found the next envelope
1.1.1.2 r5 b171 | SE 2 false
1.1.2.1 r5 b171 | ST 835 2
1.1.2.2 r6 b180 | ! set IK502 2: record 6, byte 180: expected SE, but found the next envelope
1.1.2.1 r6 b180 | SE 1 false
1.1.0.0 r6 b180 | ! group AK905 3: record 6, byte 180: expected GE, but found the next envelope
1.1.0.0 r6 b180 | GE 2 false
1.2.0.0 r6 b180 | GS 1
1.2.0.0 r7 b230 | ! group AK905 3: record 7, byte 230: expected GE, but found the next envelope
1.2.0.0 r7 b230 | GE 0 false
1.0.0.0 r7 b230 | ! interchange TA105 022: record 7, byte 230: expected IEA, but found the next envelope
1.0.0.0 r7 b230 | IEA 2 false
2.0.0.0 r7 b230 | ISA 000000002
2.0.0.0 r7 b336 | ! interchange TA105 023: record 7, byte 336: expected IEA, but found the end of the stream
2.0.0.0 r7 b336 | IEA 0 false
7 records
"
    );
}

#[test]
fn a_file_that_is_cut() {
    assert_eq!(
        told(file("ST*835*1~CLP*A*1*10")),
        "\
1.0.0.0 r1 b0 | ISA 000000001
1.1.0.0 r2 b106 | GS 1
1.1.1.1 r3 b156 | ST 835 1
1.1.1.2 r4 b165 | Cut 10 8
1.1.1.2 r4 b175 | ! set IK502 2: record 4, byte 175: expected SE, but found the end of the stream
1.1.1.2 r4 b175 | SE 2 false
1.1.0.0 r4 b175 | ! group AK905 3: record 4, byte 175: expected GE, but found the end of the stream
1.1.0.0 r4 b175 | GE 1 false
1.0.0.0 r4 b175 | ! interchange TA105 023: record 4, byte 175: expected IEA, but found the end of the stream
1.0.0.0 r4 b175 | IEA 1 false
4 records
"
    );
}

#[test]
fn an_interchange_begins_in_the_middle_of_a_segment() {
    let told = told(file(&format!("ST*835*1~CLP*A*1{ISA}IEA*0*1~")));
    let lines: Vec<_> = told
        .lines()
        .skip(3)
        .map(|line| line.split("| ").last().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "Cut 7 8",
            "! set IK502 2: record 5, byte 172: expected SE, but found the next envelope",
            "SE 2 false",
            "! group AK905 3: record 5, byte 172: expected GE, but found the next envelope",
            "GE 1 false",
            "! interchange TA105 022: record 5, byte 172: expected IEA, but found the next envelope",
            "IEA 1 false",
            "ISA 000000001",
            "IEA 0 true",
            "6 records",
        ]
    );
}

#[test]
fn trailers_without_headers_and_sets_without_a_group() {
    assert_eq!(
        told(format!(
            "{ISA}SE*1*1~GE*1*1~ST*835*7*005010X221A1~SE*2*7~ST*837*8*005010X223A2~SE*2*8~IEA*0*1~"
        )),
        "\
1.0.0.0 r1 b0 | ISA 000000001
1.0.0.0 r2 b106 | ! set TA105 022: record 2, byte 106: expected ST before SE, but found none
1.0.0.0 r2 b106 | outside SE*1*1
1.0.0.0 r3 b113 | ! group TA105 022: record 3, byte 113: expected GS before GE, but found none
1.0.0.0 r3 b113 | outside GE*1*1
1.0.1.1 r4 b120 | ST 835 7
1.0.1.1 r4 b120 | ! set TA105 024: record 4, byte 120: expected GS before ST, but found none
1.0.1.2 r5 b142 | SE 2 true
1.0.2.1 r6 b149 | ST 837I 8
1.0.2.1 r6 b149 | ! set TA105 024: record 6, byte 149: expected GS before ST, but found none
1.0.2.2 r7 b171 | SE 2 true
1.0.0.0 r8 b178 | IEA 0 true
8 records
"
    );
}

#[test]
fn headers_without_control_numbers() {
    let isa = ISA.replace("000000001", "         ");
    assert_eq!(
        problems(format!("{isa}GS*HP~ST*835~SE*2~GE*1~IEA*1~")),
        [
            "! interchange TA105 018: record 1, byte 0: expected a control number in ISA13, but found nothing",
            "! group AK905 6: record 2, byte 106: expected a control number in GS06, but found nothing",
            "! set IK502 7: record 3, byte 112: expected a control number in ST02, but found nothing",
        ]
    );
}

#[test]
fn an_isa_without_component_separator() {
    assert_eq!(
        problems(format!("{}{GS}GE*0*1~IEA*1*1~", ISA.replace(":~", "~"))),
        [
            "! interchange TA105 027: record 1, byte 0: expected a separator in ISA16, but found none, and assumed a colon"
        ]
    );
}

#[test]
fn text_before_between_and_after() {
    let one = file("GE*0*1~IEA*1*1~");
    let text = format!(
        "\u{feff} From: x\r\n\r\n{one}\r\n-- next --\r\n{one}\r\nST*835*1~SE*2*1~\r\nbye\r\n\u{1a}"
    );
    let told = told(text);
    let noise: Vec<_> = told
        .lines()
        .filter(|line| {
            ["preamble", "Between", "After", "records"]
                .iter()
                .any(|word| line.contains(word))
        })
        .collect();
    assert_eq!(
        noise,
        [
            "0.0.0.0 r1 b4 | preamble 7",
            "0.0.0.0 r6 b188 | Between 12 bytes, 1 records, 0 sets, 0 claims, 0 interchanges",
            "0.0.0.0 r11 b373 | After 20 bytes, 3 records, 1 sets, 0 claims, 0 interchanges",
            "13 records",
        ]
    );
}

#[test]
fn blanks_between_segments_say_nothing() {
    let plain = file("ST*835*1~BPR*I~SE*3*1~GE*1*1~IEA*1*1~");
    let noisy = format!("\u{feff}\r\n{}\u{1a}\0", plain.replace('~', "~~ \r\n\t"));
    let strip = |text: String| -> Vec<String> {
        text.lines()
            .map(|line| line.split("| ").last().unwrap().to_owned())
            .collect()
    };
    assert_eq!(strip(told(&plain)), strip(told(noisy)));
    for newline in ["\r\n", "\n", "\r", "\r\n\r\n"] {
        assert_eq!(
            strip(told(&plain)),
            strip(told(plain.replace('~', newline))),
            "{newline:?}"
        );
    }
    // A terminator of several bytes.
    assert_eq!(
        strip(told(&plain)),
        strip(told(plain.replace('~', "\u{2026}")))
    );
    assert_eq!(strip(told(&plain)), strip(told(plain.replace('~', "\\\n"))));
}

#[test]
fn lines_of_eighty() {
    let plain = file("ST*835*1~BPR*I*80*C*ACH~N3*1234 MAIN STREET~SE*4*1~GE*1*1~IEA*1*1~");
    let wrapped: Vec<_> = plain.as_bytes().chunks(80).map(text_of).collect();
    let strip = |text: String| -> Vec<String> {
        text.lines()
            .map(|line| line.split("| ").last().unwrap().to_owned())
            .collect()
    };
    assert_eq!(strip(told(&plain)), strip(told(wrapped.join("\r\n"))));
}

#[test]
fn lines_of_any_length() {
    let plain = file(
        "ST*835*1~BPR*I*80*C*ACH~N3*1234 MAIN STREET~CLP*A*1*100*80~SVC*HC:99213*100*80~SE*6*1~GE*1*1~IEA*1*1~",
    );
    let strip = |text: String| -> Vec<String> {
        text.lines()
            .map(|line| line.split("| ").last().unwrap().to_owned())
            .collect()
    };
    let expected = strip(told(&plain));
    // Lines that end behind the ISA leave it whole, and break what follows.
    for (length, newline) in (106..300).flat_map(|length| [(length, "\r\n"), (length, "\n")]) {
        let wrapped: Vec<_> = plain.as_bytes().chunks(length).map(text_of).collect();
        let found = strip(told(wrapped.join(newline)));
        assert_eq!(found, expected, "{length} {newline:?}");
    }
}

#[test]
fn a_second_isa_that_can_not_be_read_ends_the_interchange() {
    let sets = "ST*835*1~BPR*I~SE*3*1~GE*1*1~";
    let other = file(sets).replace("00501", "005X1");
    let third = file("GE*0*1~IEA*1*1~");
    for trailer in ["IEA*1*1~", ""] {
        let told = told(format!("{}{trailer}{other}IEA*1*1~{third}", file(sets)));
        let lines: Vec<_> = told
            .lines()
            .skip(6)
            .map(|line| line.split("| ").last().unwrap())
            .filter(|line| !line.starts_with('!'))
            .collect();
        let whole = format!("IEA 1 {}", !trailer.is_empty());
        assert_eq!(
            lines[..4],
            [
                whole.as_str(),
                "Between 186 bytes, 7 records, 1 sets, 0 claims, 1 interchanges",
                "ISA 000000001",
                "GS 1"
            ],
            "{told}"
        );
    }
    // In the middle of a set too: whose the claims behind it are nobody knows.
    let told = told(format!(
        "{}{}",
        file("ST*835*1~CLP*A~"),
        other.replace("BPR*I", "CLP*B")
    ));
    assert!(told.contains("SE 2 false"), "{told}");
    assert!(
        told.contains("After 179 bytes, 6 records, 1 sets, 1 claims, 1 interchanges"),
        "{told}"
    );
}

#[test]
fn a_first_isa_that_can_not_be_read() {
    let body = "ST*835*1~BPR*I~SE*3*1~GE*1*1~IEA*1*1~";
    let bad = file(body).replace("00501", "005X1");
    let told = told(format!("\u{feff}Hello\r\n{bad}\r\n{}", file(body)));
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "0.0.0.0 r1 b3 | preamble 5",
            "0.0.0.0 r2 b10 | Before 186 bytes, 7 records, 1 sets, 0 claims, 1 interchanges",
            "1.0.0.0 r9 b205 | ISA 000000001"
        ]
    );
    assert_eq!(lines.last(), Some(&"15 records"));
}

#[test]
fn sets_before_the_first_isa() {
    let told = told(format!("GS*HP~\r\nST*835*1~CLP*A*1~SE*2*1~{}IEA*0*1~", ISA));
    assert_eq!(
        told.lines().next().unwrap(),
        "0.0.0.0 r1 b0 | Before 26 bytes, 4 records, 1 sets, 1 claims, 0 interchanges"
    );
}

#[test]
fn what_a_long_segment_says_is_told_apart_wherever_the_buffer_ends() {
    let limits = Limits {
        segment_bytes: 150,
        ..Limits::default()
    };
    let digest = |before: usize, long: &str| {
        let filler = "BPR*I~".repeat(before);
        let text = file(&format!("ST*835*1~{filler}nte*{long}~SE*3*1~"));
        let mut reader = Reader::new(text.as_bytes(), limits);
        loop {
            match reader.next_event().unwrap().unwrap() {
                Event::Damaged(damaged) => break (damaged.digest, damaged.seems().to_vec()),
                _ => continue,
            }
        }
    };
    for length in [200, 100_000, 300_000] {
        let long = "x".repeat(length);
        let first = digest(0, &long);
        assert_eq!(first.1, b"NTE");
        for before in [1, 20_000, 21_000] {
            assert_eq!(digest(before, &long), first);
        }
        assert_eq!(
            digest(
                3,
                &format!("{}\r\n{}", "x".repeat(50), "x".repeat(length - 50))
            ),
            first
        );
        assert_ne!(digest(0, &format!("{long}y")), first);
    }
}

#[test]
fn what_is_no_segment() {
    let text = file("ST*835*1~clp*1~<html>~ISA*1~*~SE*6*1~GE*1*1~hm~IEA*1*1~");
    let told = told(text);
    let lines: Vec<_> = told
        .lines()
        .skip(3)
        .map(|line| line.split("| ").last().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "NoId 5 1",
            "NoId 6 1",
            "NoId 5 1",
            "NoId 1 1",
            "SE 6 true",
            "GE 1 true",
            "NoId 2 1",
            "IEA 1 true",
            "11 records"
        ]
    );
}

#[test]
fn a_segment_that_is_too_long() {
    let limits = Limits {
        segment_bytes: 150,
        ..Limits::default()
    };
    for length in [200, 300_000, 1_000_000] {
        let long = format!("NTE*{}~", "x".repeat(length));
        let text = file(&format!("ST*835*1~{long}BPR*I~SE*4*1~GE*1*1~IEA*1*1~"));
        let told = told_within(text.as_bytes(), limits);
        let lines: Vec<_> = told
            .lines()
            .skip(3)
            .map(|line| line.split("| ").last().unwrap())
            .collect();
        let damaged = format!("TooLong {} 8", length + 4);
        assert_eq!(
            lines,
            [
                &damaged,
                "BPR*I",
                "SE 4 true",
                "GE 1 true",
                "IEA 1 true",
                "8 records"
            ]
        );
    }
}

/// Wherever the buffer ended: it is read in pieces of 128 KB.
#[test]
fn a_segment_that_is_too_long_and_cut() {
    let limits = Limits {
        segment_bytes: 150,
        ..Limits::default()
    };
    for length in [200, 100_000, 131_000, 200_000] {
        let text = file(&format!("ST*835*1~NTE*{}", "x".repeat(length)));
        let told = told_within(text.as_bytes(), limits);
        let damaged = format!("TooLong {} 8", length + 4);
        assert!(told.contains(&damaged), "{length}: {told:?}");
        let trailer = file(&format!("ST*835*1~SE*{}", "1".repeat(length)));
        let told = told_within(trailer.as_bytes(), limits);
        let damaged = format!("TooLong {} 8", length + 3);
        assert!(told.contains(&damaged), "{length}: {told:?}");
    }
}

#[test]
fn what_is_no_x12() {
    assert_eq!(
        told(""),
        "error: expected an ISA segment, but found an empty stream\n"
    );
    assert_eq!(
        told("\u{feff}\r\n"),
        "error: expected an ISA segment, but found an empty stream\n"
    );
    assert_eq!(
        told("GS*HC*A~ST*837~"),
        "error: expected an ISA segment in the first 15 bytes, but found none\n"
    );
    assert_eq!(
        told("x".repeat(200_000)),
        "error: expected an ISA segment in the first 65536 bytes, but found none\n"
    );
    assert_eq!(
        told(ISA.replace("*ZZ*CLINIC         ", "")),
        "error: byte 0: expected an ISA segment of 16 elements, but found fewer elements\n"
    );
    assert_eq!(
        told(format!("{}{ISA}", "x\n".repeat(40_000))),
        "error: expected an ISA segment in the first 65536 bytes, but found none\n"
    );
}

/// A reader that gives as few bytes as it may, and is interrupted.
struct Slow<'a>(&'a [u8], bool);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        let read = buffer.len().min(self.0.len()).min(1);
        buffer[..read].copy_from_slice(&self.0[..read]);
        self.0 = &self.0[read..];
        Ok(read)
    }
}

#[test]
fn the_size_of_reads_does_not_matter() {
    let body = "BPR*I*80*C*ACH~NM1*QC*1*SMITH*LISA*M~".repeat(5_000);
    let text = file(&format!("ST*835*1~{body}SE*10002*1~GE*1*1~IEA*1*1~"));
    let count = |mut reader: Reader<Slow<'_>>| {
        let mut records = 0;
        while let Some(event) = reader.next_event().unwrap() {
            assert!(
                !matches!(event, Event::Defect(_) | Event::Damaged(_)),
                "{event:?}"
            );
            records += event.records();
        }
        records
    };
    assert_eq!(
        count(Reader::new(Slow(text.as_bytes(), false), Limits::default())),
        10_006
    );
}

#[test]
fn an_io_error_is_an_error_of_its_own() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }
    let error = Reader::new(Broken, Limits::default())
        .next_event()
        .unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.is_refusal()),
        ("could not read the stream", false)
    );
    assert!(Error::Empty.is_refusal());
}
