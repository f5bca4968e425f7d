//! The keys by which payloads are told from afar, so that a manifest, and of it a rule, is read only for payloads that it may fit.
//!
//! The build script works them out for the bundled families; it reads this file as well.

use serde_json::Value;

/// For each rule of a manifest sets of keys: a payload that the rule fits has all keys of one of them at its root.
pub(super) fn signs(manifest: &Value) -> Vec<Vec<Vec<String>>> {
    let rules = manifest["recognise"].as_array().into_iter().flatten();
    rules.map(|rule| required(&rule["when"])).collect()
}

/// The sets of keys that a test asks for; each of its alternatives asks for one of its own.
fn required(test: &Value) -> Vec<Vec<String>> {
    let names = test["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let own: Vec<String> = names.collect();
    let Some(alternatives) = test["anyOf"].as_array() else { return vec![own] };
    let with_own = |keys: Vec<String>| own.iter().cloned().chain(keys).collect();
    alternatives.iter().flat_map(required).map(with_own).collect()
}
