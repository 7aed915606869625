//! What must hold of what is read of any bytes: for tests, and for a fuzzer.

use std::io::Read;

use ccda::entry::Content;
use ccda::{Damage, Event, Limits, Reader};

/// Bounds that a small input meets.
pub(crate) const SMALL: Limits = Limits {
    tree_bytes: 600,
    tree_nodes: 24,
    head_bytes: 300,
    head_nodes: 12,
    attributes: 4,
    markup_bytes: 300,
    depth: 12,
    narrative_bytes: 60,
    narrative_ids: 3,
    preamble_bytes: 300,
    prefixes: 3,
    name_bytes: 30,
};

/// What a stream gave.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub(crate) records: u64,
    pub(crate) entries: u64,
    pub(crate) damaged: Vec<Damage>,
    pub(crate) error: Option<String>,
}

/// Reads everything there is to read, and checks what must hold for any bytes.
pub(crate) fn read(bytes: impl Read, limits: Limits) -> Told {
    let mut reader = Reader::new(bytes, limits);
    let mut told = Told::default();
    let (mut sections, mut first, mut headers, mut ends) = (0_i64, true, 0_u64, 0_u64);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => {
                assert!(first, "an error comes first or never");
                assert!(error.is_refusal());
                told.error = Some(error.to_string());
                break;
            }
        };
        first = false;
        told.records += event.records();
        let position = event.position();
        // A defect may belong to what is told next.
        assert!(position.record <= told.records + 1, "{event:?}");
        assert!(
            event.records() == 0 || position.record == told.records,
            "{event:?}"
        );
        match event {
            Event::Header(header) => {
                headers += 1;
                assert!(header.patient_roles().flat_map(|role| role.ids()).count() < 1_000);
            }
            Event::SectionStart(section) => {
                sections += 1;
                assert_eq!(i64::from(section.depth()) + 1, sections);
                assert!(position.section > 0);
            }
            Event::SectionEnd(_) => sections -= 1,
            Event::Entry(entry) => {
                told.entries += 1;
                touch(&entry);
            }
            Event::Damaged(damaged) => told.damaged.push(damaged.damage),
            Event::End(_) => {
                ends += 1;
                assert_eq!(sections, 0, "every start has its end");
            }
            Event::Defect(defect) => assert!(!defect.to_string().is_empty()),
            Event::Unstructured(_) => {}
        }
    }
    assert_eq!(sections, 0, "every start has its end");
    assert!(headers <= ends, "every document has its end");
    assert!(matches!(reader.next_event(), Ok(None)), "the end stays");
    told
}

/// Each element is found once, by children and by descendants.
fn touch(entry: &ccda::Entry<'_>) {
    let all = entry.element().descendants().count();
    let (mut open, mut seen) = (vec![entry.element()], 0);
    while let Some(element) = open.pop() {
        open.extend(element.elements());
        seen += 1;
    }
    assert_eq!(seen, all + 1);
    let Some(statement) = entry.statement() else {
        return;
    };
    assert!(statement.related().count() <= all);
    assert!(statement.effective_times().count() <= all);
    assert!(!statement.element().path().is_empty());
    match Content::new(statement) {
        Content::ProblemConcern(it) => {
            assert!(it.problems().filter_map(|it| it.value()?.words()).count() <= all)
        }
        Content::Medication(it) => assert!(it.dose_quantity().into_iter().count() <= all),
        _ => {}
    }
}
