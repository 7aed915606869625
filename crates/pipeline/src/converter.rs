//! Conversion as the flows see it, so that tests can run a deliberately changed one.

use std::fmt::Debug;
use std::io;

use convert::{ConvertError, Input, Limits, ReadSeek, Report, Survey};
use tables::Writers;

/// Reads a file twice: what is in it, then its rows.
pub trait Converter: Send + Sync + Debug {
    /// Names this conversion in the ledger; another output means another version.
    fn version(&self) -> &str;

    /// Pass one. A plain or gz file is read from start to end, exactly once.
    ///
    /// # Errors
    /// Only those of the reader.
    fn survey(&self, bytes: &mut dyn ReadSeek, limits: &Limits) -> io::Result<Survey>;

    /// Pass two.
    ///
    /// # Errors
    /// Only those of reading and writing.
    fn convert(
        &self,
        bytes: &mut dyn ReadSeek,
        survey: &Survey,
        input: &Input<'_>,
        limits: &Limits,
        out: &mut Writers,
    ) -> Result<Report, ConvertError>;
}

/// What crate `convert` does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Formats;

impl Converter for Formats {
    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn survey(&self, bytes: &mut dyn ReadSeek, limits: &Limits) -> io::Result<Survey> {
        convert::survey(bytes, limits)
    }

    fn convert(
        &self,
        bytes: &mut dyn ReadSeek,
        survey: &Survey,
        input: &Input<'_>,
        limits: &Limits,
        out: &mut Writers,
    ) -> Result<Report, ConvertError> {
        convert::convert(bytes, survey, input, limits, out)
    }
}
