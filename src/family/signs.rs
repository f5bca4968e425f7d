//! The keys by which a family's payloads can be told from afar, so that a manifest is read only for payloads that may be its own.
//!
//! The build script works them out for the bundled families; it reads this file as well.

use serde_json::Value;

/// Sets of keys: a payload that is recognised by one of a manifest's rules has all keys of one of the sets at its root.
pub(super) fn signs(manifest: &Value) -> Vec<Vec<String>> {
    let rules = manifest["recognise"].as_array().into_iter().flatten();
    let mut signs: Vec<Vec<String>> = rules.flat_map(|rule| required(&rule["when"])).collect();
    signs.sort_by_key(Vec::len);
    signs.into_iter().fold(Vec::new(), |mut few, keys| {
        let is_told_by_fewer = few.iter().any(|fewer: &Vec<String>| fewer.iter().all(|key| keys.contains(key)));
        if !is_told_by_fewer {
            few.push(keys);
        }
        few
    })
}

/// The sets of keys that a test asks for; each of its alternatives asks for one of its own.
fn required(test: &Value) -> Vec<Vec<String>> {
    let names = test["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let own: Vec<String> = names.collect();
    let Some(alternatives) = test["anyOf"].as_array() else { return vec![own] };
    let with_own = |keys: Vec<String>| own.iter().cloned().chain(keys).collect();
    alternatives.iter().flat_map(required).map(with_own).collect()
}
