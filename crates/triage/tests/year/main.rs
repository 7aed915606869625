//! The files of a year: whatever order they come in, however they are cut, joined, doubled and delayed, the same
//! cases and the same payments come of them, and they are those that a person reckoned by hand (`lives.txt`).
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    reason = "a test says what it expects by failing, and its settings are its own"
)]

mod lives;
mod units;
mod world;
mod x12;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::{Date, date};

use lives::Life;
use world::{Known, World, named};
use x12::{Interchange, interchanges};

/// When all is over and every wait is too.
const LAST_DAY: Date = date(2027, 6, 30);

const PAYERS: &str = "id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to\n";

fn payers() -> String {
    let mut text = PAYERS.to_owned();
    let classes = [
        ('N', "commercial,N"),
        ('S', "commercial,N"),
        ('M', "medicare_ffs,N"),
        ('K', "commercial,Y"),
    ];
    for (letter, class) in classes {
        let (id, name) = x12::payer(letter);
        for kind in ["N104", "NM109"] {
            let _ = writeln!(text, "{kind},{id},{name},{class},2020-01-01,");
        }
    }
    text
}

/// Everything as it was sent, day by day.
async fn plain(interchanges: &[Interchange]) -> Known {
    let mut world = World::new();
    // A look at everything takes several goes.
    world.together = 40;
    let mut files = vec![payers()];
    files.extend(interchanges.iter().map(Interchange::whole));
    world.receive(&files).await;
    world.triage(date(2026, 2, 28)).await;
    let early = world.known().await;
    let waited = early
        .cases
        .values()
        .filter(|case| ["A17", "E04"].contains(&case.number.as_str()) || case.line.contains("D08"));
    assert_eq!(waited.count(), 0, "nothing is overdue yet");
    // Without another file: what is waited for becomes overdue by the day alone.
    assert!(!world.triage(LAST_DAY).await.everything);
    world.known().await
}

/// A remittance of claims that have no number at all, whatever else is known of them.
fn unnumbered(claims: usize) -> String {
    let mut set = "ST*835*0001~BPR*I*0*C*NON************20260112~TRN*1*NONE1*1512345678~N1*PR*ELSEWHERE*XV*99999~\
        N1*PE*SAMPLE CLINIC*XX*1234567893~LX*1~"
        .to_owned();
    for claim in 1..=claims {
        let _ = write!(
            set,
            "CLP*0*1*{claim}00*0*0*12**11*1~NM1*QC*1*ALDER*ADA~DTM*232*20260105~SVC*HC:99214*{claim}00*0**1~\
             DTM*472*20260105~CAS*CO*50*{claim}00~"
        );
    }
    let segments = set.matches('~').count() + 1;
    format!(
        "ISA*00*          *00*          *ZZ*ELSEWHERE      *ZZ*SAMPLE01       *260112*0930*^*00501*000000001*0*P*:~\
         GS*HP*ELSEWHERE*SAMPLE01*20260112*0930*1*X*005010X221A1~{set}SE*{segments}*0001~GE*1*1~IEA*1*000000001~"
    )
}

#[tokio::test]
async fn claims_without_a_number_stay_in_lots_of_one_key() {
    let mut world = World::new();
    world.together = 1;
    world.receive(&[unnumbered(2)]).await;
    assert!(world.triage(date(2026, 2, 28)).await.everything);
    let first = world.known().await;
    assert_eq!(first.cases.len(), 2);
    // Settings of others: everything is looked at again.
    world.receive(&[payers()]).await;
    assert!(world.triage(date(2026, 2, 28)).await.everything);
    assert_eq!(world.known().await, first);
}

#[tokio::test]
async fn what_comes_of_a_year_is_the_same_in_every_order() {
    let lives = lives::lives();
    assert!(lives.len() >= 60);
    let interchanges = interchanges(&lives);
    let expected = plain(&interchanges).await;
    by_hand(&lives, &expected);
    let mut looked_up = 0;
    for seed in 1..=seeds() {
        let mut world = World::new();
        let mut dice = Dice(seed);
        let goes = shuffled(&interchanges, &mut dice);
        for (at, files) in goes.iter().enumerate() {
            world.receive(files).await;
            let is_last = at + 1 == goes.len();
            // Time passes; or whoever comes later has a clock that runs behind, and changes nothing by it.
            let today = match (seed % 2 == 1, is_last, at == 0) {
                (true, true, _) | (false, _, true) => LAST_DAY,
                (true, ..) => date(2026, 4, 1) + Span::new().days(i32::try_from(at).unwrap() * 97),
                (false, ..) => date(2026, 4, 1),
            };
            let done = world.triage(today).await;
            // What the files touch is looked at, and what was waited for.
            let is_looked_up = at > 0 && !done.everything;
            looked_up += usize::from(is_looked_up);
            println!("seed {seed}, go {at}: {done:?}");
        }
        same(&expected, &world.known().await, seed);
    }
    assert!(looked_up > 0, "claims are looked up");
}

/// One other order, since each takes most of a minute, or as many as are asked for.
fn seeds() -> u64 {
    let asked = std::env::var("CLAIMLAKE_YEARS");
    asked.map_or(1, |asked| asked.parse().unwrap())
}

/// What a person reckoned.
fn by_hand(lives: &[Life], known: &Known) {
    let mut wrong = String::new();
    let cases = named(known);
    let mut counted = 0;
    let mut seen = BTreeSet::new();
    for life in lives {
        let numbers = life.numbers();
        for number in &numbers {
            assert!(seen.insert(number.clone()), "{number} is of two lives");
        }
        let own = cases.iter().filter(|case| match case.number.as_str() {
            "none" => case.line.contains(&life.name),
            number => numbers.contains(number),
        });
        let own: Vec<_> = own.collect();
        counted += own.len();
        let mut found: Vec<&str> = own.iter().map(|case| case.says.as_str()).collect();
        found.sort_unstable();
        let claims: BTreeSet<&str> = own.iter().map(|case| case.claim.as_str()).collect();
        let net = numbers.iter().filter_map(|number| known.net.get(number));
        let net: i64 = net.sum();
        if found != life.cases || net != life.net || claims.len() != life.claims {
            let _ = writeln!(
                wrong,
                "{} {}\n  expected {:#?} of {} claims, net {}\n  found {found:#?} of {}, net {net}",
                life.name,
                life.title,
                life.cases,
                life.claims,
                life.net,
                claims.len(),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(counted, cases.len(), "every case is of one life");
}

/// The same files in another order, cut, joined, some of them twice, in several goes.
fn shuffled(interchanges: &[Interchange], dice: &mut Dice) -> Vec<Vec<String>> {
    let mut pieces: Vec<String> = vec![];
    for interchange in interchanges {
        // Whole, or each set with an envelope of its own.
        if dice.below(2) == 0 {
            pieces.push(interchange.whole());
        } else {
            pieces.extend((0..interchange.len()).map(|place| interchange.with([place])));
        }
        // And once more, or some set of it.
        match dice.below(6) {
            0 => pieces.push(interchange.whole()),
            1 => pieces.push(interchange.with([dice.below(interchange.len())])),
            _ => {}
        }
    }
    dice.shuffle(&mut pieces);
    let mut files: Vec<String> = vec![];
    let mut left = pieces.into_iter();
    while let Some(mut file) = left.next() {
        file.extend(left.by_ref().take(dice.below(4)));
        files.push(file);
    }
    files.insert(dice.below(files.len() + 1), payers());
    let goes = 2 + dice.below(2);
    let mut cut: Vec<usize> = (1..goes).map(|_| dice.below(files.len())).collect();
    cut.extend([0, files.len()]);
    cut.sort_unstable();
    let goes = cut.windows(2).map(|ends| files[ends[0]..ends[1]].to_vec());
    goes.filter(|files| !files.is_empty()).collect()
}

fn same(expected: &Known, found: &Known, seed: u64) {
    let says = |known: &Known| -> BTreeMap<String, String> {
        let cases = known.cases.iter();
        cases
            .map(|(id, case)| (id.clone(), format!("{} {}", case.number, case.says)))
            .collect()
    };
    assert_eq!(says(expected), says(found), "seed {seed}");
    for (id, case) in &expected.cases {
        assert_eq!(case, &found.cases[id], "seed {seed}, case {id}");
    }
    assert_eq!(expected.net, found.net, "seed {seed}");
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for i in (1..values.len()).rev() {
            values.swap(i, self.below(i + 1));
        }
    }
}
