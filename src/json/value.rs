//! The way to `serde_json::Value`, which schemas are compiled from and errors carry.

use super::node::Node;
use super::tree::{Document, Kind};
use serde_json::{Map, Number, Value};

/// What a `Value` cannot hold is lost on the way to it: key order, earlier values of a key that stands again, halves of
/// surrogate pairs. Numbers keep their value, not always their spelling.
pub type LossyValue = Value;

impl Node<'_> {
    /// The value without its places.
    pub fn to_value(self) -> LossyValue {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Boolean => Value::Bool(self.as_bool() == Some(true)),
            Kind::String => Value::String(self.as_str().unwrap_or_default().into_owned()),
            Kind::Number => {
                self.as_number().map_or(Value::Null, |number| Value::Number(to_number(number.as_written())))
            }
            Kind::Array => Value::Array(self.elements().map(Node::to_value).collect()),
            Kind::Object => Value::Object(
                self.members().map(|(key, value)| (key.name().into_owned(), value.to_value())).collect::<Map<_, _>>(),
            ),
        }
    }
}

/// A number of any size, exactly.
pub(super) fn to_number(written: &str) -> Number {
    written.parse().unwrap_or_else(|_| Number::from(0))
}

/// Reads a value out of text that has been part of a document before.
pub(super) fn reread(bytes: &[u8]) -> Value {
    Document::parse(bytes).map_or(Value::Null, |document| document.root().to_value())
}
