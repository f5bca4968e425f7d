//! Paths with wildcards that no shell expanded: quoted ones, and all of them on Windows.

use super::source::{FileKind, name_of};
use globset::{GlobBuilder, GlobMatcher};
use std::path::{Path, PathBuf, is_separator};

/// A path with wildcards: `*` and `?` within a name, `[...]`, `{a,b}`, and `**` for any folders.
#[derive(Debug, Clone)]
pub(super) struct Glob {
    /// All of it, as it was typed.
    pattern: String,
    /// Where the folders end that are named without wildcards.
    literal: usize,
    matcher: GlobMatcher,
}

impl Glob {
    /// Reads a path; nothing when there is no wildcard in it.
    pub(super) fn new(path: &Path) -> Option<Self> {
        Self::parse(path.to_str()?.to_owned())
    }

    fn parse(pattern: String) -> Option<Self> {
        let wildcard = pattern.find(['*', '?', '[', '{'])?;
        let literal = pattern[..wildcard].rfind(is_separator).map_or(0, |separator| separator + 1);
        let rest = pattern[literal..].trim_end_matches(is_separator);
        let matcher = GlobBuilder::new(rest).literal_separator(true).build().ok()?.compile_matcher();
        Some(Self { pattern, literal, matcher })
    }

    /// The name in messages.
    pub(super) fn name(&self) -> String {
        name_of(Path::new(&self.pattern))
    }

    /// The folder that everything it names lies below.
    pub(super) fn root(&self) -> &Path {
        let root = &self.pattern[..self.literal];
        Path::new(if root.is_empty() { "." } else { root })
    }

    /// The part with wildcards.
    fn rest(&self) -> &str {
        &self.pattern[self.literal..]
    }

    /// How many folders down there can be something; nothing when there is no end.
    pub(super) fn depth(&self) -> Option<usize> {
        (!self.rest().contains("**")).then(|| self.rest().matches(is_separator).count() + 1)
    }

    /// Whether a name in it begins with a dot. Wildcards stand for no such name.
    pub(super) fn names_hidden(&self) -> bool {
        self.rest().split(is_separator).any(|name| name.starts_with('.'))
    }

    /// The path of an entry below the root as it would have been typed, if it is meant.
    pub(super) fn match_of(&self, entry: &Path) -> Option<PathBuf> {
        let below = entry.strip_prefix(self.root()).ok()?;
        let path = if self.literal == 0 { below } else { entry };
        self.matcher.is_match(below).then(|| path.to_owned())
    }

    /// The ending of what it names, with its dot; of packed files both. Nothing when no dot stands in the last name.
    pub(super) fn ending(&self) -> &str {
        let name = self.last_name();
        let dot = name.strip_suffix(FileKind::PACKED).unwrap_or(name).rfind('.');
        dot.map_or("", |dot| &name[dot..])
    }

    fn last_name(&self) -> &str {
        let start = self.pattern.rfind(is_separator).map_or(0, |separator| separator + 1);
        &self.pattern[start..]
    }

    /// Globs that may have been meant: the same one below another root, with other endings, or in the folders below too.
    pub(super) fn variants(&self, root: Option<&Path>, endings: &[String]) -> Vec<Self> {
        let name = self.last_name();
        let folder = &self.pattern[..self.pattern.len() - name.len()];
        let stem = &name[..name.len() - self.ending().len()];
        let rooted = root.map(|root| format!("{}/{}", root.display(), self.rest()));
        let ended = endings.iter().map(|ending| format!("{folder}{stem}{ending}"));
        let deeper = (!self.rest().contains("**")).then(|| format!("{folder}**/{name}"));
        rooted.into_iter().chain(ended).chain(deeper).filter_map(Self::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;
    use std::path::Path;

    fn matches(pattern: &str, entry: &str) -> bool {
        Glob::new(Path::new(pattern)).unwrap().match_of(Path::new(entry)).is_some()
    }

    #[test]
    fn a_path_without_wildcards_is_no_glob() {
        for path in ["a.json", "a/b.json", "", "a]b}.json", "a[b.json"] {
            assert!(Glob::new(Path::new(path)).is_none(), "{path}");
        }
    }

    #[test]
    fn the_walk_begins_below_the_folders_that_are_named() {
        for (pattern, root, depth) in [
            ("*.json", ".", Some(1)),
            ("a/b/*.json", "a/b/", Some(1)),
            ("a/b*/c/?.json", "a/", Some(3)),
            ("/*", "/", Some(1)),
            ("../*/", "../", Some(2)),
            ("a/**/b.json", "a/", None),
        ] {
            let glob = Glob::new(Path::new(pattern)).unwrap();
            assert_eq!((glob.root(), glob.depth()), (Path::new(root), depth), "{pattern}");
        }
    }

    #[test]
    fn a_wildcard_stands_for_a_part_of_one_name() {
        assert!(matches("a/*.json", "a/b.json"));
        assert!(!matches("a/*.json", "a/b/c.json"));
        assert!(!matches("a/?.json", "a/bc.json"));
        assert!(matches("a/**/*.json", "a/b/c/d.json"));
        assert!(matches("a/**/*.json", "a/d.json"));
        assert!(matches("a/*.{json,ndjson}", "a/b.ndjson"));
        assert!(matches("*.json", "./b.json"));
        assert!(matches("a/*/", "a/b"));
    }

    #[test]
    fn what_was_meant_may_have_another_ending_root_or_depth() {
        let glob = Glob::new(Path::new("fixtrues/*.v1.jsn")).unwrap();
        let variants = glob.variants(Some(Path::new("fixtures")), &[".json".into(), ".json.gz".into()]);
        let names: Vec<String> = variants.iter().map(Glob::name).collect();
        let expected = ["fixtures/*.v1.jsn", "fixtrues/*.v1.json", "fixtrues/*.v1.json.gz", "fixtrues/**/*.v1.jsn"];
        assert_eq!(names, expected);
    }
}
