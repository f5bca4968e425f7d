//! One value of the file, judged by what its key takes.

use super::fault::{Fault, fault};
use super::key::{Key, Kind};
use super::layer::{Entry, Speaker, Value};
use crate::diff::{ArrayKey, Glob, TimeTolerance, Tolerance};
use crate::finding::Rule;
use crate::json::{Span, escape};
use crate::near::nearest;
use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;
use toml::Spanned;
use toml::de::DeValue;

/// A value at its place.
pub(super) type Placed<'i> = Spanned<DeValue<'i>>;

/// What a key and its value say: an entry, or one for each item of a list. Paths begin in `folder`.
pub(super) fn entries(key: Key, value: &Placed<'_>, folder: &Path, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let items = if key.kind().is_list() { list(key.name(), value, faults) } else { std::slice::from_ref(value) };
    let subject = subject(key.name(), key.kind().is_list());
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        match read(key, &subject, item, folder) {
            Ok(value) => {
                let place = item.span();
                entries.push(Entry { key, value, speaker: Speaker::File(Span::new(place.start, place.end)) });
            }
            Err(found) => faults.push(found),
        }
    }
    entries
}

/// The items of a list; none when the value is no list.
pub(super) fn list<'v, 'i>(name: &str, value: &'v Placed<'i>, faults: &mut Vec<Fault>) -> &'v [Placed<'i>] {
    match value.get_ref() {
        DeValue::Array(items) => items,
        other => {
            let fault = mistyped(&subject(name, false), "a list", value);
            faults.push(match other {
                DeValue::String(text) => fault.with_help(format!("write [{}]", escape(text))),
                _ => fault,
            });
            &[]
        }
    }
}

/// A key, or an item of its list, as a message's subject.
pub(super) fn subject(name: &str, is_item: bool) -> String {
    if is_item { format!("an item of \"{name}\"") } else { format!("\"{name}\"") }
}

/// Text with something in it.
pub(super) fn text<'v>(subject: &str, value: &'v Placed<'_>) -> Result<&'v str, Fault> {
    match value.get_ref() {
        DeValue::String(text) if text.is_empty() => Err(fault(value.span(), format!("{subject} must not be empty"))),
        DeValue::String(text) => Ok(text),
        _ => Err(mistyped(subject, "a string", value)),
    }
}

/// A value of another type than its key takes.
pub(super) fn mistyped(subject: &str, wanted: &str, value: &Placed<'_>) -> Fault {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(true) => "true",
        DeValue::Boolean(false) => "false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    fault(value.span(), format!("{subject} must be {wanted}, found {found}"))
}

fn read(key: Key, subject: &str, value: &Placed<'_>, folder: &Path) -> Result<Value, Fault> {
    Ok(match key.kind() {
        Kind::Switch => Value::Switch(switch(subject, value)?),
        Kind::Count(least, most) => Value::Count(count(subject, value, least, most)?),
        Kind::Name | Kind::Names => Value::Text(text(subject, value)?.to_owned()),
        Kind::Word(known) => Value::Text(word(key, text(subject, value)?, value, known)?),
        Kind::Paths => Value::Path(folder.join(text(subject, value)?)),
        Kind::Rules => Value::Text(rule(key, text(subject, value)?, value)?),
        Kind::Reports(formats) => {
            let (format, file) = report(text(subject, value)?, value, formats)?;
            Value::Report(format.to_owned(), folder.join(file))
        }
        Kind::Globs => Value::Text(parsed::<Glob>(key, text(subject, value)?, value)?),
        Kind::ArrayKeys => Value::Text(parsed::<ArrayKey>(key, text(subject, value)?, value)?),
        Kind::Duration => Value::Text(parsed::<TimeTolerance>(key, text(subject, value)?, value)?),
        Kind::Distance => Value::Text(parsed::<Tolerance>(key, number(subject, value)?, value)?),
    })
}

/// A text of which something is made when it is used; what is wrong with it is told now.
fn parsed<T: FromStr<Err: Display>>(key: Key, text: &str, value: &Placed<'_>) -> Result<String, Fault> {
    match text.parse::<T>() {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => {
            let message = format!("{} is not a value of \"{}\"", escape(text), key.name());
            Err(fault(value.span(), message).with_help(error.to_string()))
        }
    }
}

/// A number, or the text of one.
fn number<'v>(subject: &str, value: &'v Placed<'_>) -> Result<&'v str, Fault> {
    match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str()),
        DeValue::Float(number) => Ok(number.as_str()),
        DeValue::String(_) => text(subject, value),
        _ => Err(mistyped(subject, "a number", value)),
    }
}

fn switch(subject: &str, value: &Placed<'_>) -> Result<bool, Fault> {
    let fault = || mistyped(subject, "true or false", value);
    match value.get_ref() {
        DeValue::Boolean(is_on) => Ok(*is_on),
        DeValue::String(word) if matches!(&**word, "true" | "false") => {
            Err(fault().with_help(format!("take the quotes away: {word}")))
        }
        _ => Err(fault()),
    }
}

fn count(subject: &str, value: &Placed<'_>, least: usize, most: usize) -> Result<usize, Fault> {
    let DeValue::Integer(number) = value.get_ref() else {
        return Err(mistyped(subject, "a whole number", value));
    };
    let count = usize::from_str_radix(number.as_str(), number.radix()).ok();
    count.filter(|count| (least..=most).contains(count)).ok_or_else(|| {
        let is_small = number.as_str().starts_with('-') || count.is_some_and(|count| count < least);
        let bound = if is_small { format!("{least} or more") } else { format!("at most {most}") };
        fault(value.span(), format!("{subject} must be {bound}, found {number}"))
    })
}

fn word(key: Key, word: &str, value: &Placed<'_>, known: &[&str]) -> Result<String, Fault> {
    if known.contains(&word) {
        return Ok(word.to_owned());
    }
    let message = format!("{} is not a known value of \"{}\"", escape(word), key.name());
    Err(fault(value.span(), message).with_help(alternatives(word, known)))
}

fn rule(key: Key, id: &str, value: &Placed<'_>) -> Result<String, Fault> {
    if let Some(rule) = Rule::with_id(id) {
        let refusal = rule.why_not_ignored().filter(|_| key == Key::Ignore);
        return refusal.map_or(Ok(id.to_owned()), |reason| Err(fault(value.span(), reason)));
    }
    let near = nearest(id, Rule::ALL.iter().map(|rule| rule.id()));
    let help = near.map_or("`hookspect rules` lists them".to_owned(), |near| format!("did you mean \"{near}\"?"));
    Err(fault(value.span(), format!("no rule is called {}", escape(id))).with_help(help))
}

fn report<'t>(text: &'t str, value: &Placed<'_>, formats: &[&str]) -> Result<(&'t str, &'t str), Fault> {
    match text.split_once('=') {
        Some((_, "-")) => Err(fault(value.span(), "stdout is for \"format\": a report goes to a file")),
        Some((format, file)) if !file.is_empty() && formats.contains(&format) => Ok((format, file)),
        Some((format, file)) if !file.is_empty() => {
            let message = format!("no format is called {}", escape(format));
            Err(fault(value.span(), message).with_help(alternatives(format, formats)))
        }
        _ => Err(fault(value.span(), format!("{} is no format with a file", escape(text)))
            .with_help(format!("put = between them, as in \"{}=report\"", formats[0]))),
    }
}

/// What may have been meant.
fn alternatives(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("known: {}", known.join(", ")),
    }
}
