//! Where a file stands for those who read a report elsewhere: a code review, a build server.

use crate::report::STDIN;
use crate::uri::encode_path;
use std::path::Path;

/// The folder that paths in reports begin in.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// Its path with `/` between folders; nothing when it is not known.
    folder: Option<String>,
}

/// A file's URI, as far as it can be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Uri {
    /// From the base.
    Relative(String),
    /// A file outside the base.
    Absolute(String),
    /// Stdin without a name has none.
    Stdin,
}

impl Base {
    /// Begins in a folder, which is the working directory.
    pub fn new(folder: Option<&Path>) -> Self {
        let folder = folder.map(|folder| folder.display().to_string().replace(std::path::MAIN_SEPARATOR, "/"));
        Self { folder: folder.map(|folder| folder.trim_end_matches('/').to_owned()) }
    }

    /// A file's path from the base, if the file is in it, without steps that lead nowhere.
    pub(super) fn path(&self, file: &str) -> String {
        let path = straighten(file);
        let below = self.folder.as_ref().and_then(|folder| path.strip_prefix(folder.as_str())?.strip_prefix('/'));
        below.map(str::to_owned).unwrap_or(path)
    }

    /// A file's URI.
    pub(super) fn uri(&self, file: &str) -> Uri {
        if file == STDIN {
            return Uri::Stdin;
        }
        let path = self.path(file);
        let is_outside = path == ".." || path.starts_with("../");
        match &self.folder {
            _ if is_absolute(&path) => Uri::Absolute(file_uri(&path)),
            Some(folder) if is_outside => Uri::Absolute(file_uri(&straighten(&format!("{folder}/{path}")))),
            _ => Uri::Relative(encode_path(&path)),
        }
    }
}

/// Whether a path begins at a root: `/`, or a drive as in `C:/`.
fn is_absolute(path: &str) -> bool {
    let mut bytes = path.bytes();
    path.starts_with('/')
        || cfg!(windows) && bytes.next().is_some_and(|drive| drive.is_ascii_alphabetic()) && bytes.next() == Some(b':')
}

fn file_uri(path: &str) -> String {
    let root = if path.starts_with('/') { "" } else { "/" };
    // The colon of a drive is no scheme's any more.
    format!("file://{root}{}", encode_path(path).replacen("%3A/", ":/", usize::from(root == "/")))
}

/// The path without empty steps and `.`, and without folders that `..` leaves again.
fn straighten(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/').filter(|step| !matches!(*step, "" | ".")) {
        if step == ".." && steps.last().is_some_and(|last| *last != "..") {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    format!("{}{}", if path.starts_with('/') { "/" } else { "" }, steps.join("/"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Base, Uri};
    use std::path::Path;

    #[test]
    fn paths_begin_at_the_base() {
        let base = Base::new(Some(Path::new("/work/project")));
        let cases = [
            ("a.json", "a.json"),
            ("./a/b.json", "a/b.json"),
            ("a/../b//c.json", "b/c.json"),
            ("/work/project/a.json", "a.json"),
            ("/work/project-2/a.json", "/work/project-2/a.json"),
            ("../a.json", "../a.json"),
            ("a/../../b.json", "../b.json"),
        ];
        for (file, path) in cases {
            assert_eq!(base.path(file), path, "{file}");
        }
        assert_eq!(Base::new(None).path("/work/project/./a.json"), "/work/project/a.json");
    }

    #[test]
    fn uris_are_relative_where_they_can_be() {
        let base = Base::new(Some(Path::new("/work/project")));
        let relative = |uri: &str| Uri::Relative(uri.to_owned());
        assert_eq!(base.uri("a b/c:d#e?f%.json"), relative("a%20b/c%3Ad%23e%3Ff%25.json"));
        assert_eq!(base.uri("./é漢.json"), relative("%C3%A9%E6%BC%A2.json"));
        assert_eq!(base.uri("/work/project/x.json"), relative("x.json"));
        assert_eq!(base.uri("../o/x.json"), Uri::Absolute("file:///work/o/x.json".to_owned()));
        assert_eq!(base.uri("/tmp/x y.json"), Uri::Absolute("file:///tmp/x%20y.json".to_owned()));
        assert_eq!(Base::new(None).uri("../x.json"), relative("../x.json"));
        assert_eq!(base.uri("<stdin>"), Uri::Stdin);
    }
}
