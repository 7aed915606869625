//! Resources that stand inside another, and have no identity of their own.

use serde::Deserialize;

use super::Raw;
use crate::Resource;

/// `DomainResource.contained`, read when somebody asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'a"))]
pub struct Contained<'a>(Raw<'a>);

impl<'a> Contained<'a> {
    /// All of them.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'a>> + use<'a> {
        self.0.objects().filter_map(Resource::of)
    }

    /// The one that `#id` means; the `#` is not a part of it.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Resource<'a>> {
        // Some senders write the mark into the id itself.
        let is_it = |it: &str| it.strip_prefix('#').unwrap_or(it) == id;
        self.resources().find(|it| it.id().is_some_and(is_it))
    }
}
