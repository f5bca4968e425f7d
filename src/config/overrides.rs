//! Which files an `[[override]]` speaks of.

use super::fault::{Fault, fault};
use super::layer::Layer;
use super::value::{self, Placed};
use crate::json::escape;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Component, Path, PathBuf};

/// The key of the globs.
pub(super) const PATHS: &str = "paths";

/// Settings for some files.
#[derive(Debug)]
pub struct Override {
    paths: GlobSet,
    /// What is said of them.
    pub layer: Layer,
}

impl Override {
    pub(super) fn new(paths: GlobSet, layer: Layer) -> Self {
        Self { paths, layer }
    }

    /// Whether it speaks of a file, given by its path from the folder of the configuration.
    pub(super) fn speaks_of(&self, path: &Path) -> bool {
        self.paths.is_match(path)
    }
}

/// Reads the globs. One that names a folder holds for everything in it.
pub(super) fn globs(value: &Placed<'_>, faults: &mut Vec<Fault>) -> GlobSet {
    let items = value::list(PATHS, value, faults);
    if items.is_empty() && value.get_ref().is_array() {
        faults.push(fault(value.span(), format!("\"{PATHS}\" is empty: no file is meant")));
    }
    let mut set = GlobSetBuilder::new();
    for item in items {
        match value::text(&value::subject(PATHS, true), item).and_then(|text| glob(text, item)) {
            Ok(globs) => globs.into_iter().for_each(|glob| {
                set.add(glob);
            }),
            Err(found) => faults.push(found),
        }
    }
    set.build().unwrap_or_else(|error| {
        faults.push(fault(value.span(), error.to_string()));
        GlobSet::empty()
    })
}

/// A glob, and the one for what lies below.
fn glob(text: &str, item: &Placed<'_>) -> Result<[Glob; 2], Fault> {
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
    let build = |text: &str| GlobBuilder::new(text).literal_separator(true).build();
    match (build(text), build(&format!("{text}/**"))) {
        (Ok(glob), Ok(below)) => Ok([glob, below]),
        (Err(error), _) | (_, Err(error)) => {
            refuse(&format!("is no glob: {}", error.kind()), "put [ and ] around a character that is meant as it is")
        }
    }
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
