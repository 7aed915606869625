//! Landed objects in a versioned S3 bucket.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use bytes::{Buf as _, Bytes};
use jiff::Timestamp;
use store::{Error, Holder, Landed, Landing, Lease, ObjectRef, ReadSeek, Result};
use tokio::runtime::Handle;

/// Times that a broken connection is taken up again where it broke.
const TRIES: u32 = 4;

/// Most bytes that `put` takes in one request; what is dropped through the program is a person's file.
const PUT: u64 = 256 << 20;

/// The feed of what is dropped without one.
pub const DROP: &str = "drop";

/// A versioned bucket. A version of an object is what landed once; another one under the same key is
/// another drop.
#[derive(Debug, Clone)]
pub struct Bucket {
    client: Client,
    bucket: String,
    /// What keys of landed objects begin with; a source's name and a slash follow.
    prefix: String,
    /// The customer's key, if objects are put with one that is not the bucket's own.
    kms_key: Option<String>,
    /// The feeds that are listed; all if there is none.
    sources: Vec<String>,
}

impl Bucket {
    /// The bucket `bucket`, below `prefix` (empty, or ending in a slash).
    #[must_use]
    pub fn new(client: Client, bucket: impl Into<String>, prefix: impl Into<String>) -> Bucket {
        Bucket {
            client,
            bucket: bucket.into(),
            prefix: prefix.into(),
            kms_key: None,
            sources: vec![],
        }
    }

    /// The same, in whose listings only these feeds stand; what lies under others is not ours.
    #[must_use]
    pub fn of_sources(self, sources: &[String]) -> Bucket {
        Bucket {
            sources: sources.to_vec(),
            ..self
        }
    }

    /// The same, whose puts are encrypted with this key.
    #[must_use]
    pub fn encrypted_with(self, key: impl Into<String>) -> Bucket {
        Bucket {
            kms_key: Some(key.into()),
            ..self
        }
    }

    /// The object that a key and version of this bucket name.
    ///
    /// # Errors
    /// As for [`object`].
    pub fn object(&self, key: &str, version: &str) -> Result<ObjectRef> {
        object(&self.prefix, key, version)
    }
}

/// The object that a key and version name, with its source: the part of the key below `prefix` before the
/// first slash, and [`DROP`] where there is none.
///
/// # Errors
/// [`Error::Invalid`] where the key is not below the prefix, is a folder's, or names no source.
pub fn object(prefix: &str, key: &str, version: &str) -> Result<ObjectRef> {
    let below = key.strip_prefix(prefix);
    let source = below
        .filter(|below| !below.is_empty() && !below.ends_with('/'))
        .map(|below| below.split_once('/').map_or(DROP, |(source, _)| source));
    match source {
        Some(source) if store::is_source(source) => Ok(ObjectRef {
            source: source.to_owned(),
            key: key.to_owned(),
            version: version.to_owned(),
        }),
        _ => Err(Error::Invalid {
            expected: "a key of the landing prefix, a source and a name",
            found: format!("another of {} bytes", key.len()),
        }),
    }
}

#[async_trait]
impl Landing for Bucket {
    async fn put(
        &self,
        source: &str,
        name: &str,
        bytes: &mut (dyn Read + Send),
    ) -> Result<ObjectRef> {
        let name = name.rsplit('/').next().unwrap_or("file");
        let key = format!("{}{source}/{name}", self.prefix);
        // The source is checked before anything lands under it.
        self.object(&key, "")?;
        let mut body = Vec::new();
        let read = bytes.take(PUT + 1).read_to_end(&mut body).map_err(hide)?;
        if u64::try_from(read).is_ok_and(|read| read > PUT) {
            return Err(Error::Invalid {
                expected: "a file of at most 256 MB; larger ones go into the bucket by `aws s3 cp`",
                found: "a larger one".to_owned(),
            });
        }
        let encryption = self.kms_key.as_ref().map(|_| ServerSideEncryption::AwsKms);
        let put = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(&key)
            .set_server_side_encryption(encryption)
            .set_ssekms_key_id(self.kms_key.clone())
            .body(ByteStream::from(body));
        let version = put.send().await.map_err(refused)?.version_id;
        self.object(&key, &version.unwrap_or_default())
    }

    async fn open(&self, object: &ObjectRef) -> Result<Box<dyn ReadSeek + Send>> {
        let head = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(&object.key)
            .set_version_id(version(object));
        let size = head.send().await.map_err(refused)?.content_length;
        Ok(Box::new(Object {
            client: self.client.clone(),
            bucket: self.bucket.clone(),
            object: object.clone(),
            size: size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0),
            at: 0,
            held: Bytes::new(),
            coming: None,
            runtime: Handle::current(),
        }))
    }

    async fn list(&self, since: Timestamp) -> Result<Vec<Landed>> {
        let mut landed = vec![];
        let (mut key, mut id) = (None, None);
        loop {
            let page = self
                .client
                .list_object_versions()
                .bucket(&self.bucket)
                .prefix(&self.prefix)
                .set_key_marker(key.take())
                .set_version_id_marker(id.take())
                .send()
                .await
                .map_err(refused)?;
            for found in page.versions.unwrap_or_default() {
                let at = found.last_modified.map(|at| at.as_nanos());
                let at = at.and_then(|nanos| Timestamp::from_nanosecond(nanos).ok());
                let at = at.unwrap_or(Timestamp::MAX);
                let (key, version) = (found.key.unwrap_or_default(), found.version_id);
                // What else lies in a customer's bucket is not ours.
                let object = self.object(&key, &version.unwrap_or_default());
                let ours =
                    |of: &ObjectRef| self.sources.is_empty() || self.sources.contains(&of.source);
                if let (true, Some(object)) = (at >= since, object.ok().filter(ours)) {
                    // S3 says so itself, in seconds; after that somebody else may.
                    let lease = Some(Lease::new(Holder("event".to_owned()), at));
                    landed.push(Landed { object, lease });
                }
            }
            (key, id) = (page.next_key_marker, page.next_version_id_marker);
            if !page.is_truncated.unwrap_or(false) || key.is_none() {
                break;
            }
        }
        landed.sort_by(|a, b| a.object.cmp(&b.object));
        Ok(landed)
    }
}

/// An object that is read as it comes; a step to another place asks for it anew from there. Reading blocks:
/// it belongs on a thread that may.
struct Object {
    client: Client,
    bucket: String,
    object: ObjectRef,
    size: u64,
    /// Where the next byte is read.
    at: u64,
    /// What came from there on and was not read.
    held: Bytes,
    /// What comes behind that.
    coming: Option<ByteStream>,
    runtime: Handle,
}

impl Object {
    /// Asks for everything from where it stands. What came of it already is given beside the rest.
    async fn ask(&self) -> io::Result<(Bytes, ByteStream)> {
        let asked = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(&self.object.key)
            .set_version_id(version(&self.object))
            .set_range((self.at > 0).then(|| format!("bytes={}-", self.at)));
        let answer = asked.send().await.map_err(|error| kind(&error))?;
        let mut body = answer.body;
        if self.at == 0 || answer.content_range.is_some() {
            return Ok((Bytes::new(), body));
        }
        // A store may ignore the range: what was asked for is in there.
        let mut skip = usize::try_from(self.at).map_err(io::Error::other)?;
        loop {
            let mut piece = next(&mut body).await?;
            if piece.len() >= skip {
                return Ok((piece.split_off(skip), body));
            }
            skip -= piece.len();
        }
    }

    /// Holds what comes next.
    async fn hold(&mut self) -> io::Result<()> {
        let mut body = match self.coming.take() {
            Some(body) => body,
            None => {
                let (held, body) = self.ask().await?;
                self.held = held;
                body
            }
        };
        while self.held.is_empty() {
            self.held = next(&mut body).await?;
        }
        self.coming = Some(body);
        Ok(())
    }

    /// The same, and once more where the connection broke.
    fn fill(&mut self) -> io::Result<()> {
        let runtime = self.runtime.clone();
        let mut tried = 1;
        loop {
            match runtime.block_on(self.hold()) {
                Err(error) if tried < TRIES && error.kind() == io::ErrorKind::ConnectionReset => {
                    tried += 1;
                }
                held => return held,
            }
        }
    }
}

/// The next piece of a body that must go on.
async fn next(body: &mut ByteStream) -> io::Result<Bytes> {
    match body.next().await {
        Some(Ok(piece)) => Ok(piece),
        Some(Err(_)) | None => Err(io::ErrorKind::ConnectionReset.into()),
    }
}

impl Read for Object {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || into.is_empty() {
            return Ok(0);
        }
        if self.held.is_empty() {
            self.fill()?;
        }
        let read = self.held.as_ref().read(into)?;
        self.held.advance(read);
        self.at += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

impl Seek for Object {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let target = target.ok_or(io::ErrorKind::InvalidInput)?;
        let ahead = target.checked_sub(self.at);
        let ahead = ahead.and_then(|by| usize::try_from(by).ok());
        match ahead.filter(|by| *by <= self.held.len()) {
            Some(by) => self.held.advance(by),
            None => (self.held, self.coming) = (Bytes::new(), None),
        }
        self.at = target;
        Ok(self.at)
    }
}

/// The key is content.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("size", &self.size)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

fn version(object: &ObjectRef) -> Option<String> {
    (!object.version.is_empty()).then(|| object.version.clone())
}

/// S3 repeats the key in its messages, and the key is content: only what kind of refusal it was goes on.
fn refused<E: ProvideErrorMetadata, R>(error: SdkError<E, R>) -> Error {
    hide(kind(&error))
}

fn kind<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> io::Error {
    let kind = match error.code() {
        Some("NoSuchKey" | "NoSuchVersion" | "NoSuchBucket" | "NotFound") => {
            io::ErrorKind::NotFound
        }
        Some("AccessDenied" | "Forbidden") => io::ErrorKind::PermissionDenied,
        Some("SlowDown" | "ServiceUnavailable" | "InternalError") => io::ErrorKind::ResourceBusy,
        Some(_) => io::ErrorKind::Other,
        None => io::ErrorKind::TimedOut,
    };
    kind.into()
}

fn hide(error: io::Error) -> Error {
    Error::Landing(error.kind())
}
