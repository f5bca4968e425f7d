//! One field of the model in the target's words.

use super::Source;
use super::account::Trace;
use super::blueprint::Blueprint;
use crate::family::{MappedField, Otherwise, Take, Transform};
use crate::json::{Document, Kind, Node, Pointer, escape};
use crate::neutral::{self, Fact, to_decimal};

/// The language that a text is put under where the target has several and nobody says which it is in.
const LANGUAGE: &str = "en";

/// Writes a field for its place in the target, if the source says it.
pub(super) fn write(
    mapped: &MappedField,
    source: &Source<'_, '_, '_>,
    to: Pointer,
    blueprint: &Blueprint<'_>,
) -> Option<Trace> {
    let fact = source.neutral.facts.iter().find(|fact| *fact.at == mapped.neutral);
    if let Some(fact) = fact {
        let json = back(mapped, fact.json(), blueprint.field(&to).map_or(&[], |field| field.types.as_slice()));
        return Some(Trace::of(&[fact], to, json));
    }
    // An event that can be about one segment only says which.
    let segment = blueprint.event.neutral.as_ref().and_then(|change| change.segment.as_deref());
    if let Some(segment) = segment.filter(|_| mapped.neutral.to_string() == neutral::SEGMENT_NAME) {
        return Some(Trace::from_event(source.event, to, escape(segment)));
    }
    let word = match mapped.neutral.to_string().as_str() {
        neutral::CHANGE => source.neutral.change(),
        neutral::SUBJECT => source.neutral.subject(),
        _ => return otherwise(mapped.otherwise.as_ref()?, source, to),
    };
    Some(Trace::from_event(source.event, to, escape(&word?)))
}

/// The target's JSON for the model's.
fn back(mapped: &MappedField, json: &str, types: &[String]) -> String {
    if mapped.transform == Transform::Same && mapped.values.is_empty() {
        return json.to_owned();
    }
    let allows = |kind: &str| types.iter().any(|known| known == kind);
    let Some(document) = Document::parse(json.as_bytes()).ok() else { return json.to_owned() };
    let value = document.root();
    let text = value.as_str();
    match (mapped.transform, text) {
        (Transform::Same, Some(text)) => {
            let theirs = mapped.values.iter().find(|(_, ours)| **ours == *text);
            theirs.map_or_else(|| json.to_owned(), |(theirs, _)| escape(theirs))
        }
        (Transform::Text, Some(text)) if !allows("string") && is_whole_number(&text) => text.into_owned(),
        (Transform::Localised, Some(_)) if allows("object") => format!("{{{}:{json}}}", escape(LANGUAGE)),
        (Transform::Decimal, None) if value.kind() == Kind::Number => to_decimal(json),
        _ => json.to_owned(),
    }
}

fn is_whole_number(text: &str) -> bool {
    Document::parse(text.as_bytes())
        .is_ok_and(|document| document.root().as_number().is_some_and(crate::json::Number::is_integer))
}

/// A text made of other fields, if the source has them all.
fn otherwise(otherwise: &Otherwise, source: &Source<'_, '_, '_>, to: Pointer) -> Option<Trace> {
    let find = |at: &Pointer| source.neutral.facts.iter().find(|fact| fact.at == at);
    let facts: Vec<&Fact<'_, '_>> = otherwise.of.iter().map(find).collect::<Option<_>>()?;
    let text = taken(otherwise.take, facts.iter().map(|fact| fact.node))?;
    Some(Trace::of(&facts, to, escape(&text)))
}

/// The text that is taken of others, if all of them are texts.
pub(super) fn taken<'d>(take: Take, nodes: impl Iterator<Item = Node<'d>>) -> Option<String> {
    let all = nodes.map(text_of).collect::<Option<Vec<_>>>()?.join(" ");
    let last = all.rsplit_once(' ');
    Some(match take {
        Take::Joined => all,
        Take::AllButLastWord => last?.0.to_owned(),
        Take::LastWord => last?.1.to_owned(),
    })
}

fn text_of(node: Node<'_>) -> Option<String> {
    node.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
