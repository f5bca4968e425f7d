//! The document and its flat tree.

use super::fingerprint::Seen;
use super::node::Node;
use super::parse;
use super::string;
use super::syntax::SyntaxError;
use std::borrow::Cow;
use std::collections::HashMap;

/// A part of a text: byte offsets, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span of two offsets into a text of at most 4 GiB.
    #[expect(clippy::cast_possible_truncation, reason = "a document has at most MAX_LEN bytes, which fit")]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range to slice a text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a value is. Numbers are one kind: whether one is an integer is a matter of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// a number
    Number,
    /// a string
    String,
    /// an array
    Array,
    /// an object
    Object,
}

impl Kind {
    /// The kind as JSON Schema calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The kind as a message says it, with its article.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// What a slot of the tree holds; kept in the low bits of [`Slot::tag`].
pub(super) mod slot_kind {
    pub(in crate::json) const NULL: u32 = 0;
    pub(in crate::json) const FALSE: u32 = 1;
    pub(in crate::json) const TRUE: u32 = 2;
    pub(in crate::json) const NUMBER: u32 = 3;
    pub(in crate::json) const STRING: u32 = 4;
    pub(in crate::json) const ARRAY: u32 = 5;
    pub(in crate::json) const OBJECT: u32 = 6;
    pub(in crate::json) const KEY: u32 = 7;
    pub(in crate::json) const MASK: u32 = 7;
}

/// A string or key whose text holds a backslash.
pub(super) const ESCAPED: u32 = 1 << 3;
/// An object of which a key stands again.
pub(super) const REPEATING: u32 = 1 << 5;
/// A key that a later member of the same object has again; the later one counts.
pub(super) const SHADOWED: u32 = 1 << 4;
/// A key that is no part of the payload although it stands in it; it is shadowed too.
pub(super) const ASIDE: u32 = 1 << 6;
/// The bits of [`Slot::tag`] above these hold a container's number of children.
pub(super) const COUNT_SHIFT: u32 = 8;
/// A count that no longer fits is this; then the children are counted when asked for.
pub(super) const COUNT_MAX: u32 = u32::MAX >> COUNT_SHIFT;

/// One value or key, in document order: 16 bytes, so that four share a cache line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of a container the slot after its subtree, of a key its fingerprint.
    pub(super) link: u32,
    /// The kind, the flags, and a container's number of children (of an object: of distinct keys).
    pub(super) tag: u32,
}

impl Slot {
    pub(super) fn kind(self) -> u32 {
        self.tag & slot_kind::MASK
    }

    pub(super) fn is(self, flag: u32) -> bool {
        self.tag & flag != 0
    }
}

/// The slots of a document and the parser's scratch space, to be used again for the next document of a stream.
#[derive(Debug, Default)]
pub struct Tree {
    pub(super) slots: Vec<Slot>,
    /// Of the keys of all open objects, the outermost first.
    pub(super) fingerprints: Vec<u32>,
    pub(super) seen: Seen,
    /// The containers around the innermost open one; the first entry stands for the root's place.
    pub(super) open: Vec<parse::Open>,
    pub(super) has_duplicates: bool,
    /// The slots of keys that were set aside, and the slots after their values, in order.
    pub(super) aside: Vec<std::ops::Range<u32>>,
}

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

/// A JSON text and the tree over it.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) tree: Tree,
}

impl<'t> Document<'t> {
    /// Reads one JSON value that fills the whole of `bytes`, white space around it allowed.
    ///
    /// # Errors
    ///
    /// When the bytes are not UTF-8, not RFC 8259 JSON, nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH) or longer
    /// than [`MAX_LEN`](super::MAX_LEN).
    pub fn parse(bytes: &'t [u8]) -> Result<Self, SyntaxError> {
        Self::parse_into(bytes, &mut Tree::default())
    }

    /// As [`Document::parse`], in the space of an earlier document, which is taken only when this succeeds.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`].
    pub fn parse_into(bytes: &'t [u8], space: &mut Tree) -> Result<Self, SyntaxError> {
        let text = parse::utf8(bytes)?;
        let end = parse::value(text, space).map_err(|fault| SyntaxError::diagnose(text, fault, space))?;
        match parse::trailing(bytes, end) {
            None => Ok(Self { text, tree: std::mem::take(space) }),
            Some(at) => Err(SyntaxError::trailing(text, at)),
        }
    }

    /// Reads the first value of `bytes`; the offset after it comes with the document.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`], text after the value excepted.
    pub fn parse_prefix(bytes: &'t [u8], space: &mut Tree) -> Result<(Self, usize), SyntaxError> {
        Self::parse_first(parse::utf8(bytes)?, space)
    }

    /// As [`Document::parse_prefix`], of bytes that are known to be UTF-8.
    ///
    /// # Errors
    ///
    /// As [`Document::parse_prefix`].
    pub fn parse_first(text: &'t str, space: &mut Tree) -> Result<(Self, usize), SyntaxError> {
        if text.len() > parse::MAX_LEN {
            return Err(SyntaxError::too_long());
        }
        let end = parse::value(text, space).map_err(|fault| SyntaxError::diagnose(text, fault, space))?;
        Ok((Self { text, tree: std::mem::take(space) }, end))
    }

    /// A document of one string in quotes, for checks that apply to a property's name.
    pub(super) fn of_string(text: &'t str, is_escaped: bool, mut tree: Tree) -> Self {
        tree.slots.clear();
        let span = Span::new(0, text.len());
        tree.slots.push(Slot {
            start: span.start,
            end: span.end,
            link: 0,
            tag: slot_kind::STRING | if is_escaped { ESCAPED } else { 0 },
        });
        Self { text, tree }
    }

    /// The whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The document's value.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// Gives the tree's space back for the next document.
    pub fn into_tree(self) -> Tree {
        self.tree
    }

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
        if !value.raw().contains("\\u") {
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

    /// The slots of a value and all that is in it.
    pub(super) fn slots_of(&self, value: Node<'_>) -> impl Iterator<Item = (u32, Slot)> {
        let range = value.index..self.after(value.index);
        range.clone().zip(self.tree.slots[range.start as usize..range.end as usize].iter().copied())
    }

    pub(super) fn slot(&self, index: u32) -> Slot {
        self.tree.slots[index as usize]
    }

    /// The slot after the value at `index` and all that is in it.
    pub(super) fn after(&self, index: u32) -> u32 {
        let slot = self.slot(index);
        if slot.kind() >= slot_kind::ARRAY { slot.link } else { index + 1 }
    }

    pub(super) fn raw(&self, slot: Slot) -> &'t str {
        &self.text[slot.start as usize..slot.end as usize]
    }

    /// The text between a string's quotes.
    pub(super) fn inner(&self, slot: Slot) -> &'t str {
        &self.text[slot.start as usize + 1..slot.end as usize - 1]
    }

    pub(super) fn string_at(&self, slot: Slot) -> Cow<'t, str> {
        let inner = self.inner(slot);
        if slot.is(ESCAPED) { string::unescape(inner) } else { Cow::Borrowed(inner) }
    }

    /// Whether a key slot has this name.
    #[inline]
    pub(super) fn key_is(&self, slot: Slot, name: &str) -> bool {
        if slot.is(ESCAPED) { self.string_at(slot) == name } else { self.inner(slot) == name }
    }
}
