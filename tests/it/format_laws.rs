//! Laws of `fmt`: white space outside strings changes, and nothing else.

use crate::json_laws::json_text;
use crate::support::{files, hookspect, root};
use hookspect::json::{Document, Formatter, Indent, Node};
use hookspect::outcome::Outcome;
use proptest::prelude::*;

const LAYOUTS: [Indent; 4] = [Indent::None, Indent::Spaces(2), Indent::Spaces(7), Indent::Tab];

fn format(text: &str, indent: Indent, sort_keys: bool) -> String {
    let document = Document::parse(text.as_bytes()).expect("it is JSON");
    let mut out = Vec::new();
    Formatter::new(indent, sort_keys).write(document.root(), &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("it is as good as the text")
}

/// The text without white space outside strings, found without the parser.
fn squeeze(text: &str) -> String {
    let (mut in_string, mut is_escaped) = (false, false);
    let keep = |character: &char| {
        let is_space = !in_string && matches!(character, ' ' | '\t' | '\n' | '\r');
        in_string ^= *character == '"' && !is_escaped;
        is_escaped = in_string && *character == '\\' && !is_escaped;
        !is_space
    };
    text.chars().filter(keep).collect()
}

/// Checks that each line of a text that is laid out with tabs stands where its depth says, and holds one key or item.
fn check_lines(text: &str) {
    let mut depth = 0_usize;
    for line in text.lines() {
        let content = line.trim_start_matches('\t');
        let plain = without_strings(content);
        let closes = plain.starts_with(['}', ']']);
        assert_eq!(line.len() - content.len(), depth - usize::from(closes), "{line:?} in\n{text}");
        let is_empty = plain.contains("{}") || plain.contains("[]");
        assert!(is_empty || plain.matches(['{', '[', '}', ']']).count() <= 1, "{line:?} in\n{text}");
        assert!(plain.find(',').is_none_or(|comma| comma == plain.len() - 1), "{line:?} in\n{text}");
        assert_eq!(plain.matches(": ").count(), plain.matches([':', ' ']).count() / 2, "{line:?} in\n{text}");
        depth += plain.matches(['{', '[']).count();
        depth -= plain.matches(['}', ']']).count();
    }
}

/// A line with each string in it left out.
fn without_strings(line: &str) -> String {
    let (mut in_string, mut is_escaped) = (false, false);
    let keep = |character: &char| {
        let was_in_string = in_string;
        in_string ^= *character == '"' && !is_escaped;
        is_escaped = in_string && *character == '\\' && !is_escaped;
        !was_in_string && !in_string
    };
    line.chars().filter(keep).collect()
}

/// Checks all that holds of one text in every layout.
fn check(text: &str) {
    let tokens = squeeze(text);
    for indent in LAYOUTS {
        let formatted = format(text, indent, false);
        assert_eq!(squeeze(&formatted), tokens);
        assert_eq!(format(&formatted, indent, false), formatted);
        assert_eq!(format(&formatted, Indent::None, false), tokens);
        let sorted = format(text, indent, true);
        assert_eq!(format(&sorted, indent, true), sorted);
        assert_eq!(format(&sorted, indent, false), sorted);
        assert_eq!(sorted.len(), formatted.len());
        check_order(text, &sorted);
    }
    check_lines(&format(text, Indent::Tab, false));
    check_lines(&format(text, Indent::Tab, true));
}

/// Checks that the keys of a text are sorted in another, and its values are what they were.
fn check_order(text: &str, sorted: &str) {
    let (before, after) = (Document::parse(text.as_bytes()), Document::parse(sorted.as_bytes()));
    let (before, after) = (before.expect("it is JSON"), after.expect("it is JSON"));
    assert!(before.root().same_value(after.root()), "{text}\n{sorted}");
    let mut next = vec![after.root()];
    while let Some(node) = next.pop() {
        let names: Vec<_> = node.all_members().map(|(key, _)| key.name()).collect();
        assert!(names.is_sorted(), "{sorted}");
        next.extend(node.all_members().map(|(_, value)| value).chain(node.elements()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_but_white_space_changes(text in json_text()) {
        check(&text);
    }

    #[test]
    fn a_stream_that_is_formatted_once_is_formatted(
        values in prop::collection::vec((json_text(), prop::sample::select(vec!["\n", "\r\n\n", "  "])), 1..5),
        broken in any::<bool>(),
        options in prop::sample::subsequence(vec!["--sort-keys", "--compact"], 0..=2),
    ) {
        let mut stream: String = values.iter().flat_map(|(text, after)| [text, *after]).collect();
        if broken {
            stream.insert_str(0, "{\"a\":}\n");
        }
        let arguments: Vec<&str> = std::iter::once("fmt").chain(options).collect();
        let once = hookspect(&arguments, stream.as_bytes());
        let twice = hookspect(&arguments, once.stdout.as_bytes());
        prop_assert_eq!(&once.stdout, &twice.stdout, "{}", stream);
        if once.outcome == Outcome::Clean && !arguments.contains(&"--sort-keys") {
            prop_assert_eq!(squeeze(&once.stdout), squeeze(&stream));
        }
    }
}

#[test]
fn what_is_hard_to_keep_is_kept() {
    let deep = format!("{}1{}", "[ {\"a\" :".repeat(250), "} ]".repeat(250));
    let texts = [
        r#"{"n":[123456789012345678901234567890, -0.0E-0, 1e400 ,0.1000]}"#,
        r#"{"a": 1, "a": 2, "\u0061" : {"b":[], "b":{ }}, "a":1}"#,
        r#"["\u00e9\/\ud83e\udd80 \" , : { \\", "\ud800", "é漢🦀", "", " "]"#,
        &deep,
        " [ ] ",
        "\t\"only a string\"\n",
    ];
    texts.into_iter().for_each(check);
}

#[test]
fn samples_keep_their_tokens() {
    let samples = files(&root().join("samples"), "json");
    assert!(samples.len() > 300, "{}", samples.len());
    for path in samples {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        if Document::parse(text.as_bytes()).is_ok() {
            let formatted = format(&text, Indent::Spaces(2), false);
            assert_eq!(squeeze(&formatted), squeeze(&text), "{}", path.display());
        }
    }
}

#[test]
fn a_part_is_formatted_as_if_it_stood_alone() {
    let document = Document::parse(br#" {"a" : [ {"b" : [ 1 , { } ]} , 2 ] , "c" : " x " } "#).expect("it is JSON");
    let mut next = vec![document.root()];
    while let Some(node) = next.pop() {
        for indent in LAYOUTS {
            let mut out = Vec::new();
            Formatter::new(indent, false).write(node, &mut out).expect("a vector takes all");
            assert_eq!(String::from_utf8(out).expect("it is text"), format(node.raw(), indent, false));
        }
        next.extend(node.members().map(|(_, value)| value).chain(node.elements()));
    }
    assert_eq!(document.root().get("c").map(Node::raw), Some("\" x \""));
}
