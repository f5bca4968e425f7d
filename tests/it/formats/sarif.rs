//! SARIF against the schema of the standard, and against what code scanning needs beyond it.

use super::{assert_valid, json, parse, printed, validator};
use crate::support::{hookspect_in, root};
use hookspect::context::Context;
use hookspect::finding::Rule;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

fn assert_sarif(log: &Value) {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let text = std::fs::read(root().join("tests/data/sarif/sarif-2.1.0-rtm.5.json")).expect("it can be read");
        let mut schema: Value = serde_json::from_slice(&text).expect("it is JSON");
        // What it asks of a language is no regular expression; we write no language.
        for part in ["run", "toolComponent"] {
            let language = schema["definitions"][part]["properties"]["language"].as_object_mut();
            language.expect("it is there").remove("pattern").expect("it has one");
        }
        validator(&schema)
    });
    assert_valid(&SCHEMA, log);
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().expect("there are results")
}

fn region(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]["region"]
}

fn artifact(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]["artifactLocation"]
}

#[test]
fn every_log_fits_the_schema_of_the_standard() {
    for options in [&[] as &[&str], &["--strict"], &["--max-findings", "2"], &["--only", "family"]] {
        let log = parse(&printed("sarif", options));
        assert_sarif(&log);
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false, "a file is missing");
    }
    let log = json("sarif", &[], b"{\"id\":\"s1\",\"tenant\":\"acme\"}");
    assert_sarif(&log);
    assert_eq!(log["runs"][0]["results"], json!([]));
    assert_eq!(log["runs"][0]["invocations"], json!([{"executionSuccessful": true, "toolExecutionNotifications": []}]));
}

#[test]
fn every_result_has_its_rule_and_a_name_of_its_own() {
    let log = parse(&printed("sarif", &[]));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert_eq!(rules.len(), Rule::ALL.len());
    let mut names = BTreeSet::new();
    for result in results(&log) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("it is a number")).expect("it is small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(region(result)["startLine"].as_u64() >= Some(1));
        assert!(names.insert(result["partialFingerprints"].to_string()), "{result}");
    }
    assert!(names.len() > 200);
}

#[test]
fn a_finding_keeps_its_name_when_it_moves_or_its_value_changes() {
    let name = |text: &str| {
        let log = json("sarif", &["--only", "type,unknown-field"], text.as_bytes());
        let [result] = results(&log) else { panic!("{log}") };
        (result["partialFingerprints"]["hookspectFinding/v1"].clone(), region(result).clone())
    };
    let (first, place) = name("{\"id\":7,\"tenant\":\"acme\"}\n");
    let (moved, elsewhere) = name("\n\n{\"tenant\": \"acme\",\n \"id\":7}\n");
    let (changed, _) = name("{\"id\":12,\"tenant\":\"acme\"}\n");
    let (other, _) = name("{\"id\":[],\"tenant\":\"acme\"}\n");
    assert_eq!((&first, &first), (&moved, &changed));
    assert_ne!(place, elsewhere);
    assert_ne!(first, other, "another type was found");
}

#[test]
fn files_are_told_from_the_working_directory() {
    let folder = tempfile::tempdir().expect("there is room");
    let inside = folder.path().join("project");
    std::fs::create_dir(&inside).expect("there is room");
    let here = inside.join("ä b#c.json");
    let outside = folder.path().join("out side.json");
    for path in [&here, &outside] {
        std::fs::write(path, "{\"id\":7,\"tenant\":\"acme\"}").expect("there is room");
    }
    let inside = inside.canonicalize().expect("it is there");
    let context = Context { working_directory: Some(inside.clone()), ..Context::default() };
    let paths = [inside.join("ä b#c.json"), inside.join("../out side.json")];
    let args = ["validate", "--format", "sarif"].into_iter().chain(paths.iter().filter_map(|path| path.to_str()));
    let log = parse(&hookspect_in(&context, &args.collect::<Vec<_>>(), b"").stdout);
    assert_sarif(&log);
    let found: Vec<&Value> = results(&log).iter().map(artifact).collect();
    assert_eq!(found[0], &json!({"uri": "%C3%A4%20b%23c.json", "uriBaseId": "%SRCROOT%"}));
    let uri = found[1]["uri"].as_str().expect("it has a URI");
    assert!(uri.starts_with("file:///") && uri.ends_with("/out%20side.json") && !uri.contains(".."), "{uri}");
}

#[test]
fn stdin_is_a_file_only_when_it_has_a_name() {
    let log = json("sarif", &[], b"{\"id\":7,\"tenant\":\"acme\"}");
    assert_eq!(artifact(&results(&log)[0]), &json!({"uri": "stdin", "description": {"text": "standard input"}}));
    let log = json("sarif", &["--stdin-filename", "./a/b.json"], b"{\"id\":7,\"tenant\":\"acme\"}");
    assert_eq!(artifact(&results(&log)[0]), &json!({"uri": "a/b.json", "uriBaseId": "%SRCROOT%"}));
}
