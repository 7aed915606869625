//! The datatypes that resources are made of. Texts are borrowed where they need no unescaping; what
//! a datatype shows of itself in `Debug` is that it is there, never what it says.

mod address;
mod attachment;
mod codeable_concept;
mod codeable_reference;
mod coding;
mod contact_point;
mod contained;
mod date_time;
mod decimal;
mod dosage;
mod extension;
mod flag;
mod human_name;
mod identifier;
mod list;
mod meta;
mod money;
mod period;
mod quantity;
mod ratio;
mod raw;
mod reference;
mod text;
mod text_or;

pub use address::Address;
pub use attachment::Attachment;
pub use codeable_concept::CodeableConcept;
pub use codeable_reference::CodeableReference;
pub use coding::Coding;
pub use contact_point::ContactPoint;
pub use contained::Contained;
pub use date_time::{DateTimeError, DateTimeParts, FhirDateTime, Precision};
pub use decimal::{Decimal, Decimals};
pub use dosage::{Dosage, DoseAndRate};
pub use extension::{Extension, Extensions};
pub use flag::Flag;
pub use human_name::HumanName;
pub use identifier::Identifier;
pub use list::List;
pub use meta::Meta;
pub use money::Money;
pub use period::Period;
pub use quantity::Quantity;
pub use ratio::Ratio;
pub use raw::Raw;
pub use reference::Reference;
pub use text::Text;

#[cfg(test)]
mod tests;
