//! A schema ready to be applied, and the failures it finds.

use super::advice;
use super::field::{self, Meaning};
use super::fields::{self, Field};
use super::guide::Guide;
use super::library::{Files, Shared, Shelf};
use super::locate::Site;
use super::memory::Memory;
use super::place::{self, Place};
use crate::json::{Node, Pointer, View};
use crate::near::nearest;
use anyhow::{Context, anyhow};
use jsonschema::{Draft, ValidationError, Validator};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// A schema with its annotations.
#[derive(Debug)]
pub struct Compiled {
    uri: String,
    shelf: Arc<dyn Shelf>,
    validator: Validator<View>,
    meanings: Memory<Pointer, Arc<Meaning>>,
    likenesses: Memory<Pointer, Arc<Meaning>>,
    names: Memory<Pointer, Arc<[String]>>,
    near_names: Memory<Pointer, Option<Arc<str>>>,
    sites: Memory<String, Option<Arc<Site>>>,
    all_names: OnceLock<HashSet<String>>,
    /// Whether the last value failed.
    has_failed: AtomicBool,
}

/// One keyword of a schema that a value fails.
#[derive(Debug)]
pub struct Failure<'d> {
    /// What failed, as the validator says it.
    pub error: ValidationError<'d>,
    /// The keyword's place in its schema, when that is known.
    pub site: Option<Arc<Site>>,
    /// Whether the schema calls this failure advice.
    pub advice: bool,
}

impl Compiled {
    pub(super) fn bundled(uri: &str, files: &Arc<Files>) -> anyhow::Result<Self> {
        let schema = files.file(uri).with_context(|| format!("there is no schema file {uri}"))?;
        let options = jsonschema::options_for::<View>()
            .with_draft(Draft::Draft202012)
            .with_base_uri(uri)
            .with_retriever(Shared(Arc::clone(files)))
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .should_validate_formats(true);
        let validator = options
            .build(&schema.document.root().to_value())
            .map_err(|error| anyhow!("{uri}{}: {error}", error.instance_path()))?;
        Ok(Self::new(uri.to_owned(), Arc::clone(files) as Arc<dyn Shelf>, validator))
    }

    pub(super) fn new(uri: String, shelf: Arc<dyn Shelf>, validator: Validator<View>) -> Self {
        Self {
            uri,
            shelf,
            validator,
            meanings: Memory::default(),
            likenesses: Memory::default(),
            names: Memory::default(),
            near_names: Memory::default(),
            sites: Memory::default(),
            all_names: OnceLock::new(),
            has_failed: AtomicBool::new(false),
        }
    }

    /// Whether the value passes every keyword, those whose failure is advice included.
    pub fn passes(&self, node: Node<'_>) -> bool {
        self.validator.is_valid(node)
    }

    /// Whether the value is known to pass every keyword. Where the last value failed, the next one probably does too: then nothing
    /// is known, as looking for the failures tells it at once.
    pub fn is_clean(&self, node: Node<'_>) -> bool {
        let is_probable = self.has_failed.load(Ordering::Relaxed);
        let is_clean = !is_probable && self.passes(node);
        if !is_probable && !is_clean {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        is_clean
    }

    /// Takes note that a value failed no keyword after all.
    pub fn note_clean(&self) {
        self.has_failed.store(false, Ordering::Relaxed);
    }

    /// Every keyword that the value fails.
    pub fn failures<'d>(&'d self, node: Node<'d>) -> impl Iterator<Item = Failure<'d>> {
        self.validator.iter_errors(node).map(|error| {
            let site = self.site(&error);
            let advice = site.as_ref().is_some_and(|site| advice::is_advice(site, error.kind()));
            Failure { error, site, advice }
        })
    }

    /// The place in its schema of the keyword that failed.
    pub fn site(&self, error: &ValidationError<'_>) -> Option<Arc<Site>> {
        let uri = error.absolute_keyword_location().map_or(self.uri.as_str(), |uri| uri.as_str());
        let find = |uri: &str| self.sites.recall(uri, || Site::find(&*self.shelf, uri).map(Arc::new));
        if uri.contains('#') { find(uri) } else { find(&format!("{uri}#{}", error.schema_path().as_str())) }
    }

    /// Whether a failure that this error tells of is advice.
    pub fn is_advice(&self, error: &ValidationError<'_>) -> bool {
        self.site(error).is_some_and(|site| advice::is_advice(&site, error.kind()))
    }

    /// What the schema says of the fields of a value, from the value down.
    pub fn guide(&self) -> Guide {
        Guide::new(Arc::clone(&self.shelf), vec![(Pointer::default(), self.uri.clone())])
    }

    /// What the schema says of the field at a pointer.
    pub fn meaning(&self, pointer: &Pointer) -> Arc<Meaning> {
        self.meanings.recall(pointer, || Arc::new(field::meaning_of(&self.places_of(pointer))))
    }

    /// What the schema says of the field at a pointer; of a name that it does not know what it says of the one like it.
    pub fn meaning_of_like(&self, pointer: &Pointer) -> Arc<Meaning> {
        self.likenesses.recall(pointer, || {
            let meaning = self.meaning(pointer);
            let like = || Some(self.meaning(&pointer.split_last()?.0.join(&*self.near_name(pointer)?)));
            if meaning.is_nothing() { like().unwrap_or(meaning) } else { meaning }
        })
    }

    /// The names that the schema declares for the object at a pointer.
    pub fn known_names(&self, pointer: &Pointer) -> Arc<[String]> {
        self.names.recall(pointer, || fields::names(&self.places_of(pointer)).into())
    }

    /// The schema objects that speak of the field at a pointer.
    fn places_of(&self, pointer: &Pointer) -> Vec<Place> {
        self.root().map_or_else(Vec::new, |root| place::places_of(&*self.shelf, root, pointer))
    }

    fn root(&self) -> Option<Place> {
        Some(Place::root(self.shelf.file(&self.uri)?))
    }

    /// The name that the schema declares beside the field at a pointer and that is nearest to that field's, if one is near.
    pub fn near_name(&self, pointer: &Pointer) -> Option<Arc<str>> {
        self.near_names.recall(pointer, || {
            let (object, name) = pointer.split_last()?;
            nearest(name.as_str(), self.known_names(&object).iter().map(String::as_str)).map(Arc::from)
        })
    }

    /// Whether a field of this name is declared anywhere in the schema.
    pub fn declares(&self, name: &str) -> bool {
        let names = || self.fields().iter().filter_map(|field| Some(field.path.last()?.as_str().to_owned())).collect();
        self.all_names.get_or_init(names).contains(name)
    }

    /// All fields that the schema knows, in its order.
    pub fn fields(&self) -> Vec<Field> {
        self.root().map_or_else(Vec::new, |root| fields::fields(&*self.shelf, root))
    }
}
