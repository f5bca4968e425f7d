//! The exported schemas give the program's own verdicts, as far as these come from JSON Schema. `tests/peers/exported.py`
//! tries the same with other validators.

use crate::support::{families, files, hookspect, root};
use hookspect::family::{Catalogue, EventKind, Recogniser};
use hookspect::finding::Rule;
use hookspect::json::Document;
use hookspect::reference::{Form, of_event, of_family, of_neutral_model};
use hookspect::schema::Profile;
use serde_json::Value;
use std::collections::BTreeSet;

/// The rules that no JSON Schema can state: what compares two fields, and what is lost when a text becomes a value.
const BEYOND_SCHEMAS: &[Rule] = &[
    Rule::AmbiguousEvent,
    Rule::Bom,
    Rule::CrossField,
    Rule::DuplicateKey,
    Rule::LoneSurrogate,
    Rule::Placeholder,
    Rule::Syntax,
];

const PROFILES: [(Profile, bool); 2] = [(Profile::Default, false), (Profile::Strict, true)];

/// The samples of a family with what the program says of them; those left out that only rules beyond schemas decide.
fn verdicts(family: &str, strict: bool) -> Vec<(String, bool)> {
    let samples = files(&root().join("samples").join(family), "json");
    let mut args = vec!["validate", "--format", "json"];
    args.extend(strict.then_some("--strict"));
    args.extend(samples.iter().map(|path| path.to_str().expect("sample names are UTF-8")));
    let report: Value = serde_json::from_str(&hookspect(&args, b"").stdout).expect("it is JSON");
    let verdict = |payload: &Value| {
        let findings = payload["findings"].as_array().expect("findings are a list");
        let errors = findings.iter().filter(|finding| finding["severity"] == "error");
        let rules: BTreeSet<&str> = errors.filter_map(|finding| finding["rule"].as_str()).collect();
        let is_beyond = |rule: &&str| BEYOND_SCHEMAS.iter().any(|beyond| beyond.id() == *rule);
        let is_undecided = rules.contains("syntax") || !rules.is_empty() && rules.iter().all(is_beyond);
        let name = payload["name"].as_str().expect("it has a name").to_owned();
        (!is_undecided).then(|| (name, payload["verdict"] == "valid"))
    };
    report["payloads"].as_array().expect("payloads are a list").iter().filter_map(verdict).collect()
}

fn validator(schema: &Value) -> jsonschema::Validator {
    assert!(jsonschema::meta::is_valid(schema), "it is no JSON Schema");
    let options = jsonschema::options().offline().should_validate_formats(true);
    options.build(schema).expect("it needs no other file")
}

#[test]
fn a_familys_schema_has_the_programs_verdicts() {
    let catalogue = Catalogue::bundled();
    for id in families() {
        let family = catalogue.select_family(&id).expect("it is bundled");
        for (profile, strict) in PROFILES {
            let schema = of_family(&catalogue, family, Form::Plain(profile)).expect("its files are there");
            let validator = validator(&schema);
            let verdicts = verdicts(&id, strict);
            assert!(verdicts.len() > 100, "{id}: too few samples are left");
            for (name, valid) in verdicts {
                let text = std::fs::read(&name).expect("it can be read");
                let value = Document::parse(&text).expect("it is JSON").root().to_value();
                assert_eq!(validator.is_valid(&value), valid, "{name}, {profile:?}");
            }
        }
    }
}

#[test]
fn an_events_schema_accepts_its_samples_and_none_that_is_named_otherwise() {
    let catalogue = Catalogue::bundled();
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    for family in catalogue.families() {
        let form = Form::Plain(Profile::Default);
        let schema = |event| validator(&of_event(&catalogue, family, event, form).expect("its files are there"));
        let schemas: Vec<_> = family.events().iter().map(|event| (event, schema(event))).collect();
        for path in files(&root().join("samples").join(&family.id).join("valid"), "json") {
            let text = std::fs::read(&path).expect("it can be read");
            let document = Document::parse(&text).expect("it is JSON");
            let recognised = recogniser.recognise(document.root()).expect("it is a valid sample");
            let value = document.root().to_value();
            let mut is_accepted = schemas.iter().map(|(event, schema)| (*event, schema.is_valid(&value)));
            // Without an envelope nothing says which of several events it is.
            if let (Some(_), [only]) = (recognised.envelope, recognised.candidates.as_slice()) {
                assert!(is_accepted.all(|(event, accepts)| accepts == (event == *only)), "{}", path.display());
            } else {
                let accepting: Vec<_> = is_accepted.filter(|(_, accepts)| *accepts).map(|(event, _)| event).collect();
                let misses = |candidate: &&EventKind| !accepting.contains(candidate);
                assert!(!recognised.candidates.iter().any(misses), "{}", path.display());
            }
        }
    }
}

#[test]
fn every_exported_schema_is_whole_and_says_nothing_of_its_own() {
    let catalogue = Catalogue::bundled();
    for (profile, _) in PROFILES {
        let form = Form::Plain(profile);
        let neutral = of_neutral_model(&catalogue, form).expect("it is there");
        let families =
            catalogue.families().iter().map(|family| of_family(&catalogue, family, form).expect("it is there"));
        for schema in families.chain([neutral]) {
            validator(&schema);
            assert!(!holds_annotations(&schema), "an annotation of ours was left in");
        }
    }
    let annotated = of_family(&catalogue, &catalogue.families()[0], Form::Annotated).expect("it is there");
    assert!(holds_annotations(&annotated) && jsonschema::meta::is_valid(&annotated));
}

fn holds_annotations(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(name, part)| {
            // A field of a payload may have any name.
            name.starts_with("x-") && !part.is_object() || holds_annotations(part)
        }),
        Value::Array(items) => items.iter().any(holds_annotations),
        _ => false,
    }
}
