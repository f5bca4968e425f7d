//! Formats for people: within their width, and nothing raw that could drive a terminal.

use super::printed;
use crate::support::{hookspect, hookspect_in};
use hookspect::context::Context;
use hookspect::json::is_unsafe;
use unicode_width::UnicodeWidthStr;

/// A payload whose key and value hold what must not be printed raw.
const HOSTILE: &str = "{\"id\":\"s1\",\"tenant\":\"acme\",\"漢字\\u001b[2J\u{202e}\\u2066\":\"\\u0007\",\"status\":\"\u{202e}\\u001b]8;;x\"}";

#[test]
fn no_format_lets_the_input_drive_a_terminal() {
    let name = "漢\u{1b}[31m\u{202e}.json";
    for format in ["text", "brief", "table", "github", "gitlab", "sarif", "junit"] {
        for options in [&[] as &[&str], &["--event", "segment-created", "-v"]] {
            let args = ["validate", "--format", format, "--stdin-filename", name];
            let args: Vec<&str> = args.into_iter().chain(options.iter().copied()).collect();
            let found = hookspect(&args, HOSTILE.as_bytes());
            let raw = |text: &str| text.chars().find(|character| *character != '\n' && is_unsafe(*character));
            assert_eq!((raw(&found.stdout), raw(&found.stderr)), (None, None), "{format}: {}", found.stdout);
            assert!(!found.stdout.is_empty(), "{format}");
        }
    }
}

#[test]
fn a_table_is_as_wide_as_the_output_and_loses_nothing() {
    for columns in [40, 80, 120, 200] {
        let context = Context { columns: Some(columns), ..Context::default() };
        let name = "フィクスチャ/顧客セグメント.json";
        let args = ["validate", "--format", "table", "--stdin-filename", name];
        let found = hookspect_in(&context, &args, HOSTILE.as_bytes());
        let widest = found.stdout.lines().map(UnicodeWidthStr::width).max();
        assert!(widest <= Some(columns), "{columns}: {}", found.stdout);
        let letters = |text: &str| -> String { text.chars().filter(|character| character.is_alphabetic()).collect() };
        let name = name.chars().filter(|character| character.is_alphabetic() && !character.is_ascii());
        for character in name {
            assert!(letters(&found.stdout).contains(character), "{columns}: {}", found.stdout);
        }
    }
}

#[test]
fn a_table_has_a_row_for_each_payload() {
    let rows = printed("table", &[]).lines().count() - 1;
    assert_eq!(rows, super::number_of_payloads());
}

#[test]
fn text_stops_after_a_thousand_findings_and_says_so() {
    let lines = "{\"id\":7,\"tenant\":\"acme\",\"more\":1}\n".repeat(1100);
    let end = "... and 1,200 more; --max-findings 0 shows all\n";
    for (format, lines_of_one) in [("text", 6), ("brief", 1)] {
        let found = hookspect(&["validate", "--format", format], lines.as_bytes());
        assert!(found.stdout.ends_with(end), "{format}");
        let places = found.stdout.lines().filter(|line| line.starts_with("<stdin>:"));
        assert_eq!(places.count(), 1000, "{format}");
        assert!(found.stdout.lines().count() > 1000 * lines_of_one);
        assert!(found.stderr.starts_with("1100 payloads, 1100 invalid: 1100 errors, 1100 advice"), "{}", found.stderr);
    }
    let found = hookspect(&["validate", "--format", "table"], lines.as_bytes());
    assert_eq!((found.stdout.lines().count(), found.stdout.ends_with(end)), (502, true));
    let found = hookspect(&["validate", "--format", "brief", "--max-findings", "0"], lines.as_bytes());
    assert_eq!(found.stdout.lines().count(), 2200);
    let found = hookspect(&["validate", "--format", "ndjson"], lines.as_bytes());
    assert_eq!(found.stdout.matches("\"rule\":").count(), 2200);
}
