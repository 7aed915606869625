//! The words everything else is said in: money, quantities, dates, identifiers, PHI, digests.
//!
//! Nothing here knows a file format, a table or where it runs. An amount is parsed in one place:
//!
//! ```
//! use domain::Cents;
//! assert_eq!(Cents::parse(b"-12.5").unwrap(), Cents(-1250));
//! assert!(Cents::parse(b"12.345").is_err());
//! ```

pub mod date;
pub mod digest;
pub mod id;
pub mod money;
pub mod ndc;
pub mod phi;
pub mod quantity;

mod decimal;

pub use date::DateError;
pub use decimal::DecimalError;
pub use digest::Digest;
pub use money::Cents;
pub use phi::Phi;
pub use quantity::Quantity;
