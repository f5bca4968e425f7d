//! The output formats, held against what is published about them: schemas, limits, and what others read in them.

mod files;
mod github;
mod gitlab;
mod junit;
mod people;
mod sarif;
mod schemas;

use crate::support::{files, hookspect, root};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

/// Every payload of the project, broken ones too, and a file that is not there.
fn payloads() -> Vec<String> {
    let folders = ["samples", "tests/cases/validate/broken", "tests/cases/families/payloads"];
    let found = folders.iter().flat_map(|folder| files(&root().join(folder), "json"));
    let mut paths: Vec<String> = found.map(|path| path.to_str().expect("the names are UTF-8").to_owned()).collect();
    assert!(paths.len() > 200, "the payloads are there: {}", paths.len());
    paths.push("nowhere.json".to_owned());
    paths
}

/// What a format prints of all payloads. It is the same for every test that asks.
fn printed(format: &str, options: &[&str]) -> String {
    static PRINTED: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);
    let key = format!("{format} {}", options.join(" "));
    if let Some(known) = PRINTED.lock().expect("no test fails in here").get(&key) {
        return known.clone();
    }
    let paths = payloads();
    let args = ["validate", "--format", format].into_iter().chain(options.iter().copied());
    let args: Vec<&str> = args.chain(paths.iter().map(String::as_str)).collect();
    let text = hookspect(&args, b"").stdout;
    PRINTED.lock().expect("no test fails in here").insert(key, text.clone());
    text
}

/// How many payloads there are: some files hold several.
fn number_of_payloads() -> usize {
    let summary = parse(&printed("json", &[]))["summary"]["payloads"].as_u64();
    summary.and_then(|count| count.try_into().ok()).expect("it is a number")
}

/// What a JSON format prints of a text on stdin.
fn json(format: &str, options: &[&str], stdin: &[u8]) -> Value {
    let args: Vec<&str> = ["validate", "--format", format].into_iter().chain(options.iter().copied()).collect();
    parse(&hookspect(&args, stdin).stdout)
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Fails with all that a schema finds in a value.
fn assert_valid(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A schema ready to be used, its formats asserted.
fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("it is a schema")
}
