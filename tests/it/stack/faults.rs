//! Functions that die or run out of time anywhere, wake-ups that are lost, committers side by side, letters
//! that are dead and come back: nothing is lost, and nothing doubled.

use std::time::Instant;

use pipeline::POINTS;
use serde_json::json;

use super::account::Stack;
use crate::emulator::Emulator;
use crate::harness::{Home, assert_same, dump, sample};

/// What Lambda gives a function in the template, in seconds.
const TIME: u32 = 900;

/// A lease, and a little.
const LEASE: u32 = 16 * 60;

#[test]
fn nothing_is_lost_and_nothing_doubled_whatever_dies() {
    let Some(stack) = Stack::deploy(Emulator::start(), "faults") else {
        return;
    };
    stack.hurry();
    let mut fate = Fate {
        home: Home::new(),
        stack,
        files: 0,
        ahead: 0,
    };
    let of = |flow: &'static str| POINTS.into_iter().filter(move |p| p.starts_with(flow));
    for point in of("ingest.").chain(of("round.")) {
        fate.dies_at(point, TIME);
    }
    // `./verify stalls` is at every point; these are one of each function.
    let stalls = std::env::var_os("CLAIMLAKE_STALLS").is_some();
    for point in of("ingest.").chain(of("round.")) {
        if stalls || ["ingest.converted", "round.planned"].contains(&point) {
            fate.dies_at(&format!("stall:{point}"), 3);
        }
    }
    for point in of("fold.").chain(of("vacuum.")) {
        fate.maintenance_dies_at(point);
    }
    fate.a_lost_wake_up_is_found_by_the_sweep();
    fate.a_lost_event_is_found_by_looking();
    fate.many_committers_make_one_history();
    fate.a_dead_letter_comes_back();
    fate.ends_well();
}

struct Fate {
    stack: Stack,
    /// What a laptop makes of the same files.
    home: Home,
    files: usize,
    ahead: u32,
}

impl Fate {
    /// Drops a file that nobody dropped before.
    fn drop_file(&mut self) {
        self.files += 1;
        let one = std::fs::read_to_string(sample().join("835-87726-2026-01.edi")).unwrap();
        let text = one.replace("TRN*1*EFT013*", &format!("TRN*1*EFT9{:03}*", self.files));
        let path = self.home.inbox("in").join(format!("{}.835", self.files));
        std::fs::write(&path, &text).unwrap();
        let key = format!("drop/{}.835", self.files);
        self.stack.put(vec![(key, text.into_bytes())]);
    }

    fn tell(&self, point: Option<&str>, timeout: u32) {
        let ahead = self.ahead.to_string();
        let settings = [
            ("CLAIMLAKE_CRASH_AT", point),
            ("CLAIMLAKE_CLOCK_AHEAD", Some(ahead.as_str())),
        ];
        for function in ["ingest", "commit-tables"] {
            self.stack.tell(function, &settings, timeout);
        }
    }

    /// The function that passes this point dies there until it is mended; then a lease's time passes.
    fn dies_at(&mut self, point: &str, timeout: u32) {
        let before = self.deaths();
        self.tell(Some(point), timeout);
        self.drop_file();
        self.stack.until(point, || self.deaths() > before);
        self.ahead += LEASE;
        self.tell(None, TIME);
        self.stack.settle(self.files);
    }

    /// Folds are due, and a week later what they left behind.
    fn maintenance_dies_at(&mut self, point: &str) {
        for _ in 0..8 {
            self.drop_file();
        }
        self.stack.settle(self.files);
        if point.starts_with("vacuum.") {
            self.maintain(None, "");
            self.ahead += 8 * 24 * 60 * 60;
        }
        self.maintain(Some(point), "Runtime.ExitError");
        self.maintain(None, "");
        self.stack.settle(self.files);
    }

    fn maintain(&self, point: Option<&str>, ends: &str) {
        let ahead = self.ahead.to_string();
        let ahead = ("CLAIMLAKE_CLOCK_AHEAD", Some(ahead.as_str()));
        let settings = [("CLAIMLAKE_CRASH_AT", point), ahead];
        self.stack.tell("maintain-tables", &settings, TIME);
        let maintain = json!({"claimlake": "maintain"});
        let answer = self.stack.invoke("maintain-tables", maintain);
        let ended = answer["errorType"].as_str().unwrap_or_default();
        assert_eq!(ended, ends, "{point:?}: {answer}");
        // Whoever died did not wake the rounds.
        let sweep = json!({"claimlake": "sweep"});
        self.stack.invoke("commit-tables", sweep);
        self.stack.settle(self.files);
    }

    /// Functions that ended without an answer, as the emulator tells of them.
    fn deaths(&self) -> usize {
        let log = self.stack.emulator.log();
        log.matches("Runtime.ExitError").count() + log.matches("Sandbox.Timedout").count()
    }

    fn a_lost_wake_up_is_found_by_the_sweep(&mut self) {
        self.stack.connect("commit-tables", false);
        self.drop_file();
        self.stack
            .until("a wake-up", || self.stack.messages("CommitsQueueUrl").0 > 0);
        let queue = json!({"QueueUrl": self.stack.output("CommitsQueueUrl")});
        self.stack.aws("sqs", "purge_queue", queue);
        self.stack.connect("commit-tables", true);
        let files = self.stack.json(&["files"]);
        let pending = |file: &serde_json::Value| file["state"] == "pending";
        assert!(files["files"].as_array().unwrap().iter().any(pending));
        self.stack
            .invoke("commit-tables", json!({"claimlake": "sweep"}));
        self.stack.settle(self.files);
    }

    fn a_lost_event_is_found_by_looking(&mut self) {
        self.stack.connect("ingest", false);
        self.drop_file();
        self.stack
            .until("an event", || self.stack.messages("LandedQueueUrl").0 > 0);
        let queue = json!({"QueueUrl": self.stack.output("LandedQueueUrl")});
        self.stack.aws("sqs", "purge_queue", queue);
        self.stack.connect("ingest", true);
        // The clock of the functions is hours ahead: no event is on its way any more.
        let found = self
            .stack
            .invoke("ingest", json!({"claimlake": "reconcile"}));
        assert_eq!(found, json!({"files": 1}));
        self.stack.settle(self.files);
    }

    /// One committer, then six at once, over as many files that wait (`./verify stalls`: more of them).
    fn many_committers_make_one_history(&mut self) {
        let files = std::env::var("CLAIMLAKE_COMMITS").ok();
        let files: usize = files.map_or(30, |files| files.parse().unwrap());
        for at_once in [1, 6] {
            self.stack.connect("commit-tables", false);
            for _ in 0..files {
                self.drop_file();
            }
            let waiting = || {
                let found = self.stack.json(&["files"]);
                let found = found["files"].as_array().unwrap();
                found.iter().filter(|f| f["state"] == "pending").count()
            };
            self.stack.until("files that wait", || waiting() == files);
            let stack = &self.stack;
            let start = Instant::now();
            std::thread::scope(|scope| {
                for nth in 0..at_once {
                    scope.spawn(move || match nth % 2 {
                        0 => stack.invoke("commit-tables", json!({"claimlake": "sweep"})),
                        _ => stack.json(&["sweep"]),
                    });
                }
            });
            let took = start.elapsed();
            println!("MEASURED: {files} files, {at_once} committers: {took:.1?}");
            assert_eq!(waiting(), 0);
            stack.connect("commit-tables", true);
            stack.settle(self.files);
        }
    }

    fn a_dead_letter_comes_back(&mut self) {
        let table = ("CLAIMLAKE_STATE_TABLE", Some("no-such-table"));
        self.stack.tell("ingest", &[table], TIME);
        self.drop_file();
        let dead = "LandedDeadLetterUrl";
        self.stack
            .until("a dead letter", || self.stack.messages(dead).0 == 1);
        let table = (
            "CLAIMLAKE_STATE_TABLE",
            Some(self.stack.output("StateTable")),
        );
        self.stack.tell("ingest", &[table], TIME);
        // What `aws sqs start-message-move-task` does, which the emulator has not.
        let queue = self.stack.output(dead).to_owned();
        let letter = json!({"QueueUrl": queue, "MaxNumberOfMessages": 1});
        let letter = self.stack.aws("sqs", "receive_message", letter);
        let letter = &letter["Messages"][0];
        let body = letter["Body"].as_str().unwrap();
        assert!(
            body.contains(&format!("drop/{}.835", self.files)),
            "it names the object"
        );
        self.stack.send("LandedQueueUrl", body);
        let receipt = json!({"QueueUrl": queue, "ReceiptHandle": letter["ReceiptHandle"]});
        self.stack.aws("sqs", "delete_message", receipt);
        self.stack.settle(self.files);
    }

    fn ends_well(&self) {
        let inbox = self.home.inbox("in");
        self.home.json(&["drop", inbox.to_str().unwrap()]);
        let found = self.stack.runtime.block_on(dump(&self.stack.session()));
        assert_same(&self.home.tables(), &found, "after all that");
        self.stack.assert_sound();
        for queue in ["LandedDeadLetterUrl", "CommitsDeadLetterUrl"] {
            assert_eq!(self.stack.messages(queue), (0, 0), "{queue}");
        }
        // A crash says nothing, a timeout nothing of ours: what failed is in the log by id and kind.
        let logs = self.stack.logs();
        assert!(logs.contains("to be delivered again"));
    }
}
