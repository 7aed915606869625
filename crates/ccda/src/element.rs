//! A view of one element: its name, attributes, text and children.

use std::fmt;

use crate::Namespace;
use crate::datatype::Ii;
use crate::datatype::NullFlavor;
use crate::names::{element_name, template_name};
use crate::narrative::Narrative;
use crate::tree::{Kind, NOWHERE, Node, Tree};

/// An element, borrowed from the reader.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    tree: &'a Tree,
    narrative: Option<&'a Narrative>,
    at: u32,
}

impl<'a> Element<'a> {
    /// The root of a tree, if there is one.
    pub(crate) fn root(tree: &'a Tree, narrative: Option<&'a Narrative>) -> Option<Self> {
        let root = Element {
            tree,
            narrative,
            at: 0,
        };
        root.node().map(|_| root)
    }

    /// One element of a tree.
    pub(crate) fn at(tree: &'a Tree, at: u32) -> Option<Self> {
        let element = Element {
            tree,
            narrative: None,
            at,
        };
        element.node().map(|_| element)
    }

    fn node(&self) -> Option<&'a Node> {
        self.tree.node(self.at)
    }

    /// The name without its prefix.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.node().map_or("", |node| self.tree.text_of(node))
    }

    /// The namespace of the name.
    #[must_use]
    pub fn namespace(&self) -> Namespace {
        match self.node().map(|node| node.kind) {
            Some(Kind::Element(namespace)) => namespace,
            _ => Namespace::None,
        }
    }

    /// An attribute without a prefix. `None` if there is none, which is not the same as an empty one.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attribute_in(Namespace::None, name)
    }

    /// All attributes but those that bind namespaces: namespace, name without its prefix, value.
    pub fn attributes(&self) -> impl Iterator<Item = (Namespace, &'a str, &'a str)> + use<'a> {
        let tree = self.tree;
        let all = self.node().map(|node| tree.attributes_of(node));
        all.unwrap_or_default()
            .iter()
            .map(|one| (one.namespace, tree.name_of(one), tree.value_of(one)))
    }

    /// `@nullFlavor`: why there is no value.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.attribute("nullFlavor").and_then(NullFlavor::new)
    }

    /// `@xsi:type` without its prefix.
    #[must_use]
    pub fn xsi_type(&self) -> Option<&'a str> {
        let name = self.attribute_in(Namespace::Xsi, "type")?;
        Some(name.rsplit(':').next().unwrap_or(name).trim())
    }

    fn attribute_in(&self, namespace: Namespace, name: &str) -> Option<&'a str> {
        let mut all = self.tree.attributes_of(self.node()?).iter();
        let found = all.find(|a| a.namespace == namespace && self.tree.name_of(a) == name)?;
        Some(self.tree.value_of(found))
    }

    /// All elements directly inside, of any namespace.
    pub fn elements(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let element = *self;
        element
            .nodes()
            .filter(|(_, node)| matches!(node.kind, Kind::Element(_)))
            .map(move |(at, _)| Element { at, ..element })
    }

    /// The elements of urn:hl7-org:v3 with a name, directly inside.
    pub fn children<'n>(&self, name: &'n str) -> impl Iterator<Item = Element<'a>> + use<'a, 'n> {
        self.elements()
            .filter(move |child| child.is(Namespace::Hl7, name))
    }

    /// The first of them.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<Element<'a>> {
        self.children(name).next()
    }

    /// The first element of urn:hl7-org:sdtc with a name, directly inside.
    #[must_use]
    pub fn sdtc(&self, name: &str) -> Option<Element<'a>> {
        self.elements()
            .find(|child| child.is(Namespace::Sdtc, name))
    }

    /// The first element at the end of a path, each step by the first of its name.
    #[must_use]
    pub fn descend(&self, path: &[&str]) -> Option<Element<'a>> {
        path.iter()
            .try_fold(*self, |element, name| element.child(name))
    }

    /// All elements inside, however deep, in document order.
    pub fn descendants(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let element = *self;
        // Of an element that is still open the end is not known.
        let end = self
            .node()
            .map_or(0, |node| node.end.min(self.tree.end_of_nodes()));
        (self.at.saturating_add(1)..end)
            .map(move |at| Element { at, ..element })
            .filter(|inner| {
                inner
                    .node()
                    .is_some_and(|node| matches!(node.kind, Kind::Element(_)))
            })
    }

    /// True for an element of this namespace and name.
    #[must_use]
    pub fn is(&self, namespace: Namespace, name: &str) -> bool {
        self.namespace() == namespace && self.name() == name
    }

    /// The first text directly inside that is not blank, without blanks around it; empty if there
    /// is none.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.texts().next().unwrap_or("")
    }

    /// The texts directly inside, between elements.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let tree = self.tree;
        self.nodes()
            .filter(|(_, node)| node.kind == Kind::Text)
            .map(move |(_, node)| tree.text_of(node).trim())
    }

    /// Templates the element says it follows.
    pub fn template_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.children("templateId").map(Ii::new)
    }

    /// True if it says that it follows a template, of whatever version.
    #[must_use]
    pub fn follows(&self, root: &str) -> bool {
        self.children("templateId")
            .any(|id| id.attribute("root").is_some_and(|r| r.trim() == root))
    }

    /// The words that a reference of this section's entries points at (`#id`).
    #[must_use]
    pub fn referenced(&self, value: &str) -> Option<&'a str> {
        self.narrative?.words(value.trim().strip_prefix('#')?)
    }

    /// Names from the root of the part down to here: of elements of the standard and, in brackets,
    /// of their templates. Never content.
    #[must_use]
    pub fn path(&self) -> String {
        let mut steps = Vec::new();
        let mut at = self.at;
        while let Some(node) = self.tree.node(at) {
            steps.push(Element { at, ..*self });
            if node.parent == NOWHERE {
                break;
            }
            at = node.parent;
        }
        let mut path = String::new();
        for step in steps.iter().rev() {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(element_name(step.name()));
            let known = |id: Ii<'_>| id.root().and_then(template_name);
            if let Some(template) = step.template_ids().find_map(known) {
                path.push('[');
                path.push_str(template);
                path.push(']');
            }
        }
        path
    }

    /// The nodes directly inside.
    fn nodes(&self) -> impl Iterator<Item = (u32, &'a Node)> + use<'a> {
        let tree = self.tree;
        let end = self.node().map_or(0, |node| node.end.min(NOWHERE - 1));
        let mut next = self.at.saturating_add(1);
        std::iter::from_fn(move || {
            let at = next;
            let node = tree.node(at).filter(|_| at < end)?;
            next = node.end.max(at + 1);
            Some((at, node))
        })
    }
}

/// Content is not shown.
impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Element").field(&self.path()).finish()
    }
}
