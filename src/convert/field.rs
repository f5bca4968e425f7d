//! One field of the model in the target's words, and what is taken for granted with it.

use super::Source;
use super::blueprint::Blueprint;
use super::trace::Trace;
use crate::family::{MappedField, Otherwise, Take, Transform};
use crate::json::{Document, Node, Pointer, escape};
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
        let written = back(mapped, fact, blueprint.field(&to).map_or(&[], |field| field.types.as_slice()));
        let trace = Trace::of(&[fact], to, written.json);
        return Some(if written.is_in_some_language { trace.because(OF_SOME_LANGUAGE) } else { trace });
    }
    // An event that can be about one segment only says which.
    let segment = blueprint.event.neutral.as_ref().and_then(|change| change.segment.as_deref());
    if let Some(segment) = segment.filter(|_| mapped.neutral.to_string() == neutral::SEGMENT_NAME) {
        return Some(Trace::assumed(to, escape(segment), "the event that is written is about no other"));
    }
    let word = match mapped.neutral.to_string().as_str() {
        neutral::CHANGE => source.neutral.change(),
        neutral::SUBJECT => source.neutral.subject(),
        _ => return otherwise(mapped.otherwise.as_ref()?, source, to),
    };
    Some(Trace::from_event(source.event, to, escape(&word?)))
}

/// Why it is no fact that a text is in the language under which it stands.
const OF_SOME_LANGUAGE: &str = "nothing says which language the text is in";

/// What the target has for a value of the model.
struct Written {
    json: String,
    is_in_some_language: bool,
}

/// The target's JSON for the model's.
fn back(mapped: &MappedField, fact: &Fact<'_, '_>, types: &[String]) -> Written {
    let plain = |json: String| Written { json, is_in_some_language: false };
    let json = fact.json();
    if mapped.transform == Transform::Same && mapped.values.is_empty() {
        return plain(json.to_owned());
    }
    let allows = |kind: &str| types.iter().any(|known| known == kind);
    match (mapped.transform, fact.as_str()) {
        (Transform::Same, Some(text)) => {
            let theirs = mapped.values.iter().find(|(_, ours)| **ours == *text);
            plain(theirs.map_or_else(|| json.to_owned(), |(theirs, _)| escape(theirs)))
        }
        (Transform::Text, Some(text)) if !allows("string") && is_whole_number(&text) => plain(text.into_owned()),
        (Transform::Localised, Some(_)) if allows("object") => {
            Written { json: format!("{{{}:{json}}}", escape(LANGUAGE)), is_in_some_language: true }
        }
        (Transform::Decimal, None) if fact.is_number() => plain(to_decimal(json)),
        _ => plain(json.to_owned()),
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
    let reason = match otherwise.take {
        Take::Joined => "it is put together of parts that the source keeps apart",
        Take::AllButLastWord => "it is all but the last word of what the source keeps in one piece",
        Take::LastWord => "it is the last word of what the source keeps in one piece",
    };
    Some(Trace::of(&facts, to, escape(&text)).because(reason))
}

/// The text that is taken of others, if all of them are texts.
pub(super) fn taken<'d>(take: Take, nodes: impl Iterator<Item = Node<'d>>) -> Option<String> {
    let all = nodes.map(trimmed).collect::<Option<Vec<_>>>()?.join(" ");
    let last = all.rsplit_once(char::is_whitespace);
    Some(match take {
        Take::Joined => all,
        Take::AllButLastWord => last?.0.trim_end().to_owned(),
        Take::LastWord => last?.1.to_owned(),
    })
}

/// The text of a field without white space around it, if there is any.
fn trimmed(node: Node<'_>) -> Option<String> {
    node.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
