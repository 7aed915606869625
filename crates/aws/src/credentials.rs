//! The SDK's credentials for the warehouse's bucket, so that an account is signed in to in one way.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};
use jiff::Timestamp;
use object_store::CredentialProvider;
use object_store::aws::AwsCredential;
use store::{Clock as _, SystemClock};
use tokio::sync::Mutex;

/// How long before their end credentials are asked for again.
const EARLY: Duration = Duration::from_secs(300);

/// Whatever signs the SDK in. It may ask a service each time, so that what it gave is kept while it holds.
#[derive(Debug)]
pub(crate) struct Credentials {
    given_by: SharedCredentialsProvider,
    kept: Mutex<Option<(Arc<AwsCredential>, Timestamp)>>,
}

impl Credentials {
    pub(crate) fn new(given_by: SharedCredentialsProvider) -> Credentials {
        Credentials {
            given_by,
            kept: Mutex::new(None),
        }
    }
}

#[async_trait]
impl CredentialProvider for Credentials {
    type Credential = AwsCredential;

    async fn get_credential(&self) -> object_store::Result<Arc<AwsCredential>> {
        let mut kept = self.kept.lock().await;
        let soon = SystemClock
            .now()
            .saturating_add(EARLY)
            .unwrap_or(Timestamp::MAX);
        if let Some((credential, _)) = kept.as_ref().filter(|(_, until)| *until > soon) {
            return Ok(Arc::clone(credential));
        }
        let given = self.given_by.provide_credentials().await;
        let given = given.map_err(|source| object_store::Error::Generic {
            store: "S3",
            source: source.into(),
        })?;
        let credential = Arc::new(AwsCredential {
            key_id: given.access_key_id().to_owned(),
            secret_key: given.secret_access_key().to_owned(),
            token: given.session_token().map(str::to_owned),
        });
        let until = given.expiry().and_then(|at| Timestamp::try_from(at).ok());
        *kept = until.map(|until| (Arc::clone(&credential), until));
        Ok(credential)
    }
}
