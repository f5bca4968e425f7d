//! What stands in a cell of a table.

use crate::json::{Formatter, Indent, Kind, Node};
use std::borrow::Cow;

/// A value as a cell.
#[derive(Debug)]
pub(super) enum Cell<'d> {
    /// The document does not have the field.
    Missing,
    /// The field is null.
    Null,
    /// A string's characters.
    Text(Cow<'d, str>),
    /// A number or boolean as it is spelled.
    Word(&'d str),
    /// An object or array as JSON.
    Json(String),
}

impl<'d> Cell<'d> {
    pub(super) fn of(value: Option<Node<'d>>) -> Self {
        let Some(node) = value else { return Self::Missing };
        match node.kind() {
            Kind::String => Self::Text(node.as_str().unwrap_or_default()),
            Kind::Null => Self::Null,
            Kind::Number | Kind::Boolean => Self::Word(node.raw()),
            Kind::Object | Kind::Array => Self::Json(squeezed(node)),
        }
    }
}

/// A container in one line.
fn squeezed(node: Node<'_>) -> String {
    if !node.raw().contains([' ', '\n', '\r', '\t']) {
        return node.raw().to_owned();
    }
    let mut out = Vec::new();
    // A vector takes all.
    let _ = Formatter::new(Indent::None, false).write(node, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
