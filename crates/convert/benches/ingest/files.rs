//! The files that are measured, by what they are called.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Result;
use crate::writer::{self, Length};

#[path = "../../../ccda/benches/documents/writer.rs"]
mod documents;
#[expect(
    dead_code,
    reason = "what it writes at once, this bench writes in pieces"
)]
#[path = "../../../hl7v2/benches/messages/writer.rs"]
mod messages;
#[expect(
    dead_code,
    reason = "what it writes at once, this bench writes in pieces"
)]
#[path = "../../../fhir/benches/resources/writer.rs"]
mod resources;
#[expect(
    dead_code,
    reason = "of what it writes, the kinds that `writer` does not"
)]
#[path = "../../../x12/benches/tokens/writer.rs"]
mod small;

/// A kind of file.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// What a bare scan looks for.
    pub(crate) mark: u8,
    pub(crate) marks: Marks,
    /// Something of it is left out by name.
    pub(crate) ignores: bool,
    /// The largest one, in MB.
    pub(crate) most: u64,
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Each ends a record.
    Records,
    /// They are only what any reader has to find.
    Others,
}

const fn kind(name: &'static str, mark: u8, marks: Marks, ignores: bool, most: u64) -> Kind {
    Kind {
        name,
        mark,
        marks,
        ignores,
        most,
    }
}

/// No bound.
const ANY: u64 = u64::MAX;
/// The largest documents that are published have some MB, most of it images.
const DOCUMENT: u64 = 20;

/// All of them.
pub(crate) const KINDS: [Kind; 15] = [
    kind("835", b'~', Marks::Records, false, ANY),
    kind("837P", b'~', Marks::Records, false, ANY),
    kind("837I", b'~', Marks::Records, false, ANY),
    kind("837D", b'~', Marks::Records, false, ANY),
    kind("277CA", b'~', Marks::Records, false, ANY),
    kind("999", b'~', Marks::Records, false, ANY),
    kind("ADT", b'\r', Marks::Records, true, ANY),
    kind("DFT", b'\r', Marks::Records, true, ANY),
    kind("ORU", b'\r', Marks::Records, true, ANY),
    kind("HL7", b'\r', Marks::Records, true, ANY),
    kind("FHIR", b'\n', Marks::Records, false, ANY),
    kind("EOB", b'\n', Marks::Records, false, ANY),
    kind("Bundle", b'{', Marks::Others, false, ANY),
    kind("CCD", b'<', Marks::Others, true, DOCUMENT),
    kind("CCDs", b'<', Marks::Others, true, ANY),
];

/// Bytes that are made in memory at once.
const PIECE: usize = 1_000_000;

/// Writes a file.
pub(crate) fn write(kind: &str, length: Length, path: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let Length::Bytes(bytes) = length else {
        writer::write(kind, length, 42, &mut out)?;
        return Ok(out.flush()?);
    };
    match kind {
        "837D" | "277CA" | "999" => {
            let bytes = usize::try_from(bytes)?;
            out.write_all(&match kind {
                "837D" => small::claims(small::Guide::Dental, bytes),
                "277CA" => small::acknowledgments(bytes),
                _ => small::implementation_acknowledgments(bytes),
            })?;
        }
        "ADT" | "DFT" | "ORU" | "HL7" => write_messages(kind, bytes, &mut out)?,
        "FHIR" => write_lines(resources::Mix::All, bytes, &mut out)?,
        "EOB" => write_lines(resources::Mix::Benefits, bytes, &mut out)?,
        "Bundle" => write_bundle(bytes, &mut out)?,
        "CCD" => out.write_all(&documents::document(1, usize::try_from(bytes)?))?,
        "CCDs" => write_documents(bytes, &mut out)?,
        _ => writer::write(kind, length, 42, &mut out)?,
    }
    Ok(out.flush()?)
}

/// Messages of one kind, or of all in turn.
fn write_messages(kind: &str, bytes: u64, out: &mut impl Write) -> Result<()> {
    let kinds: Vec<messages::Write> = messages::KINDS
        .iter()
        .filter(|(name, _)| kind == "HL7" || name.starts_with(kind))
        .map(|(_, write)| *write)
        .collect();
    let mut random = messages::Random::new(7);
    let mut written = 0;
    while written < bytes {
        let mut piece = Vec::new();
        messages::write_from(&mut random, &mut piece, PIECE, &kinds);
        out.write_all(&piece)?;
        written += u64::try_from(piece.len())?;
    }
    Ok(())
}

/// Resources of a bulk export.
fn write_lines(mix: resources::Mix, bytes: u64, out: &mut impl Write) -> Result<()> {
    let (mut random, mut ordinal, mut written) = (resources::Random::new(1), 0, 0);
    while written < bytes {
        let piece = resources::lines_from(&mut random, &mut ordinal, mix, PIECE);
        out.write_all(&piece)?;
        written += u64::try_from(piece.len())?;
    }
    Ok(())
}

/// The same resources as one Bundle.
fn write_bundle(bytes: u64, out: &mut impl Write) -> Result<()> {
    let (mut random, mut ordinal, mut written) = (resources::Random::new(1), 0, 0);
    let mut entries = 0;
    out.write_all(resources::BUNDLE)?;
    while written < bytes {
        let mix = resources::Mix::All;
        let lines = resources::lines_from(&mut random, &mut ordinal, mix, PIECE);
        let mut piece = Vec::new();
        resources::entries(&mut piece, &lines, &mut entries);
        out.write_all(&piece)?;
        written += u64::try_from(piece.len())?;
    }
    Ok(out.write_all(resources::BUNDLE_END)?)
}

/// Documents of some 200 KB, as a day of a document store is packed; stored, so that no unpacking is measured.
fn write_documents(bytes: u64, out: &mut (impl Write + Seek)) -> Result<()> {
    let mut archive = ZipWriter::new(out);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut number, mut written) = (0, 0);
    while written < bytes {
        number += 1;
        let document = documents::document(number, 200_000);
        archive.start_file(format!("document-{number:05}.xml"), stored)?;
        archive.write_all(&document)?;
        written += u64::try_from(document.len())?;
    }
    archive.finish()?;
    Ok(())
}
