//! `ack`: the TA1 and 999 that a receiver sends back for a file, from what the standard and its guides say of
//! it and from what would become of it here. Nothing is landed, nothing is sent, and no home is needed.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write as _};

use ack::{Interchange, Receiver, Refused, Stamp};
use anyhow::{Context as _, Result, bail};
use convert::{Limits, SetReport, Survey, Unit};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Clock as _, SystemClock};

use crate::args::Ack;
use crate::command::trial::Trial;
use crate::screen::Screen;

pub(crate) fn run(args: &Ack, screen: &Screen) -> Result<()> {
    let mut file = File::open(&args.file).context("expected to read the file, but could not")?;
    let limits = Limits::default();
    let survey = convert::survey(&mut file, &limits)?;
    if let Some(refusal) = &survey.refusal {
        // There is no control number that an answer could name.
        bail!("{}: {}", refusal.code, refusal.reason);
    }
    let mut receiver = Receiver::default();
    convert::events(&mut file, &limits, &mut |member, event| {
        receiver.event(member, event);
        Ok(())
    })?;
    let mut found = receiver.finish();
    if found.is_empty() {
        bail!("no_interchange: expected an X12 interchange to answer, but found none");
    }
    judge(&mut found, &mut file, &survey, &limits)?;
    let stamp = stamp(args);
    if screen.is_json() {
        let told: io::Result<Vec<_>> = found.iter().map(|one| Answered::of(one, &stamp)).collect();
        return Ok(screen.json(&Acknowledged {
            interchanges: told?,
        })?);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for interchange in &found {
        ack::write(interchange, &stamp, &mut out)?;
    }
    Ok(out.flush()?)
}

fn stamp(args: &Ack) -> Stamp {
    let at = match args.at {
        Some(at) => at,
        None => jiff::tz::TimeZone::UTC.to_datetime(SystemClock.now()),
    };
    Stamp {
        day: at.strftime("%Y%m%d").to_string(),
        time: at.strftime("%H%M").to_string(),
    }
}

/// A set by the member, the interchange, the group and its own place there.
type Place = (Option<String>, u32, u32, u32);

fn place(unit: &Unit) -> Place {
    (unit.member.clone(), unit.interchange, unit.group, unit.set)
}

/// Says of each set whether anything of it would be taken, and what of it would be refused.
fn judge(
    found: &mut [Interchange],
    file: &mut File,
    survey: &Survey,
    limits: &Limits,
) -> Result<()> {
    let mut trial = Trial::of(file, survey, limits, |table| table == "reject")?;
    let units = survey.units.iter().map(place);
    let taken: HashMap<Place, bool> = units.zip(trial.report.sets.iter().map(is_taken)).collect();
    let mut refused: HashMap<Place, Vec<Refused>> = HashMap::new();
    trial.rows(&mut |_, row| {
        let number = |name: &str| row.number(name).and_then(|n| u32::try_from(n).ok());
        let ordinal = |name: &str| row.ordinal(name).unwrap_or_default();
        let place = (
            row.text("member"),
            ordinal("interchange"),
            ordinal("group_ordinal"),
            ordinal("set_ordinal"),
        );
        refused.entry(place).or_default().push(Refused {
            id: row.text("segment_id").unwrap_or_default().into_bytes(),
            segment: number("at_segment").unwrap_or_default(),
            element: element(&row.text("element_position").unwrap_or_default()),
            code: row.text("code").unwrap_or_default(),
        });
    })?;
    let mut ordinals: HashMap<Option<String>, u32> = HashMap::new();
    for interchange in found {
        let ordinal = ordinals.entry(interchange.member.clone()).or_default();
        *ordinal += 1;
        let member = &interchange.member;
        for (group, of_group) in (1..).zip(&mut interchange.groups) {
            for (set, of_set) in (1..).zip(&mut of_group.sets) {
                let place = (member.clone(), *ordinal, group, set);
                of_set.taken = taken.get(&place).copied().unwrap_or(false);
                of_set.refuse(refused.get(&place).map_or(&[], Vec::as_slice));
            }
        }
    }
    Ok(())
}

/// Whether anything of a set became rows that say what it says.
fn is_taken(report: &SetReport) -> bool {
    let ours = ["unit", "reject", "dq_issue"];
    report
        .rows
        .keys()
        .any(|table| !ours.contains(&table.as_str()))
}

/// As `05` or `05-2`.
fn element(position: &str) -> (usize, usize) {
    let (element, component) = position.split_once('-').unwrap_or((position, "0"));
    let number = |text: &str| text.parse().unwrap_or_default();
    (number(element), number(component))
}

/// `claimlake ack FILE --json`: the verdicts. Content stands in `answer` alone.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Acknowledged {
    /// In the order of the file.
    interchanges: Vec<Answered>,
}

/// What is said of an interchange.
#[derive(Debug, Serialize, JsonSchema)]
struct Answered {
    /// Its ISA13.
    control_number: String,
    /// TA104: A, E or R.
    verdict: &'static str,
    /// TA105, the gravest first; empty where nothing is wrong.
    notes: Vec<&'static str>,
    /// A TA1 goes back: one is asked for, or there is something to say.
    ta1: bool,
    /// Its groups in order. Those that are answers themselves get none.
    groups: Vec<GroupAnswered>,
    /// What goes back, as X12; empty where nothing does.
    answer: String,
}

/// What is said of a functional group.
#[derive(Debug, Serialize, JsonSchema)]
struct GroupAnswered {
    /// Its GS06.
    control_number: String,
    /// Its GS01.
    functional_id: String,
    /// It holds acknowledgments, which nobody acknowledges.
    is_answer: bool,
    /// AK901: A, E, P or R.
    verdict: &'static str,
    /// AK905.
    errors: Vec<&'static str>,
    /// AK904: sets that were taken, with errors or without.
    accepted: usize,
    /// Its sets in order.
    sets: Vec<SetAnswered>,
}

/// What is said of a transaction set.
#[derive(Debug, Serialize, JsonSchema)]
struct SetAnswered {
    /// Its ST01.
    #[serde(rename = "type")]
    kind: String,
    /// Its ST02.
    control_number: String,
    /// IK501: A, E or R.
    verdict: &'static str,
    /// IK502.
    errors: Vec<&'static str>,
    /// Segments in error, at most 10,000.
    segments: Vec<SegmentAnswered>,
    /// Segments in error beyond those.
    more: u64,
}

/// What is said of a segment.
#[derive(Debug, Serialize, JsonSchema)]
struct SegmentAnswered {
    /// Its name; `unknown` for what is none of the standard's.
    segment: &'static str,
    /// IK302: its place in the set, ST being 1.
    position: u32,
    /// IK303: the loop, where it is known.
    #[serde(rename = "loop")]
    within: Option<&'static str>,
    /// IK304.
    code: &'static str,
    /// Its elements in error: IK401 as 05 or 05-2, and IK403.
    elements: Vec<(String, &'static str)>,
}

impl Answered {
    fn of(interchange: &Interchange, stamp: &Stamp) -> io::Result<Answered> {
        let mut answer = Vec::new();
        ack::write(interchange, stamp, &mut answer)?;
        Ok(Answered {
            control_number: text(&interchange.control),
            verdict: interchange.verdict().letter(),
            notes: interchange.notes.clone(),
            ta1: interchange.sends_ta1(),
            groups: interchange.groups.iter().map(GroupAnswered::of).collect(),
            answer: text(&answer),
        })
    }
}

impl GroupAnswered {
    fn of(group: &ack::Group) -> GroupAnswered {
        GroupAnswered {
            control_number: text(&group.control),
            functional_id: text(&group.functional_id),
            is_answer: group.is_answer(),
            verdict: group.verdict().letter(),
            errors: group.errors.clone(),
            accepted: group.accepted(),
            sets: group.sets.iter().map(SetAnswered::of).collect(),
        }
    }
}

impl SetAnswered {
    fn of(set: &ack::Set) -> SetAnswered {
        SetAnswered {
            kind: text(&set.id),
            control_number: text(&set.control),
            verdict: set.verdict().letter(),
            errors: set.errors.clone(),
            segments: set.segments.iter().map(SegmentAnswered::of).collect(),
            more: set.more,
        }
    }
}

impl SegmentAnswered {
    fn of(error: &ack::SegmentError) -> SegmentAnswered {
        let elements = error.elements.iter().map(|element| {
            let place = match element.component {
                0 => format!("{:02}", element.element),
                component => format!("{:02}-{component}", element.element),
            };
            (place, element.code)
        });
        SegmentAnswered {
            segment: x12::segment_name(&error.id),
            position: error.segment,
            within: error.within,
            code: error.code,
            elements: elements.collect(),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
