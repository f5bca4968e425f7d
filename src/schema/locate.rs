//! From the URI of a keyword to the schema object that holds it.

use super::library::Shelf;
use crate::json::{Pointer, Token};
use serde_json::Value;
use std::sync::Arc;

/// A place in a schema file.
#[derive(Debug, Clone)]
pub struct Site {
    /// The URI of the file.
    pub uri: String,
    document: Arc<Value>,
    path: Vec<Token>,
}

impl Site {
    /// Finds the place that a URI with a JSON Pointer as its fragment names.
    pub(super) fn find(shelf: &dyn Shelf, uri: &str) -> Option<Self> {
        let (file, fragment) = uri.split_once('#')?;
        let document = shelf.document(file)?;
        let pointer = Pointer::parse(&percent_decode(fragment)).ok()?;
        Some(Self { uri: file.to_owned(), document, path: pointer.tokens().to_vec() })
    }

    /// The schema object that holds the innermost keyword with this name on the way to the place.
    pub fn holder_of(&self, keyword: &str) -> Option<&Value> {
        let depth = self.path.iter().rposition(|token| token.as_str() == keyword)?;
        self.value_at(depth)
    }

    /// The path in the file.
    pub fn path(&self) -> &[Token] {
        &self.path
    }

    fn value_at(&self, depth: usize) -> Option<&Value> {
        self.path[..depth].iter().try_fold(&*self.document, |value, token| match value {
            Value::Object(members) => members.get(token.as_str()),
            Value::Array(items) => items.get(token.as_index()?),
            _ => None,
        })
    }
}

/// Resolves `%XX`; what is none stays.
pub(super) fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
