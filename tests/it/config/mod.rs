//! The configuration: its keys are the flags, its schema says what the code says, and whatever the text is, it is read or
//! refused at places that are there. What it does to a run is in `tests/cases/config/`.

mod flags;
mod layers;
mod schema;

use hookspect::config::{Config, Faulty};
use proptest::prelude::*;
use std::path::Path;

/// Reads a file that stands in `/work/project`.
fn read(text: &str) -> Result<Config, Faulty> {
    Config::read(Path::new("hookspect.toml"), text.as_bytes(), Some(Path::new("/work/project")))
}

/// Pieces of configurations, whole and broken ones.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "strict = true\n",
            "strict = ",
            "event = \"é\"\n",
            "[validate]\r\n",
            "[[override]]\n",
            "paths = [\"**\"]\n",
            "ignore = [\"enum\",\n",
            "]\n",
            "[",
            "]",
            "\"",
            "'''",
            "\"\"\"",
            "key: 1\n",
            "a.b.c = 1\n",
            "= ",
            "\u{FEFF}",
            "\0",
            "\r",
            "😀",
            "# ",
            "only = [\"type\", 1]\n",
            "families = { a = 1 }\n",
            "validate.strict = 1\n",
            "{",
            "}",
            ",",
            "\n",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,6}",
        "\\PC{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text_is_read_or_refused_at_places_in_it(pieces in prop::collection::vec(piece(), 0..10)) {
        let text = pieces.concat();
        if let Err(faulty) = read(&text) {
            prop_assert!(!faulty.findings.is_empty());
            for finding in faulty.findings {
                let place = finding.span.range();
                prop_assert!(place.start <= place.end && place.end <= text.len(), "{:?} in {:?}", place, text);
                prop_assert!(text.is_char_boundary(place.start), "{:?} in {:?}", place, text);
            }
        }
    }
}

#[test]
fn text_that_is_not_utf8_is_refused_where_it_begins() {
    let faulty = Config::read(Path::new("a.toml"), b"event = \"caf\xe9\"", None).expect_err("it is Latin-1");
    assert_eq!(faulty.findings.len(), 1);
    assert_eq!(faulty.findings[0].span.range(), 12..13);
}
