//! The samples: each is what its place and name promise, and together they show everything.

use super::house::{House, family};
use super::mapping;
use crate::support::{files, hookspect};
use hookspect::family::{Recogniser, ShapeRule};
use hookspect::json::{Document, Lookup, Pointer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The event that a valid sample's name promises: its path without the variant.
fn promised(path: &Path, folder: &Path) -> String {
    let name = path.strip_prefix(folder).expect("it stands in the folder").with_extension("");
    let name = name.to_string_lossy().replace('\\', "/");
    name.split('~').next().unwrap_or_default().to_owned()
}

pub(super) fn valid_ones_are_recognised(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    let folder = house.root.join("samples").join(id).join("valid");
    let mut faults = Vec::new();
    for path in house.samples(id, "valid") {
        let text = std::fs::read(&path).expect("it can be read");
        let document = Document::parse(&text).expect("it is JSON");
        match recogniser.recognise(document.root()) {
            Err(reason) => faults.push(format!("{}: {}", path.display(), reason.message)),
            Ok(event) => {
                let name = promised(&path, &folder);
                if event.family.id != id || !event.candidates.iter().any(|candidate| candidate.name == name) {
                    faults.push(format!("{}: it is another event of {}", path.display(), event.family.id));
                }
            }
        }
    }
    faults
}

pub(super) fn everything_is_shown(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    let family = family(&catalogue, id);
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut refusals = String::new();
    let mut unhit: Vec<(usize, &ShapeRule)> = family.shape_rules().enumerate().collect();
    for kind in ["valid", "invalid"] {
        for path in house.samples(id, kind) {
            let text = std::fs::read(&path).expect("it can be read");
            let Ok(document) = Document::parse(&text) else { continue };
            if let Some(hit) = family.shape_rules().position(|rule| rule.fits(document.root(), &[], &Lookup::default()))
            {
                unhit.retain(|(index, _)| *index != hit);
            }
            match recogniser.recognise(document.root()) {
                Ok(event) => seen.entry(kind).or_default().extend(event.candidates.iter().map(|one| one.name.clone())),
                // The message ends with the sentence of the group.
                Err(reason) => refusals.push_str(&reason.message),
            }
        }
    }
    let mut faults: Vec<String> =
        unhit.iter().map(|(index, rule)| format!("no sample hits rule {index} ({})", rule.shape)).collect();
    for kind in ["valid", "invalid"] {
        let is_seen = |name: &str| seen.get(kind).is_some_and(|names| names.contains(name));
        let unseen = family.events().iter().filter(|event| !is_seen(&event.name));
        faults.extend(unseen.map(|event| format!("{} has no {kind} sample", event.name)));
    }
    let refused = family.unsupported().filter(|(_, sentence)| !refusals.contains(*sentence));
    faults.extend(refused.map(|(names, _)| format!("no sample is one of {}", names.join(", "))));
    faults
}

pub(super) fn places_are_shown(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let recogniser = Recogniser::new(&catalogue, None, &[]);
    let rules = family(&catalogue, id).cross_fields();
    let mut missing: Vec<_> = rules.iter().flat_map(|rule| &rule.places).collect();
    for path in house.samples(id, "valid") {
        let text = std::fs::read(&path).expect("it can be read");
        let document = Document::parse(&text).expect("it is JSON");
        let Ok(event) = recogniser.recognise(document.root()) else { continue };
        missing.retain(|place| event.value_at(place).is_none());
    }
    let missing: BTreeSet<&Pointer> = missing.iter().map(|place| &place.pointer).collect();
    missing.iter().map(|pointer| format!("{pointer} is in no valid sample")).collect()
}

/// What the program says of the invalid samples when it takes this house's family in place of its own.
pub(super) fn findings_are_as_pinned(house: &House, id: &str) -> Vec<String> {
    let samples = house.samples(id, "invalid");
    let folder = house.schemas().join(id);
    let paths = samples.iter().chain([&folder]).map(|path| path.to_str().expect("paths are UTF-8"));
    let mut args = vec!["validate", "--format", "brief"];
    args.extend(paths);
    args.insert(args.len() - 1, "--families");
    let found = hookspect(&args, b"");
    let mut expected = String::new();
    for path in &samples {
        let prefix = format!("{}/", path.parent().expect("it stands in a folder").display());
        let lines = std::fs::read_to_string(path.with_extension("out")).unwrap_or_default();
        for line in lines.lines() {
            expected.extend([&prefix, line, "\n"]);
        }
    }
    let wrong = found.stdout.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    match wrong {
        Some((found, expected)) => vec![format!("found    {found}\nexpected {expected}")],
        None if found.stdout != expected => vec![format!("findings were left out or added\n{}", found.stderr)],
        None => Vec::new(),
    }
}

/// Every invalid sample has its findings beside it, all findings have their sample, and no sample is missing.
pub(super) fn nothing_is_missing(house: &House, id: &str) -> Vec<String> {
    let is_there = |path: &PathBuf| path.exists();
    let findings = house.samples(id, "invalid").into_iter().map(|path| path.with_extension("out"));
    let folder = house.root.join("samples").join(id);
    let samples = files(&folder, "out").into_iter().map(|path| path.with_extension("json"));
    let pinned = std::fs::read_to_string(mapping::pinned(id)).unwrap_or_default();
    let pinned = pinned.lines().filter_map(|line| line.split('\t').next());
    let pinned = pinned.map(|name| house.root.join("samples").join(name));
    let missing = findings.chain(samples).chain(pinned).filter(|path| !is_there(path));
    missing.map(|path| format!("{} is missing", path.display())).collect()
}
