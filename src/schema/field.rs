//! "What does the schema say of the field at this pointer?"

use super::library::Shelf;
use super::locate::percent_decode;
use crate::json::{Pointer, Token};
use serde_json::Value;
use std::sync::Arc;

/// How many steps from reference to reference are followed at one place.
const MAX_REFERENCES: usize = 64;

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
}

impl Meaning {
    /// Whether the value must not be shown unasked. Ids of persons are shown: nobody could find anything without them.
    pub fn is_masked(&self) -> bool {
        self.personal.as_deref().is_some_and(|kind| kind != "account")
    }
}

/// A schema object, and the file it stands in: the base of its references.
#[derive(Debug, Clone)]
pub(super) struct Place {
    uri: String,
    document: Arc<Value>,
    path: Vec<Token>,
}

impl Place {
    fn schema(&self) -> Option<&Value> {
        self.path.iter().try_fold(&*self.document, |value, token| match value {
            Value::Object(members) => members.get(token.as_str()),
            Value::Array(items) => items.get(token.as_index()?),
            _ => None,
        })
    }

    fn get(&self, keyword: &str) -> Option<&Value> {
        self.schema()?.get(keyword)
    }

    fn below(&self, steps: &[&str]) -> Self {
        let path = self.path.iter().cloned().chain(steps.iter().map(|step| Token::new(*step))).collect();
        Self { path, ..self.clone() }
    }

    /// The place that a reference from here leads to.
    fn refer(&self, shelf: &dyn Shelf, reference: &str) -> Option<Self> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = Pointer::parse(&percent_decode(fragment)).ok()?.tokens().to_vec();
        if file.is_empty() {
            return Some(Self { path, ..self.clone() });
        }
        let uri = resolve(&self.uri, file);
        Some(Self { document: shelf.document(&uri)?, uri, path })
    }
}

/// The URI of a file that is named relative to another.
fn resolve(base: &str, file: &str) -> String {
    if file.contains(':') {
        return file.to_owned();
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    for step in file.split('/') {
        match step {
            "." => {}
            ".." => drop(parts.pop()),
            step => parts.push(step),
        }
    }
    parts.join("/")
}

pub(super) fn meaning(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Meaning {
    said(&places_of(shelf, uri, root, pointer))
}

/// What schema objects say of the field that all of them speak of; the first that says anything counts.
pub(super) fn said(places: &[Place]) -> Meaning {
    let text = |keyword: &str| places.iter().find_map(|place| place.get(keyword)?.as_str()).map(str::to_owned);
    Meaning {
        title: text("title"),
        description: text("description"),
        unit: text("x-unit"),
        personal: text("x-personal"),
        docs: text("x-docs"),
        format: text("format"),
        values: places.iter().find_map(|place| place.get("enum")?.as_array().cloned()).unwrap_or_default(),
        volatile: places.iter().any(|place| place.get("x-volatile").is_some_and(|value| value == true)),
        key: places.iter().find_map(|place| names(place.get("x-key")?)).unwrap_or_default(),
    }
}

/// The strings of an array.
fn names(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

pub(super) fn known_names(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Vec<String> {
    names_in(&places_of(shelf, uri, root, pointer))
}

/// The names that schema objects declare.
pub(super) fn names_in(places: &[Place]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for properties in places.iter().filter_map(|place| place.get("properties")?.as_object()) {
        names.extend(properties.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    }
    names
}

/// Every schema object that speaks of the field, the most specific first.
fn places_of(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Vec<Place> {
    pointer.tokens().iter().fold(start(shelf, uri, root), |places, token| follow(shelf, &places, token))
}

/// The schema objects that speak of the value that a schema is applied to.
pub(super) fn start(shelf: &dyn Shelf, uri: &str, root: Arc<Value>) -> Vec<Place> {
    expand(shelf, vec![Place { uri: uri.to_owned(), document: root, path: Vec::new() }])
}

/// The schema objects that speak of a part of the value that these speak of.
pub(super) fn follow(shelf: &dyn Shelf, places: &[Place], token: &Token) -> Vec<Place> {
    expand(shelf, places.iter().flat_map(|place| step(place, token)).collect())
}

/// The given schemas and those that apply to the same value through references and combinations.
fn expand(shelf: &dyn Shelf, start: Vec<Place>) -> Vec<Place> {
    let mut places = start;
    let mut next = 0;
    while let Some(place) = places.get(next).filter(|_| next < MAX_REFERENCES).cloned() {
        next += 1;
        let mut further = Vec::new();
        for keyword in ["$ref", "$dynamicRef"] {
            further
                .extend(place.get(keyword).and_then(Value::as_str).and_then(|reference| place.refer(shelf, reference)));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let count = place.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            further.extend((0..count).map(|index| place.below(&[keyword, &index.to_string()])));
        }
        for keyword in ["then", "else"] {
            further.extend(place.get(keyword).map(|_| place.below(&[keyword])));
        }
        let known =
            |candidate: &Place| places.iter().any(|place| place.uri == candidate.uri && place.path == candidate.path);
        let new: Vec<Place> = further.into_iter().filter(|candidate| !known(candidate)).collect();
        places.extend(new);
    }
    places
}

/// The schemas that a schema has for one part of its value.
fn step(place: &Place, token: &Token) -> Vec<Place> {
    let name = token.as_str();
    let mut found = Vec::new();
    if place.get("properties").and_then(|properties| properties.get(name)).is_some() {
        found.push(place.below(&["properties", name]));
    }
    for (pattern, _) in place.get("patternProperties").and_then(Value::as_object).into_iter().flatten() {
        if regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(name)) {
            found.push(place.below(&["patternProperties", pattern]));
        }
    }
    if found.is_empty() && place.get("additionalProperties").is_some_and(Value::is_object) {
        found.push(place.below(&["additionalProperties"]));
    }
    if let Some(index) = token.as_index() {
        found.extend(item(place, index));
    }
    found
}

/// The schema of an array's item. Before 2020-12 a list of `items` stood for what is now `prefixItems`.
fn item(place: &Place, index: usize) -> Option<Place> {
    let text = index.to_string();
    let listed = ["prefixItems", "items"]
        .into_iter()
        .find(|keyword| place.get(keyword).and_then(|list| list.get(index)).is_some());
    match listed {
        Some(keyword) => Some(place.below(&[keyword, &text])),
        None => place.get("items").filter(|items| items.is_object()).map(|_| place.below(&["items"])),
    }
}
