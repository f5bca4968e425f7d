//! A file or stdin, with the name that messages use.

use super::gzip::{is_gzip, unpacked};
use super::near;
use same_file::Handle;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What stdin is called when nobody gave it a name.
pub const STDIN: &str = "<stdin>";

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    origin: Origin,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    Stdin,
    File(PathBuf),
    /// A named pipe or a device: it has no end that is known before it is reached.
    Pipe(PathBuf),
}

impl Source {
    /// A file, called as it was typed, with `/` between folders.
    pub fn file(path: &Path) -> Self {
        Self { origin: Origin::File(path.to_owned()), name: name_of(path) }
    }

    /// A named pipe or a device, which is read as stdin is.
    pub fn pipe(path: &Path) -> Self {
        Self { origin: Origin::Pipe(path.to_owned()), name: name_of(path) }
    }

    /// Stdin, called by a file's name if one is given.
    pub fn stdin(name: Option<&str>) -> Self {
        Self { origin: Origin::Stdin, name: name.unwrap_or(STDIN).to_owned() }
    }

    /// The name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file that it is; nothing of what cannot be read twice.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin | Origin::Pipe(_) => None,
        }
    }

    /// Where it stands, or is said to stand; nothing for stdin without a name.
    pub fn location(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) | Origin::Pipe(path) => Some(path),
            Origin::Stdin => Some(Path::new(&self.name)).filter(|_| self.name != STDIN),
        }
    }

    /// Whether nobody knows what follows, as on stdin: a payload is to be told before the next one arrives.
    pub fn is_stream(&self) -> bool {
        self.path().is_none()
    }

    /// Whether the name promises one value on each line.
    pub fn is_line_wise(&self) -> bool {
        FileKind::of(self.name.as_bytes()) == Some(FileKind::Lines)
    }

    /// Whether it is the file at a path that no link leads through. What stdin was redirected from is known by the file alone.
    pub fn is_at(&self, real: &Path) -> bool {
        match &self.origin {
            // Under another name only a link leads there.
            Origin::File(path) | Origin::Pipe(path) => {
                (path.file_name() == real.file_name() || path.is_symlink())
                    && fs::canonicalize(path).is_ok_and(|path| path == real)
            }
            Origin::Stdin => Handle::stdin().is_ok_and(|stdin| Handle::from_path(real).is_ok_and(|file| file == stdin)),
        }
    }

    /// Whether it is stdin.
    pub fn is_stdin(&self) -> bool {
        self.origin == Origin::Stdin
    }

    /// Whether the file is packed, so that the text that is read is not what it holds.
    pub fn is_packed(&self) -> bool {
        self.path().and_then(|path| File::open(path).ok()).is_some_and(is_gzip)
    }

    /// Opens it. Gzip, which is told by its first bytes, is unpacked on the way: a fault in it is an error of reading. Without
    /// a stdin there is nothing in it.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or read, or is a folder.
    pub fn open<'s>(&self, stdin: Option<&'s mut (dyn Read + Send)>) -> io::Result<Box<dyn Read + Send + 's>> {
        Ok(match (&self.origin, stdin) {
            (Origin::Stdin, Some(stdin)) => unpacked(stdin)?,
            (Origin::Stdin, None) => Box::new(io::empty()),
            (Origin::File(path) | Origin::Pipe(path), _) => unpacked(open_file(path)?)?,
        })
    }

    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// As for [`Source::open`].
    pub fn read(&self, stdin: &mut (dyn Read + Send)) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(Some(stdin))?.read_to_end(&mut bytes).map(|_| bytes)
    }

    /// The way out when it cannot be opened: the file that was meant, if one is near.
    pub fn help(&self, error: &io::Error) -> Option<String> {
        match &self.origin {
            Origin::File(path) if error.kind() == ErrorKind::NotFound && !path.is_symlink() => {
                near::path(path).map(|path| format!("did you mean \"{}\"?", name_of(&path)))
            }
            _ => None,
        }
    }
}

/// A path as it was typed, with `/` between folders.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

fn open_file(path: &Path) -> io::Result<File> {
    File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if path.is_symlink() => io::Error::new(ErrorKind::NotFound, "the link leads nowhere"),
        _ => error,
    })
}

/// What the name of a file promises of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// JSON of any layout.
    Json,
    /// One value on each line.
    Lines,
}

impl FileKind {
    /// The endings of payload files; each may be followed by [`Self::PACKED`].
    pub(super) const ENDINGS: [(&'static str, Self); 3] =
        [(".json", Self::Json), (".ndjson", Self::Lines), (".jsonl", Self::Lines)];

    /// The ending of packed files.
    pub(super) const PACKED: &'static str = ".gz";

    /// Reads a file's name; nothing when it is not that of a payload file.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        let name = without_ending(name, Self::PACKED).unwrap_or(name);
        Self::ENDINGS.iter().find(|(ending, _)| without_ending(name, ending).is_some()).map(|(_, kind)| *kind)
    }
}

fn without_ending<'n>(name: &'n [u8], ending: &str) -> Option<&'n [u8]> {
    let (start, end) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
    end.eq_ignore_ascii_case(ending.as_bytes()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Source};
    use std::path::Path;

    #[test]
    fn the_ending_of_a_name_says_what_the_file_holds() {
        for (name, expected) in [
            ("a.json", Some(FileKind::Json)),
            ("A.JSON", Some(FileKind::Json)),
            ("a.json.gz", Some(FileKind::Json)),
            ("a.ndjson", Some(FileKind::Lines)),
            ("a.jsonl.GZ", Some(FileKind::Lines)),
            ("a.jsonx", None),
            ("a.gz", None),
            ("json", None),
            ("", None),
        ] {
            assert_eq!(FileKind::of(name.as_bytes()), expected, "{name}");
        }
        assert!(Source::file(Path::new("logs/a.ndjson.gz")).is_line_wise());
        assert!(Source::stdin(Some("a.jsonl")).is_line_wise());
        assert!(!Source::file(Path::new("a.json.gz")).is_line_wise());
    }
}
