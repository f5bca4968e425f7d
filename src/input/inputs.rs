//! From the paths that were typed to what is read.

use super::glob::Glob;
use super::seen::Seen;
use super::source::{Source, name_of};
use super::walk::{Found, IgnoreRules, Walk};
use anyhow::bail;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

/// One of the things that the typed paths come to.
#[derive(Debug)]
pub enum Input {
    /// Something to read.
    Source(Source),
    /// Nothing to read.
    Unread(Unread),
}

/// Why there is nothing to read, or no more of it.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be read or looked into, or not to its end.
    Unreadable {
        /// Its name in messages.
        name: String,
        /// What the machine said.
        error: io::Error,
        /// What to do about it.
        help: Option<String>,
    },
    /// A folder without a payload file.
    Empty {
        /// Its name in messages.
        name: String,
        /// What to do about it.
        help: &'static str,
    },
    /// A glob that names nothing.
    NoMatch {
        /// The glob as it was typed.
        glob: String,
        /// The one that was probably meant.
        help: Option<String>,
    },
}

/// The inputs of a run, found as they are asked for: in the order of the typed paths, below a folder in the order of
/// [`Path`] (name by name, each by its bytes). A file that is reached twice comes once.
pub struct Inputs<'a> {
    typed: vec::IntoIter<&'a Path>,
    stdin_name: Option<&'a str>,
    rules: IgnoreRules,
    /// The walks under way, the last one in a folder that a glob before it named.
    walks: Vec<Walk>,
    seen: Seen,
}

impl<'a> Inputs<'a> {
    /// Takes the paths that were typed, `-` being stdin, as are none at all.
    ///
    /// # Errors
    ///
    /// When stdin is named twice.
    pub fn new(paths: &'a [PathBuf], stdin_name: Option<&'a str>, rules: IgnoreRules) -> anyhow::Result<Self> {
        let mut typed: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        if typed.iter().filter(|path| is_stdin(path)).count() > 1 {
            bail!("- is named twice: stdin can be read only once");
        }
        if typed.is_empty() {
            typed.push(Path::new("-"));
        }
        Ok(Self { typed: typed.into_iter(), stdin_name, rules, walks: Vec::new(), seen: Seen::default() })
    }

    /// What a typed path is, if it is something to read. Folders and globs are walked into.
    fn typed(&mut self, path: &Path) -> Option<Input> {
        if is_stdin(path) {
            return Some(Input::Source(Source::stdin(self.stdin_name)));
        }
        let Ok(entry) = fs::symlink_metadata(path) else {
            if let Some(glob) = Glob::new(path) {
                self.walks.push(Walk::glob(glob));
                return None;
            }
            return self.file(path, false);
        };
        let is_plain = !entry.is_symlink();
        match if is_plain { Ok(entry) } else { fs::metadata(path) } {
            Ok(metadata) if metadata.is_dir() => {
                self.walks.push(Walk::folder(path.to_owned(), self.rules));
                None
            }
            Ok(metadata) if !metadata.is_file() => Some(Input::Source(Source::pipe(path))),
            _ => self.file(path, is_plain),
        }
    }

    /// A file, unless it was met before.
    fn file(&mut self, path: &Path, is_plain: bool) -> Option<Input> {
        self.seen.is_new(path, is_plain).then(|| Input::Source(Source::file(path)))
    }

    /// What a walk came upon, if it is something to read.
    fn found(&mut self, found: Found) -> Option<Input> {
        match found {
            Found::File { path, is_plain } => self.file(&path, is_plain),
            Found::Folder(path) => {
                self.walks.push(Walk::folder(path, self.rules));
                None
            }
            Found::Failure { path, error } => {
                Some(Input::Unread(Unread::Unreadable { name: name_of(&path), error, help: None }))
            }
        }
    }
}

impl Iterator for Inputs<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let input = match self.walks.last_mut().map(Walk::next) {
                Some(Some(found)) => self.found(found),
                Some(None) => self.walks.pop()?.disappointment().map(Input::Unread),
                None => {
                    let path = self.typed.next()?;
                    self.typed(path)
                }
            };
            if input.is_some() {
                return input;
            }
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
