//! A folder with `schemas/` and `samples/`: the project's own, or a copy of it.

use crate::support::{files, root};
use hookspect::family::{Catalogue, Family, Folder};
use hookspect::json::Document;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(super) struct House {
    pub(super) root: PathBuf,
}

impl House {
    pub(super) fn real() -> Self {
        Self { root: root() }
    }

    pub(super) fn schemas(&self) -> PathBuf {
        self.root.join("schemas")
    }

    /// The ids of the families: the folders under `schemas/`.
    pub(super) fn families(&self) -> Vec<String> {
        let folders = std::fs::read_dir(self.schemas()).expect("schemas/ is there");
        let names = folders.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir());
        let mut names: Vec<String> = names.map(|path| file_name(&path)).collect();
        names.sort();
        names
    }

    pub(super) fn schema_files(&self, family: &str) -> Vec<PathBuf> {
        files(&self.schemas().join(family), "json")
    }

    /// The samples of a family that are `valid` or `invalid`.
    pub(super) fn samples(&self, family: &str, kind: &str) -> Vec<PathBuf> {
        files(&self.root.join("samples").join(family).join(kind), "json")
    }

    /// The catalogue of this house: all of its families, or why there is none.
    pub(super) fn catalogue(&self) -> Result<Catalogue, String> {
        let mut catalogue = Catalogue::default();
        for path in files(&self.schemas(), "json").iter().filter(|path| path.parent() == Some(&self.schemas())) {
            catalogue.library.add(file_name(path), std::fs::read(path).expect("it can be read"));
        }
        for folder in Folder::read_all(&self.schemas()).map_err(|error| format!("{error:#}"))? {
            catalogue.add(folder).map_err(|error| format!("{error:#}"))?;
        }
        Ok(catalogue)
    }
}

/// One of a catalogue's families.
pub(super) fn family<'c>(catalogue: &'c Catalogue, id: &str) -> &'c Family {
    catalogue.families().iter().find(|family| family.id == id).expect("it is in the catalogue")
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().expect("it has a name").to_string_lossy().into_owned()
}

pub(super) fn read(path: &Path) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Document::parse(&text).map_err(|error| format!("{}: {}", path.display(), error.message))?.root().to_value())
}
