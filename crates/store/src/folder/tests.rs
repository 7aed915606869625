//! Tests of `folder`.

use super::*;
use crate::clock::FixedClock;
use jiff::Timestamp;

fn folder(root: &Path) -> Folder {
    Folder::open(root, Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH))).unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn each_put_is_an_object_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    let folder = folder(root.path());
    let one = folder
        .put("payer", "a.835", &mut b"first".as_slice())
        .await
        .unwrap();
    let two = folder
        .put("payer", "a.835", &mut b"second".as_slice())
        .await
        .unwrap();
    assert_ne!(one.key, two.key);
    let mut text = String::new();
    folder
        .open(&one)
        .await
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    folder
        .open(&two)
        .await
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "firstsecond");
    let listed = folder.list(Timestamp::MIN).await.unwrap();
    let listed: Vec<_> = listed.into_iter().map(|landed| landed.object).collect();
    assert_eq!(listed, [one, two]);
}

#[tokio::test(flavor = "current_thread")]
async fn what_did_not_land_whole_is_not_there() {
    #[derive(Debug)]
    struct Breaks;
    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("SMITH_JOHN.835"))
        }
    }
    let root = tempfile::tempdir().unwrap();
    let folder = folder(root.path());
    let error = folder.put("payer", "a.835", &mut Breaks).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("SMITH"));
    // Nor what a killed process left behind.
    fs::write(root.path().join(INCOMING).join("left"), "half").unwrap();
    assert!(folder.list(Timestamp::MIN).await.unwrap().is_empty());
}

#[tokio::test(flavor = "current_thread")]
async fn names_stay_names_and_are_never_shown() {
    let root = tempfile::tempdir().unwrap();
    let folder = folder(root.path());
    for name in ["../../SMITH", "/etc/SMITH", "SMITH"] {
        let object = folder
            .put("payer", name, &mut b"x".as_slice())
            .await
            .unwrap();
        assert!(object.key.ends_with("/SMITH") && object.key.starts_with("payer/"));
        assert!(!format!("{object:?}").contains("SMITH"));
    }
    let object = folder
        .put("payer", "..", &mut b"x".as_slice())
        .await
        .unwrap();
    assert!(object.key.ends_with("/file"));
    for source in ["", "..", ".incoming", "a/b", "a b"] {
        assert!(
            folder.put(source, "a", &mut b"x".as_slice()).await.is_err(),
            "{source}"
        );
    }
    let outside = ObjectRef {
        source: "x".into(),
        key: "../SMITH".into(),
        version: String::new(),
    };
    let error = folder.open(&outside).await.err().unwrap();
    assert_eq!(
        error.to_string(),
        "expected to reach a landed object, but found: invalid input parameter"
    );
    let gone = ObjectRef {
        key: "payer/1/SMITH_JOHN".into(),
        ..outside
    };
    let error = folder.open(&gone).await.err().unwrap();
    assert_eq!(
        error.to_string(),
        "expected to reach a landed object, but found: entity not found"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn what_landed_says_who_landed_it_and_when() {
    let root = tempfile::tempdir().unwrap();
    let start = Timestamp::from_second(1_000).unwrap();
    let open = || Folder::open(root.path(), Arc::new(FixedClock::at(start))).unwrap();
    let holder = Holder("place:7-1:4242".to_owned());
    let held = open().held_by(holder.clone());
    let object = held.put("payer", "a", &mut b"x".as_slice()).await.unwrap();
    let lease = async |of: &ObjectRef| {
        let landed = open().list(start).await.unwrap();
        let found = landed.into_iter().find(|landed| landed.object == *of);
        found.unwrap().lease
    };
    assert_eq!(lease(&object).await, Some(Lease::new(holder, start)));
    let object = open()
        .put("payer", "a", &mut b"x".as_slice())
        .await
        .unwrap();
    assert_eq!(lease(&object).await, None);
    let later = Timestamp::from_second(1_001).unwrap();
    let landed = open().list(later).await.unwrap();
    // Who landed the second one is not known, and so not when either.
    let landed: Vec<_> = landed.into_iter().map(|landed| landed.object).collect();
    assert_eq!(landed, [object]);
}

#[cfg(unix)]
#[tokio::test(flavor = "current_thread")]
async fn what_landed_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let object = folder(root.path())
        .put("payer", "a", &mut b"x".as_slice())
        .await
        .unwrap();
    let file = root.path().join(&object.key);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);
}
