//! How the parts of a manifest are written in JSON, where that is not how they are kept.

use super::condition::Condition;
use crate::json::{Kind, Pointer, PreparedKey};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A text that is only looked at.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// What is written for those who read the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Comment;

impl<'de> Deserialize<'de> for Comment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(|_| Self)
    }
}

pub(super) fn pointer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pointer, D::Error> {
    Pointer::parse(&Text::deserialize(deserializer)?.0).map_err(D::Error::custom)
}

pub(super) fn optional_pointer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pointer>, D::Error> {
    pointer(deserializer).map(Some)
}

pub(super) fn pointers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Pointer>, D::Error> {
    let texts = Vec::<Text<'_>>::deserialize(deserializer)?;
    texts.iter().map(|text| Pointer::parse(&text.0).map_err(D::Error::custom)).collect()
}

pub(super) fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Kind>, D::Error> {
    let name = Text::deserialize(deserializer)?.0;
    let kinds = [Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object];
    let named = kinds.into_iter().find(|kind| kind.name() == name);
    named.map(Some).ok_or_else(|| D::Error::custom("no kind of value has this name"))
}

pub(super) fn keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[PreparedKey]>, D::Error> {
    Ok(Vec::<Text<'_>>::deserialize(deserializer)?.iter().map(|name| PreparedKey::new(&name.0)).collect())
}

/// The tests of an object's members, in the order of their names.
pub(super) fn members<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[(PreparedKey, Condition)]>, D::Error> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(PreparedKey, Condition)>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object of tests")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut tests = Vec::new();
            while let Some((name, test)) = map.next_entry::<Text<'_>, Condition>()? {
                tests.push((PreparedKey::new(&name.0), test));
            }
            Ok(tests)
        }
    }

    let mut tests = deserializer.deserialize_map(Members)?;
    tests.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
    Ok(tests.into_boxed_slice())
}
