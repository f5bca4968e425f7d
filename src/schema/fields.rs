//! All fields that a schema knows, as a reference lists them.

use super::field::{Meaning, meaning_of};
use super::library::Shelf;
use super::place::{Place, expand};
use crate::json::{Pointer, Token};
use serde_json::Value;

/// What stands in a pointer for any item of an array and any key of a map.
const ANY: &str = "*";

/// A field as a schema describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The way to it from where the schema is applied; `*` stands for any item or key.
    pub path: Vec<Token>,
    /// The JSON types that it can have.
    pub types: Vec<String>,
    /// The JSON types of an array's items or a map's values.
    pub inner: Vec<String>,
    /// Whether it must be there.
    pub presence: Presence,
    /// What else is said of it.
    pub meaning: Meaning,
}

impl Field {
    /// The way to it as a JSON Pointer, `*` in it for any item or key.
    pub fn pointer(&self) -> String {
        self.path.iter().cloned().collect::<Pointer>().to_string()
    }
}

/// Whether a field must be there when the object around it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It may be missing.
    Optional,
    /// It must be there in some cases: for one of several kinds, or beside another field.
    Sometimes,
    /// When it is missing, that is advice.
    Advised,
    /// When it is missing, that is an error.
    Required,
}

/// The fields in the order of the schema, each object before its parts.
pub(super) fn fields(shelf: &dyn Shelf, start: Place) -> Vec<Field> {
    let mut found = Vec::new();
    Walk { shelf, found: &mut found }.object(&expand(shelf, vec![start]), &[], &[]);
    found
}

struct Walk<'a> {
    shelf: &'a dyn Shelf,
    found: &'a mut Vec<Field>,
}

impl Walk<'_> {
    /// Lists the fields of an object. A schema that contains itself is listed once.
    fn object(&mut self, places: &[Place], path: &[Token], outer: &[&Place]) {
        let outer: Vec<&Place> = outer.iter().copied().chain(places).collect();
        for name in names(places) {
            let parts = expand(self.shelf, places.iter().filter_map(|place| property(place, &name)).collect());
            let path: Vec<Token> = path.iter().cloned().chain([Token::new(name.as_str())]).collect();
            let inner = self.inner(&parts);
            self.found.push(Field {
                types: types(&parts),
                inner: types(&inner),
                presence: presence(places, &name),
                meaning: meaning_of(&parts),
                path: path.clone(),
            });
            let is_new = |places: &[Place]| !places.iter().any(|place| outer.iter().any(|known| known.is_same(place)));
            if is_new(&parts) {
                self.object(&parts, &path, &outer);
            }
            if is_new(&inner) {
                let path: Vec<Token> = path.into_iter().chain([Token::new(ANY)]).collect();
                self.object(&inner, &path, &outer);
            }
        }
    }

    /// The schemas of an array's items or a map's values.
    fn inner(&self, parts: &[Place]) -> Vec<Place> {
        let of = |place: &Place| {
            let schemas = ["items", "additionalProperties"]
                .map(|keyword| place.get(keyword).filter(|schema| schema.is_object()).map(|_| place.below(&[keyword])));
            let first = place.get("prefixItems").map(|_| place.below(&["prefixItems", "0"]));
            schemas.into_iter().chain([first]).flatten().collect::<Vec<_>>()
        };
        expand(self.shelf, parts.iter().flat_map(of).collect())
    }
}

/// The names that schemas declare, each once.
pub(super) fn names(places: &[Place]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for properties in places.iter().filter_map(|place| place.get("properties")?.as_object()) {
        let new: Vec<String> = properties.keys().filter(|name| !names.contains(name)).cloned().collect();
        names.extend(new);
    }
    names
}

fn property(place: &Place, name: &str) -> Option<Place> {
    place.get("properties")?.get(name)?;
    Some(place.below(&["properties", name]))
}

/// The types that a schema states outright, or else those of its alternatives.
fn types(places: &[Place]) -> Vec<String> {
    let is_advice = |place: &&Place| place.advises("type");
    let stated = places.iter().filter(|place| !place.sometimes && !is_advice(place)).find_map(types_of);
    stated.unwrap_or_else(|| {
        let mut all: Vec<String> = Vec::new();
        for name in places.iter().filter(|place| !is_advice(place)).filter_map(types_of).flatten() {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    })
}

fn types_of(place: &Place) -> Option<Vec<String>> {
    let names = |value: &Value| value.as_str().map(str::to_owned);
    match place.get("type") {
        Some(Value::Array(several)) => Some(several.iter().filter_map(names).collect()),
        Some(one) => Some(names(one).into_iter().collect()),
        None => place.get("const").map(|value| vec![type_of(value).to_owned()]),
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn presence(places: &[Place], name: &str) -> Presence {
    let requires = |place: &&Place| {
        let lists = place.get("required").and_then(Value::as_array);
        lists.is_some_and(|names| names.iter().any(|required| required == name))
    };
    let of = |place: &Place| match (place.sometimes, place.advises("required")) {
        (true, false) => Presence::Sometimes,
        (true, true) => Presence::Optional,
        (false, true) => Presence::Advised,
        (false, false) => Presence::Required,
    };
    places.iter().filter(requires).map(of).max().unwrap_or(Presence::Optional)
}
