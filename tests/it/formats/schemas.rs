//! The published JSON shapes against their own schemas.

use super::{assert_valid, parse, printed, validator};
use crate::support::hookspect;
use hookspect::render::{OUTPUT_SCHEMAS, output_schema};
use serde_json::Value;
use std::collections::BTreeSet;

fn schema(name: &str) -> Value {
    parse(output_schema(name).expect("it is listed"))
}

/// Runs in which every member of the shapes takes each of its forms.
const RUNS: [&[&str]; 5] = [
    &[],
    &["--strict"],
    &["--ignore", "unknown-event,unsupported-event"],
    &["--max-findings", "3"],
    &["--schema", "samples/tour/order.schema.json"],
];

#[test]
fn the_schemas_are_schemas_and_say_who_they_are() {
    let names: BTreeSet<&str> = OUTPUT_SCHEMAS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), OUTPUT_SCHEMAS.len());
    for name in names {
        let schema = schema(name);
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert_eq!(schema["$id"], format!("hookspect:/output/{name}.json"));
    }
    assert_eq!(output_schema("nothing"), None);
    assert_eq!(schema("validate")["$defs"], schema("validate-ndjson")["$defs"], "the copies are alike");
}

#[test]
fn json_and_ndjson_fit_their_schemas_and_say_the_same() {
    let (document, line) = (validator(&schema("validate")), validator(&schema("validate-ndjson")));
    for options in RUNS {
        let json = parse(&printed("json", options));
        assert_valid(&document, &json);
        let mut lines: Vec<Value> = printed("ndjson", options).lines().map(parse).collect();
        for value in &lines {
            assert_valid(&line, value);
        }
        let end = lines.pop().expect("there is a summary");
        assert_eq!(end["summary"], json["summary"]);
        assert_eq!(Value::Array(lines), json["payloads"]);
    }
}

#[test]
fn a_shape_that_is_changed_does_not_fit_any_more() {
    let json = parse(&printed("json", &[]));
    let document = validator(&schema("validate"));
    let changes: [fn(&mut Value); 5] = [
        |json| json["version"] = 2.into(),
        |json| json["more"] = 1.into(),
        |json| json["payloads"][0]["verdict"] = "good".into(),
        |json| json["payloads"][0]["message"] = "only of unreadable ones".into(),
        |json| json["summary"]["valid"] = (-1).into(),
    ];
    for change in changes {
        let mut changed = json.clone();
        change(&mut changed);
        assert!(!document.is_valid(&changed));
    }
}

#[test]
fn the_rules_fit_their_schema() {
    let rules = validator(&schema("rules"));
    assert_valid(&rules, &parse(&hookspect(&["rules", "--format", "json"], b"").stdout));
    assert_valid(&rules, &parse(&hookspect(&["rules", "type", "--format", "json"], b"").stdout));
}

#[test]
fn the_reference_fits_its_schemas() {
    let listing = parse(&hookspect(&["events", "--format", "json"], b"").stdout);
    assert_valid(&validator(&schema("events")), &listing);
    let event = validator(&schema("event"));
    for family in listing["families"].as_array().expect("it is a list") {
        for name in family["events"].as_array().expect("it is a list").iter().filter_map(|event| event["name"].as_str())
        {
            assert_valid(&event, &parse(&hookspect(&["events", name, "--format", "json"], b"").stdout));
        }
    }
}

#[test]
fn what_is_shown_fits_its_schemas() {
    let paths =
        ["samples/tour/captured.json", "samples/tour/order.json", "samples/emporix/valid", "samples/voucherify/valid"];
    let shown =
        |format| hookspect(&[&["show", "--now", "2026-11-21", "--format", format], &paths[..]].concat(), b"").stdout;
    let json = parse(&shown("json"));
    assert_valid(&validator(&schema("show")), &json);
    let line = validator(&schema("show-ndjson"));
    let lines: Vec<Value> = shown("ndjson").lines().map(parse).collect();
    for value in &lines {
        assert_valid(&line, value);
    }
    assert_eq!(json["payloads"], Value::Array(lines));
    assert_eq!(schema("show")["$defs"], schema("show-ndjson")["$defs"], "the copies are alike");
    assert_eq!(schema("show")["$defs"]["finding"], schema("validate")["$defs"]["finding"], "the copies are alike");
    assert_valid(&validator(&schema("show")), &parse(&hookspect(&["show", "--format", "json"], b"").stdout));
}

#[test]
fn findings_that_are_left_out_are_counted() {
    let all = parse(&printed("json", &[]));
    let some = parse(&printed("json", &["--max-findings", "3"]));
    let shown = |json: &Value| -> usize {
        let payloads = json["payloads"].as_array().expect("it is a list").iter();
        payloads.map(|payload| payload["findings"].as_array().expect("it is a list").len()).sum()
    };
    assert_eq!((shown(&some), all["summary"]["truncated"].as_u64()), (3, Some(0)));
    assert_eq!(some["summary"]["truncated"], shown(&all) - 3);
    assert_eq!(some["summary"]["errors"], all["summary"]["errors"]);
    assert_eq!(some["payloads"].as_array().map(Vec::len), all["payloads"].as_array().map(Vec::len));
    assert_eq!(parse(&printed("json", &["--max-findings", "0"])), all);
}

#[test]
fn the_loss_report_fits_its_schema() {
    let (folder, report) = (tempfile::tempdir().expect("a folder can be made"), validator(&schema("loss")));
    let file = folder.path().join("loss.json");
    let samples = "samples/*/valid/**/*.json";
    for options in [&["--to", "neutral"][..], &["--to", "voucherify", "--allow-incomplete"], &["--to", "cloudevents"]] {
        let path = file.to_str().expect("it is text");
        let arguments = [&["convert", samples, "samples/tour/odd.json", "--loss", path], options].concat();
        hookspect(&arguments, b"");
        let json = parse(&std::fs::read_to_string(&file).expect("it was written"));
        assert_valid(&report, &json);
        assert!(json["records"].as_array().is_some_and(|records| records.len() > 100), "{options:?}");
    }
    hookspect(&["convert", "--to", "neutral", "--loss", file.to_str().expect("it is text")], b"{]");
    assert_valid(&report, &parse(&std::fs::read_to_string(&file).expect("it was written")));
}
