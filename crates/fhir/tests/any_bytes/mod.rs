//! What must hold of what is read of any bytes: for tests, and for a fuzzer.

use fhir::{Event, Limits, Reader, candidates, datatype::Reference};

/// Reads everything there is to read, and checks what must hold for any bytes.
pub(crate) fn read(bytes: &[u8], limits: Limits) -> u64 {
    let mut reader = Reader::new(bytes, limits);
    let (mut records, mut open, mut last) = (0, 0_i64, 0);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => {
                assert!(error.is_refusal() && records == 0, "{error}");
                assert!(matches!(reader.next_event(), Ok(None)), "over is over");
                break;
            }
        };
        records += event.records();
        let position = event.position();
        assert!(position.record <= records + 1, "{event:?}");
        assert!(position.byte <= bytes.len() as u64, "{event:?}");
        match event {
            Event::BundleStart(_) => open += 1,
            Event::BundleEnd(_) => open -= 1,
            Event::Entry(entry) => {
                assert_eq!(position.record, records);
                assert!(position.byte >= last, "in the order of the stream");
                last = position.byte;
                if let Some(resource) = entry.resource {
                    let _ = crate::typed::read(&resource);
                    if let Ok(reference) = resource.read::<Reference<'_>>() {
                        let _ = candidates(&reference, entry.full_url.as_deref());
                    }
                }
            }
            Event::Damaged(_) | Event::Noise(_) | Event::Defect(_) => {}
        }
        assert!(open >= 0);
    }
    assert_eq!(open, 0, "every start has its end");
    records
}
