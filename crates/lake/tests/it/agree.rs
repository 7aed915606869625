//! The views and `rules` say the same: of every pair of group and code, and of outcomes over many
//! made-up claims.

use std::collections::BTreeMap;

use lake::{Options, Session};
use rules::{Answer, Category, Class, Funding, Sums, classify, outcome, refine};

use crate::rows::{cents, flags, ints, lines, maybe, table, text};

/// Two payers: one pays for services, the other by head.
fn payers() -> (String, Vec<arrow::array::RecordBatch>) {
    table(
        "payer",
        vec![
            ("id_type", text(["N104", "N104"])),
            ("payer_id", text(["ffs", "cap"])),
            ("payer_name", text(["Ffs", "Cap"])),
            ("payer_class", text(["commercial", "commercial"])),
            ("capitated", flags([false, true])),
            ("is_test", flags([false, false])),
        ],
    )
}

struct Claim {
    key: String,
    capitated: bool,
    status: &'static str,
    charge: i64,
    paid: i64,
    adjustments: Vec<(String, String, i64)>,
    line_remark: Option<String>,
    claim_remark: Option<String>,
}

async fn session(claims: &[Claim]) -> Session {
    let all = |n| vec![n; claims.len()];
    let answered = table(
        "remit_claim",
        vec![
            ("doc_id", text(claims.iter().map(|c| &c.key))),
            ("clp_ordinal", ints(vec![1; claims.len()])),
            (
                "patient_control_number",
                text(claims.iter().map(|c| format!("P{}", c.key))),
            ),
            ("payee_id", text(all("clinic"))),
            ("payer_id_kind", text(all("N104"))),
            (
                "payer_id",
                text(
                    claims
                        .iter()
                        .map(|c| if c.capitated { "cap" } else { "ffs" }),
                ),
            ),
            ("claim_status_code", text(claims.iter().map(|c| c.status))),
            ("charge_amount", cents(claims.iter().map(|c| c.charge))),
            ("paid_amount", cents(claims.iter().map(|c| c.paid))),
            ("is_test", flags(vec![false; claims.len()])),
        ],
    );
    let lines = table(
        "remit_line",
        vec![
            ("doc_id", text(claims.iter().map(|c| &c.key))),
            ("clp_ordinal", ints(vec![1; claims.len()])),
            ("svc_ordinal", ints(vec![1; claims.len()])),
            ("charge_amount", cents(claims.iter().map(|c| c.charge))),
            ("paid_amount", cents(claims.iter().map(|c| c.paid))),
            ("is_test", flags(vec![false; claims.len()])),
        ],
    );
    let each: Vec<(&Claim, &(String, String, i64))> = claims
        .iter()
        .flat_map(|c| c.adjustments.iter().map(move |a| (c, a)))
        .collect();
    let adjusted = table(
        "remit_adjustment",
        vec![
            ("doc_id", text(each.iter().map(|(c, _)| &c.key))),
            ("clp_ordinal", ints(vec![1; each.len()])),
            ("svc_ordinal", ints(vec![1; each.len()])),
            ("group_code", text(each.iter().map(|(_, a)| &a.0))),
            ("carc", text(each.iter().map(|(_, a)| &a.1))),
            ("amount", cents(each.iter().map(|(_, a)| a.2))),
            ("is_test", flags(vec![false; each.len()])),
        ],
    );
    let mut remarks: Vec<(String, Option<i32>, String)> = vec![];
    for claim in claims {
        remarks.extend(
            claim
                .line_remark
                .iter()
                .map(|r| (claim.key.clone(), Some(1), r.clone())),
        );
        remarks.extend(
            claim
                .claim_remark
                .iter()
                .map(|r| (claim.key.clone(), None, r.clone())),
        );
    }
    let remarked = table(
        "remit_remark",
        vec![
            ("doc_id", text(remarks.iter().map(|r| &r.0))),
            ("clp_ordinal", ints(vec![1; remarks.len()])),
            ("svc_ordinal", maybe(remarks.iter().map(|r| r.1))),
            ("rarc", text(remarks.iter().map(|r| &r.2))),
            ("remark_ordinal", ints(vec![1; remarks.len()])),
            ("is_test", flags(vec![false; remarks.len()])),
        ],
    );
    let given = vec![payers(), answered, lines, adjusted, remarked];
    Session::in_memory(given, &Options::default())
        .await
        .unwrap()
}

async fn ask(session: &Session, sql: &str) -> Vec<String> {
    lines(&session.sql(sql).await.unwrap().collect().await.unwrap())
}

fn funding(claim: &Claim) -> Funding {
    if claim.capitated {
        Funding::Capitated
    } else {
        Funding::ForService
    }
}

#[tokio::test]
async fn every_code_means_the_same() {
    let mut codes: Vec<(String, String)> = rules::adjustments()
        .iter()
        .map(|a| (a.group.to_owned(), a.carc.clone()))
        .collect();
    codes.extend(
        [("CO", "999"), ("XX", "45"), ("CO", "P7")].map(|(g, c)| (g.to_owned(), c.to_owned())),
    );
    let remarks = [
        (None, None),
        (Some("MA27"), Some("N54")),
        (None, Some("N54")),
        (Some("MA01"), Some("N522")),
        (Some("N540"), None),
    ];
    let mut claims = vec![];
    for (group, carc) in &codes {
        for (line, claim) in remarks {
            for capitated in [false, true] {
                claims.push(Claim {
                    key: format!("{:06}", claims.len()),
                    capitated,
                    status: "1",
                    charge: 100,
                    paid: 0,
                    adjustments: vec![(group.clone(), carc.clone(), 100)],
                    line_remark: line.map(str::to_owned),
                    claim_remark: claim.map(str::to_owned),
                });
            }
        }
    }
    let expected: Vec<String> = claims
        .iter()
        .map(|claim| {
            let (group, carc, _) = &claim.adjustments[0];
            let meaning = classify(group, carc, funding(claim));
            let refined = refine(
                carc,
                meaning,
                claim.line_remark.as_deref(),
                claim.claim_remark.as_deref(),
            );
            let category = refined.map_or("-", Category::as_str);
            format!(
                "{} {} {} {}",
                claim.key, meaning.class, category, meaning.unmapped
            )
        })
        .collect();
    let sql = "select doc_id, class, category, unmapped from remit_adjustment order by 1";
    assert_eq!(ask(&session(&claims).await, sql).await, expected);
}

/// A small generator: the same claims on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }
}

#[tokio::test]
async fn outcomes_are_the_same_over_made_up_claims() {
    let codes = [
        ("CO", "45"),
        ("PR", "1"),
        ("OA", "23"),
        ("CO", "97"),
        ("CO", "197"),
        ("OA", "257"),
        ("CO", "24"),
        ("CO", "B11"),
        ("OA", "18"),
        ("CO", "59"),
        ("PR", "27"),
        ("CO", "999"),
        ("CO", "16"),
    ];
    let mut random = Random(3);
    let mut claims = vec![];
    for n in 0..3_000 {
        let count = random.below(4);
        claims.push(Claim {
            key: format!("{n:06}"),
            capitated: random.below(4) == 0,
            status: random.of(&["1", "1", "1", "2", "4", "22", "23", "25"]),
            charge: random.of(&[0, 100, 200]),
            paid: random.of(&[0, 0, 60, -20]),
            adjustments: (0..count)
                .map(|_| {
                    let (group, carc) = random.of(&codes);
                    (
                        group.to_owned(),
                        carc.to_owned(),
                        random.of(&[0, 10, 30, -10]),
                    )
                })
                .collect(),
            line_remark: random
                .of(&[None, None, Some("MA130"), Some("M15")])
                .map(str::to_owned),
            claim_remark: random
                .of(&[None, None, Some("MA130"), Some("N522")])
                .map(str::to_owned),
        });
    }
    let mut expected = BTreeMap::new();
    for claim in &claims {
        let mut sums = Sums {
            charge: claim.charge,
            paid: claim.paid,
            ..Sums::default()
        };
        sums.capitated = claim.capitated;
        let marked = |r: &Option<String>| r.as_deref() == Some("MA130");
        sums.unprocessable = marked(&claim.line_remark) || marked(&claim.claim_remark);
        for (group, carc, amount) in &claim.adjustments {
            let meaning = classify(group, carc, funding(claim));
            let category = refine(
                carc,
                meaning,
                claim.line_remark.as_deref(),
                claim.claim_remark.as_deref(),
            );
            match meaning.class {
                Class::Denial => sums.denied += amount,
                Class::PatientShare => sums.patient_share += amount,
                Class::Pended => sums.pended += amount,
                Class::CobInfo => sums.cob_info += amount,
                Class::Informational => sums.informational += amount,
                Class::Contractual | Class::Reduction => {}
            }
            if category == Some(Category::Bundle) {
                sums.bundled += amount;
            }
        }
        let found = outcome(Answer::of(Some(claim.status)), &sums);
        expected.insert(claim.key.clone(), found);
    }
    let session = session(&claims).await;
    let seen: std::collections::BTreeSet<_> = expected.values().collect();
    assert!(seen.len() > 13, "most outcomes happen: {seen:?}");
    let expected: Vec<String> = expected
        .iter()
        .map(|(key, found)| format!("{key} {found}"))
        .collect();
    for table in ["remit_claim", "remit_line"] {
        let sql = format!("select doc_id, outcome from {table} order by 1");
        assert_eq!(ask(&session, &sql).await, expected, "{table}");
    }
}
