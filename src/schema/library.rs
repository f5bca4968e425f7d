//! The schema files that a run can use, each parsed and compiled when it is first needed.

use super::compiled::Compiled;
use crate::json::Document;
use jsonschema::{Retrieve, Uri};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The files under `schemas/`, by their path in it.
pub static BUNDLED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// What the paths of bundled files stand after in their URIs. It names no place: nothing is fetched.
const SCHEME: &str = "hookspect:/";

/// Schema files by path, and what was made of them.
#[derive(Debug, Default)]
pub struct Library {
    files: Arc<Files>,
    compiled: RwLock<HashMap<String, Arc<Compiled>>>,
}

/// The texts, and the values parsed from them.
#[derive(Debug, Default)]
pub(super) struct Files {
    texts: Mutex<HashMap<String, Cow<'static, [u8]>>>,
    values: Mutex<HashMap<String, Arc<Value>>>,
}

impl Library {
    /// The files that the program carries.
    pub fn bundled() -> Self {
        let texts = BUNDLED.iter().map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text))).collect();
        Self { files: Arc::new(Files { texts: Mutex::new(texts), ..Files::default() }), ..Self::default() }
    }

    /// Adds a file, in place of one with the same path that nobody has used yet.
    pub fn add(&self, path: String, text: Vec<u8>) {
        self.files.texts.lock().unwrap_or_else(PoisonError::into_inner).insert(path, Cow::Owned(text));
    }

    /// The schema document at a path, as it is written.
    pub fn document(&self, path: &str) -> Option<Arc<Value>> {
        self.files.document(&format!("{SCHEME}{path}"))
    }

    /// The schema in the file at a path.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it holds no valid schema.
    pub fn compiled(&self, path: &str) -> anyhow::Result<Arc<Compiled>> {
        if let Some(known) = self.compiled.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Ok(Arc::clone(known));
        }
        // Whoever comes second takes what the first one made.
        let mut compiled = self.compiled.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(path) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(Compiled::bundled(&format!("{SCHEME}{path}"), &self.files)?);
        compiled.insert(path.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}

/// Where schemas are found by their URI.
pub(super) trait Shelf: Retrieve + std::fmt::Debug {
    /// The schema document with this URI.
    fn document(&self, uri: &str) -> Option<Arc<Value>>;
}

impl Shelf for Files {
    fn document(&self, uri: &str) -> Option<Arc<Value>> {
        let path = uri.strip_prefix(SCHEME)?;
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = values.get(path) {
            return Some(Arc::clone(known));
        }
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let value = Arc::new(Document::parse(texts.get(path)?).ok()?.root().to_value());
        values.insert(path.to_owned(), Arc::clone(&value));
        Some(value)
    }
}

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let found = self.document(uri.as_str()).ok_or_else(|| format!("there is no schema file {uri}"))?;
        Ok(Value::clone(&found))
    }
}

/// A shelf as the validator takes it: it wants to own what it asks.
pub(super) struct Shared<S>(pub(super) Arc<S>);

impl<S: Shelf + Send + Sync> Retrieve for Shared<S> {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        self.0.retrieve(uri)
    }
}
