//! What the vendors send, as data: which families and events there are, and which of them a payload is.
//!
//! Everything here is read from `family.json` files; the code knows no vendor. A family's id is the name of its folder.
//! The room knows JSON documents and the schema files beside the manifests; it does not look into schemas.

mod condition;
mod folder;
mod index;
mod later;
mod manifest;
mod mapping;
mod name;
mod recognise;
mod refusal;
mod shape;
mod written;

pub use folder::{Folder, MANIFEST};
pub use manifest::{CrossField, EventKind, Place, Relation};
pub use mapping::{Change, MappedField, Mapping, Otherwise, Take, Transform, Way};
pub use name::{NameError, Selected};
pub use recognise::{Event, Recogniser};
pub use refusal::{ANOTHER_EVENT, NAME_OR_SCHEMA, Unrecognised};
pub use shape::{ShapeRule, Verdict};

use crate::json::{Kind, Lookup, Node, Pointer, PreparedKey};
use crate::schema::{BUNDLED, Library};
use anyhow::Context;
use index::{Index, Sign};
use later::Later;
use manifest::Manifest;
use std::borrow::Cow;

/// The families that a run knows.
#[derive(Debug, Default)]
pub struct Catalogue {
    families: Vec<Family>,
    /// The neutral model as a family of one event.
    neutral: Option<Family>,
    /// The schema files of the families.
    pub library: Library,
}

/// One vendor's family of events.
#[derive(Debug)]
pub struct Family {
    /// The name of its folder.
    pub id: String,
    index: &'static Index,
    manifest: Manifest,
    /// Where its files stand in the library: they are asked for with every payload.
    paths: Vec<Cow<'static, str>>,
}

/// The indexes of the bundled families' manifests, by their path.
static INDEXES: &[(&str, Index)] = {
    use index::Rule;
    include!(concat!(env!("OUT_DIR"), "/indexes.rs"))
};

/// The file that describes the neutral model as a family, below `schemas/`; its schemas stand beside it.
const NEUTRAL: &str = "neutral.family.json";

/// The id of the neutral model as a family.
pub const NEUTRAL_ID: &str = "neutral";

impl Catalogue {
    /// The families that the program carries.
    pub fn bundled() -> Self {
        let bundled = |(path, id): (&str, &str)| {
            let text = BUNDLED.iter().find(|(other, _)| *other == path)?.1;
            let (_, index) = INDEXES.iter().find(|(other, _)| *other == path)?;
            let is_own = |other: &&str| other.strip_prefix(id).is_some_and(|rest| rest.starts_with('/'));
            let paths = BUNDLED.iter().map(|(path, _)| *path).filter(is_own).map(Cow::Borrowed);
            Some(Family::new(id, text, index, paths.collect()))
        };
        let ids = BUNDLED.iter().filter_map(|(path, _)| Some((*path, path.strip_suffix("/family.json")?)));
        Self {
            families: ids.filter_map(bundled).collect(),
            neutral: bundled((NEUTRAL, NEUTRAL_ID)),
            library: Library::bundled(),
        }
    }

    /// Adds a family from a folder, in place of one with the same id; says whether there was one.
    ///
    /// # Errors
    ///
    /// When its `family.json` does not fit its schema; whoever loads a folder has checked that before.
    pub fn add(&mut self, folder: Folder) -> anyhow::Result<bool> {
        let fault = || folder.path_of(MANIFEST);
        let text = str::from_utf8(folder.file(MANIFEST).unwrap_or_default()).with_context(fault)?;
        // It stays to the end of the run, as the bundled ones do.
        let text = &*text.to_owned().leak();
        let index = Box::leak(Box::new(Index::of(text).with_context(fault)?));
        let paths = folder.files().map(|(name, _)| format!("{}/{name}", folder.id).into());
        let family = Family::new(&folder.id, text, index, paths.collect());
        family.manifest.check().with_context(fault)?;
        for (name, text) in folder.files {
            self.library.add(format!("{}/{name}", family.id), text);
        }
        let replaced = self.families.iter().position(|known| known.id == family.id);
        match replaced {
            Some(index) => self.families[index] = family,
            None => self.families.push(family),
        }
        self.families.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(replaced.is_some())
    }

    /// The vendors' families, in the order of their ids.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The neutral model as a family.
    pub fn neutral(&self) -> Option<&Family> {
        self.neutral.as_ref()
    }

    /// All that a payload can be of: the vendors' families, and the neutral model.
    pub fn known(&self) -> impl Iterator<Item = &Family> {
        self.families.iter().chain(&self.neutral)
    }
}

impl Family {
    fn new(id: &str, text: &'static str, index: &'static Index, paths: Vec<Cow<'static, str>>) -> Self {
        Self { id: id.to_owned(), index, manifest: Manifest::new(text, index), paths }
    }

    /// The rules of recognition that may fit a payload, in order: by their signs, as most of them need not be read.
    fn rules_for(&self, root: Node<'_>, lookup: &Lookup) -> impl Iterator<Item = &ShapeRule> {
        let is_there =
            move |way: &&[PreparedKey]| way.iter().try_fold(root, |node, key| lookup.get(node, key)).is_some();
        // What is asked of members holds of everything that has none.
        let may_fit =
            move |signs: &[Sign]| root.kind() != Kind::Object || signs.iter().any(|ways| ways.iter().all(is_there));
        let rules = self.index.rules.iter().zip(&self.manifest.recognise);
        rules.filter(move |(rule, _)| may_fit(rule.signs)).map(|(_, rule)| rule.get())
    }

    /// The vendor's name as people write it.
    pub fn name(&self) -> &str {
        self.manifest.name.get()
    }

    /// The family in a few words.
    pub fn title(&self) -> &str {
        self.manifest.title.get()
    }

    /// The vendor's page about its webhooks.
    pub fn docs(&self) -> &str {
        self.manifest.docs.get()
    }

    /// The events with a schema.
    pub fn events(&self) -> &[EventKind] {
        self.manifest.events.get()
    }

    /// Other events of the vendor, which have no schema here: their names, group by group, and what they are about.
    pub fn unsupported(&self) -> impl Iterator<Item = (&[String], &str)> {
        self.manifest.unsupported.get().iter().map(|group| (group.names.as_slice(), group.sentence.as_str()))
    }

    /// The rules of recognition, in order.
    pub fn shape_rules(&self) -> impl DoubleEndedIterator<Item = &ShapeRule> + ExactSizeIterator {
        self.manifest.recognise.iter().map(Later::get)
    }

    /// Where payloads of a shape name their event, if they do.
    pub fn name_place(&self, shape: &str) -> Option<&Pointer> {
        self.shape_rules().filter(|rule| rule.shape == shape).find_map(|rule| match rule.verdict() {
            Verdict::Named(place) => Some(place),
            _ => None,
        })
    }

    /// The rules between fields.
    pub fn cross_fields(&self) -> &[CrossField] {
        self.manifest.rules.get()
    }

    /// How the fields stand to the neutral model.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.manifest.mapping.get().as_ref()
    }

    /// The values that the vendor's page prints in place of real ones.
    pub fn placeholders(&self) -> &[String] {
        self.manifest.placeholders.get()
    }

    /// The event with this name, not an alias.
    pub fn event(&self, name: &str) -> Option<&EventKind> {
        self.events().iter().find(|event| event.name == name)
    }

    /// The events whose bodies the same schema describes, so that they cannot be told apart.
    pub fn twins_of(&self, event: &EventKind) -> impl Iterator<Item = &EventKind> {
        self.events().iter().filter(move |other| *other != event && other.schema == event.schema)
    }

    /// Where a schema file of this family stands in the library.
    pub fn schema_path<'a>(&'a self, file: &'a str) -> Cow<'a, str> {
        if self.is_neutral() {
            return file.into();
        }
        let is_it = |path: &&Cow<'_, str>| path.len() == self.id.len() + 1 + file.len() && path.ends_with(file);
        let known = self.paths.iter().find(is_it);
        known.map_or_else(|| format!("{}/{file}", self.id).into(), |path| Cow::Borrowed(&**path))
    }

    /// Whether it is no vendor's but the neutral model.
    pub fn is_neutral(&self) -> bool {
        self.id == NEUTRAL_ID
    }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;
    use crate::json::{Document, Lookup};
    use std::path::Path;

    #[test]
    fn every_bundled_manifest_can_be_read_to_its_end() {
        let catalogue = Catalogue::bundled();
        assert!(catalogue.known().count() > 3);
        for family in catalogue.known() {
            family.manifest.check().unwrap();
            assert!(!family.events().is_empty(), "{}", family.id);
        }
    }

    #[test]
    fn no_rule_that_fits_is_passed_over() {
        let catalogue = Catalogue::bundled();
        let mut texts = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &mut texts);
        let mut count = 0;
        for text in &texts {
            let Ok(document) = Document::parse(text) else { continue };
            for family in catalogue.known() {
                let (root, lookup) = (document.root(), Lookup::default());
                let fitting = family.shape_rules().find(|rule| rule.fits(root, &[], &lookup));
                let found = family.rules_for(root, &lookup).find(|rule| rule.fits(root, &[], &lookup));
                assert!(found.map(std::ptr::from_ref) == fitting.map(std::ptr::from_ref), "{root:?}");
                count += usize::from(found.is_some());
            }
        }
        assert!(count > 50, "{count} samples were told from others");
    }

    #[test]
    fn keys_are_asked_of_objects_only() {
        let catalogue = Catalogue::bundled();
        let (array, object) = (Document::parse(b"[]").unwrap(), Document::parse(b"{}").unwrap());
        for family in catalogue.known() {
            let count = |document: &Document<'_>| family.rules_for(document.root(), &Lookup::default()).count();
            assert!(count(&array) >= family.shape_rules().count());
            assert_eq!(count(&object), 0);
        }
    }

    fn collect(folder: &Path, texts: &mut Vec<Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, texts) } else { texts.push(std::fs::read(path).unwrap()) }
        }
    }
}
