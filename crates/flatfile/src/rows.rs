//! Rows, one at a time.

use std::fmt;
use std::io::Read;

use domain::Cents;

use crate::contract::{Column, Contract, Rule, flag, whole};
use crate::error::{Error, RowError, RowProblem};
use crate::header::Header;
use crate::record::{Record, Records};

/// How much is held at once.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a row: one quote that does not end makes the rest of the file one row.
    pub row_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { row_bytes: 1 << 20 }
    }
}

/// The rows of a file, without its header.
pub struct Rows<R> {
    records: Records<R>,
    record: Record,
    header: Header,
    contract: Contract,
    number: u64,
}

/// One row.
pub struct Row<'a> {
    /// Its number; the header is 1, blank lines have none.
    pub number: u64,
    /// The line it begins at, from 1.
    pub line: u64,
    /// The offset it begins at.
    pub byte: u64,
    record: &'a Record,
    header: &'a Header,
    contract: &'a Contract,
}

impl Contract {
    /// The rows of a file of this contract.
    ///
    /// # Errors
    /// [`Error::NotThisContract`] where the header is another, [`Error::TooLong`], [`Error::Io`].
    pub fn read<R: Read>(self, from: R, limits: Limits) -> Result<Rows<R>, Error> {
        let mut records = Records::new(from, limits);
        let mut line = Vec::new();
        records.first_line(&mut line)?;
        let header = self
            .header(&line)
            .ok_or(Error::NotThisContract(self.name))?;
        records.delimiter(header.delimiter);
        Ok(Rows {
            records,
            record: Record::default(),
            header,
            contract: self,
            number: 1,
        })
    }
}

impl<R: Read> Rows<R> {
    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Io`].
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, Error> {
        if !self.records.next_record(&mut self.record)? {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(Row {
            number: self.number,
            line: self.record.line,
            byte: self.record.byte,
            record: &self.record,
            header: &self.header,
            contract: &self.contract,
        }))
    }
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("contract", &self.contract.name)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl Row<'_> {
    /// A column of the contract; `None` where it is empty, absent or no UTF-8.
    #[must_use]
    pub fn value(&self, column: &str) -> Option<&str> {
        let (at, _) = self.column(column)?;
        std::str::from_utf8(self.bytes(at)?)
            .ok()
            .filter(|text| !text.is_empty())
    }

    /// A column of a row that keeps the contract, in the one way to write what it says: amounts as 100.00,
    /// flags as 1 or 0, the words of a list as the list has them; empty where nothing is said.
    #[must_use]
    pub fn normal(&self, column: &str) -> String {
        let value = self.value(column).unwrap_or_default();
        match self.column(column) {
            Some((_, column)) => column.kind.normal(value),
            None => String::new(),
        }
    }

    /// A flag; an empty one is no.
    #[must_use]
    pub fn flag(&self, column: &str) -> bool {
        self.value(column).and_then(flag).unwrap_or(false)
    }

    /// A whole number; `None` where it is empty.
    #[must_use]
    pub fn whole(&self, column: &str) -> Option<u32> {
        self.value(column).and_then(whole)
    }

    /// An amount; `None` where it is empty.
    #[must_use]
    pub fn money(&self, column: &str) -> Option<Cents> {
        let value = self.value(column)?;
        Cents::parse(value.as_bytes()).ok()
    }

    fn column(&self, name: &str) -> Option<(usize, &'static Column)> {
        let mut columns = self.contract.columns.iter().enumerate();
        columns.find(|(_, column)| column.name == name)
    }

    fn bytes(&self, column: usize) -> Option<&[u8]> {
        let place = (*self.header.places.get(column)?)?;
        Some(self.record.field(place)?.trim_ascii())
    }

    /// Whether the row keeps the contract.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), RowError> {
        let wrong = |column, problem| RowError {
            line: self.line,
            column,
            problem,
        };
        if self.record.len() != self.header.fields {
            let (expected, found) = (self.header.fields, self.record.len());
            return Err(wrong(None, RowProblem::Fields { expected, found }));
        }
        for (at, column) in self.contract.columns.iter().enumerate() {
            self.check_column(at, column)
                .map_err(|problem| wrong(Some(column.name), problem))?;
        }
        for rule in self.contract.rules {
            self.check_rule(*rule)
                .map_err(|(column, problem)| wrong(Some(column), problem))?;
        }
        Ok(())
    }

    fn check_rule(&self, rule: Rule) -> Result<(), (&'static str, RowProblem)> {
        match rule {
            Rule::Together(one, other) => match (self.value(one), self.value(other)) {
                (Some(_), None) => Err((other, RowProblem::Lacks(one))),
                (None, Some(_)) => Err((one, RowProblem::Lacks(other))),
                _ => Ok(()),
            },
            Rule::Either(one, other) => {
                let both = self.value(one).is_some();
                match both == self.value(other).is_some() {
                    true => Err((one, RowProblem::Either { other, both })),
                    false => Ok(()),
                }
            }
            // Days as CCYY-MM-DD stand in the order of their letters.
            Rule::Later(from, to) => match (self.value(from), self.value(to)) {
                (Some(first), Some(end)) if end <= first => Err((to, RowProblem::NotLater(from))),
                _ => Ok(()),
            },
        }
    }

    fn check_column(&self, at: usize, column: &Column) -> Result<(), RowProblem> {
        let bytes = self.bytes(at).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Err(_) => Err(RowProblem::Encoding),
            Ok("") if column.required => Err(RowProblem::Missing),
            Ok("") => Ok(()),
            Ok(text) => column.kind.check(text),
        }
    }
}
