//! What one version of the standard writes as a text and another as an object.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::Text;

/// Reads an object as `F`, or makes `T` of a text.
pub(super) fn text_or<'de, D, F, T>(deserializer: D, of: fn(Text<'de>) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: Deserialize<'de> + Into<T>,
{
    let fields = PhantomData::<F>;
    deserializer.deserialize_any(TextOr { of, fields })
}

struct TextOr<'de, F, T> {
    of: fn(Text<'de>) -> T,
    fields: PhantomData<F>,
}

impl<'de, F, T> Visitor<'de> for TextOr<'de, F, T>
where
    F: Deserialize<'de> + Into<T>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<T, E> {
        Ok((self.of)(Text::borrowed(text)))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        let text: Cow<'de, str> = Cow::Owned(text.to_owned());
        Text::deserialize(serde::de::value::CowStrDeserializer::new(text)).map(self.of)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        F::deserialize(MapAccessDeserializer::new(map)).map(Into::into)
    }
}
