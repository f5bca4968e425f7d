//! Which values of a payload must not be shown unasked.

use crate::json::{Kind, Node, Pointer, Span};
use crate::schema::{Meaning, holds_personal, may_be_personal, personal_by_name};
use std::sync::Arc;

/// The places of the values in the visible parts of a payload's text that are personal by their schema, or by their name where none speaks of them, or hold an `@` and so are e-mail
/// addresses wherever they stand. Of a string it is the part between the quotes.
///
/// # Errors
///
/// Those of `meaning`.
pub fn masked(
    payload: Node<'_>,
    visible: Vec<Span>,
    meaning: impl Fn(&Pointer) -> anyhow::Result<Arc<Meaning>>,
) -> anyhow::Result<Vec<Span>> {
    let shown = Shown::new(visible);
    let mut spans = Vec::new();
    // What stands inside a personal value is personal, whatever the sender made of it.
    let mut next = vec![(Pointer::default(), payload, false)];
    while let Some((pointer, node, inherited)) = next.pop() {
        let near = |node: &Node<'_>| shown.meets(node.span());
        let is_container = matches!(node.kind(), Kind::Object | Kind::Array);
        let hidden =
            inherited || node.holds_address() || !node.is_null() && is_masked(payload, &pointer, node, &meaning)?;
        if hidden && !is_container && !node.is_null() {
            spans.push(inner(node));
        }
        let members = node.all_members().filter(|(_, value)| near(value));
        next.extend(members.map(|(key, value)| (pointer.join(key.name()), value, hidden)));
        let items = node.elements().enumerate().filter(|(_, item)| near(item));
        next.extend(items.map(|(index, item)| (pointer.join(index.to_string()), item, hidden)));
    }
    Ok(spans)
}

/// Whether a field is personal by its schema, or where none speaks of it by its name.
fn is_masked(
    payload: Node<'_>,
    pointer: &Pointer,
    node: Node<'_>,
    meaning: impl Fn(&Pointer) -> anyhow::Result<Arc<Meaning>>,
) -> anyhow::Result<bool> {
    let meaning = meaning(pointer)?;
    if node.as_str().is_some_and(|text| holds_personal(&text)) {
        return Ok(true);
    }
    let may_be = meaning.is_nothing() && may_be_personal(node);
    Ok(meaning.is_masked() || may_be && personal_by_name(payload, pointer).is_some())
}

/// The parts of a text that can be shown, in order and apart from each other.
struct Shown(Vec<Span>);

impl Shown {
    fn new(mut parts: Vec<Span>) -> Self {
        parts.sort_unstable();
        parts.dedup_by(|next, kept| {
            let joined = next.start <= kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
        Self(parts)
    }

    fn meets(&self, span: Span) -> bool {
        let after = self.0.partition_point(|part| part.end < span.start);
        self.0.get(after).is_some_and(|part| part.start <= span.end)
    }
}

/// A string without its quotes, any other value whole.
fn inner(node: Node<'_>) -> Span {
    let span = node.span();
    if node.kind() == Kind::String { Span { start: span.start + 1, end: span.end - 1 } } else { span }
}
