//! The checks can fail: whatever is taken out of a copy of `schemas/` and `samples/`, one of them notices.

use super::house::{House, read};
use super::{CHECKS, mapping, samples};
use crate::support::{files, root};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Copies the JSON files and expectations below a folder.
fn copy(folder: &str, target: &Path) {
    for extension in ["json", "out"] {
        for path in files(&root().join(folder), extension) {
            let place = target.join(path.strip_prefix(root()).expect("it is in the project"));
            std::fs::create_dir_all(place.parent().expect("it has a folder")).expect("the folder can be made");
            std::fs::copy(&path, place).expect("it can be copied");
        }
    }
}

/// A copy of the project's data in a folder that goes with it.
fn copied() -> (tempfile::TempDir, House) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    copy("schemas", folder.path());
    copy("samples", folder.path());
    let house = House { root: folder.path().to_owned() };
    (folder, house)
}

/// Whether a check of the family notices that something is wrong with the house.
fn is_noticed(house: &House, family: &str) -> bool {
    CHECKS.iter().any(|(_, check)| !check(house, family).is_empty())
}

/// Runs something while a file holds other text, or none.
fn with_change<T>(path: &Path, text: Option<&str>, act: impl FnOnce() -> T) -> T {
    let before = std::fs::read(path).expect("it can be read");
    match text {
        Some(text) => std::fs::write(path, text).expect("it can be written"),
        None => std::fs::remove_file(path).expect("it can be removed"),
    }
    let result = act();
    std::fs::write(path, before).expect("it can be written");
    result
}

/// The manifest without each of its parts in turn, and what was taken out.
fn mutants(manifest: &Value) -> Vec<(String, Value)> {
    let lists = ["/recognise", "/events", "/unsupported", "/rules", "/mapping/fields"];
    let mut mutants = Vec::new();
    for list in lists {
        for index in 0..manifest.pointer(list).and_then(Value::as_array).map_or(0, Vec::len) {
            let mut mutant = manifest.clone();
            let items = mutant.pointer_mut(list).and_then(Value::as_array_mut).expect("it is a list");
            let removed = items.remove(index);
            mutants.push((format!("{list}/{index} {removed}"), mutant));
        }
    }
    let members = [("", "mapping")].into_iter().map(|(at, name)| (at.to_owned(), name)).chain(
        (0..manifest["events"].as_array().map_or(0, Vec::len))
            .flat_map(|index| ["neutral", "aliases", "schema"].map(|name| (format!("/events/{index}"), name))),
    );
    for (at, name) in members {
        let mut mutant = manifest.clone();
        let object = mutant.pointer_mut(&at).and_then(Value::as_object_mut).expect("it is an object");
        if object.remove(name).is_some() {
            mutants.push((format!("{at}/{name}"), mutant));
        }
    }
    mutants
}

#[test]
fn a_part_taken_out_of_a_manifest_is_noticed() {
    let (_folder, house) = copied();
    for family in house.families() {
        assert!(!is_noticed(&house, &family), "the copy of {family} is faulty as it is");
        let path = house.schemas().join(&family).join("family.json");
        for (what, mutant) in mutants(&read(&path).expect("it is there")) {
            let noticed = with_change(&path, Some(&mutant.to_string()), || is_noticed(&house, &family));
            assert!(noticed, "{family} without {what} passes every check");
        }
    }
}

#[test]
fn a_part_taken_out_of_the_model_s_own_family_is_noticed() {
    let (_folder, house) = copied();
    assert!(mapping::model_is_a_family(&house).is_empty());
    let path = house.schemas().join("neutral.family.json");
    for (what, mutant) in mutants(&read(&path).expect("it is there")) {
        let noticed = with_change(&path, Some(&mutant.to_string()), || !mapping::model_is_a_family(&house).is_empty());
        assert!(noticed, "the model's family without {what} passes every check");
    }
}

#[test]
fn a_schema_file_taken_away_is_noticed() {
    let (_folder, house) = copied();
    let families = house.families();
    for path in files(&house.schemas(), "json") {
        let owner = families.iter().find(|family| path.starts_with(house.schemas().join(family)));
        let family = owner.unwrap_or(&families[0]);
        // The last file of a family takes the family with it.
        let noticed = with_change(&path, None, || {
            !house.families().contains(family)
                || is_noticed(&house, family)
                || !mapping::model_is_reached(&house).is_empty()
                || !mapping::model_is_a_family(&house).is_empty()
                || !mapping::envelope_compiles(&house).is_empty()
        });
        assert!(noticed, "nothing misses {}", path.display());
    }
}

#[test]
fn a_sample_taken_away_is_noticed() {
    let (_folder, house) = copied();
    for family in house.families() {
        let folder = house.root.join("samples").join(&family);
        let all: Vec<PathBuf> = ["json", "out"].iter().flat_map(|extension| files(&folder, extension)).collect();
        assert!(samples::nothing_is_missing(&house, &family).is_empty());
        for path in all {
            let noticed = with_change(&path, None, || !samples::nothing_is_missing(&house, &family).is_empty());
            assert!(noticed, "nothing misses {}", path.display());
        }
    }
}
