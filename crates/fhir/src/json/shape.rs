//! What an object is: a resource, an entry, a Bundle; and where its parts stand.

use std::ops::Range;

use super::members::{Members, Next, inner};

/// Where the parts of a resource or an entry stand in its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// The resource; all of the text, if it stands by itself.
    pub(crate) resource: Option<Range<usize>>,
    /// Its `resourceType`.
    pub(crate) kind: Option<Range<usize>>,
    /// Its `id`.
    pub(crate) id: Option<Range<usize>>,
    /// Bundle.entry.fullUrl.
    pub(crate) full_url: Option<Range<usize>>,
    /// Bundle.entry.request.method.
    pub(crate) method: Option<Range<usize>>,
    /// Bundle.entry.request.url.
    pub(crate) url: Option<Range<usize>>,
    /// Bundle.entry.response.status.
    pub(crate) status: Option<Range<usize>>,
    /// Bundle.entry.search.mode.
    pub(crate) search_mode: Option<Range<usize>>,
    /// An entry of a Bundle: it has no type of its own, but elements that an entry has.
    pub(crate) is_entry: bool,
    /// An array `entry`, as a Bundle has.
    pub(crate) entries: bool,
    /// Nesting beyond what is allowed.
    pub(crate) deepest: u32,
}

/// What is known of an object after a look at its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    /// A resource or an entry of this length.
    Whole(Shape, usize),
    /// A Bundle, or an entry with one.
    Bundle(Shape),
    /// The text ended before its end.
    More(Shape),
    /// No JSON object.
    Broken(Shape),
}

/// Looks at an object that may be a resource, an entry or a Bundle. A Bundle's text is not looked
/// through: it may be long.
pub(crate) fn look(bytes: &[u8], depth: u32) -> Look {
    let mut members = Members::new(bytes, depth);
    let mut shape = Shape::default();
    // Of the object itself; those in the shape are the held resource's.
    let mut own = Own::default();
    let end = loop {
        let name = match members.next() {
            Next::Member(name) => bytes.get(name).unwrap_or_default(),
            Next::End(end) => break Ok(end),
            other => break Err(other),
        };
        let first = bytes.get(members.at);
        if name == b"resource" && first == Some(&b'{') {
            match held(&mut members, &mut shape, depth) {
                Ok(true) => return Look::Bundle(shape),
                Ok(false) => continue,
                Err(other) => break Err(other),
            }
        }
        shape.entries |= name == b"entry" && first == Some(&b'[');
        match members.measure() {
            Ok(value) => own.take(bytes, name, value, &mut shape, depth),
            Err(other) => break Err(other),
        }
        if is_bundle(bytes, own.kind.as_ref()) {
            return Look::Bundle(Shape {
                kind: own.kind,
                ..shape
            });
        }
        // All that matters of a resource is known: most begin with it.
        if own.kind.is_some() && own.id.is_some() {
            break members.finish();
        }
    };
    shape.deepest = shape.deepest.max(members.deepest);
    if own.kind.is_some() {
        (shape.kind, shape.id) = (own.kind, own.id);
        shape.resource = end.as_ref().ok().map(|end| 0..*end);
        shape.full_url = None;
    } else {
        shape.is_entry = own.entry || shape.resource.is_some();
    }
    match end {
        Ok(end) => Look::Whole(shape, end),
        Err(Next::More) => Look::More(shape),
        Err(_) => Look::Broken(shape),
    }
}

/// What the object says of itself.
#[derive(Default)]
struct Own {
    kind: Option<Range<usize>>,
    id: Option<Range<usize>>,
    entry: bool,
}

impl Own {
    fn take(
        &mut self,
        bytes: &[u8],
        name: &[u8],
        value: Range<usize>,
        shape: &mut Shape,
        depth: u32,
    ) {
        let is_object = bytes.get(value.start) == Some(&b'{');
        match name {
            b"resourceType" => self.kind = inner(bytes, &value),
            b"id" => self.id = inner(bytes, &value),
            b"fullUrl" => {
                self.entry = true;
                shape.full_url = inner(bytes, &value);
            }
            b"request" if is_object => {
                self.entry = true;
                shape.method = part(bytes, &value, b"method", depth);
                shape.url = part(bytes, &value, b"url", depth);
            }
            b"response" if is_object => {
                self.entry = true;
                shape.status = part(bytes, &value, b"status", depth);
            }
            b"search" if is_object => shape.search_mode = part(bytes, &value, b"mode", depth),
            _ => {}
        }
    }
}

fn is_bundle(bytes: &[u8], kind: Option<&Range<usize>>) -> bool {
    kind.and_then(|kind| bytes.get(kind.clone())) == Some(b"Bundle")
}

/// The resource of an entry; true if it is a Bundle, which is then not measured.
fn held(members: &mut Members<'_>, shape: &mut Shape, depth: u32) -> Result<bool, Next> {
    let start = members.at;
    let text = members.bytes().get(start..).unwrap_or_default();
    let mut inside = Members::new(text, depth);
    let (mut kind, mut id) = (None, None);
    let end = loop {
        let name = match inside.next() {
            Next::Member(name) => text.get(name).unwrap_or_default(),
            Next::End(end) => break Ok(end),
            other => break Err(other),
        };
        match inside.measure() {
            Ok(value) if name == b"resourceType" => kind = inner(text, &value),
            Ok(value) if name == b"id" => id = inner(text, &value),
            Ok(_) => {}
            Err(other) => break Err(other),
        }
        if is_bundle(text, kind.as_ref()) {
            return Ok(true);
        }
        if kind.is_some() && id.is_some() {
            break inside.finish();
        }
    };
    shape.deepest = shape.deepest.max(inside.deepest);
    shape.kind = kind.map(|kind| moved(kind, start));
    shape.id = id.map(|id| moved(id, start));
    let end = end? + start;
    shape.resource = Some(start..end);
    members.at = end;
    Ok(false)
}

/// The same range, of a text that begins elsewhere.
fn moved(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The text of one member of the object at `range`.
fn part(bytes: &[u8], range: &Range<usize>, wanted: &[u8], depth: u32) -> Option<Range<usize>> {
    let text = bytes.get(range.clone())?;
    let mut members = Members::new(text, depth);
    while let Next::Member(name) = members.next() {
        let value = members.measure().ok()?;
        if text.get(name) == Some(wanted) {
            return inner(text, &value).map(|it| moved(it, range.start));
        }
    }
    None
}
