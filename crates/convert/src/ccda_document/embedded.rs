//! A document inside of another record: an attachment of X12 275.

use bumpalo::Bump;
use ccda::{Event, Reader};
use tables::WriteError;

use super::told::{Inside, Ordinals, Told};
use super::{CODES, document};
use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};
use crate::identity::join;
use crate::member::Stop;
use crate::tally::Tally;

/// Writes the rows of the documents that these bytes are. They belong to the unit that the context is in and count no
/// records: the record around them is accounted for by who holds it. `ordinals` are those of the unit, so that
/// statements of several attachments are told apart.
///
/// False where something of them, or all, is refused.
pub(crate) fn convert_embedded(
    bytes: &[u8],
    inside: Inside,
    ordinals: &mut Ordinals,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let refused = cx.out.reject().rows();
    let around = std::mem::take(&mut cx.tally);
    let read = read(bytes, inside, ordinals, cx);
    let _: Tally = std::mem::replace(&mut cx.tally, around);
    match read {
        Ok(()) => Ok(cx.out.reject().rows() == refused),
        Err(Stop::Write(error)) => Err(error),
        Err(Stop::Refused(refusal)) => refuse(refusal.reason, inside, cx),
        Err(Stop::Io(error)) => refuse(error.to_string(), inside, cx),
    }
}

/// Refuses a document as a whole.
fn refuse(expected: String, inside: Inside, cx: &mut Context<'_>) -> Result<bool, WriteError> {
    let fault = Fault {
        position: inside.position,
        segment_id: "ClinicalDocument".to_owned(),
        element: Element::default(),
        code: "structure",
        expected,
    };
    cx.reject_as(Refused::Loop, inside.position, 0, &fault, CODES)?;
    Ok(false)
}

fn read(
    bytes: &[u8],
    inside: Inside,
    ordinals: &mut Ordinals,
    cx: &mut Context<'_>,
) -> Result<(), Stop> {
    let source = cx.place.source_system().to_owned();
    let [section, record, document] = inside.ordinals.map(|ordinal| ordinal.to_string());
    let unit = cx.place.origin().doc_id.unwrap_or_default().to_owned();
    let mut reader = Reader::new(bytes, cx.limits.ccda());
    let mut words = Bump::new();
    for ordinal in 1.. {
        words.reset();
        let mut told = Told::new(&words, &source).inside(inside, std::mem::take(ordinals));
        let ordinal: u32 = ordinal;
        let name = join(&[&unit, &section, &record, &document, &ordinal.to_string()]);
        told.document = words.alloc_str(&name);
        let goes_on = one(&mut reader, &mut told, cx);
        // Also where the bytes are no document: those before them have their ordinals.
        *ordinals = std::mem::take(&mut told.ordinals);
        if !goes_on? {
            break;
        }
    }
    Ok(())
}

/// One document; false where no other follows.
fn one(
    reader: &mut Reader<&[u8]>,
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
    use x12::Position;

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
        let inside = Inside {
            position: Position {
                record: 7,
                byte: 100,
                ..Position::default()
            },
            offset: None,
            ordinals: [1, 1, 1],
        };
        for _ in 0..2 {
            assert!(!convert_embedded(document, inside, &mut ordinals, &mut cx).unwrap());
        }
        let refused = cx.out.reject().rows();
        assert!(!convert_embedded(b"%PDF-1.4", inside, &mut ordinals, &mut cx).unwrap());
        assert_eq!(cx.out.reject().rows(), refused + 1);
        assert_eq!(ordinals.next("observation"), 11);
        assert_eq!(cx.tally.finish().records.read, 3);
        assert_eq!(out.rows_by_table()["patient"], 2);
    }
}
