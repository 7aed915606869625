//! No bytes make the reader panic, hang or lose count: seeded cuts, flips and splices.

use hl7v2::segment::{Ft1, Obx, Pid, Pv1};
use hl7v2::{Event, Limits, Reader};

const BATCH: &str = "FHS|^~\\&|A|B\rBHS|^~\\&|A|B\rMSH|^~\\&|A|B|C|D|20260301||ADT^A08^ADT_A01|1|P|2.5.1\rEVN|A08|20260301\r\
PID|1||4711^^^A&1.2&ISO^MR~5^^^B^SS||DOE&X^ANN^B||19800229|F|||1 MAIN^^CITY^ST^12345||(555)123-4567\r\
PV1|1|I|W^1^2||||7^HOUSE^GREG^^^^^^NPI||||||||||||V1|||||||||||||||||||||||||20260301\rNTE|1|L|a\\T\\b\\.br\\c~d\r\
MSH|^~\\&|A|B|C|D|20260301||DFT^P03|2|P|2.3\rPID|1||4711\rFT1|1|||20260301|20260301|CG|99213^X^C4||||100.00\r\
BTS|2\rFTS|1\r";

const BLOCKS: &str = "\x0bMSH@:~#$@A@B@@@20260301@@ORU:R01@7@P@2.5@@@@@@8859/1\r\nPID@1@@4:x$y\r\nOBX@1@TX@A:B$C@@one\r\ntwo\r\n\x1c\r\
\x0bmsh|^~\\&|A|B|||20260301||MDM^T02|8|P|2.5\rTXA|1\r\r  OBX|1|ED|||x\\X0D0A\\y\\Zq\\\r\x1c\rtext\r12:00 MSH|^~\\&#|A\rPI";

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

/// Which bytes are in a record.
struct Told<'b> {
    bytes: &'b [u8],
    told: Vec<bool>,
}

impl Told<'_> {
    fn span(&mut self, start: u64, bytes: u64) {
        let start = usize::try_from(start).expect("inputs are small");
        let len = usize::try_from(bytes).expect("inputs are small");
        let span = self.told.get_mut(start..start + len);
        span.expect("it is within the bytes").fill(true);
    }

    /// What is in no record says nothing: no line is lost without a word.
    fn check(&self) {
        for (at, (byte, told)) in self.bytes.iter().zip(&self.told).enumerate() {
            let blank = b"\r\n \t\0\x0b\x1a\x1c\xef\xbb\xbf\"".contains(byte);
            assert!(*told || blank, "byte {at} is in no record");
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        let position = event.position();
        match event {
            Event::Message(message) => {
                for segment in message.segments() {
                    let len = segment.as_bytes().len() as u64;
                    self.span(segment.position().byte, len);
                }
            }
            Event::Header(segment) | Event::Trailer(segment) | Event::Outside(segment) => {
                self.span(position.byte, segment.as_bytes().len() as u64);
            }
            Event::Damaged(damaged) => self.span(position.byte, damaged.bytes),
            Event::Preamble(noise) | Event::Noise(noise) => self.span(position.byte, noise.bytes),
            Event::Defect(_) => {}
        }
    }
}

/// Reads everything there is to read, and checks what must hold for any bytes.
fn read(bytes: &[u8], limits: Limits) -> u64 {
    let mut reader = Reader::new(bytes, limits);
    let mut told = Told {
        bytes,
        told: vec![false; bytes.len()],
    };
    let (mut records, mut messages, mut owed) = (0, 0, 0);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => {
                assert!(error.is_refusal() && records == 0, "{error}");
                return 0;
            }
        };
        let position = event.position();
        assert!(position.byte <= bytes.len() as u64, "{event:?}");
        told.event(&event);
        match event {
            Event::Message(message) => {
                assert_eq!((position.record, owed), (records + 1, 0), "{event:?}");
                messages += 1;
                assert_eq!(position.message, messages);
                owed = message.damaged().count();
                assert!(message.segment_count() + owed <= limits.message_segments);
                assert!(message.bytes().len() <= limits.message_bytes);
                let at = usize::try_from(position.byte).expect("it is within the bytes");
                let rest = bytes.get(at..).expect("it is within the bytes");
                assert!(rest.starts_with(message.bytes()));
                touch(&message);
            }
            Event::Damaged(damaged) if owed > 0 => {
                owed -= 1;
                assert_eq!(damaged.segments, 1);
            }
            Event::Damaged(damaged) => {
                messages += u32::from(damaged.position.message > 0);
                assert_eq!(position.record, records + 1);
            }
            Event::Defect(defect) => assert!(!defect.to_string().is_empty()),
            _ => assert_eq!((position.record, owed), (records + 1, 0), "{event:?}"),
        }
        records += event.records();
    }
    assert_eq!(owed, 0, "every line that can't be read is told");
    told.check();
    records
}

fn touch(message: &hl7v2::Message<'_>) {
    assert_eq!(message.msh().segment().id(), b"MSH");
    let mut last = 0;
    for segment in message.segments() {
        assert!(segment.position().segment > last);
        last = segment.position().segment;
        assert_eq!(segment.fields().count(), segment.field_count());
        for field in segment.fields() {
            let parts = field.repetitions().flat_map(|it| it.components());
            for part in parts.flat_map(|it| it.subcomponents()) {
                assert!(part.as_bytes().len() <= field.as_bytes().len());
                let _ = part.text().decode();
            }
        }
        if let Some(pid) = Pid::try_from_segment(segment) {
            let _ = (pid.birth().read(), pid.identifiers().count());
        }
        if let Some(pv1) = Pv1::try_from_segment(segment) {
            let _ = (pv1.admitted().read(), pv1.location().facility());
        }
        if let Some(ft1) = Ft1::try_from_segment(segment) {
            let _ = (
                ft1.transaction_date().start().read(),
                ft1.extended_amount().price(),
            );
        }
        if let Some(obx) = Obx::try_from_segment(segment) {
            let _ = obx.value().decode();
        }
    }
}

const SMALL: Limits = Limits {
    message_bytes: 150,
    message_segments: 3,
    message_fields: 30,
    segment_bytes: 70,
    preamble_bytes: 100,
};

#[test]
fn cut_anywhere() {
    for sample in [BATCH, BLOCKS] {
        for end in 0..sample.len() {
            for limits in [Limits::default(), SMALL] {
                read(&sample.as_bytes()[..end], limits);
                read(&sample.as_bytes()[end..], limits);
            }
        }
    }
}

#[test]
fn flipped_spliced_and_doubled() {
    let mut random = Random(3);
    let rounds = if cfg!(debug_assertions) {
        3_000
    } else {
        30_000
    };
    for round in 0..rounds {
        let mut bytes = [BATCH, BLOCKS][round % 2].as_bytes().to_vec();
        for _ in 0..=random.below(8) {
            let (at, to) = (random.below(bytes.len()), random.below(bytes.len()));
            match random.below(6) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => bytes[at] = b"|^~\\&@\n\r \0\x0b\x1cMSH\""[random.below(16)],
                2 => drop(bytes.drain(at.min(to)..at.max(to).min(at.min(to) + 30))),
                3 => bytes.extend_from_within(at.min(to)..at.max(to)),
                4 => bytes.splice(at..at, *b"MSH|^~\\&|").for_each(drop),
                _ => bytes.splice(at..at, BATCH.bytes().take(to)).for_each(drop),
            }
            if bytes.is_empty() {
                break;
            }
        }
        read(&bytes, Limits::default());
        read(&bytes, SMALL);
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
            &[BATCH.as_bytes(), &bytes, BLOCKS.as_bytes()].concat(),
            Limits::default(),
        );
    }
}

#[test]
fn the_samples_are_sound() {
    assert_eq!(read(BATCH.as_bytes(), Limits::default()), 12);
    assert_eq!(read(BLOCKS.as_bytes(), Limits::default()), 11);
}

/// What is told, without the places.
fn texts(bytes: &[u8], limits: Limits) -> Vec<String> {
    let mut reader = Reader::new(bytes, limits);
    let mut texts = Vec::new();
    while let Ok(Some(event)) = reader.next_event() {
        texts.push(match event {
            Event::Message(message) => {
                let segments = message.segments().map(|it| it.as_bytes());
                format!("{} {:?}", message.kind(), segments.collect::<Vec<_>>())
            }
            Event::Header(segment) | Event::Trailer(segment) | Event::Outside(segment) => {
                format!("{:?}", segment.as_bytes())
            }
            Event::Damaged(it) => {
                format!(
                    "{:?} {} {} {}",
                    it.damage,
                    it.bytes,
                    it.segments,
                    it.seems()
                )
            }
            Event::Preamble(it) | Event::Noise(it) => format!("{} {}", it.records, it.bytes),
            Event::Defect(it) => format!("{:?} {}", it.problem, it.level.as_str()),
        });
    }
    texts
}

/// The same behind a message of such a length that the window ends within it: the same events.
#[test]
fn across_the_window() {
    let window = 128 << 10;
    for sample in [BATCH, BLOCKS] {
        let small = Limits {
            preamble_bytes: window,
            ..SMALL
        };
        let alone = texts(sample.as_bytes(), small);
        for at in 0..sample.len() {
            let start = "BHS|^~\\&|A\rBTS\r";
            let blank = " ".repeat(window - at - start.len());
            let bytes = format!("{start}{blank}{sample}");
            let told = texts(bytes.as_bytes(), small);
            assert_eq!(told.get(2..), Some(&alone[..]), "{at}");
        }
    }
}

/// Streams that are never held: what costs more than one pass over them would not end.
#[test]
fn long_streams_of_one_kind() {
    let len = if cfg!(debug_assertions) {
        4 << 20
    } else {
        64 << 20
    };
    let msh = "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\r";
    for (what, expected) in [
        ("\0", 1),
        ("x", 2),
        ("|", 2),
        ("\\", 2),
        ("\x0b", 1),
        (" MSH", 2),
        ("PID|1\r", len / 6 + 1),
        ("\u{feff}", 1),
        ("a MSH|^~\\&|", 0),
    ] {
        let small = Limits {
            message_bytes: 1 << 20,
            segment_bytes: 1 << 20,
            ..Limits::default()
        };
        let bytes = [msh.as_bytes(), what.repeat(len / what.len()).as_bytes()].concat();
        let records = read_only(&bytes, small);
        if expected > 0 {
            assert_eq!(records, expected as u64, "{what:?}");
        }
        read_only(&bytes[msh.len()..], small);
    }
}

#[test]
fn very_many_messages_in_one_line() {
    for start in ["MSH|^~\\&|", "BHS|^~\\&|"] {
        let many = 1 << 19;
        let line = format!("{}\r", start.repeat(many));
        assert_eq!(read_only(line.as_bytes(), Limits::default()), many as u64);
    }
}

fn read_only(bytes: &[u8], limits: Limits) -> u64 {
    let mut reader = Reader::new(bytes, limits);
    let mut records = 0;
    while let Ok(Some(event)) = reader.next_event() {
        records += event.records();
    }
    records
}
