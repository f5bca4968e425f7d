//! The model as JSON.

use super::{Fact, MODEL, Neutral};
use crate::json::escape;
use std::fmt::Write as _;

/// A part of the document that is being put together.
enum Part {
    Object(Vec<(String, Part)>),
    /// JSON text.
    Value(String),
}

impl Neutral<'_, '_> {
    /// The model's document in one line. What cannot be told of twins is left out; numbers are spelled as in the payload.
    pub fn to_json(&self) -> String {
        let mut root = Part::Object(vec![("model".to_owned(), Part::Value(escape(MODEL)))]);
        if let Some(change) = agreed(self.changes.iter().map(|change| change.change.as_str())) {
            root.set(&["change"], escape(change));
        }
        if let Some(subject) = agreed(self.changes.iter().map(|change| change.subject.as_str())) {
            root.set(&["subject"], escape(subject));
        }
        for fact in &self.facts {
            let steps: Vec<&str> = fact.at.tokens().iter().map(crate::json::Token::as_str).collect();
            root.set(&steps, fact.json());
        }
        let mut out = String::new();
        root.write(&mut out);
        out
    }
}

impl Fact<'_, '_> {
    /// The value as JSON text.
    pub fn json(&self) -> String {
        self.text.as_deref().map_or_else(|| self.node.raw().to_owned(), escape)
    }
}

/// The word that all agree on.
fn agreed<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = words.next()?;
    words.all(|word| word == first).then_some(first)
}

impl Part {
    fn set(&mut self, steps: &[&str], value: String) {
        let (Self::Object(members), Some((first, rest))) = (self, steps.split_first()) else { return };
        let index = members.iter().position(|(name, _)| name == first).unwrap_or_else(|| {
            members.push(((*first).to_owned(), Self::Object(Vec::new())));
            members.len() - 1
        });
        if rest.is_empty() {
            members[index].1 = Self::Value(value);
        } else {
            members[index].1.set(rest, value);
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Value(json) => out.push_str(json),
            Self::Object(members) => {
                out.push('{');
                for (index, (name, part)) in members.iter().enumerate() {
                    let _ = write!(out, "{}{}:", if index == 0 { "" } else { "," }, escape(name));
                    part.write(out);
                }
                out.push('}');
            }
        }
    }
}
