//! Schemas for other validators: standard keywords only, and of the failures that are advice all or none.

use serde_json::{Map, Value};

/// Which failures an exported schema finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Those that are errors.
    Default,
    /// Those that are advice too.
    Strict,
}

/// A schema without our annotations and, in the default profile, without the keywords whose failure is advice.
pub fn export(schema: &Value, profile: Profile) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let advice: Vec<&str> =
        members.get("x-advice").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let is_left_out = |name: &str| name.starts_with("x-") || profile == Profile::Default && advice.contains(&name);
    let kept = members.iter().filter(|(name, _)| !is_left_out(name));
    let mut exported: Map<_, _> = kept.map(|(name, part)| (name.clone(), keyword(name, part, profile))).collect();
    if exported.get("format").is_some_and(|format| format == "date-time") && !exported.contains_key("pattern") {
        // Some validators let a space stand between date and time, which RFC 3339 leaves to whoever uses it.
        exported.insert("pattern".into(), Value::from("^\\S+$"));
    }
    Value::Object(exported)
}

/// The value of a keyword, whose schemas are exported too.
fn keyword(name: &str, part: &Value, profile: Profile) -> Value {
    match (name, part) {
        // Values, not schemas.
        ("const" | "enum" | "examples" | "default", _) => part.clone(),
        ("properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas", Value::Object(schemas)) => {
            Value::Object(
                schemas.iter().map(|(name, schema)| (name.clone(), export(schema, profile))).collect::<Map<_, _>>(),
            )
        }
        (_, Value::Array(schemas)) => Value::Array(schemas.iter().map(|schema| export(schema, profile)).collect()),
        (_, schema) => export(schema, profile),
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, export};
    use serde_json::json;

    #[test]
    fn annotations_go_and_advice_goes_with_the_default_profile() {
        let schema = json!({
            "type": "object",
            "properties": { "x-ray": { "type": "string", "format": "date", "x-advice": ["format"], "x-unit": "count" } },
            "additionalProperties": false,
            "x-advice": ["additionalProperties"],
            "const": { "x-kept": 1 }
        });
        let default = json!({
            "type": "object",
            "properties": { "x-ray": { "type": "string" } },
            "const": { "x-kept": 1 }
        });
        assert_eq!(export(&schema, Profile::Default), default);
        let strict = export(&schema, Profile::Strict);
        assert_eq!(strict["additionalProperties"], false);
        assert_eq!(strict["properties"]["x-ray"], json!({ "type": "string", "format": "date" }));
    }
}
