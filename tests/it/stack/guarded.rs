//! The same where signatures, rights and TLS are enforced: every function has the rights that it needs, and
//! no way in without one.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::account::{Stack, repository};
use crate::emulator::Emulator;
use crate::harness::sample;

/// A program of the emulator's Python.
fn python(script: &str, folder: &Path) -> Option<Command> {
    let emulator = std::env::var_os("CLAIMLAKE_EMULATOR")?;
    let mut python = Command::new(Path::new(&emulator).with_file_name("python"));
    python
        .arg(repository().join("tests/emulator").join(script))
        .arg(folder);
    Some(python)
}

/// The organisation's own identity provider, gone with the value.
struct Issuer {
    process: Child,
    given: Value,
}

impl Issuer {
    fn start(certificates: &Path) -> Option<Issuer> {
        let mut process = python("issuer.py", certificates)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let said = process.stdout.as_mut().unwrap();
        BufReader::new(said).read_line(&mut line).unwrap();
        let given = serde_json::from_str(&line).unwrap();
        Some(Issuer { process, given })
    }

    fn given(&self, name: &str) -> &str {
        self.given[name].as_str().unwrap()
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a deployment is dear, so that one test asks everything of it"
)]
fn every_function_works_with_the_rights_that_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let certificates = folder.path();
    let Some(mut made) = python("certificates.py", certificates) else {
        println!("SKIPPED: CLAIMLAKE_EMULATOR names no MiniStack; run ./test");
        return;
    };
    assert!(made.status().unwrap().success());
    let issuer = Issuer::start(certificates).unwrap();
    let parameters = [
        format!("JwtIssuer={}", issuer.given("issuer")),
        "JwtAudience=claimlake".to_owned(),
        "GroupsClaim=groups".to_owned(),
        "Size=medium".to_owned(),
        "LandingPrefix=in/".to_owned(),
        "WarehousePrefix=lake/main/".to_owned(),
        "SourcePrefixes=clinic".to_owned(),
    ];
    let emulator = Emulator::secured(certificates);
    let Some(stack) = Stack::deploy_with(emulator, "guarded", &parameters) else {
        return;
    };
    let put = |name: &str, file: &str| {
        let body = std::fs::read_to_string(sample().join(file)).unwrap();
        let bucket = stack.output("LandingBucket");
        stack.aws(
            "s3",
            "put_object",
            json!({"Bucket": bucket, "Key": name, "Body": body}),
        );
    };
    put("in/clinic/a b+ü.835", "835-87726-2026-01.edi");
    put("in/clinic/payers.csv", "payers.csv");
    put("in/clinic/claims.837", "837P-2026-01.edi");
    put("in/clinic/noise", "not-a-remittance.txt");
    put("in/another/payers.csv", "payers.csv");
    put("elsewhere/payers.csv", "payers.csv");
    stack.until("four files", || {
        let checked = stack.json(&["check"]);
        checked["files"] == 4 && checked["unfinished"] == json!([]) && checked["batch"] != 0
    });
    // Today, next day (when every part is worth a fold), and when what went is garbage.
    for ahead in ["0", "100000", "900000"] {
        let ahead = [("CLAIMLAKE_CLOCK_AHEAD", Some(ahead))];
        stack.tell("maintain-tables", &ahead, 900);
        let maintained = stack.invoke("maintain-tables", json!({"claimlake": "maintain"}));
        assert_eq!(maintained.get("errorType"), None, "{maintained}");
        let swept = stack.invoke("commit-tables", json!({"claimlake": "sweep"}));
        assert_eq!(swept.get("errorType"), None, "{swept}");
        if ahead[0].1 == Some("900000") {
            assert!(maintained["vacuumed"].as_u64().unwrap() > 4, "{maintained}");
        }
    }
    let garbage = stack.keys_by_python("WarehouseBucket", "lake/main/folds/");
    assert_eq!(
        garbage,
        Vec::<String>::new(),
        "descriptions of folds are deleted"
    );
    for function in ["ingest", "commit-tables"] {
        let swept = stack.invoke(function, json!({"claimlake": "sweep"}));
        assert_eq!(swept.get("errorType"), None, "{function}: {swept}");
    }
    // Once their events can't be on the way any more: what is of no source of ours stays where it lies.
    stack.tell("ingest", &[("CLAIMLAKE_CLOCK_AHEAD", Some("2000"))], 900);
    let looked = stack.invoke("ingest", json!({"claimlake": "reconcile"}));
    assert_eq!(looked, json!({"files": 0}));
    assert_eq!(stack.json(&["sweep"])["files"], 0);
    assert_eq!(stack.json(&["files"])["files"].as_array().unwrap().len(), 4);
    let token = issuer.given("phi");
    for other in [None, Some(issuer.given("old")), Some(issuer.given("other"))] {
        assert_eq!(stack.http("GET", "/kpi", other, None).0, 401);
    }
    let (status, kpi) = stack.http("GET", "/kpi/K33?month=2026-01", Some(token), None);
    assert_eq!(status, 200, "{kpi}");
    assert!(!kpi["rows"].as_array().unwrap().is_empty());
    let body = json!({"sql": "select count(*) as n from claim"}).to_string();
    let refused = stack.http("POST", "/sql", Some(issuer.given("none")), Some(&body));
    assert_eq!(refused.0, 403);
    let (status, rows) = stack.http("POST", "/sql", Some(token), Some(&body));
    assert_eq!((status, rows), (200, json!([{"n": 80}])));
    stack.assert_sound();
    denied_is_delivered_again(&stack, &put);
    refused_becomes_cases_in_tables(&stack);
}

/// A report that the clearinghouse refused the first claim of the sample.
const REPORT: &str = "\
    ISA*00*          *00*          *ZZ*CLEAR01        *ZZ*SAMPLE01       *260122*0930*^*00501*000000901*0*P*:~\
    GS*HN*CLEAR01*SAMPLE01*20260122*0930*901*X*005010X214~ST*277*0001*005010X214~\
    BHT*0085*08*R901*20260122*0930*TH~\
    HL*1**20*1~NM1*AY*2*SAMPLE CLEARINGHOUSE*****46*CLEAR01~TRN*1*T901~DTP*050*D8*20260121~DTP*009*D8*20260122~\
    HL*2*1*21*1~NM1*41*2*SAMPLE CLINIC*****46*SAMPLE01~TRN*2*20260121P~STC*A1:19*20260122*WQ*150~\
    HL*3*2*19*1~NM1*85*2*SAMPLE CLINIC*****XX*1234567893~\
    HL*4*3*PT~NM1*QC*1*BIRCH*BEN****MI*M0000001~TRN*2*SMP0001~STC*A3:21:IL*20260122*U*150~\
    DTP*472*D8*20260106~SE*19*0001~GE*1*901~IEA*1*000000901~";

/// What landed is evaluated, kept, and mirrored into tables by the functions alone, with the rights they have.
fn refused_becomes_cases_in_tables(stack: &Stack) {
    let bucket = stack.output("LandingBucket");
    let report = json!({"Bucket": bucket, "Key": "in/clinic/report.277", "Body": REPORT});
    stack.aws("s3", "put_object", report);
    stack.connect("mirror-state", true);
    stack.connect("triage-denials", true);
    let kinds = "select kind, count(*) as n from denial group by kind order by kind";
    stack.until("cases in tables", || {
        let found = stack.json(&["sql", kinds]);
        let found = found.as_array().unwrap();
        found.iter().any(|row| row["kind"] == "denial")
            && found.contains(&json!({"kind": "rejection", "n": 1}))
    });
    let rejected = "select patient_control_number, state, current_denied_amount from denial where kind = 'rejection'";
    let rejected = stack.json(&["sql", rejected]);
    assert_eq!(
        rejected,
        json!([{"patient_control_number": "SMP0001", "state": "NEW", "current_denied_amount": 150.0}])
    );
    let cases = stack.json(&["denials", "--all"]);
    let cases = cases["cases"].as_array().unwrap().len();
    let counted = "select count(*) as n from denial";
    assert_eq!(stack.json(&["sql", counted]), json!([{"n": cases}]));
    let reminded = stack.invoke("triage-denials", json!({"claimlake": "remind"}));
    assert_eq!(reminded.get("errorType"), None, "{reminded}");
    stack.assert_sound();
    for function in ["triage-denials", "mirror-state"] {
        stack.connect(function, false);
    }
}

/// A right that is missing costs nothing but time, and no more of it than it must: the queue itself would wait
/// for more than an hour.
fn denied_is_delivered_again(stack: &Stack, put: &impl Fn(&str, &str)) {
    stack.tell("ingest", &[("CLAIMLAKE_AGAIN_SECONDS", Some("1"))], 900);
    let bucket = stack.output("LandingBucket");
    let policy = stack.aws("s3", "get_bucket_policy", json!({"Bucket": bucket}));
    let mut policy: Value = serde_json::from_str(policy["Policy"].as_str().unwrap()).unwrap();
    let whole = policy.to_string();
    policy["Statement"].as_array_mut().unwrap().push(json!({
        "Sid": "Test",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:GetObject", "s3:GetObjectVersion"],
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
    }));
    let set = |policy: &str| {
        stack.aws(
            "s3",
            "put_bucket_policy",
            json!({"Bucket": bucket, "Policy": policy}),
        );
    };
    set(&policy.to_string());
    put("in/clinic/denied.835", "835-87726-2026-02.edi");
    let tried = || stack.logs().matches("to be delivered again").count();
    stack.until("another try", || tried() > 1);
    set(&whole);
    stack.until("five files", || {
        let checked = stack.json(&["check"]);
        checked["files"] == 5 && checked["unfinished"] == json!([])
    });
    stack.assert_sound();
}
