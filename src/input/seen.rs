//! The files that were met, so that one that is reached twice is read once.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Files by where they really stand. A hard link is a file of its own: it has its own name, and may have its own rules.
#[derive(Debug, Default)]
pub(super) struct Seen {
    files: HashSet<PathBuf>,
    /// The folder of the last file, as it was reached and where it really stands: its neighbours come next.
    folder: Option<(PathBuf, PathBuf)>,
}

impl Seen {
    /// Takes note of a file; says whether it was not met before. What leads nowhere is known by its name alone.
    pub(super) fn is_new(&mut self, path: &Path, is_plain: bool) -> bool {
        let real = if is_plain { self.beside(path) } else { fs::canonicalize(path).ok() };
        self.files.insert(real.unwrap_or_else(|| path.to_owned()))
    }

    /// Where a plain file really stands: in its folder, which is asked for once.
    fn beside(&mut self, path: &Path) -> Option<PathBuf> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        if let Some((reached, real)) = &self.folder
            && reached.as_os_str() == folder.as_os_str()
        {
            return Some(real.join(name));
        }
        let real = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
        let file = real.join(name);
        self.folder = Some((folder.to_owned(), real));
        Some(file)
    }
}
