//! An account: every port filled with its adapter.

use std::sync::Arc;

use aws_config::{BehaviorVersion, SdkConfig};
use jiff::{SignedDuration, Timestamp};
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use pipeline::{Bounds, Context, DiesAt, Faults, Formats, Limits, StoredParts, TableLog};
use store::{Clock, Holders, SystemClock, WakeUps};
use tokio::runtime::Handle;

use crate::credentials::Credentials;
use crate::dynamo::Dynamo;
use crate::error::{Error, Result};
use crate::instance::Instance;
use crate::landing::Bucket;
use crate::queues::Queues;
use crate::settings::Settings;

/// The folder of the tables in the warehouse.
const TABLES: &str = "tables";

/// A stack in an account, reached.
#[derive(Debug)]
pub struct Account {
    sdk: SdkConfig,
    settings: Settings,
    warehouse: Arc<dyn ObjectStore>,
    holder: Instance,
}

/// The machine's clock, so many seconds ahead: none but in tests, which can't wait for a lease to end.
#[derive(Debug)]
struct Ahead(u64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        let by = SignedDuration::from_secs(i64::try_from(self.0).unwrap_or(0));
        SystemClock
            .now()
            .saturating_add(by)
            .unwrap_or(Timestamp::MAX)
    }
}

/// Region, credentials and endpoint, as every tool of AWS finds them.
pub async fn sdk() -> SdkConfig {
    aws_config::load_defaults(BehaviorVersion::latest()).await
}

impl Account {
    /// The stack of these settings. `place` names this process in leases.
    ///
    /// # Errors
    /// No region, no credentials, or a bucket that can't be named.
    pub fn new(sdk: SdkConfig, settings: Settings, place: &str) -> Result<Account> {
        let region = sdk.region().ok_or(Error::Missing("a region"))?;
        let credentials = sdk.credentials_provider();
        let credentials = credentials.ok_or(Error::Missing("credentials"))?;
        let mut bucket = AmazonS3Builder::new()
            .with_bucket_name(&settings.warehouse_bucket)
            .with_region(region.as_ref())
            .with_credentials(Arc::new(Credentials::new(credentials)));
        if let Some(endpoint) = sdk.endpoint_url() {
            bucket = bucket
                .with_endpoint(endpoint)
                .with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some(key) = &settings.key {
            bucket = bucket.with_sse_kms_encryption(key).with_bucket_key(true);
        }
        Ok(Account {
            warehouse: Arc::new(bucket.build()?),
            sdk,
            settings,
            holder: Instance::new(place),
        })
    }

    /// What it was reached by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The bucket of the warehouse, from its root on.
    #[must_use]
    pub fn warehouse(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.warehouse)
    }

    /// Where the tables are, as other engines name it.
    #[must_use]
    pub fn tables(&self) -> String {
        let Settings {
            warehouse_bucket: bucket,
            warehouse_prefix: prefix,
            ..
        } = &self.settings;
        format!("s3://{bucket}/{prefix}{TABLES}/")
    }

    /// Objects that landed.
    #[must_use]
    pub fn landing(&self) -> Bucket {
        let Settings {
            landing_bucket,
            landing_prefix,
            ..
        } = &self.settings;
        let client = aws_sdk_s3::Client::new(&self.sdk);
        let bucket = Bucket::new(client, landing_bucket, landing_prefix);
        let bucket = bucket.of_sources(&self.settings.sources);
        match &self.settings.key {
            Some(key) => bucket.encrypted_with(key),
            None => bucket,
        }
    }

    /// Wakes the other functions.
    #[must_use]
    pub fn wake_ups(&self) -> Arc<dyn WakeUps> {
        let Settings {
            commits_queue,
            batches_queue,
            ..
        } = &self.settings;
        Arc::new(Queues::new(self.queues(), commits_queue, batches_queue))
    }

    pub(crate) fn queues(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.sdk)
    }

    fn faults(&self) -> Option<Arc<dyn Faults>> {
        let point = self.settings.dies_at.clone()?;
        Some(Arc::new(DiesAt(point)))
    }

    /// What flows are given. Must be asked on a runtime, which parts are then written on.
    pub fn context(&self, tables: Arc<dyn TableLog>) -> Context {
        let holders: Arc<dyn Holders> = Arc::new(self.holder.clone());
        let dynamo = aws_sdk_dynamodb::Client::new(&self.sdk);
        let prefix = Path::from(self.settings.warehouse_prefix.as_str());
        let below = Path::from(format!("{}{TABLES}", self.settings.warehouse_prefix));
        Context {
            state: Arc::new(Dynamo::new(dynamo, &self.settings.state_table, &*holders)),
            landing: Arc::new(self.landing()),
            warehouse: Arc::new(PrefixStore::new(self.warehouse(), prefix)),
            parts: Arc::new(StoredParts::new(self.warehouse(), below, Handle::current())),
            tables,
            clock: Arc::new(Ahead(self.settings.ahead)),
            holders,
            converter: Arc::new(Formats),
            limits: Limits::default(),
            bounds: Bounds::default(),
            faults: self.faults(),
        }
    }
}
