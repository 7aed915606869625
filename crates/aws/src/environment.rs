//! What a function is told by its environment, read at once: whoever deploys hears of every mistake in one
//! go.

use std::fmt;

/// Where settings come from: a name to its value.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Settings being read; what is wrong with them is gathered.
pub struct Environment<'a> {
    source: Source<'a>,
    complaints: Vec<String>,
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("complaints", &self.complaints)
            .finish_non_exhaustive()
    }
}

/// Everything that is wrong with the settings, in the order in which they were read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct Complaints(pub Vec<String>);

impl<'a> Environment<'a> {
    /// Settings from `source`.
    #[must_use]
    pub fn new(source: Source<'a>) -> Environment<'a> {
        let complaints = vec![];
        Environment { source, complaints }
    }

    /// A setting that must be there. `what` says what it is.
    pub fn required(&mut self, name: &str, what: &str) -> String {
        let found = self.optional(name);
        if found.is_none() {
            self.complain(format!("{name}: expected {what}, but found nothing"));
        }
        found.unwrap_or_default()
    }

    /// A setting that may be left out. One that is empty is left out.
    pub fn optional(&mut self, name: &str) -> Option<String> {
        (self.source)(name).filter(|value| !value.is_empty())
    }

    /// What names in a bucket begin with: nothing, or a path that ends in a slash.
    pub fn prefix(&mut self, name: &str) -> String {
        let prefix = self.optional(name).unwrap_or_default();
        let fits = |part: &str| !part.is_empty() && part != "." && part != "..";
        let below = prefix.strip_suffix('/');
        if !prefix.is_empty() && !below.is_some_and(|below| below.split('/').all(fits)) {
            let what = "nothing, or a path that ends in a slash and begins with none";
            self.complain(format!("{name}: expected {what}, but found another"));
        }
        prefix
    }

    /// A whole number between two bounds; `usual` where it is left out.
    pub fn number(&mut self, name: &str, bounds: (u64, u64), usual: u64) -> u64 {
        let (least, most) = bounds;
        let Some(text) = self.optional(name) else {
            return usual;
        };
        match text.parse() {
            Ok(number) if (least..=most).contains(&number) => number,
            _ => {
                let what = format!("a number from {least} to {most}");
                self.complain(format!("{name}: expected {what}, but found another"));
                usual
            }
        }
    }

    /// Notes a complaint of the caller's own.
    pub fn complain(&mut self, complaint: String) {
        self.complaints.push(complaint);
    }

    /// Whether all that was read is right.
    ///
    /// # Errors
    /// Every complaint.
    pub fn done(self) -> Result<(), Complaints> {
        match self.complaints.is_empty() {
            true => Ok(()),
            false => Err(Complaints(self.complaints)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_at_once() {
        let source = |name: &str| match name {
            "GIVEN" => Some("x".to_owned()),
            "EMPTY" => Some(String::new()),
            "BELOW" => Some("lake/raw/".to_owned()),
            "ABOVE" => Some("../SMITH/".to_owned()),
            "OPEN" => Some("lake".to_owned()),
            "MANY" => Some("12".to_owned()),
            "WORDS" => Some("SMITH".to_owned()),
            _ => None,
        };
        let mut settings = Environment::new(&source);
        assert_eq!(settings.required("GIVEN", "a name"), "x");
        assert_eq!(settings.prefix("BELOW"), "lake/raw/");
        assert_eq!(settings.prefix("EMPTY"), "");
        assert_eq!(settings.number("MANY", (1, 20), 3), 12);
        assert_eq!(settings.number("NONE", (1, 20), 3), 3);
        settings.required("EMPTY", "a table");
        settings.prefix("ABOVE");
        settings.prefix("OPEN");
        settings.number("MANY", (1, 10), 3);
        settings.number("WORDS", (1, 10), 3);
        let complaints = settings.done().unwrap_err();
        let path = "nothing, or a path that ends in a slash and begins with none";
        assert_eq!(
            complaints.0,
            [
                "EMPTY: expected a table, but found nothing".to_owned(),
                format!("ABOVE: expected {path}, but found another"),
                format!("OPEN: expected {path}, but found another"),
                "MANY: expected a number from 1 to 10, but found another".to_owned(),
                "WORDS: expected a number from 1 to 10, but found another".to_owned(),
            ]
        );
        assert!(!complaints.to_string().contains("SMITH"));
    }
}
