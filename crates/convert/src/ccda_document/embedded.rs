//! A document inside of another record: an attachment of X12 275.

use std::io::Read;

use bumpalo::Bump;
use ccda::{Event, Reader};
use x12::Position;

use super::document;
use super::told::{Ordinals, Told};
use crate::context::Context;
use crate::member::Stop;
use crate::tally::Tally;

/// Writes the rows of the documents that these bytes are. They belong to the unit that the context is in, stand at
/// `position`, and count no records: the record around them is accounted for by who holds it. `ordinals` are those of
/// the unit, so that statements of several attachments are told apart.
///
/// False where the bytes are no such document.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "275 gives its attachments to it once they are read"
    )
)]
pub(crate) fn convert_embedded(
    bytes: &mut dyn Read,
    position: Position,
    ordinals: &mut Ordinals,
    cx: &mut Context<'_>,
) -> Result<bool, Stop> {
    let around = std::mem::take(&mut cx.tally);
    let read = read(bytes, position, ordinals, cx);
    let _: Tally = std::mem::replace(&mut cx.tally, around);
    match read {
        Ok(()) => Ok(true),
        Err(Stop::Refused(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

fn read(
    bytes: &mut dyn Read,
    position: Position,
    ordinals: &mut Ordinals,
    cx: &mut Context<'_>,
) -> Result<(), Stop> {
    let source = cx.place.source_system().to_owned();
    let mut reader = Reader::new(bytes, cx.limits.ccda());
    let mut words = Bump::new();
    loop {
        words.reset();
        let mut told = Told::new(&words, &source).inside(position, std::mem::take(ordinals));
        let goes_on = one(&mut reader, &mut told, cx);
        // Also where the bytes are no document: those before them have their ordinals.
        *ordinals = std::mem::take(&mut told.ordinals);
        if !goes_on? {
            return Ok(());
        }
    }
}

/// One document; false where no other follows.
fn one(
    reader: &mut Reader<&mut dyn Read>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<bool, Stop> {
    let mut words = Bump::new();
    while let Some(event) = reader.next_event()? {
        let is_end = matches!(event, Event::End(_));
        document::take(&event, told, &words, cx)?;
        words.reset();
        if is_end {
            document::finish(told, cx)?;
            return Ok(true);
        }
    }
    document::finish(told, cx)?;
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::Arc;

    use tables::{PartFile, PartFiles, Writers};

    use super::*;
    use crate::survey::Unit;
    use crate::{Input, Limits};

    #[derive(Debug)]
    struct Nowhere;

    impl PartFiles for Nowhere {
        fn create(&self, _: &str, _: &str) -> io::Result<Box<dyn PartFile>> {
            Ok(Box::new(Nowhere))
        }
    }

    impl Write for Nowhere {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl PartFile for Nowhere {
        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn attachments_write_rows_and_count_nothing() {
        let limits = Limits::default();
        let mut out = Writers::new(Arc::new(Nowhere), "part".to_owned());
        let input = Input {
            source_system: "clinic",
            contract: "",
            file_id: "f",
            generation: 1,
        };
        let mut cx = Context::new(&input, &limits, &mut out);
        cx.enter_unit(&Unit::default());
        cx.tally.mapped(3);
        let document = include_bytes!("../../tests/golden/bad_ccda_values.xml");
        let mut ordinals = Ordinals::default();
        for _ in 0..2 {
            let at = Position::default();
            assert!(convert_embedded(&mut &document[..], at, &mut ordinals, &mut cx).unwrap());
        }
        let pdf = &mut &b"%PDF-1.4"[..];
        assert!(!convert_embedded(pdf, Position::default(), &mut ordinals, &mut cx).unwrap());
        assert_eq!(ordinals.next("observation"), 11);
        assert_eq!(cx.tally.finish().records.read, 3);
        assert_eq!(out.rows_by_table()["patient"], 2);
    }
}
