//! What typed paths come to: every payload file once, in one order, whatever the file system thinks of it.

use crate::support::hookspect;
use hookspect::input::{IgnoreRules, Input, Inputs};
use hookspect::outcome::Outcome;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where payload files may stand: names whose order is easily got wrong, below folders with such names.
fn payload_paths() -> impl Strategy<Value = BTreeSet<String>> {
    let folder = prop::sample::select(vec!["", "a/", "a-b/", "a/b/", "d.json/", "C/", "é/", "z/a/"]);
    let name = prop::sample::select(vec!["a", "a-b", "B", "c", "10", "9", "é", "😀"]);
    let ending = prop::sample::select(vec![".json", ".ndjson", ".jsonl", ".json.gz", ".JSONL.GZ"]);
    let path = (folder, name, ending).prop_map(|(folder, name, ending)| format!("{folder}{name}{ending}"));
    prop::collection::btree_set(path, 1..20)
}

/// Makes empty files with these paths.
fn make<'p>(root: &Path, paths: impl IntoIterator<Item = &'p String>) {
    for path in paths {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("there is room");
        fs::write(path, "").expect("there is room");
    }
}

/// The names of what is read, without the folder that the test made.
fn names(root: &Path, typed: &[PathBuf]) -> Vec<String> {
    let root = format!("{}/", root.display());
    let name = |input| match input {
        Input::Source(source) => source.name().strip_prefix(&root).expect("it was made here").to_owned(),
        Input::Unread(unread) => panic!("everything can be read: {unread:?}"),
    };
    Inputs::new(typed, None, IgnoreRules::Honour).expect("stdin is not named").map(name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_folder_is_read_in_the_order_of_its_names(paths in payload_paths()) {
        let root = tempfile::tempdir().expect("there is room");
        make(root.path(), paths.iter().rev());
        make(root.path(), &["a.txt".to_owned(), ".hidden.json".to_owned(), ".hidden/a.json".to_owned()]);
        let mut expected: Vec<&Path> = paths.iter().map(Path::new).collect();
        expected.sort();
        let found = names(root.path(), &[root.path().to_owned()]);
        prop_assert_eq!(found.iter().map(Path::new).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_glob_finds_what_it_matches_in_the_same_order(paths in payload_paths()) {
        let root = tempfile::tempdir().expect("there is room");
        make(root.path(), &paths);
        let mut expected: Vec<&Path> = paths.iter().map(Path::new).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        expected.sort();
        prop_assume!(!expected.is_empty());
        // A folder that is called as a file is named by the glob as well, and all of it is read.
        prop_assume!(!paths.iter().any(|path| path.starts_with("d.json/")));
        let found = names(root.path(), &[root.path().join("**/*.json")]);
        prop_assert_eq!(found.iter().map(Path::new).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_file_is_read_once_where_it_is_first_reached(paths in payload_paths(), typed in prop::collection::vec(any::<prop::sample::Index>(), 1..6)) {
        let root = tempfile::tempdir().expect("there is room");
        make(root.path(), &paths);
        let places: BTreeSet<&str> = paths.iter().flat_map(|path| [path.as_str(), path.split('/').next().expect("it has a part")]).chain([""]).collect();
        let places: Vec<&str> = places.into_iter().collect();
        let typed: Vec<PathBuf> = typed.iter().map(|index| root.path().join(index.get(&places))).collect();
        let mut expected: Vec<String> = Vec::new();
        for path in &typed {
            for name in names(root.path(), std::slice::from_ref(path)) {
                if !expected.contains(&name) {
                    expected.push(name);
                }
            }
        }
        prop_assert_eq!(names(root.path(), &typed), expected);
    }
}

/// Folders and files that nobody may look into are named, and the rest is read. Whoever may look into everything reads all.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().expect("there is room");
    for name in ["a.json", "b.json", "c/d.json", "e.json"] {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("there is room");
        fs::write(path, r#"{"id":"s1","tenant":"acme"}"#).expect("there is room");
    }
    let lock = |name: &str, mode| {
        fs::set_permissions(root.path().join(name), fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    lock("b.json", 0o000);
    lock("c", 0o000);
    let is_locked = fs::File::open(root.path().join("b.json")).is_err();
    let found = hookspect(&["validate", "-v", "--format", "brief", &root.path().to_string_lossy()], b"");
    lock("c", 0o755);
    let says =
        |name: &str, what: &str, text: &str| text.contains(&format!("{}: {what}", root.path().join(name).display()));
    assert!(says("a.json", "valid", &found.stdout) && says("e.json", "valid", &found.stdout), "{}", found.stdout);
    if is_locked {
        assert!(says("b.json", "permission denied", &found.stderr), "{}", found.stderr);
        assert!(says("c", "permission denied", &found.stderr), "{}", found.stderr);
        assert_eq!(found.outcome, Outcome::Failed);
    } else {
        assert!(says("c/d.json", "valid", &found.stdout), "{}", found.stdout);
        assert_eq!(found.outcome, Outcome::Clean);
    }
}
