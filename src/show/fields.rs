//! A payload as a list of its fields.

use super::explain::Said;
use super::reader::{Reader, spelled};
use super::{Subject, Wishes};
use crate::json::{Kind, Node, Pointer};
use std::borrow::Cow;

/// A value that holds no others, with its place.
#[derive(Debug)]
pub struct Row<'d> {
    /// Where it stands in the payload.
    pub pointer: Pointer,
    /// What it is.
    pub kind: Kind,
    /// Its JSON spelling, masked where it may not be seen.
    pub value: Cow<'d, str>,
    /// Whether it is masked.
    pub masked: bool,
    /// What it says, in words.
    pub said: Option<Said>,
    /// What its field means.
    pub meaning: Option<String>,
}

/// Gives every value of the shown part that holds no others to `take`, in document order.
///
/// # Errors
///
/// When a schema cannot be read, and those of `take`.
pub fn fields<'a>(
    subject: Subject<'a>,
    wishes: &'a Wishes,
    take: &mut dyn FnMut(Row<'a>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let reader = Reader { subject, wishes };
    let Some((part, hidden)) = reader.part()? else {
        return Ok(());
    };
    let mut next = vec![(subject.part.clone(), part, hidden)];
    while let Some((pointer, node, around)) = next.pop() {
        let look = reader.look(node, &pointer, around.as_deref())?;
        if !node.is_empty() && matches!(node.kind(), Kind::Object | Kind::Array) {
            let children = children(node).map(|(name, child)| (pointer.join(name), child, look.hidden.clone()));
            let children: Vec<_> = children.collect();
            next.extend(children.into_iter().rev());
            continue;
        }
        let name = pointer.split_last().map(|(_, name)| name.as_str().to_owned());
        let (said, meaning) = reader.notes(node, name.as_deref(), &look);
        take(Row {
            kind: node.kind(),
            value: spelled(node, look.hidden.as_deref()),
            masked: look.hidden.is_some(),
            said,
            meaning,
            pointer,
        })?;
    }
    Ok(())
}

/// The values in a container with their names or places; of a key that stands again the last one.
fn children(node: Node<'_>) -> impl Iterator<Item = (String, Node<'_>)> {
    let members = node.members().map(|(key, value)| (key.name().into_owned(), value));
    members.chain(node.elements().enumerate().map(|(index, item)| (index.to_string(), item)))
}
