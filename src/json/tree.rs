//! The document and its flat tree.

use super::fingerprint::Seen;
use super::node::Node;
use super::parse;
use super::slot::{ESCAPED, Slot, slot_kind};
use super::string;
use super::syntax::SyntaxError;
use std::borrow::Cow;

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
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a twentieth of the time that validating takes")]
    pub(super) fn key_is(&self, slot: Slot, name: &str) -> bool {
        if slot.is(ESCAPED) {
            return self.string_at(slot) == name;
        }
        // As bytes: a text's slice would be asked whether it begins and ends with a whole character.
        &self.text.as_bytes()[slot.start as usize + 1..slot.end as usize - 1] == name.as_bytes()
    }
}
