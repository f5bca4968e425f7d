//! Laws of `show`: what it prints is the payload, no wider than asked, and nothing personal in it.

use crate::json_laws::json_text;
use crate::support::{files, hookspect, root};
use hookspect::json::{Document, Formatter, Indent, is_unsafe, push_unicode_escape};
use hookspect::outcome::Outcome;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use std::path::PathBuf;
use unicode_width::UnicodeWidthChar;

const NOW: [&str; 2] = ["--now", "2026-11-21T00:00:00Z"];

/// Every sample and every broken payload that is JSON.
pub(crate) fn payloads() -> Vec<PathBuf> {
    let mut found = files(&root().join("samples"), "json");
    found.extend(files(&root().join("tests/cases"), "json"));
    found.retain(|path| Document::parse(&std::fs::read(path).expect("it can be read")).is_ok());
    assert!(found.len() > 400, "{}", found.len());
    found
}

/// Those that are as they should be: enough for what does not depend on faults.
fn valid_payloads() -> Vec<PathBuf> {
    payloads().into_iter().filter(|path| path.iter().any(|folder| folder == "valid" || folder == "tour")).collect()
}

/// What `show` prints of some payloads.
pub(crate) fn show(paths: &[PathBuf], options: &[&str]) -> String {
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().expect("sample names are UTF-8")).collect();
    let output = hookspect(&[&["show"], &NOW[..], options, &paths].concat(), b"");
    assert_eq!(output.outcome, Outcome::Clean, "{}", output.stderr);
    output.stdout
}

/// Text as it may be shown: what could drive a terminal or reorder the line is an escape.
pub(crate) fn made_safe(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, character| {
        if is_unsafe(character) && character != '\n' {
            push_unicode_escape(&mut out, character);
        } else {
            out.push(character);
        }
        out
    })
}

fn width(line: &str) -> usize {
    line.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// What `fmt` makes of the values of a text, arrays at the top left out: `show` takes them for several payloads.
fn formatted(texts: &[Vec<u8>]) -> String {
    let mut out = Vec::new();
    let mut formatter = Formatter::new(Indent::Spaces(2), false);
    for text in texts {
        let text = text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text);
        let document = Document::parse(text).expect("it is JSON");
        formatter.write(document.root(), &mut out).expect("a vector takes all");
        out.push(b'\n');
    }
    String::from_utf8(out).expect("it is UTF-8")
}

/// Checks that the whole trees of some texts are what `fmt` makes of them.
fn check_trees(texts: &[Vec<u8>]) {
    let expected = made_safe(&formatted(texts));
    for format in ["tree", "raw"] {
        let options = ["show", "--full", "--show-personal", "--input", "values", "--format", format];
        let shown = hookspect(&options, &texts.concat());
        assert!(shown.stdout == expected, "{format}\n{}\n{expected}", shown.stdout);
    }
}

#[test]
fn the_whole_tree_of_every_payload_is_its_formatted_text() {
    let texts = payloads().into_iter().map(|path| std::fs::read(path).expect("it can be read"));
    let texts: Vec<Vec<u8>> = texts.filter(|text| !text.starts_with(b"[")).collect();
    check_trees(&texts);
}

#[test]
fn no_line_is_wider_than_asked() {
    let payloads = payloads();
    let ways = [
        (40, &["--format=tree", "--expand-strings"][..]),
        (80, &["--format=tree", "--ascii"]),
        (200, &["--format=tree"]),
        (20, &["--format=card"]),
        (40, &["--format=card", "--ascii", "--full"]),
        (80, &["--format=card", "--currency=EUR"]),
        (200, &["--format=card"]),
        (20, &["--format=table", "--columns=payload,when,family,event,customer,segment,verdict"]),
        (40, &["--format=table", "--ascii"]),
        (80, &["--format=table"]),
        (200, &["--format=text"]),
        (40, &["--format=fields"]),
        (80, &["--format=fields", "--path-style=jsonpath"]),
        (200, &["--format=fields", "--ascii"]),
    ];
    for (asked, options) in ways {
        let columns = asked.to_string();
        let shown = show(&payloads, &[&["--annotations=always", "--width", &columns], options].concat());
        let widest = shown.lines().max_by_key(|line| width(line)).expect("there are lines");
        assert!(width(widest) <= asked, "{options:?} {asked}: {widest}");
    }
}

#[test]
fn ascii_is_ascii() {
    for format in ["card", "table", "fields", "tree", "markdown", "html"] {
        for annotations in ["--annotations=always", "--annotations=never"] {
            let shown =
                show(&valid_payloads(), &["--ascii", "--full", "--expand-strings", annotations, "--format", format]);
            assert!(shown.is_ascii(), "{:?}", shown.lines().find(|line| !line.is_ascii()));
        }
    }
}

#[test]
fn no_address_is_shown_unasked() {
    let count = |text: &str| text.matches('@').count();
    for (format, least) in
        [("card", 50), ("table", 0), ("tree", 100), ("fields", 100), ("raw", 100), ("json", 100), ("ndjson", 100)]
    {
        let shown =
            show(&valid_payloads(), &["--full", "--expand-strings", "--annotations=always", "--format", format]);
        assert!(count(&shown) >= least, "{format}: {}", count(&shown));
        // A pattern in a message has one too.
        for line in shown.lines().filter(|line| !line.contains("the pattern ^[^@")) {
            for (at, _) in line.match_indices('@') {
                assert!(line[..at].ends_with('\u{2022}'), "{format}: {line}");
            }
        }
    }
}

#[test]
fn every_event_has_a_card_of_few_lines() {
    let shown = show(&valid_payloads(), &["--format=card"]);
    let cards: Vec<&str> = shown.split("\n\n").collect();
    // The headline and the event stand apart from the rows.
    assert!(cards.len() > 200 && cards.len().is_multiple_of(2), "{}", cards.len());
    for card in cards.chunks(2) {
        // What was found has its lines below.
        let rows = card[1].lines().take_while(|line| !line.starts_with("  finding ")).count();
        let lines = card[0].lines().count() + 1 + rows;
        assert!((3..=11).contains(&lines), "{}\n\n{}", card[0], card[1]);
    }
}

#[test]
fn many_payloads_are_a_row_each() {
    let payloads = valid_payloads();
    let count = |options: &[&str]| show(&payloads, options).lines().count();
    assert_eq!(count(&[]), payloads.len() + 1);
    assert_eq!(count(&["--format=table", "--width=80"]), payloads.len() + 1);
    let few = show(&payloads[..5], &[]);
    assert_eq!(few.matches("\n  payload  ").count(), 5, "{few}");
}

#[test]
fn what_is_printed_as_json_is_json() {
    for options in
        [&["--format=raw"][..], &["--format=ndjson"], &["--format=json"], &["--format=raw", "--show-personal"]]
    {
        let shown = show(&valid_payloads(), options);
        let values = serde_json::Deserializer::from_str(&shown).into_iter::<IgnoredAny>();
        let count = values.collect::<Result<Vec<IgnoredAny>, _>>().expect("it is JSON").len();
        assert_eq!(count > 1, options != ["--format=json"]);
    }
}

/// Objects with any JSON in them, many at a time: a run of the program takes long in tests.
pub(crate) fn objects() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(json_text().prop_map(|text| format!("{{\"a\":{text}}}").into_bytes()), 24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_whole_tree_of_any_text_is_its_formatted_text(texts in objects()) {
        check_trees(&texts);
    }

    #[test]
    fn no_line_of_any_text_is_wider_than_asked(texts in objects(), asked in 20_usize..90) {
        let columns = asked.to_string();
        for format in ["text", "fields"] {
            let options = ["show", "--input=values", "--annotations=always", "--expand-strings", "--width", &columns, "--format", format];
            let shown = hookspect(&options, &texts.concat()).stdout;
            for line in shown.lines() {
                prop_assert!(width(line) <= asked, "{} > {}: {}", width(line), asked, line);
            }
        }
    }
}

#[test]
fn what_is_hard_to_show_is_shown() {
    let deep = format!("{}1{}", "{\"a\":[".repeat(250), "]}".repeat(250));
    let texts = [
        &deep,
        r#"{"a":1,"a":123456789012345678901234567890,"b":[1e400,-0.0]}"#,
        "{\"a\":\"\u{202e}abc\u{9b}31m\", \"b\":\"\\u001b[2J\", \"c\":\"<script>\"}",
        "\"only a string\"",
        " null ",
    ];
    let texts: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_owned()).collect();
    check_trees(&texts);
}

#[test]
fn what_is_cut_is_shown_as_far_as_it_goes() {
    let text = std::fs::read(root().join("samples/tour/captured.json")).expect("it can be read");
    for length in (2..text.len() - 2).step_by(37) {
        let output = hookspect(&["show", "--annotations=always", "--width=80", "-"], &text[..length]);
        assert_eq!(output.outcome, Outcome::Problems, "{length}: {}", output.stderr);
        assert!(output.stdout.contains("cut here: the rest is missing"), "{length}: {}", output.stdout);
        assert!(!output.stdout.contains("jessica"), "{length}: {}", output.stdout);
        assert!(output.stdout.lines().all(|line| width(line) <= 80), "{length}: {}", output.stdout);
    }
}

#[test]
fn what_is_personal_is_hidden_wherever_it_stands() {
    let inner = r#"{"customer":{"name":"Nora Quist","tags":["x"]},"phone":"Nora Quist 1","contact":["Nora Quist"]}"#;
    let inner = inner.replace("\"contact\"", "\"full name\"");
    let string = serde_json::to_string(&inner).expect("a text is JSON");
    let twice = serde_json::to_string(&format!("{{\"deeper\":{string}}}")).expect("a text is JSON");
    let texts = [inner, format!("{{\"body\":{string}}}"), format!("{{\"log\":[{{\"body\":{twice}}}]}}")];
    for text in texts {
        for format in ["text", "card", "table", "tree", "fields", "raw", "json", "ndjson", "markdown", "html"] {
            for options in [&["--annotations=always"][..], &["--expand-strings", "--full"]] {
                let arguments = [&["show", "--format", format], options, &["-"]].concat();
                let shown = hookspect(&arguments, text.as_bytes()).stdout;
                assert!(!shown.contains("Nora") && !shown.contains("Quist"), "{format}: {shown}");
            }
        }
    }
}
