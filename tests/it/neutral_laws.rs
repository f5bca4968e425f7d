//! Laws of `diff --neutral`.

use crate::convert::{base, convert, parse, readings, recognise, samples, something, targets};
use crate::support::{Output, hookspect};
use hookspect::convert::{Conversion, Options, Target};
use hookspect::family::{Catalogue, Event, EventKind, Family};
use hookspect::outcome::Outcome;
use serde_json::Value;
use std::path::Path;

/// Compares two texts by what they mean.
fn compare(folder: &Path, before: &str, after: &str, options: &[&str]) -> Output {
    let path = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("it can be written");
        path.display().to_string()
    };
    let (before, after) = (path("a.json", before), path("b.json", after));
    let args = ["diff", "--neutral", before.as_str(), after.as_str()].into_iter().chain(options.iter().copied());
    hookspect(&args.collect::<Vec<_>>(), b"")
}

/// The changes of the only comparison.
fn changes(output: &Output) -> Vec<Value> {
    let value: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr));
    let schema = hookspect::render::output_schema("diff").expect("it is listed");
    let shape = jsonschema::validator_for(&serde_json::from_str(schema).expect("it is JSON")).expect("it is a schema");
    assert!(shape.is_valid(&value), "{value}");
    value["comparisons"][0]["changes"].as_array().expect("there are changes").clone()
}

fn counts(change: &Value) -> bool {
    change["volatile"] == false && change.get("apart").is_none()
}

/// Whether one of the places at which a value stands is among these.
fn stands_in(change: &Value, side: &str, places: &[String]) -> bool {
    let at = change[side].as_array().into_iter().flatten().filter_map(|place| place["pointer"].as_str());
    at.into_iter().any(|at| places.iter().any(|place| at == place || at.starts_with(&format!("{place}/"))))
}

/// Converts with everything given that is asked for; tells what was given.
fn complete<'c>(
    catalogue: &'c Catalogue,
    event: &Event<'c, '_>,
    (family, kind): (&'c Family, &'c EventKind),
) -> (Conversion, Vec<String>) {
    let base = base(catalogue);
    let mut given: Vec<(String, String)> = Vec::new();
    loop {
        let made = convert(&base, event, Target::Family(family, Some(kind)), &given, Options::default());
        let asked = made.loss.missing.iter().map(|missing| missing.pointer.to_string());
        let new: Vec<String> = asked.filter(|at| given.iter().all(|(known, _)| known != at)).collect();
        if new.is_empty() {
            return (made, given.into_iter().map(|(at, _)| at).collect());
        }
        given.extend(new.into_iter().map(|at| (at.clone(), something(catalogue, family, kind, &at))));
    }
}

#[test]
fn a_payload_and_its_neutral_document_mean_the_same() {
    let catalogue = Catalogue::bundled();
    let folder = tempfile::tempdir().expect("there is room");
    let base = base(&catalogue);
    let model = catalogue.neutral().expect("it is there");
    for (name, text) in samples() {
        let document = parse(&text);
        let event = recognise(&catalogue, &document).expect("it is a valid sample");
        for reading in readings(&event) {
            let made = convert(&base, &reading, Target::Family(model, None), &[], Options::default());
            let json = made.document.expect("every sample has a meaning");
            for (before, after) in [(&text, &json), (&json, &text), (&text, &text)] {
                let options = ["-f", "json", "--event", &reading.candidates[0].name];
                let output = compare(folder.path(), before, after, &options);
                assert_eq!(output.outcome, Outcome::Clean, "{name}: {}{}", output.stdout, output.stderr);
                assert!(changes(&output).is_empty(), "{name}: {}", output.stdout);
            }
        }
    }
}

/// What `convert` makes of a payload means the same, but for what it says itself: what it left out, and what it was given.
#[test]
fn what_is_converted_means_the_same() {
    let catalogue = Catalogue::bundled();
    let folder = tempfile::tempdir().expect("there is room");
    let mut pairs = 0;
    for (name, text) in samples() {
        let document = parse(&text);
        let event = recognise(&catalogue, &document).expect("it is a valid sample");
        let ([only], false) = (event.candidates.as_slice(), event.family.is_neutral()) else { continue };
        for (family, kind) in targets(&catalogue).into_iter().filter(|(family, _)| family.id != event.family.id) {
            let (made, given) = complete(&catalogue, &event, (family, kind));
            let Some(json) = made.document else { continue };
            let places = |pointers: &mut dyn Iterator<Item = String>| pointers.collect::<Vec<_>>();
            let dropped = places(&mut made.loss.dropped.iter().map(|dropped| dropped.pointer.to_string()));
            let assumed = places(&mut made.loss.assumed.iter().map(|assumed| assumed.pointer.to_string()));
            let output = compare(folder.path(), &text, &json, &["-f", "json", "--event", &kind.name]);
            let is_told = |change: &Value| {
                stands_in(change, "before_at", &dropped)
                    || stands_in(change, "after_at", &given)
                    || stands_in(change, "after_at", &assumed)
            };
            for change in changes(&output).iter().filter(|change| counts(change)) {
                assert!(is_told(change), "{name} {} to {}: {change}\n{text}\n{json}", only.name, kind.name);
            }
            pairs += 1;
        }
    }
    assert!(pairs > 50, "{pairs}");
}

#[test]
fn a_neutral_patch_makes_one_neutral_document_of_the_other() {
    let folder = tempfile::tempdir().expect("there is room");
    let samples = samples();
    let mut pairs = 0;
    for ((name, before), (other, after)) in samples.iter().zip(samples.iter().skip(7)) {
        let output = compare(folder.path(), before, after, &["-f", "json-patch"]);
        if output.outcome == Outcome::Failed {
            assert!(output.stderr.contains("--event"), "{name} {other}: {}", output.stderr);
            continue;
        }
        let neutral = |text: &str| -> Value {
            let output = hookspect(&["convert", "--to", "neutral", "-q", "-"], text.as_bytes());
            serde_json::from_str(&output.stdout).expect("it is JSON")
        };
        let patch: json_patch::Patch = serde_json::from_str(&output.stdout).expect("it is a patch");
        let mut made = neutral(before);
        json_patch::patch(&mut made, &patch).expect("it applies");
        let (made, expected) = (made.to_string(), neutral(after).to_string());
        assert!(parse(&made).root().same_value(parse(&expected).root()), "{name} {other}: {made} {expected}");
        pairs += 1;
    }
    assert!(pairs > 20, "{pairs}");
}
