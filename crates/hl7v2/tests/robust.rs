//! No bytes make the reader panic, hang or lose count: seeded cuts, flips and splices.

mod any_bytes;

use any_bytes::{SMALL, read};
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
