//! Schemas say the same of our tree as of `serde_json::Value`: the same verdicts, at the same places.

use crate::json_laws::json_text;
use hookspect::json::{Document, View};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A schema of a few keywords that hit the generated texts often.
fn schema() -> impl Strategy<Value = Value> {
    let types = prop::sample::select(vec!["object", "array", "string", "number", "integer", "boolean", "null"]);
    let leaf = prop_oneof![
        types.clone().prop_map(|kind| json!({ "type": kind })),
        prop::collection::vec(types, 1..3)
            .prop_map(|kinds| json!({ "type": kinds.into_iter().collect::<BTreeSet<_>>() })),
        (-3_i64..200).prop_map(|limit| json!({ "minimum": limit })),
        (-3_i64..200).prop_map(|limit| json!({ "exclusiveMaximum": limit })),
        prop::sample::select(vec![json!({"multipleOf": 1}), json!({"multipleOf": 0.5}), json!({"maximum": 1e10})]),
        prop::sample::select(vec![
            json!({"const": 1}),
            json!({"const": "a"}),
            json!({"enum": [null, true, 100, {"a": 1}, []]})
        ]),
        (0_u64..6).prop_map(|length| json!({ "maxLength": length })),
        prop::sample::select(vec![
            json!({"pattern": "^[a-z]*$"}),
            json!({"format": "date-time"}),
            json!({"format": "ipv4"})
        ]),
        (0_u64..4).prop_map(|count| json!({ "maxProperties": count, "maxItems": count })),
        Just(json!({ "uniqueItems": true })),
        Just(json!({ "propertyNames": { "maxLength": 3 } })),
        Just(json!({ "required": ["a", "id"] })),
        Just(json!({ "dependentRequired": { "a": ["id"] } })),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone(), any::<bool>()).prop_map(|(a, id, open)| {
                json!({ "properties": { "a": a, "id": id, "a longer key than a word": {} }, "additionalProperties": open })
            }),
            inner.clone().prop_map(|items| json!({ "items": items })),
            inner.clone().prop_map(|values| json!({ "additionalProperties": values })),
            inner.clone().prop_map(|values| json!({ "patternProperties": { "^a": values } })),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| json!({ "allOf": [one, other] })),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| json!({ "anyOf": [one, other] })),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| json!({ "oneOf": [one, other] })),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| json!({ "if": a, "then": b, "else": c })),
            inner.clone().prop_map(|schema| json!({ "not": schema })),
            inner.prop_map(|schema| json!({ "contains": schema })),
        ]
    })
}

fn assert_same(schema: &Value, text: &str) {
    let document = Document::parse(text.as_bytes()).expect("it is JSON");
    let value = document.root().to_value();
    let theirs = jsonschema::options().should_validate_formats(true).build(schema).expect("it is a schema");
    let ours = jsonschema::options_for::<View>().should_validate_formats(true).build(schema).expect("it is a schema");
    assert_eq!(ours.is_valid(document.root()), theirs.is_valid(&value), "{schema} on {text}");
    let places =
        |error: jsonschema::ValidationError<'_>| (error.instance_path().to_string(), error.schema_path().to_string());
    let found: BTreeSet<_> = ours.iter_errors(document.root()).map(places).collect();
    let expected: BTreeSet<_> = theirs.iter_errors(&value).map(places).collect();
    assert_eq!(found, expected, "{schema} on {text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tree_and_value_get_the_same_verdict(schema in schema(), text in json_text()) {
        assert_same(&schema, &text);
    }
}

#[test]
fn what_representations_get_wrong_is_the_same_too() {
    let huge: Value = serde_json::from_str("1e400").expect("it is JSON");
    let everything = json!({
        "properties": { "a": { "type": "integer", "maximum": 5 }, "n": { "const": huge } },
        "additionalProperties": { "type": ["object", "array"] },
        "required": ["a", "id"],
        "propertyNames": { "maxLength": 2 }
    });
    for text in [
        r#"{"a":9,"a":1,"id":[]}"#,
        r#"{"\u0061":1,"id":{"x":1,"x":2}}"#,
        r#"{"a":1.0,"n":1e400,"id":[[1e400,1e401]]}"#,
        r#"{"a":1e400,"n":10e399}"#,
        r#"{"a":5.0000000000000000000000001}"#,
    ] {
        assert_same(&everything, text);
    }
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_same(&json!({ "items": { "$ref": "#" }, "type": "array", "minItems": 1 }), &nested(400));
}
