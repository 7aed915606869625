//! Protected health information as a type: what is wrapped can't be printed by accident.

use std::fmt;

/// A value that identifies a person, or may. `Debug` redacts it, and there is no `Display`:
///
/// ```
/// use domain::Phi;
/// assert_eq!(format!("{:?}", Phi("SMITH^JOHN")), "Phi(redacted)");
/// ```
///
/// ```compile_fail
/// println!("{}", domain::Phi("SMITH^JOHN"));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phi<T>(pub T);

impl<T> Phi<T> {
    /// The value itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Phi<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phi(redacted)")
    }
}
