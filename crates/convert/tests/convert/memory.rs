//! Parts in memory, and files through both passes.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};

use convert::{Input, Limits, Report, Survey};
use tables::{Part, PartFile, PartFiles, Writers};

/// Finished parts by table and path.
#[derive(Debug, Default, Clone)]
pub(crate) struct Memory(pub(crate) Arc<Mutex<Finished>>);

type Finished = BTreeMap<(String, String), Vec<u8>>;

struct Open {
    to: Memory,
    key: (String, String),
    bytes: Vec<u8>,
}

impl PartFiles for Memory {
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>> {
        let key = (table.to_owned(), path.to_owned());
        if self.0.lock().unwrap().contains_key(&key) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(Box::new(Open {
            to: self.clone(),
            key,
            bytes: Vec::new(),
        }))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.to.0.lock().unwrap().insert(self.key, self.bytes);
        Ok(())
    }
}

/// What both passes made of a file.
pub(crate) struct Converted {
    pub(crate) survey: Survey,
    pub(crate) report: Report,
    pub(crate) parts: Vec<Part>,
    pub(crate) memory: Memory,
}

/// Both passes.
pub(crate) fn convert(file: &[u8]) -> Converted {
    convert_within(file, &Limits::default())
}

/// Both passes within other bounds.
pub(crate) fn convert_within(file: &[u8], limits: &Limits) -> Converted {
    let survey = convert::survey(&mut Cursor::new(file), limits).unwrap();
    let memory = Memory::default();
    let mut writers = Writers::new(Arc::new(memory.clone()), "part".to_owned());
    let file_id = "f".repeat(64);
    let input = Input {
        source_system: "clinic",
        contract: "",
        file_id: &file_id,
        generation: 1,
    };
    let report = convert::convert(
        &mut Cursor::new(file),
        &survey,
        &input,
        limits,
        &mut writers,
    )
    .unwrap();
    let parts = writers.finish().unwrap();
    check_accounting(&report);
    Converted {
        survey,
        report,
        parts,
        memory,
    }
}

/// mapped + rejected + ignored = read, for each set and in all.
fn check_accounting(report: &Report) {
    let whole = |r: &convert::Records| r.mapped + r.rejected + r.ignored == r.read;
    assert!(whole(&report.records), "{:?}", report.records);
    for set in &report.sets {
        assert!(whole(&set.records), "{set:?}");
    }
    assert_eq!(report.ignored.values().sum::<u64>(), report.records.ignored);
}
