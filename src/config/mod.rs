//! What a project always wants to tell the program: `hookspect.toml`.
//!
//! The room finds the file, reads it, and says what holds: flags win over the environment, the environment over the file, and
//! what an `[[override]]` says of a file over what stands outside. Whatever is wrong with the file is told at its place. The
//! room knows keys, values and places; what they do to a run is for the commands to say, and of the command line it knows
//! nothing but the names of flags.

mod fault;
mod find;
mod key;
mod layer;
mod overrides;
mod read;
mod value;

pub use fault::{Fault, Faulty};
pub use find::{NAMES, Rivals, upwards};
pub use key::{Key, Kind, Section, Table};
pub use layer::{Entry, Instructions, Layer, Layers, Speaker, Value};
pub use read::FLAGS_ONLY;

use crate::json::{Origin, Position, Span};
use overrides::straighten;
use read::Parts;
use std::fs;
use std::path::{Path, PathBuf};

/// The JSON Schema of the file (draft 7, which editors of TOML read), for completion and checks while it is written.
pub const SCHEMA: &str = include_str!("schema.json");

/// What a file says; nothing when there is none.
#[derive(Debug, Default)]
pub struct Config {
    /// The file's name in messages, and its text.
    file: Option<(String, Vec<u8>)>,
    /// The folder that its globs begin in.
    folder: PathBuf,
    parts: Parts,
}

impl Config {
    /// Reads the text of a file. Its name is the path to it from the working directory; the paths in it will begin there too.
    ///
    /// # Errors
    ///
    /// When anything is wrong with it: all of that.
    pub fn read(path: &Path, text: &[u8], working_directory: Option<&Path>) -> Result<Self, Faulty> {
        let name = path.display().to_string();
        let folder = path.parent().unwrap_or(Path::new(""));
        let decoded = match std::str::from_utf8(text) {
            Ok(decoded) => decoded,
            Err(error) => {
                let place = error.valid_up_to()..error.valid_up_to() + 1;
                return Err(Faulty::new(&name, text, vec![fault::fault(place, "this is not UTF-8")]));
            }
        };
        let (parts, faults) = read::read(decoded, folder);
        if !faults.is_empty() {
            return Err(Faulty::new(&name, text, faults));
        }
        Ok(Self {
            file: Some((name, text.to_owned())),
            folder: straighten(&working_directory.map_or(folder.to_owned(), |start| start.join(folder))),
            parts,
        })
    }

    /// The file's name in messages.
    pub fn name(&self) -> Option<&str> {
        self.file.as_ref().map(|(name, _)| name.as_str())
    }

    /// What the overrides say, in the order of the file.
    pub fn overrides(&self) -> &[Layer] {
        &self.parts.overrides.layers
    }

    /// The numbers of the overrides that speak of a file, in their order. The path begins in the working directory or at a root.
    pub fn overrides_of(&self, path: &Path, working_directory: Option<&Path>) -> Vec<usize> {
        if self.overrides().is_empty() {
            return Vec::new();
        }
        let path = straighten(&working_directory.map_or(path.to_owned(), |start| start.join(path)));
        self.below(&path).map(|below| self.parts.overrides.of(&below)).unwrap_or_default()
    }

    /// The path from the configuration's folder, if the file lies in it, whichever links the two were reached by.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        if let Ok(below) = path.strip_prefix(&self.folder) {
            return Some(below.to_owned());
        }
        let (path, folder) = (fs::canonicalize(path).ok()?, fs::canonicalize(&self.folder).ok()?);
        path.strip_prefix(folder).map(Path::to_owned).ok()
    }

    /// The place of something that the file says.
    pub fn position(&self, span: Span) -> Option<Position> {
        let (_, text) = self.file.as_ref()?;
        Some(Origin::default().position(text, span.start as usize))
    }

    /// The file with faults that only its use brought to light.
    pub fn faulty(&self, faults: Vec<Fault>) -> Faulty {
        let (name, text) = self.file.as_ref().map_or(("", [].as_slice()), |(name, text)| (name, text));
        Faulty::new(name, text, faults)
    }

    fn top(&self) -> &Layer {
        &self.parts.top
    }

    fn table(&self, table: Table) -> &Layer {
        self.parts.table(table)
    }
}
