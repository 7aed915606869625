//! The resources that a Parameters carries (FHIR R4, parameters.html): of its parameters and of their parts; of a Bundle
//! among them, each of its entries. Found one after the other in the text that is held, nothing built.

use std::ops::Range;

use super::members::{Members, Next};
use super::scan::{Found, Heed, Lines, Scan, skip_blanks};
use super::shape::{Look, Shape, look};

/// The arrays that are not looked through to their ends, the innermost last.
pub(crate) struct Unpack {
    arrays: Vec<Range<usize>>,
    depth: u32,
}

impl Unpack {
    /// What is in a resource, if it is a Parameters.
    pub(crate) fn of(text: &[u8], shape: &Shape, depth: u32) -> Option<Self> {
        let mut unpack = Unpack {
            arrays: Vec::new(),
            depth,
        };
        let resource = shape.resource.clone()?;
        let kind = text.get(shape.kind.clone()?)?;
        (kind == b"Parameters").then(|| unpack.enter(text, &resource, b"parameter"))?;
        Some(unpack)
    }

    /// The next resource, or entry of a Bundle: what is known of it, with places from its own start on, and where that
    /// is. One without a type is told too.
    pub(crate) fn next(&mut self, text: &[u8]) -> Option<(Shape, Range<usize>)> {
        while let Some(array) = self.arrays.last_mut() {
            let at = skip_blanks(text, array.start);
            match text.get(at).filter(|_| at < array.end) {
                Some(b',') => array.start = at + 1,
                Some(b'{') => {
                    let Some(end) = object_end(text, at, self.depth) else {
                        self.arrays.pop();
                        continue;
                    };
                    array.start = end;
                    if let Some(found) = self.parameter(text, at..end) {
                        return Some(found);
                    }
                }
                // The end, or what can't stand here.
                _ => drop(self.arrays.pop()),
            }
        }
        None
    }

    /// One parameter, part or entry.
    fn parameter(&mut self, text: &[u8], range: Range<usize>) -> Option<(Shape, Range<usize>)> {
        // FHIR R4, parameters.html, inv-1: one of value, resource and part.
        let Some(resource) = member(text, &range, b"resource", self.depth) else {
            self.enter(text, &range, b"part");
            // An entry of a Bundle may say what was done to a resource, and not have it.
            return match look(text.get(range.clone())?, self.depth) {
                Look::Whole(shape, _) if shape.is_entry => Some((shape, range)),
                _ => None,
            };
        };
        match look(text.get(range.clone())?, self.depth) {
            Look::Bundle(_) => {
                self.enter(text, &resource, b"entry");
                None
            }
            Look::Whole(shape, _) => {
                let kind = shape
                    .kind
                    .clone()
                    .and_then(|kind| text.get(range.start + kind.start..range.start + kind.end));
                if kind == Some(b"Parameters") {
                    self.enter(text, &resource, b"parameter");
                    return None;
                }
                Some((shape, range))
            }
            Look::More(_) | Look::Broken(_) => None,
        }
    }

    /// Goes into the array of this name. What came as XML has an object where there is one.
    fn enter(&mut self, text: &[u8], object: &Range<usize>, name: &[u8]) {
        let Some(value) = member(text, object, name, self.depth) else {
            return;
        };
        match text.get(value.start) {
            Some(b'[') => self.arrays.push(value.start + 1..value.end - 1),
            Some(b'{') => self.arrays.push(value),
            _ => {}
        }
    }
}

/// The value of a member.
fn member(text: &[u8], object: &Range<usize>, wanted: &[u8], depth: u32) -> Option<Range<usize>> {
    let inside = text.get(object.clone())?;
    let mut members = Members::new(inside, depth);
    while let Next::Member(name) = members.next() {
        let value = members.measure().ok()?;
        if inside.get(name) == Some(wanted) {
            return Some(value.start + object.start..value.end + object.start);
        }
    }
    None
}

fn object_end(text: &[u8], at: usize, depth: u32) -> Option<usize> {
    let lines = Lines::Inside;
    match Scan::new(at, 0).run(text, Heed { depth, lines }) {
        Found::End(end) => Some(end),
        Found::Next(_) | Found::More => None,
    }
}
