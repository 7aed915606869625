//! The SDK's credentials for the warehouse's bucket, so that an account is signed in to in one way.

use std::sync::Arc;

use async_trait::async_trait;
use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};
use object_store::CredentialProvider;
use object_store::aws::AwsCredential;

/// Whatever signs the SDK in.
#[derive(Debug)]
pub(crate) struct Credentials(pub(crate) SharedCredentialsProvider);

#[async_trait]
impl CredentialProvider for Credentials {
    type Credential = AwsCredential;

    async fn get_credential(&self) -> object_store::Result<Arc<AwsCredential>> {
        let given = self.0.provide_credentials().await;
        let given = given.map_err(|source| object_store::Error::Generic {
            store: "S3",
            source: source.into(),
        })?;
        Ok(Arc::new(AwsCredential {
            key_id: given.access_key_id().to_owned(),
            secret_key: given.secret_access_key().to_owned(),
            token: given.session_token().map(str::to_owned),
        }))
    }
}
