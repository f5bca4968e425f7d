//! Members that are looked up by the same names in every document.

use super::fingerprint::fingerprint;
use super::node::Node;
use std::borrow::Cow;
use std::cell::Cell;

/// A key's name, ready to be looked up many times.
#[derive(Debug)]
pub struct PreparedKey {
    pub(super) name: Cow<'static, str>,
    pub(super) print: u32,
}

impl PreparedKey {
    /// Prepares a name.
    pub fn new(name: &str) -> Self {
        Self { name: Cow::Owned(name.to_owned()), print: fingerprint(name.as_bytes()) }
    }

    /// Prepares a name that stays.
    pub const fn of(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), print: fingerprint(name.as_bytes()) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

/// How many objects [`Lookup`] keeps in mind; a power of two.
const OBJECTS: usize = 4;

/// Looks members up in a few objects of one document, again and again: most names that are asked for are not there, and a bit
/// for each key tells so.
#[derive(Debug)]
pub struct Lookup([Cell<(u32, u64)>; OBJECTS]);

impl Default for Lookup {
    fn default() -> Self {
        Self([const { Cell::new((u32::MAX, 0)) }; OBJECTS])
    }
}

impl Lookup {
    /// The value of the first member with this name.
    pub fn get<'d>(&self, object: Node<'d>, key: &PreparedKey) -> Option<Node<'d>> {
        let seen = &self.0[object.index as usize % OBJECTS];
        if seen.get().0 != object.index {
            let bits = object.members().fold(0, |bits, (key, _)| bits | bit(key.slot.link));
            seen.set((object.index, bits));
        }
        if seen.get().1 & bit(key.print) == 0 { None } else { object.get_prepared(key) }
    }
}

fn bit(print: u32) -> u64 {
    1 << (print % 64)
}

#[cfg(test)]
mod tests {
    use super::{Lookup, PreparedKey};
    use crate::json::{Document, Node};

    #[test]
    fn members_are_found_as_without_it() {
        let objects: Vec<String> = (0..20)
            .map(|first| {
                format!(
                    "{{{}}}",
                    (first..first + 9).map(|n| format!(r#""k{n}":[{n},{{"k{n}":0}}]"#)).collect::<Vec<_>>().join(",")
                )
            })
            .collect();
        let text = format!("[{}]", objects.join(","));
        let document = Document::parse(text.as_bytes()).unwrap();
        let lookup = Lookup::default();
        for _ in 0..2 {
            for object in document.root().elements() {
                for number in 0..40 {
                    let key = PreparedKey::new(&format!("k{number}"));
                    let found = object.get_prepared(&key);
                    assert_eq!(lookup.get(object, &key).map(Node::span), found.map(Node::span));
                    let inner = found.and_then(|node| node.item(1));
                    assert!(inner.is_none_or(|inner| lookup.get(inner, &key).is_some()));
                }
            }
        }
    }
}
