//! What must hold of what is read of any bytes: for tests, and for a fuzzer.

use hl7v2::segment::{Ft1, Obx, Pid, Pv1};
use hl7v2::{Event, Limits, Reader};

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
pub(crate) fn read(bytes: &[u8], limits: Limits) -> u64 {
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

pub(crate) const SMALL: Limits = Limits {
    message_bytes: 150,
    message_segments: 3,
    message_fields: 30,
    segment_bytes: 70,
    preamble_bytes: 100,
};
