//! Laws of comparison on generated values. Patches are applied by another program's code.

use crate::json_laws::json_text;
use hookspect::diff::{
    Arrays, ChangeKind, Comparison, Glob, Merge, Operation, Rules, Weight, compare as compare_nodes,
};
use hookspect::json::{Document, Kind, Node};
use hookspect::schema::Guide;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn document(text: &str) -> Document<'_> {
    Document::parse(text.as_bytes()).expect("it is JSON")
}

fn compare<'d>(before: &'d Document<'_>, after: &'d Document<'_>, rules: &Rules) -> Comparison<'d> {
    compare_nodes(before.root(), after.root(), rules, &mut Guide::silent())
}

/// The patch as the library reads it.
fn patch(comparison: &Comparison<'_>) -> json_patch::Patch {
    let operations = comparison.operations(&Rules::default()).into_iter().map(|operation| match operation {
        Operation::Add(path, value) => json!({"op": "add", "path": path.to_string(), "value": value.to_value()}),
        Operation::Open(path, kind) => {
            let value = if kind == Kind::Array { json!([]) } else { json!({}) };
            json!({"op": "add", "path": path.to_string(), "value": value})
        }
        Operation::Remove(path) => json!({"op": "remove", "path": path.to_string()}),
        Operation::Replace(path, value) => {
            json!({"op": "replace", "path": path.to_string(), "value": value.to_value()})
        }
        Operation::Move(from, path) => json!({"op": "move", "from": from.to_string(), "path": path.to_string()}),
    });
    serde_json::from_value(Value::Array(operations.collect())).expect("it is a JSON Patch")
}

fn merge(patch: &Merge<'_>) -> Value {
    match patch {
        Merge::Value(value) => value.to_value(),
        Merge::Gone => Value::Null,
        Merge::Members(members) => {
            members.iter().map(|(key, part)| (key.name().into_owned(), merge(part))).collect::<Map<_, _>>().into()
        }
    }
}

/// Whether a value is the same as one of a document, numbers by value.
fn is(found: &Value, expected: Node<'_>) -> bool {
    let text = found.to_string();
    document(&text).root().same_value(expected)
}

/// Pairs of values that have something to do with each other: arrays and objects of few different parts.
fn pair() -> impl Strategy<Value = (String, String)> {
    let scalar = prop::sample::select(vec!["1", "2", "1.0", "3", "\"a\"", "\"b\"", "null", "true", "[]", "{}"]);
    let value = scalar.prop_map(str::to_owned).prop_recursive(4, 48, 8, |inner| {
        let key = prop::sample::select(vec!["a", "b", "c", "id", "a/b", "~", "-", "", "__proto__"]);
        let members = prop::collection::btree_map(key, inner.clone(), 0..5);
        prop_oneof![
            prop::collection::vec(inner, 0..8).prop_map(|items| format!("[{}]", items.join(","))),
            members.prop_map(|members| {
                let members: Vec<String> =
                    members.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    });
    (value.clone(), value)
}

fn rules(arrays: Arrays) -> Rules {
    Rules { arrays, ..Rules::default() }
}

fn holds_null_member(value: Node<'_>) -> bool {
    value.members().any(|(_, value)| value.is_null() || holds_null_member(value))
}

/// How many changes of each kind there are, seen from the other side where asked.
fn counts(comparison: &Comparison<'_>, reversed: bool) -> [usize; 4] {
    let count = |kind| comparison.changes.iter().filter(|change| change.kind == kind).count();
    let (added, removed) = (count(ChangeKind::Added), count(ChangeKind::Removed));
    let (added, removed) = if reversed { (removed, added) } else { (added, removed) };
    [added, removed, count(ChangeKind::Changed), count(ChangeKind::Moved)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn nothing_differs_from_itself(text in json_text()) {
        let (one, other) = (document(&text), document(&text));
        prop_assert_eq!(compare(&one, &other, &Rules::default()).changes.len(), 0);
        let respelled = one.root().to_value().to_string();
        // What serde_json cannot keep (halves of surrogate pairs) is not generated.
        let other = document(&respelled);
        let comparison = compare(&one, &other, &Rules::default());
        prop_assert!(comparison.changes.is_empty(), "{text} {respelled}");
    }

    #[test]
    fn patches_make_one_value_out_of_the_other((before, after) in pair()) {
        let (before, after) = (document(&before), document(&after));
        for arrays in [Arrays::Align, Arrays::Index] {
            for (from, to) in [(&before, &after), (&after, &before)] {
                let comparison = compare(from, to, &rules(arrays));
                let mut value = from.root().to_value();
                let patch = patch(&comparison);
                let result = json_patch::patch(&mut value, &patch);
                prop_assert!(result.is_ok(), "{result:?} {}", patch);
                prop_assert!(is(&value, to.root()), "{} {value}", patch);
                prop_assert_eq!(comparison.changes.is_empty(), from.root().same_value(to.root()));
                prop_assert_eq!(comparison.changes.is_empty(), patch.0.is_empty());
            }
        }
    }

    #[test]
    fn named_items_are_patched_in_their_order(before in prop::collection::vec((0..6_u8, 0..3_u8), 0..7), after in prop::collection::vec((0..6_u8, 0..3_u8), 0..7)) {
        let array = |items: &[(u8, u8)]| {
            // Every sixth has no name.
            let item = |(id, n): &(u8, u8)| if *id == 5 { json!({"n": n}) } else { json!({"id": id, "n": n}) };
            Value::Array(items.iter().map(item).collect()).to_string()
        };
        let (before, after) = (array(&before), array(&after));
        let (before, after) = (document(&before), document(&after));
        let named = Rules { array_keys: vec!["=id".parse().expect("it is a key")], ..Rules::default() };
        let comparison = compare(&before, &after, &named);
        let mut value = before.root().to_value();
        let patch = patch(&comparison);
        prop_assert!(json_patch::patch(&mut value, &patch).is_ok());
        prop_assert!(is(&value, after.root()), "{} {value}", patch);
        if comparison.count() == 0 {
            let set = compare(&before, &after, &rules(Arrays::Set));
            prop_assert!(set.changes.is_empty(), "only the order differs");
        }
    }

    #[test]
    fn merge_patches_apply_or_are_refused((before, after) in pair()) {
        let (before, after) = (document(&before), document(&after));
        match compare(&before, &after, &Rules::default()).merge(&Rules::default()) {
            Ok(patch) => {
                let mut value = before.root().to_value();
                json_patch::merge(&mut value, &merge(&patch));
                prop_assert!(is(&value, after.root()), "{} {value}", merge(&patch));
            }
            Err(error) => {
                prop_assert!(holds_null_member(after.root()), "{error}");
            }
        }
    }

    #[test]
    fn both_directions_have_as_many_changes((before, after) in pair()) {
        let (before, after) = (document(&before), document(&after));
        for arrays in [Arrays::Align, Arrays::Index, Arrays::Set] {
            let (there, back) = (compare(&before, &after, &rules(arrays)), compare(&after, &before, &rules(arrays)));
            prop_assert_eq!(counts(&there, false), counts(&back, true));
        }
    }

    #[test]
    fn the_order_of_keys_never_matters((before, after) in pair(), seed in any::<u64>()) {
        let shuffled = shuffle(document(&after).root(), &mut { seed });
        let (before, after, shuffled) = (document(&before), document(&after), document(&shuffled));
        let (straight, crossed) = (compare(&before, &after, &Rules::default()), compare(&before, &shuffled, &Rules::default()));
        prop_assert_eq!(counts(&straight, false), counts(&crossed, false));
    }

    #[test]
    fn ignoring_a_place_is_removing_it((before, after) in pair(), glob in prop::sample::select(vec!["**/id", "/a", "/*/b", "**/a/**/b", "/a~1b", "**/", "/0", "/*/1/id"])) {
        let glob: Glob = glob.parse().expect("it is a glob");
        let without = |text: &str| remove(&document(text).root().to_value(), &glob, &mut Vec::new()).map(|value| value.to_string());
        let Some((less_before, less_after)) = without(&before).zip(without(&after)) else { return Ok(()) };
        let (before, after) = (document(&before), document(&after));
        let (less_before, less_after) = (document(&less_before), document(&less_after));
        for arrays in [Arrays::Align, Arrays::Index, Arrays::Set] {
            let ignoring = Rules { ignore: vec![glob.clone()], ..rules(arrays) };
            let (ignored, removed) = (compare(&before, &after, &ignoring), compare(&less_before, &less_after, &rules(arrays)));
            prop_assert_eq!(counts(&ignored, false), counts(&removed, false), "{:?}", arrays);
        }
    }

    #[test]
    fn what_counts_alone_is_what_is_not_ignored((before, after) in pair()) {
        let (before, after) = (document(&before), document(&after));
        let all = compare(&before, &after, &Rules::default()).count();
        let part = |ignore: &[&str], only: &[&str]| {
            let globs = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("it is a glob")).collect();
            let rules = Rules { ignore: globs(ignore), only: globs(only), ..Rules::default() };
            compare(&before, &after, &rules).count()
        };
        if before.root().kind() == after.root().kind() && before.root().get("a").is_some() {
            prop_assert_eq!(part(&["/a"], &[]) + part(&[], &["/a"]), all);
        }
        prop_assert_eq!(part(&[], &["**"]), all);
        prop_assert_eq!(part(&["**"], &[]), 0);
    }
}

/// The value without what a glob names; nothing when nothing is left.
fn remove(value: &Value, glob: &Glob, path: &mut Vec<String>) -> Option<Value> {
    if glob.names(path.iter().map(String::as_str)) {
        return None;
    }
    let mut part = |step: String, value: &Value| {
        path.push(step);
        let rest = remove(value, glob, path);
        path.pop();
        rest
    };
    Some(match value {
        Value::Object(members) => members
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), part(key.clone(), value)?)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| part(index.to_string(), item))
            .collect::<Vec<_>>()
            .into(),
        scalar => scalar.clone(),
    })
}

/// The value with the members of all its objects in some other order.
fn shuffle(value: Node<'_>, seed: &mut u64) -> String {
    let items: Vec<String> = value.elements().map(|item| shuffle(item, seed)).collect();
    let mut members: Vec<String> =
        value.members().map(|(key, value)| format!("{}:{}", json!(key.name()), shuffle(value, seed))).collect();
    match value.kind() {
        hookspect::json::Kind::Object => {
            for index in (1..members.len()).rev() {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                members.swap(index, (*seed >> 33) as usize % (index + 1));
            }
            format!("{{ {} }}", members.join(" ,"))
        }
        hookspect::json::Kind::Array => format!("[{}]", items.join(", ")),
        _ => value.raw().to_owned(),
    }
}

#[test]
fn deep_values_are_compared() {
    let nested = |core: &str| "[{\"a\":".repeat(256) + core + &"}]".repeat(256);
    let (one, other) = (nested("1"), nested("2"));
    let (one, other) = (document(&one), document(&other));
    let comparison = compare(&one, &other, &Rules::default());
    assert_eq!(comparison.changes.len(), 1);
    assert_eq!(comparison.changes[0].weight, Weight::Counts);
    assert_eq!(patch(&comparison).0.len(), 1);
}
