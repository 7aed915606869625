//! KPI catalogue and answers.
//!
//! A KPI is a file of SQL in `queries/` with its definition in the comment at its head ([`Kpi`]). It
//! yields exact numerators and denominators at its finest dimensions; [`answer`] adds them up to the
//! dimensions that were asked for and divides once, at the end.

mod answer;
mod catalogue;
mod error;
mod ratio;

pub use answer::{Answer, Request, Row, answer, month};
pub use catalogue::{Kpi, Unit, catalogue, find};
pub use error::{Error, Result};
