//! Payloads inside a document that is none itself: where they stand, and the way to one of them.

use super::text::{Wrapping, json_in};
use crate::json::{Document, Node, Pointer};
use std::fmt;

/// How many places are named.
const NAMED: usize = 3;

/// How much is looked at: values, characters of strings that hold JSON, and strings within each other. A document of that many is
/// told from what was seen.
const VALUES: usize = 20_000;
const CHARACTERS: usize = 1 << 20;
const NESTED: usize = 4;

/// The payloads that were found.
#[derive(Debug, Default)]
pub struct Inside {
    /// The first ones.
    pub places: Vec<Place>,
    /// How many there are, as far as was looked.
    pub count: usize,
}

/// A place where a payload stands.
#[derive(Debug)]
pub struct Place {
    /// The way to it; what follows the place of a string leads on in the JSON that it holds.
    pub pointer: Pointer,
    /// What it is.
    pub what: String,
    /// The string that it stands in, if it does.
    pub wrapping: Option<Wrapping>,
}

/// Tells what a value is, if it is a payload.
pub type Recognise<'r> = &'r dyn Fn(Node<'_>) -> Option<String>;

impl Inside {
    /// Looks for payloads in a value that is none itself, in its order and in strings that hold JSON. What stands inside a payload is
    /// a part of it.
    pub fn of(root: Node<'_>, recognise: Recognise<'_>) -> Self {
        let mut search = Search { recognise, found: Self::default(), values: VALUES, characters: CHARACTERS };
        search.below(root, &Pointer::default(), None, NESTED);
        search.found
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, what, wrapping } = self;
        f.write_str(what)?;
        if !pointer.tokens().is_empty() {
            write!(f, " at {pointer}")?;
        }
        wrapping.map_or(Ok(()), |wrapping| write!(f, " ({})", wrapping.in_words()))
    }
}

/// What is left to look at.
struct Search<'r> {
    recognise: Recognise<'r>,
    found: Inside,
    values: usize,
    characters: usize,
}

impl Search<'_> {
    fn below(&mut self, root: Node<'_>, start: &Pointer, wrapping: Option<Wrapping>, nested: usize) {
        let mut next = vec![(start.clone(), root)];
        while let Some((pointer, node)) = next.pop() {
            if self.values == 0 {
                return;
            }
            self.values -= 1;
            let is_whole = pointer.tokens().is_empty() && wrapping.is_none();
            let what = if is_whole { None } else { (self.recognise)(node) };
            if let Some(what) = what {
                self.found.count += 1;
                if self.found.places.len() < NAMED {
                    self.found.places.push(Place { pointer, what, wrapping });
                }
                continue;
            }
            let length = node.raw().len();
            if nested > 0
                && length <= self.characters
                && let Some((text, wrapping)) = json_in(node)
            {
                self.characters -= length;
                if let Ok(document) = Document::parse(text.as_bytes()) {
                    self.below(document.root(), &pointer, Some(wrapping), nested - 1);
                }
                continue;
            }
            let from = next.len();
            next.extend(node.members().map(|(key, part)| (pointer.join(key.name()), part)));
            next.extend(node.elements().enumerate().map(|(index, part)| (pointer.join(index.to_string()), part)));
            next[from..].reverse();
        }
    }
}

/// Where a pointer leads that may lead through strings.
#[derive(Debug, PartialEq)]
pub enum Lead {
    /// Nowhere through a string.
    Here,
    /// Into the JSON that a string holds.
    Into {
        /// The place of the outermost string.
        string: Pointer,
        /// The JSON in the innermost one.
        text: String,
        /// The way on in that JSON.
        rest: Pointer,
    },
}

impl Lead {
    /// Follows a pointer.
    pub fn of(root: Node<'_>, pointer: &Pointer) -> Self {
        Self::follow(root, pointer, NESTED)
    }

    fn follow(root: Node<'_>, pointer: &Pointer, nested: usize) -> Self {
        let (mut node, mut passed) = (root, Pointer::default());
        let mut tokens = pointer.tokens().iter();
        let mut rest = tokens.as_slice();
        while let Some(child) = tokens.next().and_then(|token| Some((token, node.child(token)?))) {
            (passed, node) = (passed.join(child.0.as_str()), child.1);
            rest = tokens.as_slice();
        }
        let Some((text, _)) = json_in(node).filter(|_| nested > 0) else {
            return Self::Here;
        };
        let rest: Pointer = rest.iter().cloned().collect();
        let deeper = Document::parse(text.as_bytes()).map(|inner| Self::follow(inner.root(), &rest, nested - 1));
        match deeper {
            Ok(Self::Into { text, rest, .. }) => Self::Into { string: passed, text, rest },
            _ => Self::Into { string: passed, text, rest },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Inside, Lead};
    use crate::json::{Document, Node, Pointer};

    const TEXT: &str =
        r#"{"a":[{"p":1},{"b":"{\"c\":{\"p\":2},\"d\":\"[{\\\"p\\\":3}]\"}"}],"e":"eyJwIjo0fQ==","p":"no"}"#;

    fn is_payload(node: Node<'_>) -> Option<String> {
        node.get("p").and_then(Node::as_number).map(|_| node.raw().to_owned())
    }

    #[test]
    fn payloads_are_found_in_their_order() {
        let document = Document::parse(TEXT.as_bytes()).unwrap();
        let found = Inside::of(document.root(), &is_payload);
        let places: Vec<_> = found
            .places
            .iter()
            .map(|place| (place.pointer.to_string(), &*place.what, place.wrapping.is_some()))
            .collect();
        assert_eq!(found.count, 4);
        let expected =
            [("/a/0", r#"{"p":1}"#, false), ("/a/1/b/c", r#"{"p":2}"#, true), ("/a/1/b/d/0", r#"{"p":3}"#, true)];
        assert_eq!(places, expected.map(|(place, what, is_string)| (place.to_owned(), what, is_string)));
    }

    #[test]
    fn pointers_lead_through_strings() {
        let document = Document::parse(TEXT.as_bytes()).unwrap();
        let lead = |place| match Lead::of(document.root(), &Pointer::parse(place).unwrap()) {
            Lead::Here => None,
            Lead::Into { string, text, rest } => Some(format!("{string} {text} {rest}")),
        };
        assert_eq!(lead("/a/0"), None);
        assert_eq!(lead("/p"), None);
        assert_eq!(lead("/none"), None);
        assert_eq!(lead("/e").as_deref(), Some("/e {\"p\":4} "));
        assert_eq!(lead("/a/1/b/d/0").as_deref(), Some("/a/1/b [{\"p\":3}] /0"));
        assert_eq!(lead("/a/1/b/c/none").map(|lead| lead.ends_with("/c/none")), Some(true));
    }
}
