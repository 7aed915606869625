//! One payer's answers to one claim, in the order of business, become cases.
//!
//! After each answer one of them holds: the last that decides and was not taken back, else the last at all
//! (`is_current` of the view `remit_claim`). Cases follow what holds, so that a reversal alone ends nothing, and
//! an answer that was taken back leaves what held before it.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answered, Standing};
use super::case::{Amounts, Case, CaseKey, Happened, Kind, Resolution, leading};
use super::life::{PaidElsewhere, PayerLife};
use super::line::WHOLE_CLAIM;
use super::refused::{Refused, refused};
use crate::word::Category;

/// The cases, by what they are known by. An answer that holds and refuses something is in them to the cent.
#[must_use]
pub fn replay(life: &PayerLife) -> Vec<Case> {
    let mut replay = Replay {
        answers: &life.answers,
        came: 0,
        gone: BTreeSet::new(),
        holds: None,
        held: None,
        cases: BTreeMap::new(),
        settled: BTreeMap::new(),
        denied_at: BTreeMap::new(),
    };
    for at in 0..=life.answers.len() {
        for taken in life.taken_back.iter().filter(|taken| taken.after == at) {
            replay.goes(taken.answer, &taken.by);
        }
        if let Some(answer) = life.answers.get(at) {
            replay.comes(at, answer);
        }
    }
    replay.paid_elsewhere(&life.elsewhere);
    replay.cases.into_values().collect()
}

struct Replay<'a> {
    answers: &'a [Answered],
    /// How many of them came.
    came: usize,
    /// Those that were taken back.
    gone: BTreeSet<usize>,
    /// The one that holds.
    holds: Option<usize>,
    /// The last one that held.
    held: Option<usize>,
    cases: BTreeMap<CaseKey, Case>,
    /// What was settled on its line when a case was opened for the last time, in cents.
    settled: BTreeMap<CaseKey, i64>,
    /// The place of the last answer that denied it.
    denied_at: BTreeMap<CaseKey, usize>,
}

/// What makes another answer hold: it came, or the one before it was taken back.
#[derive(Clone, Copy)]
struct Cause<'a> {
    by: &'a str,
    came: bool,
}

impl Replay<'_> {
    fn comes(&mut self, at: usize, answer: &Answered) {
        self.came = at + 1;
        if answer.standing == Standing::Reversal {
            if let Some(taken) = answer.takes_back {
                self.goes(taken, &answer.id);
            }
        } else if self.may_hold(at) && self.rank(at) > self.holds.and_then(|holds| self.rank(holds))
        {
            let by = &answer.id;
            self.turn(Some(at), Cause { by, came: true });
        }
    }

    fn goes(&mut self, taken: usize, by: &str) {
        self.gone.insert(taken);
        if self.holds == Some(taken) {
            let left = (0..self.came).filter(|at| self.may_hold(*at));
            let next = left.max_by_key(|at| self.rank(*at));
            self.turn(next, Cause { by, came: false });
        }
    }

    fn may_hold(&self, at: usize) -> bool {
        let answer = self.answers.get(at);
        answer.is_some_and(|answer| answer.standing.can_hold()) && !self.gone.contains(&at)
    }

    /// What decides goes before what does not, then the later before the earlier.
    fn rank(&self, at: usize) -> Option<(bool, usize)> {
        let answer = self.answers.get(at)?;
        Some((answer.standing == Standing::Adjudicated, at))
    }

    /// Another answer holds from now on, or none.
    fn turn(&mut self, now: Option<usize>, cause: Cause<'_>) {
        // After a reversal nothing holds; what is new is new against what was denied before it.
        let before = self.holds.or(self.held);
        let earlier: BTreeSet<CaseKey> = match before {
            Some(before) => self.refused(before).into_keys().collect(),
            None => BTreeSet::new(),
        };
        self.holds = now;
        self.held = now.or(before);
        let refused = now.map(|now| self.refused(now)).unwrap_or_default();
        // What is not denied any more goes first: what it left may be another case's parent.
        let cases = self.cases.keys();
        let ended: Vec<CaseKey> = cases
            .filter(|key| !refused.contains_key(key))
            .cloned()
            .collect();
        let mut given: BTreeMap<String, i64> = BTreeMap::new();
        for key in &ended {
            let others = refused.iter();
            let others = others.filter(|(new, _)| new.line == key.line && !earlier.contains(new));
            let ends = others.map(|(new, refused)| match refused.upheld {
                true => Resolution::Upheld,
                // Given back undecided, it was decided after all.
                false if key.kind == Kind::Unprocessable && new.kind == Kind::Denial => {
                    Resolution::Resubmitted
                }
                false => Resolution::Superseded,
            });
            // In the order of the list: upheld goes before superseded.
            let ends = ends.min();
            self.settle(key, now, ends, cause.by, &mut given);
        }
        let Some(now) = now else { return };
        for (key, refused) in refused {
            let parent = ended
                .iter()
                .filter(|old| old.line == key.line && earlier.contains(old))
                .max_by_key(|old| self.cases.get(old).map(|case| case.amounts.denied))
                .cloned();
            self.deny(key, &refused, now, cause, parent, &mut given);
        }
    }

    /// What the answer at this place refuses, by case.
    fn refused(&self, at: usize) -> BTreeMap<CaseKey, Refused> {
        self.answers.get(at).map(refused).unwrap_or_default()
    }

    /// Cents that an answer settles on a line, by the payer or by the patient; `None` where it has no such line.
    fn settles(&self, at: usize, line: &str) -> Option<i64> {
        let answer = self.answers.get(at)?;
        if line == WHOLE_CLAIM {
            return Some(answer.paid.saturating_add(answer.patient_share));
        }
        let found = answer.lines.iter().find(|l| l.line == line)?;
        Some(found.paid.saturating_add(found.patient_share))
    }

    /// What is settled on the case's line beyond what was when it was opened, and not given to another case.
    fn regained(
        &self,
        key: &CaseKey,
        now: usize,
        given: &mut BTreeMap<String, i64>,
        most: i64,
    ) -> i64 {
        let settled = self.settles(now, &key.line).unwrap_or(0);
        let before = self.settled.get(key).copied().unwrap_or(0);
        let given = given.entry(key.line.clone()).or_default();
        let regained = settled.saturating_sub(before).saturating_sub(*given);
        let regained = regained.clamp(0, most.max(0));
        *given += regained;
        regained
    }

    /// The case is not denied by what holds now.
    fn settle(
        &mut self,
        key: &CaseKey,
        now: Option<usize>,
        denied_as: Option<Resolution>,
        by: &str,
        given: &mut BTreeMap<String, i64>,
    ) {
        let Some(case) = self.cases.get_mut(key) else {
            return;
        };
        let (denied, current) = (case.amounts.denied, case.amounts.current);
        case.amounts.current = 0;
        if !case.is_open {
            return;
        }
        let holds = now.and_then(|now| Some((now, self.answers.get(now)?)));
        let Some((now, answer)) = holds.filter(|(_, answer)| answer.standing.decides()) else {
            if current != 0 {
                case.step(Happened::TakenBack, by);
            }
            return;
        };
        // That a claim was there before is no decision: nothing comes back by one.
        let is_duplicate = key.category == Category::Dup;
        let ends = denied_as.or(is_duplicate.then_some(Resolution::Superseded));
        let regained = match is_duplicate {
            true => 0,
            false => self.regained(key, now, given, denied),
        };
        let ends = ends.unwrap_or(match answer.standing {
            Standing::Void => Resolution::Withdrawn,
            _ if self.settles(now, &key.line).is_none() => Resolution::Withdrawn,
            _ if regained > 0 => Resolution::Overturned,
            _ if key.kind == Kind::Unprocessable => Resolution::Resubmitted,
            _ => Resolution::Contractual,
        });
        if let Some(case) = self.cases.get_mut(key) {
            case.amounts.recovered = regained;
            case.end(ends, by);
        }
    }

    /// What holds now denies the case: it begins, or goes on.
    fn deny(
        &mut self,
        key: CaseKey,
        refused: &Refused,
        now: usize,
        cause: Cause<'_>,
        parent: Option<CaseKey>,
        given: &mut BTreeMap<String, i64>,
    ) {
        let Some(answer) = self.answers.get(now) else {
            return;
        };
        let (amount, explained) = (refused.amount(), refused.explained());
        let known = self
            .cases
            .get(&key)
            .map(|case| (case.is_open, case.amounts));
        let reopens = known.is_some_and(|(is_open, _)| !is_open);
        if known.is_none() || (reopens && cause.came) {
            let settled = self.settles(now, &key.line).unwrap_or(0);
            self.settled.insert(key.clone(), settled);
        }
        let denied = known.map_or(amount, |(_, amounts)| amounts.denied);
        let recovered = match known {
            Some(_) => self.regained(&key, now, given, denied.saturating_sub(amount)),
            None => 0,
        };
        let begun = || Case::begun(key.clone(), parent, &answer.id);
        let case = self.cases.entry(key.clone()).or_insert_with(begun);
        case.carc = leading(&explained);
        case.explained = explained;
        case.rarcs.clone_from(&refused.rarcs);
        case.unmapped = refused.unmapped;
        case.denied_by.clone_from(&answer.id);
        case.appealable = key.kind == Kind::Denial && !refused.not_appealable;
        case.amounts = Amounts {
            denied,
            current: amount,
            open: amount.max(0),
            recovered,
        };
        case.is_open = amount > 0;
        case.ended_by = None;
        case.resolution = (recovered > 0).then_some(Resolution::PartiallyOverturned);
        let happened = match known {
            None => Happened::Opened,
            Some(_) if refused.upheld => Happened::Changed,
            Some(_) if cause.came => {
                case.recurrences += 1;
                if reopens {
                    Happened::Reopened
                } else {
                    Happened::Recurred
                }
            }
            Some(_) if reopens => Happened::Reopened,
            Some(_) => Happened::Changed,
        };
        case.step(happened, cause.by);
        if refused.upheld {
            case.end(Resolution::Upheld, cause.by);
        } else if amount <= 0 {
            case.end(Resolution::Withdrawn, cause.by);
        }
        self.denied_at.insert(key, now);
    }

    /// Where this payer settled nothing and another one paid since, there is nothing to ask for any more.
    fn paid_elsewhere(&mut self, elsewhere: &[PaidElsewhere]) {
        let mut ended: Vec<(CaseKey, String)> = vec![];
        for key in self.cases.keys() {
            let denied_at = self.denied_at.get(key).copied().unwrap_or(0);
            if self.settles(denied_at, &key.line) != Some(0) {
                continue;
            }
            let pays = |other: &&PaidElsewhere| {
                // Where it tells of no line at all, what it paid is for all of them.
                let whole = other
                    .paid
                    .get(WHOLE_CLAIM)
                    .filter(|_| other.paid.len() == 1);
                let paid = other.paid.get(&key.line).or(whole);
                other.after > denied_at && paid.is_some_and(|paid| *paid > 0)
            };
            if let Some(other) = elsewhere.iter().find(pays) {
                ended.push((key.clone(), other.id.clone()));
            }
        }
        for (key, by) in ended {
            if let Some(case) = self.cases.get_mut(&key).filter(|case| case.is_open) {
                case.end(Resolution::RebilledOtherPayer, &by);
            }
        }
    }
}
