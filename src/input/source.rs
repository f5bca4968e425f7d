//! A file or stdin, with the name that messages use.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Option<PathBuf>,
    name: String,
}

impl Source {
    /// A file, called as it was typed, with `/` between folders.
    pub fn file(path: &Path) -> Self {
        Self { path: Some(path.to_owned()), name: path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/") }
    }

    /// Stdin, called by a file's name if one is given.
    pub fn stdin(name: Option<&str>) -> Self {
        Self { path: None, name: name.unwrap_or("<stdin>").to_owned() }
    }

    /// The name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it stands; nothing of stdin.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether this is stdin.
    pub fn is_stdin(&self) -> bool {
        self.path.is_none()
    }

    /// Whether the name promises one value on each line.
    pub fn is_line_wise(&self) -> bool {
        let extension = Path::new(&self.name).extension().unwrap_or_default();
        extension.eq_ignore_ascii_case("ndjson") || extension.eq_ignore_ascii_case("jsonl")
    }

    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or read, or is a folder.
    pub fn read(&self, stdin: &mut dyn Read) -> io::Result<Vec<u8>> {
        if let Some(path) = &self.path {
            return std::fs::read(path);
        }
        let mut bytes = Vec::new();
        stdin.read_to_end(&mut bytes).map(|_| bytes)
    }
}
