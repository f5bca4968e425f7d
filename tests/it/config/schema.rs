//! The file's JSON Schema takes what the code takes.

use super::read;
use crate::support::{files, root};
use hookspect::config::{Key, Kind, SCHEMA, Section, Table};
use hookspect::finding::Rule;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).expect("it is JSON"));
static VALIDATOR: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&DOCUMENT).expect("it is a schema"));

fn json_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => serde_json::from_str(number.as_str()).expect("it is decimal"),
        DeValue::Boolean(is_on) => json!(is_on),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => json_of_table(table),
        DeValue::Float(_) | DeValue::Datetime(_) => json!(0.5),
    }
}

fn json_of_table(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), json_of(value.get_ref()))).collect::<Map<_, _>>().into()
}

fn names<'k>(keys: impl IntoIterator<Item = &'k str>) -> BTreeSet<String> {
    keys.into_iter().map(str::to_owned).collect()
}

#[test]
fn schema_and_code_know_the_same_keys() {
    assert!(jsonschema::meta::is_valid(&DOCUMENT));
    for section in Section::ALL {
        let (place, others) = match section {
            Section::Top => ("/properties".to_owned(), ["validate", "diff", "override"].as_slice()),
            Section::Table(table) => (format!("/properties/{}/properties", table.name()), [].as_slice()),
            Section::Override => ("/properties/override/items/properties".to_owned(), ["paths"].as_slice()),
        };
        let of_schema = DOCUMENT.pointer(&place).and_then(Value::as_object).expect("it stands there");
        let of_code = section.keys().map(Key::name).chain(others.iter().copied());
        assert_eq!(names(of_schema.keys().map(String::as_str)), names(of_code), "{place}");
        for key in section.keys() {
            assert_eq!(of_schema[key.name()], json!({ "$ref": format!("#/definitions/{}", definition(key)) }));
        }
    }
    let defined = DOCUMENT["definitions"].as_object().expect("there are some").keys();
    assert_eq!(names(defined.map(String::as_str)), Key::ALL.iter().map(|key| definition(*key)).collect());
}

/// The name of a key's definition: of those that speak to `diff` with that before it.
fn definition(key: Key) -> String {
    let prefix = if key.table() == Some(Table::Diff) { "diff-" } else { "" };
    format!("{prefix}{}", key.name())
}

#[test]
fn schema_and_code_know_the_same_words() {
    for key in Key::ALL {
        let definition = &DOCUMENT["definitions"][definition(*key)];
        assert!(definition["description"].as_str().is_some_and(|text| !text.is_empty()), "{key:?}");
        let known: Vec<&str> = match key.kind() {
            Kind::Word(known) => known.to_vec(),
            Kind::Rules => Rule::ALL
                .iter()
                .filter(|rule| *key == Key::Only || rule.why_not_ignored().is_none())
                .map(|rule| rule.id())
                .collect(),
            _ => continue,
        };
        let list = if key.kind().is_list() { &definition["items"]["enum"] } else { &definition["enum"] };
        assert_eq!(*list, json!(known), "{key:?}");
    }
}

/// The files of the console cases: those that are read fit the schema, and the others do not, unless what is wrong with them
/// cannot be said in a schema.
#[test]
fn examples_fit_the_schema_and_broken_ones_do_not() {
    let (mut good, mut bad) = (0, 0);
    for path in files(&root().join("tests/cases/config"), "toml") {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let Ok(table) = DeTable::parse(&text) else { continue };
        let is_read = read(&text).is_ok();
        assert_eq!(VALIDATOR.is_valid(&json_of_table(table.get_ref())), is_read, "{}", path.display());
        if is_read { good += 1 } else { bad += 1 }
    }
    assert!(good > 2 && bad > 2, "{good} {bad}");
}

#[test]
fn the_readme_fits_the_schema() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("it is there");
    let blocks = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    let mut count = 0;
    for block in blocks {
        let table = DeTable::parse(block).expect("it is TOML");
        assert!(VALIDATOR.is_valid(&json_of_table(table.get_ref())), "{block}");
        assert!(read(block).is_ok(), "{block}");
        count += 1;
    }
    assert!(count > 0, "there is an example");
}

/// A value that may fit a key.
fn value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "",
        "a",
        "text",
        "sarif",
        "always",
        "ndjson",
        "invalid",
        "enum",
        "syntax",
        "bom",
        "junit=a.xml",
        "junit=-",
        "junit=",
        "=a",
        "unit=a",
        "junit=-a",
        "json=a=b",
        "/a",
        "**",
        "**/a=id",
        "/~2",
        "0.5",
        "5s",
        "set",
        "unified",
        "hide",
    ]);
    let single = prop_oneof![
        any::<bool>().prop_map(Value::from),
        prop::sample::select(vec![-1, 0, 1, 65_535, 65_536]).prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let list = prop::collection::vec(single.clone(), 0..3).prop_map(Value::from);
    prop_oneof![3 => single, 2 => list, 1 => Just(json!({}))]
}

/// A value that fits a key, if it is one.
fn fitting(name: &str, section: Section) -> Value {
    match section.key(name).or_else(|| Key::with_name(name).next()).map(Key::kind) {
        Some(Kind::Switch) => json!(true),
        Some(Kind::Count(least, _)) => json!(least),
        Some(Kind::Name) => json!("a"),
        Some(Kind::Word(known)) => json!(known[0]),
        Some(Kind::Names | Kind::Paths) | None => json!(["a"]),
        Some(Kind::Rules) => json!(["type"]),
        Some(Kind::Reports(_)) => json!(["sarif=a"]),
        Some(Kind::Globs) => json!(["/a"]),
        Some(Kind::ArrayKeys) => json!(["/a=id"]),
        Some(Kind::Distance) => json!(1),
        Some(Kind::Duration) => json!("5s"),
    }
}

/// Keys with values, many of which fit.
fn keys(section: Section) -> impl Strategy<Value = Map<String, Value>> {
    let names = Key::ALL.iter().map(|key| key.name()).chain(["paths", "override", "quiet", "x"]).collect::<Vec<_>>();
    let entry = (prop::sample::select(names), prop::option::weighted(0.3, value()))
        .prop_map(move |(name, value)| (name.to_owned(), value.unwrap_or_else(|| fitting(name, section))));
    prop::collection::vec(entry, 0..4).prop_map(|entries| entries.into_iter().collect())
}

fn toml_of(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{key} = {}", toml_of(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml_of).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn schema_and_code_take_the_same(
        top in keys(Section::Top),
        validate in prop::option::of(keys(Section::Table(Table::Validate))),
        diff in prop::option::of(keys(Section::Table(Table::Diff))),
        overrides in prop::collection::vec((keys(Section::Override), prop::option::weighted(0.9, prop::sample::select(vec!["a", "**/b", "!a", "/a"]))), 0..2),
    ) {
        let mut whole = top;
        whole.extend(validate.map(|keys| ("validate".to_owned(), keys.into())));
        whole.extend(diff.map(|keys| ("diff".to_owned(), keys.into())));
        let overrides: Vec<Value> = overrides.into_iter().map(|(mut keys, path)| {
            keys.extend(path.map(|path| ("paths".to_owned(), json!([path]))));
            keys.into()
        }).collect();
        if !overrides.is_empty() {
            whole.insert("override".to_owned(), overrides.into());
        }
        let lines: Vec<String> = whole.iter().map(|(key, value)| format!("{key} = {}\n", toml_of(value))).collect();
        let text = lines.concat();
        let read = read(&text);
        prop_assert_eq!(VALIDATOR.is_valid(&Value::Object(whole)), read.is_ok(), "{}\n{:#?}", text, read.err());
    }
}
