//! One small part of a document, gathered to be handed out whole: nodes in document order in one
//! vector, their text in another. Nothing here follows the depth of the input by recursion.

use std::ops::Range;

use crate::Namespace;
use crate::event::Damage;
use crate::source::SUBSTITUTE;

/// Elements, attributes and text of a part. Kept between parts, so that its memory is used again.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<Attribute>,
    text: String,
    open: Vec<u32>,
    /// What made it too large; nothing more is gathered then.
    pub(crate) damage: Option<Damage>,
}

/// An element, or a piece of text in one.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// The name, or the text.
    span: Span,
    /// The node behind the last one inside of this.
    pub(crate) end: u32,
    pub(crate) parent: u32,
    /// Of the first attribute; those up to the next element's are its own.
    pub(crate) attributes: u32,
    pub(crate) attribute_count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Element(Namespace),
    Text,
}

#[derive(Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) namespace: Namespace,
    name: Span,
    value: Span,
}

/// A part of the text. Four gibibytes are far beyond every limit.
#[derive(Clone, Copy, Default)]
struct Span {
    start: u32,
    end: u32,
}

/// The node of no element.
pub(crate) const NOWHERE: u32 = u32::MAX;

impl Tree {
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.attributes.clear();
        self.text.clear();
        self.open.clear();
        self.damage = None;
    }

    /// Begins an element.
    pub(crate) fn start(&mut self, namespace: Namespace, name: &str) {
        let attributes = small(self.attributes.len());
        let node = Node {
            kind: Kind::Element(namespace),
            // No name that is looked for has bytes to replace.
            span: self.add_plain(name),
            end: NOWHERE,
            parent: self.open.last().copied().unwrap_or(NOWHERE),
            attributes,
            attribute_count: 0,
        };
        self.open.push(small(self.nodes.len()));
        self.nodes.push(node);
    }

    /// Adds an attribute to the element that began last.
    pub(crate) fn attribute(&mut self, namespace: Namespace, name: &str, value: &str) {
        let (name, value) = (self.add(name), self.add(value));
        self.add_attribute(namespace, name, value);
    }

    /// The same where nothing has to be replaced.
    pub(crate) fn plain_attribute(&mut self, namespace: Namespace, name: &str, value: &str) {
        let (name, value) = (self.add_plain(name), self.add_plain(value));
        self.add_attribute(namespace, name, value);
    }

    fn add_attribute(&mut self, namespace: Namespace, name: Span, value: Span) {
        self.attributes.push(Attribute {
            namespace,
            name,
            value,
        });
        if let Some(node) = self.nodes.last_mut() {
            node.attribute_count += 1;
        }
    }

    /// Adds text to the open element; pieces without an element between them are one.
    pub(crate) fn text(&mut self, text: &str) {
        let parent = self.open.last().copied().unwrap_or(NOWHERE);
        let goes_on = self
            .nodes
            .last()
            .is_some_and(|last| last.kind == Kind::Text && last.parent == parent);
        if !goes_on && text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        let span = self.add(text);
        if goes_on {
            if let Some(last) = self.nodes.last_mut() {
                last.span.end = span.end;
            }
            return;
        }
        let end = small(self.nodes.len()) + 1;
        self.nodes.push(Node {
            kind: Kind::Text,
            span,
            end,
            parent,
            attributes: 0,
            attribute_count: 0,
        });
    }

    /// Ends the element that is open.
    pub(crate) fn end(&mut self) {
        let end = small(self.nodes.len());
        if let Some(at) = self.open.pop()
            && let Some(node) = self.get_mut(at)
        {
            node.end = end;
        }
    }

    /// How many elements are open.
    pub(crate) fn open(&self) -> usize {
        self.open.len()
    }

    /// The node behind the last one.
    pub(crate) fn end_of_nodes(&self) -> u32 {
        small(self.nodes.len())
    }

    /// One of them, from the outermost.
    pub(crate) fn open_node(&self, at: usize) -> Option<u32> {
        self.open.get(at).copied()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn count(&self) -> usize {
        self.nodes.len() + self.attributes.len()
    }

    pub(crate) fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(at).ok()?)
    }

    fn get_mut(&mut self, at: u32) -> Option<&mut Node> {
        self.nodes.get_mut(usize::try_from(at).ok()?)
    }

    /// Name of an element, or words of a text.
    pub(crate) fn text_of(&self, node: &Node) -> &str {
        self.slice(node.span)
    }

    pub(crate) fn attributes_of(&self, node: &Node) -> &[Attribute] {
        let start = usize::try_from(node.attributes).unwrap_or(usize::MAX);
        let count = usize::try_from(node.attribute_count).unwrap_or(0);
        let range: Range<usize> = start..start.saturating_add(count);
        self.attributes.get(range).unwrap_or_default()
    }

    pub(crate) fn name_of(&self, attribute: &Attribute) -> &str {
        self.slice(attribute.name)
    }

    pub(crate) fn value_of(&self, attribute: &Attribute) -> &str {
        self.slice(attribute.value)
    }

    fn slice(&self, span: Span) -> &str {
        let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        self.text.get(at(span.start)..at(span.end)).unwrap_or("")
    }

    fn add(&mut self, text: &str) -> Span {
        if memchr::memchr(SUBSTITUTE, text.as_bytes()).is_none() {
            return self.add_plain(text);
        }
        let start = small(self.text.len());
        self.text.extend(text.chars().map(|c| match c {
            '\u{1a}' => char::REPLACEMENT_CHARACTER,
            c => c,
        }));
        let end = small(self.text.len());
        Span { start, end }
    }

    fn add_plain(&mut self, text: &str) -> Span {
        let start = small(self.text.len());
        self.text.push_str(text);
        let end = small(self.text.len());
        Span { start, end }
    }
}

/// Lengths stay below the limits, which are far below four gibibytes.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NOWHERE)
}
