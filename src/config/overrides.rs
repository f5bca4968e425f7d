//! Which files an `[[override]]` speaks of.

use super::fault::{Fault, fault};
use super::layer::Layer;
use super::value::{self, Placed};
use crate::json::escape;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Component, Path, PathBuf};

/// The key of the globs.
pub(super) const PATHS: &str = "paths";

/// Settings for some files, section by section.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    /// What each section says.
    pub(super) layers: Vec<Layer>,
    /// The globs of all sections together, which takes less time than one set for each.
    globs: GlobSet,
    /// The section of each glob.
    owners: Vec<usize>,
}

impl Overrides {
    /// Takes sections in the order of the file: their globs, and what they say.
    pub(super) fn new(sections: Vec<(Vec<Glob>, Layer)>) -> Result<Self, globset::Error> {
        let mut set = GlobSetBuilder::new();
        let (mut layers, mut owners) = (Vec::new(), Vec::new());
        for (number, (globs, layer)) in sections.into_iter().enumerate() {
            for glob in globs {
                set.add(glob);
                owners.push(number);
            }
            layers.push(layer);
        }
        Ok(Self { layers, globs: set.build()?, owners })
    }

    /// The numbers of the sections that speak of a file, given by its path from the folder of the configuration: a glob of
    /// theirs names it or a folder that it lies in.
    pub(super) fn of(&self, path: &Path) -> Vec<usize> {
        let parts = path.ancestors().filter(|part| !part.as_os_str().is_empty());
        let globs = parts.flat_map(|part| self.globs.matches(part));
        let mut sections: Vec<usize> = globs.map(|glob| self.owners[glob]).collect();
        sections.sort_unstable();
        sections.dedup();
        sections
    }
}

/// Reads the globs of a section.
pub(super) fn globs(value: &Placed<'_>, faults: &mut Vec<Fault>) -> Vec<Glob> {
    let items = value::list(PATHS, value, faults);
    if items.is_empty() && value.get_ref().is_array() {
        faults.push(fault(value.span(), format!("\"{PATHS}\" is empty: no file is meant")));
    }
    let mut globs = Vec::with_capacity(items.len());
    for item in items {
        match value::text(&value::subject(PATHS, true), item).and_then(|text| glob(text, item)) {
            Ok(glob) => globs.push(glob),
            Err(found) => faults.push(found),
        }
    }
    globs
}

fn glob(text: &str, item: &Placed<'_>) -> Result<Glob, Fault> {
    let refuse =
        |message: &str, help: &str| Err(fault(item.span(), format!("{} {message}", escape(text))).with_help(help));
    if text.starts_with('!') {
        return refuse(
            "begins with \"!\", which excepts nothing here",
            "say what holds for the exceptions in a later [[override]]",
        );
    }
    let is_outside =
        |step: Component<'_>| matches!(step, Component::ParentDir | Component::RootDir | Component::Prefix(_));
    if Path::new(text).components().any(is_outside) {
        return refuse("leads out of the folder of this file", "globs begin in that folder");
    }
    let text = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
    GlobBuilder::new(text).literal_separator(true).build().or_else(|error| {
        refuse(&format!("is no glob: {}", error.kind()), "put [ and ] around a character that is meant as it is")
    })
}

/// A path without `.`, and without folders that `..` leaves again.
pub(super) fn straighten(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir if matches!(straight.components().next_back(), Some(Component::Normal(_))) => {
                straight.pop();
            }
            Component::ParentDir if straight.has_root() => {}
            step => straight.push(step),
        }
    }
    straight
}
