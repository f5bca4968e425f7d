//! What the vendors send, as data: which families and events there are, and which of them a payload is.
//!
//! Everything here is read from `family.json` files; the code knows no vendor. A family's id is the name of its folder.
//! The room knows JSON documents and the schema files beside the manifests; it does not look into schemas.

mod condition;
mod folder;
mod manifest;
mod mapping;
mod name;
mod recognise;
mod refusal;

pub use folder::{Folder, MANIFEST};
pub use manifest::{CrossField, EventKind, Place, Relation, ShapeRule, Verdict};
pub use mapping::{Change, MappedField, Mapping, Otherwise, Take, Transform, Way};
pub use name::{NameError, Selected};
pub use recognise::{Event, Recogniser};
pub use refusal::{ANOTHER_EVENT, NAME_OR_SCHEMA, Unrecognised};

use crate::json::Pointer;
use crate::schema::{BUNDLED, Library};
use anyhow::Context;
use manifest::Manifest;
use std::borrow::Cow;
use std::collections::BTreeSet;

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
    manifest: Manifest,
    /// Where the schema files that the manifest names stand in the library: they are asked for with every payload.
    paths: Vec<String>,
}

/// The file that describes the neutral model as a family, below `schemas/`; its schemas stand beside it.
const NEUTRAL: &str = "neutral.family.json";

/// The id of the neutral model as a family.
pub const NEUTRAL_ID: &str = "neutral";

impl Catalogue {
    /// The families that the program carries.
    ///
    /// # Errors
    ///
    /// When a bundled file is faulty, which the tests rule out.
    pub fn bundled() -> anyhow::Result<Self> {
        let manifests = BUNDLED.iter().filter_map(|(path, text)| Some((path.strip_suffix("/family.json")?, *text)));
        let families =
            manifests.map(|(id, text)| Family::read(id, text).with_context(|| format!("schemas/{id}/family.json")));
        let neutral = BUNDLED.iter().find(|(path, _)| *path == NEUTRAL).map(|(_, text)| Family::read(NEUTRAL_ID, text));
        Ok(Self {
            families: families.collect::<anyhow::Result<_>>()?,
            neutral: neutral.transpose().context(NEUTRAL)?,
            library: Library::bundled(),
        })
    }

    /// Adds a family from a folder, in place of one with the same id; says whether there was one.
    ///
    /// # Errors
    ///
    /// When its `family.json` does not fit its schema; whoever loads a folder has checked that before.
    pub fn add(&mut self, folder: Folder) -> anyhow::Result<bool> {
        let text = folder.file(MANIFEST).unwrap_or_default();
        let family = Family::read(&folder.id, text).with_context(|| folder.path_of(MANIFEST))?;
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
    fn read(id: &str, text: &[u8]) -> anyhow::Result<Self> {
        let manifest = Manifest::read(text)?;
        let envelopes = manifest.recognise.iter().filter_map(|rule| rule.envelope.clone());
        let files: BTreeSet<String> =
            manifest.events.iter().map(|event| event.schema.clone()).chain(envelopes).collect();
        let mut family = Self { id: id.to_owned(), paths: Vec::new(), manifest };
        family.paths = files.iter().map(|file| family.path_of(file)).collect();
        Ok(family)
    }

    /// The vendor's name as people write it.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// The family in a few words.
    pub fn title(&self) -> &str {
        &self.manifest.title
    }

    /// The vendor's page about its webhooks.
    pub fn docs(&self) -> &str {
        &self.manifest.docs
    }

    /// The events with a schema.
    pub fn events(&self) -> &[EventKind] {
        &self.manifest.events
    }

    /// Other events of the vendor, which have no schema here: their names, group by group, and what they are about.
    pub fn unsupported(&self) -> impl Iterator<Item = (&[String], &str)> {
        self.manifest.unsupported.iter().map(|group| (group.names.as_slice(), group.sentence.as_str()))
    }

    /// The rules of recognition, in order.
    pub fn shape_rules(&self) -> &[ShapeRule] {
        &self.manifest.recognise
    }

    /// Where payloads of a shape name their event, if they do.
    pub fn name_place(&self, shape: &str) -> Option<&Pointer> {
        self.shape_rules().iter().filter(|rule| rule.shape == shape).find_map(|rule| match rule.verdict() {
            Verdict::Named(place) => Some(place),
            _ => None,
        })
    }

    /// The rules between fields.
    pub fn cross_fields(&self) -> &[CrossField] {
        &self.manifest.rules
    }

    /// How the fields stand to the neutral model.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.manifest.mapping.as_ref()
    }

    /// The values that the vendor's page prints in place of real ones.
    pub fn placeholders(&self) -> &[String] {
        &self.manifest.placeholders
    }

    /// The event with this name, not an alias.
    pub fn event(&self, name: &str) -> Option<&EventKind> {
        self.manifest.events.iter().find(|event| event.name == name)
    }

    /// The events whose bodies the same schema describes, so that they cannot be told apart.
    pub fn twins_of(&self, event: &EventKind) -> impl Iterator<Item = &EventKind> {
        self.events().iter().filter(move |other| *other != event && other.schema == event.schema)
    }

    /// Where a schema file of this family stands in the library.
    pub fn schema_path(&self, file: &str) -> Cow<'_, str> {
        let folder = if self.is_neutral() { 0 } else { self.id.len() + 1 };
        let named = self.paths.iter().find(|path| path.len() == folder + file.len() && path.ends_with(file));
        named.map_or_else(|| self.path_of(file).into(), Into::into)
    }

    fn path_of(&self, file: &str) -> String {
        if self.is_neutral() { file.to_owned() } else { format!("{}/{file}", self.id) }
    }

    /// Whether it is no vendor's but the neutral model.
    pub fn is_neutral(&self) -> bool {
        self.id == NEUTRAL_ID
    }
}
