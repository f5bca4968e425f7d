//! The event schemas: annotations that are known and stand where they may, and a meaning for every field.

use super::house::{House, read};
use super::manifests::violations;
use serde_json::Value;
use std::path::PathBuf;

/// The schema files of a family that speak of fields.
fn event_schemas(house: &House, id: &str) -> Vec<PathBuf> {
    house.schema_files(id).into_iter().filter(|path| !path.ends_with("family.json")).collect()
}

pub(super) fn annotations_are_known(house: &House, id: &str) -> Vec<String> {
    let of_file = |path: PathBuf| {
        let mut faults = violations(house, "event.schema.json", &path);
        misplaced_advice(&read(&path).unwrap_or_default(), false, &path.display().to_string(), &mut faults);
        faults
    };
    event_schemas(house, id).into_iter().flat_map(of_file).collect()
}

/// Advice below `if`, `not` and `contains` would turn a decision, not a finding.
fn misplaced_advice(schema: &Value, decides: bool, path: &str, faults: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            if decides && members.contains_key("x-advice") {
                faults.push(format!("{path}: x-advice below if, not or contains"));
            }
            let advice = members.get("x-advice").and_then(Value::as_array).into_iter().flatten();
            let astray = advice.filter_map(Value::as_str).filter(|keyword| !members.contains_key(*keyword));
            faults.extend(astray.map(|keyword| format!("{path}: x-advice names {keyword}, which is not beside it")));
            for (name, part) in members {
                misplaced_advice(part, decides || matches!(name.as_str(), "if" | "not" | "contains"), path, faults);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| misplaced_advice(part, decides, path, faults)),
        _ => {}
    }
}

pub(super) fn meanings_are_said(house: &House, id: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for path in event_schemas(house, id).into_iter().chain([house.schemas().join("segment-change.json")]) {
        match read(&path) {
            Ok(schema) => undocumented(&schema, &path.display().to_string(), &mut faults),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}

/// Every property outside of conditions has a title and a description.
fn undocumented(schema: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(members) = schema else { return };
    for (name, part) in members {
        let here = format!("{at}/{name}");
        match (name.as_str(), part) {
            ("if" | "then" | "else" | "not" | "const" | "enum" | "examples", _) => {}
            ("properties", Value::Object(fields)) => {
                for (field, meaning) in fields {
                    let missing = ["title", "description"].into_iter().filter(|word| !meaning[*word].is_string());
                    faults.extend(missing.map(|word| format!("{here}/{field} has no {word}")));
                    undocumented(meaning, &format!("{here}/{field}"), faults);
                }
            }
            (_, Value::Array(parts)) => parts.iter().for_each(|part| undocumented(part, &here, faults)),
            _ => undocumented(part, &here, faults),
        }
    }
}
