//! What holds messages: files, batches, and the blocks of MLLP. Their counts and their ends.

use std::io::Read;

use super::{Reader, Step};
use crate::lines::Piece;
use crate::{Delimiters, Level, Position, Problem};

/// A file or a batch that has begun and not yet ended.
pub(super) struct Open {
    delimiters: Delimiters,
    pub(super) messages: u64,
    batches: u64,
}

impl Open {
    pub(super) fn field(&self) -> u8 {
        self.delimiters.field
    }
}

impl<R: Read> Reader<R> {
    /// FHS or BHS. `None` if something before it has to be told first.
    pub(super) fn header(&mut self, piece: Piece, level: Level) -> Option<Step> {
        self.start_block();
        self.close(Level::Batch, Problem::MissingTrailer);
        if level == Level::File {
            self.close(Level::File, Problem::MissingTrailer);
        }
        if !self.defects.is_empty() {
            self.piece = Some(piece);
            return None;
        }
        self.seen = true;
        let (delimiters, odd) = Delimiters::of_header(self.lines.line());
        self.delimiters = delimiters;
        let open = Open {
            delimiters,
            messages: 0,
            batches: 0,
        };
        if level == Level::File {
            self.file = Some(open);
        } else {
            self.batch = Some(open);
            self.batches = self.batches.saturating_add(1);
            if let Some(file) = &mut self.file {
                file.batches += 1;
            }
        }
        self.single(delimiters);
        if let Some(problem) = odd {
            self.defect(self.gathering.position, level, problem);
        }
        Some(Step::Header)
    }

    /// FTS or BTS. `None` if something before it has to be told first.
    pub(super) fn trailer(&mut self, piece: Piece, level: Level) -> Option<Step> {
        if level == Level::File {
            self.close(Level::Batch, Problem::MissingTrailer);
            if !self.defects.is_empty() {
                self.piece = Some(piece);
                return None;
            }
        }
        let open = match level {
            Level::File => &self.file,
            _ => &self.batch,
        };
        let delimiters = open.as_ref().map_or(self.delimiters, |it| it.delimiters);
        let field = self.lines.line().get(3).copied();
        self.single(Delimiters {
            field: field.unwrap_or(delimiters.field),
            ..delimiters
        });
        let position = self.gathering.position;
        let open = match level {
            Level::File => self.file.take(),
            _ => self.batch.take(),
        };
        match open {
            Some(open) => self.check_count(position, level, &open),
            None => self.defect(position, level, Problem::UnexpectedTrailer),
        }
        Some(Step::Trailer)
    }

    /// BTS-1 and FTS-1, where they were sent.
    fn check_count(&mut self, position: Position, level: Level, open: &Open) {
        let block = self.lines.source.get(self.block.0, self.block.1);
        let declared = self.gathering.single(block).field(1).component(1);
        let declared = declared.as_bytes().trim_ascii();
        if matches!(declared, b"" | b"\"\"") {
            return;
        }
        let declared = std::str::from_utf8(declared)
            .ok()
            .and_then(|text| text.parse::<u64>().ok());
        let counted = match level {
            // Messages that no BHS holds are a batch all the same (HL7 2.8 chapter 2.10.3.1).
            Level::File if open.batches == 0 => u64::from(open.messages > 0),
            Level::File => open.batches,
            _ => open.messages,
        };
        if declared != Some(counted) {
            self.defect(position, level, Problem::Count { declared, counted });
        }
    }

    /// Ends a file or a batch that is still open.
    fn close(&mut self, level: Level, problem: Problem) {
        let position = self.noticed(problem);
        let open = match level {
            Level::File => self.file.take(),
            _ => self.batch.take(),
        };
        if open.is_some() {
            self.defect(position, level, problem);
        }
    }

    pub(super) fn has_open(&self) -> bool {
        self.file.is_some() || self.batch.is_some() || self.framed
    }

    /// Ends everything at the end of the stream.
    pub(super) fn close_all(&mut self) {
        self.close(Level::Batch, Problem::EndOfStream);
        self.close(Level::File, Problem::EndOfStream);
        if self.framed {
            self.framed = false;
            let position = self.noticed(Problem::EndOfStream);
            self.defect(position, Level::Frame, Problem::EndOfStream);
        }
    }

    /// Where something is missed: at the line in hand, or behind the last one.
    fn noticed(&self, problem: Problem) -> Position {
        let place = self.place();
        match problem {
            Problem::MissingTrailer => place,
            _ => Position {
                record: self.records,
                ..place
            },
        }
    }

    /// Notes the start of a block before the line in hand.
    pub(super) fn start_block(&mut self) {
        if !self.lines.framed {
            return;
        }
        self.lines.framed = false;
        if self.framed {
            let position = self.place();
            self.defect(position, Level::Frame, Problem::MissingTrailer);
        }
        self.framed = true;
    }

    pub(super) fn end_block(&mut self) {
        if !self.framed {
            let position = self.noticed(Problem::UnexpectedTrailer);
            self.defect(position, Level::Frame, Problem::UnexpectedTrailer);
        }
        self.framed = false;
    }
}
