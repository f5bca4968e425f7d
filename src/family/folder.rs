//! Families in folders of the user's.

use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The file that makes a folder a family.
pub const MANIFEST: &str = "family.json";

/// A family's folder with its files, read and not yet checked.
#[derive(Debug)]
pub struct Folder {
    /// The family's id: the folder's name.
    pub id: String,
    path: PathBuf,
    /// The JSON files by name.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Folder {
    /// Reads the family in a folder, or those in the folders that it holds.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or holds no family.
    pub fn read_all(root: &Path) -> anyhow::Result<Vec<Self>> {
        let cannot = || format!("{} cannot be read", root.display());
        if root.join(MANIFEST).is_file() {
            return Ok(vec![Self::read(root).with_context(cannot)?]);
        }
        let entries = fs::read_dir(root).with_context(cannot)?.collect::<Result<Vec<_>, _>>().with_context(cannot)?;
        let mut paths: Vec<PathBuf> =
            entries.iter().map(fs::DirEntry::path).filter(|path| path.join(MANIFEST).is_file()).collect();
        paths.sort();
        if paths.is_empty() {
            bail!("{} holds no family\n  help: a family is a folder with a {MANIFEST} in it", root.display());
        }
        paths
            .iter()
            .map(|path| Self::read(path).with_context(|| format!("{} cannot be read", path.display())))
            .collect()
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(path)? {
            let file = entry?.path();
            if file.extension().is_some_and(|extension| extension == "json") {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.push((name, fs::read(&file)?));
            }
        }
        files.sort();
        // `.` and `..` have no name of their own.
        let named = path.canonicalize()?;
        let id = named.file_name().context("the folder has no name")?.to_string_lossy().into_owned();
        Ok(Self { id, path: path.to_owned(), files })
    }

    /// The files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_slice()))
    }

    /// The text of a file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files().find(|(other, _)| *other == name).map(|(_, text)| text)
    }

    /// A file's path as messages name it.
    pub fn path_of(&self, name: &str) -> String {
        self.path.join(name).display().to_string()
    }
}
