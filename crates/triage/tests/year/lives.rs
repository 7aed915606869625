//! Reads `lives.txt`: how it is written stands at its head.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

/// A claim's life, with what must come of it.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) events: Vec<Event>,
    /// The cases, as text.
    pub(crate) cases: Vec<String>,
    /// How many claims the cases are of.
    pub(crate) claims: usize,
    /// Cents.
    pub(crate) net: i64,
}

impl Life {
    /// Every control number of it.
    pub(crate) fn numbers(&self) -> BTreeSet<String> {
        let named = self.events.iter().map(|event| event.number.clone());
        named.chain([self.name.clone()]).collect()
    }
}

/// One thing that somebody sent.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) day: Date,
    pub(crate) what: What,
    /// CLM01 or CLP01.
    pub(crate) number: String,
    /// The payer's number; of a submission REF*F8.
    pub(crate) payers_number: Option<String>,
    pub(crate) payer: char,
    pub(crate) member: String,
    pub(crate) served: Date,
    /// CLM05-3 or CLP09.
    pub(crate) frequency: String,
    /// A remark of the claim.
    pub(crate) remark: Option<String>,
    /// Cents by which what is paid differs from what adds up.
    pub(crate) off: i64,
    pub(crate) is_test: bool,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Submitted,
    /// Of the set of the submission before it: refused, or accepted.
    FileAnswered {
        accepted: bool,
    },
    /// STC01, of the submission before it.
    Acknowledged {
        status: String,
        clearing: bool,
    },
    /// STC01.
    Told {
        status: String,
    },
    /// CLP02.
    Answered {
        status: String,
    },
    /// A PLB: reason, reference and cents.
    Adjusted {
        reason: String,
        reference: String,
        amount: i64,
    },
}

/// A line, or the whole claim (`*`).
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) code: String,
    /// The code that was billed, where another one is paid.
    pub(crate) billed: Option<String>,
    pub(crate) modifiers: Vec<String>,
    /// REF*6R.
    pub(crate) number: Option<String>,
    /// Cents.
    pub(crate) charge: i64,
    pub(crate) adjustments: Vec<Adjustment>,
}

#[derive(Debug, Clone)]
pub(crate) struct Adjustment {
    pub(crate) group: String,
    pub(crate) carc: String,
    pub(crate) remark: Option<String>,
    /// Cents.
    pub(crate) amount: i64,
}

impl Line {
    /// Cents.
    pub(crate) fn paid(&self) -> i64 {
        self.charge - self.adjustments.iter().map(|a| a.amount).sum::<i64>()
    }

    pub(crate) fn is_whole_claim(&self) -> bool {
        self.code == "*"
    }
}

impl Event {
    pub(crate) fn charge(&self) -> i64 {
        self.lines.iter().map(|line| line.charge).sum()
    }

    pub(crate) fn paid(&self) -> i64 {
        self.lines.iter().map(Line::paid).sum::<i64>() + self.off
    }
}

pub(crate) fn cents(text: &str) -> i64 {
    domain::Cents::parse(text.as_bytes()).unwrap().0
}

fn day(text: &str) -> Date {
    let (month, day) = text.split_once('-').unwrap();
    date(2026, month.parse().unwrap(), day.parse().unwrap())
}

/// Every life.
pub(crate) fn lives() -> Vec<Life> {
    let mut lives: Vec<Life> = vec![];
    for text in include_str!("lives.txt").lines() {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if let Some(head) = text.strip_prefix("== ") {
            let (name, title) = head.split_once(' ').unwrap();
            lives.push(Life {
                name: name.to_owned(),
                title: title.to_owned(),
                events: vec![],
                cases: vec![],
                claims: usize::MAX,
                net: i64::MIN,
            });
            continue;
        }
        let life = lives.last_mut().unwrap();
        if let Some(case) = text.strip_prefix("= ") {
            life.cases.push(case.to_owned());
        } else if let Some(net) = text.strip_prefix("net ") {
            life.net = cents(net);
        } else if let Some(claims) = text.strip_prefix("claims ") {
            life.claims = claims.parse().unwrap();
        } else {
            life.events.push(event(text, life));
        }
    }
    for life in &mut lives {
        if life.claims == usize::MAX {
            life.claims = life.cases.len().min(1);
        }
        life.cases.sort();
        assert!(life.net > i64::MIN, "{}: net is missing", life.name);
    }
    lives
}

fn event(text: &str, life: &Life) -> Event {
    let (head, lines) = text.split_once(": ").unwrap_or((text, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let on = day(words[0]);
    let of_last = |what: What| {
        let submission = life.events.iter().rev().find(|e| e.what == What::Submitted);
        Event {
            day: on,
            what,
            ..submission.unwrap().clone()
        }
    };
    let event = match words[1] {
        "999" => of_last(What::FileAnswered {
            accepted: words[2] == "A",
        }),
        "277CA" => of_last(What::Acknowledged {
            status: words[2].to_owned(),
            clearing: words.contains(&"clearing"),
        }),
        "277" => of_last(What::Told {
            status: words[2].to_owned(),
        }),
        kind => told(kind, &words, read(lines), life, on),
    };
    let last = life.events.last();
    assert!(last.is_none_or(|last| last.day <= on), "by day: {text}");
    event
}

/// What its words tell whole.
fn told(kind: &str, words: &[&str], lines: Vec<Line>, life: &Life, on: Date) -> Event {
    let behind = |word: &str| {
        let at = words.iter().position(|w| *w == word)?;
        words.get(at + 1).copied()
    };
    let is_submission = kind == "837";
    let payer = match is_submission {
        true => behind("to").unwrap_or("N"),
        false => kind,
    };
    let payer = payer.chars().next().unwrap();
    let number = behind("as").unwrap_or(&life.name).to_owned();
    let own = |number: &str| match payer {
        'S' => format!("S-{number}"),
        _ => format!("P-{number}"),
    };
    let frequency = match words.get(2) {
        Some(frequency) if is_submission && ["7", "8"].contains(frequency) => frequency,
        _ => behind("freq").unwrap_or("1"),
    };
    let what = match words.get(2) {
        _ if is_submission => What::Submitted,
        Some(&"plb") => {
            let (reason, reference) = words[3].split_once(':').unwrap();
            What::Adjusted {
                reason: reason.to_owned(),
                reference: reference.to_owned(),
                amount: cents(words[4]),
            }
        }
        status => What::Answered {
            status: (*status.unwrap()).to_owned(),
        },
    };
    let event = Event {
        day: on,
        what,
        payers_number: match is_submission {
            true => behind("f8").map(str::to_owned),
            false => Some(behind("pcn").map_or_else(|| own(&number), str::to_owned)),
        },
        payer,
        member: format!("M{}", behind("member").unwrap_or(&life.name)),
        served: behind("served").map_or(date(2026, 1, 5), day),
        frequency: frequency.to_owned(),
        remark: behind("moa").map(str::to_owned),
        off: behind("off").map_or(0, cents),
        is_test: words.contains(&"test"),
        lines,
        number,
    };
    match behind("of") {
        None => event,
        Some(of) => takes_back(event, day(of), life, behind("as").is_some()),
    }
}

/// The negation of an answer.
fn takes_back(reversal: Event, of: Date, life: &Life, is_renamed: bool) -> Event {
    let mut answers = life.events.iter().rev();
    let answer = answers.find(|event| {
        let is_answer = matches!(event.what, What::Answered { .. });
        is_answer && event.day == of && event.payer == reversal.payer
    });
    let answer = answer.unwrap().clone();
    let negated = answer.lines.iter().map(|line| Line {
        charge: -line.charge,
        adjustments: line
            .adjustments
            .iter()
            .map(|adjustment| Adjustment {
                amount: -adjustment.amount,
                ..adjustment.clone()
            })
            .collect(),
        ..line.clone()
    });
    let lines = negated.collect();
    let number = match is_renamed {
        true => reversal.number,
        false => answer.number.clone(),
    };
    Event {
        day: reversal.day,
        what: reversal.what,
        number,
        lines,
        ..answer
    }
}

fn read(lines: &str) -> Vec<Line> {
    let lines = lines.split('|').map(str::trim).filter(|l| !l.is_empty());
    lines
        .enumerate()
        .map(|(at, text)| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let (code, told) = match words[0].split_once('#') {
                Some((code, number)) => (code, Some(number.to_owned())),
                None => (words[0], None),
            };
            let (code, number) = match code.strip_prefix('!') {
                Some(code) => (code, None),
                None => (code, told.or_else(|| Some((at + 1).to_string()))),
            };
            let (code, billed) = match code.split_once('<') {
                Some((code, billed)) => (code, Some(billed.to_owned())),
                None => (code, None),
            };
            let mut parts = code.split(':').map(str::to_owned);
            let adjustments = words[2..].chunks(2).map(|pair| {
                let (reason, remark) = match pair[0].split_once('/') {
                    Some((reason, remark)) => (reason, Some(remark.to_owned())),
                    None => (pair[0], None),
                };
                let (group, carc) = reason.split_once('-').unwrap();
                Adjustment {
                    group: group.to_owned(),
                    carc: carc.to_owned(),
                    remark,
                    amount: cents(pair[1]),
                }
            });
            Line {
                code: parts.next().unwrap(),
                billed,
                modifiers: parts.collect(),
                number,
                charge: cents(words[1]),
                adjustments: adjustments.collect(),
            }
        })
        .collect()
}
