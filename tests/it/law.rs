//! The law of advice: a payload has no error from a schema's keywords exactly when the exported default schema accepts it,
//! and nothing at all from them exactly when the exported strict one does.

use crate::support::{families, files, root};
use hookspect::check::{self, Policy};
use hookspect::family::{Catalogue, Recogniser};
use hookspect::finding::Severity;
use hookspect::json::{Document, Node};
use hookspect::schema::{Library, Profile, export};
use jsonschema::{Retrieve, Uri, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::bundled);

/// The exported schema files, as another validator would find them.
struct Exported(Profile);

impl Retrieve for Exported {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let path = uri.as_str().strip_prefix("hookspect:/").ok_or("it is not ours")?;
        Ok(exported(&CATALOGUE.library, path, self.0))
    }
}

fn exported(library: &Library, path: &str, profile: Profile) -> Value {
    export(&library.document(path).expect("the file is there").root().to_value(), profile)
}

/// Whether another validator accepts a value by an exported schema.
fn accepts(path: &str, profile: Profile, value: &Value) -> bool {
    static BUILT: LazyLock<Mutex<HashMap<(String, bool), &'static Validator>>> = LazyLock::new(Mutex::default);
    let mut built = BUILT.lock().expect("no test fails in here");
    let validator = built.entry((path.to_owned(), profile == Profile::Strict)).or_insert_with(|| {
        let schema = exported(&CATALOGUE.library, path, profile);
        let options =
            jsonschema::options().with_base_uri(format!("hookspect:/{path}")).with_retriever(Exported(profile));
        Box::leak(Box::new(options.should_validate_formats(true).build(&schema).expect("it is a valid schema")))
    });
    validator.is_valid(value)
}

fn assert_law(path: &str, node: Node<'_>) {
    let schema = CATALOGUE.library.compiled(path).expect("it compiles");
    let findings = check::schema(schema, node, Policy::default());
    let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    let value = node.to_value();
    assert_eq!(!has_error, accepts(path, Profile::Default, &value), "default {path}: {findings:#?}\n{}", node.raw());
    assert_eq!(
        findings.is_empty(),
        accepts(path, Profile::Strict, &value),
        "strict {path}: {findings:#?}\n{}",
        node.raw()
    );
}

/// Holds a payload's envelope and body against their schemas.
fn assert_law_on_payload(text: &[u8]) {
    let Ok(document) = Document::parse(text) else { return };
    let Ok(event) = Recogniser::new(&CATALOGUE, None, &[]).recognise(document.root()) else { return };
    if let Some(file) = event.envelope {
        assert_law(&event.family.schema_path(file), event.root);
    }
    if let Some(body) = event.body.resolve(event.root) {
        for candidate in &event.candidates {
            assert_law(&event.family.schema_path(&candidate.schema), body);
        }
    }
}

fn all_samples() -> Vec<PathBuf> {
    families().iter().flat_map(|family| files(&root().join("samples").join(family), "json")).collect()
}

#[test]
fn the_law_of_advice_holds_on_every_sample() {
    for path in all_samples() {
        assert_law_on_payload(&std::fs::read(path).expect("it can be read"));
    }
}

/// Changes one value of a payload: the one that a walk in document order meets at `target`.
fn change(value: &mut Value, target: &mut usize, replacement: &Value) {
    if *target == 0 {
        *value = replacement.clone();
    }
    *target = target.wrapping_sub(1);
    match value {
        Value::Object(members) => members.values_mut().for_each(|part| change(part, target, replacement)),
        Value::Array(items) => items.iter_mut().for_each(|part| change(part, target, replacement)),
        _ => {}
    }
}

/// Renames or removes the first member that a walk meets at `target`.
fn rename(value: &mut Value, target: &mut usize, new: Option<&str>) {
    if let Value::Object(members) = value {
        for key in members.keys().cloned().collect::<Vec<_>>() {
            if *target == 0 {
                let moved = members.remove(&key);
                if let (Some(new), Some(moved)) = (new, moved) {
                    members.insert(new.to_owned(), moved);
                }
            }
            *target = target.wrapping_sub(1);
        }
        members.values_mut().for_each(|part| rename(part, target, new));
    } else if let Value::Array(items) = value {
        for part in items {
            rename(part, target, new);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_law_of_advice_holds_on_changed_samples(sample in any::<prop::sample::Index>(), target in 0_usize..120, how in 0_usize..10) {
        let samples = all_samples();
        let text = std::fs::read(sample.get(&samples)).expect("it can be read");
        if let Ok(document) = Document::parse(&text) {
            let mut value = document.root().to_value();
            let replacements = [json!(null), json!(7), json!(7.5), json!("x"), json!(true), json!({}), json!([]), json!({"name": 1})];
            match how {
                8 => rename(&mut value, &mut target.clone(), None),
                9 => rename(&mut value, &mut target.clone(), Some("another_name")),
                how => change(&mut value, &mut target.clone(), &replacements[how]),
            }
            assert_law_on_payload(value.to_string().as_bytes());
        }
    }
}
