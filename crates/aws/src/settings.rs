//! Where a stack keeps what it has: what its functions are told by their environment, and its owner's
//! command line by CloudFormation.

use std::collections::BTreeMap;

use aws_config::SdkConfig;
use domain::id::OWN_SOURCE;

use crate::environment::Environment;
use crate::error::{Error, Result, away};

/// Where a stack keeps what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the stack, which its metrics carry.
    pub stack: String,
    /// Name of the state's table.
    pub state_table: String,
    /// Where files land.
    pub landing_bucket: String,
    /// What keys of landed objects begin with; a source's name and a slash follow.
    pub landing_prefix: String,
    /// Where tables, plans and manifests are.
    pub warehouse_bucket: String,
    /// What their keys begin with.
    pub warehouse_prefix: String,
    /// The customer's key, by its ARN; without one, the buckets' own.
    pub key: Option<String>,
    /// Address of the queue that wakes commit rounds.
    pub commits_queue: String,
    /// The queue that wakes whoever looks at new batches.
    pub batches_queue: String,
    /// The feeds that files are taken from, our own among them; all if there is none.
    pub sources: Vec<String>,
    /// Seconds until a message comes again for the first time that could not be dealt with; 0 leaves it to
    /// the queue.
    pub again: u64,
    /// Where flows die, in tests.
    pub dies_at: Option<String>,
    /// Seconds that clocks are ahead, in tests.
    pub ahead: u64,
}

/// The same thing as a setting of a function and as an output of the template.
const NAMES: [(&str, &str); 10] = [
    ("CLAIMLAKE_STACK", "StackName"),
    ("CLAIMLAKE_STATE_TABLE", "StateTable"),
    ("CLAIMLAKE_LANDING_BUCKET", "LandingBucket"),
    ("CLAIMLAKE_LANDING_PREFIX", "LandingPrefix"),
    ("CLAIMLAKE_WAREHOUSE_BUCKET", "WarehouseBucket"),
    ("CLAIMLAKE_WAREHOUSE_PREFIX", "WarehousePrefix"),
    ("CLAIMLAKE_KEY", "KeyArn"),
    ("CLAIMLAKE_COMMITS_QUEUE", "CommitsQueueUrl"),
    ("CLAIMLAKE_BATCHES_QUEUE", "BatchesQueueUrl"),
    ("CLAIMLAKE_SOURCES", "SourcePrefixes"),
];

impl Settings {
    /// Reads them from a function's environment.
    pub fn read(env: &mut Environment<'_>) -> Settings {
        let sources = env.optional("CLAIMLAKE_SOURCES").unwrap_or_default();
        let mut sources: Vec<String> = sources
            .split(',')
            .map(|source| source.trim().to_owned())
            .filter(|source| !source.is_empty())
            .collect();
        // What we write ourselves is always let in.
        if !sources.is_empty() && !sources.iter().any(|source| source == OWN_SOURCE) {
            sources.push(OWN_SOURCE.to_owned());
        }
        if !sources.iter().all(|source| store::is_source(source)) {
            let what = "names of sources (letters, digits, '.', '_', '-'), separated by commas";
            env.complain(format!(
                "CLAIMLAKE_SOURCES: expected {what}, but found others"
            ));
        }
        Settings {
            stack: env.required("CLAIMLAKE_STACK", "the stack's name"),
            state_table: env.required("CLAIMLAKE_STATE_TABLE", "the name of the state's table"),
            landing_bucket: env.required("CLAIMLAKE_LANDING_BUCKET", "the landing bucket's name"),
            landing_prefix: env.prefix("CLAIMLAKE_LANDING_PREFIX"),
            warehouse_bucket: env
                .required("CLAIMLAKE_WAREHOUSE_BUCKET", "the warehouse bucket's name"),
            warehouse_prefix: env.prefix("CLAIMLAKE_WAREHOUSE_PREFIX"),
            key: env.optional("CLAIMLAKE_KEY"),
            commits_queue: env.required("CLAIMLAKE_COMMITS_QUEUE", "the address of the queue"),
            batches_queue: env.required("CLAIMLAKE_BATCHES_QUEUE", "the address of the queue"),
            sources,
            again: env.number("CLAIMLAKE_AGAIN_SECONDS", (0, 600), 30),
            dies_at: env.optional("CLAIMLAKE_CRASH_AT"),
            ahead: env.number("CLAIMLAKE_CLOCK_AHEAD", (0, 1 << 30), 0),
        }
    }

    /// Reads them from the outputs of a stack.
    ///
    /// # Errors
    /// There is no such stack, it is not claimlake's, or CloudFormation does not answer.
    pub async fn of_stack(sdk: &SdkConfig, stack: &str) -> Result<Settings> {
        let client = aws_sdk_cloudformation::Client::new(sdk);
        let described = client.describe_stacks().stack_name(stack).send();
        let described = described.await.map_err(away)?;
        let found = described.stacks.unwrap_or_default().into_iter().next();
        let outputs: BTreeMap<String, String> = found
            .and_then(|stack| stack.outputs)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|output| Some((output.output_key?, output.output_value?)))
            .collect();
        Settings::of_outputs(stack, &outputs)
    }

    /// The same, of outputs that are known.
    ///
    /// # Errors
    /// They are not those of claimlake.
    pub fn of_outputs(stack: &str, outputs: &BTreeMap<String, String>) -> Result<Settings> {
        let source = |name: &str| {
            let (_, output) = NAMES.iter().find(|(setting, _)| *setting == name)?;
            match *output {
                "StackName" => Some(stack.to_owned()),
                // An output can't be empty.
                output => outputs.get(output).filter(|value| *value != "/").cloned(),
            }
        };
        let mut env = Environment::new(&source);
        let settings = Settings::read(&mut env);
        env.done().map_err(|complaints| Error::Stack {
            stack: stack.to_owned(),
            complaints,
        })?;
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_of_a_stack_are_its_settings() {
        let outputs = [
            ("StateTable", "state"),
            ("LandingBucket", "landing"),
            ("LandingPrefix", "/"),
            ("WarehouseBucket", "warehouse"),
            ("WarehousePrefix", "lake/"),
            ("KeyArn", "arn:aws:kms:us-east-1:1:key/1"),
            ("CommitsQueueUrl", "https://sqs/commits.fifo"),
            ("BatchesQueueUrl", "https://sqs/batches.fifo"),
            ("ApiUrl", "https://api"),
            ("SourcePrefixes", "clinic,lab"),
        ];
        let outputs = outputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut outputs = BTreeMap::from(outputs);
        let settings = Settings::of_outputs("main", &outputs).unwrap();
        assert_eq!(
            settings,
            Settings {
                stack: "main".to_owned(),
                state_table: "state".to_owned(),
                landing_bucket: "landing".to_owned(),
                landing_prefix: String::new(),
                warehouse_bucket: "warehouse".to_owned(),
                warehouse_prefix: "lake/".to_owned(),
                key: Some("arn:aws:kms:us-east-1:1:key/1".to_owned()),
                commits_queue: "https://sqs/commits.fifo".to_owned(),
                batches_queue: "https://sqs/batches.fifo".to_owned(),
                sources: ["clinic", "lab", "claimlake"].map(str::to_owned).to_vec(),
                again: 30,
                dies_at: None,
                ahead: 0,
            }
        );
        outputs.remove("StateTable");
        outputs.remove("CommitsQueueUrl");
        let error = Settings::of_outputs("main", &outputs).unwrap_err();
        let Error::Stack { stack, complaints } = error else {
            panic!("expected a stack that is none of ours, but found {error}");
        };
        assert_eq!((stack.as_str(), complaints.0.len()), ("main", 2));
    }
}
