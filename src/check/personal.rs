//! Which values of a payload must not be shown unasked.

use crate::json::{Kind, Node, Pointer, Span};
use crate::schema::Meaning;

/// The places of the values that are personal by their schema, or hold an `@` and so are e-mail addresses wherever they
/// stand. Of a string it is the part between the quotes.
///
/// # Errors
///
/// Those of `meaning`.
pub fn masked(payload: Node<'_>, meaning: impl Fn(&Pointer) -> anyhow::Result<Meaning>) -> anyhow::Result<Vec<Span>> {
    let mut spans = Vec::new();
    let mut next = vec![(Pointer::default(), payload)];
    while let Some((pointer, node)) = next.pop() {
        match node.kind() {
            Kind::Object => next.extend(node.members().map(|(key, value)| (pointer.join(key.name()), value))),
            Kind::Array => {
                next.extend(node.elements().enumerate().map(|(index, item)| (pointer.join(index.to_string()), item)));
            }
            Kind::Null => {}
            _ if node.raw().contains('@') || meaning(&pointer)?.is_masked() => spans.push(inner(node)),
            _ => {}
        }
    }
    Ok(spans)
}

/// A string without its quotes, any other value whole.
fn inner(node: Node<'_>) -> Span {
    let span = node.span();
    if node.kind() == Kind::String { Span { start: span.start + 1, end: span.end - 1 } } else { span }
}
