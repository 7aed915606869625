//! Writes what the events of lives send: an interchange for each kind of set, sender and day.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::Cents;
use jiff::civil::Date;

use crate::lives::{Event, Life, Line, What};

const NPI: &str = "1234567893";

/// An interchange with one group, and the sets in it.
#[derive(Debug, Clone)]
pub(crate) struct Interchange {
    of: Of,
    control: u32,
    sets: Vec<String>,
}

/// What shares an interchange.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Of {
    day: Date,
    kind: Kind,
    sender: &'static str,
    is_test: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Claims,
    FileAnswers,
    Acknowledgments,
    Statuses,
    Remittances,
}

impl Kind {
    /// GS01, GS08.
    fn group(self) -> (&'static str, &'static str) {
        match self {
            Kind::Claims => ("HC", "005010X222A1"),
            Kind::FileAnswers => ("FA", "005010X231A1"),
            Kind::Acknowledgments => ("HN", "005010X214"),
            Kind::Statuses => ("HN", "005010X212"),
            Kind::Remittances => ("HP", "005010X221A1"),
        }
    }

    /// ST01.
    fn set(self) -> &'static str {
        match self {
            Kind::Claims => "837",
            Kind::FileAnswers => "999",
            Kind::Acknowledgments | Kind::Statuses => "277",
            Kind::Remittances => "835",
        }
    }
}

impl Interchange {
    /// How many sets.
    pub(crate) fn len(&self) -> usize {
        self.sets.len()
    }

    /// The interchange with some of its sets, by their places.
    pub(crate) fn with(&self, places: impl IntoIterator<Item = usize>) -> String {
        let (functional, version) = self.of.kind.group();
        let (control, sender) = (self.control, self.of.sender);
        let receiver = match self.of.kind {
            Kind::Claims => "CLEAR01",
            _ => "SAMPLE01",
        };
        let usage = if self.of.is_test { "T" } else { "P" };
        let day = compact(self.of.day);
        let short = &day[2..];
        let mut text = format!(
            "ISA*00*          *00*          *ZZ*{sender:<15}*ZZ*{receiver:<15}*{short}*0930*^*00501*\
             {control:09}*0*{usage}*:~GS*{functional}*{sender}*{receiver}*{day}*0930*{control}*X*{version}~"
        );
        let mut count = 0;
        for place in places {
            let (set, st) = (self.of.kind.set(), place + 1);
            let body = &self.sets[place];
            let segments = body.matches('~').count() + 2;
            let _ = write!(
                text,
                "ST*{set}*{st:04}*{version}~{body}SE*{segments}*{st:04}~"
            );
            count += 1;
        }
        let _ = write!(text, "GE*{count}*{control}~IEA*1*{control:09}~");
        text
    }

    /// All of it.
    pub(crate) fn whole(&self) -> String {
        self.with(0..self.len())
    }
}

/// Sets by what shares an interchange.
type Sets = BTreeMap<Of, Vec<String>>;

/// Everything that was sent, in the order of days.
pub(crate) fn interchanges(lives: &[Life]) -> Vec<Interchange> {
    let mut sets = Sets::new();
    let mut payments: BTreeMap<(Date, char, bool), Vec<&Event>> = BTreeMap::new();
    for life in lives {
        for (at, event) in life.events.iter().enumerate() {
            match &event.what {
                What::Submitted => {
                    let of = of(event, Kind::Claims, "SAMPLE01");
                    let set = submission(event, &batch(life, at));
                    sets.entry(of).or_default().push(set);
                }
                What::Told { status } => {
                    let of = of(event, Kind::Statuses, "PAYERGATE");
                    let set = told(event, &batch(life, at), status);
                    sets.entry(of).or_default().push(set);
                }
                What::Answered { .. } | What::Adjusted { .. } => {
                    let payment = (event.day, event.payer, event.is_test);
                    payments.entry(payment).or_default().push(event);
                }
                What::FileAnswered { .. } | What::Acknowledged { .. } => {}
            }
        }
    }
    for ((_, payer, _), events) in &payments {
        let of = of(events[0], Kind::Remittances, "PAYERGATE");
        sets.entry(of).or_default().push(remittance(*payer, events));
    }
    // What is answered has its control number by now.
    let claims = sets.keys().filter(|of| of.kind == Kind::Claims).cloned();
    let controls: BTreeMap<Of, u32> = claims.zip(1..).collect();
    for life in lives {
        answer_sets(life, &mut sets, &controls);
    }
    sets.into_iter()
        .zip(1_001..)
        .map(|((of, sets), other)| {
            let control = controls.get(&of).copied().unwrap_or(other);
            Interchange { of, control, sets }
        })
        .collect()
}

/// The submitter's number of a batch.
fn batch(life: &Life, at: usize) -> String {
    format!("{}B{at}", life.name)
}

/// Puts in what answers the sets of one life's submissions.
fn answer_sets(life: &Life, sets: &mut Sets, controls: &BTreeMap<Of, u32>) {
    let mut sent = String::new();
    let mut answered = (0, 0);
    for (at, event) in life.events.iter().enumerate() {
        match &event.what {
            What::Submitted => {
                sent = batch(life, at);
                let of = of(event, Kind::Claims, "SAMPLE01");
                let named = format!("*{sent}*");
                let place = sets[&of].iter().position(|set| set.contains(&named));
                answered = (controls[&of], place.unwrap() + 1);
            }
            What::FileAnswered { accepted } => {
                let set = file_answer(answered, *accepted);
                let of = of(event, Kind::FileAnswers, "CLEAR01");
                sets.entry(of).or_default().push(set);
            }
            What::Acknowledged { status, clearing } => {
                let sender = if *clearing { "CLEAR01" } else { "PAYERGATE" };
                let set = acknowledgment(event, &sent, at, status, *clearing);
                let of = of(event, Kind::Acknowledgments, sender);
                sets.entry(of).or_default().push(set);
            }
            _ => {}
        }
    }
}

fn of(event: &Event, kind: Kind, sender: &'static str) -> Of {
    Of {
        day: event.day,
        kind,
        sender,
        is_test: event.is_test,
    }
}

fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Identifier and name, as payers.csv has them too.
pub(crate) fn payer(letter: char) -> (&'static str, &'static str) {
    match letter {
        'N' => ("60054", "Northlake"),
        'S' => ("87726", "Cedar Mutual"),
        'M' => ("12302", "Harbor Medicare"),
        'K' => ("00430", "Lakeside Plan"),
        other => panic!("{other}"),
    }
}

fn money(cents: i64) -> String {
    Cents(cents).to_string()
}

fn submission(event: &Event, batch: &str) -> String {
    let day = compact(event.day);
    let (id, name) = payer(event.payer);
    let (number, charge) = (&event.number, money(event.charge()));
    let (member, frequency) = (&event.member, &event.frequency);
    let mut text = format!(
        "BHT*0019*00*{batch}*{day}*0930*CH~NM1*41*2*SAMPLE CLINIC*****46*SAMPLE01~\
         PER*IC*BILLING*TE*5550100~NM1*40*2*SAMPLE CLEARINGHOUSE*****46*CLEAR01~HL*1**20*1~\
         NM1*85*2*SAMPLE CLINIC*****XX*{NPI}~N3*1 SAMPLE WAY~N4*SPRINGFIELD*IL*627010001~\
         REF*EI*123456789~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*ALDER*ADA****MI*{member}~\
         N3*2 SAMPLE WAY~N4*SPRINGFIELD*IL*62701~DMG*D8*19600115*F~NM1*PR*2*{name}*****PI*{id}~\
         CLM*{number}*{charge}***11:B:{frequency}*Y*A*Y*Y~"
    );
    if let Some(payers) = &event.payers_number {
        let _ = write!(text, "REF*F8*{payers}~");
    }
    text += "HI*ABK:J209~";
    let served = compact(event.served);
    for (at, line) in event.lines.iter().enumerate() {
        let (lx, charge, code) = (at + 1, money(line.charge), procedure(line));
        let _ = write!(
            text,
            "LX*{lx}~SV1*{code}*{charge}*UN*1***1~DTP*472*D8*{served}~REF*6R*{lx}~"
        );
    }
    text
}

fn procedure(line: &Line) -> String {
    let mut code = format!("HC:{}", line.code);
    for modifier in &line.modifiers {
        let _ = write!(code, ":{modifier}");
    }
    code
}

fn file_answer((group, st): (u32, usize), accepted: bool) -> String {
    let (word, counts) = if accepted {
        ("A", "1*1*1")
    } else {
        ("R*5", "1*1*0")
    };
    // Other sets of the group are not spoken of: it is never refused, nor accepted, as a whole.
    format!("AK1*HC*{group}*005010X222A1~AK2*837*{st:04}*005010X222A1~IK5*{word}~AK9*P*{counts}~")
}

fn acknowledgment(event: &Event, batch: &str, at: usize, status: &str, clearing: bool) -> String {
    let day = compact(event.day);
    let (id, name) = payer(event.payer);
    let source = match clearing {
        true => "AY*2*SAMPLE CLEARINGHOUSE*****46*CLEAR01".to_owned(),
        false => format!("PR*2*{name}*****PI*{id}"),
    };
    let action = if status.starts_with("A2") { "WQ" } else { "U" };
    let (member, number, charge) = (&event.member, &event.number, money(event.charge()));
    let served = compact(event.served);
    format!(
        "BHT*0085*08*{batch}A{at}*{day}*1015*TH~HL*1**20*1~NM1*{source}~TRN*1*R{batch}A{at}~\
         HL*2*1*21*1~NM1*41*2*SAMPLE CLINIC*****46*SAMPLE01~TRN*2*{batch}~\
         HL*3*2*19*1~NM1*85*2*SAMPLE CLINIC*****XX*{NPI}~\
         HL*4*3*PT~NM1*QC*1*ALDER*ADA****MI*{member}~TRN*2*{number}~\
         STC*{status}*{day}*{action}*{charge}~DTP*472*D8*{served}~"
    )
}

fn told(event: &Event, batch: &str, status: &str) -> String {
    let day = compact(event.day);
    let (id, name) = payer(event.payer);
    let (member, number, charge) = (&event.member, &event.number, money(event.charge()));
    let served = compact(event.served);
    format!(
        "BHT*0010*08*{batch}*{day}*1015*DG~HL*1**20*1~NM1*PR*2*{name}*****PI*{id}~\
         HL*2*1*21*1~NM1*41*2*SAMPLE CLINIC*****46*SAMPLE01~HL*3*2*19*1~\
         NM1*1P*2*SAMPLE CLINIC*****XX*{NPI}~HL*4*3*22*0~NM1*IL*1*ALDER*ADA****MI*{member}~\
         TRN*2*Q{batch}~STC*{status}*{day}**{charge}*0~REF*EJ*{number}~DTP*472*D8*{served}~"
    )
}

fn remittance(letter: char, events: &[&Event]) -> String {
    let on = compact(events[0].day);
    let (id, name) = payer(letter);
    let test = if events[0].is_test { "T" } else { "" };
    let (mut claims, mut adjustments) = (String::new(), vec![]);
    let mut total = 0;
    for event in events {
        match &event.what {
            What::Answered { status } => {
                claims += &answer(event, status);
                total += event.paid();
            }
            What::Adjusted {
                reason,
                reference,
                amount,
            } => {
                adjustments.push(format!("{reason}:{reference}*{}", money(*amount)));
                total -= amount;
            }
            other => panic!("{other:?}"),
        }
    }
    // No payment is below zero: what is left goes to a later one.
    if total < 0 {
        adjustments.push(format!("FB:CARRIED*{}", money(total)));
        total = 0;
    }
    let (amount, method) = (money(total), if total > 0 { "ACH" } else { "NON" });
    let mut text = format!(
        "BPR*I*{amount}*C*{method}************{on}~TRN*1*EFT{test}{letter}{on}*1512345678~DTM*405*{on}~\
         N1*PR*{name}*XV*{id}~N3*9 PAYER PLAZA~N4*SPRINGFIELD*IL*62702~N1*PE*SAMPLE CLINIC*XX*{NPI}~"
    );
    if !claims.is_empty() {
        text += "LX*1~";
        text += &claims;
    }
    for pairs in adjustments.chunks(6) {
        let _ = write!(text, "PLB*{NPI}*20261231*{}~", pairs.join("*"));
    }
    text
}

fn answer(event: &Event, status: &str) -> String {
    let (number, charge, paid) = (&event.number, money(event.charge()), money(event.paid()));
    let (member, frequency) = (&event.member, &event.frequency);
    let payers = event.payers_number.as_ref().unwrap();
    let adjustments = event.lines.iter().flat_map(|line| &line.adjustments);
    let patient = adjustments.filter(|a| a.group == "PR").map(|a| a.amount);
    // CLP05 is not sent on reversals (X12 RFI 2548).
    let patient = match status {
        "22" => String::new(),
        _ => money(patient.sum()),
    };
    let served = compact(event.served);
    let mut text =
        format!("CLP*{number}*{status}*{charge}*{paid}*{patient}*12*{payers}*11*{frequency}~");
    for line in event.lines.iter().filter(|line| line.is_whole_claim()) {
        text += &adjusted(line);
    }
    let _ = write!(text, "NM1*QC*1*ALDER*ADA****MI*{member}~");
    if let Some(remark) = &event.remark {
        let _ = write!(text, "MOA***{remark}~");
    }
    let _ = write!(text, "DTM*232*{served}~");
    for line in event.lines.iter().filter(|line| !line.is_whole_claim()) {
        let (code, charge, paid) = (procedure(line), money(line.charge), money(line.paid()));
        let billed = line.billed.as_ref();
        let billed = billed.map_or_else(String::new, |billed| format!("*HC:{billed}"));
        let _ = write!(
            text,
            "SVC*{code}*{charge}*{paid}**1{billed}~DTM*472*{served}~"
        );
        text += &adjusted(line);
        if let Some(number) = &line.number {
            let _ = write!(text, "REF*6R*{number}~");
        }
        for remark in line.adjustments.iter().filter_map(|a| a.remark.as_ref()) {
            let _ = write!(text, "LQ*HE*{remark}~");
        }
    }
    text
}

fn adjusted(line: &Line) -> String {
    let adjustments = line.adjustments.iter();
    let segments = adjustments.map(|a| format!("CAS*{}*{}*{}~", a.group, a.carc, money(a.amount)));
    segments.collect()
}
