//! Schema objects: which of them speak of a value, and which of a part of it.

use super::library::{SchemaFile, Shelf};
use super::locate::percent_decode;
use crate::json::{Kind, Node, Pointer, index_of};

/// How many steps from reference to reference are followed at one place.
const MAX_REFERENCES: usize = 64;

/// A schema object, and the file it stands in: the base of its references.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    file: &'static SchemaFile,
    pub(super) schema: Node<'static>,
    /// Whether it applies to some values only: it is one of alternatives, or the consequence of a condition.
    pub(super) sometimes: bool,
}

impl Place {
    /// The root of a file.
    pub(super) fn root(file: &'static SchemaFile) -> Self {
        Self { file, schema: file.document.root(), sometimes: false }
    }

    /// The value of a keyword.
    pub(super) fn get(self, keyword: &str) -> Option<Node<'static>> {
        self.schema.get(keyword)
    }

    /// The schema that is the value of a keyword.
    pub(super) fn part(self, keyword: &str) -> Option<Self> {
        self.get(keyword).map(|schema| self.at(schema))
    }

    /// The schema that is the value of a keyword, where it says more than yes or no.
    pub(super) fn speaking_part(self, keyword: &str) -> Option<Self> {
        self.part(keyword).filter(|place| place.schema.kind() == Kind::Object)
    }

    /// The schema of an array's first item, where the items are told apart.
    pub(super) fn first_item(self) -> Option<Self> {
        self.get("prefixItems")?.item(0).map(|schema| self.at(schema))
    }

    /// The schema of the property with this name.
    pub(super) fn property(self, name: &str) -> Option<Self> {
        self.get("properties")?.get(name).map(|schema| self.at(schema))
    }

    /// Whether a failure of this keyword is advice.
    pub(super) fn advises(self, keyword: &str) -> bool {
        self.get("x-advice").is_some_and(|keywords| lists(keywords, keyword))
    }

    /// A schema inside this one.
    fn at(self, schema: Node<'static>) -> Self {
        Self { schema, ..self }
    }

    /// Whether both are the same schema object.
    pub(super) fn is_same(self, other: Self) -> bool {
        self.schema == other.schema
    }

    /// The place that a reference from here leads to.
    fn refer(self, shelf: &dyn Shelf, reference: &str) -> Option<Self> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { self.file } else { shelf.file(&resolve(&self.file.uri, file))? };
        let schema = at_fragment(file.document.root(), fragment)?;
        Some(Self { file, schema, ..self })
    }
}

/// The part of a file that the fragment of its URI leads to.
fn at_fragment<'d>(root: Node<'d>, fragment: &str) -> Option<Node<'d>> {
    let by_names = || fragment.strip_prefix('/')?.split('/').try_fold(root, Node::get);
    // Most references name members without escapes, and there are many.
    let is_plain = !fragment.contains(['%', '~']);
    let found = if is_plain { by_names() } else { None };
    found.or_else(|| Pointer::parse(&percent_decode(fragment)).ok()?.resolve(root))
}

/// Whether a list of texts holds one.
pub(super) fn lists(list: Node<'_>, text: &str) -> bool {
    list.elements().any(|item| item.as_str().is_some_and(|item| item == text))
}

/// The URI of a file that is named relative to another.
pub(super) fn resolve(base: &str, file: &str) -> String {
    if file.contains(':') {
        return file.to_owned();
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    if !file.contains('/') && !file.starts_with('.') {
        return format!("{folder}/{file}");
    }
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
pub(super) fn places_of(shelf: &dyn Shelf, root: Place, pointer: &Pointer) -> Vec<Place> {
    let start = expand(shelf, vec![root]);
    pointer.tokens().iter().fold(start, |places, token| follow(shelf, &places, token.as_str()))
}

/// Every schema object that speaks of a part of the value that these speak of: a member, or an item by its index.
pub(super) fn follow(shelf: &dyn Shelf, places: &[Place], part: &str) -> Vec<Place> {
    let mut found = Vec::new();
    for place in places {
        step(*place, part, &mut found);
    }
    expand(shelf, found)
}

/// The given schemas and those that apply to the same value through references and combinations.
pub(super) fn expand(shelf: &dyn Shelf, start: Vec<Place>) -> Vec<Place> {
    let mut places = start;
    let mut next = 0;
    while let Some(place) = places.get(next).filter(|_| next < MAX_REFERENCES) {
        next += 1;
        beside(shelf, *place, &mut |found| {
            if !places.iter().any(|place| place.is_same(found)) {
                places.push(found);
            }
        });
    }
    places
}

/// The schemas that apply to the same value as one that refers to them or combines them.
fn beside(shelf: &dyn Shelf, place: Place, find: &mut dyn FnMut(Place)) {
    let keywords = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "then", "else"];
    let [reference, dynamic, all, any, one, then, otherwise] = place.schema.get_each(keywords);
    let references = [reference, dynamic].into_iter().flatten().filter_map(Node::as_str);
    references.filter_map(|reference| place.refer(shelf, &reference)).for_each(&mut *find);
    all.into_iter().flat_map(Node::elements).for_each(|part| find(place.at(part)));
    let alternatives = [any, one].into_iter().flatten().flat_map(Node::elements);
    let at_times = alternatives.chain([then, otherwise].into_iter().flatten());
    at_times.for_each(|part| find(Place { sometimes: true, ..place.at(part) }));
}

/// The schemas that a schema has for one part of its value.
fn step(place: Place, part: &str, found: &mut Vec<Place>) {
    let keywords = ["properties", "patternProperties", "additionalProperties", "prefixItems", "items"];
    let [properties, patterns, additional, listed, items] = place.schema.get_each(keywords);
    let before = found.len();
    found.extend(properties.and_then(|properties| properties.get(part)).map(|schema| place.at(schema)));
    for (pattern, schema) in patterns.into_iter().flat_map(Node::members) {
        if regex::Regex::new(&pattern.name()).is_ok_and(|regex| regex.is_match(part)) {
            found.push(place.at(schema));
        }
    }
    if found.len() == before {
        found.extend(additional.filter(|schema| schema.kind() == Kind::Object).map(|schema| place.at(schema)));
    }
    if let Some(index) = index_of(part).filter(|_| listed.or(items).is_some()) {
        found.extend(item(listed, items, index).map(|schema| place.at(schema)));
    }
}

/// The schema of an array's item. Before 2020-12 a list of `items` stood for what is now `prefixItems`.
fn item(listed: Option<Node<'static>>, items: Option<Node<'static>>, index: usize) -> Option<Node<'static>> {
    let listed = [listed, items].into_iter().flatten().find_map(|list| list.item(index));
    listed.or_else(|| items.filter(|items| items.kind() == Kind::Object))
}
