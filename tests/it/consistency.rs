//! `schemas/` and `samples/` agree in both directions: what is named exists, what exists is named, and every rule of
//! recognition, every event and every shape is shown by a sample.

use crate::support::{families, files, root};
use hookspect::family::{Catalogue, Recogniser, ShapeRule, Verdict};
use hookspect::json::{Document, Pointer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Value {
    let text = std::fs::read(path).expect("it can be read");
    Document::parse(&text).unwrap_or_else(|error| panic!("{}: {error:?}", path.display())).root().to_value()
}

/// The samples of a family, valid and invalid ones.
fn samples(family: &str) -> Vec<PathBuf> {
    files(&root().join("samples").join(family), "json")
}

fn schema_files(family: &str) -> Vec<PathBuf> {
    files(&root().join("schemas").join(family), "json")
}

/// A validator whose references lead to the files under `schemas/` and nowhere else.
fn validator(schema: &str) -> jsonschema::Validator {
    let folder = root().join("schemas");
    let value = read(&folder.join(schema));
    jsonschema::options()
        .offline()
        .with_base_uri(format!("hookspect:/{schema}"))
        .build(&value)
        .expect("it is a valid schema")
}

#[test]
fn every_family_file_fits_its_schema() {
    let schema = validator("family.schema.json");
    for family in families() {
        let manifest = read(&root().join("schemas").join(&family).join("family.json"));
        let errors: Vec<String> =
            schema.iter_errors(&manifest).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{family}: {errors:#?}");
    }
}

#[test]
fn every_event_schema_uses_known_annotations_only() {
    let schema = validator("event.schema.json");
    for path in families().iter().flat_map(|family| schema_files(family)).filter(|path| !path.ends_with("family.json"))
    {
        let value = read(&path);
        let errors: Vec<String> =
            schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        assert_no_misplaced_advice(&value, false, &path);
    }
}

/// Advice below `if`, `not` and `contains` would turn a decision, not a finding.
fn assert_no_misplaced_advice(schema: &Value, inside: bool, path: &Path) {
    match schema {
        Value::Object(members) => {
            assert!(
                !(inside && members.contains_key("x-advice")),
                "{}: x-advice below if, not or contains",
                path.display()
            );
            if let Some(advice) = members.get("x-advice").and_then(Value::as_array) {
                for keyword in advice.iter().filter_map(Value::as_str) {
                    assert!(
                        members.contains_key(keyword),
                        "{}: x-advice names {keyword}, which is not beside it",
                        path.display()
                    );
                }
            }
            for (name, part) in members {
                assert_no_misplaced_advice(part, inside || matches!(name.as_str(), "if" | "not" | "contains"), path);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| assert_no_misplaced_advice(part, inside, path)),
        _ => {}
    }
}

#[test]
fn every_schema_file_is_named_and_every_named_file_exists_and_compiles() {
    let catalogue = Catalogue::bundled().expect("the bundled families load");
    for family in catalogue.families() {
        let envelopes = family.shape_rules().iter().filter_map(|rule| rule.envelope.clone());
        let named: BTreeSet<String> =
            family.events().iter().map(|event| event.schema.clone()).chain(envelopes).collect();
        for file in &named {
            catalogue.library.compiled(&family.schema_path(file)).unwrap_or_else(|error| panic!("{file}: {error:#}"));
        }
        for path in schema_files(&family.id) {
            let file = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            let is_shared = matches!(file.as_str(), "family.json" | "common.json");
            assert!(is_shared || named.contains(&file), "{} is named by nothing", path.display());
        }
    }
}

#[test]
fn every_field_says_what_it_means() {
    for path in families().iter().flat_map(|family| schema_files(family)).filter(|path| !path.ends_with("family.json"))
    {
        assert_documented(&read(&path), "", &path);
    }
}

/// Every property outside of conditions has a title and a description.
fn assert_documented(schema: &Value, at: &str, path: &Path) {
    let Value::Object(members) = schema else { return };
    for (name, part) in members {
        let here = format!("{at}/{name}");
        match (name.as_str(), part) {
            ("if" | "then" | "else" | "not" | "const" | "enum" | "examples", _) => {}
            ("properties", Value::Object(fields)) => {
                for (field, meaning) in fields {
                    for word in ["title", "description"] {
                        assert!(
                            meaning.get(word).is_some_and(Value::is_string),
                            "{}: {here}/{field} has no {word}",
                            path.display()
                        );
                    }
                    assert_documented(meaning, &format!("{here}/{field}"), path);
                }
            }
            (_, Value::Array(parts)) => parts.iter().for_each(|part| assert_documented(part, &here, path)),
            _ => assert_documented(part, &here, path),
        }
    }
}

#[test]
fn no_event_name_is_claimed_twice() {
    let catalogue = Catalogue::bundled().expect("the bundled families load");
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for family in catalogue.families() {
        for event in family.events() {
            for name in std::iter::once(&event.name).chain(&event.aliases) {
                assert!(owners.insert(name, &family.id).is_none(), "{name} is claimed twice");
            }
        }
        for rule in family.shape_rules() {
            if let Verdict::OneOf(names) = rule.verdict() {
                for name in names {
                    assert!(family.event(name).is_some(), "{name} is no event of {}", family.id);
                }
            }
        }
    }
}

/// The event that a valid sample's name promises: its path without the variant.
fn promised(path: &Path, folder: &Path) -> String {
    let name = path.strip_prefix(folder).expect("it stands in the folder").with_extension("");
    let name = name.to_string_lossy().replace('\\', "/");
    name.split('~').next().unwrap_or_default().to_owned()
}

#[test]
fn every_valid_sample_is_the_event_in_its_name_and_of_no_other_family() {
    let catalogue = Catalogue::bundled().expect("the bundled families load");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    for family in families() {
        let folder = root().join("samples").join(&family).join("valid");
        for path in files(&folder, "json") {
            let text = std::fs::read(&path).expect("it can be read");
            let document = Document::parse(&text).expect("it is JSON");
            let event = recogniser
                .recognise(document.root())
                .unwrap_or_else(|reason| panic!("{}: {}", path.display(), reason.message));
            let candidates: Vec<&str> = event.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
            assert_eq!(event.family.id, family, "{}", path.display());
            assert!(candidates.contains(&promised(&path, &folder).as_str()), "{}: {candidates:?}", path.display());
        }
    }
}

#[test]
fn every_event_and_every_rule_is_shown_by_a_sample() {
    let catalogue = Catalogue::bundled().expect("the bundled families load");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    for family in catalogue.families() {
        let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut unhit: Vec<(usize, &ShapeRule)> = family.shape_rules().iter().enumerate().collect();
        for path in samples(&family.id) {
            let kind = if path.components().any(|part| part.as_os_str() == "valid") { "valid" } else { "invalid" };
            let text = std::fs::read(&path).expect("it can be read");
            let Ok(document) = Document::parse(&text) else { continue };
            if let Some(hit) = family.shape_rules().iter().position(|rule| rule.fits(document.root(), &[])) {
                unhit.retain(|(index, _)| *index != hit);
            }
            if let Ok(event) = recogniser.recognise(document.root()) {
                seen.entry(kind).or_default().extend(event.candidates.iter().map(|candidate| candidate.name.clone()));
            }
        }
        let unhit: Vec<String> = unhit.iter().map(|(index, rule)| format!("rule {index} ({})", rule.shape)).collect();
        assert!(unhit.is_empty(), "{}: no sample hits {unhit:?}", family.id);
        for kind in ["valid", "invalid"] {
            for event in family.events() {
                assert!(
                    seen.get(kind).is_some_and(|names| names.contains(&event.name)),
                    "{} has no {kind} sample",
                    event.name
                );
            }
        }
    }
}

#[test]
fn every_place_between_fields_is_in_a_valid_sample() {
    let catalogue = Catalogue::bundled().expect("the bundled families load");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    for family in catalogue.families() {
        let mut missing: BTreeSet<Pointer> =
            family.cross_fields().iter().flat_map(|rule| &rule.places).map(|place| place.pointer.clone()).collect();
        for path in files(&root().join("samples").join(&family.id).join("valid"), "json") {
            let text = std::fs::read(&path).expect("it can be read");
            let document = Document::parse(&text).expect("it is JSON");
            let Ok(event) = recogniser.recognise(document.root()) else { continue };
            let body = event.body.resolve(document.root());
            missing.retain(|pointer| {
                pointer.resolve(document.root()).is_none() && body.is_none_or(|body| pointer.resolve(body).is_none())
            });
        }
        assert!(missing.is_empty(), "{}: {missing:?} is in no valid sample", family.id);
    }
}
