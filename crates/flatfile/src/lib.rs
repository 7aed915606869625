//! Syntax of delimited exports, and their contracts.
//!
//! A contract is data: columns by name, what each may hold, which must be filled, which of them make two rows
//! the same one. The header of a file
//! finds them in any order and case; other columns are ignored. A row that breaks the contract is a
//! value with line, column and what was expected, and reading goes on.
//!
//! ```
//! use flatfile::{Column, Contract, Kind, Limits, Rule};
//!
//! const PETS: Contract = Contract {
//!     name: "pets",
//!     row: "One animal.",
//!     table: "pet",
//!     columns: &[
//!         Column::must("name", Kind::Text, "What it hears to.", "Tom"),
//!         Column::may("born", Kind::Date, "The day it was born.", "2020-02-29"),
//!         Column::may("died", Kind::Date, "The day it died.", ""),
//!     ],
//!     key: &["name"],
//!     rules: &[Rule::Later("born", "died")],
//! };
//! let file = "Born;Name;Colour\n2020-02-29;Tom;grey\n2021-02-29;Ann;red\n".as_bytes();
//! assert!(PETS.is_header(file));
//! let mut rows = PETS.read(file, Limits::default())?;
//! let row = rows.next_row()?.expect("there are two");
//! assert_eq!(row.value("name"), Some("Tom"));
//! assert_eq!(row.value("born"), Some("2020-02-29"));
//! let row = rows.next_row()?.expect("there are two");
//! assert_eq!(
//!     row.check().unwrap_err().to_string(),
//!     "line 3, column born: expected a date CCYY-MM-DD, but found one that does not exist"
//! );
//! # Ok::<(), flatfile::Error>(())
//! ```

mod contract;
mod error;
mod header;
mod record;
mod rows;

pub use contract::{Column, Contract, Kind, Rule};
pub use error::{Error, RowError, RowProblem};
pub use rows::{Limits, Row, Rows};

#[cfg(test)]
mod tests;
