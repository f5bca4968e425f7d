//! CloudEvents against their official schema.

use super::{base, convert, each_sample, readings, targets};
use crate::support::{hookspect, root};
use hookspect::convert::{Options, Target};
use hookspect::family::Catalogue;
use serde_json::Value;

fn official() -> jsonschema::Validator {
    let text = std::fs::read(root().join("tests/data/cloudevents/cloudevents.json")).expect("it can be read");
    let schema: Value = serde_json::from_slice(&text).expect("it is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema")
}

#[test]
fn every_sample_becomes_a_cloud_event() {
    let (catalogue, validator) = (Catalogue::bundled(), official());
    let base = base(&catalogue);
    let mut without_id = 0;
    each_sample(&catalogue, |name, event| {
        for reading in readings(event) {
            let mut made = convert(&base, &reading, Target::CloudEvents, &[], Options::default());
            if !made.fits() {
                assert_eq!(made.loss.missing.len(), 1, "{name}: {:?}", made.problems);
                let given = [("/id".to_owned(), "\"e-1\"".to_owned())];
                made = convert(&base, &reading, Target::CloudEvents, &given, Options::default());
                without_id += 1;
            }
            let json = made.document.expect("it fits");
            let value: Value = serde_json::from_str(&json).expect("it is JSON");
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}\n{json}");
            assert!(json.contains(event.root.raw()), "the payload is in it as it is: {json}");
        }
    });
    assert!(without_id > 10);
}

#[test]
fn the_data_fit_the_schema_that_is_printed_under_the_id_that_is_given() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut printed: Vec<(String, jsonschema::Validator)> = Vec::new();
    for (family, kind) in targets(&catalogue) {
        let name = format!("{}:{}", family.id, kind.name);
        let text = hookspect(&["schema", &name], b"").stdout;
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        let id = schema["$id"].as_str().unwrap_or_else(|| panic!("{name} has no id")).to_owned();
        assert!(printed.iter().all(|(known, _)| *known != id), "{id} stands twice");
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
        printed.push((id, validator));
    }
    each_sample(&catalogue, |name, event| {
        for reading in readings(event) {
            let given = [("/id".to_owned(), "\"e-1\"".to_owned())];
            let made = convert(&base, &reading, Target::CloudEvents, &given, Options::default());
            let value: Value = serde_json::from_str(&made.document.expect("it fits")).expect("it is JSON");
            let id = value["dataschema"].as_str().expect("it is there");
            let (_, validator) = printed.iter().find(|(known, _)| known == id).unwrap_or_else(|| panic!("{id}"));
            let errors: Vec<String> = validator.iter_errors(&value["data"]).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
        }
    });
}

#[test]
fn our_schema_of_the_envelope_judges_as_the_official_one() {
    let text = std::fs::read(root().join("schemas/cloudevents.json")).expect("it can be read");
    let ours: Value = serde_json::from_slice(&text).expect("it is JSON");
    let ours = jsonschema::options().should_validate_formats(true).build(&ours).expect("it is a schema");
    let theirs = official();
    let event = serde_json::json!({ "specversion": "1.0", "id": "e-1", "source": "/a", "type": "b", "data": {} });
    assert!(ours.is_valid(&event) && theirs.is_valid(&event));
    for (name, value, is_valid) in [
        ("id", serde_json::json!(""), false),
        ("id", serde_json::json!(5), false),
        ("source", serde_json::json!(""), false),
        ("source", serde_json::json!("a b"), false),
        ("type", serde_json::json!(""), false),
        ("subject", serde_json::json!("x"), true),
        ("subject", serde_json::json!(""), false),
        ("time", serde_json::json!("2026-02-03T04:05:06Z"), true),
        ("time", serde_json::json!("2026-02-03 04:05:06Z"), false),
        ("time", serde_json::json!("yesterday"), false),
        ("dataschema", serde_json::json!("hookspect:/a.json"), true),
        ("dataschema", serde_json::json!(""), false),
    ] {
        let mut event = event.clone();
        event[name] = value.clone();
        assert_eq!(ours.is_valid(&event), is_valid, "ours of {name}: {value}");
        assert_eq!(theirs.is_valid(&event), is_valid, "theirs of {name}: {value}");
    }
}

#[test]
fn a_batch_is_an_array_of_them() {
    let validator = official();
    let sample = "samples/loyaltylion/valid/program_events/customer.moved_to_loyal_segment.json";
    for files in
        [vec![sample], vec![sample, "samples/loyaltylion/valid/program_events/customer.moved_to_at_risk_segment.json"]]
    {
        let arguments: Vec<&str> =
            ["convert", "--to", "cloudevents", "--batch"].into_iter().chain(files.clone()).collect();
        let batch: Vec<Value> = serde_json::from_str(&hookspect(&arguments, b"").stdout).expect("it is an array");
        assert_eq!(batch.len(), files.len());
        assert!(batch.iter().all(|event| validator.is_valid(event)));
    }
}
