//! payers.csv: what is known of payers. Each row is a document of its own.
//!
//! A row is known by kind of identifier, identifier and first day it holds. The same said otherwise is
//! another content of the same document, which a person decides about.

use std::io::Read;

use domain::{Digest, date, id};
use flatfile::{Column, Contract, Kind, Row};
use tables::Payer;

use crate::context::{Context, Refused, at};
use crate::fault::{Element, Fault};
use crate::identity::{doc_id, join};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_file::finish_unit;

/// Bad rows beyond one in so many hold the whole file back: then it is another kind of file.
const BAD_ROWS: u64 = 5;

const PAYERS: Contract = Contract {
    name: "payers",
    columns: &[
        Column {
            name: "id_type",
            kind: Kind::OneOf(&["N104", "2U", "TRN03", "NAME", "NM109"]),
            required: true,
        },
        Column {
            name: "payer_id",
            kind: Kind::Text,
            required: true,
        },
        Column {
            name: "payer_name",
            kind: Kind::Text,
            required: true,
        },
        Column {
            name: "payer_class",
            kind: Kind::OneOf(&[
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
            ]),
            required: true,
        },
        Column {
            name: "capitated",
            kind: Kind::Flag,
            required: false,
        },
        Column {
            name: "eff_from",
            kind: Kind::Date,
            required: false,
        },
        Column {
            name: "eff_to",
            kind: Kind::Date,
            required: false,
        },
    ],
};

/// The contract.
pub(crate) fn contract() -> Contract {
    PAYERS
}

/// A row that keeps the contract.
struct Alias {
    id_type: String,
    payer_id: String,
    payer_name: String,
    payer_class: String,
    capitated: bool,
    eff_from: String,
    eff_to: String,
}

impl Alias {
    fn of(row: &Row<'_>) -> Alias {
        let text = |column| row.value(column).unwrap_or_default().to_owned();
        let id_type = text(0).to_ascii_uppercase();
        Alias {
            payer_id: if id_type == "NAME" {
                id::fold_name(&text(1))
            } else {
                text(1)
            },
            payer_name: text(2),
            payer_class: text(3).to_ascii_lowercase(),
            capitated: row.flag(4).unwrap_or(false),
            eff_from: text(5),
            eff_to: text(6),
            id_type,
        }
    }

    fn unit(&self, member: Option<&str>, row: &Row<'_>) -> Unit {
        let doc_key = join(&["payers", &self.id_type, &self.payer_id, &self.eff_from]);
        let capitated = if self.capitated { "1" } else { "0" };
        let said = [&self.payer_name, &self.payer_class, capitated, &self.eff_to];
        let content_hash = Digest::of(&said.map(str::as_bytes)).to_string();
        Unit {
            member: member.map(str::to_owned),
            kind: PAYERS.name.to_owned(),
            doc_id: doc_id(&doc_key, &content_hash),
            doc_key,
            content_hash,
            record: row.number,
            byte: row.byte,
            ..Unit::default()
        }
    }
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

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    bounds: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut rows = PAYERS.read(bytes, limits(bounds))?;
    let (mut all, mut bad) = (0u64, 0u64);
    while let Some(row) = rows.next_row()? {
        all += 1;
        match row.check() {
            Ok(()) => gathered.add(Alias::of(&row).unit(member, &row), bounds)?,
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
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let mut rows = PAYERS.read(bytes, limits(cx.limits))?;
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
        write(&Alias::of(&row), position, cx)?;
        cx.tally.mapped(1);
        sets.push(finish_unit(unit, &before, cx)?);
    }
    Ok(())
}

fn write(alias: &Alias, position: x12::Position, cx: &mut Context<'_>) -> Result<(), Stop> {
    let origin = cx.place.origin();
    cx.out.payer().append(&Payer {
        origin: at(&origin, position, false),
        id_type: &alias.id_type,
        payer_id: &alias.payer_id,
        payer_name: &alias.payer_name,
        payer_class: &alias.payer_class,
        capitated: alias.capitated,
        eff_from: date::parse_iso(alias.eff_from.as_bytes()).ok(),
        eff_to: date::parse_iso(alias.eff_to.as_bytes()).ok(),
    })?;
    Ok(())
}
