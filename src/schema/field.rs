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
    /// How it is compared.
    pub marks: Marks,
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

/// What a schema says of how a field is compared. It is asked of every field, what the field means of few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it differs between two deliveries of the same fact.
    pub volatile: bool,
    /// Of an array, the names of the properties that tell its items apart.
    pub key: Vec<String>,
}

/// How the schemas that apply to a field say that it is compared.
pub(super) fn marks_of(places: &[Place]) -> Marks {
    let (mut is_volatile, mut names) = (false, None);
    for place in places {
        let [volatile, key] = place.schema.get_each(["x-volatile", "x-key"]);
        is_volatile |= is_true(volatile);
        names = names.or_else(|| strings(key?));
    }
    Marks { volatile: is_volatile, key: names.unwrap_or_default() }
}

/// What the schemas that apply to a field say of it: each thing as the first of them says it that says it at all.
pub(super) fn meaning_of(places: &[Place]) -> Meaning {
    let mut meaning = Meaning { marks: marks_of(places), ..Meaning::default() };
    let mut values = Values::default();
    for place in places {
        let [title, description, unit, personal, docs, format] =
            place.schema.get_each(["title", "description", "x-unit", "x-personal", "x-docs", "format"]);
        tell(&mut meaning.title, title);
        tell(&mut meaning.description, description);
        tell(&mut meaning.unit, unit);
        tell(&mut meaning.personal, personal);
        tell(&mut meaning.docs, docs);
        tell(&mut meaning.format, format);
        let [constant, list, own] = place.schema.get_each(["const", "enum", "x-own"]);
        values.add(constant, list, place.sometimes);
        meaning.own |= is_true(own);
    }
    meaning.values = values.known();
    meaning
}

fn tell(known: &mut Option<String>, said: Option<Node<'_>>) {
    if known.is_none() {
        *known = said.and_then(Node::as_str).map(Cow::into_owned);
    }
}

fn is_true(keyword: Option<Node<'_>>) -> bool {
    keyword.and_then(Node::as_bool) == Some(true)
}

/// What schemas say of the values that a field can have.
#[derive(Default)]
struct Values<'s> {
    constant: Option<Node<'s>>,
    /// The shortest list: an event may have fewer of the values than its family.
    shortest: Option<Node<'s>>,
    /// The first list, where each counts for some payloads only.
    at_times: Option<Node<'s>>,
}

impl<'s> Values<'s> {
    fn add(&mut self, constant: Option<Node<'s>>, list: Option<Node<'s>>, sometimes: bool) {
        let list = list.filter(|list| list.kind() == Kind::Array);
        if sometimes {
            self.at_times = self.at_times.or(list);
            return;
        }
        self.constant = self.constant.or(constant);
        let is_shorter = |list: &Node<'_>| self.shortest.is_none_or(|shortest| list.len() < shortest.len());
        self.shortest = list.filter(is_shorter).or(self.shortest);
    }

    fn known(self) -> Vec<Value> {
        match self {
            Self { constant: Some(constant), .. } => vec![constant.to_value()],
            Self { shortest, at_times, .. } => {
                shortest.or(at_times).into_iter().flat_map(Node::elements).map(Node::to_value).collect()
            }
        }
    }
}

/// The items of a list of strings.
fn strings(list: Node<'_>) -> Option<Vec<String>> {
    let texts = list.elements().map(|name| name.as_str().map(Cow::into_owned));
    if list.kind() == Kind::Array { texts.collect() } else { None }
}
