//! Members: what is inside gz and zip, one after the other, as streams within bounds.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::ReadSeek;
use crate::limits::Limits;
use crate::survey::Refusal;

/// Why reading a file stopped early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Its content is beyond a bound or broken: a result.
    Refused(Refusal),
    /// It could not be read.
    Io(io::Error),
    /// A part could not be written.
    Write(tables::WriteError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Bound>() {
            Ok(Bound(refusal)) => Stop::Refused(refusal),
            Err(error) => Stop::Io(error),
        }
    }
}

impl From<tables::WriteError> for Stop {
    fn from(error: tables::WriteError) -> Self {
        Stop::Write(error)
    }
}

/// A bound that was met inside a reader, on its way out as an error of reading.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.reason)]
struct Bound(Refusal);

/// What is done with each member: its name in an archive, and its bytes.
pub(crate) type Visit<'v> = dyn FnMut(Option<&str>, &mut dyn Read) -> Result<(), Stop> + 'v;

/// Calls `visit` with each member of the file. Plain files and gz are read from where `bytes` stands
/// to the end, in order.
pub(crate) fn each(
    bytes: &mut dyn ReadSeek,
    limits: &Limits,
    visit: &mut Visit<'_>,
) -> Result<(), Stop> {
    let meter = Rc::new(Meter::default());
    let mut raw = Raw {
        inner: bytes,
        meter: Rc::clone(&meter),
    };
    let mut walk = Walk {
        limits,
        meter: Rc::clone(&meter),
        members: 0,
        visit,
    };
    let walked = walk.file(&mut raw);
    match walked {
        // What a decompressor complains of is content, unless the bytes themselves did not come.
        Err(Stop::Io(_)) if !meter.failed.get() => Err(Stop::Refused(Refusal::new(
            "archive_damaged",
            "expected a whole archive, but found a damaged one",
        ))),
        other => other,
    }
}

#[derive(Debug, Default)]
struct Meter {
    raw: Cell<u64>,
    unfolded: Cell<u64>,
    failed: Cell<bool>,
}

/// The landed file.
struct Raw<'r> {
    inner: &'r mut dyn ReadSeek,
    meter: Rc<Meter>,
}

impl Read for Raw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self
            .inner
            .read(buffer)
            .inspect_err(|_| self.meter.failed.set(true))?;
        self.meter.raw.set(self.meter.raw.get() + size(count));
        Ok(count)
    }
}

impl Seek for Raw<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A member's bytes, counted against the bounds.
struct Unfolded<'r> {
    inner: &'r mut dyn Read,
    meter: Rc<Meter>,
    limits: &'r Limits,
}

impl Read for Unfolded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let unfolded = self.meter.unfolded.get() + size(count);
        self.meter.unfolded.set(unfolded);
        let bound = |refusal| Err(io::Error::other(Bound(refusal)));
        if unfolded > self.limits.unfolded_bytes {
            return bound(Refusal::new(
                "too_large",
                &format!(
                    "expected at most {} bytes, but found more",
                    self.limits.unfolded_bytes
                ),
            ));
        }
        // A start of slack: small archives of very even content are no attack.
        let allowed = self
            .meter
            .raw
            .get()
            .saturating_mul(self.limits.ratio)
            .max(1 << 20);
        if unfolded > allowed {
            return bound(Refusal::new(
                "ratio",
                &format!(
                    "expected to unfold at most {} times, but found more",
                    self.limits.ratio
                ),
            ));
        }
        Ok(count)
    }
}

struct Walk<'w, 'v> {
    limits: &'w Limits,
    meter: Rc<Meter>,
    members: usize,
    visit: &'w mut Visit<'v>,
}

impl Walk<'_, '_> {
    fn file(&mut self, raw: &mut Raw<'_>) -> Result<(), Stop> {
        let start = peek(raw, 4)?;
        if is_zip(&start) {
            return self.zip(raw, None, 1);
        }
        self.stream(&mut Cursor::new(start).chain(raw), None, 0)
    }

    /// Anything that is read in order.
    fn stream(
        &mut self,
        bytes: &mut dyn Read,
        name: Option<&str>,
        depth: usize,
    ) -> Result<(), Stop> {
        let start = peek(bytes, 4)?;
        let (gz, zip) = (start.starts_with(&[0x1f, 0x8b]), is_zip(&start));
        let mut bytes = Cursor::new(start).chain(bytes);
        if (gz || zip) && depth >= self.limits.depth {
            return Err(Stop::Refused(Refusal::new(
                "archive_depth",
                &format!(
                    "expected at most {} archives in each other, but found more",
                    self.limits.depth
                ),
            )));
        }
        if gz {
            // Several gz one after the other are one, as gzip itself has it.
            let mut unfolded = flate2::read::MultiGzDecoder::new(bytes);
            return self.stream(&mut unfolded, name, depth + 1);
        }
        if zip {
            let mut held = Vec::new();
            let limit = self.limits.nested_bytes;
            let mut most = self.metered(&mut bytes).take(size(limit) + 1);
            most.read_to_end(&mut held)?;
            if held.len() > limit {
                return Err(Stop::Refused(Refusal::new(
                    "nested_archive",
                    &format!(
                        "expected an archive in an archive of at most {limit} bytes, but found more"
                    ),
                )));
            }
            return self.zip(&mut Cursor::new(held), name, depth + 1);
        }
        self.members += 1;
        if self.members > self.limits.members {
            return Err(Stop::Refused(Refusal::new(
                "too_many_members",
                &format!(
                    "expected at most {} members, but found more",
                    self.limits.members
                ),
            )));
        }
        let mut metered = Unfolded {
            inner: &mut bytes,
            meter: Rc::clone(&self.meter),
            limits: self.limits,
        };
        (self.visit)(name, &mut metered)?;
        // A visitor may lose interest; a hash of the file must not.
        io::copy(&mut metered, &mut io::sink())?;
        Ok(())
    }

    fn zip(
        &mut self,
        bytes: &mut dyn ReadSeek,
        name: Option<&str>,
        depth: usize,
    ) -> Result<(), Stop> {
        let mut archive = zip::ZipArchive::new(bytes).map_err(refuse_zip)?;
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).map_err(refuse_zip)?;
            if file.is_dir() {
                continue;
            }
            let inner = file
                .name()
                .map_or_else(|_| format!("#{}", at + 1), |n| n.to_string());
            let path = name.map_or_else(|| inner.clone(), |outer| format!("{outer}/{inner}"));
            self.stream(&mut file, Some(&path), depth)?;
        }
        Ok(())
    }

    fn metered<'r>(&'r self, inner: &'r mut dyn Read) -> Unfolded<'r> {
        Unfolded {
            inner,
            meter: Rc::clone(&self.meter),
            limits: self.limits,
        }
    }
}

/// The message of a zip error may name a member, so only its kind is told.
fn refuse_zip(error: zip::result::ZipError) -> Stop {
    match error {
        zip::result::ZipError::Io(error) => Stop::from(error),
        zip::result::ZipError::UnsupportedArchive(_) => Stop::Refused(Refusal::new(
            "archive_unsupported",
            "expected members stored or deflated without a password, but found another",
        )),
        _ => Stop::Refused(Refusal::new(
            "archive_damaged",
            "expected a whole archive, but found a damaged one",
        )),
    }
}

fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// The first bytes, fewer only at the end.
pub(crate) fn peek(bytes: &mut dyn Read, count: usize) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    bytes.take(size(count)).read_to_end(&mut start)?;
    Ok(start)
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
