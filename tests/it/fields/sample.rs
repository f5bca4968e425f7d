//! A sample that a row is tried on: read once, changed for every trial.

use super::row::Row;
use hookspect::check::{self, Policy};
use hookspect::family::{Catalogue, Event, EventKind, Family, Recogniser};
use hookspect::finding::{Finding, Rule};
use hookspect::json::{Document, Pointer};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::bundled);

/// A sample, and what it is.
pub(super) struct Sample {
    /// Its path below the family's folder, without the extension.
    pub(super) name: String,
    pub(super) value: Value,
    family: &'static Family,
    pub(super) candidates: Vec<&'static EventKind>,
    pub(super) envelope: Option<&'static str>,
    pub(super) body: &'static Pointer,
}

impl Sample {
    /// Reads a sample that is an event.
    pub(super) fn read(path: &Path, folder: &Path) -> Option<Self> {
        let text = std::fs::read(path).expect("it can be read");
        let document = Document::parse(&text).ok()?;
        let event = Recogniser::new(&CATALOGUE, None, &[]).recognise(document.root()).ok()?;
        let name = path.strip_prefix(folder).expect("it stands in the folder").with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let Event { family, candidates, envelope, body, .. } = event;
        Some(Self { name, value: document.root().to_value(), family, candidates, envelope, body })
    }

    /// Whether the schema that is applied there has the field among its properties.
    pub(super) fn declares(&self, row: &Row, at: &Pointer) -> bool {
        let (file, local) = match row.event.strip_prefix("envelope:") {
            Some(file) => (file, at.clone()),
            None => (self.candidates[0].schema.as_str(), at.below(self.body).expect("it is in the body")),
        };
        let schema = CATALOGUE.library.compiled(&self.family.schema_path(file)).expect("it compiles");
        let (holder, name) = local.split_last().expect("it is a part");
        row.pointer.ends_with("/*") || schema.known_names(&holder).iter().any(|known| known == name.as_str())
    }

    /// What is found in a changed copy at one place and by the rules for single fields. It stays the same event: whether a
    /// change makes it another one is not the question here.
    pub(super) fn findings(&self, at: &Pointer, change: impl FnOnce(&mut Value)) -> Vec<Finding> {
        let mut changed = self.value.clone();
        change(&mut changed);
        let text = changed.to_string();
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let event = Event {
            family: self.family,
            candidates: self.candidates.clone(),
            shape: None,
            envelope: self.envelope,
            root: document.root(),
            body: self.body,
            alias: None,
        };
        let findings = check::event(&event, &CATALOGUE.library, Policy::default()).expect("the schemas compile");
        let is_about_field = |finding: &Finding| match finding.rule {
            Rule::CrossField => false,
            // A field that is missing beside an unknown one like it is told there.
            Rule::MisspeltField => true,
            _ => finding.pointer == *at,
        };
        findings.into_iter().filter(is_about_field).collect()
    }

    /// What is found at the place when another value stands there.
    pub(super) fn with(&self, at: &Pointer, value: Value) -> Vec<Finding> {
        self.findings(at, |root| *root.pointer_mut(&at.to_string()).expect("it is there") = value)
    }

    /// What is found at the place when nothing stands there; of an item all of its array is taken away.
    pub(super) fn without(&self, at: &Pointer) -> Vec<Finding> {
        let (parent, name) = at.split_last().expect("it is a part");
        self.findings(at, |root| match root.pointer_mut(&parent.to_string()) {
            Some(Value::Object(members)) => drop(members.remove(name.as_str())),
            Some(Value::Array(items)) => items.clear(),
            _ => panic!("{parent} holds nothing"),
        })
    }
}
