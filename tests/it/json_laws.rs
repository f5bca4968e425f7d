//! Laws of the document on generated texts, and the texts that the fuzzer found worth keeping.

use crate::differential::compare;
use crate::support::root;
use hookspect::json::{Document, View};
use jsonschema::json::conformance;
use proptest::prelude::*;

/// A JSON text: any nesting, white space, escapes, number spelling, and now and then a key that stands twice.
pub(crate) fn json_text() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec!["", " ", "\n", "\t", "\r\n  "]);
    let scalar = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1e400",
            "1E+2",
            "1.0",
            "100",
            "0.1e-7",
            "9007199254740993"
        ])
        .prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        string_text(),
    ];
    scalar.prop_recursive(6, 64, 8, move |inner| {
        let item = (space.clone(), inner.clone()).prop_map(|(space, item)| format!("{space}{item}{space}"));
        let key = prop_oneof![
            prop::sample::select(vec!["\"a\"", "\"\\u0061\"", "\"id\"", "\"a longer key than a word\""])
                .prop_map(str::to_owned),
            string_text()
        ];
        let member =
            (key, space.clone(), inner).prop_map(|(key, space, value)| format!("{space}{key}{space}:{space}{value}"));
        prop_oneof![
            prop::collection::vec(item, 0..8).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 0..12).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

fn string_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -!#-\\[\\]-~]{0,12}",
        prop::sample::select(vec![
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\ud83e\\udd80",
            "é",
            "漢字",
            "🦀",
            "\u{2028}"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn generated_texts_are_read_as_serde_json_reads_them(text in json_text()) {
        compare(text.as_bytes());
    }

    #[test]
    fn damaged_texts_are_refused_as_serde_json_refuses_them(text in json_text(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        compare(&bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        compare(&bytes);
    }
}

#[test]
fn the_fuzz_corpus_holds() {
    let folder = root().join("fuzz/corpus/document");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        compare(&std::fs::read(entry.expect("it can be read").path()).expect("it can be read"));
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn the_view_keeps_the_validators_contract() {
    let text = conformance::document().to_string();
    let document = Document::parse(text.as_bytes()).expect("it is JSON");
    conformance::assert_conformance::<View>(&document.root());
}

#[test]
fn what_is_hard_to_keep_is_kept_as_written() {
    for text in ["1e400", "123456789012345678901234567890", "-0", "1E+2", r#"{"a":1,"a":1.0}"#] {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        assert_eq!(document.root().raw(), text);
    }
}

#[test]
fn depth_has_an_end_and_no_stack_overflows() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Document::parse(nested(512).as_bytes()).is_ok());
    assert_eq!(Document::parse(nested(513).as_bytes()).map_err(|error| error.at).err(), Some(512));
    assert_eq!(Document::parse(nested(100_000).as_bytes()).map_err(|error| error.at).err(), Some(512));
}

#[test]
fn duplicate_keys_are_found_in_objects_of_any_size() {
    for size in [2_usize, 4, 5, 64, 128, 129, 3000] {
        let members: Vec<String> = (0..size).map(|n| format!("\"key number {n}\":{n}")).collect();
        let distinct = format!("{{{}}}", members.join(","));
        let document = Document::parse(distinct.as_bytes()).expect("it is JSON");
        assert_eq!((document.root().len(), document.duplicate_keys(document.root()).len()), (size, 0));
        let twice = format!("{{{},\"key \\u006eumber 0\":-1}}", members.join(","));
        let document = Document::parse(twice.as_bytes()).expect("it is JSON");
        assert_eq!((document.root().len(), document.duplicate_keys(document.root()).len()), (size, 1), "{size}");
        assert_eq!(document.root().get("key number 0").map(hookspect::json::Node::raw), Some("-1"));
    }
}
