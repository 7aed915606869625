//! The reader alone, within small bounds, so that every one of them is met.
//!
//! What must hold for any bytes: each record is told once and in order, the events of envelopes nest, no
//! byte between two segments is left out, and where the reader's window ends changes nothing.
#![no_main]

use std::io::{self, Read};

use libfuzzer_sys::fuzz_target;
use x12::{
    Delimiters, Event, Limits, Position, Reader, acknowledgment, claim, remittance, segment, status,
};

/// What the reader asks for at once: the window ends there.
const CHUNK: usize = 128 << 10;

fuzz_target!(|bytes: &[u8]| {
    let told = read(bytes, bytes);
    // Each of these takes longer than the reading, so an input gets one of them, by its length.
    match bytes.len() % 3 {
        0 => assert!(
            told == read(bytes, Dribble(bytes, false)),
            "other events when read in small pieces"
        ),
        1 if told
            .first()
            .is_some_and(|first| first.starts_with("InterchangeStart"))
            && bytes.starts_with(b"ISA") =>
        {
            across_the_window(bytes, &told);
        }
        _ => typed(bytes),
    }
});

/// Small, so that a fuzzer's inputs reach them.
fn limits() -> Limits {
    Limits {
        segment_bytes: 400,
        binary_bytes: 600,
        loop_bytes: 2_000,
        loop_segments: 30,
        preamble_bytes: 600,
        levels: 4,
        level_bytes: 600,
        level_segments: 8,
        levels_bytes: 1_500,
    }
}

/// All events as text, with what must hold of each.
fn read(bytes: &[u8], from: impl Read) -> Vec<String> {
    let mut reader = Reader::new(from, limits());
    let mut told = Vec::new();
    let mut check = Check::new(bytes);
    loop {
        match reader.next_event() {
            Ok(Some(event)) => {
                check.event(&event);
                told.push(text(&event));
            }
            Ok(None) => break,
            Err(error) => {
                assert!(error.is_refusal(), "{error}");
                assert!(told.is_empty(), "a refusal comes before everything else");
                told.push(error.to_string());
                return told;
            }
        }
    }
    check.end();
    told
}

/// An event with all that it says.
fn text(event: &Event<'_>) -> String {
    let name = match event {
        Event::InterchangeStart(_) => "InterchangeStart",
        Event::GroupStart(_) => "GroupStart",
        Event::SetStart(_) => "SetStart",
        Event::Segment(_) => "Segment",
        Event::Outside(_) => "Outside",
        other => return format!("{other:?}"),
    };
    let found = held(event).expect("these five hold a segment");
    let elements: Vec<&[u8]> = found.elements().collect();
    format!(
        "{name} {:?} {:?} {elements:?}",
        found.position(),
        found.as_bytes()
    )
}

fn held<'a>(event: &Event<'a>) -> Option<segment::Segment<'a>> {
    match event {
        Event::InterchangeStart(isa) => Some(isa.segment()),
        Event::GroupStart(gs) => Some(gs.segment()),
        Event::SetStart(start) => Some(start.st.segment()),
        Event::Segment(it) | Event::Outside(it) => Some(*it),
        _ => None,
    }
}

/// What was told so far.
struct Check<'b> {
    bytes: &'b [u8],
    records: u64,
    last: Position,
    /// Ordinals of the open interchange, group and set.
    open: [Option<u32>; 3],
    /// Segments of the open set.
    segments: u64,
    delimiters: Delimiters,
    /// Where the last record ended, if that is known.
    end: Option<usize>,
}

impl<'b> Check<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Check {
            bytes,
            records: 0,
            last: Position::default(),
            open: [None; 3],
            segments: 0,
            delimiters: Delimiters::default(),
            end: None,
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        let position = event.position();
        if event.records() > 0 {
            assert_eq!(
                position.record,
                self.records + 1,
                "records are told in order, each once"
            );
            assert!(
                self.records == 0 || position.byte > self.last.byte,
                "bytes increase"
            );
            self.records += event.records();
            self.gap(event);
            self.last = position;
        }
        self.nest(event);
        self.place(event);
    }

    /// Every start has its end, the innermost first.
    fn nest(&mut self, event: &Event<'_>) {
        let at = event.position();
        match event {
            Event::Preamble(_) => assert_eq!(self.records, 1, "it comes first"),
            Event::Noise(_) => assert_eq!(self.open, [None; 3], "noise is outside of everything"),
            Event::InterchangeStart(_) => {
                assert_eq!(self.open, [None; 3]);
                self.open[0] = Some(at.interchange);
            }
            Event::GroupStart(_) => {
                assert!(self.open[0].is_some() && self.open[1..] == [None; 2]);
                self.open[1] = Some(at.group);
            }
            Event::SetStart(_) => {
                assert!(self.open[0].is_some() && self.open[2].is_none());
                self.open[2] = Some(at.set);
                self.segments = 1;
            }
            Event::Segment(_) => {
                self.segments += 1;
                assert_eq!(u64::from(at.segment), self.segments);
            }
            Event::Damaged(_) => {
                assert!(self.open[0].is_some());
                self.segments += 1;
            }
            Event::Outside(_) => assert!(self.open[0].is_some() && self.open[2].is_none()),
            Event::SetEnd(end) => {
                assert!(self.open[2].take().is_some());
                assert_eq!(end.segments, self.segments + u64::from(end.trailer));
            }
            Event::GroupEnd(_) => {
                assert!(self.open[1].take().is_some() && self.open[2].is_none());
            }
            Event::InterchangeEnd(_) => {
                assert!(self.open[0].take().is_some() && self.open[1..] == [None; 2]);
            }
            Event::Defect(_) => {}
        }
    }

    /// A record says in which envelopes it is.
    fn place(&self, event: &Event<'_>) {
        if let Event::Segment(_) | Event::Outside(_) | Event::Damaged(_) = event {
            let at = event.position();
            let ordinals = [at.interchange, at.group, at.set];
            assert_eq!(ordinals, self.open.map(Option::unwrap_or_default));
        }
    }

    /// What is between two records says nothing: no segment is lost without a word.
    fn gap(&mut self, event: &Event<'_>) {
        let start = usize::try_from(event.position().byte).expect("inputs are small");
        if let Some(end) = self.end.take() {
            let lost = self.bytes[end..start]
                .iter()
                .any(|byte| !self.is_blank(*byte));
            assert!(!lost, "bytes {end} to {start} are in no record");
        }
        if let Some(found) = held(event) {
            self.delimiters = found.delimiters();
            self.end = Some(start + self.length(start, found.as_bytes()));
        } else if let Event::Damaged(damaged) = event {
            self.end = Some(start + usize::try_from(damaged.bytes).expect("inputs are small"));
        }
    }

    fn is_blank(&self, byte: u8) -> bool {
        let Delimiters { terminator, .. } = self.delimiters;
        matches!(byte, b'\r' | b'\n' | b' ' | b'\t' | 0 | 0x1a)
            || byte == terminator
            || (terminator >= 0xc0 && (0x80..0xc0).contains(&byte))
    }

    /// How many bytes a segment takes, line ends within it included.
    fn length(&self, start: usize, segment: &[u8]) -> usize {
        let mut at = start;
        for byte in segment {
            while self.bytes[at] != *byte && matches!(self.bytes[at], b'\r' | b'\n') {
                at += 1;
            }
            assert_eq!(self.bytes[at], *byte, "a segment stands where it says");
            at += 1;
        }
        at - start
    }

    fn end(&self) {
        assert_eq!(self.open, [None; 3], "every start has its end");
    }
}

/// Gives some bytes at a time, and is interrupted before each.
struct Dribble<'b>(&'b [u8], bool);

impl Read for Dribble<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let some = to.len().min(7);
        self.0.read(&mut to[..some])
    }
}

/// The same behind an interchange of such a length that the window ends within it: the same events, but
/// for their places.
fn across_the_window(bytes: &[u8], alone: &[String]) {
    let at = usize::from(bytes[bytes.len() - 1]) * bytes.len() / 256;
    let filler = filler(CHUNK - at);
    let records = filler.iter().filter(|byte| **byte == b'~').count();
    let mut reader = Reader::new(io::Cursor::new(&filler).chain(bytes), limits());
    let mut before = 0;
    while before < records {
        let event = reader
            .next_event()
            .expect("a file")
            .expect("the filler's events");
        before += usize::try_from(event.records()).expect("few");
    }
    let mut shifted = Reader::new(bytes, limits());
    let mut told = 0;
    while let Some(event) = reader.next_event().expect("a file") {
        let expected = shifted
            .next_event()
            .expect("told before")
            .expect("as many events");
        assert_eq!(event.records(), expected.records(), "{}", alone[told]);
        let (a, b) = (event.position(), expected.position());
        assert_eq!(a.byte, b.byte + filler.len() as u64, "{}", alone[told]);
        assert_eq!(a.segment, b.segment);
        if let (Event::Damaged(a), Event::Damaged(b)) = (&event, &expected) {
            assert_eq!(
                (a.damage, a.bytes, a.digest),
                (b.damage, b.bytes, b.digest),
                "{}",
                alone[told]
            );
        }
        match (held(&event), held(&expected)) {
            (Some(a), Some(b)) => assert_eq!(a.as_bytes(), b.as_bytes()),
            (a, b) => assert!(a.is_none() && b.is_none()),
        }
        told += 1;
    }
    assert_eq!(told, alone.len());
}

/// An interchange of exactly so many bytes.
fn filler(length: usize) -> Vec<u8> {
    let mut file = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         \
        *260301*1200*^*00501*000000001*0*P*:~GS*HP*P*C*20260301*1200*1*X*005010~ST*999*0001~"
        .to_vec();
    let end = b"SE*1*0001~GE*1*1~IEA*1*000000001~";
    while file.len() + end.len() + 300 < length {
        file.extend_from_slice(b"NTE*");
        file.extend(std::iter::repeat_n(b'x', 200));
        file.push(b'~');
    }
    let rest = length - file.len() - end.len();
    file.extend_from_slice(b"NTE*");
    file.extend(std::iter::repeat_n(b'x', rest - 5));
    file.push(b'~');
    file.extend_from_slice(end);
    file
}

/// Every gatherer of loops is fed with everything, whatever set it is of.
fn typed(bytes: &[u8]) {
    let mut reader = Reader::new(bytes, limits());
    let mut remittance = remittance::Loops::new(limits());
    let mut claim = claim::Loops::new(limits());
    let mut status = status::Loops::new(limits());
    let mut acknowledgment = acknowledgment::Loops::new(limits());
    let mut seen = 0;
    while let Ok(Some(event)) = reader.next_event() {
        match event {
            Event::Segment(segment) => {
                seen += format!("{:?}", remittance.push(&segment)).len();
                seen += format!("{:?}", claim.push(&segment)).len();
                seen += format!("{:?}", status.push(&segment)).len();
                seen += format!("{:?}", acknowledgment.push(&segment)).len();
            }
            Event::Damaged(damaged) => {
                remittance.damage(&damaged);
                claim.damage(&damaged);
                status.damage(&damaged);
                acknowledgment.damage(&damaged);
            }
            Event::SetEnd(end) => {
                if !end.trailer {
                    remittance.cut();
                    claim.cut();
                    status.cut();
                    acknowledgment.cut();
                }
                seen += format!("{:?}", remittance.finish()).len();
                seen += format!("{:?}", claim.finish()).len();
                seen += format!("{:?}", status.finish()).len();
                seen += format!("{:?}", acknowledgment.finish()).len();
            }
            _ => {}
        }
    }
    std::hint::black_box(seen);
}
