//! The document as the jsonschema crate reads it: schemas run on the tree itself, without a copy of it.

use super::lookup::PreparedKey;
use super::members::{Elements, Members};
use super::node::Node;
use super::number::Number;
use super::tree::{Document, Kind, Tree};
use super::value;
use jsonschema::JsonType;
use jsonschema::json::{self, NodeIdentity};
use jsonschema_value::LazyInstance;
use serde_json::Value;
use std::borrow::Cow;
use std::cell::Cell;

/// Marks our tree as a representation of JSON.
#[derive(Debug, Clone, Copy)]
pub struct View;

/// The space for one string that is checked as a value of its own.
#[derive(Debug, Default)]
pub struct StringBuffer {
    text: String,
    tree: Tree,
}

impl json::Json for View {
    type Node<'a> = Node<'a>;
    type PreparedKey = PreparedKey;
    type StringBuffer = StringBuffer;

    /// A look-up goes through members, too: one pass over all of them costs as much as a look-up for every second.
    const KEYS_PER_LOOKUP: usize = 2;

    fn prepare_key(key: &str) -> PreparedKey {
        PreparedKey::new(key)
    }

    fn with_string_node<T>(buffer: &mut StringBuffer, string: &str, f: impl FnOnce(Node<'_>) -> T) -> T {
        buffer.text.clear();
        let is_plain = string.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
        if is_plain {
            buffer.text.extend(["\"", string, "\""]);
        } else {
            buffer.text.push_str(&super::string::escape(string));
        }
        let document = Document::of_string(&buffer.text, !is_plain, std::mem::take(&mut buffer.tree));
        let result = f(document.root());
        buffer.tree = document.into_tree();
        result
    }
}

impl<'a> json::Node<'a, View> for Node<'a> {
    type Object = Object<'a>;
    type Array = Array<'a>;
    type Number = Number<'a>;

    #[inline]
    fn as_object(&self) -> Option<Object<'a>> {
        (self.kind() == Kind::Object).then(|| Object { node: *self, cursor: Cell::new(self.index + 1) })
    }

    #[inline]
    fn as_array(&self) -> Option<Array<'a>> {
        (self.kind() == Kind::Array).then_some(Array(*self))
    }

    #[inline]
    fn as_string(&self) -> Option<Cow<'a, str>> {
        Node::as_str(*self)
    }

    #[inline]
    fn as_number(&self) -> Option<Number<'a>> {
        Node::as_number(*self)
    }

    #[inline]
    fn as_boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    #[inline]
    fn is_null(&self) -> bool {
        Node::is_null(*self)
    }

    #[inline]
    fn is_number(&self) -> bool {
        self.kind() == Kind::Number
    }

    #[inline]
    fn is_string(&self) -> bool {
        self.kind() == Kind::String
    }

    #[inline]
    fn json_type(&self) -> JsonType {
        match self.kind() {
            Kind::Null => JsonType::Null,
            Kind::Boolean => JsonType::Boolean,
            Kind::Number => JsonType::Number,
            Kind::String => JsonType::String,
            Kind::Array => JsonType::Array,
            Kind::Object => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        self.same_as(expected)
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Node::to_value(*self))
    }

    /// Errors carry their place; the value itself is read again only when somebody asks for it.
    fn lazy_value(&self) -> LazyInstance<'a> {
        LazyInstance::Deferred {
            bytes: self.raw().as_bytes(),
            tag: 0,
            make: |bytes, _| value::reread(bytes),
            cell: std::sync::OnceLock::new(),
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::tagged(std::ptr::from_ref(self.document) as usize, self.index))
    }
}

/// An object's members for the validator. A look-up goes on where the last one ended, so that it costs little as long as
/// the schema names the keys in the payload's order.
#[derive(Debug, Clone)]
pub struct Object<'a> {
    node: Node<'a>,
    /// The key slot after the one that was found last.
    cursor: Cell<u32>,
}

impl<'a> json::Object<'a, View> for Object<'a> {
    type Node = Node<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = NamedMembers<'a>;

    #[inline]
    fn len(&self) -> usize {
        self.node.len()
    }

    #[inline]
    fn get(&self, key: &PreparedKey) -> Option<Node<'a>> {
        let (mut ahead, mut behind) = self.node.members().split_at(self.cursor.get());
        let found = ahead.find_key(key).map(|value| (value, ahead.position()));
        let found = found.or_else(|| behind.find_key(key).map(|value| (value, behind.position())));
        found.map(|(value, after)| {
            self.cursor.set(after);
            value
        })
    }

    #[inline]
    fn members(&self) -> NamedMembers<'a> {
        NamedMembers(self.node.members())
    }
}

/// An object's members with their names.
#[derive(Debug, Clone)]
pub struct NamedMembers<'a>(Members<'a>);

impl<'a> Iterator for NamedMembers<'a> {
    type Item = (Cow<'a, str>, Node<'a>);

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a twentieth of the time that validating takes")]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_slot().map(|(slot, value)| (value.document.string_at(slot), value))
    }
}

/// An array's items for the validator.
#[derive(Debug, Clone, Copy)]
pub struct Array<'a>(Node<'a>);

impl<'a> json::Array<'a, View> for Array<'a> {
    type Node = Node<'a>;
    type ElementsIter = Elements<'a>;

    #[inline]
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn elements(&self) -> Elements<'a> {
        self.0.elements()
    }

    fn is_unique(&self) -> bool {
        self.0.has_distinct_items()
    }
}

impl json::JsonNumber for Number<'_> {
    #[inline]
    fn as_u64(&self) -> Option<u64> {
        Number::as_u64(*self)
    }

    #[inline]
    fn as_i64(&self) -> Option<i64> {
        Number::as_i64(*self)
    }

    fn as_f64(&self) -> Option<f64> {
        Number::as_f64(*self)
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_written())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(value::to_number(self.as_written()))
    }

    #[inline]
    fn is_integer(&self) -> bool {
        Number::is_integer(*self)
    }
}
