//! Tests of `reader`.

use super::*;

const MSH: &str = "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\r";

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
            "{}.{}.{} r{} b{}",
            p.batch, p.message, p.segment, p.record, p.byte
        );
        let line = match event {
            Event::Preamble(noise) => format!("preamble {} {}", noise.records, noise.bytes),
            Event::Header(segment) => format!("header {}", text_of(segment.as_bytes())),
            Event::Trailer(segment) => format!("trailer {}", text_of(segment.as_bytes())),
            Event::Outside(segment) => format!("outside {}", text_of(segment.as_bytes())),
            Event::Message(message) => {
                let ids: Vec<_> = message
                    .segments()
                    .map(|it| format!("{}@{}", text_of(it.id()), it.position().byte))
                    .collect();
                let kind = message.kind();
                format!("{kind} {} {}", ids.join(" "), message.bytes().len())
            }
            Event::Damaged(damaged) => format!(
                "{:?} {} bytes, {} segments, {} {}",
                damaged.damage,
                damaged.bytes,
                damaged.segments,
                damaged.damage.code(),
                damaged.seems()
            ),
            Event::Noise(noise) => {
                format!("{:?} {} {}", noise.place, noise.records, noise.bytes)
            }
            Event::Defect(defect) => format!(
                "! {} {} {}: {defect}",
                defect.level.as_str(),
                defect.code_list.as_str(),
                defect.code
            ),
        };
        text.push_str(&format!("{at} | {line}\n"));
    }
    text.push_str(&format!("{records} records\n"));
    text
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check(input: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(told(input), expected);
}

/// Only the lines that tell what went wrong.
fn problems(input: impl AsRef<[u8]>) -> Vec<String> {
    told(input)
        .lines()
        .filter(|line| line.contains("| !") || line.starts_with("error"))
        .map(|line| line.split("| ").last().unwrap().to_owned())
        .collect()
}

#[test]
fn messages_come_whole() {
    check(
        format!("{MSH}PID|1\rPV1|1|I\r{MSH}PID|2"),
        "0.1.1 r1 b0 | ADT^A08 MSH@0 PID@39 PV1@45 52\n\
         0.2.1 r4 b53 | ADT^A08 MSH@53 PID@92 44\n\
         5 records\n",
    );
}

#[test]
fn any_line_end_in_one_file() {
    let lf = MSH.replace('\r', "\n");
    let crlf = MSH.replace('\r', "\r\n");
    check(
        format!("\u{feff}\r\n\n{lf}PID|1\n\n\n{crlf}  PID|1\r\n\r\n{MSH}PID|1\r\0\0\x1a"),
        "0.1.1 r1 b6 | ADT^A08 MSH@6 PID@45 44\n\
         0.2.1 r3 b53 | ADT^A08 MSH@53 PID@95 47\n\
         0.3.1 r5 b104 | ADT^A08 MSH@104 PID@143 44\n\
         6 records\n",
    );
}

#[test]
fn batches_and_files() {
    check(
        format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{MSH}{MSH}BTS|2\rBHS|^~\\&|A\r{MSH}BTS|1|done\rFTS|2\r"),
        "0.0.0 r1 b0 | header FHS|^~\\&|A\n\
         1.0.0 r2 b11 | header BHS|^~\\&|A\n\
         1.1.1 r3 b22 | ADT^A08 MSH@22 38\n\
         1.2.1 r4 b61 | ADT^A08 MSH@61 38\n\
         1.0.0 r5 b100 | trailer BTS|2\n\
         2.0.0 r6 b106 | header BHS|^~\\&|A\n\
         2.3.1 r7 b117 | ADT^A08 MSH@117 38\n\
         2.0.0 r8 b156 | trailer BTS|1|done\n\
         0.0.0 r9 b167 | trailer FTS|2\n\
         9 records\n",
    );
}

#[test]
fn defects_of_batches_and_files() {
    assert_eq!(
        problems(format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{MSH}BTS|3\rFTS|x\r")),
        [
            "! batch ERR-3 207: record 4, byte 61: expected BTS-1 to be 1, the messages counted, but found 3",
            "! file ERR-3 102: record 5, byte 67: expected FTS-1 to be 1, the batches counted, but found no number",
        ]
    );
    assert_eq!(
        problems(format!("BHS|^~\\&|A\r{MSH}BHS|^~\\&|A\r{MSH}FTS\r")),
        [
            "! batch ERR-3 100: record 3, byte 50: expected BTS, but found the next one",
            "! batch ERR-3 100: record 5, byte 100: expected BTS, but found the next one",
            "! file ERR-3 100: record 5, byte 100: expected FHS before FTS, but found none",
        ]
    );
    assert_eq!(
        problems(format!("FHS||A\rBHS|^^^^|A\r{MSH}")),
        [
            "! file ERR-3 101: record 1, byte 0: expected four or five encoding characters in FHS-2, but found nothing, and assumed the usual ones",
            "! batch ERR-3 102: record 2, byte 7: expected four or five encoding characters in BHS-2, but found others, and assumed the usual ones",
            "! batch ERR-3 100: record 3, byte 57: expected BTS, but found the end of the stream",
            "! file ERR-3 100: record 3, byte 57: expected FTS, but found the end of the stream",
        ]
    );
    // Messages that no batch holds are one.
    assert!(problems(format!("FHS|^~\\&|A\r{MSH}{MSH}FTS|1\r")).is_empty());
    assert!(problems("BHS|^~\\&|A\rBTS|0\r").is_empty());
    assert!(problems(format!("BHS|^~\\&|A\r{MSH}BTS\r")).is_empty());
}

#[test]
fn an_end_is_read_by_its_own_separator() {
    check(
        format!("BHS@^~\\&@A\r{MSH}BTS|1\rBHS@^~\\&@A\r{MSH}BTS@2\rbts\r"),
        "1.0.0 r1 b0 | header BHS@^~\\&@A\n\
         1.1.1 r2 b11 | ADT^A08 MSH@11 38\n\
         1.0.0 r3 b50 | trailer BTS|1\n\
         2.0.0 r4 b56 | header BHS@^~\\&@A\n\
         2.2.1 r5 b67 | ADT^A08 MSH@67 38\n\
         2.0.0 r6 b106 | trailer BTS@2\n\
         2.0.0 r6 b106 | ! batch ERR-3 207: record 6, byte 106: expected BTS-1 to be 1, the messages counted, but found 2\n\
         0.0.0 r7 b112 | After 1 3\n\
         7 records\n",
    );
}

#[test]
fn blanks_behind_a_message_do_not_make_it_too_large() {
    let limits = Limits {
        message_bytes: 1 << 10,
        ..Limits::default()
    };
    let input = format!("{MSH}PID|1\r{}{MSH}", "\0".repeat(1 << 20));
    let next = MSH.len() + 6 + (1 << 20);
    assert_eq!(
        told_within(input.as_bytes(), limits),
        format!(
            "0.1.1 r1 b0 | ADT^A08 MSH@0 PID@39 44\n\
             0.2.1 r3 b{next} | ADT^A08 MSH@{next} 38\n\
             3 records\n"
        )
    );
}

#[test]
fn blocks_of_the_lower_layer() {
    check(
        format!("\x0b{MSH}PID|1\r\x1c\r\x0b{MSH}\x1c\r"),
        "0.1.1 r1 b1 | ADT^A08 MSH@1 PID@40 44\n\
         0.2.1 r3 b49 | ADT^A08 MSH@49 38\n\
         3 records\n",
    );
    assert_eq!(
        problems(format!("{MSH}\x1c\r\x0b{MSH}\x0b{MSH}PID|1")),
        [
            "! frame ERR-3 100: record 1, byte 39: expected a start block before an end block, but found none",
            "! frame ERR-3 100: record 3, byte 82: expected an end block, but found the next one",
            "! frame ERR-3 100: record 4, byte 126: expected an end block, but found the end of the stream",
        ]
    );
}

#[test]
fn a_line_that_is_no_segment_is_told_behind_its_message() {
    check(
        format!("{MSH}OBX|1|TX|||first\rsecond | line\r\rTHE\rNTE|1\r"),
        "0.1.1 r1 b0 | ADT^A08 MSH@0 OBX@39 NTE@75 80\n\
         0.1.3 r3 b56 | NoId 13 bytes, 1 segments, 100 ADT\n\
         0.1.4 r4 b71 | NoId 3 bytes, 1 segments, 100 ADT\n\
         5 records\n",
    );
}

#[test]
fn segments_in_small_letters_are_read() {
    let input = format!("{}pid|1\rthe|1\r", MSH.replace("MSH", "msh"));
    check(
        input,
        "0.1.1 r1 b0 | ADT^A08 MSH@0 PID@39 50\n\
         0.1.3 r3 b45 | NoId 5 bytes, 1 segments, 100 ADT\n\
         0.1.1 r1 b0 | ! message ERR-3 102: record 1, byte 0: expected segment ids in capitals, but found 2 in small letters\n\
         3 records\n",
    );
}

#[test]
fn defects_of_messages() {
    assert_eq!(
        problems("MSH|^~\\&|A|B|C|D|2026|||\rPID|1\r"),
        [
            "! message ERR-3 101: record 1, byte 0: expected a message code in MSH-9, but found nothing",
            "! message ERR-3 101: record 1, byte 0: expected a message control id in MSH-10, but found nothing",
        ]
    );
    assert_eq!(
        problems("MSH||A|B|C|D|2026||ADT^A08|7\rPID|1\r"),
        [
            "! message ERR-3 101: record 1, byte 0: expected four or five encoding characters in MSH-2, but found nothing, and assumed the usual ones"
        ]
    );
    let cut = "! message ERR-3 100: record 1, byte 0: expected the rest of the message, but found the end of the stream";
    assert_eq!(problems("MSH|^~\\&|A|B|C"), [cut]);
    assert_eq!(problems(format!("{MSH}PID|1\rPV")), [cut]);
    assert!(problems(format!("{MSH}PID|1\rPV1|1|I|2")).is_empty());
}

#[test]
fn text_before_between_and_behind() {
    check(
        format!("To: you\r\n\r\nHi|\n{MSH}\x1c\rbye\rbye\r\n{MSH}PID|1\r\x1cend"),
        "0.0.0 r1 b0 | preamble 2 14\n\
         0.1.1 r3 b15 | ADT^A08 MSH@15 38\n\
         0.0.0 r3 b54 | ! frame ERR-3 100: record 3, byte 54: expected a start block before an end block, but found none\n\
         0.0.0 r4 b56 | Between 2 7\n\
         0.2.1 r6 b65 | ADT^A08 MSH@65 PID@104 44\n\
         0.0.0 r7 b110 | ! frame ERR-3 100: record 7, byte 110: expected a start block before an end block, but found none\n\
         0.0.0 r8 b111 | After 1 3\n\
         8 records\n",
    );
    check(
        format!("PID|1\rtext\r12:00 {MSH}"),
        "0.0.0 r1 b0 | outside PID|1\n\
         0.0.0 r2 b6 | preamble 2 11\n\
         0.1.1 r4 b17 | ADT^A08 MSH@17 38\n\
         4 records\n",
    );
}

#[test]
fn what_has_no_message_is_refused() {
    for blank in ["", "\r\n \t", "\u{feff}", "\0\0\0\0"] {
        assert_eq!(
            told(blank),
            "error: expected an MSH segment, but found an empty stream\n"
        );
    }
    for other in [
        "PID|1\rPV1|1\r",
        "ISA*00*",
        "MSH",
        "MSH, LH and FSH\r",
        "{}",
    ] {
        let len = other.len();
        assert_eq!(
            told(other),
            format!("error: expected an MSH segment in the first {len} bytes, but found none\n")
        );
    }
    let limits = Limits {
        preamble_bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        told_within(format!("0123456789\r{MSH}").as_bytes(), limits),
        "error: expected an MSH segment in the first 10 bytes, but found none\n"
    );
    assert!(!told_within(format!("012345678\r{MSH}").as_bytes(), limits).contains("error"));
    assert!(Error::Empty.is_refusal() && Error::NoMessage { searched: 1 }.is_refusal());
    assert!(!Error::Io(std::io::Error::other("gone")).is_refusal());
}

#[test]
fn a_message_beyond_the_limits_is_skipped() {
    let limits = Limits {
        message_bytes: 100,
        message_segments: 4,
        message_fields: 40,
        segment_bytes: 60,
        ..Limits::default()
    };
    let too_large = |middle: &str, segments: usize| {
        let input = format!("{MSH}{middle}{MSH}PID|1\r");
        let bytes = MSH.len() + middle.len() - 1;
        let (record, byte) = (segments + 1, bytes + 1);
        let pid = byte + MSH.len();
        assert_eq!(
            told_within(input.as_bytes(), limits),
            format!(
                "0.1.1 r1 b0 | TooLarge {bytes} bytes, {segments} segments, 104 ADT\n\
                 0.2.1 r{record} b{byte} | ADT^A08 MSH@{byte} PID@{pid} 44\n\
                 {} records\n",
                segments + 2
            ),
            "{middle}"
        );
    };
    too_large(&"PID|1\r".repeat(4), 5);
    too_large(&"PID|1\r".repeat(400_000), 400_001);
    too_large(&format!("PID|{}\r", "x".repeat(57)), 2);
    too_large(&format!("PID|{}\rtext\r", "x".repeat(1 << 20)), 3);
    too_large(
        &format!("PID|{}\rPV1|{}\r", "x".repeat(30), "x".repeat(40)),
        3,
    );
    too_large(&format!("PID|{}\r", "|".repeat(50)), 2);
}

#[test]
fn an_msh_beyond_the_limits_is_skipped() {
    let limits = Limits {
        segment_bytes: 60,
        ..Limits::default()
    };
    for len in [70, 1 << 20] {
        let msh = MSH.trim_end();
        let input = format!(
            "{msh}|{}\rPID|1\r{MSH}{}\r",
            "x".repeat(len),
            "y".repeat(61)
        );
        let bytes = msh.len() + 1 + len + 6;
        let next = bytes + 1;
        assert_eq!(
            told_within(input.as_bytes(), limits),
            format!(
                "0.1.1 r1 b0 | TooLarge {bytes} bytes, 2 segments, 104 ADT\n\
                 0.2.1 r3 b{next} | TooLarge 100 bytes, 2 segments, 104 ADT\n\
                 4 records\n"
            )
        );
    }
    let input = format!("{MSH}\x1c{}\r", "y".repeat(300_000));
    let told = told_within(input.as_bytes(), limits);
    assert!(
        told.contains("| TooLong 300000 bytes, 1 segments, 104 \n"),
        "{told}"
    );
}

#[test]
fn a_segment_of_too_many_fields_is_skipped() {
    let limits = Limits {
        message_fields: 20,
        ..Limits::default()
    };
    let many = format!("PID{}\r", "|".repeat(21));
    let header = format!("BHS|^~\\&{}\r", "|".repeat(21));
    let name = "x".repeat(1_100);
    let msh = format!("{}{name}{}\r", MSH.trim_end(), "|".repeat(21));
    let told = told_within(format!("{many}{header}{msh}{MSH}").as_bytes(), limits);
    assert_eq!(
        told,
        "0.0.0 r1 b0 | TooLong 24 bytes, 1 segments, 104 \n\
         0.0.0 r2 b25 | TooLong 29 bytes, 1 segments, 104 \n\
         0.1.1 r3 b55 | TooLarge 1159 bytes, 1 segments, 104 ADT\n\
         0.2.1 r4 b1215 | ADT^A08 MSH@1215 38\n\
         4 records\n"
    );
}

#[test]
fn a_message_as_long_as_may_be_is_read() {
    let limits = Limits {
        message_bytes: MSH.len() + 5,
        message_segments: 2,
        ..Limits::default()
    };
    let input = format!("{MSH}PID|1\r").repeat(10_000);
    let told = told_within(input.as_bytes(), limits);
    assert!(told.ends_with("20000 records\n") && !told.contains("TooLarge"));
}

#[test]
fn nothing_depends_on_how_the_bytes_come() {
    struct Slow<'a>(&'a [u8], usize);
    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(len);
            buffer[..len].copy_from_slice(now);
            self.0 = later;
            Ok(len)
        }
    }
    // Long enough for many buffers, so that they end within every part of a message.
    let mut input = String::new();
    let mut expected = 0;
    for number in 0..9_000 {
        input.push_str(MSH);
        input.push_str(&format!(
            "PID|{number}\r\n\u{feff}OBX|1|TX|||{}\r",
            "x".repeat(number % 97)
        ));
        expected += 3;
    }
    for step in [1_000, 65_521, usize::MAX] {
        let mut reader = Reader::new(Slow(input.as_bytes(), step), Limits::default());
        let (mut records, mut messages) = (0, 0);
        while let Some(event) = reader.next_event().unwrap() {
            records += event.records();
            let Event::Message(message) = event else {
                panic!("{event:?}")
            };
            let pid = message.first(b"PID").unwrap();
            assert_eq!(text_of(pid.field(1).as_bytes()), messages.to_string());
            let obx = message.first(b"OBX").unwrap();
            assert_eq!(obx.field(5).as_bytes().len(), messages % 97);
            let at = usize::try_from(obx.position().byte).unwrap();
            assert_eq!(&input.as_bytes()[at..at + 4], b"OBX|");
            messages += 1;
        }
        assert_eq!((records, messages), (expected, 9_000));
    }
}

#[test]
fn each_message_has_its_own_delimiters_and_characters() {
    let other = "MSH@:~#$@A@B@C@D@2026@@ADT:A08@7@P@2.5@@@@@@8859/1\rPID@1@@4:x$y\r";
    let input = [
        format!("{MSH}PID|1||4^x&y\r").as_bytes(),
        other.as_bytes(),
        b"PV1@1@\xe9\r",
    ]
    .concat();
    let mut reader = Reader::new(&input[..], Limits::default());
    let mut read = Vec::new();
    while let Some(event) = reader.next_event().unwrap() {
        let Event::Message(message) = event else {
            panic!("{event:?}")
        };
        let pid = message.first(b"PID").unwrap();
        read.push(text_of(
            pid.field(3).component(2).subcomponent(2).as_bytes(),
        ));
        read.push(message.kind().to_string());
        if let Some(pv1) = message.first(b"PV1") {
            read.push(pv1.field(2).text().decode().into_owned());
        }
        read.push(format!("{:?}", message.charset()));
    }
    assert_eq!(
        read,
        [
            "y",
            "ADT^A08",
            "Charset(UTF-8)",
            "y",
            "ADT^A08",
            "é",
            "Charset(windows-1252)"
        ]
    );
}

#[test]
fn content_is_not_shown() {
    let input = format!("{MSH}LEE|DOE\rJANE DOE\r");
    let mut reader = Reader::new(input.as_bytes(), Limits::default());
    let event = format!("{:?}", reader.next_event().unwrap().unwrap());
    assert_eq!(event, "Message(Message(ADT^A08 at record 1, 2 segments))");
    let Some(Event::Damaged(damaged)) = reader.next_event().unwrap() else {
        panic!("the line")
    };
    assert!(!format!("{damaged:?} {reader:?}").contains("DOE"));
}
