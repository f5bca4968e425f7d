//! What is personal by its name, where no schema speaks of the field.
//!
//! Senders put what they like into free objects, and nobody's schema describes a payload that was not recognised. A name that
//! means a person everywhere is taken at its word; one that means persons and things is judged by what it stands in and beside.

use super::library::BUNDLED;
use crate::json::{Document, Kind, Node, Pointer};
use crate::near::{is_near, plain};
use std::sync::LazyLock;

/// The words and names, with what they are good for.
static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let lines = include_str!("personal.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.filter_map(|line| {
        let mut parts = line.split(' ');
        let (sort, text) = (parts.next()?, parts.next()?);
        Some(Word { sort: Sort::named(sort)?, text, kind: parts.next().unwrap_or_default() })
    });
    words.collect()
});

/// A line of the list.
struct Word {
    sort: Sort,
    text: &'static str,
    kind: &'static str,
}

/// What a word says of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Anywhere,
    Whole,
    Shared,
    Person,
    Thing,
}

impl Sort {
    fn named(name: &str) -> Option<Self> {
        match name {
            "anywhere" => Some(Self::Anywhere),
            "whole" => Some(Self::Whole),
            "shared" => Some(Self::Shared),
            "person" => Some(Self::Person),
            "thing" => Some(Self::Thing),
            _ => None,
        }
    }

    /// The kind that the first fitting word of this sort says.
    fn kind_of(self, name: &str) -> Option<&'static str> {
        let fits = |word: &&Word| match self {
            Self::Anywhere => name.contains(word.text),
            Self::Whole | Self::Shared => name == word.text,
            Self::Person | Self::Thing => name.strip_suffix('s').unwrap_or(name).ends_with(word.text),
        };
        WORDS.iter().filter(|word| word.sort == self).find(fits).map(|word| word.kind)
    }
}

/// The names that are personal by a bundled schema, without case and separators: read when the first unknown field is met.
static KNOWN: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut names = Vec::new();
    for (_, text) in BUNDLED {
        if let Ok(document) = Document::parse(text.as_bytes()) {
            collect(document.root(), &mut names);
        }
    }
    names.sort();
    names.dedup_by(|next, kept| next.0 == kept.0);
    names
});

/// The kind of personal data that a value of a payload is by its name. Of a field that a schema describes nobody should ask: the
/// schema knows better.
pub fn by_name(payload: Node<'_>, pointer: &Pointer) -> Option<&'static str> {
    let (around, name) = pointer.split_last()?;
    let name: String = plain(name.as_str()).collect();
    of_word(&name)
        .or_else(|| {
            let kind = Sort::Shared.kind_of(&name)?;
            is_of_person(payload, &around).then_some(kind)
        })
        .or_else(|| {
            // A letter may be wrong in a short name, two in a long one; in a word of four nearly every edit makes another word.
            let edits = [5, 9].iter().filter(|length| name.len() >= **length).count();
            let mut known = if edits > 0 { KNOWN.iter() } else { [].iter() };
            let near = known.find(|(known, _)| known.len() >= 5 && is_near(&name, known, edits));
            near.filter(|(known, _)| Sort::Shared.kind_of(known).is_none()).map(|(_, kind)| kind.as_str())
        })
}

/// Whether a text is JSON with something personal in it: by its name, as an address, or in a string that holds JSON again.
pub fn holds_personal(text: &str) -> bool {
    /// Who wraps a value more often than this wants it not to be seen.
    const NESTED: usize = 6;
    json_holds_personal(text, NESTED)
}

fn json_holds_personal(text: &str, nested: usize) -> bool {
    if !text.trim_start().starts_with(['{', '[', '"']) {
        return false;
    }
    let Ok(document) = Document::parse(text.as_bytes()) else { return false };
    let root = document.root();
    let mut next = vec![(Pointer::default(), root)];
    while let Some((pointer, node)) = next.pop() {
        let holds_json = || node.as_str().is_some_and(|text| nested == 0 || json_holds_personal(&text, nested - 1));
        if node.holds_address() || may_be_personal(node) && by_name(root, &pointer).is_some() || holds_json() {
            return true;
        }
        next.extend(node.members().map(|(key, part)| (pointer.join(key.name()), part)));
        next.extend(node.elements().enumerate().map(|(index, part)| (pointer.join(index.to_string()), part)));
    }
    false
}

/// Whether a value can tell who somebody is: yes, no and nothing cannot.
pub fn may_be_personal(node: Node<'_>) -> bool {
    !matches!(node.kind(), Kind::Boolean | Kind::Null)
}

fn of_word(name: &str) -> Option<&'static str> {
    Sort::Whole.kind_of(name).or_else(|| Sort::Anywhere.kind_of(name))
}

/// Whether an object is about a person: by its name or by that of one around it, or by an address or number in it.
fn is_of_person(payload: Node<'_>, object: &Pointer) -> bool {
    for token in object.tokens().iter().rev().filter(|token| token.as_index().is_none()) {
        let name: String = plain(token.as_str()).collect();
        if Sort::Thing.kind_of(&name).is_some() {
            return false;
        }
        if Sort::Person.kind_of(&name).is_some() {
            return true;
        }
    }
    let is_reachable = |name: &str| matches!(of_word(&plain(name).collect::<String>()), Some("email" | "phone"));
    object.resolve(payload).is_some_and(|object| object.members().any(|(key, _)| is_reachable(&key.name())))
}

/// Collects the names of properties that a schema calls personal, and shows masked.
fn collect(schema: Node<'_>, names: &mut Vec<(String, String)>) {
    let mut next = vec![schema];
    while let Some(node) = next.pop() {
        for (name, property) in node.get("properties").into_iter().flat_map(Node::members) {
            let kind = property.get("x-personal").filter(|kind| kind.kind() == Kind::String).and_then(Node::as_str);
            names.extend(
                kind.filter(|kind| kind != "account").map(|kind| (plain(&name.name()).collect(), kind.into_owned())),
            );
        }
        next.extend(node.members().map(|(_, value)| value));
        next.extend(node.elements());
    }
}

#[cfg(test)]
mod tests {
    use super::by_name;
    use crate::json::{Document, Pointer};

    #[test]
    fn names_are_judged_by_themselves_and_by_what_is_around() {
        let text = br#"{"customer":{"a":{"name":1},"tags":[{"name":1}],"status":1},"shop":{"name":1,"city":1},
            "someone":{"name":1,"phoneNumber":1},"status":1,"state":1,"emial":1,"birtday":1,"lastNmae":1,"Full Name":1,
            "shipping_address":{"line_1":1},"date":1,"namespace":1,"zip":1,"zipped":1,"users":[{"name":1}]}"#;
        let document = Document::parse(text).unwrap();
        let kind = |place| by_name(document.root(), &Pointer::parse(place).unwrap());
        for (place, expected) in [
            ("/customer/a/name", "name"),
            ("/someone/name", "name"),
            ("/users/0/name", "name"),
            ("/someone/phoneNumber", "phone"),
            ("/emial", "email"),
            ("/birtday", "birthdate"),
            ("/lastNmae", "name"),
            ("/Full Name", "name"),
            ("/shipping_address", "address"),
            ("/zip", "address"),
        ] {
            assert_eq!(kind(place), Some(expected), "{place}");
        }
        for place in [
            "",
            "/customer",
            "/customer/tags/0/name",
            "/customer/status",
            "/shop/name",
            "/shop/city",
            "/status",
            "/state",
            "/date",
            "/namespace",
            "/zipped",
        ] {
            assert_eq!(kind(place), None, "{place}");
        }
    }
}
