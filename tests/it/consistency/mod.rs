//! `schemas/` and `samples/` agree in both directions: what is named exists, what exists is named, and every rule of
//! recognition, every event, every rule between fields and every mapping is shown by a sample.
//!
//! The checks take a house, so that the mutation test can run them over copies with something missing.

mod fields;
mod house;
mod manifests;
mod mapping;
mod mutation;
mod samples;

use house::House;

/// A check gives the faults that it finds.
type Check = fn(&House, &str) -> Vec<String>;

/// The checks of one family, those first that the others build on.
const CHECKS: &[(&str, Check)] = &[
    ("no sample and no expectation is missing", samples::nothing_is_missing),
    ("the family's file fits its schema", manifests::fits_its_schema),
    ("the family loads like one of the user's own", manifests::loads),
    ("every file is named, and every named file is there and compiles", manifests::files_are_named),
    ("no event name is claimed twice", manifests::names_are_unique),
    ("event schemas use known annotations only", fields::annotations_are_known),
    ("every field says what it means", fields::meanings_are_said),
    ("valid samples are the event in their name and of no other family", samples::valid_ones_are_recognised),
    ("every event and every rule is shown by a sample", samples::everything_is_shown),
    ("every place between fields is in a valid sample", samples::places_are_shown),
    ("every event has its change, every mapped place is there on both sides", mapping::places_are_there),
    ("samples are recognised and read as they should be", mapping::samples_read_as_pinned),
    ("invalid samples have the findings beside them", samples::findings_are_as_pinned),
];

#[test]
fn every_family_is_consistent() {
    let house = House::real();
    for family in house.families() {
        for (name, check) in CHECKS {
            let faults = check(&house, &family);
            assert!(faults.is_empty(), "{family}: {name}:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn every_field_of_the_neutral_model_is_reached_by_a_family() {
    let faults = mapping::model_is_reached(&House::real());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_envelope_has_a_schema() {
    let faults = mapping::envelope_compiles(&House::real());
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn the_neutral_model_is_a_family_of_its_own() {
    let faults = mapping::model_is_a_family(&House::real());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
