//! The way out of a wrong type or value.

use super::failure::Subject;
use super::phrase;
use crate::json::{Kind, Node, escape};
use crate::near::nearest;
use jsonschema::JsonType;
use jsonschema::error::TypeKind;
use serde_json::Value;

/// The way out of a wrong type, when the value looks like one of another spelling.
pub(super) fn of_type(wanted: &TypeKind, subject: &Subject<'_>) -> Option<String> {
    let wants = |one: JsonType| match wanted {
        TypeKind::Single(only) => *only == one,
        TypeKind::Multiple(set) => set.contains(one),
    };
    let numeric = wants(JsonType::Number) || wants(JsonType::Integer);
    match subject.node.kind() {
        Kind::String if numeric => quoted_number(subject, wants(JsonType::Number)),
        Kind::String => quoted_word(&subject.node.as_str()?, &wants),
        Kind::Number if wants(JsonType::Integer) => fraction(subject),
        Kind::Number if wants(JsonType::String) && subject.meaning.format.as_deref() == Some("date-time") => {
            super::format::instant(subject.node.raw())
                .or_else(|| Some("write it as a date-time: \"2026-03-01T09:30:00Z\"".into()))
        }
        Kind::Number | Kind::Boolean if wants(JsonType::String) && !subject.masked => {
            Some(format!("put it in quotes: \"{}\"", subject.node.raw()))
        }
        Kind::Object if wants(JsonType::Array) => Some("put it in brackets: an array of one".into()),
        Kind::Array if subject.node.is_empty() && wants(JsonType::Object) => Some(format!(
            "some languages write an empty object as a list: write {}",
            if wants(JsonType::Null) { "null or {}" } else { "{}" }
        )),
        Kind::Array if subject.node.len() == 1 => {
            Some("take the brackets away: one value stands here, not a list".into())
        }
        Kind::Null => Some("null is not allowed here: give the value".into()),
        _ => None,
    }
}

/// A number in quotes: which number, and in which unit.
fn quoted_number(subject: &Subject<'_>, fractions: bool) -> Option<String> {
    if subject.masked {
        return None;
    }
    let text = subject.node.as_str()?;
    let is_number = |text: &str| {
        crate::json::Document::parse(text.as_bytes()).is_ok_and(|document| document.root().kind() == Kind::Number)
    };
    if !is_number(text.trim()) {
        return None;
    }
    let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let in_minor_units = subject.meaning.unit.as_deref() == Some("currency-minor");
    if in_minor_units && !decimals.is_empty() {
        let minor = (decimals.len() == 2)
            .then(|| format!("{whole}{decimals}").trim_start_matches('0').to_owned())
            .filter(|minor| !minor.is_empty());
        let example = minor.map_or(String::new(), |minor| format!(" ({minor} where the currency has two decimals)"));
        return Some(format!("{} looks like a decimal amount; write a number in minor units{example}", escape(&text)));
    }
    (fractions || decimals.is_empty()).then(|| format!("take the quotes away: {}", text.trim()))
}

/// A word in quotes that JSON writes without them.
fn quoted_word(text: &str, wants: &impl Fn(JsonType) -> bool) -> Option<String> {
    let word = match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" if wants(JsonType::Boolean) => "true",
        "false" | "no" | "0" if wants(JsonType::Boolean) => "false",
        "null" | "none" | "" if wants(JsonType::Null) => "null",
        _ if (wants(JsonType::Object) || wants(JsonType::Array)) && text.trim_start().starts_with(['{', '[']) => {
            return Some("it is JSON inside a string: put the JSON itself here".into());
        }
        _ => return None,
    };
    Some(format!("write {word} without quotes"))
}

/// A number with a fraction where a whole one is wanted.
fn fraction(subject: &Subject<'_>) -> Option<String> {
    let (whole, decimals) = subject.node.raw().split_once('.')?;
    let in_minor_units = subject.meaning.unit.as_deref() == Some("currency-minor");
    if in_minor_units && decimals.len() == 2 && decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("write it in minor units: {whole}{decimals} where the currency has two decimals"));
    }
    Some("write a whole number".into())
}

/// A value that the field may have, only not in this place: something else in the payload may be wrong instead.
pub(super) fn of_constant(subject: &Subject<'_>) -> Option<String> {
    let is_known = subject.meaning.values.iter().any(|value| subject.node.same_as(value));
    is_known
        .then(|| "it is a known value, but not of this event: either the event's name or this value is wrong".into())
}

/// The known values, and the one that was probably meant.
pub(super) fn of_enum(options: &[Value], node: Node<'_>) -> String {
    let known = format!("known: {}", phrase::values(options));
    let texts = options.iter().filter_map(Value::as_str);
    if node.as_str().is_some_and(|text| texts.clone().any(|known| known == text.trim())) {
        return "take away the white space around it".into();
    }
    match node.as_str().and_then(|text| nearest(&text, texts).map(escape)) {
        Some(near) => format!("did you mean {near}? {known}"),
        None => known,
    }
}
