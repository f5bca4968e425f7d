//! Families in folders of the user's.

use crate::words::in_words;
use anyhow::{Context, anyhow, bail};
use std::fs;
use std::io;
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
        let paths = folders(root).map_err(|error| cannot_read(root, &error))?;
        if paths.is_empty() {
            bail!("{} holds no family\n  help: a family is a folder with a {MANIFEST} in it", root.display());
        }
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// The files of the families in a folder, as far as they can be found.
    pub fn files_below(root: &Path) -> Vec<PathBuf> {
        let folders = folders(root).unwrap_or_default();
        folders.iter().flat_map(|folder| json_files(folder).unwrap_or_default()).collect()
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        for file in json_files(path).map_err(|error| cannot_read(path, &error))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read(&file).map_err(|error| cannot_read(&file, &error))?));
        }
        files.sort();
        // `.` and `..` have no name of their own.
        let named = path.canonicalize().map_err(|error| cannot_read(path, &error))?;
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

/// The folder itself when it is a family, or the families in it, by name.
fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let is_family = |path: &Path| path.join(MANIFEST).is_file();
    if is_family(root) {
        return Ok(vec![root.to_owned()]);
    }
    let entries = fs::read_dir(root)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(|path| is_family(path)).collect();
    paths.sort();
    Ok(paths)
}

/// The JSON files in a family's folder.
fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    Ok(entries.iter().map(fs::DirEntry::path).filter(is_json).collect())
}

/// Names what cannot be read as missing inputs are named.
fn cannot_read(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{}: {}", path.display(), in_words(error))
}
