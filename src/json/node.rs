//! A value of a document, and the way to its parts.

use super::fingerprint::fingerprint;
use super::lookup::PreparedKey;
use super::members::{Elements, Items, Key, Members, same_text};
use super::number::Number;
use super::pointer::Token;
use super::slot::{COUNT_MAX, COUNT_SHIFT, ESCAPED, PLAIN, Slot, slot_kind};
use super::string;
use super::tree::{Document, Kind, Span};
use std::borrow::Cow;
use std::fmt;

/// A value in a document: a handle that is as cheap as a reference.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: u32,
}

impl fmt::Debug for Node<'_> {
    /// The value as it is written, without the document around it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Node").field("span", &self.span()).field("raw", &self.raw()).finish_non_exhaustive()
    }
}

impl PartialEq for Node<'_> {
    /// Whether both are the same place of the same document.
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.document, other.document)
    }
}

impl<'d> Node<'d> {
    pub(super) fn new(document: &'d Document<'_>, index: u32) -> Self {
        Self { document, index }
    }

    pub(super) fn slot(self) -> Slot {
        self.document.slot(self.index)
    }

    /// What the value is.
    pub fn kind(self) -> Kind {
        match self.slot().kind() {
            slot_kind::NULL => Kind::Null,
            slot_kind::FALSE | slot_kind::TRUE => Kind::Boolean,
            slot_kind::NUMBER => Kind::Number,
            slot_kind::ARRAY => Kind::Array,
            slot_kind::OBJECT => Kind::Object,
            _ => Kind::String,
        }
    }

    /// Where the value stands in the document's text.
    pub fn span(self) -> Span {
        let Slot { start, end, .. } = self.slot();
        Span { start, end }
    }

    /// The value as it is written.
    pub fn raw(self) -> &'d str {
        self.document.raw(self.slot())
    }

    /// The document that the value is part of.
    pub fn document(self) -> &'d Document<'d> {
        self.document
    }

    /// The string's characters, its escapes resolved; half of a surrogate pair is U+FFFD.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        let slot = self.slot();
        (slot.kind() == slot_kind::STRING).then(|| self.document.string_at(slot))
    }

    /// The number as it is written.
    pub fn as_number(self) -> Option<Number<'d>> {
        let slot = self.slot();
        (slot.kind() == slot_kind::NUMBER).then(|| Number::new(self.document.raw(slot), slot.is(PLAIN)))
    }

    /// The boolean.
    pub fn as_bool(self) -> Option<bool> {
        match self.slot().kind() {
            slot_kind::TRUE => Some(true),
            slot_kind::FALSE => Some(false),
            _ => None,
        }
    }

    /// Whether the value is `null`.
    pub fn is_null(self) -> bool {
        self.slot().kind() == slot_kind::NULL
    }

    /// How many distinct keys or items the container has.
    pub fn len(self) -> usize {
        let slot = self.slot();
        match (slot.tag >> COUNT_SHIFT, slot.kind()) {
            (COUNT_MAX, slot_kind::OBJECT) => self.members().count(),
            (COUNT_MAX, slot_kind::ARRAY) => self.elements().count(),
            (count, _) => count as usize,
        }
    }

    /// How many strings, numbers and booleans there are in the value: what it says. Of a key that stands again all values count.
    pub fn scalar_count(self) -> usize {
        let says = |slot: Slot| matches!(slot.kind(), slot_kind::FALSE..=slot_kind::STRING);
        self.document.parts_of(self).filter(|(_, slot)| says(*slot)).count()
    }

    /// Whether the value has no keys or items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The members of an object in document order; of a key that stands again the last one only. Nothing of any other
    /// value.
    #[inline]
    pub fn members(self) -> Members<'d> {
        let slot = self.slot();
        let is_object = slot.kind() == slot_kind::OBJECT;
        Members { document: self.document, next: self.index + 1, end: if is_object { slot.link } else { 0 } }
    }

    /// The items of an array. Nothing of any other value.
    #[inline]
    pub fn elements(self) -> Elements<'d> {
        let slot = self.slot();
        let is_array = slot.kind() == slot_kind::ARRAY;
        Elements { document: self.document, next: self.index + 1, end: if is_array { slot.link } else { 0 } }
    }

    /// The members of an object, those included whose key stands again later.
    pub fn all_members(self) -> impl Iterator<Item = (Key<'d>, Node<'d>)> {
        let slot = self.slot();
        let end = if slot.kind() == slot_kind::OBJECT { slot.link } else { 0 };
        let document = self.document;
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let (slot, value) = (document.slot(next), next + 1);
                next = document.after(value);
                (Key { document, slot }, Node { document, index: value })
            })
        })
    }

    /// The members of the value and of all objects in it; of a key that stands again all.
    pub(crate) fn members_below(self) -> impl Iterator<Item = (Key<'d>, Node<'d>)> {
        let document = self.document;
        let keys = document.slots_of(self).filter(|(_, slot)| slot.kind() == slot_kind::KEY);
        keys.map(move |(index, slot)| (Key { document, slot }, Node { document, index: index + 1 }))
    }

    /// The strings among the value and its parts, keys left out; of a key that stands again all.
    pub fn strings(self) -> impl Iterator<Item = Node<'d>> {
        let document = self.document;
        let all = (self.index..document.after(self.index)).map(move |index| Node { document, index });
        all.filter(|node| node.slot().kind() == slot_kind::STRING)
    }

    /// Whether the string may be this one: as long, or written with escapes.
    pub fn may_be(self, text: &str) -> bool {
        let slot = self.slot();
        slot.is(ESCAPED) || (slot.end - slot.start) as usize == text.len() + 2
    }

    /// Whether the value is a string that holds an `@`, and so most likely an e-mail address.
    pub fn holds_address(self) -> bool {
        self.as_str().is_some_and(|text| text.contains('@'))
    }

    /// The value of a member, of a key that stands again the last one.
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        self.members().find_named(name, fingerprint(name.as_bytes()))
    }

    /// The values of several members, as [`Node::get`] finds each of them.
    pub(crate) fn get_each<const N: usize>(self, names: [&str; N]) -> [Option<Node<'d>>; N] {
        let mut found = [None; N];
        let mut members = self.members();
        while let Some((slot, value)) = members.next_slot() {
            if let Some(at) = names.iter().position(|name| self.document.key_is(slot, name)) {
                found[at] = Some(value);
            }
        }
        found
    }

    /// As [`Node::get`], by a name that is looked up often.
    #[inline]
    pub fn get_prepared(self, key: &PreparedKey) -> Option<Node<'d>> {
        self.members().find_key(key)
    }

    /// The value of the member whose key is the same as one of another object: also where keys have one name only because
    /// halves of surrogate pairs have none.
    pub(crate) fn get_like(self, key: Key<'_>) -> Option<Node<'d>> {
        self.members().find(|(other, _)| other.is_same(key)).map(|(_, value)| value)
    }

    /// The slot of a member's key.
    pub(super) fn key_slot(self, key: &PreparedKey) -> Option<u32> {
        self.get_prepared(key).map(|value| value.index - 1)
    }

    /// Where the key of a member stands.
    pub fn key_span(self, name: &str) -> Option<Span> {
        self.members().find(|(key, _)| key.name() == name).map(|(key, _)| key.span())
    }

    /// An item of an array.
    pub fn item(self, index: usize) -> Option<Node<'d>> {
        self.elements().nth(index)
    }

    /// Whether both are strings of the same characters, however they are spelled.
    pub(crate) fn same_string(self, other: Node<'_>) -> bool {
        let (mine, theirs) = (self.slot(), other.slot());
        let are_strings = mine.kind() == slot_kind::STRING && theirs.kind() == slot_kind::STRING;
        are_strings
            && same_text(
                (self.document.inner(mine), mine.is(ESCAPED)),
                (other.document.inner(theirs), theirs.is(ESCAPED)),
            )
    }

    /// The bytes that tell a string from others, however it is spelled.
    pub(crate) fn string_identity(self) -> Cow<'d, [u8]> {
        let slot = self.slot();
        let inner = self.document.inner(slot);
        if slot.is(ESCAPED) { string::identity(inner) } else { Cow::Borrowed(inner.as_bytes()) }
    }

    /// How many values and keys the value is made of, itself included.
    pub(crate) fn extent(self) -> u32 {
        self.document.after(self.index) - self.index
    }

    /// A number for the value that no other value of its document has.
    pub(crate) fn number(self) -> u32 {
        self.index
    }

    /// The items of an array, to be reached by their index.
    pub(crate) fn items(self) -> Items<'d> {
        let mut indexes = Vec::with_capacity(if self.kind() == Kind::Array { self.len() } else { 0 });
        indexes.extend(self.elements().map(|item| item.index));
        Items { document: self.document, indexes }
    }

    /// The part that one token of a JSON Pointer leads to.
    pub fn child(self, token: &Token) -> Option<Node<'d>> {
        match self.kind() {
            Kind::Object => self.get(token.as_str()),
            Kind::Array => token.as_index().and_then(|index| self.item(index)),
            _ => None,
        }
    }
}
