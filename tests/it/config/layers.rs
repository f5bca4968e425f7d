//! Which files an override speaks of, and what holds when several places speak.

use super::read;
use crate::support::{hookspect, hookspect_in};
use hookspect::config::{Entry, Instructions, Key, Layer, Speaker, Table, Value};
use hookspect::context::Context;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Whether an override with this glob speaks of a path that was typed in a folder.
fn speaks(glob: &str, folder: &str, typed: &str) -> bool {
    let config = read(&format!("[[override]]\npaths = [{glob:?}]\n")).expect("it is whole");
    !config.overrides_of(Path::new(typed), Some(Path::new(folder))).is_empty()
}

#[test]
fn globs_begin_in_the_folder_of_the_file() {
    for (glob, folder, typed, expected) in [
        ("a.json", "/work/project", "a.json", true),
        ("a.json", "/work/project", "./a.json", true),
        ("a.json", "/work/project", "b/../a.json", true),
        ("a.json", "/work/project", "b/a.json", false),
        ("a.json", "/work/project/b", "a.json", false),
        ("a.json", "/work/project/b", "../a.json", true),
        ("a.json", "/elsewhere", "/work/project/a.json", true),
        ("a.json", "/work/project", "/work/a.json", false),
        ("a.json", "/work", "project/a.json", true),
        ("*.json", "/work/project", "a.json", true),
        ("*.json", "/work/project", "b/a.json", false),
        ("**/*.json", "/work/project", "b/c/a.json", true),
        ("./b", "/work/project", "b/c/a.json", true),
        ("b/", "/work/project", "b/a.json", true),
        ("b", "/work/project", "bb/a.json", false),
        ("b*", "/work/project", "bb/a.json", true),
        ("b/**", "/work/project", "b", false),
        ("b/{c,d}/?.json", "/work/project", "b/d/x.json", true),
        ("**", "/work/project", "b/.hidden.json", true),
        ("**", "/work/project", "/work/project/../a.json", false),
        ("é [[]1].json", "/work/project", "é [1].json", true),
    ] {
        assert_eq!(speaks(glob, folder, typed), expected, "{glob} {folder} {typed}");
    }
}

fn flag(key: Key, value: &str) -> Entry {
    Entry { key, value: Value::Text(value.to_owned()), speaker: Speaker::CommandLine }
}

/// What holds of a key for files that all overrides speak of.
fn holds(file: &str, flags: &[Entry], key: Key) -> Vec<String> {
    let config = read(file).unwrap_or_else(|faulty| panic!("{:?}", faulty.findings));
    let instructions = Instructions { flags: Layer(flags.to_vec()), environment: Layer::default(), config };
    let overrides: Vec<usize> = (0..instructions.config.overrides().len()).collect();
    let layers = instructions.of_files(Some(Table::Validate), &overrides);
    let shown = |entry: &Entry| match &entry.value {
        Value::Text(text) => text.clone(),
        Value::Path(path) => path.display().to_string(),
        other => format!("{other:?}"),
    };
    layers.entries(key).into_iter().map(shown).collect()
}

#[test]
fn near_places_win_and_lists_add_up() {
    let file = "max-findings = 1\nexcluded-fields = ['a', 'b']\n[validate]\nmax-findings = 2\nexcluded-fields = ['b', 'c']\n\
                [[override]]\npaths = ['**']\nstrict = true\nexcluded-fields = ['d']\n\
                [[override]]\npaths = ['**']\nstrict = false\nexcluded-fields = ['e']\n";
    assert_eq!(holds(file, &[], Key::MaxFindings), ["Count(2)"]);
    assert_eq!(holds(file, &[], Key::Strict), ["Switch(false)"]);
    assert_eq!(holds(file, &[], Key::ExcludedFields), ["a", "b", "c", "d", "e"]);
    assert_eq!(holds(file, &[flag(Key::ExcludedFields, "f")], Key::ExcludedFields), ["a", "b", "c", "d", "e", "f"]);
    assert!(holds(file, &[], Key::Event).is_empty());
}

#[test]
fn what_files_are_held_against_is_said_in_one_place() {
    let file =
        "family = 'acme'\n[validate]\nexcluded-fields = ['a']\n[[override]]\npaths = ['**']\nevent = 'stock.low'\n";
    assert_eq!(holds(file, &[], Key::Event), ["stock.low"]);
    assert!(holds(file, &[], Key::Family).is_empty());
    assert!(holds(file, &[flag(Key::Family, "other")], Key::Event).is_empty());
    let schema = Entry { key: Key::Schema, value: Value::Path("near.json".into()), speaker: Speaker::CommandLine };
    for key in [Key::Event, Key::Family, Key::ExcludedFields] {
        assert!(holds(file, std::slice::from_ref(&schema), key).is_empty(), "{key:?}");
    }
    let file = "[validate]\nschema = ['far.json', 'further.json']\n";
    assert_eq!(holds(file, &[schema], Key::Schema), ["near.json", "far.json", "further.json"]);
    assert!(holds(file, &[flag(Key::Event, "stock.low")], Key::Schema).is_empty());
}

#[test]
fn a_rule_that_is_asked_for_is_ignored_no_longer() {
    let file = "[validate]\nignore = ['enum', 'type']\n[[override]]\npaths = ['**']\nonly = ['enum', 'bom']\n";
    assert_eq!(holds(file, &[], Key::Ignore), ["type"]);
    assert_eq!(holds(file, &[], Key::Only), ["enum", "bom"]);
    assert_eq!(holds(file, &[flag(Key::Ignore, "enum")], Key::Ignore), ["type", "enum"]);
}

/// Overrides hold on every thread: files that are large enough to be spread are told as they are told on one.
#[test]
fn overrides_hold_on_all_threads() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut lines = String::new();
    for number in 0..4000 {
        let more = if number % 500 == 0 { ",\"more\":1" } else { "" };
        writeln!(lines, "{{\"id\":\"s{number}\",\"tenant\":\"acme\"{more}}}").expect("it is a string");
    }
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        fs::write(folder.path().join(name).with_extension("ndjson"), &lines).expect("there is room");
    }
    let config = folder.path().join("hookspect.toml");
    let overrides = "[[override]]\npaths = ['b*', 'd*']\nstrict = true\n[[override]]\npaths = ['d*', 'e*']\nignore = ['unknown-field']\n";
    fs::write(&config, overrides).expect("there is room");
    let run = |threads: &str| {
        let paths = [config.to_string_lossy(), folder.path().to_string_lossy()];
        hookspect(&["validate", "-f", "brief", "--threads", threads, "--config", &*paths[0], &*paths[1]], b"")
    };
    let (one, many) = (run("1"), run("4"));
    assert_eq!((&one.stdout, &one.stderr), (&many.stdout, &many.stderr));
    let count = |name: &str, what: &str| {
        let start = folder.path().join(name).display().to_string();
        one.stdout.lines().filter(|line| line.starts_with(&start) && line.contains(what)).count()
    };
    assert_eq!(["a", "b", "c", "d", "e"].map(|name| count(name, ": advice: ")), [8, 0, 8, 0, 0]);
    assert_eq!(["a", "b", "c", "d", "e"].map(|name| count(name, ": error: ")), [0, 8, 0, 0, 0]);
}

/// Without a working directory nothing is looked for, so that tests in this process do not depend on where they run.
#[test]
fn a_file_is_looked_for_from_the_working_directory() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("hookspect.toml"), "nonsense = 1\n").expect("there is room");
    let below = folder.path().join("a/b");
    fs::create_dir_all(&below).expect("there is room");
    let context = Context { working_directory: Some(below), ..Context::default() };
    let found = hookspect_in(&context, &["validate", "--show-config"], b"");
    assert!(found.stdout.is_empty(), "{}", found.stdout);
    // The file was found; from the directory of this process it cannot be read.
    assert!(found.stderr.contains("hookspect.toml"), "{}", found.stderr);
    assert!(hookspect(&["validate", "--show-config"], b"").stdout.starts_with("# there is no configuration file\n"));
}
