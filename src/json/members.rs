//! What containers hold: members with their keys, and items.

use super::lookup::PreparedKey;
use super::node::Node;
use super::slot::{ESCAPED, SHADOWED, Slot};
use super::string;
use super::tree::{Document, Span};
use std::borrow::Cow;

/// A member's key.
#[derive(Debug, Clone, Copy)]
pub struct Key<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) slot: Slot,
}

impl<'d> Key<'d> {
    /// The name, its escapes resolved.
    pub fn name(self) -> Cow<'d, str> {
        self.document.string_at(self.slot)
    }

    /// The key as it is spelled, its quotes included.
    pub(crate) fn as_written(self) -> &'d str {
        self.document.raw(self.slot)
    }

    /// Whether another key has the same name, however it is spelled.
    #[inline]
    pub fn is_same(self, other: Key<'_>) -> bool {
        self.slot.link == other.slot.link
            && same_text(
                (self.document.inner(self.slot), self.slot.is(ESCAPED)),
                (other.document.inner(other.slot), other.slot.is(ESCAPED)),
            )
    }

    /// A number that keys of the same name share, and most others do not.
    pub(crate) fn print(self) -> u32 {
        self.slot.link
    }

    /// Whether this is its name.
    pub(crate) fn is(self, name: &PreparedKey) -> bool {
        self.slot.link == name.print && self.document.key_is(self.slot, &name.name)
    }

    /// The name as it is written, its quotes included.
    pub fn raw(self) -> &'d str {
        self.document.raw(self.slot)
    }

    /// Where the key stands, its quotes included.
    pub fn span(self) -> Span {
        Span { start: self.slot.start, end: self.slot.end }
    }
}

/// Whether two texts between quotes have the same characters; with each comes whether it holds escapes.
pub(super) fn same_text((one, is_escaped): (&str, bool), (other, other_is_escaped): (&str, bool)) -> bool {
    one == other || (is_escaped || other_is_escaped) && string::identity(one) == string::identity(other)
}

/// The members of an object.
#[derive(Debug, Clone)]
pub struct Members<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) next: u32,
    pub(super) end: u32,
}

impl<'d> Members<'d> {
    /// The value of the first member with this name.
    #[inline]
    pub(super) fn find_key(&mut self, key: &PreparedKey) -> Option<Node<'d>> {
        self.find_named(&key.name, key.print)
    }

    /// As [`Self::find_key`], by a name and its fingerprint.
    #[inline]
    pub(super) fn find_named(&mut self, name: &str, print: u32) -> Option<Node<'d>> {
        while let Some((slot, value)) = self.next_slot() {
            if slot.link == print && self.document.key_is(slot, name) {
                return Some(value);
            }
        }
        None
    }

    /// The slot of the next member's key.
    pub(super) fn position(&self) -> u32 {
        self.next
    }

    /// The members from a key's slot on, and those before it.
    pub(super) fn split_at(self, slot: u32) -> (Self, Self) {
        (Self { next: slot, ..self.clone() }, Self { end: slot.min(self.end), ..self })
    }

    /// The next member's key slot and value.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a twentieth of the time that validating takes")]
    pub(super) fn next_slot(&mut self) -> Option<(Slot, Node<'d>)> {
        while self.next < self.end {
            let slot = self.document.slot(self.next);
            let value = self.next + 1;
            self.next = self.document.after(value);
            if !slot.is(SHADOWED) {
                return Some((slot, Node { document: self.document, index: value }));
            }
        }
        None
    }
}

impl<'d> Iterator for Members<'d> {
    type Item = (Key<'d>, Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let document = self.document;
        self.next_slot().map(|(slot, value)| (Key { document, slot }, value))
    }
}

/// The items of an array, each at its index.
#[derive(Debug, Clone)]
pub(crate) struct Items<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) indexes: Vec<u32>,
}

impl<'d> Items<'d> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.indexes.len()
    }

    /// The item at an index that is less than their number.
    #[inline]
    pub(crate) fn at(&self, index: usize) -> Node<'d> {
        Node { document: self.document, index: self.indexes[index] }
    }
}

/// The items of an array.
#[derive(Debug, Clone)]
pub struct Elements<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) next: u32,
    pub(super) end: u32,
}

impl<'d> Iterator for Elements<'d> {
    type Item = Node<'d>;

    #[inline]
    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { document: self.document, index: self.next };
        self.next = self.document.after(self.next);
        Some(node)
    }
}
