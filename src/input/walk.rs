//! What lies below a folder, in the order of its names.

use super::glob::Glob;
use super::inputs::Unread;
use super::source::{FileKind, name_of};
use ignore::{DirEntry, WalkBuilder};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether a walk passes over what is hidden and what `.gitignore` and its like leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoreRules {
    /// It does.
    Honour,
    /// It does not.
    Disregard,
}

/// What a walk comes upon.
#[derive(Debug)]
pub(super) enum Found {
    /// A plain file, or a link to one; also a link that leads nowhere, which is told when it is opened.
    File { path: PathBuf, is_plain: bool },
    /// A folder that a glob names.
    Folder(PathBuf),
    /// Something that cannot be looked into.
    Failure { path: PathBuf, error: io::Error },
}

/// Walks below a folder. Folders and files come in the order of their names' bytes, and a folder's files where its name
/// stands: the order of [`Path`].
pub(super) struct Walk {
    entries: ignore::Walk,
    wanted: Wanted,
    is_empty: bool,
}

/// What a walk looks for.
enum Wanted {
    /// Payload files in a folder.
    Payloads { folder: PathBuf, rules: IgnoreRules },
    /// What a glob names.
    Matches(Glob),
}

impl Walk {
    /// Walks through the payload files of a folder. Links to folders are not followed.
    pub(super) fn folder(folder: PathBuf, rules: IgnoreRules) -> Self {
        let honour = rules == IgnoreRules::Honour;
        let mut builder = WalkBuilder::new(&folder);
        // What git ignores everywhere is said in a file that variables of its own lead to: they are not read here. A folder that
        // was unpacked or copied keeps its rules without a repository around it.
        builder.standard_filters(honour).git_global(false).require_git(false);
        Self::new(builder, Wanted::Payloads { folder, rules })
    }

    /// Walks through what a glob names, as a shell would: nothing hidden unless it is named, and ignore rules do not count.
    pub(super) fn glob(glob: Glob) -> Self {
        let mut builder = WalkBuilder::new(glob.root());
        builder.standard_filters(false).hidden(!glob.names_hidden()).max_depth(glob.depth());
        Self::new(builder, Wanted::Matches(glob))
    }

    fn new(mut builder: WalkBuilder, wanted: Wanted) -> Self {
        let entries = builder.sort_by_file_name(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes())).build();
        Self { entries, wanted, is_empty: true }
    }

    /// How many files there are, if that can be told after a glance: who waits for an error message does not wait long.
    pub(super) fn count_soon(mut self) -> Option<usize> {
        /// How many entries are looked at.
        const GLANCE: usize = 50_000;
        let mut count = 0;
        for _ in 0..GLANCE {
            match self.entries.next() {
                Some(Ok(entry)) => count += usize::from(matches!(self.worth(&entry), Some(Found::File { .. }))),
                Some(Err(_)) => {}
                None => return Some(count),
            }
        }
        None
    }

    /// What becomes of it when it came upon nothing.
    pub(super) fn disappointment(self) -> Option<Unread> {
        self.is_empty.then(|| match self.wanted {
            Wanted::Payloads { folder, rules } => {
                Unread::Empty { name: name_of(&folder), help: way_out(folder, rules) }
            }
            Wanted::Matches(glob) => Unread::NoMatch { glob: glob.name(), help: super::near::glob(&glob) },
        })
    }

    /// Whether a glob just names nothing where a folder cannot be looked into.
    fn is_expected(&self, found: &Found) -> bool {
        matches!(&self.wanted, Wanted::Matches(_))
            && matches!(found, Found::Failure { error, .. } if error.kind() == io::ErrorKind::NotFound)
    }

    /// What an entry of the folder is worth.
    fn worth(&self, entry: &DirEntry) -> Option<Found> {
        let (path, takes_folders) = match &self.wanted {
            Wanted::Payloads { .. } => {
                FileKind::of(entry.file_name().as_encoded_bytes())?;
                (entry.path().to_owned(), false)
            }
            Wanted::Matches(glob) => (glob.match_of(entry.path())?, true),
        };
        match what_is(entry) {
            Thing::File => Some(Found::File { path, is_plain: !entry.path_is_symlink() }),
            Thing::Folder if takes_folders => Some(Found::Folder(path)),
            Thing::Folder | Thing::Other => None,
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let found = loop {
            let found = match self.entries.next()? {
                Ok(entry) if entry.depth() == 0 => None,
                Ok(entry) => self.worth(&entry),
                Err(error) => failure(error).filter(|found| !self.is_expected(found)),
            };
            if let Some(found) = found {
                break found;
            }
        };
        self.is_empty = false;
        Some(found)
    }
}

/// What to do about a folder without a payload file.
fn way_out(folder: PathBuf, rules: IgnoreRules) -> &'static str {
    let is_file = |found| matches!(found, Found::File { .. });
    if rules == IgnoreRules::Honour && Walk::folder(folder, IgnoreRules::Disregard).any(is_file) {
        "its payload files are hidden or ignored: --no-ignore reads them"
    } else {
        "a folder is searched for .json, .ndjson and .jsonl files, and .gz of these; name others one by one"
    }
}

/// What stands at a place: links are followed.
enum Thing {
    /// A file, or a link that leads nowhere.
    File,
    Folder,
    /// A pipe, a socket or a device: a walk passes over them.
    Other,
}

fn what_is(entry: &DirEntry) -> Thing {
    let kind = match entry.file_type() {
        Some(kind) if kind.is_symlink() => match fs::metadata(entry.path()) {
            Ok(metadata) => metadata.file_type(),
            Err(_) => return Thing::File,
        },
        Some(kind) => kind,
        None => return Thing::Other,
    };
    if kind.is_file() {
        Thing::File
    } else if kind.is_dir() {
        Thing::Folder
    } else {
        Thing::Other
    }
}

/// What could not be looked into. A line of an ignore file that makes no sense leaves nothing out, so it is none of this.
fn failure(error: ignore::Error) -> Option<Found> {
    let path = path_of(&error)?.to_owned();
    Some(Found::Failure { path, error: cause(error.into_io_error()?) })
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

/// What the machine said, without the path that was put around it.
fn cause(error: io::Error) -> io::Error {
    let around = error.get_ref().map(|around| around as &dyn std::error::Error);
    let said = around.and_then(|around| around.source()).and_then(|cause| cause.downcast_ref::<io::Error>());
    said.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}
