//! All fields that a schema knows, as a reference lists them.

use super::field::{Meaning, meaning_of};
use super::library::Shelf;
use super::place::{Place, expand, lists};
use crate::json::{Kind, Node, Pointer, Token};
use std::borrow::Cow;

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
            let parts = expand(self.shelf, places.iter().filter_map(|place| place.property(&name)).collect());
            let path: Vec<Token> = path.iter().cloned().chain([Token::new(name.as_str())]).collect();
            let inner = self.inner(&parts);
            self.found.push(Field {
                types: types(&parts),
                inner: types(&inner),
                presence: presence(places, &name),
                meaning: meaning_of(&parts),
                path: path.clone(),
            });
            let is_new = |places: &[Place]| !places.iter().any(|place| outer.iter().any(|known| known.is_same(*place)));
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
            let schemas = ["items", "additionalProperties"].map(|keyword| place.speaking_part(keyword));
            schemas.into_iter().chain([place.first_item()]).flatten().collect::<Vec<_>>()
        };
        expand(self.shelf, parts.iter().flat_map(of).collect())
    }
}

/// The names that schemas declare, each once.
pub(super) fn names(places: &[Place]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for properties in places.iter().filter_map(|place| place.get("properties")) {
        for (key, _) in properties.members() {
            let name = key.name();
            if !names.iter().any(|known| *known == name) {
                names.push(name.into_owned());
            }
        }
    }
    names
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
    let name = |value: Node<'_>| value.as_str().map(Cow::into_owned);
    match place.get("type") {
        Some(several) if several.kind() == Kind::Array => Some(several.elements().filter_map(name).collect()),
        Some(one) => Some(name(one).into_iter().collect()),
        None => place.get("const").map(|value| vec![value.kind().name().to_owned()]),
    }
}

fn presence(places: &[Place], name: &str) -> Presence {
    let requires = |place: &&Place| place.get("required").is_some_and(|names| lists(names, name));
    let of = |place: &Place| match (place.sometimes, place.advises("required")) {
        (true, false) => Presence::Sometimes,
        (true, true) => Presence::Optional,
        (false, true) => Presence::Advised,
        (false, false) => Presence::Required,
    };
    places.iter().filter(requires).map(of).max().unwrap_or(Presence::Optional)
}
