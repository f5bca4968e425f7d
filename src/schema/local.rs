//! Schemas that the user names with `--schema`: read from local files, never fetched.

use super::compiled::Compiled;
use super::library::{SchemaFile, Shared, Shelf};
use crate::json::{Document, Node, Pointer, Position, SyntaxError, View, escape};
use crate::uri::encode_path;
use crate::words::in_words;
use jsonschema::{Retrieve, Uri, ValidationError};
use serde_json::Value;
use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Why a schema file cannot be used: a place in it, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFault {
    /// The file as it was named.
    pub file: String,
    /// Where in the file, when that is known.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
    /// What can be done about it.
    pub help: Option<String>,
}

impl fmt::Display for SchemaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
    }
}

impl Error for SchemaFault {}

impl Compiled {
    /// Reads schema files and compiles the first; the others are there for its references, by their `$id` or their path.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, is no JSON or no schema, or refers to something that is not among the local files.
    pub fn from_files(files: &[PathBuf], formats: bool) -> Result<Self, SchemaFault> {
        let shelf = Arc::new(LocalFiles::default());
        let mut first = None;
        for file in files {
            let text = std::fs::read(file)
                .map_err(|error| fault(file, None, format!("cannot be read: {}", in_words(&error))))?;
            let document = read(text).map_err(|(text, error)| syntax_fault(file, text, error))?;
            check_schema(file, &document)?;
            let schema = shelf.add(&file_uri(file), document);
            first = first.or(Some((file, schema)));
        }
        let (file, schema) = first.ok_or_else(|| fault(Path::new(""), None, "no schema file was named".into()))?;
        compile(file, schema, shelf, formats)
    }
}

fn compile(file: &Path, schema: &SchemaFile, shelf: Arc<LocalFiles>, formats: bool) -> Result<Compiled, SchemaFault> {
    let validator = jsonschema::options_for::<View>()
        .with_base_uri(&schema.uri)
        .with_retriever(Shared(Arc::clone(&shelf)))
        .should_validate_formats(formats)
        .build(&schema.document.root().to_value())
        .map_err(|error| build_fault(file, &error))?;
    Ok(Compiled::new(schema.uri.clone(), shelf, validator))
}

/// Checks a schema against the meta-schema of its draft, on the document, so that a fault has its line and column.
fn check_schema(file: &Path, document: &Document<'_>) -> Result<(), SchemaFault> {
    match jsonschema::meta::validate_for::<View>(document.root()) {
        Ok(()) => Ok(()),
        // An unknown `$schema` is told when the schema is compiled, where other files may have defined it.
        Err(error) if matches!(error.kind(), jsonschema::error::ValidationErrorKind::Referencing(_)) => Ok(()),
        Err(error) => {
            let place = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
            let node = place.resolve(document.root()).unwrap_or_else(|| document.root());
            let position = document.position(crate::json::Origin::default(), node.span().start);
            Err(fault(file, Some(position), format!("not a valid JSON Schema: {error}")))
        }
    }
}

/// Why a schema that is valid by itself cannot be compiled: most often a reference leads nowhere.
fn build_fault(file: &Path, error: &ValidationError<'_>) -> SchemaFault {
    let text = std::fs::read(file).unwrap_or_default();
    let message = error.to_string();
    let is_reference = matches!(error.kind(), jsonschema::error::ValidationErrorKind::Referencing(_));
    let place = Document::parse(&text).ok().and_then(|document| {
        let stated = Pointer::parse(error.instance_path().as_str()).ok()?.resolve(document.root())?;
        let node = if is_reference { reference_in(document.root(), &message).unwrap_or(stated) } else { stated };
        let reference = is_reference.then(|| node.as_str().unwrap_or_default().into_owned());
        Some((document.position(crate::json::Origin::default(), node.span().start), reference))
    });
    let (position, reference) = place.unzip();
    let Some(reference) = reference.flatten().filter(|reference| !reference.is_empty()) else {
        return fault(file, position, message);
    };
    let help = if reference.starts_with('#') {
        "nothing of this name stands in the file"
    } else {
        "hookspect fetches nothing: give the schema that is referred to with another --schema FILE"
    };
    SchemaFault {
        help: Some(help.into()),
        ..fault(file, position, format!("the reference {} leads nowhere", escape(&reference)))
    }
}

/// The reference in a schema that an error speaks of: of several whose names it holds the one with the longest.
fn reference_in<'d>(schema: Node<'d>, message: &str) -> Option<Node<'d>> {
    let mut next = vec![schema];
    let mut found: Option<(usize, Node<'d>)> = None;
    while let Some(node) = next.pop() {
        for (key, value) in node.members() {
            let is_reference = matches!(&*key.name(), "$ref" | "$dynamicRef" | "$recursiveRef" | "$schema");
            let target = value.as_str().unwrap_or_default();
            let name = target.split('#').rfind(|part| !part.is_empty()).unwrap_or_default();
            let is_longer = found.is_none_or(|(length, _)| name.len() > length);
            if is_reference && is_longer && !name.is_empty() && message.contains(name) {
                found = Some((name.len(), value));
            }
            next.push(value);
        }
        next.extend(node.elements());
    }
    found.map(|(_, reference)| reference)
}

fn fault(file: &Path, position: Option<Position>, message: String) -> SchemaFault {
    SchemaFault { file: file.display().to_string(), position, message, help: None }
}

fn syntax_fault(file: &Path, text: &[u8], error: SyntaxError) -> SchemaFault {
    let position = crate::json::Origin::default().position(text, error.at);
    SchemaFault { help: error.help, ..fault(file, Some(position), error.message) }
}

/// The URI of a local file.
fn file_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    format!("file://{}", encode_path(&absolute.to_string_lossy()))
}

/// The user's schema documents: those that were named, and those beside them that they refer to.
#[derive(Debug, Default)]
struct LocalFiles {
    files: Mutex<HashMap<String, &'static SchemaFile>>,
}

/// Reads a schema that stays to the end of the process.
fn read(text: Vec<u8>) -> Result<Document<'static>, (&'static [u8], SyntaxError)> {
    let text: &'static [u8] = text.leak();
    Document::parse(text).map_err(|error| (text, error))
}

impl LocalFiles {
    /// Keeps a document under the URI of its file and, if it states one, under its own, which is then the base of its references.
    fn add(&self, uri: &str, document: Document<'static>) -> &'static SchemaFile {
        let id = identity(document.root());
        let base = id.as_deref().filter(|id| id.contains(':')).unwrap_or(uri);
        let file = SchemaFile::keep(base, document);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.extend(id.map(|id| (id, file)));
        files.insert(uri.to_owned(), file);
        file
    }
}

/// The name that a schema gives itself, without an empty fragment.
fn identity(schema: Node<'_>) -> Option<String> {
    let id = schema.get("$id").or_else(|| schema.get("id"))?.as_str()?;
    let id = id.strip_suffix('#').unwrap_or(&id);
    (!id.is_empty() && !id.contains('#')).then(|| id.to_owned())
}

impl Shelf for LocalFiles {
    fn file(&self, uri: &str) -> Option<&'static SchemaFile> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(uri).copied()
    }
}

impl Retrieve for LocalFiles {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        if let Some(known) = self.file(uri.as_str()) {
            return Ok(known.document.root().to_value());
        }
        let Some(path) = uri.as_str().strip_prefix("file://") else {
            return Err(format!("{uri} is not a local file").into());
        };
        let path = PathBuf::from(&*super::locate::percent_decode(path));
        let text =
            std::fs::read(&path).map_err(|error| format!("{} cannot be read: {}", path.display(), in_words(&error)))?;
        let document = read(text).map_err(|(text, error)| syntax_fault(&path, text, error).to_string())?;
        Ok(self.add(uri.as_str(), document).document.root().to_value())
    }
}
