//! What can be read and may be read otherwise elsewhere: keys that stand twice, and halves of characters.

use super::node::Node;
use super::slot::{ESCAPED, REPEATING, Slot, slot_kind};
use super::string;
use super::tree::{Document, Span};
use std::borrow::Cow;
use std::collections::HashMap;

/// A key that stands twice in one object.
#[derive(Debug, Clone)]
pub struct DuplicateKey<'d> {
    /// The object.
    pub object: Node<'d>,
    /// The key's name.
    pub name: Cow<'d, str>,
    /// The later key.
    pub key: Span,
    /// The first key with the same name.
    pub first: Span,
}

impl Document<'_> {
    /// Every key inside a value that stands again in its object, in the order of the later ones.
    pub fn duplicate_keys(&self, value: Node<'_>) -> Vec<DuplicateKey<'_>> {
        let mut found = Vec::new();
        if self.tree.has_duplicates {
            let repeating =
                self.parts_of(value).filter(|(_, slot)| slot.kind() == slot_kind::OBJECT && slot.is(REPEATING));
            repeating.for_each(|(index, slot)| self.duplicates_of(index, slot, &mut found));
            found.sort_by_key(|duplicate| duplicate.key);
        }
        found
    }

    fn duplicates_of<'d>(&'d self, object: u32, slot: Slot, found: &mut Vec<DuplicateKey<'d>>) {
        let mut first_of: HashMap<_, Span> = HashMap::new();
        let mut at = object + 1;
        while at < slot.link {
            let key = self.slot(at);
            let span = Span { start: key.start, end: key.end };
            let first = *first_of.entry(string::identity(self.inner(key))).or_insert(span);
            if first != span {
                found.push(DuplicateKey {
                    object: Node::new(self, object),
                    name: self.string_at(key),
                    key: span,
                    first,
                });
            }
            at = self.after(at + 1);
        }
    }

    /// The strings and keys inside a value that hold half of a surrogate pair, as `"\ud800"` does, each with the value that
    /// it is or names.
    pub fn lone_surrogates(&self, value: Node<'_>) -> Vec<(Span, Node<'_>)> {
        if memchr::memchr(b'\\', value.raw().as_bytes()).is_none() {
            return Vec::new();
        }
        let is_text = |slot: &Slot| matches!(slot.kind(), slot_kind::STRING | slot_kind::KEY);
        self.parts_of(value)
            .filter(|(_, slot)| is_text(slot) && slot.is(ESCAPED) && string::has_lone_surrogate(self.inner(*slot)))
            .map(|(index, slot)| {
                let value = index + u32::from(slot.kind() == slot_kind::KEY);
                (Span { start: slot.start, end: slot.end }, Node::new(self, value))
            })
            .collect()
    }
}
