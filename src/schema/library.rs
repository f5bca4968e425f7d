//! The schema files that a run can use, each parsed and compiled when it is first needed.

use super::compiled::Compiled;
use super::guide::Guide;
use super::locate::percent_decode;
use crate::json::{Document, Pointer};
use crate::uri::encode_path;
use anyhow::Context;
use jsonschema::{Retrieve, Uri};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The files under `schemas/`, by their path in it.
pub static BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// What the paths of bundled files stand after in their URIs. It names no place: nothing is fetched.
const SCHEME: &str = "hookspect:/";

/// Schema files by path, and what was made of them.
#[derive(Debug, Default)]
pub struct Library {
    files: Arc<Files>,
    /// Threads look here with every payload, and none waits for another once a schema is compiled.
    compiled: BTreeMap<Cow<'static, str>, OnceLock<Box<Compiled>>>,
    /// Held by whoever compiles.
    compiling: Mutex<()>,
}

/// A schema file, read. It is there to the end of the run: whoever asks it keeps no copy.
#[derive(Debug)]
pub(super) struct SchemaFile {
    /// What its references are relative to.
    pub(super) uri: String,
    pub(super) document: Document<'static>,
}

impl SchemaFile {
    /// Keeps a document to the end of the run.
    pub(super) fn keep(uri: &str, document: Document<'static>) -> &'static Self {
        Box::leak(Box::new(Self { uri: uri.to_owned(), document }))
    }
}

/// The files by their path, and what was read of them by its URI.
#[derive(Debug, Default)]
pub(super) struct Files {
    texts: Mutex<BTreeMap<Cow<'static, str>, &'static [u8]>>,
    read: Mutex<HashMap<String, &'static SchemaFile>>,
}

impl Library {
    /// The files that the program carries.
    pub fn bundled() -> Self {
        let mut library = Self::default();
        for (path, text) in BUNDLED {
            library.put(Cow::Borrowed(path), text.as_bytes());
        }
        library
    }

    /// Adds a file, in place of one with the same path that nobody has used yet. It stays to the end of the process.
    pub fn add(&mut self, path: String, text: Vec<u8>) {
        self.put(Cow::Owned(path), text.leak());
    }

    fn put(&mut self, path: Cow<'static, str>, text: &'static [u8]) {
        self.files.texts.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), text);
        self.compiled.insert(path, OnceLock::new());
    }

    /// The schema document at a path, as it is written.
    pub fn document(&self, path: &str) -> Option<&'static Document<'static>> {
        self.files.file(&uri_of(path)).map(|file| &file.document)
    }

    /// What the schemas at these paths say of a payload, each applied where its pointer leads; none of them is compiled.
    pub fn guide(&self, schemas: &[(Pointer, String)]) -> Guide {
        let schemas = schemas.iter().map(|(pointer, path)| (pointer.clone(), uri_of(path))).collect();
        Guide::new(Arc::clone(&self.files) as Arc<dyn Shelf>, schemas)
    }

    /// The schema in the file at a path.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it holds no valid schema.
    pub fn compiled(&self, path: &str) -> anyhow::Result<&Compiled> {
        let slot = self.compiled.get(path).with_context(|| format!("there is no schema file {path}"))?;
        if let Some(known) = slot.get() {
            return Ok(known);
        }
        // Whoever comes second takes what the first one made.
        let _compiling = self.compiling.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = slot.get() {
            return Ok(known);
        }
        let made = Compiled::bundled(&uri_of(path), &self.files)?;
        Ok(slot.get_or_init(|| Box::new(made)))
    }
}

/// The URI of the file at a path: a family's folder may have any name.
fn uri_of(path: &str) -> String {
    format!("{SCHEME}{}", encode_path(path))
}

/// Where schemas are found by their URI.
pub(super) trait Shelf: Retrieve + std::fmt::Debug {
    /// The schema file with this URI.
    fn file(&self, uri: &str) -> Option<&'static SchemaFile>;
}

impl Shelf for Files {
    fn file(&self, uri: &str) -> Option<&'static SchemaFile> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(uri) {
            return Some(known);
        }
        let path = &*percent_decode(uri.strip_prefix(SCHEME)?);
        let text: &'static [u8] = self.texts.lock().unwrap_or_else(PoisonError::into_inner).get(path)?;
        let file = SchemaFile::keep(uri, Document::parse(text).ok()?);
        read.insert(uri.to_owned(), file);
        Some(file)
    }
}

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let found = self.file(uri.as_str()).ok_or_else(|| format!("there is no schema file {uri}"))?;
        Ok(found.document.root().to_value())
    }
}

/// A shelf as the validator takes it: it wants to own what it asks.
pub(super) struct Shared<S>(pub(super) Arc<S>);

impl<S: Shelf + Send + Sync> Retrieve for Shared<S> {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        self.0.retrieve(uri)
    }
}
