//! From the URI of a keyword to the schema object that holds it.

use super::library::{SchemaFile, Shelf};
use crate::json::{Node, Pointer, Token};
use std::borrow::Cow;

/// A place in a schema file.
#[derive(Debug, Clone)]
pub struct Site {
    /// The URI of the file.
    pub uri: String,
    schema: &'static SchemaFile,
    path: Vec<Token>,
}

impl Site {
    /// Finds the place that a URI with a JSON Pointer as its fragment names.
    pub(super) fn find(shelf: &dyn Shelf, uri: &str) -> Option<Self> {
        let (file, fragment) = uri.split_once('#')?;
        let schema = shelf.file(file)?;
        let pointer = Pointer::parse(&percent_decode(fragment)).ok()?;
        Some(Self { uri: file.to_owned(), schema, path: pointer.tokens().to_vec() })
    }

    /// The schema object that holds the innermost keyword with this name on the way to the place.
    pub fn holder_of(&self, keyword: &str) -> Option<Node<'_>> {
        let depth = self.path.iter().rposition(|token| token.as_str() == keyword)?;
        self.path[..depth].iter().try_fold(self.schema.document.root(), Node::child)
    }

    /// The path in the file.
    pub fn path(&self) -> &[Token] {
        &self.path
    }
}

/// Whether the path of a keyword leads to `additionalProperties`, and not to a property of that name.
pub fn ends_in_additional(path: &[Token]) -> bool {
    /// The keywords below which names stand.
    const NAMING: [&str; 6] =
        ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];
    let mut tokens = path.iter().map(Token::as_str);
    let mut last = None;
    while let Some(keyword) = tokens.next() {
        last = Some(keyword).filter(|keyword| !NAMING.contains(keyword) || tokens.next().is_none());
    }
    last == Some("additionalProperties")
}

/// Resolves `%XX`; what is none stays.
pub(super) fn percent_decode(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}
