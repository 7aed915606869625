//! Which namespace a prefix stands for. Namespaces in XML 1.0; CDA R2, 1.1 and C-CDA 2.1, 1.8.

/// The namespaces that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namespace {
    /// urn:hl7-org:v3.
    Hl7,
    /// urn:hl7-org:sdtc: the extensions of C-CDA.
    Sdtc,
    /// `http://www.w3.org/2001/XMLSchema-instance`, of `xsi:type`.
    Xsi,
    /// None.
    None,
    /// Any other.
    Other,
}

impl Namespace {
    fn by_name(name: &str) -> Self {
        match name.trim() {
            "urn:hl7-org:v3" => Namespace::Hl7,
            "urn:hl7-org:sdtc" => Namespace::Sdtc,
            "http://www.w3.org/2001/XMLSchema-instance" => Namespace::Xsi,
            "" => Namespace::None,
            _ => Namespace::Other,
        }
    }
}

/// The prefixes bound at the place in hand.
pub(crate) struct Bindings {
    bound: Vec<Binding>,
    /// What no prefix stands for: most names have none.
    default: Namespace,
}

struct Binding {
    prefix: Box<str>,
    namespace: Namespace,
    /// Of the element that binds it.
    depth: usize,
}

impl Default for Bindings {
    fn default() -> Self {
        Bindings {
            bound: Vec::new(),
            default: Namespace::None,
        }
    }
}

impl Bindings {
    /// Binds a prefix (empty for the default) from an element on. False if there are too many.
    pub(crate) fn bind(&mut self, prefix: &str, name: &str, depth: usize, limit: usize) -> bool {
        if self.bound.len() >= limit {
            return false;
        }
        let namespace = Namespace::by_name(name);
        if prefix.is_empty() {
            self.default = namespace;
        }
        self.bound.push(Binding {
            prefix: prefix.into(),
            namespace,
            depth,
        });
        true
    }

    /// Forgets what elements of this depth and deeper have bound.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|last| last.depth >= depth) {
            self.bound.pop();
            let mut rest = self.bound.iter().rev();
            let outer = rest.find(|binding| binding.prefix.is_empty());
            self.default = outer.map_or(Namespace::None, |outer| outer.namespace);
        }
    }

    /// What a prefix stands for. `sdtc` and `xsi` without a binding are what everybody means by
    /// them: fragments leave the bindings to the document they are taken from.
    pub(crate) fn resolve(&self, prefix: &str) -> Namespace {
        if prefix.is_empty() {
            return self.default;
        }
        let found = self.bound.iter().rev().find(|b| &*b.prefix == prefix);
        match (found, prefix) {
            (Some(binding), _) => binding.namespace,
            (None, "sdtc") => Namespace::Sdtc,
            (None, "xsi") => Namespace::Xsi,
            (None, _) => Namespace::Other,
        }
    }
}

/// Prefix and local name.
pub(crate) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
