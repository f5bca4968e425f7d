//! Schema objects: which of them speak of a value, and which of a part of it.

use super::library::Shelf;
use super::locate::percent_decode;
use crate::json::{Pointer, Token};
use serde_json::Value;
use std::sync::Arc;

/// How many steps from reference to reference are followed at one place.
const MAX_REFERENCES: usize = 64;

/// A schema object, and the file it stands in: the base of its references.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) uri: String,
    document: Arc<Value>,
    path: Vec<Token>,
    /// Whether it applies to some values only: it is one of alternatives, or the consequence of a condition.
    pub(super) sometimes: bool,
}

impl Place {
    /// The root of a file.
    pub(super) fn root(uri: &str, document: Arc<Value>) -> Self {
        Self { uri: uri.to_owned(), document, path: Vec::new(), sometimes: false }
    }

    pub(super) fn schema(&self) -> Option<&Value> {
        self.path.iter().try_fold(&*self.document, |value, token| match value {
            Value::Object(members) => members.get(token.as_str()),
            Value::Array(items) => items.get(token.as_index()?),
            _ => None,
        })
    }

    /// The value of a keyword.
    pub(super) fn get(&self, keyword: &str) -> Option<&Value> {
        self.schema()?.get(keyword)
    }

    /// Whether a failure of this keyword is advice.
    pub(super) fn advises(&self, keyword: &str) -> bool {
        let advice = self.get("x-advice").and_then(Value::as_array);
        advice.is_some_and(|keywords| keywords.iter().any(|advised| advised == keyword))
    }

    /// A schema inside this one.
    pub(super) fn below(&self, steps: &[&str]) -> Self {
        let path = self.path.iter().cloned().chain(steps.iter().map(|step| Token::new(*step))).collect();
        Self { path, ..self.clone() }
    }

    /// Whether both are the same schema object.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.uri == other.uri && self.path == other.path
    }

    /// The place that a reference from here leads to.
    fn refer(&self, shelf: &dyn Shelf, reference: &str) -> Option<Self> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = Pointer::parse(&percent_decode(fragment)).ok()?.tokens().to_vec();
        if file.is_empty() {
            return Some(Self { path, ..self.clone() });
        }
        let uri = resolve(&self.uri, file);
        Some(Self { document: shelf.document(&uri)?, uri, path, sometimes: self.sometimes })
    }
}

/// The URI of a file that is named relative to another.
pub(super) fn resolve(base: &str, file: &str) -> String {
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

/// Every schema object that speaks of the field, the most specific first.
pub(super) fn places_of(shelf: &dyn Shelf, uri: &str, root: Arc<Value>, pointer: &Pointer) -> Vec<Place> {
    let start = expand(shelf, vec![Place::root(uri, root)]);
    pointer.tokens().iter().fold(start, |places, token| follow(shelf, &places, token))
}

/// Every schema object that speaks of a part of the value that these speak of.
pub(super) fn follow(shelf: &dyn Shelf, places: &[Place], token: &Token) -> Vec<Place> {
    expand(shelf, places.iter().flat_map(|place| step(place, token)).collect())
}

/// The given schemas and those that apply to the same value through references and combinations.
pub(super) fn expand(shelf: &dyn Shelf, start: Vec<Place>) -> Vec<Place> {
    let mut places = start;
    let mut next = 0;
    while let Some(place) = places.get(next).filter(|_| next < MAX_REFERENCES) {
        next += 1;
        let further = beside(shelf, place);
        for candidate in further {
            if !places.iter().any(|place| place.is_same(&candidate)) {
                places.push(candidate);
            }
        }
    }
    places
}

/// The schemas that apply to the same value as one that refers to them or combines them.
fn beside(shelf: &dyn Shelf, place: &Place) -> Vec<Place> {
    // The way to a schema is longer than the way to its keywords.
    let Some(schema) = place.schema() else { return Vec::new() };
    let mut found = Vec::new();
    for keyword in ["$ref", "$dynamicRef"] {
        let reference = schema.get(keyword).and_then(Value::as_str);
        found.extend(reference.and_then(|reference| place.refer(shelf, reference)));
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
        let sometimes = place.sometimes || keyword != "allOf";
        found.extend((0..count).map(|index| Place { sometimes, ..place.below(&[keyword, &index.to_string()]) }));
    }
    for keyword in ["then", "else"] {
        found.extend(schema.get(keyword).map(|_| Place { sometimes: true, ..place.below(&[keyword]) }));
    }
    found
}

/// The schemas that a schema has for one part of its value.
fn step(place: &Place, token: &Token) -> Vec<Place> {
    let name = token.as_str();
    let Some(schema) = place.schema() else { return Vec::new() };
    let mut found = Vec::new();
    if schema.get("properties").and_then(|properties| properties.get(name)).is_some() {
        found.push(place.below(&["properties", name]));
    }
    for (pattern, _) in schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten() {
        if regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(name)) {
            found.push(place.below(&["patternProperties", pattern]));
        }
    }
    if found.is_empty() && schema.get("additionalProperties").is_some_and(Value::is_object) {
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
