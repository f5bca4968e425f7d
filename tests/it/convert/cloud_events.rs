//! CloudEvents against their official schema.

use super::{base, convert, parse, readings, recognise, samples};
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
    let (catalogue, validator) = (Catalogue::bundled().expect("it loads"), official());
    let base = base(&catalogue);
    let mut without_id = 0;
    for (name, text) in samples() {
        let document = parse(&text);
        let event = recognise(&catalogue, &document).expect("it is a valid sample");
        for reading in readings(&event) {
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
            assert!(json.contains(document.root().raw()), "the payload is in it as it is: {json}");
        }
    }
    assert!(without_id > 10);
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
