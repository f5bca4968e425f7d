//! Which leaf goes where, for every pair of events that are counterparts: pinned in `tests/data/convert/`, one file for each family
//! that is converted. `HOOKSPECT_BLESS=1` writes the files anew, to be read before they are committed.

use super::{base, convert, each_sample, readings, targets};
use crate::support::root;
use hookspect::convert::{Conversion, Gaps, Options, Target};
use hookspect::family::Catalogue;
use std::collections::BTreeMap;
use std::fmt::Write as _;

fn lines(conversion: &Conversion, pair: &str) -> String {
    let mut out = String::new();
    let loss = &conversion.loss;
    for (from, to) in &loss.mapped {
        let is_changed = loss.changed.iter().any(|changed| changed.pointer == *from);
        let _ = writeln!(out, "{pair}\t{}\t{from}\t{to}", if is_changed { "changed" } else { "mapped" });
    }
    for dropped in &loss.dropped {
        let at = dropped.reason.places().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "{pair}\t{}\t{}\t{at}", dropped.reason.id(), dropped.pointer);
    }
    for missing in &loss.missing {
        let _ = writeln!(out, "{pair}\tmissing\t\t{}", missing.pointer);
    }
    for assumed in &loss.assumed {
        let _ = writeln!(out, "{pair}\tassumed\t\t{}={}", assumed.pointer, assumed.value);
    }
    out
}

#[test]
fn each_leaf_goes_where_it_is_pinned() {
    let catalogue = Catalogue::bundled();
    let base = base(&catalogue);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    each_sample(&catalogue, |name, event| {
        if name.contains('~') {
            return;
        }
        for reading in readings(event) {
            for (family, kind) in targets(&catalogue) {
                let options = Options { gaps: Gaps::Written, ..Options::default() };
                let conversion = convert(&base, &reading, Target::Family(family, Some(kind)), &[], options);
                if conversion.document.is_some() {
                    let pair = format!("{}\t{}:{}", reading.candidates[0].name, family.id, kind.name);
                    let id = name.split('/').next().expect("it has a folder").to_owned();
                    *found.entry(id).or_insert_with(|| "from\tto\twhat\tsource\ttarget\n".into()) +=
                        &lines(&conversion, &pair);
                }
            }
        }
    });
    assert_eq!(found.len(), crate::support::families().len());
    for (id, found) in found {
        let path = root().join("tests/data/convert").join(&id).with_extension("tsv");
        // Twins have one sample each, which can be read as either: a pair is told once.
        let mut seen = std::collections::HashSet::new();
        let found: String = found.lines().filter(|line| seen.insert(*line)).flat_map(|line| [line, "\n"]).collect();
        if std::env::var_os("HOOKSPECT_BLESS").is_some() {
            std::fs::write(&path, &found).expect("it can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let difference = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
        assert!(found == expected, "{id}: {difference:?}");
    }
}
