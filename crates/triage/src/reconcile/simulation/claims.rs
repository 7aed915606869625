//! Claims, what payers say of them, and the files that say it, invented from a seed; and what the views would answer
//! over the files that count.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::{Date, date};

use rules::Terms;

use super::Dice;
use crate::read::{AnswerRow, Id, Known, LineRow, RecoveryRow, RefusalRow, TakenRow};
use crate::run::Days;
use crate::waited::Began;

/// The first check date.
const BEGINS: Date = date(2026, 1, 5);
/// What a line costs, in cents.
const CHARGE: i64 = 60_000;
/// Why lines are refused.
const REASONS: [(&str, &str, &str); 4] = [
    ("CO", "197", "AUTH"),
    ("CO", "50", "MEDNEC"),
    ("CO", "97", "BUNDLE"),
    ("PR", "204", "NONCOV"),
];

/// A claim. Two providers give the same numbers, and some give one number to two members.
#[derive(Clone)]
struct Claim {
    number: String,
    provider: String,
    member: String,
    served: Date,
}

/// What a payer says of a claim.
#[derive(Clone)]
struct Answer {
    claim: usize,
    standing: &'static str,
    /// As the payer wrote its name: one of two ways, until `payers.csv` says that both are one.
    spelled: u64,
    /// By line, what is paid and what is refused why.
    lines: Vec<(i64, Option<(usize, i64)>)>,
    /// The answer that it takes back.
    takes_back: Option<usize>,
}

/// A file is a remittance of one payer.
#[derive(Clone)]
struct File {
    payer: u64,
    on: Date,
    answers: Vec<usize>,
    /// What the payer keeps under a name that no claim has.
    kept: Option<(String, i64)>,
}

/// What counts from some batch on.
#[derive(Clone, Default)]
struct Batch {
    files: BTreeSet<usize>,
    /// Payers whose spellings are known to be one.
    named: BTreeSet<u64>,
}

/// All that ever comes.
pub(crate) struct Claims {
    claims: Vec<Claim>,
    answers: Vec<Answer>,
    files: Vec<File>,
    /// By batch, from 0.
    batches: Vec<Batch>,
}

/// What batches touched.
pub(super) enum Touched {
    Everything,
    Some {
        numbers: Vec<String>,
        recoveries: bool,
    },
}

impl Claims {
    pub(super) fn invent(dice: &mut Dice) -> Claims {
        let claims: Vec<Claim> = (0..4 + dice.one(&[2, 6, 10, 24]))
            .map(|at| {
                let pair = at - at % 2;
                Claim {
                    // Every third pair is of one provider and two members; the others are of two providers.
                    number: format!("C{:02}", pair / 2),
                    provider: format!("P{}", if pair % 3 == 0 { 0 } else { at % 2 }),
                    member: format!("M{at}"),
                    served: BEGINS - days(10 + at % 2),
                }
            })
            .collect();
        let mut invented = Claims {
            claims,
            answers: vec![],
            files: vec![],
            batches: vec![Batch::default()],
        };
        let mut files: BTreeMap<(Date, u64), File> = BTreeMap::new();
        for claim in 0..invented.claims.len() {
            invented.life(claim, dice, &mut files);
        }
        invented.files = files.into_values().collect();
        invented.arrive(dice);
        invented
    }

    /// One claim that is refused in batch 1; its payer got its name in batch 2, lost it in batch 3, and got it again
    /// in batch 4; in batch 5 another payer refuses it too.
    pub(crate) fn one() -> Claims {
        let answer = |reason| Answer {
            claim: 0,
            standing: "adjudicated",
            spelled: 0,
            lines: vec![(0, Some((reason, CHARGE)))],
            takes_back: None,
        };
        let file = |payer: u64| File {
            payer,
            on: BEGINS,
            answers: vec![at(payer)],
            kept: None,
        };
        let batch = |named: &[u64]| Batch {
            files: BTreeSet::from([0]),
            named: named.iter().copied().collect(),
        };
        Claims {
            claims: vec![Claim {
                number: "C00".to_owned(),
                provider: "P0".to_owned(),
                member: "M0".to_owned(),
                served: BEGINS,
            }],
            answers: vec![answer(0), answer(1)],
            files: vec![file(0), file(1)],
            batches: vec![
                Batch::default(),
                batch(&[]),
                batch(&[0]),
                batch(&[]),
                batch(&[0]),
                Batch {
                    files: BTreeSet::from([0, 1]),
                    named: BTreeSet::from([0]),
                },
            ],
        }
    }

    /// What one payer says of a claim in the course of time.
    fn life(&mut self, claim: usize, dice: &mut Dice, files: &mut BTreeMap<(Date, u64), File>) {
        let payer = dice.below(2);
        let mut on = BEGINS + days(dice.below(30));
        let mut holds: Option<usize> = None;
        for step in 0..=dice.below(5) {
            let takes_back = holds.filter(|_| step > 0 && dice.below(4) == 0);
            if let Some(taken) = takes_back {
                let lines = self.answers[taken].lines.iter();
                let reversal = Answer {
                    standing: "reversal",
                    takes_back,
                    lines: lines.map(|(paid, _)| (-paid, None)).collect(),
                    ..self.answers[taken].clone()
                };
                self.say(reversal, on, payer, files);
                // A correction comes with it, later, or never.
                match dice.below(4) {
                    0 => return,
                    1 => on += days(1 + dice.below(50)),
                    _ => {}
                }
            }
            let pended = step == 0 && dice.below(6) == 0;
            let line = |dice: &mut Dice| match dice.below(5) {
                _ if pended => (0, None),
                0 => (CHARGE, None),
                1 => {
                    let refused = 10_000 * i64::try_from(1 + dice.below(4)).unwrap();
                    (CHARGE - refused, Some((at(dice.below(4)), refused)))
                }
                // The same again, more often than not.
                _ => (0, Some((at(dice.below(2)), CHARGE))),
            };
            let answer = Answer {
                claim,
                standing: if pended { "pended" } else { "adjudicated" },
                spelled: dice.below(2),
                lines: (0..2).map(|_| line(dice)).collect(),
                takes_back: None,
            };
            holds = Some(self.say(answer, on, payer, files));
            on += days(3 + dice.below(40));
        }
    }

    fn say(
        &mut self,
        answer: Answer,
        on: Date,
        payer: u64,
        files: &mut BTreeMap<(Date, u64), File>,
    ) -> usize {
        let said = self.answers.len();
        let file = files.entry((on, payer)).or_insert_with(|| File {
            payer,
            on,
            answers: vec![],
            // Some remittances keep something.
            kept: said
                .is_multiple_of(7)
                .then(|| (format!("L{}", said % 3), 20_000)),
        });
        file.answers.push(said);
        self.answers.push(answer);
        said
    }

    /// In which order files come: late ones after those of later days, some are taken back, and payers' names are
    /// learned in between.
    fn arrive(&mut self, dice: &mut Dice) {
        let mut order: Vec<(u64, usize)> = (0..self.files.len())
            .map(|file| {
                let late = if dice.below(4) == 0 { 80 } else { 3 };
                (u64::try_from(file).unwrap() + dice.below(late), file)
            })
            .collect();
        order.sort_unstable();
        let mut order = order.into_iter().map(|(_, file)| file).peekable();
        let mut gone: Vec<usize> = vec![];
        while order.peek().is_some() {
            let mut batch = self.batches.last().cloned().unwrap_or_default();
            match dice.below(12) {
                0 if !batch.files.is_empty() => {
                    let which = at(dice.below(u64::try_from(batch.files.len()).unwrap()));
                    let file = *batch.files.iter().nth(which).unwrap();
                    batch.files.remove(&file);
                    gone.push(file);
                }
                1 if !gone.is_empty() => batch.files.extend(gone.pop()),
                2 => {
                    let payer = dice.below(2);
                    // Said, or taken back.
                    if !batch.named.remove(&payer) {
                        batch.named.insert(payer);
                    }
                }
                _ => batch
                    .files
                    .extend(order.by_ref().take(at(1 + dice.below(6)))),
            }
            self.batches.push(batch);
        }
    }

    /// The newest batch that will be.
    pub(super) fn last(&self) -> u64 {
        u64::try_from(self.batches.len() - 1).unwrap()
    }

    fn batch(&self, n: u64) -> &Batch {
        &self.batches[at(n)]
    }

    /// What batches after `since` brought and took, up to `n`, and what was waited for until one of these days.
    pub(super) fn touched(&self, since: u64, n: u64, days: Days) -> Touched {
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        for n in since + 1..=n {
            let (before, after) = (self.batch(n - 1), self.batch(n));
            if before.named != after.named {
                return Touched::Everything;
            }
            touched.extend(before.files.symmetric_difference(&after.files));
        }
        let files = || touched.iter().map(|file| &self.files[*file]);
        let answers = files().flat_map(|file| &file.answers);
        let numbers: BTreeSet<String> = answers
            .chain(self.waited(n, days))
            .map(|answer| self.claims[self.answers[*answer].claim].number.clone())
            .collect();
        Touched::Some {
            numbers: numbers.into_iter().collect(),
            recoveries: days.0 < days.1
                || files().any(|file| file.kept.is_some() || self.reverses(file)),
        }
    }

    /// Answers after which something was waited for until one of these days.
    fn waited(&self, n: u64, days: Days) -> Vec<&usize> {
        let began = Began::new(&Terms::default(), days);
        let files = self.batch(n).files.iter().map(|file| &self.files[*file]);
        let answers = files.flat_map(|file| file.answers.iter().map(|answer| (file.on, answer)));
        let waited = answers.filter(|(on, answer)| match self.answers[**answer].standing {
            "reversal" => began.reversed.contains(on),
            "pended" => began.pended.contains(on),
            _ => false,
        });
        waited.map(|(_, answer)| answer).collect()
    }

    fn reverses(&self, file: &File) -> bool {
        let mut answers = file.answers.iter();
        answers.any(|answer| self.answers[*answer].takes_back.is_some())
    }

    /// The numbers of all claims that there will be.
    pub(super) fn numbers(&self) -> BTreeSet<String> {
        let numbers = self.claims.iter().map(|claim| claim.number.clone());
        numbers.collect()
    }

    /// What is known of claims at a batch.
    pub(super) fn known(&self, n: u64, of: impl Fn(&str) -> bool) -> Known {
        let batch = self.batch(n);
        let mut known = Known::default();
        // Where each answer is that counts.
        let mut places: BTreeMap<usize, Id> = BTreeMap::new();
        for file in &batch.files {
            for (place, answer) in self.files[*file].answers.iter().enumerate() {
                let number = &self.claims[self.answers[*answer].claim].number;
                if of(number) {
                    let place = i64::try_from(place).unwrap() + 1;
                    places.insert(*answer, (doc(*file), place));
                }
            }
        }
        for file in &batch.files {
            for answer in &self.files[*file].answers {
                if places.contains_key(answer) {
                    self.answer(*file, *answer, batch, &places, &mut known);
                }
            }
        }
        share(&mut known.answers);
        hold(&mut known.answers);
        known
    }

    fn answer(
        &self,
        file: usize,
        at: usize,
        batch: &Batch,
        places: &BTreeMap<usize, Id>,
        known: &mut Known,
    ) {
        let (answer, id) = (&self.answers[at], places[&at].clone());
        let claim = &self.claims[answer.claim];
        let File { payer, on, .. } = self.files[file];
        let (doc_id, clp_ordinal) = id;
        let paid: i64 = answer.lines.iter().map(|(paid, _)| paid).sum();
        let takes_back = answer.takes_back.and_then(|taken| places.get(&taken));
        let mut takers = places.keys();
        let taken_back = takers.find(|by| self.answers[**by].takes_back == Some(at));
        let taken_back = taken_back.map(|by| places[by].clone());
        lines(claim, answer, &(doc_id.clone(), clp_ordinal), known);
        known.answers.push(AnswerRow {
            is_test: false,
            file_id: doc_id.clone(),
            record: clp_ordinal * 10,
            payer_key: self.payer_key(payer, answer.spelled, batch),
            payee_id: claim.provider.clone(),
            claim_number: claim.number.clone(),
            shared: false,
            member: Some(claim.member.clone()),
            day: Some(claim.served.to_string()),
            payee_npi: Some(claim.provider.clone()),
            payer_name: Some(format!("PAYER {payer}")),
            payer_class: "commercial".to_owned(),
            payer_order: "primary".to_owned(),
            filing_indicator: None,
            group_number: None,
            patient_control_number: claim.number.clone(),
            claim_status_code: "1".to_owned(),
            standing: answer.standing.to_owned(),
            check_date: Some(on.to_string()),
            sent_at: format!("{on} 08:00:00"),
            sent_interchange: format!("{file:09}"),
            sent_group: "1".to_owned(),
            sent_set: "0001".to_owned(),
            content_hash: doc_id.clone(),
            charge: CHARGE,
            paid,
            patient_share: 0,
            pended: if answer.standing == "pended" {
                CHARGE
            } else {
                0
            },
            is_current: false,
            is_first_adjudication: false,
            takes_back_doc_id: takes_back.map(|taken| taken.0.clone()),
            takes_back_clp_ordinal: takes_back.map(|taken| taken.1),
            taken_back_doc_id: taken_back.clone().map(|by| by.0),
            taken_back_clp_ordinal: taken_back.map(|by| by.1),
            unbalanced: false,
            doc_id,
            clp_ordinal,
        });
    }

    fn payer_key(&self, payer: u64, spelled: u64, batch: &Batch) -> String {
        match batch.named.contains(&payer) {
            true => format!("payer {payer}"),
            false => format!("payer {payer} spelled {spelled}"),
        }
    }

    /// What payers kept and took at a batch, beside the claims.
    pub(super) fn recoveries(&self, n: u64) -> Known {
        let batch = self.batch(n);
        let mut known = Known::default();
        for at in &batch.files {
            let file = &self.files[*at];
            let kept = file.kept.iter().map(|(reference, amount)| RecoveryRow {
                doc_id: doc(*at),
                plb_ordinal: 1,
                pair_ordinal: 1,
                is_test: false,
                file_id: doc(*at),
                record: 900,
                payer_key: self.payer_key(file.payer, 0, batch),
                payee_id: "P0".to_owned(),
                payee_npi: Some("P0".to_owned()),
                payer_name: Some(format!("PAYER {}", file.payer)),
                payer_class: "commercial".to_owned(),
                reference: reference.clone(),
                check_date: Some(file.on.to_string()),
                sent_at: format!("{} 08:00:00", file.on),
                sent_interchange: format!("{at:09}"),
                sent_group: "1".to_owned(),
                sent_set: "0001".to_owned(),
                content_hash: doc(*at),
                amount: *amount,
                unbalanced: false,
                remit_doc_id: None,
                remit_clp_ordinal: None,
            });
            known.recoveries.extend(kept);
            for answer in file.answers.iter().map(|answer| &self.answers[*answer]) {
                if answer.takes_back.is_some() {
                    known.reversals.push(TakenRow {
                        payer_key: self.payer_key(file.payer, answer.spelled, batch),
                        payee_id: self.claims[answer.claim].provider.clone(),
                        check_date: Some(file.on.to_string()),
                        paid: answer.lines.iter().map(|(paid, _)| paid).sum(),
                    });
                }
            }
        }
        known
    }

    /// All that there is at a batch.
    pub(crate) fn all(&self, n: u64) -> Known {
        let of_none = self.recoveries(n);
        Known {
            recoveries: of_none.recoveries,
            reversals: of_none.reversals,
            ..self.known(n, |_| true)
        }
    }
}

fn at(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

fn days(count: u64) -> Span {
    Span::new().days(i64::try_from(count).unwrap())
}

fn doc(file: usize) -> String {
    format!("d{file:03}")
}

/// Lines of an answer, and what they refuse.
fn lines(claim: &Claim, answer: &Answer, (doc_id, clp_ordinal): &Id, known: &mut Known) {
    let clp_ordinal = *clp_ordinal;
    for (svc, (paid, refused)) in (1..).zip(&answer.lines) {
        known.lines.push(LineRow {
            doc_id: doc_id.clone(),
            clp_ordinal,
            svc_ordinal: svc,
            line_control_number: Some(svc.to_string()),
            code: "99213".to_owned(),
            mod1: None,
            mod2: None,
            mod3: None,
            mod4: None,
            service_date: Some(claim.served.to_string()),
            charge: CHARGE,
            paid: *paid,
            patient_share: 0,
        });
        known.refusals.extend(refused.map(|(reason, amount)| {
            let (group, carc, category) = REASONS[reason];
            RefusalRow {
                doc_id: doc_id.clone(),
                clp_ordinal,
                svc_ordinal: Some(svc),
                group_code: group.to_owned(),
                carc: carc.to_owned(),
                category: category.to_owned(),
                unmapped: false,
                amount,
            }
        }));
    }
}

/// The view `answered_again`: several members have the number.
fn share(answers: &mut [AnswerRow]) {
    let of = |row: &AnswerRow| {
        (
            row.payer_key.clone(),
            row.payee_id.clone(),
            row.claim_number.clone(),
        )
    };
    let mut members: BTreeMap<_, BTreeSet<Option<String>>> = BTreeMap::new();
    for row in answers.iter() {
        members
            .entry(of(row))
            .or_default()
            .insert(row.member.clone());
    }
    for row in answers {
        row.shared = members[&of(row)].len() > 1;
    }
}

/// The view `remit_claim`: which answer holds, and which was the first.
fn hold(answers: &mut [AnswerRow]) {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, row) in answers.iter().enumerate() {
        groups.entry(row.of()).or_default().push(at);
    }
    for places in groups.into_values() {
        let decides = |at: &&usize| answers[**at].standing == "adjudicated";
        let first = places.iter().filter(decides);
        let first = first.min_by_key(|at| answers[**at].order()).copied();
        let may = |at: &&usize| {
            let row = &answers[**at];
            row.standing != "reversal" && row.taken_back_doc_id.is_none()
        };
        let rank = |at: &&usize| {
            let row = &answers[**at];
            (row.standing == "adjudicated", row.order())
        };
        let last = places.iter().filter(may).max_by_key(rank).copied();
        if let Some(first) = first {
            answers[first].is_first_adjudication = true;
        }
        if let Some(last) = last {
            answers[last].is_current = true;
        }
    }
}
