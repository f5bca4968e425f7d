//! "What does the schema say of the field at this pointer?"

use super::place::Place;
use crate::json::{Kind, Node};
use serde_json::Value;
use std::borrow::Cow;

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

/// What the schemas that apply to a field say of it.
pub(super) fn meaning_of(places: &[Place]) -> Meaning {
    let all = |keyword: &'static str| places.iter().filter_map(move |place| place.get(keyword));
    let always = |keyword: &'static str| {
        places.iter().filter(|place| !place.sometimes).filter_map(move |place| place.get(keyword))
    };
    let has = |keyword| all(keyword).any(|value| value.as_bool() == Some(true));
    let text = |keyword| all(keyword).find_map(Node::as_str).map(Cow::into_owned);
    let is_list = |value: &Node<'_>| value.kind() == Kind::Array;
    let fixed = || always("const").next().map(|value| vec![value.to_value()]);
    // The shortest list: an event may have fewer of the values than its family.
    let shortest = || always("enum").filter(is_list).min_by_key(|list| list.len());
    let known = || shortest().or_else(|| all("enum").find(is_list));
    let values = |list: Node<'_>| list.elements().map(Node::to_value).collect();
    Meaning {
        title: text("title"),
        description: text("description"),
        unit: text("x-unit"),
        personal: text("x-personal"),
        docs: text("x-docs"),
        format: text("format"),
        values: fixed().or_else(|| known().map(values)).unwrap_or_default(),
        volatile: has("x-volatile"),
        key: all("x-key").find_map(strings).unwrap_or_default(),
        own: has("x-own"),
    }
}

/// The items of a list of strings.
fn strings(list: Node<'_>) -> Option<Vec<String>> {
    let texts = list.elements().map(|name| name.as_str().map(Cow::into_owned));
    if list.kind() == Kind::Array { texts.collect() } else { None }
}
