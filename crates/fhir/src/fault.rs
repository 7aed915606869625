//! Why a resource can't be read as what it says it is: by place and kind, never by content.

use std::fmt;

/// What is wrong with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// OperationOutcome.issue.code (FHIR R4, value set issue-type).
    pub code: &'static str,
    /// The resource type.
    pub kind: &'static str,
    /// Line in the resource's own text, from 1.
    pub line: usize,
    /// Column in that line, in bytes, from 1.
    pub column: usize,
    /// Offset in the resource's own text; in JSON, also of what was XML.
    pub byte: usize,
}

impl Fault {
    /// What the parser says may repeat the content, so only its kind and place are kept.
    pub(crate) fn new(kind: &'static str, text: &str, error: &serde_json::Error) -> Self {
        let code = match error.classify() {
            serde_json::error::Category::Data => "value",
            serde_json::error::Category::Io
            | serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof => "structure",
        };
        let (line, column) = (error.line(), error.column());
        let before = text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len);
        let byte = before.sum::<usize>() + column.saturating_sub(1);
        Fault {
            code,
            kind,
            line,
            column,
            byte,
        }
    }

    /// What was expected there.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self.code {
            "value" => "a value of the element's type",
            _ => "well-formed JSON",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, line {}, column {}: expected {}, but found something else",
            self.kind,
            self.line,
            self.column,
            self.expected()
        )
    }
}

impl std::error::Error for Fault {}
