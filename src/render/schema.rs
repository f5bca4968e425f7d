//! The JSON Schemas of what is printed as JSON, for those who read it with a program.

/// The names of the shapes and their schemas (draft 2020-12), each complete in itself.
pub const OUTPUT_SCHEMAS: &[(&str, &str)] = &[
    ("validate", include_str!("schema/validate.json")),
    ("validate-ndjson", include_str!("schema/validate-ndjson.json")),
    ("show", include_str!("schema/show.json")),
    ("show-ndjson", include_str!("schema/show-ndjson.json")),
    ("diff", include_str!("schema/diff.json")),
    ("events", include_str!("schema/events.json")),
    ("event", include_str!("schema/event.json")),
    ("loss", include_str!("schema/loss.json")),
    ("rules", include_str!("schema/rules.json")),
    ("settings", include_str!("schema/settings.json")),
];

/// The schema of a shape.
pub fn output_schema(name: &str) -> Option<&'static str> {
    OUTPUT_SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, schema)| *schema)
}
