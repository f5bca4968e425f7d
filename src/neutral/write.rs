//! The model as JSON.

use super::{CHANGE, Fact, MODEL, MODEL_AT, Neutral, SUBJECT};
use crate::json::{Draft, Pointer, unescape};
use std::borrow::Cow;

impl Neutral<'_, '_> {
    /// The model's document in one line. What cannot be told of twins is left out; numbers are spelled as in the payload.
    pub fn to_json(&self) -> String {
        let mut root = Draft::object();
        let mut put = |at: &str, value: Draft| Pointer::parse(at).is_ok_and(|at| root.set(&at, value));
        put(MODEL_AT, Draft::string(MODEL));
        for (at, word) in [(CHANGE, self.change()), (SUBJECT, self.subject())] {
            if let Some(word) = word {
                put(at, Draft::string(&word));
            }
        }
        for fact in &self.facts {
            root.set(fact.at, Draft::from(fact.json()));
        }
        root.to_json()
    }
}

impl Fact<'_, '_> {
    /// The value as JSON text.
    pub fn json(&self) -> &str {
        self.text.as_deref().unwrap_or_else(|| self.node.raw())
    }

    /// The characters of the value, if it is text.
    pub fn as_str(&self) -> Option<Cow<'_, str>> {
        match &self.text {
            None => self.node.as_str(),
            Some(json) => json.strip_prefix('"')?.strip_suffix('"').map(unescape),
        }
    }

    /// Whether the value is a number.
    pub fn is_number(&self) -> bool {
        self.json().starts_with(|first: char| first == '-' || first.is_ascii_digit())
    }
}
