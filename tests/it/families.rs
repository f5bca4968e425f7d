//! Families of the user's own: what works is in `tests/cases/validate/families.md`; here are the faults that are found in
//! their files before anything is checked.

use crate::support::{hookspect, root};
use hookspect::outcome::Outcome;
use std::path::Path;

/// A fault: the file, what is replaced in it, what by, and the start of the finding.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    (
        "family.json",
        "\"events\": [\n",
        "\"event\": [\n",
        "family.json:31:3: error: \"event\" is not a known field, and \"events\" is missing",
    ),
    ("family.json", "\"name\": \"Acme\"", "\"name\": 7", "family.json:3:11: error: \"name\" must be a string"),
    (
        "family.json",
        "\"docs\": \"https:",
        "\"docs\": \"http:",
        "family.json:5:11: error: \"docs\" must begin with \"https://\"",
    ),
    (
        "family.json",
        "\"schema\": \"price.json\"",
        "\"schema\": \"prize.json\"",
        "family.json:34:83: error: there is no file \"prize.json\"",
    ),
    (
        "family.json",
        "[\"stock.low\", \"stock",
        "[\"stock.lwo\", \"stock",
        "family.json:28:18: error: \"stock.lwo\" is not among the events",
    ),
    (
        "family.json",
        "\"aliases\": [\"price.change\"]",
        "\"aliases\": [\"stock.low\"]",
        "family.json:34:109: error: the event name \"stock.low\" is taken",
    ),
    (
        "family.json",
        "\"maxItems\": 1",
        "\"maximumItems\": 1",
        "family.json:18:41: error: \"maximumItems\" is not a known field",
    ),
    (
        "family.json",
        "\"body\": \"/records/0\"",
        "\"body\": \"records/0\"",
        "family.json:21:15: error: \"body\" must match the pattern",
    ),
    (
        "family.json",
        "\"neutral\": \"/item/name\"",
        "\"neutral\": \"/item/nam\"",
        "family.json:44:20: error: \"/item/nam\" is no place in the neutral model",
    ),
    (
        "family.json",
        "\"shape\": \"record\",\n    \"fields\"",
        "\"shape\": \"recrod\",\n    \"fields\"",
        "family.json:41:14: error: \"recrod\" is no shape of this family",
    ),
    (
        "stock.json",
        "\"x-unit\": \"count\"",
        "\"x-unit\": \"pieces\"",
        "stock.json:11:74: error: \"pieces\" is not a known value of \"x-unit\"",
    ),
    (
        "stock.json",
        "#/$defs/reason",
        "#/$defs/reasons",
        "stock.json:12:52: error: the reference \"common.json#/$defs/reasons\" leads nowhere",
    ),
    (
        "stock.json",
        "\"x-advice\": [\"additionalProperties\"]",
        "\"x-advice\": [\"pattern\"]",
        "stock.json:7:16: error: \"pattern\" does not stand beside this x-advice",
    ),
    ("price.json", "\"^A-\"", "\"^A-(\"", "price.json:9:67: error: \"pattern\" must be a regular expression"),
    (
        "common.json",
        "\"x-personal\": \"name\"",
        "\"x-persnal\": \"name\"",
        "common.json:27:71: error: the key \"x-persnal\" must be",
    ),
    (
        "message.json",
        "\"required\": [\"meta\", \"records\"],",
        "\"required\": [\"meta\", \"records\"]",
        "message.json:5:34: error: a comma is missing here",
    ),
];

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the family is there") {
        let path = entry.expect("it can be read").path();
        std::fs::copy(&path, to.join(path.file_name().expect("it has a name"))).expect("there is room");
    }
}

#[test]
fn every_fault_of_a_family_is_a_finding_in_its_file() {
    let acme = root().join("tests/cases/families/acme");
    for (file, from, to, start) in FAULTS {
        let folder = tempfile::tempdir().expect("there is room");
        copy(&acme, folder.path());
        let path = folder.path().join(file);
        let sound = std::fs::read_to_string(&path).expect("it can be read");
        assert!(sound.contains(from), "{file} has no {from}");
        std::fs::write(&path, sound.replacen(from, to, 1)).expect("there is room");
        let dir = folder.path().to_string_lossy().into_owned();
        let found = hookspect(&["validate", "-f", "brief", "--families", &dir, "-"], b"{}");
        let findings = found.stdout.replace(&format!("{dir}/"), "");
        assert_eq!(found.outcome, Outcome::Failed, "{to}: {}", found.stderr);
        assert!(
            findings.lines().any(|line| line.starts_with(start) && line.ends_with("[family]")),
            "{to}:\n{findings}"
        );
        assert_eq!(findings.lines().count(), 1, "{to}:\n{findings}");
        assert!(found.stderr.ends_with("a family has faults: nothing was checked\n"), "{}", found.stderr);
    }
}

#[test]
fn a_family_takes_the_place_of_a_bundled_one_with_its_id() {
    let folder = tempfile::tempdir().expect("there is room");
    let id = crate::support::families().remove(0);
    let own = folder.path().join(&id);
    std::fs::create_dir(&own).expect("there is room");
    copy(&root().join("tests/cases/families/acme"), &own);
    let dir = folder.path().to_string_lossy().into_owned();
    let payload = br#"{ "sku": "A-1", "labels": { "en": "Lamp" }, "left": 2 }"#;
    let found = hookspect(&["validate", "-v", "--families", &dir, "-"], payload);
    assert!(found.stdout.contains("valid: Acme stock.low or stock.restored"), "{}", found.stdout);
    assert!(found.stderr.contains(&format!("the family {id} in {dir} replaces the bundled one")), "{}", found.stderr);
}
