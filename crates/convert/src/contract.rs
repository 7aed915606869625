//! Files of rows with a header: what an organisation says of itself and its payers. A contract is data, one
//! file each, beside what writes its rows. Each row is a document of its own.
//!
//! A row is known by the columns of the contract's key. The same said otherwise is another content of the
//! same document, which a person decides about.

use std::io::Read;

use domain::{Digest, date, id};
use flatfile::{Contract, Row};
use jiff::civil::Date;
use tables::{Origin, WriteError, Writers};

use crate::context::{Context, Refused, at};
use crate::fault::{Element, Fault};
use crate::identity::{doc_id, join};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_file::finish_unit;

mod appeal_rules;
mod bank_deposits;
mod link_decisions;
mod payer_config;
mod payers;

/// Bad rows beyond one in so many hold the whole file back: then it is another kind of file.
const BAD_ROWS: u64 = 5;

/// Which identifier of a payer one is: of a remittance, else of a claim (NM109).
const ID_TYPES: &[&str] = &["N104", "2U", "TRN03", "NAME", "NM109"];

/// Classes of payers.
const PAYER_CLASSES: &[&str] = &[
    "medicare_ffs",
    "medicare_adv",
    "medicaid_ffs",
    "medicaid_mco",
    "bcbs",
    "commercial",
    "tricare",
    "va",
    "workers_comp",
    "auto_liability",
    "self_pay",
    "other",
];

/// A contract, and what writes a row that keeps it.
#[derive(Debug)]
pub(crate) struct Filled {
    contract: Contract,
    write: fn(&Row<'_>, Origin<'_>, &mut Writers) -> Result<(), WriteError>,
}

/// Every contract. A header that fits several alike is of the first.
static ALL: [Filled; 5] = [
    Filled {
        contract: appeal_rules::CONTRACT,
        write: appeal_rules::write,
    },
    Filled {
        contract: payer_config::CONTRACT,
        write: payer_config::write,
    },
    Filled {
        contract: bank_deposits::CONTRACT,
        write: bank_deposits::write,
    },
    Filled {
        contract: link_decisions::CONTRACT,
        write: link_decisions::write,
    },
    Filled {
        contract: payers::CONTRACT,
        write: payers::write,
    },
];

/// Every contract of rows with a header.
pub fn contracts() -> impl Iterator<Item = &'static Contract> {
    ALL.iter().map(|filled| &filled.contract)
}

/// The contract of a file that begins like this.
pub(crate) fn of(start: &[u8]) -> Option<&'static Filled> {
    let fitting = ALL.iter().enumerate().filter_map(|(at, filled)| {
        let named = filled.contract.named(start)?;
        Some((filled, (named, std::cmp::Reverse(at))))
    });
    let best = fitting.max_by_key(|(_, fits)| *fits);
    best.map(|(filled, _)| filled)
}

impl Filled {
    /// Its name in the accounting.
    pub(crate) fn name(&self) -> &'static str {
        self.contract.name
    }

    /// Pass one over a member.
    pub(crate) fn survey(
        &self,
        member: Option<&str>,
        bytes: &mut dyn Read,
        bounds: &Limits,
        gathered: &mut Gathered,
    ) -> Result<(), Stop> {
        let mut rows = self.contract.read(bytes, limits(bounds))?;
        let (mut all, mut bad) = (0u64, 0u64);
        while let Some(row) = rows.next_row()? {
            all += 1;
            match row.check() {
                Ok(()) => gathered.add(self.unit(member, &row), bounds)?,
                Err(_) => bad += 1,
            }
        }
        if bad * BAD_ROWS > all {
            return Err(Stop::Refused(Refusal::new(
                "too_many_bad_rows",
                &format!("expected at most one bad row in {BAD_ROWS}, but found {bad} of {all}"),
            )));
        }
        Ok(())
    }

    /// Pass two over a member.
    pub(crate) fn convert(
        &self,
        bytes: &mut dyn Read,
        units: &mut std::slice::Iter<'_, Unit>,
        cx: &mut Context<'_>,
        sets: &mut Vec<SetReport>,
    ) -> Result<(), Stop> {
        let mut rows = self.contract.read(bytes, limits(cx.limits))?;
        // The header.
        cx.tally.mapped(1);
        cx.tally.cut();
        while let Some(row) = rows.next_row()? {
            let position = x12::Position {
                record: row.number,
                byte: row.byte,
                ..x12::Position::default()
            };
            if let Err(error) = row.check() {
                let fault = Fault {
                    position,
                    segment_id: error.column.unwrap_or_default().to_owned(),
                    element: Element::default(),
                    code: error.problem.code(),
                    expected: error.to_string(),
                };
                cx.reject(Refused::Row, position, 1, &fault)?;
                cx.tally.cut();
                continue;
            }
            let unit = units
                .next()
                .filter(|unit| unit.byte == row.byte)
                .ok_or_else(|| {
                    Stop::Io(std::io::Error::other(
                        "expected the bytes of pass one, but found others",
                    ))
                })?;
            cx.enter_unit(unit);
            let before = cx.out.row_counts();
            let origin = cx.place.origin();
            (self.write)(&row, at(&origin, position, false), cx.out)?;
            cx.tally.mapped(1);
            sets.push(finish_unit(unit, &before, cx)?);
        }
        Ok(())
    }

    fn unit(&self, member: Option<&str>, row: &Row<'_>) -> Unit {
        let is_key = |column: &str| self.contract.key.contains(&column);
        let key = self.contract.key.iter().map(|column| value(row, column));
        let named: Vec<String> = [self.contract.name.to_owned()]
            .into_iter()
            .chain(key)
            .collect();
        let doc_key = join(&named.iter().map(String::as_str).collect::<Vec<_>>());
        let columns = self.contract.columns.iter().map(|column| column.name);
        let said = columns.filter(|column| !is_key(column));
        let said: Vec<String> = said.map(|column| value(row, column)).collect();
        let said: Vec<&[u8]> = said.iter().map(String::as_bytes).collect();
        let content_hash = Digest::of(&said).to_string();
        Unit {
            member: member.map(str::to_owned),
            kind: self.contract.name.to_owned(),
            doc_id: doc_id(&doc_key, &content_hash),
            doc_key,
            content_hash,
            record: row.number,
            byte: row.byte,
            ..Unit::default()
        }
    }
}

/// What a row says in a column, in the one way to write it. A payer's name is folded, as those of remittances
/// are that give no identifier.
fn value(row: &Row<'_>, column: &str) -> String {
    let value = row.normal(column);
    match column == "payer_id" && row.normal("id_type") == "NAME" {
        true => id::fold_name(&value),
        false => value,
    }
}

/// A value that may be missing.
fn given(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}

/// A day that was checked.
fn day(row: &Row<'_>, column: &str) -> Option<Date> {
    let value = row.value(column)?;
    date::parse_iso(value.as_bytes()).ok()
}

/// A number that was checked.
fn number(row: &Row<'_>, column: &str) -> Option<i32> {
    row.whole(column)
        .and_then(|number| i32::try_from(number).ok())
}

fn limits(limits: &Limits) -> flatfile::Limits {
    flatfile::Limits {
        row_bytes: limits.row_bytes,
    }
}

impl From<flatfile::Error> for Stop {
    fn from(error: flatfile::Error) -> Self {
        let reason = error.to_string();
        match error {
            flatfile::Error::Io(error) => Stop::from(error),
            flatfile::Error::NotThisContract(_) => Stop::Refused(Refusal::new("header", &reason)),
            flatfile::Error::TooLong { .. } => Stop::Refused(Refusal::new("row_too_long", &reason)),
        }
    }
}
