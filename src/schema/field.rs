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
    /// Of an array, the names of the properties that tell its items apart.
    pub key: Vec<String>,
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
    // The way to a schema is longer than the way to its keywords.
    let schemas: Vec<(&Value, bool)> =
        places.iter().filter_map(|place| Some((place.schema()?, place.sometimes))).collect();
    let all = |keyword: &'static str| schemas.iter().filter_map(move |(schema, _)| schema.get(keyword));
    let always = |keyword: &'static str| {
        schemas.iter().filter(|(_, sometimes)| !sometimes).filter_map(move |(schema, _)| schema.get(keyword))
    };
    let has = |keyword| all(keyword).any(|value| value == true);
    let text = |keyword| all(keyword).find_map(Value::as_str).map(str::to_owned);
    let fixed = || always("const").next().map(|value| vec![value.clone()]);
    // The shortest list: an event may have fewer of the values than its family.
    let shortest = || always("enum").filter_map(Value::as_array).min_by_key(|list| list.len());
    let known = || shortest().or_else(|| all("enum").find_map(Value::as_array)).cloned();
    Meaning {
        title: text("title"),
        description: text("description"),
        unit: text("x-unit"),
        personal: text("x-personal"),
        docs: text("x-docs"),
        format: text("format"),
        values: fixed().or_else(known).unwrap_or_default(),
        volatile: has("x-volatile"),
        key: all("x-key").find_map(strings).unwrap_or_default(),
        own: has("x-own"),
    }
}

/// The items of a list of strings.
fn strings(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

pub(super) fn known_names(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Vec<String> {
    names(&places_of(shelf, uri, root, pointer))
}
