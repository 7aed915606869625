//! A deployed stack, and everything that a test asks of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use aws_sdk_s3::primitives::ByteStream;
use serde_json::{Value, json};
use store::key;
use tokio::runtime::Runtime;

use crate::emulator::Emulator;

const FUNCTIONS: [&str; 6] = [
    "ingest",
    "commit-tables",
    "triage-denials",
    "answer-kpi",
    "maintain-tables",
    "mirror-state",
];

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(300);

/// A stack, deployed. Its emulator ends with it.
pub(crate) struct Stack {
    pub(crate) emulator: Emulator,
    pub(crate) name: &'static str,
    outputs: BTreeMap<String, String>,
    pub(crate) runtime: Runtime,
    s3: aws_sdk_s3::Client,
    sqs: aws_sdk_sqs::Client,
    account: aws::Account,
}

impl Stack {
    /// Deploys the template as `name`; `None`, said aloud, where the emulator is not installed.
    pub(crate) fn deploy(emulator: Option<Emulator>, name: &'static str) -> Option<Stack> {
        Stack::deploy_with(emulator, name, &[])
    }

    /// The same with parameters, as `Size=large`.
    pub(crate) fn deploy_with(
        emulator: Option<Emulator>,
        name: &'static str,
        parameters: &[String],
    ) -> Option<Stack> {
        let emulator = emulator?;
        let Some(sam) = std::env::var_os("CLAIMLAKE_SAM") else {
            println!("SKIPPED: CLAIMLAKE_SAM names no sam; run ./test");
            return None;
        };
        let words = [
            "deploy",
            "-t",
            "infra/template.yaml",
            "--stack-name",
            name,
            "--resolve-s3",
        ];
        let deployed = Command::new(sam)
            .args(words)
            .args(["--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset"])
            .args(["--parameter-overrides", "Architecture=x86_64"])
            .args(parameters)
            .current_dir(bundles())
            .envs(emulator.environment())
            .env("SAM_CLI_TELEMETRY", "0")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(deployed.status.success(), "{}", said(&deployed));
        let runtime = Runtime::new().unwrap();
        let found = json!({"StackName": name}).to_string();
        let found = python(&emulator, &["cloudformation", "describe_stacks", &found]);
        let mut outputs = BTreeMap::new();
        for output in found["Stacks"][0]["Outputs"].as_array().unwrap() {
            let text = |name: &str| output[name].as_str().unwrap().to_owned();
            outputs.insert(text("OutputKey"), text("OutputValue"));
        }
        let settings = aws::Settings::of_outputs(name, &outputs).unwrap();
        let sdk = runtime.block_on(emulator.config());
        let (s3, sqs) = (
            aws_sdk_s3::Client::new(&sdk),
            aws_sdk_sqs::Client::new(&sdk),
        );
        let account = aws::Account::new(sdk, settings, "test").unwrap();
        let stack = Stack {
            emulator,
            name,
            outputs,
            runtime,
            s3,
            sqs,
            account,
        };
        // Every batch would wake the one, whose cases the other lands as files: what a test is not about.
        for function in ["triage-denials", "mirror-state"] {
            stack.connect(function, false);
        }
        Some(stack)
    }

    pub(crate) fn output(&self, name: &str) -> &str {
        &self.outputs[name]
    }

    /// Any other request, by the names of boto3.
    pub(crate) fn aws(&self, service: &str, operation: &str, parameters: Value) -> Value {
        self.python(&[service, operation, &parameters.to_string()])
    }

    fn python(&self, words: &[&str]) -> Value {
        python(&self.emulator, words)
    }

    /// Status and body of a request to the API.
    pub(crate) fn http(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<&str>,
    ) -> (u64, Value) {
        let api = self.output("ApiUrl").trim_start_matches("https://");
        let (api, _) = api.split_once('.').unwrap();
        // The emulator's own place for what would be a name of its own.
        let address = format!(
            "{}/_aws/execute-api/{api}/$default{path}",
            self.emulator.address()
        );
        let mut headers = json!({"content-type": "application/json"});
        if let Some(token) = token {
            headers["authorization"] = format!("Bearer {token}").into();
        }
        let given = json!({"headers": headers, "body": body}).to_string();
        let answer = self.python(&["http", method, &address, &given]);
        let body = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap_or_default();
        (answer["status"].as_u64().unwrap(), body)
    }

    /// A token of a new person, who is in these groups.
    pub(crate) fn token(&self, person: &str, groups: &[&str]) -> String {
        let (pool, word) = (self.output("UserPoolId"), "Correct-horse-9-battery");
        let of = |mut more: Value| {
            more["UserPoolId"] = pool.into();
            more["Username"] = person.into();
            more
        };
        let quiet = json!({"MessageAction": "SUPPRESS", "TemporaryPassword": word});
        self.aws("cognito-idp", "admin_create_user", of(quiet));
        let password = json!({"Password": word, "Permanent": true});
        self.aws("cognito-idp", "admin_set_user_password", of(password));
        for group in groups {
            let group = of(json!({"GroupName": group}));
            self.aws("cognito-idp", "admin_add_user_to_group", group);
        }
        let signed_in = json!({
            "ClientId": self.output("ClientId"),
            "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": person, "PASSWORD": word},
        });
        let signed_in = self.aws("cognito-idp", "initiate_auth", signed_in);
        signed_in["AuthenticationResult"]["IdToken"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Drops objects by key, sixteen at a time.
    pub(crate) fn put(&self, objects: Vec<(String, Vec<u8>)>) {
        let bucket = self.output("LandingBucket").to_owned();
        self.runtime.block_on(async {
            let mut under_way = tokio::task::JoinSet::new();
            for (key, body) in objects {
                if under_way.len() == 16 {
                    under_way.join_next().await.unwrap().unwrap();
                }
                let put = self.s3.put_object().bucket(&bucket).key(key);
                let put = put.body(ByteStream::from(body));
                under_way.spawn(async move { put.send().await.unwrap() });
            }
            under_way.join_all().await;
        });
    }

    /// Keys in a bucket.
    pub(crate) fn keys(&self, output: &str) -> Vec<String> {
        let listed = self.s3.list_objects_v2().bucket(self.output(output));
        self.runtime.block_on(async {
            let mut pages = listed.into_paginator().send();
            let mut keys = vec![];
            while let Some(page) = pages.next().await {
                let contents = page.unwrap().contents.unwrap_or_default();
                keys.extend(contents.into_iter().filter_map(|object| object.key));
            }
            keys
        })
    }

    /// The same, asked in a way that works where TLS is enforced.
    pub(crate) fn keys_by_python(&self, output: &str, prefix: &str) -> Vec<String> {
        let asked = json!({"Bucket": self.output(output), "Prefix": prefix});
        let listed = self.aws("s3", "list_objects_v2", asked);
        let contents = listed["Contents"].as_array().cloned().unwrap_or_default();
        let key = |object: Value| object["Key"].as_str().unwrap().to_owned();
        contents.into_iter().map(key).collect()
    }

    /// Messages that wait, and those that somebody works on.
    pub(crate) fn messages(&self, output: &str) -> (u64, u64) {
        use aws_sdk_sqs::types::QueueAttributeName as Name;
        let asked = self
            .sqs
            .get_queue_attributes()
            .queue_url(self.output(output));
        let asked = asked.attribute_names(Name::All).send();
        let found = self.runtime.block_on(asked).unwrap().attributes.unwrap();
        let number = |name: Name| found[&name].parse().unwrap();
        (
            number(Name::ApproximateNumberOfMessages),
            number(Name::ApproximateNumberOfMessagesNotVisible),
        )
    }

    pub(crate) fn send(&self, output: &str, body: &str) {
        let queue = self.output(output);
        let mut message = json!({"QueueUrl": queue, "MessageBody": body});
        if queue.ends_with(".fifo") {
            message["MessageGroupId"] = "commit".into();
            message["MessageDeduplicationId"] = format!("{:?}", Instant::now()).into();
        }
        self.aws("sqs", "send_message", message);
    }

    /// What functions that fail or die are waited for is minutes, or more than an hour; a test has seconds.
    pub(crate) fn hurry(&self) {
        for queue in ["LandedQueueUrl", "CommitsQueueUrl"] {
            let hurried =
                json!({"QueueUrl": self.output(queue), "Attributes": {"VisibilityTimeout": "2"}});
            self.aws("sqs", "set_queue_attributes", hurried);
        }
        for function in ["ingest", "commit-tables"] {
            let left_to_queues = ("CLAIMLAKE_AGAIN_SECONDS", Some("0"));
            self.tell(function, &[left_to_queues], 900);
        }
    }

    /// Calls a function directly: what it answers.
    pub(crate) fn invoke(&self, function: &str, event: Value) -> Value {
        let name = format!("{}-{function}", self.name);
        let call = json!({"FunctionName": name, "Payload": event.to_string()});
        let answer = self.aws("lambda", "invoke", call);
        let payload = answer["Payload"].as_str().unwrap();
        serde_json::from_str(payload).unwrap_or_else(|_| panic!("{function}: {answer}"))
    }

    /// The most megabytes that an instance of a function, still alive, ever had resident (VmHWM): the
    /// emulator runs them as processes, and bounds nothing.
    pub(crate) fn peak(&self, function: &str) -> u64 {
        let named = format!("AWS_LAMBDA_FUNCTION_NAME={}-{function}", self.name);
        let mut peak = 0;
        for process in std::fs::read_dir("/proc").unwrap() {
            let process = process.unwrap().path();
            let environment = std::fs::read(process.join("environ")).unwrap_or_default();
            if !environment
                .split(|byte| *byte == 0)
                .any(|line| line == named.as_bytes())
            {
                continue;
            }
            let status = std::fs::read_to_string(process.join("status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|line| line.trim().split(' ').next());
            let kilobytes: u64 = kilobytes.and_then(|text| text.parse().ok()).unwrap_or(0);
            peak = peak.max(kilobytes / 1024);
        }
        assert!(peak > 0, "{function}: no instance is alive");
        peak
    }

    /// Lets a function be told other things than the template says; `None` takes a setting away.
    pub(crate) fn tell(&self, function: &str, settings: &[(&str, Option<&str>)], timeout: u32) {
        let name = json!({"FunctionName": format!("{}-{function}", self.name)});
        let told = self.aws("lambda", "get_function_configuration", name.clone());
        let mut variables = told["Environment"]["Variables"].clone();
        for (name, value) in settings {
            let variables = variables.as_object_mut().unwrap();
            match value {
                Some(value) => drop(variables.insert((*name).to_owned(), (*value).into())),
                None => drop(variables.remove(*name)),
            }
        }
        let mut changed = name;
        changed["Environment"] = json!({"Variables": variables});
        changed["Timeout"] = timeout.into();
        self.aws("lambda", "update_function_configuration", changed);
    }

    /// Connects a function to its queue, or takes the connection away.
    pub(crate) fn connect(&self, function: &str, enabled: bool) {
        let name = json!({"FunctionName": format!("{}-{function}", self.name)});
        let found = self.aws("lambda", "list_event_source_mappings", name);
        let id = &found["EventSourceMappings"][0]["UUID"];
        let changed = json!({"UUID": id, "Enabled": enabled});
        self.aws("lambda", "update_event_source_mapping", changed);
    }

    /// Waits until the condition holds.
    pub(crate) fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let start = Instant::now();
        loop {
            let asked = Instant::now();
            if holds() {
                return;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited for {what}\n{}",
                self.logs()
            );
            // Who waits asks no longer than they let the others work.
            std::thread::sleep(asked.elapsed().max(Duration::from_millis(100)));
        }
    }

    /// Nothing waits in a queue, is being converted, or is pending.
    pub(crate) fn is_quiet(&self) -> bool {
        let idle = |queue| self.messages(queue) == (0, 0);
        let context = self
            .runtime
            .block_on(async { self.account.context(Arc::new(pipeline::NoTables)) });
        let empty = |partition| {
            let found = context.state.query(partition, None, 1);
            self.runtime.block_on(found).unwrap().is_empty()
        };
        idle("LandedQueueUrl")
            && idle("CommitsQueueUrl")
            && empty(key::CONVERTING)
            && empty(key::PENDING)
    }

    /// Waits until so many files are in the ledger, and nothing is left to do.
    pub(crate) fn settle(&self, files: usize) {
        let context = self
            .runtime
            .block_on(async { self.account.context(Arc::new(pipeline::NoTables)) });
        self.until(&format!("{files} files"), || {
            self.is_quiet()
                && self
                    .runtime
                    .block_on(pipeline::files(&context))
                    .unwrap()
                    .len()
                    == files
        });
    }

    /// Every table at HEAD.
    pub(crate) fn session(&self) -> lake::Session {
        self.runtime.block_on(async {
            let root = self.account.tables();
            let warehouse = lake::Warehouse::stored(self.account.warehouse(), &root).unwrap();
            let context = self.account.context(Arc::new(pipeline::NoTables));
            let options = lake::Options::default();
            lake::Session::at_head(&context, &warehouse, &options)
                .await
                .unwrap()
        })
    }

    /// The program, with this stack for a home.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlake"));
        command
            .args(["--home", &format!("stack:{}", self.name)])
            .args(words)
            .envs(self.emulator.environment())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let output = self.command(words).arg("--json").output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", said(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    pub(crate) fn assert_sound(&self) {
        let checked = self.json(&["check"]);
        let unfinished = checked["unfinished"].as_array().unwrap().iter();
        // Cases are left where they are, but where a test is about them.
        let unfinished: Vec<&Value> = unfinished.filter(|left| left["at"] != "cases").collect();
        assert_eq!(unfinished, Vec::<&Value>::new());
    }

    /// Every line that functions logged.
    pub(crate) fn logs(&self) -> String {
        let mut all = String::new();
        let groups = self.aws("logs", "describe_log_groups", json!({}));
        for group in groups["logGroups"].as_array().unwrap() {
            let group = &group["logGroupName"];
            let mut asked = json!({"logGroupName": group});
            loop {
                let found = self.aws("logs", "filter_log_events", asked.clone());
                for event in found["events"].as_array().unwrap() {
                    all += event["message"].as_str().unwrap().trim_end();
                    all += "\n";
                }
                if !found["nextToken"].is_string() {
                    break;
                }
                asked["nextToken"] = found["nextToken"].clone();
            }
        }
        all
    }
}

/// A request that the tests' own SDK can't make.
fn python(emulator: &Emulator, words: &[&str]) -> Value {
    let python = std::env::var_os("CLAIMLAKE_EMULATOR").unwrap();
    let output = Command::new(Path::new(&python).with_file_name("python"))
        .arg(repository().join("tests/emulator/aws.py"))
        .args(words)
        .envs(emulator.environment())
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!(
        "{}\n{}\n{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    )
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// A folder with the template and, where it says that they are, the functions: those that the tests were
/// built with, without what only a debugger needs.
fn bundles() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stack");
        std::fs::create_dir_all(root.join("infra")).unwrap();
        let template = repository().join("infra/template.yaml");
        std::fs::copy(template, root.join("infra/template.yaml")).unwrap();
        let built = Path::new(env!("CARGO_BIN_EXE_claimlake")).parent().unwrap();
        for function in FUNCTIONS {
            let folder = root.join("target/lambda").join(function);
            std::fs::create_dir_all(&folder).unwrap();
            let from = built.join(function);
            assert!(from.exists(), "{function}: run cargo build --workspace");
            let mut strip = Command::new("strip");
            let stripped = strip.arg("-o").arg(folder.join("bootstrap")).arg(from);
            assert!(stripped.status().unwrap().success());
        }
        root
    })
}
