//! Whatever arrives, a run ends with findings: nothing panics, nothing hangs.

use crate::support::{families, files, hookspect, root};
use hookspect::outcome::Outcome;

/// Every sample cut at every byte, as lines of one stream: each line is one payload with a verdict.
#[test]
fn every_sample_cut_at_every_byte_has_a_verdict() {
    for family in families() {
        for path in files(&root().join("samples").join(family).join("valid"), "json") {
            let text = std::fs::read(&path).expect("it can be read");
            let line: Vec<u8> = text.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
            let cuts: Vec<u8> = (1..=line.len()).flat_map(|end| line[..end].iter().copied().chain([b'\n'])).collect();
            let found = hookspect(&["validate", "--format", "brief", "--input", "ndjson", "-"], &cuts);
            assert_ne!(found.outcome, Outcome::Failed, "{}: {}", path.display(), found.stderr);
            let total = format!("{} payloads", line.len());
            assert!(found.stderr.starts_with(&total), "{}: {}", path.display(), found.stderr);
        }
    }
}

/// The vendors' examples cut at every byte as they stand, each cut a run of its own kind of input.
#[test]
fn the_vendors_examples_cut_as_files_end_with_0_or_1() {
    let folder = tempfile::tempdir().expect("there is room");
    for example in [
        "loyaltylion/valid/program_events/customer.moved_to_defected_segment.json",
        "voucherify/valid/customer.segment.entered.json",
    ] {
        let text = std::fs::read(root().join("samples").join(example)).expect("it can be read");
        let mut args: Vec<String> = ["validate", "--format", "json"].map(str::to_owned).to_vec();
        for end in 0..=text.len() {
            let path = folder.path().join(format!("{end}.json"));
            std::fs::write(&path, &text[..end]).expect("there is room");
            args.push(path.to_string_lossy().into_owned());
        }
        let found = hookspect(&args, b"");
        assert_eq!(found.outcome, Outcome::Problems, "{}", found.stderr);
        let report: serde_json::Value = serde_json::from_str(&found.stdout).expect("the output is JSON");
        assert_eq!(report["summary"]["payloads"], text.len() + 1);
        assert_eq!(report["summary"]["unreadable"], 0);
    }
}
