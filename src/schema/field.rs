//! "What does the schema say of the field at this pointer?"

use super::fields::names;
use super::library::Shelf;
use super::place::{Place, places_of};
use crate::json::Pointer;
use serde_json::Value;
use std::sync::Arc;

/// What a schema says of a field beyond its constraints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The field in a few words.
    pub title: Option<String>,
    /// The field in a sentence.
    pub description: Option<String>,
    /// How to read the number: `currency-minor`, `points`, `count`, `percent`.
    pub unit: Option<String>,
    /// Which kind of personal data it is.
    pub personal: Option<String>,
    /// The vendor's page about it.
    pub docs: Option<String>,
    /// The format of the string.
    pub format: Option<String>,
    /// The known values.
    pub values: Vec<Value>,
    /// Whether it differs between two deliveries of the same fact.
    pub volatile: bool,
    /// Whether the value means something to its sender only.
    pub own: bool,
}

impl Meaning {
    /// Whether nothing is said at all.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the value must not be shown unasked. Ids of persons are shown: nobody could find anything without them.
    pub fn is_masked(&self) -> bool {
        self.personal.as_deref().is_some_and(|kind| kind != "account")
    }
}

pub(super) fn meaning(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Meaning {
    meaning_of(&places_of(shelf, uri, root, pointer))
}

/// What the schemas that apply to a field say of it.
pub(super) fn meaning_of(places: &[Place]) -> Meaning {
    let text = |keyword: &str| places.iter().find_map(|place| place.get(keyword)?.as_str()).map(str::to_owned);
    let always = || places.iter().filter(|place| !place.sometimes);
    let fixed = || always().find_map(|place| Some(vec![place.get("const")?.clone()]));
    let listed = |place: &Place| place.get("enum")?.as_array().cloned();
    // The shortest list: an event may have fewer of the values than its family.
    let known = || always().filter_map(listed).min_by_key(Vec::len).or_else(|| places.iter().find_map(listed));
    let has = |keyword: &str| places.iter().any(|place| place.get(keyword).is_some_and(|value| value == true));
    Meaning {
        title: text("title"),
        description: text("description"),
        unit: text("x-unit"),
        personal: text("x-personal"),
        docs: text("x-docs"),
        format: text("format"),
        values: fixed().or_else(known).unwrap_or_default(),
        volatile: has("x-volatile"),
        own: has("x-own"),
    }
}

pub(super) fn known_names(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Vec<String> {
    names(&places_of(shelf, uri, root, pointer))
}
