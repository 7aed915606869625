//! A resource of XML as the JSON that it would be (FHIR R4, json.html): attributes become values,
//! elements that repeat become arrays. Numbers and booleans stay texts, a list of one is no list:
//! which element is which only a schema knows, so the typed resources read both.

use std::ops::Range;

/// The attributes that FHIR uses.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) value: Option<String>,
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
}

/// Writes one resource after the other, and what stands beside it.
#[derive(Default)]
pub(super) struct Rewrite {
    out: Vec<u8>,
    open: Vec<Element>,
    /// Of the resource in hand.
    start: usize,
    kind: Range<usize>,
    id: Option<Range<usize>>,
}

/// Where a resource and its parts stand.
pub(super) struct Found {
    pub(super) resource: Range<usize>,
    pub(super) kind: Range<usize>,
    pub(super) id: Option<Range<usize>>,
}

/// An element that has begun.
struct Element {
    form: Form,
    /// The last child's name, where its first value begins, and how many of that name there are.
    name: String,
    first: usize,
    count: u32,
    /// Something was written into the object.
    filled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Object,
    /// A value was written; children (extensions of it) are left out.
    Value,
    /// A child of a value.
    Nothing,
    /// A resource in `contained`: its elements are those of the object around it.
    Inner,
}

impl Rewrite {
    pub(super) fn text(&self, range: &Range<usize>) -> &[u8] {
        self.out.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.out.len()
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.out.clear();
        self.open.clear();
        // A large resource is rare: what it needed is not kept.
        self.out.shrink_to(1 << 20);
    }

    /// Keeps a text beside the resource.
    pub(super) fn keep(&mut self, text: &str) -> Range<usize> {
        quote(&mut self.out, text)
    }

    /// A resource begins.
    pub(super) fn begin(&mut self, name: &str, attributes: &Attributes) {
        self.start = self.out.len();
        self.id = None;
        self.out.extend_from_slice(b"{\"resourceType\":");
        self.kind = quote(&mut self.out, name);
        self.open.push(Element::new(Form::Object, true));
        self.attributes(attributes);
    }

    /// An element of it begins.
    pub(super) fn start(&mut self, name: &str, attributes: &Attributes) {
        let depth = self.open.len();
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        if matches!(parent.form, Form::Value | Form::Nothing) {
            self.open.push(Element::new(Form::Nothing, false));
            return;
        }
        if name.starts_with(|first: char| first.is_ascii_uppercase()) {
            parent.comma(&mut self.out);
            self.out.extend_from_slice(b"\"resourceType\":");
            quote(&mut self.out, name);
            self.open.push(Element::new(Form::Inner, true));
            return;
        }
        parent.name_child(name, &mut self.out);
        if let Some(value) = &attributes.value {
            let place = quote(&mut self.out, value);
            if depth == 1 && name == "id" {
                self.id = Some(place);
            }
            self.open.push(Element::new(Form::Value, true));
            return;
        }
        self.out.push(b'{');
        self.open.push(Element::new(Form::Object, false));
        self.attributes(attributes);
    }

    /// The innermost element ends; where the resource stands, if it was that.
    pub(super) fn end(&mut self) -> Option<Found> {
        let element = self.open.pop()?;
        if element.count > 1 {
            self.out.push(b']');
        }
        match element.form {
            Form::Object => self.out.push(b'}'),
            Form::Inner => {
                if let Some(parent) = self.open.last_mut() {
                    parent.name.clear();
                    (parent.count, parent.filled) = (0, true);
                }
            }
            Form::Value | Form::Nothing => {}
        }
        self.open.is_empty().then(|| Found {
            resource: self.start..self.out.len(),
            kind: self.kind.clone(),
            id: self.id.take(),
        })
    }

    fn attributes(&mut self, attributes: &Attributes) {
        let Some(element) = self.open.last_mut() else {
            return;
        };
        for (name, value) in [("id", &attributes.id), ("url", &attributes.url)] {
            if let Some(value) = value {
                element.comma(&mut self.out);
                quote(&mut self.out, name);
                self.out.push(b':');
                quote(&mut self.out, value);
            }
        }
    }
}

impl Element {
    fn new(form: Form, filled: bool) -> Self {
        Element {
            form,
            name: String::new(),
            first: 0,
            count: 0,
            filled,
        }
    }

    fn comma(&mut self, out: &mut Vec<u8>) {
        if self.count > 1 {
            out.push(b']');
        }
        self.count = 0;
        if std::mem::replace(&mut self.filled, true) {
            out.push(b',');
        }
    }

    /// A child of this name begins: the next of an array, or a member of its own.
    fn name_child(&mut self, name: &str, out: &mut Vec<u8>) {
        if self.count > 0 && self.name == name {
            if self.count == 1 {
                // Moves the first value only: nothing else was written since.
                out.insert(self.first, b'[');
            }
            out.push(b',');
            self.count += 1;
            return;
        }
        self.comma(out);
        quote(out, name);
        out.push(b':');
        name.clone_into(&mut self.name);
        (self.first, self.count) = (out.len(), 1);
    }
}

/// Writes a JSON string; where its text stands, between the quotes.
fn quote(out: &mut Vec<u8>, text: &str) -> Range<usize> {
    out.push(b'"');
    let start = out.len();
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            // XML does not have any other control characters, but characters by number may.
            0..0x20 => out.extend_from_slice(b"\\u001a"),
            _ => out.push(byte),
        }
    }
    let end = out.len();
    out.push(b'"');
    start..end
}
