//! Tests of `home`.

use super::*;

#[test]
fn a_new_home_is_private_and_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("deep").join("home");
    let home = Home::open(&root).unwrap();
    assert_eq!(fs::read_to_string(root.join(".gitignore")).unwrap(), "*\n");
    assert_eq!(
        fs::read_to_string(root.join("format")).unwrap(),
        format!("{FORMAT}\n")
    );
    assert!(home.landing().is_dir() && home.warehouse().is_dir());
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&root).unwrap());
        assert_eq!(mode & 0o777, 0o700);
    }
    Home::open(&root).unwrap();
}

#[cfg(unix)]
#[test]
fn an_empty_folder_that_becomes_a_home_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("home");
    fs::create_dir(&root).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(!Home::is_at(&root));
    let home = Home::open(&root).unwrap();
    assert!(Home::is_at(&root));
    assert_eq!(mode(&root), 0o700);
    for folder in [home.landing(), home.warehouse(), home.spill()] {
        assert_eq!(mode(&folder), 0o700);
    }
    // Whoever opens a home to a group means it; what is in it stays closed.
    fs::set_permissions(&root, fs::Permissions::from_mode(0o750)).unwrap();
    let home = Home::open(&root).unwrap();
    assert_eq!(mode(&root), 0o750);
    crate::Sqlite::open(&home.state()).unwrap();
    assert_eq!(mode(&home.state()), 0o600);
}

#[test]
fn a_newer_home_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("home");
    open(&root, 7, &[]).unwrap();
    let error = open(&root, 6, &[]).unwrap_err().to_string();
    assert_eq!(
        error,
        "expected a home of format 6 or older, but found format 7: use a newer claimlake"
    );
}

#[test]
fn an_older_home_is_brought_up_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("home");
    open(&root, 1, &[]).unwrap();
    let steps: [Step; 2] = [
        |root| fs::write(root.join("one"), "1"),
        |root| fs::copy(root.join("one"), root.join("two")).map(drop),
    ];
    open(&root, 3, &steps).unwrap();
    assert_eq!(fs::read_to_string(root.join("two")).unwrap(), "1");
    assert_eq!(fs::read_to_string(root.join("format")).unwrap(), "3\n");
}

#[test]
fn a_folder_of_other_files_is_no_home() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "precious").unwrap();
    let error = Home::open(folder.path()).unwrap_err().to_string();
    assert_eq!(
        error,
        "expected a home or an empty folder, but found a folder with other files"
    );
    assert!(!folder.path().join(".gitignore").exists());
}

#[test]
fn a_format_that_is_no_number_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("home");
    Home::open(&root).unwrap();
    fs::write(root.join("format"), "new").unwrap();
    assert!(matches!(Home::open(&root), Err(Error::Damaged(_))));
}
