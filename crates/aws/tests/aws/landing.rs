//! Landed objects in S3.

use std::io::{Read as _, Seek as _, SeekFrom};

use aws::Bucket;
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use jiff::Timestamp;
use store::{Landing as _, ObjectRef};

use crate::emulator::Emulator;

async fn bucket(emulator: &Emulator) -> (Client, Bucket) {
    let client = Client::new(&emulator.config().await);
    client
        .create_bucket()
        .bucket("landing")
        .send()
        .await
        .unwrap();
    let versions = VersioningConfiguration::builder()
        .status(BucketVersioningStatus::Enabled)
        .build();
    client
        .put_bucket_versioning()
        .bucket("landing")
        .versioning_configuration(versions)
        .send()
        .await
        .unwrap();
    (client.clone(), Bucket::new(client, "landing", "in/"))
}

async fn read(bucket: &Bucket, object: &ObjectRef) -> std::io::Result<Vec<u8>> {
    let mut opened = bucket.open(object).await.map_err(std::io::Error::other)?;
    tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        opened.read_to_end(&mut bytes).map(|_| bytes)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn each_drop_is_a_version_that_stays() {
    let Some(emulator) = Emulator::start() else {
        return;
    };
    let (_, bucket) = bucket(&emulator).await;
    let name = "SMITH JOHN + ü%=.835";
    let first = bucket
        .put("clinic", name, &mut &b"first"[..])
        .await
        .unwrap();
    let second = bucket
        .put("clinic", name, &mut &b"second"[..])
        .await
        .unwrap();
    assert_eq!(first.source, "clinic");
    assert_eq!(first.key, second.key);
    assert_ne!(first.version, second.version);
    assert_eq!(read(&bucket, &first).await.unwrap(), b"first");
    assert_eq!(read(&bucket, &second).await.unwrap(), b"second");
    let mut both = vec![first.clone(), second];
    both.sort();
    let listed = bucket.list(Timestamp::MIN).await.unwrap();
    let now = listed
        .iter()
        .map(|landed| landed.lease.clone().unwrap().until);
    let now = now.max().unwrap();
    let objects: Vec<_> = listed.into_iter().map(|landed| landed.object).collect();
    assert_eq!(objects, both);
    assert!(
        bucket.list(now).await.unwrap().is_empty(),
        "what landed before"
    );

    // A name with folders stays a name, and a source is no path.
    let plain = bucket
        .put("clinic", "a/b/c.835", &mut &b""[..])
        .await
        .unwrap();
    assert_eq!(plain.key, "in/clinic/c.835");
    assert_eq!(read(&bucket, &plain).await.unwrap(), b"");
    assert!(bucket.put("../other", "x", &mut &b""[..]).await.is_err());
    assert!(bucket.object("elsewhere/clinic/x", "").is_err());
    assert!(bucket.object("in/clinic/", "").is_err(), "a folder");
    assert!(bucket.object("in/no source/x", "").is_err());
    assert_eq!(bucket.object("in/x.835", "").unwrap().source, aws::DROP);
}

#[tokio::test]
async fn what_is_large_is_read_to_its_end_and_here_and_there() {
    let Some(emulator) = Emulator::start() else {
        return;
    };
    let (_, bucket) = bucket(&emulator).await;
    let bytes: Vec<u8> = (0..20_000_000_u32).map(|n| (n % 251) as u8).collect();
    let object = bucket
        .put("clinic", "large.835", &mut &bytes[..])
        .await
        .unwrap();
    assert!(
        read(&bucket, &object).await.unwrap() == bytes,
        "read to its end"
    );

    let mut opened = bucket.open(&object).await.unwrap();
    tokio::task::spawn_blocking(move || {
        let mut four = [0; 4];
        for at in [0_usize, 19_999_990, 3, 9_000_000, 9_000_100, 9_000_002] {
            let start = u64::try_from(at).unwrap();
            assert_eq!(opened.seek(SeekFrom::Start(start)).unwrap(), start);
            opened.read_exact(&mut four).unwrap();
            assert_eq!(&four[..], &bytes[at..at + 4], "at {at}");
        }
        assert_eq!(opened.seek(SeekFrom::End(-2)).unwrap(), 19_999_998);
        assert_eq!(opened.read(&mut four).unwrap(), 2);
        assert_eq!(opened.read(&mut four).unwrap(), 0);
        assert!(opened.seek(SeekFrom::Current(-30_000_000)).is_err());
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_is_gone_says_so_and_not_what_it_was_called() {
    let Some(emulator) = Emulator::start() else {
        return;
    };
    let (client, bucket) = bucket(&emulator).await;
    let object = bucket
        .put("clinic", "SMITH.835", &mut &b"x"[..])
        .await
        .unwrap();
    let delete = client.delete_object().bucket("landing").key(&object.key);
    delete.version_id(&object.version).send().await.unwrap();
    let error = bucket.open(&object).await.err().unwrap();
    let told = format!("{error} {error:?} {object:?}");
    assert!(error.is_retryable() && told.contains("not found"), "{told}");
    assert!(!told.contains("SMITH"), "{told}");
}
