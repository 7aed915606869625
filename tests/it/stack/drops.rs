//! What is dropped into the bucket is in the tables, as on a laptop, and nowhere else.

use std::io::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use super::account::Stack;
use crate::emulator::Emulator;
use crate::harness::{Home, assert_same, dump, sample, sample_files};

/// Folders below a source, as people name them.
const FOLDERS: [&str; 3] = ["", "März 2026 + A&B=100%/", "with spaces/deep/er/"];

/// One file of each format besides those of the sample.
const EVERY_FORMAT: [&str; 9] = [
    "271_all_elements.edi",
    "275_all_elements.edi",
    "278_all_elements.edi",
    "ccda_ccd.xml",
    "fhir_all_paths.ndjson",
    "fhir_transaction.json",
    "hl7_adt_a01_all_fields.hl7",
    "hl7_batch_mllp.hl7",
    "hl7_dft_all_fields.hl7",
];

/// What a person would not want to find anywhere but in the tables.
const PLANTED: &str = "ZQX";

/// How much lands: in `./verify drops` as much as a busy day's, else a fifth of it.
struct Load {
    files: usize,
    /// Of the large one.
    megabytes: usize,
    /// What `ingest` may have resident meanwhile: less than itself and the large file.
    resident: u64,
}

impl Load {
    fn asked() -> Load {
        match std::env::var_os("CLAIMLAKE_DROPS") {
            Some(_) => Load {
                files: 500,
                megabytes: 300,
                resident: 200,
            },
            None => Load {
                files: 100,
                megabytes: 60,
                resident: 150,
            },
        }
    }
}

#[test]
fn what_lands_in_a_bucket_is_in_the_tables_as_on_a_laptop() {
    let Some(stack) = Stack::deploy(Emulator::start(), "plain") else {
        return;
    };
    stack.hurry();
    let home = Home::new();
    timed("the sample", || sample_lands(&stack, &home));
    timed("an EHR", || every_format_lands(&stack, &home));
    timed("cases", || cases(&stack, &home));
    let files = timed("twice", || twice_changes_nothing(&stack, &home));
    let files = timed("poison", || files + poison(&stack, files));
    let files = timed("planted", || files + planted(&stack, files));
    timed("cases of the planted", || {
        let triaged = triaged(&stack);
        assert_eq!(triaged["everything"], false, "{triaged}");
        assert!(triaged["written"].as_u64().unwrap() > 0, "{triaged}");
    });
    timed("answers", || answers_over_http(&stack, &home));
    let load = Load::asked();
    timed("many small", || many_small(&stack, files, load.files));
    let files = files + load.files;
    timed("maintenance", || {
        let answer = stack.invoke("maintain-tables", json!({"claimlake": "maintain"}));
        assert_eq!(answer.get("errorType"), None, "{answer}");
        stack.settle(files);
    });
    timed("a large one", || large(&stack, files, &load));
    timed("check", || stack.assert_sound());
    timed("leaks", || nothing_leaked(&stack, load.files));
}

/// Does it, and says how long it took.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("MEASURED: {what}: {:.1?}", start.elapsed());
    done
}

fn read(path: &std::path::Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

fn count(home: &Home) -> usize {
    home.json(&["files"])["files"].as_array().unwrap().len()
}

fn tables(stack: &Stack) -> Vec<(String, String)> {
    stack.runtime.block_on(dump(&stack.session()))
}

/// Names with spaces, plus and umlauts, several levels deep.
fn sample_lands(stack: &Stack, home: &Home) {
    let mut words = vec![
        "drop".to_owned(),
        "--source".to_owned(),
        "clinic".to_owned(),
    ];
    words.extend(
        sample_files()
            .iter()
            .map(|path| path.to_str().unwrap().to_owned()),
    );
    home.json(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let objects = sample_files().into_iter().zip(FOLDERS.iter().cycle());
    let key = |name: &str, folder| format!("clinic/{folder}{name}");
    let named = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    stack.put(
        objects
            .map(|(path, folder)| (key(&named(&path), folder), read(&path)))
            .collect(),
    );
    stack.settle(count(home));
    assert_same(&home.tables(), &tables(stack), "in the account");
    stack.assert_sound();
}

/// A file of each format that is no remittance: of an EHR, of a payer that is asked, of what is attached to a claim.
fn every_format_lands(stack: &Stack, home: &Home) {
    let folder = sample().join("../../crates/convert/tests/golden");
    let paths = EVERY_FORMAT.map(|name| folder.join(name));
    let mut words = vec!["drop", "--source", "clinic"];
    words.extend(paths.iter().map(|path| path.to_str().unwrap()));
    let dropped = home.json(&words);
    for file in dropped["files"].as_array().unwrap() {
        assert_eq!(file["status"], "committed", "{file}");
    }
    let objects = EVERY_FORMAT.iter().zip(&paths);
    stack.put(
        objects
            .map(|(name, path)| (format!("clinic/{name}"), read(path)))
            .collect(),
    );
    stack.settle(count(home));
    assert_same(&home.tables(), &tables(stack), "of every format");
    stack.assert_sound();
}

fn triaged(stack: &Stack) -> Value {
    let triaged = stack.invoke("triage-denials", json!({"claimlake": "sweep"}));
    assert_eq!(triaged.get("errorType"), None, "{triaged}");
    triaged
}

/// What is refused in the sample is as many cases as on a laptop, and the same.
fn cases(stack: &Stack, home: &Home) {
    let first = triaged(stack);
    assert_eq!(first["everything"], true, "{first}");
    let asked = ["denials", "--all", "--include-test"];
    let expected = home.json(&asked);
    assert_eq!(
        first["written"],
        expected["cases"].as_array().unwrap().len()
    );
    assert_eq!(stack.json(&asked), expected);
    let again = triaged(stack);
    assert_eq!(
        (&again["touched"], &again["written"]),
        (&json!(0), &json!(0))
    );
}

/// The same bytes under another key, and an event of something that landed once more.
fn twice_changes_nothing(stack: &Stack, home: &Home) -> usize {
    let path = sample().join("835-87726-2026-01.edi");
    stack.put(vec![("clinic/again.835".to_owned(), read(&path))]);
    let bucket = stack.output("LandingBucket");
    let named = json!({"Bucket": bucket, "Key": "clinic/again.835"});
    let version = stack.aws("s3", "head_object", named)["VersionId"].clone();
    stack.send(
        "LandedQueueUrl",
        &event(bucket, "clinic/again.835", &version),
    );
    stack.send("CommitsQueueUrl", "{}");
    stack.settle(count(home));
    let expected = home.value("select count(*) from remit_payment");
    assert_eq!(stack.runtime.block_on(rows(&stack.session())), expected);
    count(home)
}

/// An event of S3, as it stands in a message.
fn event(bucket: &str, key: &str, version: &Value) -> String {
    let sample = read(&sample().parent().unwrap().join("s3-put.json"));
    let sample: Value = serde_json::from_slice(&sample).unwrap();
    let body = sample["Records"][0]["body"].as_str().unwrap();
    let mut body: Value = serde_json::from_str(body).unwrap();
    let s3 = &mut body["Records"][0]["s3"];
    s3["bucket"]["name"] = bucket.into();
    s3["object"]["key"] = key.into();
    s3["object"]["versionId"] = version.clone();
    body.to_string()
}

fn many_small(stack: &Stack, files: usize, many: usize) {
    let one = String::from_utf8(read(&sample().join("835-87726-2026-01.edi"))).unwrap();
    let text = |n: usize| one.replace("TRN*1*EFT013*", &format!("TRN*1*EFT9{n:03}*"));
    let object = |n: usize| (format!("clearinghouse/{n:03}.835"), text(n).into_bytes());
    let before = stack.runtime.block_on(rows(&stack.session()));
    timed("one file, to the tables", || {
        stack.put(vec![object(0)]);
        stack.settle(files + 1);
    });
    let start = Instant::now();
    stack.put((1..many).map(object).collect());
    let put = start.elapsed();
    stack.settle(files + many);
    println!(
        "MEASURED: {} files put in {put:?}, in the tables after {:?}",
        many - 1,
        start.elapsed()
    );
    let after = stack.runtime.block_on(rows(&stack.session()));
    assert_eq!(usize::try_from(after - before).unwrap(), many);
}

/// With 300 MB more than an instance has memory for.
fn large(stack: &Stack, files: usize, load: &Load) {
    let megabytes = load.megabytes;
    let mut text = String::new();
    let mut sets = 0;
    while text.len() < megabytes << 20 {
        sets += 1;
        remittance(sets, &mut text);
    }
    let before = stack.runtime.block_on(rows(&stack.session()));
    stack.put(vec![("clinic/large.835".to_owned(), text.into_bytes())]);
    stack.settle(files + 1);
    let after = stack.runtime.block_on(rows(&stack.session()));
    assert_eq!(after - before, sets);
    let peak = stack.peak("ingest");
    println!("MEASURED: ingest of {megabytes} MB, peak resident memory {peak} MB");
    assert!(peak < load.resident, "{peak} MB");
}

/// An interchange of one payment for 2,000 claims of four lines.
fn remittance(n: i64, text: &mut String) {
    use std::fmt::Write as _;
    let mut segments = 0;
    let mut segment = |line: std::fmt::Arguments<'_>| {
        segments += 1;
        writeln!(text, "{line}~").unwrap();
        segments
    };
    segment(format_args!(
        "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*SAMPLE01       *260127*0930*^*00501*{n:09}*0*P*:"
    ));
    segment(format_args!(
        "GS*HP*PAYERGATE*SAMPLE01*20260127*0930*{n}*X*005010X221A1"
    ));
    segment(format_args!("ST*835*0001"));
    segment(format_args!(
        "BPR*I*640000*C*ACH*CCP*01*011000015*DA*0001*1512345678**01*021000021*DA*0002*20260127"
    ));
    segment(format_args!("TRN*1*LARGE{n}*1512345678"));
    segment(format_args!("N1*PR*CEDAR MUTUAL*XV*87726"));
    segment(format_args!("N1*PE*SAMPLE CLINIC*XX*1234567893"));
    segment(format_args!("LX*1"));
    for claim in 0..2_000 {
        segment(format_args!(
            "CLP*L{n}X{claim}*1*400*320*0*12*ICN{n}X{claim}*11*1"
        ));
        segment(format_args!("NM1*QC*1*JUNIPER*CLEO****MI*M{claim:07}"));
        segment(format_args!("DTM*232*20260114"));
        for line in 0..4 {
            segment(format_args!("SVC*HC:99214*100*80**1"));
            segment(format_args!("DTM*472*20260114"));
            segment(format_args!("CAS*CO*45*20"));
            segment(format_args!("REF*6R*L{n}X{claim}X{line}"));
            segment(format_args!("AMT*B6*100"));
        }
    }
    // Without ISA and GS, with SE itself.
    let counted = segment(format_args!("SE*{}*0001", 8 + 2_000 * 23 - 2 + 1)) - 2;
    assert_eq!(counted, 8 + 2_000 * 23 - 2 + 1);
    segment(format_args!("GE*1*{n}"));
    segment(format_args!("IEA*1*{n:09}"));
}

/// Remittances that count.
async fn rows(session: &lake::Session) -> i64 {
    use arrow::array::AsArray as _;
    let rows = session
        .sql("select count(*) from remit_payment")
        .await
        .unwrap();
    let rows = rows.collect().await.unwrap();
    rows[0]
        .column(0)
        .as_primitive::<arrow::datatypes::Int64Type>()
        .value(0)
}

/// What can't be read is quarantined; what can't even be named is in the dead letter, and stays there.
fn poison(stack: &Stack, files: usize) -> usize {
    let bucket = stack.output("LandingBucket");
    stack.put(vec![
        ("clinic/empty".to_owned(), vec![]),
        (
            "clinic/noise".to_owned(),
            (0..=u8::MAX).cycle().take(70_000).collect(),
        ),
        (
            "clinic/cut.zip".to_owned(),
            b"PK\x03\x04\x14\0\0\0".to_vec(),
        ),
        ("not a source/x.835".to_owned(), b"ISA".to_vec()),
        ("clinic/folder/".to_owned(), vec![]),
    ]);
    stack.send("LandedQueueUrl", "not an event");
    stack.send(
        "LandedQueueUrl",
        &event("another-bucket", "clinic/x", &"1".into()),
    );
    stack.send(
        "LandedQueueUrl",
        &event(bucket, "clinic/gone.835", &"no-such-version".into()),
    );
    stack.until("three dead letters", || {
        stack.messages("LandedDeadLetterUrl") == (3, 0)
    });
    stack.settle(files + 3);
    let found = stack.json(&["files"]);
    let refused = found["files"].as_array().unwrap().iter();
    let refused = refused
        .filter(|file| file["state"] == "quarantined")
        .count();
    assert_eq!(refused, 4, "one of the sample, and three of these");
    3
}

fn planted(stack: &Stack, files: usize) -> usize {
    let one = String::from_utf8(read(&sample().join("835-87726-2026-02.edi"))).unwrap();
    let mut names = 0;
    let text: Vec<String> = one
        .split_inclusive('~')
        .map(|segment| match segment.trim_start().split('*').next() {
            Some("NM1") => {
                names += 1;
                format!("NM1*QC*1*{PLANTED}LAST*{PLANTED}FIRST****MI*{PLANTED}{names:07}~")
            }
            Some("TRN") => format!("TRN*1*{PLANTED}TRACE*1512345678~"),
            // A segment that nothing reads, and an amount that is none.
            Some("LX") => format!("{segment}ZZZ*{PLANTED}UNKNOWN~"),
            Some("AMT") => format!("AMT*B6*{PLANTED}AMOUNT~"),
            _ => segment.to_owned(),
        })
        .collect();
    assert!(names > 5);
    let text = text.concat();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let member = format!("{PLANTED}MEMBER_JOHN.835");
    zip.start_file(member, zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(text.replace("TRACE", "OTHER").as_bytes())
        .unwrap();
    let zip = zip.finish().unwrap().into_inner();
    stack.put(vec![
        (
            format!("clinic/{PLANTED}KEY_SMITH_JOHN.835"),
            text.into_bytes(),
        ),
        (format!("clinic/{PLANTED}ARCHIVE.zip"), zip),
        (
            format!("clinic/{PLANTED}NOISE"),
            PLANTED.repeat(10_000).into_bytes(),
        ),
    ]);
    stack.settle(files + 3);
    3
}

fn answers_over_http(stack: &Stack, home: &Home) {
    let (ana, ben) = (stack.token("ana", &["phi"]), stack.token("ben", &[]));
    assert_eq!(stack.http("GET", "/kpi", None, None).0, 401);
    assert_eq!(
        stack.http("GET", "/kpi", Some("no.such.token"), None).0,
        401
    );
    let (status, catalogue) = stack.http("GET", "/kpi", Some(&ben), None);
    assert_eq!((status, catalogue), (200, home.json(&["kpi"])));
    // Months that only the sample has.
    let asked = ["kpi", "K39", "--month", "2026-03", "--by", "payer"];
    let path = "/kpi/K39?month=2026-03&by=payer";
    let (status, mut kpi) = stack.http("GET", path, Some(&ben), None);
    let mut expected = home.json(&asked);
    // The other drops bring feeds of their own.
    (kpi["data_through"], expected["data_through"]) = (Value::Null, Value::Null);
    assert_eq!((status, kpi), (200, expected));

    let sql = |token, statement: &str| {
        let body = json!({"sql": statement}).to_string();
        stack.http("POST", "/sql", Some(token), Some(&body))
    };
    let claims = "select count(*) as n from remit_payment where trace_number like 'ZQX%'";
    assert_eq!(sql(&ben, claims).0, 403);
    assert_eq!(sql(&ana, claims), (200, json!([{"n": 2}])));
    for (statement, status) in [
        ("delete from remit_payment", 400),
        (
            "select ZQXCOLUMN from remit_payment where 'ZQXLITERAL' = trace_number",
            400,
        ),
        ("select cast('ZQXVALUE' as int) from remit_payment", 400),
    ] {
        assert_eq!(sql(&ana, statement).0, status, "{statement}");
    }
    for path in [
        "/kpi/ZQXKPI?month=2026-03",
        "/kpi/K33?month=ZQXMONTH",
        "/kpi/K33?ZQXNAME=1",
    ] {
        let (status, _) = stack.http("GET", path, Some(&ana), None);
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    let audited = stack.aws(
        "dynamodb",
        "scan",
        json!({"TableName": stack.output("StateTable")}),
    );
    let audited = audited["Items"].as_array().unwrap().iter();
    let audited = audited.filter(|item| item["pk"]["S"].as_str().unwrap().starts_with("AUDIT#"));
    assert_eq!(
        audited.count(),
        9,
        "every question but those for the catalogue"
    );
}

/// Names and numbers out of files, keys, members, statements and addresses stand in the tables, in the
/// bucket that they landed in and in bodies of the state: in no log, error, metric, message of ours, key or
/// name of a part.
fn nothing_leaked(stack: &Stack, files: usize) {
    let logs = stack.logs();
    for said in [
        "\"outcome\":\"quarantined\"",
        "\"target\":\"commit_tables\"",
        "\"target\":\"triage_denials\"",
        "\"target\":\"answer_kpi\"",
        "\"target\":\"maintain_tables\"",
        "CommitLagSeconds",
    ] {
        assert!(logs.contains(said), "{said} was logged");
    }
    let emulated = stack.emulator.log();
    let metrics = stack
        .aws("cloudwatch", "list_metrics", json!({}))
        .to_string();
    let parts = stack.keys("WarehouseBucket");
    assert!(parts.len() > files);
    let state = stack.aws(
        "dynamodb",
        "scan",
        json!({"TableName": stack.output("StateTable"), "ProjectionExpression": "pk, sk"}),
    );
    let letters = ["CommitsQueueUrl", "CommitsDeadLetterUrl", "FailedRunsUrl"].map(|queue| {
        let asked = json!({"QueueUrl": stack.output(queue), "MaxNumberOfMessages": 10});
        stack.aws("sqs", "receive_message", asked).to_string()
    });
    let places = [
        ("logs", logs),
        ("metrics", metrics),
        ("names in the warehouse", parts.join("\n")),
        ("keys of the state", state.to_string()),
        ("messages", letters.concat()),
    ];
    for (place, text) in &places {
        let line = text.lines().find(|line| line.contains(PLANTED));
        assert_eq!(line, None, "{place}");
    }
    // The emulator's own log names the keys that it was asked for; what functions wrote to it does not.
    let ours = emulated.lines().filter(|line| line.contains("\"target\":"));
    let leaked: Vec<&str> = ours.filter(|line| line.contains(PLANTED)).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
}
