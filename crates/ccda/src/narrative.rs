//! The narrative of a section, as far as references need it: which id has which words.
//!
//! CDA R2, 4.3.5: `originalText/reference/@value` points at an `ID` of the section's `text`.

use std::collections::HashMap;
use std::ops::Range;

/// The words of a section, and where those of an id stand among them.
#[derive(Default)]
pub(crate) struct Narrative {
    text: String,
    ids: HashMap<Box<str>, Range<usize>>,
    /// Ids of open elements, and the depth of each.
    open: Vec<(Box<str>, usize, usize)>,
    /// Text came beyond the limit.
    pub(crate) full: bool,
}

/// Parts of a line; everything else (paragraphs, cells, items) is set apart by a blank.
/// CDA R2, narrative block schema.
const INLINE: &[&str] = &["content", "sub", "sup", "linkHtml", "footnoteRef"];

impl Narrative {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ids.clear();
        self.open.clear();
        self.full = false;
    }

    /// Bytes and ids.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.text.len(), self.ids.len())
    }

    /// True if nothing but blanks was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn start(&mut self, name: &str, id: Option<&str>, depth: usize, limit: usize) {
        self.separate(name);
        let Some(id) = id else { return };
        if self.ids.len() + self.open.len() >= limit {
            self.full = true;
            return;
        }
        self.open.push((id.into(), self.text.len(), depth));
    }

    pub(crate) fn end(&mut self, name: &str, depth: usize) {
        while self.open.last().is_some_and(|last| last.2 >= depth) {
            if let Some((id, start, _)) = self.open.pop() {
                // The first of several with one id wins.
                self.ids.entry(id).or_insert(start..self.text.len());
            }
        }
        self.separate(name);
    }

    /// Adds text, with each run of blanks as one.
    pub(crate) fn push(&mut self, text: &str, limit: usize) {
        if self.text.len() + text.len() > limit {
            self.full = true;
            return;
        }
        if text.starts_with(is_blank) {
            self.blank();
            if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                return;
            }
        }
        let mut words = text.split(is_blank).filter(|word| !word.is_empty());
        if let Some(first) = words.next() {
            self.text.push_str(first);
        }
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        if text.ends_with(is_blank) {
            self.blank();
        }
    }

    /// The words of an id; `None` where there is no such id, or nothing in it.
    pub(crate) fn words(&self, id: &str) -> Option<&str> {
        let words = self.text.get(self.ids.get(id)?.clone())?.trim();
        (!words.is_empty()).then_some(words)
    }

    fn separate(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }
}

/// XML 1.0, 2.3: white space.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}
