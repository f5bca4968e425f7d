//! The pairs of `tests/cases/diff/pairs.txt`: what `diff --format json` says of each, and its exit code.

use crate::support::{hookspect, root};
use hookspect::json::Document;
use hookspect::outcome::Outcome;
use jsonschema::Validator;
use serde_json::Value;

struct Case<'a> {
    options: Vec<&'a str>,
    before: &'a str,
    after: &'a str,
    expected: Vec<&'a str>,
}

/// The blocks of the file; the first one explains it.
fn cases(text: &str) -> Vec<Case<'_>> {
    let blocks = text.split("\n\n").skip(1);
    blocks
        .map(|block| {
            let mut lines = block.lines().filter(|line| !line.starts_with('#')).peekable();
            let options = lines.next_if(|line| line.starts_with("$ ")).unwrap_or("$ ");
            let (before, after) = (lines.next().expect("a value before"), lines.next().expect("a value after"));
            let expected: Vec<&str> = lines.filter(|line| *line != "=").collect();
            Case { options: options[2..].split_whitespace().collect(), before, after, expected }
        })
        .collect()
}

/// The changes that count, as the file writes them, in output that fits its published shape.
fn told(output: &str, shape: &Validator) -> Vec<String> {
    // Values stand in it as they are spelled, halves of surrogate pairs too, which serde_json does not take.
    let output: Value = Document::parse(output.as_bytes()).expect("it is JSON").root().to_value();
    assert!(shape.is_valid(&output), "{output}");
    let changes = output["comparisons"][0]["changes"].as_array().expect("there are changes").clone();
    let line = |change: &Value| {
        let text = |name: &str| change[name].as_str().map(str::to_owned);
        let from = text("from").map_or_else(String::new, |from| format!(" < {from}"));
        format!("{} {}{from}", text("kind").unwrap_or_default(), text("pointer").unwrap_or_default())
    };
    changes.iter().filter(|change| change["volatile"] == false).map(line).collect()
}

#[test]
fn pairs_differ_as_they_should() {
    let text = std::fs::read_to_string(root().join("tests/cases/diff/pairs.txt")).expect("the cases are there");
    let folder = tempfile::tempdir().expect("there is room");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let schema = hookspect::render::output_schema("diff").expect("it is listed");
    let shape = jsonschema::validator_for(&serde_json::from_str(schema).expect("it is JSON")).expect("it is a schema");
    let cases = cases(&text);
    assert!(cases.len() > 40, "{}", cases.len());
    for Case { options, before, after, expected } in cases {
        std::fs::write(path("a.json"), before).expect("it can be written");
        std::fs::write(path("b.json"), after).expect("it can be written");
        let run = |format: &str, first: &str, second: &str| {
            let (first, second) = (path(first), path(second));
            let args = ["diff", "-f", format, &first, &second].into_iter().chain(options.iter().copied());
            hookspect(&args.collect::<Vec<_>>(), b"")
        };
        let output = run("json", "a.json", "b.json");
        assert_eq!(told(&output.stdout, &shape), expected, "{options:?}\n{before}\n{after}");
        let outcome = if expected.is_empty() { Outcome::Clean } else { Outcome::Problems };
        for format in ["text", "json", "table", "markdown", "side-by-side", "summary", "unified"] {
            assert_eq!(run(format, "a.json", "b.json").outcome, outcome, "{format} {before} {after}");
            assert_eq!(run(format, "b.json", "a.json").outcome, outcome, "{format} {after} {before}");
        }
    }
}
