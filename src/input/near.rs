//! What was probably meant by a path or glob that leads nowhere.

use super::glob::Glob;
use super::source::FileKind;
use super::walk::Walk;
use crate::near::nearest;
use std::fs;
use std::path::{Path, PathBuf};

/// The path that is there when one name in it is spelled otherwise.
pub(super) fn path(typed: &Path) -> Option<PathBuf> {
    // The first part that is missing, in the last folder that is there.
    let missing = typed.ancestors().take_while(|part| !part.as_os_str().is_empty() && !part.exists()).last()?;
    let folder = missing.parent()?;
    let wrong = missing.file_name()?.to_str()?;
    let readable = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(readable).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    let name = nearest(wrong, names.iter().map(String::as_str)).or_else(|| with_ending(wrong, &names))?;
    let rest = typed.strip_prefix(missing).ok()?;
    let meant = folder.join(name);
    let meant = if rest.as_os_str().is_empty() { meant } else { meant.join(rest) };
    meant.exists().then_some(meant)
}

/// The payload file that is called so but for its ending.
fn with_ending<'n>(wrong: &str, names: &'n [String]) -> Option<&'n str> {
    let stem = |name: &str| name.split_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
    let is_meant = |name: &&String| FileKind::of(name.as_bytes()).is_some() && stem(name) == stem(wrong);
    names.iter().find(is_meant).map(String::as_str)
}

/// A glob like this one that matches something, and how much.
pub(super) fn glob(typed: &Glob) -> Option<String> {
    let root = path(typed.root());
    typed.variants(root.as_deref(), &endings_like(typed.ending())).into_iter().find_map(|glob| {
        let count = Walk::glob(glob.clone()).count_soon().filter(|count| *count > 0)?;
        let files = if count == 1 { "file" } else { "files" };
        Some(format!("did you mean \"{}\"? ({count} {files})", glob.name()))
    })
}

/// The endings of payload files, the most similar first.
fn endings_like(typed: &str) -> Vec<String> {
    let packed = ["", FileKind::PACKED].iter();
    let endings = packed.flat_map(|packed| FileKind::ENDINGS.map(|(ending, _)| format!("{ending}{packed}")));
    let mut endings: Vec<String> = endings.collect();
    endings.sort_by_key(|ending| strsim::damerau_levenshtein(typed, ending));
    endings
}
