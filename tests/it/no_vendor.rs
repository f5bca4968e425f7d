//! A family is data: no vendor's names stand in the code.

use crate::support::{families, files, root};
use serde_json::Value;
use std::collections::BTreeSet;

/// Plain words that families use as names and the code needs for itself.
const ALLOWED: &[(&str, &str)] = &[
    ("type", "the JSON Schema keyword"),
    ("id", "the JSON Schema keyword of draft 4"),
    ("item", "an array's item in messages"),
    ("date", "the format of JSON Schema"),
    ("number", "the JSON type"),
    ("email", "the format of JSON Schema"),
    ("event", "an option and a key of our own JSON output"),
    ("object", "the JSON type"),
    ("payload", "what everything is about"),
    ("pattern", "the rule of findings and the JSON Schema keyword"),
    ("length", "the rule of findings"),
    ("description", "the JSON Schema keyword"),
    ("name", "a member of family.json"),
    ("default", "the JSON Schema keyword"),
    ("points", "the unit of event.schema.json"),
    ("phone", "a kind of personal data of event.schema.json"),
    ("properties", "the JSON Schema keyword"),
    ("url", "the setting of an editor"),
    ("customer", "a subject of the neutral model, and a row of show's card"),
    ("segment", "a subject of the neutral model, and a row of show's card"),
    ("tenant", "a field of the neutral model, named in show's card"),
    ("code", "a field of the neutral model's items, named in show's card"),
    ("to", "an option"),
    ("source", "an attribute of CloudEvents"),
    ("data", "an attribute of CloudEvents"),
    ("summary", "an output format of diff"),
];

/// Every family id, event name, topic prefix and property name of the bundled schemas.
fn vendor_words() -> BTreeSet<String> {
    let mut words: BTreeSet<String> = families().into_iter().collect();
    for family in families() {
        for path in files(&root().join("schemas").join(&family), "json") {
            let text = std::fs::read(&path).expect("it can be read");
            let value: Value = serde_json::from_slice(&text).expect("it is JSON");
            if path.ends_with("family.json") {
                words.extend(value["name"].as_str().map(str::to_owned));
                for name in names_of_events(&value) {
                    words.extend(
                        name.split_inclusive(['/', '.'])
                            .next()
                            .map(|start| start.trim_end_matches(['/', '.']).to_owned()),
                    );
                    words.insert(name);
                }
            }
            property_names(&value, &mut words);
        }
    }
    words
}

fn names_of_events(manifest: &Value) -> Vec<String> {
    let events = manifest["events"].as_array().into_iter().flatten();
    let named = events
        .flat_map(|event| std::iter::once(&event["name"]).chain(event["aliases"].as_array().into_iter().flatten()));
    let unsupported = manifest["unsupported"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|group| group["names"].as_array().into_iter().flatten());
    named.chain(unsupported).filter_map(Value::as_str).map(str::to_owned).collect()
}

fn property_names(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, part) in members {
                // A field may itself be called "properties": what is below it is its schema again.
                if let ("properties", Value::Object(fields)) = (key.as_str(), part) {
                    words.extend(fields.keys().cloned());
                    fields.values().for_each(|field| property_names(field, words));
                } else {
                    property_names(part, words);
                }
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| property_names(part, words)),
        _ => {}
    }
}

/// The string literals of a Rust file, its tests and comments left out.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let literal = regex::Regex::new(r#""((?:[^"\\]|\\.)*)""#).expect("the pattern is right");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| literal.captures_iter(line).map(|found| found[1].to_owned()).collect::<Vec<_>>()).collect()
}

#[test]
fn no_name_of_a_vendor_stands_in_the_code() {
    let words = vendor_words();
    assert!(words.len() > 100, "the schemas were read: {}", words.len());
    let mut sources = files(&root().join("src"), "rs");
    sources.push(root().join("build.rs"));
    let mut found = Vec::new();
    for path in &sources {
        let text = std::fs::read_to_string(path).expect("it can be read");
        for literal in literals(&text) {
            let is_allowed = ALLOWED.iter().any(|(word, _)| *word == literal);
            if words.contains(&literal) && !is_allowed {
                found.push(format!("{}: {literal:?}", path.display()));
            }
        }
        for family in families() {
            assert!(!text.to_lowercase().contains(&family), "{} names {family}", path.display());
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_allowance_holds_only_what_is_needed() {
    let words = vendor_words();
    let sources: Vec<String> = files(&root().join("src"), "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("it can be read"))
        .collect();
    let used: BTreeSet<String> = sources.iter().flat_map(|source| literals(source)).collect();
    for (word, reason) in ALLOWED {
        assert!(words.contains(*word) && used.contains(*word), "{word:?} ({reason}) need not be allowed any more");
    }
}
