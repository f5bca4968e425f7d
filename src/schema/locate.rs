//! From the URI of a keyword to the schema object that holds it.

use super::library::{SchemaText, Shelf};
use crate::json::{Node, Pointer, Token};

/// A place in a schema file.
#[derive(Debug, Clone)]
pub struct Site {
    /// The URI of the file.
    pub uri: String,
    text: SchemaText,
    path: Vec<Token>,
}

impl Site {
    /// Finds the place that a URI with a JSON Pointer as its fragment names.
    pub(super) fn find(shelf: &dyn Shelf, uri: &str) -> Option<Self> {
        let (file, fragment) = uri.split_once('#')?;
        let text = shelf.text(file)?;
        let pointer = Pointer::parse(&percent_decode(fragment)).ok()?;
        Some(Self { uri: file.to_owned(), text, path: pointer.tokens().to_vec() })
    }

    /// The schema object that holds the innermost keyword with this name on the way to the place.
    pub fn holder_of(&self, keyword: &str) -> Option<Node<'_>> {
        let depth = self.path.iter().rposition(|token| token.as_str() == keyword)?;
        self.path[..depth].iter().try_fold(self.text.root(), Node::child)
    }

    /// The path in the file.
    pub fn path(&self) -> &[Token] {
        &self.path
    }
}

/// Resolves `%XX`; what is none stays.
pub(super) fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
