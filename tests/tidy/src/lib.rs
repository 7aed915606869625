//! What the workspace promises about its own shape: who may import whom, which licences come in, how
//! a file begins, how long it gets, what `cargo run` runs, what is built to be tested. Tests only.

#[cfg(test)]
mod commands;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod tested;

#[cfg(test)]
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

#[cfg(test)]
fn metadata() -> cargo_metadata::Metadata {
    cargo_metadata::MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .exec()
        .expect("cargo metadata runs where cargo test does")
}
