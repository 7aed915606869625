//! What can go wrong.

use thiserror::Error;

/// An error of the catalogue or of an answer.
#[derive(Debug, Error)]
pub enum Error {
    /// What was asked for can't be answered; the words say why.
    #[error("{0}")]
    Request(String),
    /// A file of the catalogue does not say what it must.
    #[error("{file}: {what}")]
    Catalogue {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// The tables did not answer.
    #[error(transparent)]
    Lake(#[from] lake::Error),
    /// A query yielded what its definition does not promise.
    #[error("{kpi}: {what}")]
    Broken {
        /// The KPI.
        kpi: String,
        /// What is wrong with its rows.
        what: String,
    },
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
