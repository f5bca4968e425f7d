//! Places in a payload, spelled for the tools that people use.

use super::mask::mask;
use crate::json::{Kind, Node, Pointer, escape};
use crate::near::nearest;
use std::borrow::Cow;

/// How a place is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PathStyle {
    /// A JSON Pointer: `/items/0/a b`
    #[default]
    Pointer,
    /// A path of jq: `.items[0]["a b"]`
    Jq,
    /// A `JSONPath` (RFC 9535): `$.items[0]['a b']`
    JsonPath,
}

impl PathStyle {
    /// Spells a place of a payload as it may be seen.
    pub fn spell(self, payload: Node<'_>, pointer: &Pointer, show_personal: bool) -> String {
        let mut out = match self {
            Self::Pointer => return seen_place(pointer, show_personal),
            Self::Jq => ".".to_owned(),
            Self::JsonPath => "$".to_owned(),
        };
        let mut node = Some(payload);
        for token in pointer.tokens() {
            let name = &*seen_name(token.as_str(), show_personal);
            if node.is_some_and(|node| node.kind() == Kind::Array) {
                out.extend(["[", name, "]"]);
            } else if is_plain(name) {
                // Of jq's paths the first point stands already.
                out += if out == "." { "" } else { "." };
                out += name;
            } else {
                out.extend(["[", &self.quoted(name), "]"]);
            }
            node = node.and_then(|node| node.child(token));
        }
        out
    }

    fn quoted(self, name: &str) -> String {
        let escaped = escape(name);
        match self {
            Self::Pointer | Self::Jq => escaped,
            Self::JsonPath => {
                let inner = escaped[1..escaped.len() - 1].replace("\\\"", "\"").replace('\'', "\\'");
                format!("'{inner}'")
            }
        }
    }
}

/// A place as it may be seen: a name with an address in it is masked.
pub fn seen_place(pointer: &Pointer, show_personal: bool) -> String {
    let names = pointer.tokens().iter().map(|token| seen_name(token.as_str(), show_personal));
    names.fold(Pointer::default(), |place, name| place.join(name)).to_string()
}

fn seen_name(name: &str, show_personal: bool) -> Cow<'_, str> {
    if name.contains('@') && !show_personal { mask("email", name).into() } else { name.into() }
}

/// The place that was probably meant by one that a payload does not have: its name misspelt, or in another case.
pub fn nearest_place(payload: Node<'_>, pointer: &Pointer) -> Option<Pointer> {
    let (mut node, mut place) = (payload, Pointer::default());
    for token in pointer.tokens() {
        let name = if node.child(token).is_some() {
            token.as_str().to_owned()
        } else {
            let names: Vec<_> = node.members().map(|(key, _)| key.name()).collect();
            nearest(token.as_str(), names.iter().map(|name| &**name))?.to_owned()
        };
        place = place.join(name);
        node = place.resolve(payload)?;
    }
    Some(place)
}

/// Whether a name needs no quotes.
fn is_plain(name: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic() || character == '_';
    name.starts_with(is_letter) && name.chars().all(|character| is_letter(character) || character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::PathStyle::{Jq, JsonPath, Pointer};
    use crate::json::{self, Document};

    #[test]
    fn places_are_spelled_for_each_tool() {
        let text = r#"{"items":[{"a b":{"it's \"q\"":1,"0":2}}]}"#;
        let document = Document::parse(text.as_bytes()).unwrap();
        let cases = [
            ("", "", ".", "$"),
            ("/items/0", "/items/0", ".items[0]", "$.items[0]"),
            ("/items/0/a b/0", "/items/0/a b/0", r#".items[0]["a b"]["0"]"#, "$.items[0]['a b']['0']"),
            (
                "/items/0/a b/it's \"q\"",
                "/items/0/a b/it's \"q\"",
                r#".items[0]["a b"]["it's \"q\""]"#,
                r#"$.items[0]['a b']['it\'s "q"']"#,
            ),
        ];
        for (place, pointer, jq, jsonpath) in cases {
            let place = json::Pointer::parse(place).unwrap();
            let spelled = [Pointer, Jq, JsonPath].map(|style| style.spell(document.root(), &place, false));
            assert_eq!(spelled, [pointer, jq, jsonpath]);
        }
    }

    #[test]
    fn a_misspelt_place_is_told_the_near_one() {
        let document = Document::parse(br#"{"customer":{"firstName":1}}"#).unwrap();
        let near = |place| super::nearest_place(document.root(), &json::Pointer::parse(place).unwrap());
        assert_eq!(near("/custmer/first_name").map(|place| place.to_string()).as_deref(), Some("/customer/firstName"));
        assert_eq!(near("/customer/none"), None);
        assert_eq!(near("/customer/firstName/0"), None);
    }

    #[test]
    fn a_name_first_in_brackets_follows_the_point() {
        let document = Document::parse(br#"{"a b":1}"#).unwrap();
        let place = json::Pointer::parse("/a b").unwrap();
        assert_eq!(Jq.spell(document.root(), &place, false), r#".["a b"]"#);
    }

    #[test]
    fn names_with_addresses_are_masked() {
        let document = Document::parse(br#"{"anna@example.com":[{"b":1}]}"#).unwrap();
        let place = json::Pointer::parse("/anna@example.com/0/b").unwrap();
        let spell = |style: super::PathStyle, all| style.spell(document.root(), &place, all);
        assert_eq!(spell(Pointer, false), "/a\u{2022}\u{2022}\u{2022}@example.com/0/b");
        assert_eq!(spell(Jq, false), ".[\"a\u{2022}\u{2022}\u{2022}@example.com\"][0].b");
        assert_eq!(spell(Pointer, true), "/anna@example.com/0/b");
    }
}
