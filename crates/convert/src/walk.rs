//! A file's segments as they stand, for those who show a file and not its rows.

use std::io::{self, Cursor, Read as _, SeekFrom};

use x12::{Event, Reader};

use crate::limits::Limits;
use crate::member::{self, Stop};
use crate::{ReadSeek, detect};

/// Calls `visit` with each event of each X12 member, and the member's name in an archive. What can't be
/// read as X12 is passed over: [`crate::survey`] says why.
///
/// # Errors
/// Those of reading, and of `visit`.
pub fn events(
    bytes: &mut dyn ReadSeek,
    limits: &Limits,
    visit: &mut dyn FnMut(Option<&str>, &Event<'_>) -> io::Result<()>,
) -> io::Result<()> {
    bytes.seek(SeekFrom::Start(0))?;
    let walked = member::each(bytes, limits, &mut |name, bytes| {
        let start = detect::start(bytes)?;
        if !matches!(detect::format(&start), detect::Format::X12) {
            return Ok(());
        }
        let mut reader = Reader::new(Cursor::new(start).chain(bytes), limits.x12());
        loop {
            match reader.next_event() {
                Ok(Some(event)) => visit(name, &event).map_err(Stop::Io)?,
                Ok(None) | Err(x12::Error::Empty) => return Ok(()),
                Err(x12::Error::Io(error)) => return Err(Stop::from(error)),
                Err(x12::Error::NoInterchange { .. } | x12::Error::BadInterchange { .. }) => {
                    return Ok(());
                }
            }
        }
    });
    match walked {
        Ok(()) | Err(Stop::Refused(_)) => Ok(()),
        Err(Stop::Io(error)) => Err(error),
        Err(Stop::Write(error)) => Err(io::Error::other(error)),
    }
}
