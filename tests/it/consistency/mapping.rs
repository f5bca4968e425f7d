//! The mapping to the neutral model: both sides of it are there, and samples read as they should.
//!
//! What is recognised of every sample, and what it says in the model's words, is pinned in `tests/data/recognised/`; `HOOKSPECT_BLESS=1` writes it
//! anew, to be read before it is committed.

use super::house::{House, family, read};
use super::manifests::violations;
use crate::support::root;
use hookspect::family::{Catalogue, Family, Recogniser};
use hookspect::json::Document;
use hookspect::neutral::{Neutral, SCHEMA};
use hookspect::schema::{Compiled, Field};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The places of the model that hold values, not objects.
fn model(catalogue: &Catalogue) -> BTreeSet<String> {
    let fields = catalogue.library.compiled(SCHEMA).map(Compiled::fields).unwrap_or_default();
    let leaves = fields.iter().filter(|field| !field.types.iter().any(|kind| kind == "object"));
    leaves.map(Field::pointer).collect()
}

/// What the schemas of a family's events and envelopes declare, from the body or from `#`, the payload's root.
fn declared(catalogue: &Catalogue, family: &Family) -> BTreeSet<String> {
    let fields = |file: &str, prefix: &str| {
        let compiled = catalogue.library.compiled(&family.schema_path(file)).expect("it was compiled before");
        compiled.fields().iter().map(|field| format!("{prefix}{}", field.pointer())).collect::<Vec<_>>()
    };
    let bodies = family.events().iter().flat_map(|event| fields(&event.schema, ""));
    let envelopes = family.shape_rules().filter_map(|rule| rule.envelope.as_deref());
    bodies.chain(envelopes.flat_map(|file| fields(file, "#"))).collect()
}

pub(super) fn places_are_there(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let family = family(&catalogue, id);
    let Some(mapping) = family.mapping() else { return vec!["there is no mapping".into()] };
    let mut faults: Vec<String> = Vec::new();
    let changeless = family.events().iter().filter(|event| event.neutral.is_none());
    faults.extend(changeless.map(|event| format!("{} has no change", event.name)));
    if !family.shape_rules().any(|rule| rule.shape == mapping.shape) {
        faults.push(format!("there is no shape {:?}", mapping.shape));
    }
    let (model, declared) = (model(&catalogue), declared(&catalogue, family));
    for mapped in &mapping.fields {
        let field = format!("{}{}", if mapped.field.from_root { "#" } else { "" }, mapped.field.pointer);
        if !model.contains(&mapped.neutral.to_string()) {
            faults.push(format!("{} is not in the model", mapped.neutral));
        }
        if !declared.contains(&field) {
            faults.push(format!("{field} is in no schema of the family"));
        }
    }
    let mut missing: Vec<_> = mapping.fields.iter().map(|mapped| &mapped.field).collect();
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    for path in house.samples(id, "valid") {
        let text = std::fs::read(&path).expect("it can be read");
        let document = Document::parse(&text).expect("it is JSON");
        if let Ok(event) = recogniser.recognise(document.root()) {
            missing.retain(|place| event.value_at(place).is_none());
        }
    }
    faults.extend(missing.iter().map(|place| format!("{} is in no valid sample", place.pointer)));
    faults
}

/// Where it is pinned what is recognised of a family's samples.
pub(super) fn pinned(id: &str) -> PathBuf {
    root().join("tests/data/recognised").join(id).with_extension("tsv")
}

/// What is recognised of a sample.
struct Reading {
    /// Its path below `samples/`.
    name: String,
    /// Its shape and events, or the rule that refuses it.
    event: String,
    /// What it says in the model's words.
    neutral: String,
}

impl Reading {
    fn of(house: &House, recogniser: &Recogniser<'_, '_>, path: &Path) -> Self {
        let text = std::fs::read(path).expect("it can be read");
        let folder = house.root.join("samples");
        let name = path.strip_prefix(folder).expect("it stands in the folder").to_string_lossy().replace('\\', "/");
        let Ok(document) = Document::parse(&text) else {
            return Self { name, event: "syntax".into(), neutral: String::new() };
        };
        match recogniser.recognise(document.root()) {
            Err(reason) => Self { name, event: format!("{}: {}", reason.rule, reason.message), neutral: String::new() },
            Ok(event) => {
                let names: Vec<&str> = event.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
                let neutral = Neutral::read(&event).map_or_else(String::new, |neutral| neutral.to_json());
                // A wrong value may be a container with line ends in it.
                let neutral = neutral.replace('\n', " ");
                Self { name, event: format!("{}: {}", event.shape.unwrap_or_default(), names.join(", ")), neutral }
            }
        }
    }
}

pub(super) fn samples_read_as_pinned(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    let samples = ["invalid", "valid"].iter().flat_map(|kind| house.samples(id, kind));
    let readings: Vec<Reading> = samples.map(|path| Reading::of(house, &recogniser, &path)).collect();
    let line = |reading: &Reading| format!("{}\t{}\t{}\n", reading.name, reading.event, reading.neutral);
    let found: String = readings.iter().map(line).collect();
    if std::env::var_os("HOOKSPECT_BLESS").is_some() && house.root == root() {
        std::fs::write(pinned(id), &found).expect("it can be written");
    }
    let expected = std::fs::read_to_string(pinned(id)).unwrap_or_default();
    let differing = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    let mut faults: Vec<String> =
        differing.map(|(found, expected)| format!("found    {found}\nexpected {expected}")).into_iter().collect();
    if faults.is_empty() && found != expected {
        faults.push("a sample was added or removed".into());
    }
    faults.extend(
        readings.iter().filter(|reading| reading.name.contains("/valid/")).flat_map(|reading| misfits(house, reading)),
    );
    faults
}

/// What the neutral model's schema finds wrong with the reading of a valid sample.
fn misfits(house: &House, reading: &Reading) -> Vec<String> {
    let model = read(&house.schemas().join(SCHEMA)).expect("it was read before");
    let validator = jsonschema::validator_for(&model).expect("it is a valid schema");
    let neutral: serde_json::Value = serde_json::from_str(&reading.neutral).unwrap_or_default();
    // Of twins nobody knows what happened.
    let errors = validator.iter_errors(&neutral).map(|error| error.to_string());
    let errors = errors.filter(|error| error != "\"change\" is a required property");
    errors.map(|error| format!("{}: {error}", reading.name)).collect()
}

pub(super) fn model_is_reached(house: &House) -> Vec<String> {
    let catalogue = match house.catalogue() {
        Ok(catalogue) => catalogue,
        Err(fault) => return vec![fault],
    };
    let mut unreached = model(&catalogue);
    // These stand at the events.
    for place in ["/model", "/change", "/subject"] {
        assert!(unreached.remove(place), "{place} is not in the model");
    }
    for mapped in catalogue.families().iter().filter_map(|family| family.mapping()).flat_map(|mapping| &mapping.fields)
    {
        unreached.remove(&mapped.neutral.to_string());
    }
    unreached.iter().map(|place| format!("{place} is mapped by no family")).collect()
}

/// The model's own family: it fits its schema, and each place of the model is mapped to itself.
pub(super) fn model_is_a_family(house: &House) -> Vec<String> {
    let path = house.schemas().join("neutral.family.json");
    let mut faults = violations(house, "family.schema.json", &path);
    let (Ok(manifest), Ok(catalogue)) = (read(&path), house.catalogue()) else { return faults };
    let mut unmapped = model(&catalogue);
    unmapped.remove("/model");
    for row in manifest["mapping"]["fields"].as_array().into_iter().flatten() {
        let place = row["neutral"].as_str().unwrap_or_default();
        if row["field"] != place || !unmapped.remove(place) {
            faults.push(format!("{row} is not a place of the model mapped to itself, once"));
        }
    }
    faults.extend(unmapped.iter().map(|place| format!("{place} is not mapped")));
    let event = &manifest["events"][0];
    if event["schema"] != SCHEMA || event["aliases"] != serde_json::json!(["neutral"]) || event.get("neutral").is_some()
    {
        faults.push(format!("{event} is not the model"));
    }
    if manifest["recognise"][0]["events"][0] != event["name"] {
        faults.push("the model is not recognised".into());
    }
    faults
}

/// The schema of the envelope that payloads are put into.
pub(super) fn envelope_compiles(house: &House) -> Vec<String> {
    let compiled = house.catalogue().and_then(|catalogue| match catalogue.library.compiled("cloudevents.json") {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    });
    compiled.err().into_iter().collect()
}
