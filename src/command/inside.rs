//! What to say of a document that is no known event and holds some.

use crate::capture::{Inside, Place};
use crate::check::alternatives;
use crate::family::{Event, Recogniser, Unrecognised};
use crate::finding::Rule;
use crate::json::{Node, Pointer};
use crate::report::STDIN;
use crate::schema::Library;
use crate::words::{counted, shell_word};
use std::ptr;

/// Looks for known events inside a payload that is none, and says in the reason where they are. A text that nobody recognises at all
/// is most often what a tool keeps around a payload.
pub(super) fn look_inside(
    recogniser: Recogniser<'_, '_>,
    library: &Library,
    reason: &mut Unrecognised<'_, '_>,
    payload: Node<'_>,
    file: &str,
) -> Option<Inside> {
    if reason.rule != Rule::UnknownEvent {
        return None;
    }
    let family = reason.family;
    let recognise = |node: Node<'_>| {
        let event = recogniser.event(node)?;
        // What is like an event of a family may hold a part that is like one too.
        let is_own_part =
            ptr::eq(node.document(), payload.document()) && family.is_some_and(|family| ptr::eq(family, event.family));
        (!is_own_part && is_sure(&event, library)).then(|| in_words(&event))
    };
    let inside = Inside::of(payload, &recognise);
    let first = inside.places.first()?;
    let all: Vec<String> = inside.places.iter().map(Place::to_string).collect();
    let more = inside.count - all.len();
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let many = if inside.count > 1 {
        format!("it holds {}: ", counted(inside.count, "known event"))
    } else {
        "it holds ".to_owned()
    };
    let pointer = first.pointer.to_string();
    let (at, file) = (shell_word(&pointer), if file == STDIN { "-".into() } else { shell_word(file) });
    reason.help = Some(format!("{many}{}{more}; to see it: hookspect show --at {at} {file}", all.join("; ")));
    Some(inside)
}

/// Whether more tells the event than a name or two that anything can have: an envelope, or all that its body must have. Where the
/// schema does not say that at its root, its names must be most of those that are there.
fn is_sure(event: &Event<'_, '_>, library: &Library) -> bool {
    let Some(kind) = event.candidates.first().filter(|_| event.envelope.is_none()) else {
        return event.envelope.is_some();
    };
    let path = event.family.schema_path(&kind.schema);
    let schema = library.document(&path);
    if let Some(required) = schema.as_ref().and_then(|schema| schema.root().get("required")) {
        return required.elements().all(|name| name.as_str().is_some_and(|name| event.root.get(&name).is_some()));
    }
    let names = library.compiled(&path).map(|schema| schema.known_names(&Pointer::default())).unwrap_or_default();
    let known = event.root.members().filter(|(key, _)| names.iter().any(|name| *name == *key.name())).count();
    known > 1 && known * 2 > event.root.len()
}

fn in_words(event: &Event<'_, '_>) -> String {
    let names: Vec<&str> = event.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    match names.as_slice() {
        [_, _, _, _, ..] => format!("an event of {}", event.family.name()),
        names => format!("{} {}", event.family.name(), alternatives(names)),
    }
}
