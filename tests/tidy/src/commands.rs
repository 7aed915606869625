//! What the README tells a newcomer to type.

use cargo_metadata::TargetKind;

#[test]
fn cargo_run_is_the_command_line() {
    let metadata = super::metadata();
    let packages = metadata.workspace_default_packages();
    let targets = packages.iter().flat_map(|package| &package.targets);
    let programs = targets.filter(|target| target.kind.contains(&TargetKind::Bin));
    let programs: Vec<&str> = programs.map(|target| target.name.as_str()).collect();
    assert_eq!(programs, ["claimlake"]);
    let readme = std::fs::read_to_string(super::root().join("README.md")).unwrap();
    assert!(readme.contains("\ncargo run -- demo\n"));
}
