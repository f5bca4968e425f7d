//! Every row of the vendors' field tables holds in the bundled schemas: declared, of that type, null and absent as said.
//!
//! The rows stand in `tests/data/fields/<family>.tsv`, written from the vendors' tables and not from the schemas, so that
//! two readings of the same page are compared. Each is tried on the valid samples that hold the field: there it is given
//! a value of every other type, null, and taken away. The columns:
//!
//! - `section`: of the family's fact sheet, as the schemas' `$comment`s cite it.
//! - `event`: the event's name, or `envelope:` and the schema file of the envelope.
//! - `pointer`: from the event's body, in an envelope from the payload's root; `*` is any item or any key of a map.
//! - `type`: the JSON types that are no error, null apart; `any` for all.
//! - `null`: `yes` when it is accepted in silence, `advice`, or `no` when it is an error.
//! - `required`: what a missing one is: `error`, `advice`, or `no` when nothing is said.
//! - `why`: the section or source of the sheet that decides it where the table itself does not, or the first words of a
//!   `$comment` in the schemas that says why they differ from the table.
//! - `sample`: the file below `samples/<family>/` to try it on where a condition decides; none means every valid one.

mod row;
mod sample;

use crate::support::{families, files, root};
use hookspect::finding::{Finding, Rule, Severity};
use hookspect::json::Pointer;
use row::{Row, kind};
use sample::Sample;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many rows each table has. A row of the vendor's table that tells of several fields (`metadata` and its members, an
/// array and its items, the fields of one kind of discount) is one for each here.
const COUNTS: &[(&str, &[(&str, usize)])] = &[
    (
        "emporix",
        &[
            ("2", 13),
            ("3.1", 15),
            ("3.2", 16),
            ("3.3", 2),
            ("3.4", 17),
            ("3.5", 17),
            ("3.6", 4),
            ("3.7", 13),
            ("3.8", 13),
            ("3.9", 4),
            ("4.1", 12),
        ],
    ),
    ("loyaltylion", &[("2.1", 8), ("2.2", 5), ("3", 21), ("5", 40)]),
    (
        "voucherify",
        &[
            ("3", 6),
            ("4.1", 59),
            ("4.2", 4),
            ("4.3", 65),
            ("4.4", 35),
            ("4.5 AMOUNT", 6),
            ("4.5 FIXED", 5),
            ("4.5 PERCENT", 7),
            ("4.5 UNIT many", 10),
            ("4.5 UNIT one", 14),
            ("4.6", 16),
            ("4.7", 7),
            ("5", 22),
            ("10", 8),
        ],
    ),
];

/// What weighs most.
fn worst(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).min()
}

/// What the schemas say otherwise than the row does, tried on one sample.
fn differences(row: &Row, sample: &Sample, at: &Pointer) -> Vec<String> {
    let mut found = Vec::new();
    if !sample.declares(row, at) || sample.findings(at, |_| ()).iter().any(|found| found.rule == Rule::UnknownField) {
        found.push("it is not declared".to_owned());
    }
    let wrong_type =
        |finding: &Finding| finding.severity == Severity::Error && matches!(finding.rule, Rule::Type | Rule::OneOf);
    for value in [json!({}), json!([]), json!("x"), json!(true), json!(1), json!(1.5)] {
        let kind = kind(&value);
        if sample.with(at, value).iter().any(wrong_type) == row.allows(kind) {
            found.push(format!("type {kind} {}", if row.allows(kind) { "is an error" } else { "is no error" }));
        }
    }
    let null = worst(&sample.with(at, Value::Null));
    if null != row.null {
        found.push(format!("null is {null:?}, not {:?}", row.null));
    }
    let missing = worst(&sample.without(at));
    if missing != row.missing {
        found.push(format!("missing is {missing:?}, not {:?}", row.missing));
    }
    found
}

/// Whether a `$comment` in the family's schemas begins with these words.
fn has_comment(value: &Value, words: &str) -> bool {
    match value {
        Value::Object(members) => {
            members.get("$comment").and_then(Value::as_str).is_some_and(|comment| comment.starts_with(words))
                || members.values().any(|part| has_comment(part, words))
        }
        Value::Array(parts) => parts.iter().any(|part| has_comment(part, words)),
        _ => false,
    }
}

fn rows(family: &str) -> Vec<Row> {
    let path = root().join("tests/data/fields").join(format!("{family}.tsv"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().skip(1).map(Row::read).collect()
}

#[test]
fn every_row_of_the_field_tables_holds_in_the_schemas() {
    let mut wrong = Vec::new();
    for (family, _) in COUNTS {
        let folder = root().join("samples").join(family);
        let samples: Vec<Sample> =
            files(&folder, "json").iter().filter_map(|path| Sample::read(path, &folder)).collect();
        for row in rows(family) {
            let name = format!("{family} {} {} {}", row.section, row.event, row.pointer);
            let held: Vec<(&Sample, Pointer)> = samples
                .iter()
                .filter(|sample| row.is_about(sample))
                .filter_map(|sample| Some((sample, row.place(sample)?)))
                .collect();
            if held.is_empty() {
                wrong.push(format!("{name}: no sample holds it"));
            }
            for (sample, at) in held {
                let found = differences(&row, sample, &at);
                wrong.extend(found.iter().map(|found| format!("{name}: {found}: {}", sample.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_table_is_whole() {
    assert_eq!(COUNTS.iter().map(|(family, _)| *family).collect::<Vec<_>>(), families());
    for (family, counts) in COUNTS {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows(family) {
            *found.entry(row.section).or_default() += 1;
        }
        let expected: BTreeMap<String, usize> =
            counts.iter().map(|(section, count)| ((*section).to_owned(), *count)).collect();
        assert_eq!(found, expected, "{family}");
    }
}

#[test]
fn every_comment_that_a_row_cites_is_there() {
    for (family, _) in COUNTS {
        let schemas: Vec<Value> = files(&root().join("schemas").join(family), "json")
            .iter()
            .map(|path| serde_json::from_slice(&std::fs::read(path).expect("it can be read")).expect("it is JSON"))
            .collect();
        for row in rows(family) {
            if let Some(words) = row.why.strip_prefix("$comment: ") {
                let is_there = schemas.iter().any(|schema| has_comment(schema, words));
                assert!(is_there, "{family} {}: no $comment begins with {words:?}", row.pointer);
            }
        }
    }
}
