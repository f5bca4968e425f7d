//! Whether two values are the same, as JSON Schema means it: numbers by value, objects without regard to order.

use super::node::Node;
use super::number::Number;
use super::tree::Kind;
use serde_json::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

impl Node<'_> {
    /// Whether both are the same value. Of a key that stands again the last value counts.
    pub fn same_value(self, other: Node<'_>) -> bool {
        match (self.kind(), other.kind()) {
            (Kind::Number, Kind::Number) => match (self.as_number(), other.as_number()) {
                (Some(mine), Some(theirs)) => mine.equals(theirs),
                _ => false,
            },
            (Kind::Array, Kind::Array) => {
                self.len() == other.len()
                    && self.elements().zip(other.elements()).all(|(mine, theirs)| mine.same_value(theirs))
            }
            (Kind::Object, Kind::Object) => {
                self.len() == other.len()
                    && self
                        .members()
                        .all(|(key, mine)| other.get_like(key).is_some_and(|theirs| mine.same_value(theirs)))
            }
            (mine, theirs) => mine == theirs && self.as_str() == other.as_str() && self.as_bool() == other.as_bool(),
        }
    }

    /// Whether the value is the same as one of a schema.
    pub fn same_as(self, expected: &Value) -> bool {
        match (self.kind(), expected) {
            (Kind::Null, Value::Null) => true,
            (Kind::Boolean, Value::Bool(theirs)) => self.as_bool() == Some(*theirs),
            (Kind::String, Value::String(theirs)) => self.as_str().is_some_and(|mine| mine == theirs.as_str()),
            (Kind::Number, Value::Number(theirs)) => {
                self.as_number().is_some_and(|mine| mine.equals(Number::of(&theirs.to_string())))
            }
            (Kind::Array, Value::Array(theirs)) => {
                self.len() == theirs.len() && self.elements().zip(theirs).all(|(mine, theirs)| mine.same_as(theirs))
            }
            (Kind::Object, Value::Object(theirs)) => {
                self.len() == theirs.len()
                    && self
                        .members()
                        .all(|(key, mine)| theirs.get(&*key.name()).is_some_and(|theirs| mine.same_as(theirs)))
            }
            _ => false,
        }
    }

    /// Whether no two items of the array are the same value.
    pub fn has_distinct_items(self) -> bool {
        let mut seen: HashMap<u64, Vec<Node<'_>>> = HashMap::with_capacity(self.len());
        self.elements().all(|item| {
            let twins = seen.entry(item.value_hash()).or_default();
            let distinct = !twins.iter().any(|twin| twin.same_value(item));
            twins.push(item);
            distinct
        })
    }

    /// A hash that equal values share.
    fn value_hash(self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self.kind() {
            Kind::Null => 0_u8.hash(&mut hasher),
            Kind::Boolean => self.as_bool().hash(&mut hasher),
            Kind::String => self.as_str().hash(&mut hasher),
            Kind::Number => self.as_number().map(Number::decimal).hash(&mut hasher),
            Kind::Array => self.elements().for_each(|item| item.value_hash().hash(&mut hasher)),
            Kind::Object => {
                let members = self.members().map(|(key, value)| {
                    let mut hasher = DefaultHasher::new();
                    (key.name(), value.value_hash()).hash(&mut hasher);
                    hasher.finish()
                });
                members.fold(0_u64, u64::wrapping_add).hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}
