//! Words for values, types and names, so that every message says the same thing the same way.

use crate::json::{Kind, Node, Pointer, escape};
use crate::schema::Meaning;
use jsonschema::JsonType;
use jsonschema::error::{TypeKind, ValidationErrorKind as Failed};
use serde_json::Value;
use std::borrow::Borrow;
use std::fmt::Display;

/// The most characters of a value that a message shows.
const SHOWN: usize = 48;

/// The most characters of a name that a message shows. Its pointer has all of them, where programs read it.
const NAMED: usize = 128;

/// The most values that a message lists.
const LISTED: usize = 12;

/// A field as a message's subject: its name in quotes, an item by its place, or the payload. `is_item` says that the
/// last step of the pointer leads into an array.
pub(super) fn subject(pointer: &Pointer, is_item: bool) -> String {
    let Some((parent, last)) = pointer.split_last() else {
        return "the payload".into();
    };
    match (is_item, parent.tokens().last().filter(|array| array.as_index().is_none())) {
        (true, Some(array)) => format!("the {} item of {}", ordinal(last.as_index()), name(array.as_str())),
        (true, None) => format!("the {} item", ordinal(last.as_index())),
        (false, _) => name(last.as_str()),
    }
}

/// A name in quotes.
pub(super) fn name(text: &str) -> String {
    escape(&cut_at(text, NAMED))
}

/// The place of an item as people count: `1st` is the one with index 0.
fn ordinal(index: Option<usize>) -> String {
    let number = index.unwrap_or_default() + 1;
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A value as a message shows it: as it is written, cut when long, its characters as bullets when it is personal.
pub(super) fn value(node: Node<'_>, masked: bool) -> String {
    match node.kind() {
        Kind::String => string(&node.as_str().unwrap_or_default(), masked),
        Kind::Object if node.is_empty() => "{}".into(),
        Kind::Array if node.is_empty() => "[]".into(),
        Kind::Object | Kind::Array => node.kind().with_article().into(),
        _ if masked => "\u{2022}".repeat(node.raw().chars().count().min(SHOWN)),
        _ => cut(node.raw()),
    }
}

/// A string in quotes.
pub(super) fn string(text: &str, masked: bool) -> String {
    if masked {
        return format!("\"{}\"", "\u{2022}".repeat(text.chars().count().min(SHOWN)));
    }
    escape(&cut(text))
}

fn cut(text: &str) -> String {
    cut_at(text, SHOWN)
}

fn cut_at(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a value is, for "found ...". Where a whole number was wanted the kind alone would say nothing.
pub(super) fn found(node: Node<'_>, wanted: &TypeKind) -> String {
    let wants_integer = match wanted {
        TypeKind::Single(only) => *only == JsonType::Integer,
        TypeKind::Multiple(set) => set.contains(JsonType::Integer),
    };
    if node.kind() == Kind::Number && wants_integer { cut(node.raw()) } else { node.kind().with_article().into() }
}

/// What a field means, with its unit.
pub fn meaning(meaning: &Meaning) -> Option<String> {
    let text = meaning.title.clone().or_else(|| meaning.description.as_ref().map(|text| cut_at(text, 100)))?;
    let unit = match meaning.unit.as_deref() {
        Some("currency-minor") => ", in minor units",
        Some("points") => ", in points",
        Some("percent") => ", in percent",
        _ => "",
    };
    // A title that speaks of points or of minor units needs no unit after it.
    let says_it = unit.rsplit(' ').next().is_some_and(|word| text.contains(word.trim_end_matches('s')));
    Some(if says_it { text } else { text + unit })
}

/// The bound that a number misses.
pub(super) fn bound(kind: &Failed) -> Option<String> {
    match kind {
        Failed::Minimum { limit } => Some(format!("{limit} or more")),
        Failed::Maximum { limit } => Some(format!("{limit} or less")),
        Failed::ExclusiveMinimum { limit } => Some(format!("more than {limit}")),
        Failed::ExclusiveMaximum { limit } => Some(format!("less than {limit}")),
        Failed::MultipleOf { multiple_of } => Some(format!("a multiple of {multiple_of}")),
        _ => None,
    }
}

/// The types that a schema allows: `a string`, `a number or null`.
pub(super) fn types(kind: &TypeKind) -> String {
    let mut allowed: Vec<JsonType> = match kind {
        TypeKind::Single(only) => vec![*only],
        TypeKind::Multiple(set) => set.iter().collect(),
    };
    allowed.sort_by_key(|one| *one == JsonType::Null);
    alternatives(&allowed.into_iter().map(|one| type_name(one).to_owned()).collect::<Vec<_>>())
}

fn type_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "an array",
        JsonType::Object => "an object",
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn alternatives<S: Borrow<str> + Display>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.to_string(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// A schema's values as JSON, null last, the first dozen of many.
pub(super) fn values(options: &[Value]) -> String {
    let mut shown: Vec<String> = options.iter().filter(|value| !value.is_null()).take(LISTED).map(json).collect();
    let hidden = options.iter().filter(|value| !value.is_null()).count() - shown.len();
    if hidden > 0 {
        shown.push(format!("{hidden} more"));
    }
    if options.iter().any(Value::is_null) {
        shown.push("null".into());
    }
    alternatives(&shown)
}

/// A schema's value as JSON that is safe to show.
pub(super) fn json(value: &Value) -> String {
    match value {
        Value::String(text) => escape(&cut_at(text, 2 * SHOWN)),
        other => cut_at(&other.to_string(), 2 * SHOWN),
    }
}
