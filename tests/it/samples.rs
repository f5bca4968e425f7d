//! `samples/` and `tests/cases/validate/broken/`: each file says by its place what the program must find in it.
//!
//! Beside each invalid file stands what `--format brief` prints for it, its folder left out. `HOOKSPECT_BLESS=1` writes
//! these anew, to be read before they are committed.

use crate::support::{files, hookspect, root};
use std::path::{Path, PathBuf};

fn display(path: &Path) -> &str {
    path.to_str().expect("sample names are UTF-8")
}

/// What `--format brief` says of a file, the folder left out.
fn brief(path: &Path) -> String {
    let found = hookspect(&["validate", "--format", "brief", display(path)], b"");
    let folder = format!("{}/", display(path.parent().expect("it stands in a folder")));
    found.stdout.replace(&folder, "")
}

/// Compares findings with the `.out` file beside each payload.
fn check_findings(payloads: &[PathBuf]) {
    let bless = std::env::var_os("HOOKSPECT_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in payloads {
        let (found, expected) = (brief(path), path.with_extension("out"));
        if bless {
            std::fs::write(&expected, &found).expect("the expectation can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\nexpected: {expected}found:    {found}\n", display(path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn valid_samples_have_no_error() {
    let samples: Vec<PathBuf> = crate::support::families()
        .iter()
        .flat_map(|family| files(&root().join("samples").join(family).join("valid"), "json"))
        .collect();
    assert!(!samples.is_empty());
    let args: Vec<&str> =
        ["validate", "--format", "brief"].into_iter().chain(samples.iter().map(|path| display(path))).collect();
    let found = hookspect(&args, b"");
    let errors: Vec<&str> = found.stdout.lines().filter(|line| !line.contains(": advice: ")).collect();
    assert_eq!((errors, found.outcome), (vec![], hookspect::outcome::Outcome::Clean));
}

#[test]
fn invalid_samples_have_the_findings_beside_them() {
    let samples: Vec<PathBuf> = crate::support::families()
        .iter()
        .flat_map(|family| files(&root().join("samples").join(family).join("invalid"), "json"))
        .collect();
    assert!(!samples.is_empty());
    check_findings(&samples);
}

#[test]
fn broken_payloads_have_one_finding_each() {
    let payloads = files(&root().join("tests/cases/validate/broken"), "json");
    assert!(!payloads.is_empty());
    check_findings(&payloads);
    for path in payloads {
        let findings = std::fs::read_to_string(path.with_extension("out")).expect("it was compared before");
        assert_eq!(findings.lines().count(), 1, "{}: {findings}", display(&path));
    }
}

#[test]
fn no_expectation_is_left_without_its_payload() {
    for folder in ["samples", "tests/cases/validate/broken"] {
        for path in files(&root().join(folder), "out") {
            assert!(path.with_extension("json").exists(), "{} has no payload", display(&path));
        }
    }
}

/// The examples on the vendors' own pages are beyond reproach.
#[test]
fn the_vendors_examples_pass_a_strict_run() {
    for example in [
        "loyaltylion/valid/program_events/customer.moved_to_defected_segment.json",
        "voucherify/valid/customer.segment.entered.json",
    ] {
        let path = root().join("samples").join(example);
        let found = hookspect(&["validate", "--strict", display(&path)], b"");
        assert_eq!((found.stdout.as_str(), found.outcome), ("", hookspect::outcome::Outcome::Clean), "{example}");
    }
}
