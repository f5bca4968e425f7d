//! Where the file is.

use std::fs;
use std::path::{Path, PathBuf};

/// The names of the file, in the working directory or a folder above it.
pub const NAMES: [&str; 2] = ["hookspect.toml", ".hookspect.toml"];

/// Two files where one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rivals(pub [PathBuf; 2]);

/// The nearest file upwards from a folder, as a path from there.
///
/// # Errors
///
/// When a folder holds both.
pub fn upwards(folder: &Path) -> Result<Option<PathBuf>, Rivals> {
    let mut steps = PathBuf::new();
    for ancestor in folder.ancestors() {
        let found = NAMES.map(|name| fs::symlink_metadata(ancestor.join(name)).is_ok());
        match found {
            [true, true] => return Err(Rivals(NAMES.map(|name| steps.join(name)))),
            [true, false] => return Ok(Some(steps.join(NAMES[0]))),
            [false, true] => return Ok(Some(steps.join(NAMES[1]))),
            [false, false] => steps.push(".."),
        }
    }
    Ok(None)
}
